package io.ocpp809.ocpp.v16;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ocpp809.station.ConnectorState;
import io.ocpp809.station.core.ConnectorPreview;
import io.ocpp809.station.pile.FaultClass;
import io.ocpp809.station.pile.PileFault;
import io.ocpp809.station.pile.PileIdentity;
import io.ocpp809.station.pile.PileReport;
import io.ocpp809.station.pile.PileState;
import io.ocpp809.station.reading.Measurand;
import io.ocpp809.station.reading.Phase;
import io.ocpp809.station.reading.Reading;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PreviewTest {
  private static final Instant AT = Instant.parse("2026-11-26T10:00:00Z");

  private static PileReport report(
      PileState state, Optional<PileFault> fault, List<Reading> readings) {
    return new PileReport(
        0,
        true,
        Optional.ofNullable(state),
        Optional.empty(),
        fault,
        Optional.empty(),
        readings,
        PileIdentity.UNKNOWN);
  }

  @Test
  void aStateSaysWhatItMeansWithoutAndWithinATransaction() {
    PileReport charging = report(PileState.C2, Optional.empty(), List.of());
    assertEquals(Optional.of(ConnectorState.PREPARING), ConnectorPreview.idle(charging));
    assertEquals(Optional.of(ConnectorState.CHARGING), ConnectorPreview.inTransaction(charging));
    PileReport held = report(PileState.B1, Optional.empty(), List.of());
    assertEquals(Optional.of(ConnectorState.SUSPENDED_EVSE), ConnectorPreview.inTransaction(held));
    PileReport away = report(PileState.A1, Optional.empty(), List.of());
    assertEquals(Optional.of(ConnectorState.AVAILABLE), ConnectorPreview.idle(away));
    assertEquals(
        Optional.empty(), ConnectorPreview.idle(report(null, Optional.empty(), List.of())));
    assertEquals(Optional.empty(), ConnectorPreview.idle(PileReport.unreachable(0)));
  }

  @Test
  void theStatusIsThePayloadOfTheMessage() {
    assertEquals(
        "{\"connectorId\":1,\"errorCode\":\"NoError\",\"status\":\"Charging\","
            + "\"timestamp\":\"2026-11-26T10:00:00Z\"}",
        Preview.status(1, ConnectorState.CHARGING, Optional.empty(), AT));
    PileFault hot = new PileFault(FaultClass.HIGH_TEMPERATURE, "17", "", false);
    assertEquals(
        "{\"connectorId\":2,\"errorCode\":\"HighTemperature\",\"status\":\"Faulted\","
            + "\"timestamp\":\"2026-11-26T10:00:00Z\",\"vendorId\":\"io.ocpp809\","
            + "\"vendorErrorCode\":\"17\"}",
        Preview.status(2, ConnectorState.FAULTED, Optional.of(hot), AT));
  }

  @Test
  void meterValuesHaveAllReadingsAndAreLeftOutWhereThereAreNone() {
    PileReport r =
        report(
            PileState.C2,
            Optional.empty(),
            List.of(Reading.measured(Measurand.VOLTAGE, Phase.L1, 230, 0)));
    assertEquals(
        Optional.of(
            "{\"connectorId\":1,\"meterValue\":[{\"timestamp\":\"2026-11-26T10:00:00Z\","
                + "\"sampledValue\":[{\"value\":\"230\",\"context\":\"Sample.Periodic\","
                + "\"measurand\":\"Voltage\",\"phase\":\"L1-N\",\"unit\":\"V\"}]}]}"),
        Preview.meterValues(1, r, AT));
    assertEquals(
        Optional.empty(),
        Preview.meterValues(1, report(PileState.C2, Optional.empty(), List.of()), AT));
  }
}
