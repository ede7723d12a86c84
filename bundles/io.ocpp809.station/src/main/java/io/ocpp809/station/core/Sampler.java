package io.ocpp809.station.core;

import io.ocpp809.station.StationEvent;
import io.ocpp809.station.reading.ReadingContext;
import io.ocpp809.station.settings.Setting;
import io.ocpp809.station.time.EventTime;
import java.time.Instant;
import java.util.Collection;

/** Takes readings on the boundaries of the clock, stamped with the boundary. */
final class Sampler {
  private final StationContext context;
  private final Collection<EvseRoom> evses;
  private Runnable timer = () -> {};

  Sampler(StationContext context, Collection<EvseRoom> evses) {
    this.context = context;
    this.evses = evses;
  }

  /** Sets the timer to the next boundary; called again when the interval has changed. */
  void start() {
    timer.run();
    long interval = 1000 * context.settings.integer(Setting.ALIGNED_INTERVAL);
    if (interval <= 0) {
      return;
    }
    long now = context.wall().toEpochMilli();
    long boundary = (now / interval + 1) * interval;
    timer = context.mailbox.after(boundary - now, () -> sample(boundary));
  }

  private void sample(long boundary) {
    EventTime now = context.now();
    EventTime at =
        new EventTime(
            now.bootId(), now.monotonicMillis(), Instant.ofEpochMilli(boundary), now.trusted());
    for (EvseRoom evse : evses) {
      if (evse.transactions.running().isPresent()) {
        evse.transactions.sample(ReadingContext.SAMPLE_CLOCK, Setting.ALIGNED_MEASURANDS, at);
      } else {
        var readings = evse.meter.sample(context.settings.measurands(Setting.ALIGNED_MEASURANDS));
        if (!readings.isEmpty()) {
          context.emit(
              new StationEvent.Sampled(
                  at, evse.number(), evse.connector(), ReadingContext.SAMPLE_CLOCK, readings));
        }
      }
    }
    start();
  }
}
