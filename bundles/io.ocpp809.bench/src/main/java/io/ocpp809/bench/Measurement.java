package io.ocpp809.bench;

import java.util.Locale;

/**
 * One measured value and its goal.
 *
 * @param name what was measured, stable between versions
 * @param value the measured value
 * @param unit unit of value and goal
 * @param goal the most that is wanted, or the least; 0 or more
 * @param least whether the goal is the least that is wanted
 */
public record Measurement(String name, double value, String unit, double goal, boolean least) {

  /** A value of which less is better. */
  public Measurement(String name, double value, String unit, double goal) {
    this(name, value, unit, goal, false);
  }

  /** A value of which more is better. */
  public static Measurement atLeast(String name, double value, String unit, double goal) {
    return new Measurement(name, value, unit, goal, true);
  }

  /**
   * Whether the goal is met; a value that is no number meets none.
   *
   * @return true if the value is not beyond the goal
   */
  public boolean met() {
    return least ? value >= goal : value <= goal;
  }

  /**
   * The line that the bench prints.
   *
   * @return name, value, unit, goal, value / goal, and {@code ok} or {@code short}, with tabs
   *     between them; the ratio of 0 to 0 is 0
   */
  public String line() {
    double ratio = value == 0 ? 0 : value / goal;
    return String.format(
        Locale.ROOT,
        "%s\t%s\t%s\t%s\t%.2f\t%s",
        name,
        number(value),
        unit,
        number(goal),
        ratio,
        met() ? "ok" : "short");
  }

  private static String number(double value) {
    boolean whole = value == Math.rint(value) && Math.abs(value) < 1e9;
    return whole || Math.abs(value) >= 100
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%.3g", value);
  }
}
