package io.ocpp809.kura.station;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.kura.station.Gateway.FakeHost;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.eclipse.kura.KuraErrorCode;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.channel.ChannelType;
import org.eclipse.kura.cloudconnection.message.KuraMessage;
import org.eclipse.kura.message.KuraPayload;
import org.eclipse.kura.type.DataType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Test and learn of a configured pile by remote request. */
class PileRequestsTest {
  private final Gateway g = new Gateway();
  private final FakeHost host = g.host("station1");
  private final EvseComponent evse = new EvseComponent(g.runtime);
  private final PileRequests requests = new PileRequests();
  private final Box box = new Box();

  /** A box whose state is a number, and power and energy with it. */
  private final class Box extends FakeAsset {
    long state = 2;
    double watts;
    double wattHours = 1_000;

    Box() {
      super(g.scheduler.clock());
      channel("evse.state", ChannelType.READ, DataType.LONG);
      channel("power.total", ChannelType.READ, DataType.DOUBLE);
      channel("energy.total", ChannelType.READ, DataType.DOUBLE);
      channel("standby", ChannelType.READ, DataType.LONG);
    }

    @Override
    void beforeRead() {
      wattHours += watts > 0 ? 2 : 0;
      values.put("evse.state", state);
      values.put("power.total", watts);
      values.put("energy.total", wattHours);
      values.put("standby", 0L);
    }
  }

  /** The directory is that of the Java machine: what other tests left there is forgotten. */
  @BeforeEach
  void wire() {
    EvseDirectory all = EvseDirectory.instance();
    all.names().forEach(name -> all.named(name).ifPresent(all::remove));
    evse.bindStation(host);
    evse.bindPileAsset(box);
    evse.activate(Gateway.form("evse1", "template", "heidelberg-energy-control"));
    g.run(3);
  }

  @AfterEach
  void end() {
    requests.deactivate();
    evse.deactivate(6);
    g.run(120);
  }

  private static KuraMessage message(String... path) {
    return new KuraMessage(new KuraPayload(), Map.of("args", List.of(path)));
  }

  private static String text(KuraMessage answer) {
    return new String(answer.getPayload().getBody(), StandardCharsets.UTF_8);
  }

  private String get(String... path) throws KuraException {
    return text(requests.doGet(null, message(path)));
  }

  private void step(String name, long state, double watts) throws KuraException {
    box.state = state;
    box.watts = watts;
    g.run(3);
    requests.doExec(null, message("learn", "evse1", name));
    g.run(5);
  }

  @Test
  void aTestTellsValuesMeaningsAndWhatStandsInTheWay() throws Exception {
    assertEquals("{\"evses\":[\"evse1\"]}", get("evses"));
    box.state = 7;
    g.run(3);
    String look = get("test", "evse1");
    assertTrue(look.contains("\"template\":\"heidelberg-energy-control\""), look);
    assertTrue(look.contains("\"state\":\"C2\""), look);
    assertTrue(look.contains("\"connector\":\"PREPARING\""), look);
    assertTrue(look.contains("\"connectorInTransaction\":\"CHARGING\""), look);
    assertTrue(
        look.contains(
            "\"point\":\"state\",\"role\":\"evse.state\",\"value\":\"7\",\"valueUnit\":\"\","
                + "\"meaning\":\"C2\""),
        look);
    assertTrue(look.contains("\"unmet\":[\"Standby must be off"), look);
    assertEquals(0, box.written.size());
  }

  @Test
  void learningProposesTheMeaningsOfTheState() throws Exception {
    step("unplugged", 11, 0);
    step("plugged", 21, 0);
    step("charging", 31, 11_000);
    step("unplugged", 11, 0);
    String proposal = get("learn", "evse1");
    assertTrue(proposal.contains("\"state\":\"ir5\""), proposal);
    assertTrue(proposal.contains("\"enum\":{\"11\":\"A1\",\"21\":\"B1\",\"31\":\"C2\"}"), proposal);
    assertTrue(proposal.contains("\"kind\":\"counts\""), proposal);
    requests.doDel(null, message("learn", "evse1"));
    assertEquals(
        KuraErrorCode.NOT_FOUND,
        assertThrows(KuraException.class, () -> get("learn", "evse1")).getCode());
    assertEquals(0, box.written.size());
  }

  @Test
  void aWrongRequestIsNamed() {
    assertTrue(
        assertThrows(
                KuraException.class,
                () -> requests.doExec(null, message("learn", "evse1", "dancing")))
            .getMessage()
            .contains("dancing is no step; there are unplugged"));
    assertTrue(
        assertThrows(KuraException.class, () -> get("test", "evse9"))
            .getMessage()
            .contains("EVSE evse9; there are evse1"));
    assertTrue(
        assertThrows(KuraException.class, () -> get("fly"))
            .getMessage()
            .contains("GET takes evses"));
  }

  @Test
  void anEvseThatDoesNotWorkYetSaysWhy() {
    evse.unbindPileAsset(box);
    g.run(15);
    String message = assertThrows(KuraException.class, () -> get("test", "evse1")).getMessage();
    assertTrue(message.contains("PileAsset.target: there is no asset"), message);
  }
}
