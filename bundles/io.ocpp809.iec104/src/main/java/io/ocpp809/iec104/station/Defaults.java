package io.ocpp809.iec104.station;

import io.ocpp809.iec104.asdu.DoublePoint;
import io.ocpp809.iec104.asdu.Value;

/** Values of points of which nothing is known; they are always told as invalid. */
final class Defaults {
  private Defaults() {}

  static Value of(MonitorKind kind) {
    return switch (kind) {
      case SINGLE -> new Value.SinglePoint(false);
      case DOUBLE -> new Value.TwoBits(DoublePoint.INDETERMINATE);
      case STEP -> new Value.StepPosition(0, false);
      case BITSTRING -> new Value.Bitstring(0);
      case NORMALIZED -> new Value.Normalized((short) 0);
      case SCALED -> new Value.Scaled((short) 0);
      case FLOAT -> new Value.ShortFloat(0);
      case TOTAL -> new Value.IntegratedTotal(0, 0, false, false);
    };
  }
}
