package io.ocpp809.cli.gbt27930;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An axis: values from {@code low} to {@code high} with round numbers at its ticks.
 *
 * @param low value at its beginning
 * @param high value at its end, above low
 * @param step from tick to tick
 */
record Scale(double low, double high, double step) {

  /**
   * An axis that holds the values, with about so many ticks.
   *
   * @param least the least value; not a number for an axis from 0 to 1
   * @param most the greatest value
   * @param ticks about how many steps
   * @param least0 whether the axis begins at 0 in any case
   */
  static Scale of(double least, double most, int ticks, boolean least0) {
    if (Double.isNaN(least) || Double.isNaN(most)) {
      return new Scale(0, 1, 1);
    }
    // A value that never changes lies in the middle.
    double margin = least == most ? 1 : 0;
    double from = least0 ? Math.min(0, least) : least - margin;
    double to = least0 && most > 0 ? most : most + margin;
    double step = round((to - from) / ticks);
    return new Scale(Math.floor(from / step) * step, Math.ceil(to / step) * step, step);
  }

  /** An axis of time that ends where the recording does. */
  static Scale ofTime(double length, int ticks) {
    double to = length > 0 ? length : 1;
    return new Scale(0, to, round(to / ticks));
  }

  /** 1, 2 or 5 times a power of ten, not less than what is given. */
  private static double round(double rough) {
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    for (double factor : new double[] {1, 2, 5}) {
      if (rough <= factor * power * 1.000_001) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  /** The ticks from low to high. */
  List<Double> ticks() {
    List<Double> result = new ArrayList<>();
    for (int i = 0; low + i * step <= high + step / 1000; i++) {
      result.add(low + i * step);
    }
    return result;
  }

  /** A tick's number, with as many decimals as the step needs. */
  String text(double tick) {
    int decimals = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
    return String.format(Locale.ROOT, "%." + decimals + "f", tick == 0 ? 0.0 : tick);
  }

  /** Where a value is between low (0) and high (1). */
  double place(double value) {
    return (value - low) / (high - low);
  }
}
