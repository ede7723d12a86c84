package io.ocpp809.kura.station;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.kura.station.Gateway.FakeHost;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.osgi.service.component.ComponentConstants;

/** An EVSE that makes its own asset, with a Kura around it that wires what was made. */
class EvseAssetTest {
  private final Gateway g = new Gateway();
  private final FakeHost host = g.host("station1");
  private final EvseComponent evse = new EvseComponent(g.runtime);
  private final FakeConfiguration kura = new FakeConfiguration();
  private FakeAsset asset;

  EvseAssetTest() {
    kura.put("modbus1", Map.of());
    kura.changed =
        (pid, properties) -> {
          if (pid.equals("evse1")) {
            wire(properties);
            evse.modified(Map.copyOf(properties));
          } else if (pid.equals("evse1-pile")) {
            asset = properties.isEmpty() ? null : made(properties);
            wire(kura.components.get("evse1"));
          }
        };
  }

  private FakeAsset made(Map<String, Object> properties) {
    FakeAsset next = asset == null ? new FakeAsset(g.scheduler.clock()) : asset;
    next.channels(properties);
    next.values.put("evse.state", "B1");
    next.values.put("cable.state", "5");
    if (next == asset) {
      evse.updatedAsset(next);
    }
    return next;
  }

  /** As the component runtime does by the form's target. */
  private FakeAsset bound;

  private void wire(Map<String, Object> form) {
    boolean chosen = Gateway.target("evse1-pile").equals(form.get("PileAsset.target"));
    FakeAsset next = chosen ? asset : null;
    FakeAsset before = bound;
    bound = next;
    if (next != null && next != before) {
      evse.bindPileAsset(next);
    }
    if (before != null && next != before) {
      evse.unbindPileAsset(before);
    }
  }

  private static Map<String, Object> form(Object... more) {
    Map<String, Object> form = new LinkedHashMap<>();
    form.put("kura.service.pid", "evse1");
    form.put("Station.target", Gateway.target("station1"));
    form.put("template", "keba-p30");
    form.put("driver.pid", "modbus1");
    form.put("PileAsset.target", EvseSettings.NOTHING);
    for (int i = 0; i < more.length; i += 2) {
      form.put(more[i].toString(), more[i + 1]);
    }
    return form;
  }

  private void activate() {
    kura.put("evse1", form());
    evse.bindStation(host);
    evse.activate(form());
  }

  /** What the operator enters in the form. */
  private void enter(Object... more) {
    Map<String, Object> changes = form(more);
    changes.remove("PileAsset.target");
    kura.updateConfiguration("evse1", changes, true);
    kura.calls.clear();
    g.run(3);
  }

  @Test
  void nothingIsMadeWhileTheComponentIsActivated() {
    evse.bindConfiguration(kura);
    activate();
    assertEquals(List.of(), kura.calls);
    g.run(3);
    assertEquals(List.of("create evse1-pile", "update evse1"), kura.calls);
    assertTrue(host.station.view().evse(1).isPresent());
  }

  @Test
  void enteringTheAssetInTheFormDoesNotLoop() {
    evse.bindConfiguration(kura);
    activate();
    g.run(120);
    assertEquals(List.of("create evse1-pile", "update evse1"), kura.calls);
  }

  @Test
  void itIsMadeWhenTheConfigurationServiceComesLate() {
    activate();
    g.run(20);
    assertFalse(kura.components.containsKey("evse1-pile"));
    evse.bindConfiguration(kura);
    g.run(3);
    assertTrue(host.station.view().evse(1).isPresent());
    assertNull(evse.keeper().said().get("evse.asset-missing"));
  }

  @Test
  void itIsMadeWhenKuraRefusesAtFirstAndOnlyALongWaitIsSaid() {
    kura.refusing = true;
    evse.bindConfiguration(kura);
    activate();
    g.run(8);
    assertNull(evse.keeper().said().get("evse.asset"));
    g.run(5);
    assertTrue(
        evse.keeper().said().get("evse.asset").contains("asset evse1-pile cannot be made"),
        evse.keeper().said().toString());
    kura.refusing = false;
    g.run(15);
    assertNull(evse.keeper().said().get("evse.asset"));
    assertTrue(host.station.view().evse(1).isPresent());
  }

  @Test
  void aDriverThatComesLateClearsItsMessage() {
    kura.components.remove("modbus1");
    evse.bindConfiguration(kura);
    activate();
    g.run(25);
    assertEquals("driver.pid: there is no driver modbus1", evse.keeper().said().get("evse.asset"));
    kura.put("modbus1", Map.of());
    g.run(15);
    assertNull(evse.keeper().said().get("evse.asset"));
  }

  @Test
  void anotherUnitInTheFormIsFollowedByTheAssetAndTheEvseWorksOn() {
    evse.bindConfiguration(kura);
    activate();
    g.run(3);
    enter("unit", 9);
    assertEquals(List.of("update evse1-pile"), kura.calls);
    assertEquals("9", asset.get("evse.state").getConfiguration().get("unit"));
    assertTrue(host.station.view().evse(1).orElseThrow().reachable());
  }

  @Test
  void anotherProductInTheFormMakesTheAssetAnewAndTheEvseWorksWithIt() {
    evse.bindConfiguration(kura);
    activate();
    g.run(3);
    enter("template", "vestel-evc04");
    assertEquals(List.of("delete evse1-pile", "create evse1-pile"), kura.calls);
    assertTrue(asset.get("charge.enable") == null);
    g.run(3);
    assertTrue(host.station.view().evse(1).orElseThrow().reachable());
  }

  @Test
  void differencesAreSaidAndGoneOnceTheAssetIsOverwritten() {
    evse.bindConfiguration(kura);
    activate();
    g.run(3);
    kura.components.get("evse1-pile").put("limit.set#address", 5005);
    enter("unit", 9);
    assertEquals(List.of(), kura.calls);
    assertTrue(
        evse.keeper().said().get("evse.asset").contains("address is 5005 instead of 5004"),
        evse.keeper().said().toString());
    enter("unit", 9, "asset.overwrite", true);
    assertEquals(List.of("update evse1-pile", "update evse1"), kura.calls);
    assertNull(evse.keeper().said().get("evse.asset"));
    assertEquals(5004, kura.components.get("evse1-pile").get("limit.set#address"));
  }

  @Test
  void theAssetIsDeletedAfterItsEvseAndNotBefore() {
    evse.bindConfiguration(kura);
    activate();
    g.run(3);
    kura.components.remove("evse1");
    evse.deactivate(4);
    g.run(1);
    assertTrue(kura.components.containsKey("evse1-pile"), "its pile is still being let go");
    kura.changed = (pid, properties) -> {};
    g.run(15);
    assertFalse(kura.components.containsKey("evse1-pile"));
  }

  @Test
  void theAssetGoesWithItsEvseThoughTheComponentRuntimeTakesEveryServiceAwayAtOnce() {
    evse.bindConfiguration(kura);
    activate();
    g.run(3);
    assertTrue(kura.components.containsKey("evse1-pile"));
    kura.changed = (pid, properties) -> {};
    kura.components.remove("evse1");
    evse.deactivate(ComponentConstants.DEACTIVATION_REASON_CONFIGURATION_DELETED);
    evse.unbindPileAsset(asset);
    evse.unbindConfiguration(kura);
    evse.unbindStation(host);
    g.run(30);
    assertFalse(kura.components.containsKey("evse1-pile"));
  }
}
