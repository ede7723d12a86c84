package io.ocpp809.station.core;

import io.ocpp809.station.time.EventTime;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * How often a register that wears was written within 24 hours, kept over restarts. The 24 hours
 * begin with the first write. While the clock is not trusted they run on monotonic time, and after
 * a restart anew from then: rather too few writes than too many.
 */
final class WearBudget {
  /** Length of the period, ms. */
  static final long DAY_MILLIS = 86_400_000;

  private final StationContext context;
  private final String key;
  private int count;
  private long begunMillis;
  private Optional<Long> begunWall = Optional.empty();
  private boolean anchored;

  WearBudget(StationContext context, int evse, String register) {
    this.context = context;
    this.key = "wear." + evse + "." + register;
    this.begunMillis = context.millis();
    context.ports.memory().get(key).ifPresent(b -> load(new String(b, StandardCharsets.UTF_8)));
  }

  private void load(String text) {
    if (text.matches("(\\d{1,15}|-);\\d{1,9}")) {
      String[] parts = text.split(";");
      count = Integer.parseInt(parts[1]);
      begunWall = parts[0].equals("-") ? Optional.empty() : Optional.of(Long.parseLong(parts[0]));
    }
  }

  /** Writes within the last 24 hours. */
  int used() {
    anchor();
    if (context.millis() - begunMillis >= DAY_MILLIS) {
      count = 0;
    }
    return count;
  }

  /** Milliseconds until the next 24 hours begin. */
  long remainingMillis() {
    return Math.max(0, begunMillis + DAY_MILLIS - context.millis());
  }

  /** The register is being written. */
  void note() {
    if (used() == 0) {
      begunMillis = context.millis();
      begunWall = Optional.empty();
    }
    count++;
    anchor();
    String begun = begunWall.map(String::valueOf).orElse("-");
    context.ports.memory().put(key, (begun + ";" + count).getBytes(StandardCharsets.UTF_8));
  }

  /** Joins monotonic and wall time as soon as the clock is trusted. */
  private void anchor() {
    EventTime now = context.now();
    if (!now.trusted()) {
      return;
    }
    long wall = now.wall().toEpochMilli();
    if (begunWall.isPresent() && !anchored) {
      long age = Math.max(0, wall - begunWall.get());
      begunMillis = now.monotonicMillis() - age;
    }
    begunWall = Optional.of(wall - (now.monotonicMillis() - begunMillis));
    anchored = true;
  }
}
