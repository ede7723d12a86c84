package io.ocpp809.station.core;

import io.ocpp809.station.vehicle.Conversation;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Compares what the register that bills has counted in a session of charger and vehicle with what
 * the charger tells at its end. Only a session that was heard from its beginning is compared.
 */
final class VehicleEnergy {
  /** Id of the finding that both differ. */
  static final String FINDING = "vehicle.energy";

  /** For so long after the end, ms, meters may still catch up. */
  static final long SETTLE_MILLIS = 5_000;

  /** The charger tells a tenth of a kWh, rounded as it likes, Wh. */
  private static final double LEAST_WH = 300;

  private static final double DC_PART = 0.05;

  /** A meter at the AC input counts the losses of the rectifier too. */
  private static final double AC_PART = 0.15;

  private final StationContext context;
  private final int evse;
  private OptionalDouble startWh = OptionalDouble.empty();
  private OptionalDouble toldWh = OptionalDouble.empty();
  private long endedMillis;

  VehicleEnergy(StationContext context, int evse) {
    this.context = context;
    this.evse = evse;
  }

  /**
   * A report was taken up.
   *
   * @param said how far charger and vehicle have come
   * @param told energy that the charger tells, Wh
   * @param registerWh register that bills, Wh
   * @param dcSide whether it sits behind the rectifier
   */
  void look(
      Optional<Conversation> said, OptionalDouble told, OptionalDouble registerWh, boolean dcSide) {
    long now = context.millis();
    if (said.filter(Conversation::beginning).isPresent()) {
      startWh = registerWh;
      toldWh = OptionalDouble.empty();
    }
    if (said.filter(c -> c == Conversation.ENDED).isPresent()
        && told.isPresent()
        && toldWh.isEmpty()
        && startWh.isPresent()) {
      toldWh = told;
      endedMillis = now;
    }
    if (toldWh.isPresent() && now - endedMillis >= SETTLE_MILLIS && registerWh.isPresent()) {
      compare(registerWh.getAsDouble() - startWh.orElseThrow(), dcSide);
      startWh = OptionalDouble.empty();
      toldWh = OptionalDouble.empty();
    }
  }

  private void compare(double counted, boolean dcSide) {
    double told = toldWh.orElseThrow();
    double slack = Math.max(LEAST_WH, told * (dcSide ? DC_PART : AC_PART));
    if (Math.abs(counted - told) <= slack) {
      context.clear(FINDING, evse);
      return;
    }
    context.raise(
        FINDING,
        evse,
        "Of the last session the register that bills has counted "
            + Math.round(counted)
            + " Wh, the charger "
            + Math.round(told)
            + " Wh. Compare meter, its transformer ratio and the template.");
  }
}
