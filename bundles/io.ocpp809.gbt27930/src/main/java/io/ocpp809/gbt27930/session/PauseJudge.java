package io.ocpp809.gbt27930.session;

import io.ocpp809.gbt27930.message.Bcl;
import io.ocpp809.gbt27930.message.Bsm;
import io.ocpp809.gbt27930.message.Ccs;
import io.ocpp809.gbt27930.message.Condition;
import io.ocpp809.gbt27930.message.Level;
import io.ocpp809.gbt27930.message.Permission;
import java.util.concurrent.TimeUnit;

/**
 * Whose wish it is that nothing flows. The vehicle's: BSM forbids charging with all states normal
 * (SPN 3096), or it demands 0 A and gets none. The charger's: CCS says pause (SPN 3929) though the
 * vehicle does not; since the charger answers a pause of the vehicle by its own, and is heard more
 * often, half a second passes before a pause counts as the charger's. Chargers that fill with zeros
 * what they do not know say "pause" all the time: with current it is none. "Untrusted" changes
 * nothing. One for each time of charging.
 */
final class PauseJudge {
  private static final long FOLLOW = TimeUnit.MILLISECONDS.toNanos(500);

  /** Below it nothing flows, A. */
  private static final double NO_CURRENT = 1.0;

  /** From it on something flows again, A: what a charger measures at its least current dithers. */
  private static final double CURRENT = 1.5;

  private boolean forbidden;
  private boolean nothingDemanded;
  private boolean chargerPauses;
  private boolean flows;
  private long chargerSince;
  private Party by = Party.NONE;

  void heard(Bsm m) {
    if (m.permission() == Permission.PERMITTED) {
      forbidden = false;
    } else if (m.permission() == Permission.PAUSED) {
      forbidden = !abnormal(m);
    }
  }

  /** A state is abnormal: the charger is to stop, which is no pause. */
  static boolean abnormal(Bsm m) {
    return m.cellVoltage() == Level.HIGH
        || m.cellVoltage() == Level.LOW
        || m.socState() == Level.HIGH
        || m.socState() == Level.LOW
        || m.overCurrent() == Condition.ABNORMAL
        || m.overTemperature() == Condition.ABNORMAL
        || m.insulation() == Condition.ABNORMAL
        || m.connector() == Condition.ABNORMAL;
  }

  void heard(Bcl m) {
    m.currentDemand().ifPresent(a -> nothingDemanded = a < 0.1);
  }

  void heard(Ccs m, long nanos) {
    m.outputCurrent().ifPresent(a -> flows = a >= (flows ? NO_CURRENT : CURRENT));
    if (m.permission() == Permission.PAUSED || m.permission() == Permission.PERMITTED) {
      boolean pauses = m.permission() == Permission.PAUSED;
      chargerSince = pauses && !chargerPauses ? nanos : chargerSince;
      chargerPauses = pauses;
    }
  }

  /**
   * Who pauses now.
   *
   * @return whether that has changed
   */
  boolean changed(long nanos) {
    Party before = by;
    if (forbidden || nothingDemanded && !flows) {
      by = Party.VEHICLE;
    } else {
      chargerSince = before == Party.VEHICLE ? nanos : chargerSince;
      boolean waits = chargerPauses && !flows && nanos - chargerSince >= FOLLOW;
      by = waits ? Party.CHARGER : Party.NONE;
    }
    return by != before;
  }

  /** Whose wish the pause is; none while there is no pause. */
  Party by() {
    return by;
  }
}
