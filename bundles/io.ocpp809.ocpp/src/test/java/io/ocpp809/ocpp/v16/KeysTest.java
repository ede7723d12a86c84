package io.ocpp809.ocpp.v16;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeysTest {
  private final Talk t = new Talk();

  @Test
  void allKeysOfCoreAreThere() {
    t.boot();
    String all = t.ask("GetConfiguration", "{}");
    for (String key :
        List.of(
            "AllowOfflineTxForUnknownId",
            "AuthorizationCacheEnabled",
            "AuthorizeRemoteTxRequests",
            "ClockAlignedDataInterval",
            "ConnectionTimeOut",
            "ConnectorPhaseRotation",
            "ConnectorPhaseRotationMaxLength",
            "GetConfigurationMaxKeys",
            "HeartbeatInterval",
            "LocalAuthorizeOffline",
            "LocalPreAuthorize",
            "MaxEnergyOnInvalidId",
            "MeterValuesAlignedData",
            "MeterValuesAlignedDataMaxLength",
            "MeterValuesSampledData",
            "MeterValuesSampledDataMaxLength",
            "MeterValueSampleInterval",
            "MinimumStatusDuration",
            "NumberOfConnectors",
            "ResetRetries",
            "StopTransactionOnEVSideDisconnect",
            "StopTransactionOnInvalidId",
            "StopTxnAlignedData",
            "StopTxnAlignedDataMaxLength",
            "StopTxnSampledData",
            "StopTxnSampledDataMaxLength",
            "SupportedFeatureProfiles",
            "TransactionMessageAttempts",
            "TransactionMessageRetryInterval",
            "UnlockConnectorOnEVSideDisconnect",
            "WebSocketPingInterval",
            "LocalAuthListEnabled",
            "LocalAuthListMaxLength",
            "SendLocalListMaxLength",
            "ChargeProfileMaxStackLevel",
            "ChargingScheduleAllowedChargingRateUnit",
            "ChargingScheduleMaxPeriods",
            "MaxChargingProfilesInstalled")) {
      assertTrue(all.contains("{\"key\":\"" + key + "\","), key);
    }
    assertFalse(all.contains("AuthorizationKey"), "never told");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "AllowOfflineTxForUnknownId|true|Accepted",
        "AllowOfflineTxForUnknownId|TRUE|Accepted",
        "AllowOfflineTxForUnknownId|1|Rejected",
        "LocalPreAuthorize|yes|Rejected",
        "MeterValueSampleInterval|10|Accepted",
        "MeterValueSampleInterval|0|Accepted",
        "MeterValueSampleInterval|-1|Rejected",
        "MeterValueSampleInterval|1.5|Rejected",
        "MeterValueSampleInterval|''|Rejected",
        "MeterValueSampleInterval|99999999999999999999|Rejected",
        "metervaluesampleinterval|10|Accepted",
        "WebSocketPingInterval|-1|Rejected",
        "WebSocketPingInterval|0|Accepted",
        "HeartbeatInterval|-5|Rejected",
        "ConnectionTimeOut|-1|Rejected",
        "ClockAlignedDataInterval|900|Accepted",
        "MaxEnergyOnInvalidId|500|Accepted",
        "MaxEnergyOnInvalidId|-1|Rejected",
        "ResetRetries|3|Accepted",
        "TransactionMessageAttempts|3|Accepted",
        "TransactionMessageRetryInterval|-1|Rejected",
        "MeterValuesSampledData|Energy.Active.Import.Register,Current.Import|Accepted",
        "MeterValuesSampledData|Energy.Active.Import.Register, Current.Import|Accepted",
        "MeterValuesSampledData|Energy.Active.Import.Register,RPM|Rejected",
        "MeterValuesSampledData|Energy.Active.Import.Register,SoC|Rejected",
        "MeterValuesAlignedData|Nonsense|Rejected",
        "StopTxnSampledData|''|Accepted",
        "ConnectorPhaseRotation|0.RST,1.RST|Accepted",
        "ConnectorPhaseRotation|1.NotApplicable|Accepted",
        "ConnectorPhaseRotation|1.XYZ|Rejected",
        "ConnectorPhaseRotation|2.RST|Rejected",
        "ConnectorPhaseRotation|RST|Rejected",
        "NumberOfConnectors|2|Rejected",
        "SupportedFeatureProfiles|Core|Rejected",
        "UnlockConnectorOnEVSideDisconnect|true|Rejected",
        "AuthorizationKey|00112233445566778899AABBCCDDEEFF|NotSupported",
        "Nonsense|1|NotSupported"
      })
  void aChangeIsTakenOrRefusedByTypeRangeAndAccess(String key, String value, String status) {
    t.boot();
    assertEquals("{\"status\":\"" + status + "\"}", t.change(key, value));
  }

  @Test
  void aRefusedChangeLeavesTheValueAsItWas() {
    t.boot();
    t.change("MeterValueSampleInterval", "10");
    t.change("MeterValueSampleInterval", "-1");
    assertEquals("10", t.key("MeterValueSampleInterval"));
    t.change("MeterValuesSampledData", "Current.Import");
    t.change("MeterValuesSampledData", "Energy.Active.Import.Register,RPM");
    assertEquals("Current.Import", t.key("MeterValuesSampledData"));
  }

  @Test
  void keysOutliveTheStation() {
    t.boot();
    t.change("MeterValueSampleInterval", "17");
    assertEquals(
        "17",
        new io.ocpp809.station.settings.SettingsStore(t.memory, () -> {})
            .text(io.ocpp809.station.settings.Setting.SAMPLED_INTERVAL));
  }

  @Test
  void unknownKeysAreListedApartAndNamesAreComparedWithoutCase() {
    t.boot();
    assertEquals(
        "{\"configurationKey\":[{\"key\":\"NumberOfConnectors\",\"readonly\":true,"
            + "\"value\":\"1\"}],\"unknownKey\":[\"Nonsense\"]}",
        t.ask("GetConfiguration", "{\"key\":[\"numberofconnectors\",\"Nonsense\"]}"));
  }

  @Test
  void moreKeysThanGetConfigurationMaxKeysAreRefused() {
    t.boot();
    StringBuilder keys = new StringBuilder("\"K0\"");
    for (int i = 1; i <= 100; i++) {
      keys.append(",\"K").append(i).append('"');
    }
    assertTrue(
        t.call("GetConfiguration", "{\"key\":[" + keys + "]}")
            .contains(
                "\"OccurenceConstraintViolation\",\"GetConfiguration: key has 101 of at most 100\""));
  }

  @Test
  void aListOfMeasurandsLongerThanItsMaxLengthIsRefused() {
    t.boot();
    String twenty = String.join(",", java.util.Collections.nCopies(20, "Current.Import"));
    assertEquals("{\"status\":\"Accepted\"}", t.change("MeterValuesSampledData", twenty));
    assertTrue(t.change("MeterValuesAlignedData", twenty + ",Current.Import").contains("Rejected"));
  }

  @Test
  void phaseRotationIsUnknownUntilItIsSetAndCountsConnectorZero() {
    t.boot();
    assertEquals("0.Unknown,1.Unknown", t.key("ConnectorPhaseRotation"));
    assertEquals("2", t.key("ConnectorPhaseRotationMaxLength"));
  }

  @Test
  void whatThePileCannotDoIsNotOffered() {
    Talk plain =
        new Talk(
            1, Talk.capabilities(io.ocpp809.station.pile.Capabilities.Gate.NONE, false, false));
    plain.boot();
    assertEquals(
        "Core,LocalAuthListManagement,RemoteTrigger", plain.key("SupportedFeatureProfiles"));
    assertEquals(
        "{\"status\":\"NotSupported\"}", plain.ask("UnlockConnector", "{\"connectorId\":1}"));
    assertEquals(
        "{\"status\":\"Rejected\"}",
        plain.ask("RemoteStartTransaction", "{\"connectorId\":1,\"idTag\":\"CARD\"}"));
    Talk unlocks =
        new Talk(
            1, Talk.capabilities(io.ocpp809.station.pile.Capabilities.Gate.LIMIT_0, true, true));
    unlocks.boot();
    assertEquals(
        "Core,LocalAuthListManagement,RemoteTrigger,SmartCharging",
        unlocks.key("SupportedFeatureProfiles"));
    assertEquals(
        "{\"status\":\"Accepted\"}", unlocks.change("UnlockConnectorOnEVSideDisconnect", "true"));
    assertEquals(
        Optional.of("true"), Optional.of(unlocks.key("UnlockConnectorOnEVSideDisconnect")));
  }
}
