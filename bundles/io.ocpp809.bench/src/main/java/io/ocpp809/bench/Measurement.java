package io.ocpp809.bench;

import java.util.Locale;

/**
 * One measured value and its goal; less is better.
 *
 * @param name what was measured, stable between versions
 * @param value the measured value
 * @param unit unit of value and goal
 * @param goal the most that is wanted, greater than 0
 */
public record Measurement(String name, double value, String unit, double goal) {

  /**
   * Whether the goal is met.
   *
   * @return true if the value is not above the goal
   */
  public boolean met() {
    return value <= goal;
  }

  /**
   * The line that the bench prints.
   *
   * @return name, value, unit, goal, value / goal, and {@code ok} or {@code short}, with tabs
   *     between them
   */
  public String line() {
    return String.format(
        Locale.ROOT,
        "%s\t%s\t%s\t%s\t%.2f\t%s",
        name,
        number(value),
        unit,
        number(goal),
        value / goal,
        met() ? "ok" : "short");
  }

  private static String number(double value) {
    return Math.abs(value) >= 100
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%.3g", value);
  }
}
