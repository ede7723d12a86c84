package io.ocpp809.station.journal;

import io.ocpp809.station.journal.TransactionEvent.Ended;
import io.ocpp809.station.journal.TransactionEvent.Metered;
import io.ocpp809.station.journal.TransactionEvent.Refused;
import io.ocpp809.station.journal.TransactionEvent.Retained;
import io.ocpp809.station.journal.TransactionEvent.Started;
import io.ocpp809.station.journal.TransactionEvent.StateChanged;
import io.ocpp809.station.journal.TransactionEvent.Stopping;
import io.ocpp809.station.reading.Measurand;
import io.ocpp809.station.transaction.ChargingState;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** What a journal leaves of one EVSE after a restart. */
public final class Remains {
  private Started started;
  private ChargingState state = ChargingState.EV_CONNECTED;
  private OptionalLong refusedAtWh = OptionalLong.empty();
  private Optional<Stopping> stopping = Optional.empty();
  private EndData endData = new EndData();
  private OptionalDouble lastWh = OptionalDouble.empty();
  private OptionalLong endedWh = OptionalLong.empty();

  /** Nothing was left. */
  public Remains() {}

  /**
   * A transaction that has started and not ended.
   *
   * @param started its start
   * @param state its charging state when last recorded
   * @param refusedAtWh register at which the CSMS had refused its token, in Wh; empty if it had not
   * @param stopping who was ending it, if somebody was
   * @param endData readings that go with its end
   */
  public record Open(
      Started started,
      ChargingState state,
      OptionalLong refusedAtWh,
      Optional<Stopping> stopping,
      List<Metered> endData) {}

  /** The open transaction, if there is one. */
  public Optional<Open> open() {
    return Optional.ofNullable(started)
        .map(s -> new Open(s, state, refusedAtWh, stopping, endData.all()));
  }

  /** Highest energy register recorded, in Wh; empty if none was. */
  public OptionalDouble lastWh() {
    return lastWh;
  }

  /** Energy register at the end of the last transaction, in Wh; empty if none has ended. */
  public OptionalLong endedWh() {
    return endedWh;
  }

  /** Takes the next event of this EVSE. */
  void take(TransactionEvent event) {
    if (event instanceof Started s) {
      started = s;
      state = ChargingState.EV_CONNECTED;
      refusedAtWh = OptionalLong.empty();
      stopping = Optional.empty();
      endData = new EndData();
      register(s.meterStartWh());
    } else if (event instanceof Ended e) {
      started = null;
      endedWh = OptionalLong.of(e.meterStopWh());
      register(e.meterStopWh());
    } else if (event instanceof Metered m) {
      register(m);
    } else if (event instanceof Retained r) {
      endData.add(r.metered());
      register(r.metered());
    } else if (event instanceof StateChanged c) {
      state = c.state();
    } else if (event instanceof Refused r) {
      refusedAtWh = OptionalLong.of(r.registerWh());
    } else if (event instanceof Stopping s) {
      stopping = Optional.of(s);
    }
  }

  private void register(Metered m) {
    m.readings().stream()
        .filter(r -> r.measurand() == Measurand.ENERGY_ACTIVE_IMPORT_REGISTER && r.usable())
        .forEach(r -> register(r.value()));
  }

  private void register(double wh) {
    lastWh = OptionalDouble.of(Math.max(wh, lastWh.orElse(wh)));
  }
}
