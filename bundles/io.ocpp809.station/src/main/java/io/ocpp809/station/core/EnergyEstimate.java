package io.ocpp809.station.core;

import io.ocpp809.station.reading.Location;
import io.ocpp809.station.reading.Measurand;
import io.ocpp809.station.reading.Method;
import io.ocpp809.station.reading.Phase;
import io.ocpp809.station.reading.Quality;
import io.ocpp809.station.reading.Reading;
import java.util.List;
import java.util.Optional;

/** Energy as the integral of the measured power: an estimate that bills only where allowed. */
final class EnergyEstimate {
  private static final long GAP_MILLIS = 60_000;

  private double wh;
  private double watts;
  private long atMillis = -1;

  /** Goes on from what was kept, in Wh. */
  void restore(double keptWh) {
    wh = keptWh;
  }

  /** Takes up the power among these readings; a longer gap than a minute counts nothing. */
  void accept(List<Reading> readings) {
    Optional<Reading> power =
        readings.stream()
            .filter(r -> r.measurand() == Measurand.POWER_ACTIVE_IMPORT && r.phase() == Phase.ALL)
            .filter(r -> r.usable() && Plausibility.possible(r))
            .findFirst();
    watts = power.map(r -> Math.max(0, r.value())).orElse(0d);
    if (power.isEmpty()) {
      return;
    }
    long at = power.get().takenAtMillis();
    if (atMillis >= 0 && at > atMillis && at - atMillis < GAP_MILLIS) {
      wh += watts * (at - atMillis) / 3_600_000d;
    }
    atMillis = at;
  }

  /** The integral since ever, in Wh. */
  double wh() {
    return wh;
  }

  /** The power told last, in W; 0 if none was. */
  double watts() {
    return watts;
  }

  /** The integral as a register; empty while no power has been read. */
  Optional<Reading> reading() {
    return atMillis < 0
        ? Optional.empty()
        : Optional.of(
            new Reading(
                Measurand.ENERGY_ACTIVE_IMPORT_REGISTER,
                Phase.ALL,
                Location.OUTLET,
                wh,
                Quality.GOOD,
                Method.INTEGRATED,
                atMillis,
                "",
                ""));
  }
}
