package io.ocpp809.gbt27930.session;

import io.ocpp809.gbt27930.message.Ccs;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/**
 * Power of the charger, and energy as its integral over the messages CCS: an estimate. A gap of
 * more than a second is not bridged.
 */
final class Reckoning {
  private static final long GAP = TimeUnit.SECONDS.toNanos(1);
  private static final double NANOS_PER_HOUR = 3.6e12;

  private double wattHours;
  private double greatest;
  private OptionalDouble watts = OptionalDouble.empty();
  private long at;

  void heard(Ccs m, long nanos) {
    OptionalDouble before = watts;
    watts =
        m.outputVoltage().isPresent() && m.outputCurrent().isPresent()
            ? OptionalDouble.of(
                m.outputVoltage().getAsDouble() * Math.abs(m.outputCurrent().getAsDouble()))
            : OptionalDouble.empty();
    m.outputCurrent().ifPresent(a -> greatest = Math.max(greatest, Math.abs(a)));
    if (before.isPresent() && watts.isPresent() && nanos - at <= GAP) {
      double mean = (before.getAsDouble() + watts.getAsDouble()) / 2;
      wattHours += mean * (nanos - at) / NANOS_PER_HOUR;
    }
    at = nanos;
  }

  /** Power by the last CCS, W. */
  OptionalDouble watts() {
    return watts;
  }

  /** Energy since the session was noticed, Wh. */
  double wattHours() {
    return wattHours;
  }

  /** Greatest current, A. */
  double greatest() {
    return greatest;
  }
}
