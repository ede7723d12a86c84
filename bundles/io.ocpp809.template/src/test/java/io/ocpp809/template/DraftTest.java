package io.ocpp809.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DraftTest {
  private static PileTemplate template(String name) throws TemplateException {
    return TemplateLibrary.named(name);
  }

  @Test
  void anAlfenHasAUnitForEachOutlet() throws TemplateException {
    Map<String, Object> second = AssetDraft.of(template("alfen-ng9"), "drv", 0, 2);
    assertEquals("drv", second.get("driver.pid"));
    assertEquals(2, second.get("evse.state#unit"));
    assertEquals(1201, second.get("evse.state#address"));
    assertEquals("LIMIT", second.get("limit.set#control"));
    assertEquals("16", second.get("limit.set#write.fc"));
    assertEquals("16", second.get("phases.set#write.fc"), "the device knows no other function");
    assertEquals("LEASE", second.get("control.lease#table"));
    assertEquals("REWRITE", second.get("control.lease#watchdog"));
    assertEquals(60_000, second.get("control.lease#watchdog.timeout"));
  }

  @Test
  void aDeltaHasAnAddressRangeForEachOutletAndItsStationPointsOnce() throws TemplateException {
    Map<String, Object> second = AssetDraft.of(template("delta-dc"), "drv", 7, 2);
    assertEquals(7, second.get("ocpp.status#unit"));
    assertEquals(2000, second.get("ocpp.status#address"));
    assertEquals(2600, second.get("limit.power#address"));
    assertEquals(202, second.get("watchdog.timeout#address"));
  }

  @Test
  void aKebaIsFedThroughItsTimeoutRegister() throws TemplateException {
    Map<String, Object> asset = AssetDraft.of(template("keba-p30"), "drv", 0, 1);
    assertEquals(255, asset.get("evse.state#unit"));
    assertEquals("FEED", asset.get("failsafe.timeout.set#control"));
    assertEquals("30", asset.get("failsafe.timeout.set#feed.value"));
    assertEquals(15_000, asset.get("failsafe.timeout.set#feed.every"));
    assertEquals("EXACT", asset.get("evse.state#block"));
    assertEquals("LONG", asset.get("evse.state#+value.type"));
    assertEquals("DOUBLE", asset.get("energy.total#+value.type"));
    assertEquals(0.1, asset.get("energy.total#factor"));
    assertEquals("WRITE", asset.get("limit.set#+type"));
  }

  @Test
  void whatIsNotControlledHasNoLease() throws TemplateException {
    assertFalse(
        AssetDraft.of(template("eastron-sdm630"), "d", 3, 1).containsKey("control.lease#table"));
    assertFalse(
        AssetDraft.of(template("alpitronic-hyc"), "d", 1, 1).containsKey("control.lease#table"));
  }

  @Test
  void aTemplateWithoutAddressesMakesNoAsset() throws TemplateException {
    PileTemplate generic = template("generic-roles");
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> AssetDraft.of(generic, "d", 1, 1))
            .getMessage()
            .contains("create the asset yourself and name its channels after roles"));
  }

  @Test
  void aDriverIsDraftedAsTheProductIsDelivered() throws TemplateException {
    assertEquals(
        Map.of("transport", "TCP", "host", "10.0.0.7", "port", 502, "gap", 0),
        DriverDraft.tcp(template("keba-p30"), "10.0.0.7"));
    assertEquals(
        Map.of(
            "transport",
            "RTU",
            "device",
            "/dev/ttyS1",
            "baud",
            19_200,
            "parity",
            "EVEN",
            "stop.bits",
            1,
            "gap",
            100),
        DriverDraft.serial(template("heidelberg-energy-control"), "/dev/ttyS1"));
    assertEquals(
        "RTU_OVER_TCP",
        DriverDraft.tcp(template("heidelberg-energy-control"), "conv").get("transport"));
  }
}
