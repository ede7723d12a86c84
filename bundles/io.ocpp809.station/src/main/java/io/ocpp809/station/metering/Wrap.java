package io.ocpp809.station.metering;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Values at which registers begin at 0 again: full words of 16, 31 and 32 bits in the units that
 * meters count in (0.1 Wh to 1 kWh), and full decimal counters.
 */
final class Wrap {
  private static final double[] VALUES =
      DoubleStream.concat(
              DoubleStream.of(0.1, 1, 10, 100, 1000)
                  .flatMap(
                      u -> DoubleStream.of(65_536 * u, 2_147_483_648d * u, 4_294_967_296d * u)),
              IntStream.rangeClosed(5, 13).mapToDouble(n -> Math.pow(10, n)))
          .sorted()
          .toArray();

  private Wrap() {}

  /**
   * The lowest of those values that is not below the register, in Wh; infinite if there is none.
   */
  static double after(double rawWh) {
    for (double v : VALUES) {
      if (v >= rawWh) {
        return v;
      }
    }
    return Double.POSITIVE_INFINITY;
  }
}
