package io.ocpp809.ocpp.v16;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.station.reading.Location;
import io.ocpp809.station.reading.Measurand;
import io.ocpp809.station.reading.Method;
import io.ocpp809.station.reading.Phase;
import io.ocpp809.station.reading.Quality;
import io.ocpp809.station.reading.Reading;
import io.ocpp809.station.vehicle.Conversation;
import io.ocpp809.station.vehicle.StopCause;
import io.ocpp809.station.vehicle.VehicleReport;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** What a CSMS of 1.6 hears of what charger and vehicle say to each other. */
class VehicleTest {
  private final Talk t = new Talk();

  private void says(Conversation c, Optional<StopCause> cause, String code, String evidence) {
    t.pile.vehicle =
        Optional.of(
            new VehicleReport(
                Optional.of(c),
                false,
                cause,
                code,
                Optional.empty(),
                evidence,
                Optional.of("LGBT27930TEST0001"),
                OptionalDouble.empty(),
                List.of(
                    said(Measurand.SOC, Location.EV, 61),
                    said(Measurand.VOLTAGE, Location.EV, 378.4),
                    said(Measurand.TEMPERATURE, Location.EV, 31),
                    said(Measurand.CURRENT_IMPORT, Location.OUTLET, c.underWay() ? 35.8 : 0),
                    said(Measurand.POWER_ACTIVE_IMPORT, Location.OUTLET, 13_600))));
    t.advance(1);
  }

  private void says(Conversation c) {
    says(c, Optional.empty(), "", "");
  }

  private Reading said(Measurand m, Location where, double value) {
    return new Reading(
        m,
        Phase.ALL,
        where,
        value,
        Quality.GOOD,
        Method.MEASURED,
        t.scheduler.clock().monotonicMillis(),
        "",
        VehicleReport.METER);
  }

  private void charging() {
    t.boot();
    t.set(io.ocpp809.station.settings.Setting.SAMPLED_INTERVAL, "0");
    says(Conversation.HANDSHAKE);
    t.startTransaction();
    says(Conversation.CHARGING);
  }

  private long statuses(String part) {
    return t.of("StatusNotification").stream().filter(s -> s.contains(part)).count();
  }

  @Test
  void theValuesOfTheVehicleAreMeterValuesWithTheirLocation() {
    charging();
    t.change("MeterValuesSampledData", "SoC,Voltage,Temperature,Power.Active.Import");
    t.ask("TriggerMessage", "{\"requestedMessage\":\"MeterValues\",\"connectorId\":1}");
    String values = t.last("MeterValues");
    for (String part :
        List.of(
            "\"value\":\"61\",\"context\":\"Trigger\",\"measurand\":\"SoC\",\"location\":\"EV\","
                + "\"unit\":\"Percent\"",
            "\"value\":\"378.4\",\"context\":\"Trigger\",\"measurand\":\"Voltage\","
                + "\"location\":\"EV\",\"unit\":\"V\"",
            "\"value\":\"31\",\"context\":\"Trigger\",\"measurand\":\"Temperature\","
                + "\"location\":\"EV\",\"unit\":\"Celcius\"",
            "\"value\":\"13600\",\"context\":\"Trigger\",\"measurand\":"
                + "\"Power.Active.Import\",\"unit\":\"W\"")) {
      assertTrue(values.contains(part), part + " in " + values);
    }
  }

  @Test
  void anErrorIsOneStatusWithItsCodeAndTheTransactionEndsAsOther() {
    charging();
    assertEquals(0, statuses("EVCommunicationError"));
    for (int i = 0; i < 5; i++) {
      says(Conversation.INTERRUPTED, Optional.empty(), "GBT27930.BEM.3905", "BEM F0F0F1FC");
    }
    assertEquals(1, statuses("\"vendorErrorCode\":\"GBT27930.BEM.3905\""));
    String status = t.last("StatusNotification");
    for (String part :
        List.of(
            "\"errorCode\":\"EVCommunicationError\"",
            "\"info\":\"BEM F0F0F1FC messages missing\"",
            "\"status\":\"Finishing\"",
            "\"vendorId\":\"io.ocpp809\"")) {
      assertTrue(status.contains(part), part + " in " + status);
    }
    assertTrue(t.last("StopTransaction").contains("\"reason\":\"Other\""));
  }

  @Test
  void anEmergencyStopAtTheChargerIsTheReason() {
    charging();
    says(Conversation.STOPPING, Optional.of(StopCause.EMERGENCY), "", "CST 1000010F");
    says(Conversation.ENDED, Optional.of(StopCause.EMERGENCY), "", "CST 1000010F");
    t.advance(2);
    assertTrue(t.last("StopTransaction").contains("\"reason\":\"EmergencyStop\""));
    assertTrue(t.last("StatusNotification").contains("CST 1000010F emergency stop"));
  }

  @Test
  void theVehiclesNumberIsToldOnlyWhereItIsWantedAndOnceInATransaction() {
    charging();
    t.advance(5);
    assertEquals(0, t.of("DataTransfer").size());
    assertTrue(t.sent.stream().noneMatch(s -> s.contains("LGBT27930TEST0001")));
  }

  @Test
  void theVehiclesNumberIsADataTransferOfItsConnector() {
    CsmsOptions o = Talk.options(false, true);
    assertTrue(
        t.connection.reconfigure(
            new CsmsOptions(o.name(), o.endpoint(), 3, 10, 3, false, true, false, true)));
    charging();
    t.advance(5);
    assertEquals(1, t.of("DataTransfer").size());
    assertTrue(
        t.last("DataTransfer")
            .contains(
                "{\"vendorId\":\"io.ocpp809\",\"messageId\":\"Vehicle\",\"data\":"
                    + "\"{\\\"connectorId\\\":1,\\\"vin\\\":\\\"LGBT27930TEST0001\\\"}\"}"),
        t.last("DataTransfer"));
  }
}
