package io.ocpp809.iec104.station;

import io.ocpp809.iec104.asdu.Value.IntegratedTotal;
import java.util.HashMap;
import java.util.Map;

/**
 * Freezing of counters (IEC 60870-5-101, 7.4.8). What is frozen stays until the next freeze; the
 * sequence number counts freezes. Resets change what is told here, never the meter. Not
 * thread-safe.
 */
final class Totals {
  private final Image image;
  private final Map<Integer, Sample> frozen = new HashMap<>();
  private final Map<Integer, Integer> origins = new HashMap<>();
  private final Map<Integer, Integer> sequences = new HashMap<>();

  Totals(Image image) {
    this.image = image;
  }

  /** Keeps the present count of a point. */
  void freeze(MonitorPoint point, Moment now) {
    int sequence = (sequences.getOrDefault(point.address(), 0) + 1) % 32;
    sequences.put(point.address(), sequence);
    frozen.put(point.address(), counted(point, now));
  }

  /** Counts a point from here on. */
  void reset(MonitorPoint point) {
    image
        .present(point.address())
        .ifPresent(s -> origins.put(point.address(), ((IntegratedTotal) s.value()).count()));
  }

  /** What a read is answered with: what was frozen, else the present count. */
  Sample read(MonitorPoint point, Moment now) {
    Sample kept = frozen.get(point.address());
    return kept == null ? counted(point, now) : kept;
  }

  private Sample counted(MonitorPoint point, Moment now) {
    Sample s = image.answer(point, now);
    IntegratedTotal total = (IntegratedTotal) s.value();
    int origin = origins.getOrDefault(point.address(), 0);
    int sequence = sequences.getOrDefault(point.address(), 0);
    return new Sample(
        new IntegratedTotal(
            total.count() - origin, sequence, total.carry(), total.adjusted() || origin != 0),
        s.quality(),
        s.at(),
        s.trusted());
  }
}
