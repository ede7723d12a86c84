package io.ocpp809.ocpp.v16;

import io.ocpp809.ocpp.v16.Messages.MeterValue;
import io.ocpp809.ocpp.v16.Messages.MeterValues;
import io.ocpp809.station.EvseView;
import io.ocpp809.station.Station;
import io.ocpp809.station.StationEvent.Sampled;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Readings that belong to no transaction (OCPP 1.6 section 4.7): clock-aligned ones and those that
 * TriggerMessage asks for. They are not kept while the CSMS is away.
 */
final class MeterBlock {
  private final Station station;
  private final Connectors connectors;
  private final TransactionIds ids;
  private final Caller caller;
  private final Executor mailbox;

  MeterBlock(
      Station station, Connectors connectors, TransactionIds ids, Caller caller, Executor mailbox) {
    this.station = station;
    this.connectors = connectors;
    this.ids = ids;
    this.caller = caller;
    this.mailbox = mailbox;
  }

  void sampled(Sampled s, Caller.Cause cause) {
    MeterValue value =
        Translate.meterValue(s.context(), s.readings(), s.time().restamped(station.now()).wall());
    if (!value.sampledValue().isEmpty()) {
      caller.tell(
          "MeterValues",
          new MeterValues(connectors.number(s.evse()), transaction(s, cause), List.of(value)),
          cause);
    }
  }

  /** The number of the transaction that runs where a trigger asks, as far as the CSMS gave one. */
  private Optional<Integer> transaction(Sampled s, Caller.Cause cause) {
    return Optional.of(s.evse())
        .filter(evse -> cause == Caller.Cause.TRIGGERED && evse != 0)
        .flatMap(station.view()::evse)
        .flatMap(EvseView::transaction)
        .map(t -> ids.number(t.id()))
        .filter(number -> number != TransactionIds.UNKNOWN);
  }

  /** Sends the newest readings of an EVSE; 0 is the station. */
  void triggered(int evse) {
    station.sampleNow(evse, s -> mailbox.execute(() -> sampled(s, Caller.Cause.TRIGGERED)));
  }
}
