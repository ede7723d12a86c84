package io.ocpp809.kura.modbus;

import io.ocpp809.modbus.Line;
import io.ocpp809.modbus.UnitCounters;
import java.time.Instant;
import java.util.List;

/** Counters of a unit and of its line, as channels of table COUNTER. */
final class Counters {
  /** Names; {@code exceptions.} may be followed by an exception code. */
  static final List<String> NAMES =
      List.of(
          "good",
          "timeouts",
          "checksums",
          "mismatches",
          "stale",
          "links",
          "exceptions",
          "exceptions.<code>",
          "mean.millis",
          "latest.millis",
          "median.millis",
          "p99.millis",
          "turnaround.millis",
          "resting",
          "line.load",
          "line.plan",
          "line.trace");

  private static final String BY_CODE = "exceptions.";

  private Counters() {}

  /**
   * The name, if there is such a counter.
   *
   * @throws IllegalArgumentException if there is none
   */
  static String checked(String name) {
    boolean code = name.startsWith(BY_CODE) && name.substring(BY_CODE.length()).matches("\\d{1,3}");
    if (!code && !NAMES.contains(name)) {
      throw new IllegalArgumentException("counter: " + name + " is none of " + NAMES);
    }
    return name;
  }

  /** The last frames, each as a line of text, the oldest first. */
  static List<String> trace(Line line) {
    long nanos = System.nanoTime();
    Instant now = Instant.now();
    return line.trace().entries().stream().map(e -> e.text(nanos, now)).toList();
  }

  /** Its value now: a Long, a Double in ms or percent, a text, or whether the unit rests. */
  static Object value(Line line, int unit, String name) {
    UnitCounters.Snapshot c = line.counters(unit);
    return switch (name) {
      case "good" -> c.good();
      case "timeouts" -> c.timeouts();
      case "checksums" -> c.checksums();
      case "mismatches" -> c.mismatches();
      case "stale" -> c.stale();
      case "links" -> c.links();
      case "exceptions" -> c.exceptions();
      case "mean.millis" -> c.meanMillis();
      case "latest.millis" -> c.latestMillis();
      case "median.millis" -> c.medianMillis();
      case "p99.millis" -> c.p99Millis();
      case "turnaround.millis" -> c.turnaroundMillis();
      case "resting" -> line.resting(unit);
      case "line.load" -> line.loadPercent();
      case "line.plan" -> line.planPercent();
      case "line.trace" -> String.join("\n", trace(line));
      default -> c.codes().getOrDefault(Integer.parseInt(name.substring(BY_CODE.length())), 0L);
    };
  }
}
