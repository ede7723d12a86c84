package io.ocpp809.ocpp.v16;

import io.ocpp809.ocpp.json.Json;
import io.ocpp809.ocpp.v16.Messages.MeterValue;
import io.ocpp809.ocpp.v16.Messages.MeterValues;
import io.ocpp809.ocpp.v16.Messages.StatusNotification;
import io.ocpp809.station.ConnectorState;
import io.ocpp809.station.pile.PileFault;
import io.ocpp809.station.pile.PileReport;
import io.ocpp809.station.reading.ReadingContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Payloads that a CSMS would be sent of a pile, for looking at before there is a connection. */
public final class Preview {
  private static final Json JSON = new Json(() -> false);

  private Preview() {}

  /**
   * Payload of StatusNotification.req (OCPP 1.6 section 6.47).
   *
   * @param connector number of the connector, from 1
   * @param state its state
   * @param fault fault or warning of the pile
   * @param at time that it bears
   * @return JSON text
   */
  public static String status(
      int connector, ConnectorState state, Optional<PileFault> fault, Instant at) {
    return JSON.encode(
        new StatusNotification(
            connector,
            fault.map(f -> f.kind().wire()).orElse("NoError"),
            Optional.empty(),
            Translate.status(state),
            at,
            fault.map(f -> "io.ocpp809"),
            fault.map(f -> Translate.cut(f.vendorCode(), 50)).flatMap(Translate::some)));
  }

  /**
   * Payload of MeterValues.req (OCPP 1.6 section 6.31) with all readings of the pile; what is sent
   * on air is what the CSMS has chosen of them.
   *
   * @param connector number of the connector, from 1
   * @param report what the pile says
   * @param at time that it bears
   * @return JSON text; empty if there is nothing that could be sent
   */
  public static Optional<String> meterValues(int connector, PileReport report, Instant at) {
    MeterValue value = Translate.meterValue(ReadingContext.SAMPLE_PERIODIC, report.readings(), at);
    return value.sampledValue().isEmpty()
        ? Optional.empty()
        : Optional.of(JSON.encode(new MeterValues(connector, Optional.empty(), List.of(value))));
  }
}
