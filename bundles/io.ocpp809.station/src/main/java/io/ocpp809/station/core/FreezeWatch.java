package io.ocpp809.station.core;

/** Sees a register that stands still although power flows. */
final class FreezeWatch {
  static final long FREEZE_MILLIS = 300_000;
  private static final double FREEZE_WATTS = 500;

  private final StationContext context;
  private final int evse;
  private double movedWh = Double.NaN;
  private double movedEstimateWh;
  private long movedMillis;
  private boolean frozen;

  FreezeWatch(StationContext context, int evse) {
    this.context = context;
    this.evse = evse;
    this.movedMillis = context.millis();
  }

  /** Compares the register, in Wh, with what the power says. */
  void watch(double registerWh, EnergyEstimate estimate) {
    if (registerWh != movedWh || estimate.watts() < FREEZE_WATTS) {
      movedWh = registerWh;
      movedMillis = context.millis();
      movedEstimateWh = estimate.wh();
      frozen = false;
      context.clear("meter.frozen", evse);
    } else if (!frozen && context.millis() - movedMillis > FREEZE_MILLIS) {
      frozen = true;
      context.raise(
          "meter.frozen",
          evse,
          "The meter's register has stood still for "
              + FREEZE_MILLIS / 60_000
              + " minutes while "
              + Math.round(estimate.watts())
              + " W flow, about "
              + Math.round(estimate.wh() - movedEstimateWh)
              + " Wh by now, which nobody is billed. Check the meter.");
    }
  }

  boolean frozen() {
    return frozen;
  }
}
