package io.ocpp809.station.core;

import io.ocpp809.station.journal.TransactionEvent.Metered;
import io.ocpp809.station.journal.TransactionEvent.Retained;
import io.ocpp809.station.reading.Measurand;
import io.ocpp809.station.reading.Reading;
import io.ocpp809.station.reading.ReadingContext;
import io.ocpp809.station.settings.Setting;
import io.ocpp809.station.time.EventTime;
import java.util.List;

/** Takes the readings of a running transaction: those to be sent, and those kept for its end. */
final class SamplingRoom {
  private final EvseRoom evse;
  private final StationContext context;
  private final JournalWriter journal;

  SamplingRoom(EvseRoom evse, JournalWriter journal) {
    this.evse = evse;
    this.context = evse.context;
    this.journal = journal;
  }

  /** The transaction has begun. */
  void begun(Transaction t) {
    List<Reading> readings =
        evse.meter.sample(context.settings.measurands(Setting.SAMPLED_ENDED_MEASURANDS));
    retain(
        t,
        metered(
            t,
            ReadingContext.TRANSACTION_BEGIN,
            t.started.time(),
            readings.stream().map(r -> atStart(t, r)).toList()));
    evse.meter.register.keep();
    later(t);
  }

  /** The register is the one that the start tells, also if it began before now. */
  private static Reading atStart(Transaction t, Reading r) {
    return r.measurand() == Measurand.ENERGY_ACTIVE_IMPORT_REGISTER
        ? r.withValue(t.started.meterStartWh())
        : r;
  }

  /** Sets the timer of the next reading anew. */
  void later(Transaction t) {
    t.sampling.run();
    long seconds = context.settings.integer(Setting.SAMPLED_INTERVAL);
    if (seconds > 0) {
      t.sampling =
          context.mailbox.after(
              seconds * 1000,
              () -> {
                take(t, ReadingContext.SAMPLE_PERIODIC, context.now());
                later(t);
              });
    }
  }

  /** Takes readings now. */
  void take(Transaction t, ReadingContext why, EventTime at) {
    boolean aligned = why == ReadingContext.SAMPLE_CLOCK;
    List<Reading> readings =
        evse.meter.sample(
            context.settings.measurands(
                aligned ? Setting.ALIGNED_MEASURANDS : Setting.SAMPLED_MEASURANDS));
    if (!readings.isEmpty()) {
      journal.append(metered(t, why, at, readings), () -> {});
      evse.meter.register.recorded(readings);
    }
    retain(
        t, why, at, aligned ? Setting.ALIGNED_ENDED_MEASURANDS : Setting.SAMPLED_ENDED_MEASURANDS);
  }

  private void retain(Transaction t, ReadingContext why, EventTime at, Setting measurands) {
    retain(t, metered(t, why, at, evse.meter.sample(context.settings.measurands(measurands))));
  }

  private void retain(Transaction t, Metered metered) {
    if (!metered.readings().isEmpty()) {
      t.endData.add(metered);
      journal.append(new Retained(metered), () -> {});
    }
  }

  /** The last readings; the register among them is the one that the end tells. */
  void end(Transaction t, EventTime at) {
    t.sampling.run();
    List<Reading> readings =
        evse.meter.sampleLast(context.settings.measurands(Setting.SAMPLED_ENDED_MEASURANDS));
    if (!readings.isEmpty()) {
      t.endData.add(metered(t, ReadingContext.TRANSACTION_END, at, readings));
    }
  }

  private Metered metered(Transaction t, ReadingContext why, EventTime at, List<Reading> readings) {
    return new Metered(at, t.id(), evse.number(), evse.connector(), why, readings);
  }
}
