package io.ocpp809.kura.station;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.kura.station.Gateway.FakeHost;
import io.ocpp809.station.auth.IdToken;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.eclipse.kura.channel.ChannelType;
import org.eclipse.kura.type.DataType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The supervised limit step, from the form of an EVSE to the pile and back. */
class LimitStepAtEvseTest {
  private final Gateway g = new Gateway();
  private final FakeConfiguration kura = new FakeConfiguration();
  private FakeHost host = g.host("station1");
  private EvseComponent evse = new EvseComponent(g.runtime);

  /** A product of confidence B, otherwise as channels named after roles. */
  private static String confidenceB(String model) {
    try (InputStream in =
        LimitStepAtEvseTest.class.getResourceAsStream("/templates/generic-roles.json")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .replace("\"confidence\": \"A\"", "\"confidence\": \"B\"")
          .replace("any asset", model)
          .replace(
              "\"points\": [",
              "\"points\": [{\"name\": \"serial\", \"access\": \"r\", \"role\": \"id.serial\"},");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Map<String, Object> form(Object... more) {
    Map<String, Object> form = Gateway.form("evse1", "template.text", confidenceB("one"));
    for (int i = 0; i < more.length; i += 2) {
      form.put(more[i].toString(), more[i + 1]);
    }
    return form;
  }

  private void wired(Map<String, Object> form) {
    kura.put("evse1", form);
    kura.changed = (pid, properties) -> evse.modified(properties);
    evse.bindConfiguration(kura);
    evse.bindStation(host);
    evse.bindPileAsset(g.pile);
    evse.activate(form);
    g.run(2);
  }

  @BeforeEach
  void aVehicleChargesAtAPileThatNobodyControls() {
    g.pile.limit = 16;
    g.pile.plugged = true;
  }

  private void change(Object... more) {
    Map<String, Object> next = kura.components.get("evse1");
    for (int i = 0; i < more.length; i += 2) {
      next.put(more[i].toString(), more[i + 1]);
    }
    evse.modified(next);
    g.run(1);
  }

  private String said(String id) {
    return evse.keeper().said().get(id);
  }

  private boolean readOnly() {
    return host.station.view().evse(1).orElseThrow().capabilities().orElseThrow().readOnly();
  }

  private void passed() {
    wired(form());
    change("supervise", "CHARGING");
    g.run(10);
    assertFalse(readOnly(), () -> String.valueOf(evse.keeper().said()));
  }

  @Test
  void aStepThatPassesLetsThePileBeControlled() {
    wired(form());
    assertTrue(readOnly());
    assertTrue(said("pile.read-only").contains("supervise"), said("pile.read-only"));
    change("supervise", "CHARGING");
    assertTrue(said("pile.limit-step").startsWith("limit step: step to 9 A"));
    g.run(10);
    assertEquals(List.of(9.0, 16.0), g.pile.writtenTo("limit.set").subList(0, 2));
    assertFalse(readOnly());
    assertNull(said("pile.read-only"));
    assertNull(said("pile.limit-step"));
    assertEquals("OFF", kura.components.get("evse1").get("supervise"), "the wish is taken back");
  }

  @Test
  void aPileThatDoesNotObeyStaysReadOnlyAtItsFormerLimitAndTheStageIsNamed() {
    wired(form());
    g.pile.ignoring = true;
    change("supervise", "CHARGING");
    g.run(30);
    assertTrue(readOnly());
    assertTrue(said("pile.limit-step").contains("failed at \"seen\""), said("pile.limit-step"));
    assertEquals(List.of(9.0, 16.0), g.pile.writtenTo("limit.set"));
    assertTrue(said("pile.read-only") != null);
  }

  @Test
  void aStepWithoutAVehicleIsReadBack() {
    g.pile.plugged = false;
    g.pile.channel("limit.active", ChannelType.READ, DataType.DOUBLE);
    wired(form());
    g.pile.values.put("limit.active", 16.0);
    g.run(2);
    change("supervise", "EMPTY");
    g.pile.values.put("limit.active", 6.0);
    g.run(5);
    g.pile.values.put("limit.active", 16.0);
    g.run(5);
    assertFalse(readOnly(), () -> String.valueOf(evse.keeper().said()));
  }

  @Test
  void aStepThatCannotBeSeenWritesNothing() {
    g.pile.plugged = false;
    wired(form());
    change("supervise", "CHARGING");
    g.run(3);
    assertTrue(said("pile.limit-step").contains("not begun"), said("pile.limit-step"));
    assertEquals(List.of(), g.pile.writtenTo("limit.set"));
  }

  @Test
  void aStepThatHasPassedHoldsOverARestart() {
    passed();
    evse.deactivate(0);
    host = host.restarted();
    evse = new EvseComponent(g.runtime);
    wired(form());
    assertFalse(readOnly());
    assertNull(said("pile.read-only"));
  }

  @Test
  void noStepBeginsByItselfAtAStart() {
    wired(form("supervise", "CHARGING"));
    g.run(5);
    assertEquals("OFF", kura.components.get("evse1").get("supervise"), "and must be chosen anew");
    assertTrue(readOnly());
    assertEquals(List.of(), g.pile.writtenTo("limit.set"));
  }

  @Test
  void anotherTemplateContentNeedsAStepOfItsOwn() {
    passed();
    change("template.text", confidenceB("two"));
    g.run(2);
    assertTrue(readOnly());
    change("template.text", confidenceB("one"));
    g.run(2);
    assertFalse(readOnly(), "the step was made with this content");
  }

  @Test
  void anotherUnitNeedsAStepOfItsOwn() {
    passed();
    g.pile.channel(
        "evse.state", ChannelType.READ, DataType.STRING, Map.of("address", "100", "unit", "2"));
    evse.updatedAsset(g.pile);
    g.run(2);
    assertTrue(readOnly());
  }

  @Test
  void anotherSerialNumberNeedsAStepOfItsOwn() {
    g.pile.channel("id.serial", ChannelType.READ, DataType.STRING);
    g.pile.values.put("id.serial", "4711");
    passed();
    g.pile.values.put("id.serial", "4712");
    g.run(3);
    assertTrue(readOnly());
    g.pile.values.put("id.serial", "4711");
    g.run(3);
    assertTrue(readOnly(), "what was forgotten is made anew");
  }

  private static Map<String, Object> driver(String transport, String host, String caller) {
    return Map.of("transport", transport, "host", host, "port", 502, "caller", caller);
  }

  @Test
  void aDriverThatIsPointedToAnotherHostNeedsAStepOfItsOwn() {
    kura.put("driver1", driver("TCP", "10.0.0.7", ""));
    passed();
    g.run(70);
    assertFalse(readOnly());
    kura.put("driver1", driver("TCP", "10.0.0.8", ""));
    g.run(7);
    assertTrue(readOnly(), "within seconds");
  }

  @Test
  void aDriverThatExpectsAnotherCallerNeedsAStepOfItsOwn() {
    kura.put("driver1", driver("DIAL_IN_RTU", "127.0.0.1", "PILE-1"));
    passed();
    g.run(70);
    assertFalse(readOnly());
    kura.put("driver1", driver("DIAL_IN_RTU", "127.0.0.1", "PILE-2"));
    g.run(7);
    assertTrue(readOnly());
  }

  @Test
  void aCallerIsNothingWhereTheDriverDials() {
    kura.put("driver1", driver("TCP", "10.0.0.7", ""));
    passed();
    kura.put("driver1", driver("TCP", "10.0.0.7", "PILE-2"));
    g.run(70);
    assertFalse(readOnly());
  }

  @Test
  void aFormThatChangesInMidStepGivesItUpAndTellsTheFormerLimit() {
    wired(form());
    change("supervise", "CHARGING");
    g.run(1);
    change("rating", 20.0);
    g.run(3);
    assertTrue(readOnly());
    List<Object> written = g.pile.writtenTo("limit.set");
    assertEquals(16.0, written.get(written.size() - 1));
  }

  @Test
  void theOperatorsWordNeedsNoStep() {
    wired(form("supervised", true));
    assertFalse(readOnly());
    change("supervise", "CHARGING");
    assertTrue(said("pile.limit-step").contains("may be written already"));
  }

  @Test
  void aWishThatDoesNotExistIsNamed() {
    wired(form("supervise", "NOW"));
    assertEquals("supervise: NOW is none of [OFF, CHARGING, EMPTY]", said("evse.config"));
  }

  @Test
  void nothingStartsAtAPileThatIsReadOnly() {
    wired(form());
    StringBuilder answer = new StringBuilder();
    host.station.remoteStart(
        OptionalInt.of(1),
        new IdToken("A", IdToken.Kind.CENTRAL),
        OptionalInt.empty(),
        Optional.empty(),
        v -> answer.append(v));
    g.run(1);
    assertTrue(
        answer.toString().toUpperCase(java.util.Locale.ROOT).contains("REJECTED"),
        answer.toString());
  }
}
