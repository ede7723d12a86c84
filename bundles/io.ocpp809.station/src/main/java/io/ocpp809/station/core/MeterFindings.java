package io.ocpp809.station.core;

import io.ocpp809.station.metering.EnergyRegister.Verdict;
import io.ocpp809.station.pile.FaultClass;
import io.ocpp809.station.pile.PileFault;
import java.util.Optional;

/**
 * Says what is wrong with the billing meter of one EVSE: a trouble lasts until the next good
 * reading, a change of the register is said once and stands.
 */
final class MeterFindings {
  private final StationContext context;
  private final int evse;
  private String trouble = "";
  private boolean perSession;

  MeterFindings(StationContext context, int evse) {
    this.context = context;
    this.evse = evse;
  }

  /** Whether the register begins anew with each session, so that this is nothing to be said. */
  void perSession(boolean yes) {
    perSession = yes;
  }

  /**
   * Says what a reading was found to be.
   *
   * @param wh the reading
   * @param before the register before it
   */
  void found(Verdict verdict, long wh, long before) {
    switch (verdict) {
      case GOOD, NOISE -> trouble("", "");
      case WAITING -> {}
      case IMPOSSIBLE, SUSPECT ->
          trouble(
              "meter.implausible",
              "The meter's register reads " + wh + " Wh, which cannot be; it is ignored.");
      case BACKWARDS ->
          trouble(
              "meter.backwards",
              "The meter's register runs backwards, from "
                  + before
                  + " to "
                  + wh
                  + " Wh; nothing is counted until it rises again. Is the meter wired the wrong way"
                  + " round, or does it add up both directions?");
      case WRAPPED ->
          changed(
              "meter.wrapped",
              "The meter's register went past its highest value at "
                  + before
                  + " Wh and began at 0; it is counted on without loss.");
      case RESET -> {
        trouble("", "");
        if (!perSession) {
          changed(
              "meter.reset",
              "The meter's register fell from "
                  + before
                  + " to "
                  + wh
                  + " Wh. What it shows now is counted from where it stood; what flowed between"
                  + " the last reading and the fall is not known and not billed.");
        }
      }
      case REBASED ->
          changed(
              "meter.rebased",
              "The meter's register jumped from "
                  + before
                  + " to "
                  + wh
                  + " Wh and stays there; the jump is not billed. Was the meter exchanged?");
    }
  }

  void noValue() {
    trouble("meter.none", "The meter answers \"no value\"; nothing is counted. Check the meter.");
  }

  void silent(String meter) {
    trouble(
        "meter.silent",
        name(meter)
            + " does not answer. Nothing is counted until it does; what flows meanwhile is"
            + " counted then. Check the meter and its line.");
  }

  void exchanged(String before, long silentSeconds, String meter, long wh) {
    changed(
        "meter.exchanged",
        name(before)
            + " has not answered for "
            + silentSeconds
            + " s; "
            + name(meter)
            + " bills from "
            + wh
            + " Wh on. What flowed in between is not billed.");
  }

  void unreadable(String why) {
    context.raise(
        "meter.memory", evse, "What was kept of the meter's register cannot be read: " + why);
  }

  private static String name(String meter) {
    return meter.isEmpty() ? "The meter" : "The meter " + meter;
  }

  private void changed(String id, String text) {
    trouble("", "");
    context.raise(id, evse, text);
  }

  /** A new trouble takes the place of the one before. */
  private void trouble(String id, String text) {
    if (!trouble.equals(id) && !trouble.isEmpty()) {
      context.clear(trouble, evse);
    }
    trouble = id;
    if (!id.isEmpty()) {
      context.raise(id, evse, text);
    }
  }

  /** What keeps the register from counting, as a warning for the connector's status. */
  Optional<PileFault> warning(boolean frozen) {
    String code = frozen ? "meter.frozen" : trouble;
    return code.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new PileFault(
                FaultClass.POWER_METER_FAILURE, code, "the meter cannot be relied on", true));
  }
}
