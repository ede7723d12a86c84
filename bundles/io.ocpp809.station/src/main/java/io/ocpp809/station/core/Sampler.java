package io.ocpp809.station.core;

import io.ocpp809.station.StationEvent;
import io.ocpp809.station.reading.Location;
import io.ocpp809.station.reading.Measurand;
import io.ocpp809.station.reading.Method;
import io.ocpp809.station.reading.Quality;
import io.ocpp809.station.reading.Reading;
import io.ocpp809.station.reading.ReadingContext;
import io.ocpp809.station.settings.Setting;
import io.ocpp809.station.time.EventTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Takes readings on the boundaries of the clock, stamped with the boundary. */
final class Sampler {
  /** What the EVSEs of a station add up to. */
  private static final Set<Measurand> SUMMED =
      Set.of(
          Measurand.ENERGY_ACTIVE_IMPORT_REGISTER,
          Measurand.ENERGY_ACTIVE_EXPORT_REGISTER,
          Measurand.POWER_ACTIVE_IMPORT,
          Measurand.POWER_OFFERED,
          Measurand.CURRENT_IMPORT,
          Measurand.CURRENT_OFFERED);

  private static final long DAY_MILLIS = 86_400_000;

  /** Off by more than this, ms, the clock has been set meanwhile: the boundary is another one. */
  private static final long LATE_MILLIS = 5_000;

  private final StationContext context;
  private final Collection<EvseRoom> evses;
  private Runnable timer = () -> {};

  Sampler(StationContext context, Collection<EvseRoom> evses) {
    this.context = context;
    this.evses = evses;
  }

  /**
   * Sets the timer to the next boundary, counted from midnight UTC (OCPP 1.6
   * ClockAlignedDataInterval); called again when the interval has changed.
   */
  void start() {
    startAfter(context.wall().toEpochMilli());
  }

  /** Sets the timer to the first boundary after a moment of the wall clock, ms. */
  private void startAfter(long moment) {
    timer.run();
    long interval = 1000 * context.settings.integer(Setting.ALIGNED_INTERVAL);
    if (interval <= 0) {
      return;
    }
    long midnight = Math.floorDiv(moment, DAY_MILLIS) * DAY_MILLIS;
    long next = midnight + ((moment - midnight) / interval + 1) * interval;
    long boundary = Math.min(next, midnight + DAY_MILLIS);
    long now = context.wall().toEpochMilli();
    timer = context.mailbox.after(boundary - now, () -> sample(boundary));
  }

  /** Whatever a reading or a listener does, the next boundary comes: its timer is set first. */
  private void sample(long boundary) {
    EventTime now = context.now();
    if (Math.abs(now.wall().toEpochMilli() - boundary) > LATE_MILLIS) {
      start();
      return;
    }
    startAfter(Math.max(boundary, now.wall().toEpochMilli()));
    EventTime at =
        new EventTime(
            now.bootId(), now.monotonicMillis(), Instant.ofEpochMilli(boundary), now.trusted());
    for (EvseRoom evse : evses) {
      if (evse.transactions.running().isPresent()) {
        evse.transactions.sampleAligned(at);
      } else {
        var readings = evse.meter.sample(context.settings.measurands(Setting.ALIGNED_MEASURANDS));
        if (!readings.isEmpty()) {
          context.emit(
              new StationEvent.Sampled(
                  at, evse.number(), evse.connector(), ReadingContext.SAMPLE_CLOCK, readings));
        }
      }
    }
    List<Reading> total = total(context.settings.measurands(Setting.ALIGNED_MEASURANDS));
    if (!total.isEmpty()) {
      context.emit(new StationEvent.Sampled(at, 0, 0, ReadingContext.SAMPLE_CLOCK, total));
    }
  }

  /**
   * What the whole station takes: the sum of what all its EVSEs read, and only of that which all of
   * them read. Readings that do not add up are left out.
   */
  List<Reading> total(List<Measurand> measurands) {
    Map<String, List<Reading>> alike = new LinkedHashMap<>();
    for (EvseRoom evse : evses) {
      Map<String, Reading> own = new LinkedHashMap<>();
      for (Reading r : evse.meter.sample(measurands)) {
        if (SUMMED.contains(r.measurand()) && r.usable() && r.location() != Location.EV) {
          own.putIfAbsent(r.measurand() + "/" + r.phase(), r);
        }
      }
      own.forEach((kind, r) -> alike.computeIfAbsent(kind, k -> new ArrayList<>()).add(r));
    }
    return alike.values().stream().filter(l -> l.size() == evses.size()).map(this::sum).toList();
  }

  private Reading sum(List<Reading> parts) {
    Reading first = parts.get(0);
    return new Reading(
        first.measurand(),
        first.phase(),
        Location.OUTLET,
        parts.stream().mapToDouble(Reading::value).sum(),
        Quality.GOOD,
        parts.size() == 1 ? first.method() : Method.DERIVED,
        parts.stream().mapToLong(Reading::takenAtMillis).min().orElse(context.millis()),
        "",
        "");
  }
}
