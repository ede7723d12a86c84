package io.ocpp809.station.core;

import io.ocpp809.station.reading.Reading;

/** Whether a value can be at all, whatever the pile: beyond these ranges a register is misread. */
final class Plausibility {
  private static final double MOST_WH = 1e13;

  private Plausibility() {}

  static boolean possible(Reading r) {
    double v = r.value();
    return switch (r.measurand()) {
      case ENERGY_ACTIVE_IMPORT_REGISTER,
          ENERGY_ACTIVE_EXPORT_REGISTER,
          ENERGY_ACTIVE_IMPORT_INTERVAL,
          ENERGY_APPARENT_IMPORT_REGISTER ->
          within(v, 0, MOST_WH);
      case POWER_ACTIVE_IMPORT, POWER_OFFERED -> within(v, -1e7, 1e7);
      case CURRENT_IMPORT, CURRENT_OFFERED -> within(v, -1e4, 1e4);
      case VOLTAGE -> within(v, -2_000, 2_000);
      case POWER_FACTOR -> within(v, -1, 1);
      case FREQUENCY -> within(v, 0, 1_000);
      case TEMPERATURE -> within(v, -273, 1_000);
      case SOC -> within(v, 0, 100);
    };
  }

  private static boolean within(double value, double low, double high) {
    return value >= low && value <= high;
  }
}
