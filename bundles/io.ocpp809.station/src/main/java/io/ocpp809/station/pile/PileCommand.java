package io.ocpp809.station.pile;

/** What a pile is told; the template's recipe turns it into writes. */
public sealed interface PileCommand {
  /**
   * Lets at most this current flow; 0 pauses.
   *
   * @param milliamps limit per phase, in mA, 0 or at least the technical minimum
   */
  record LimitCurrent(int milliamps) implements PileCommand {}

  /**
   * Lets at most this power flow at the AC input; 0 pauses.
   *
   * @param watts limit, in W
   */
  record LimitPower(int watts) implements PileCommand {}

  /** Opens the gate: a vehicle may charge up to the limit. */
  record Enable() implements PileCommand {}

  /** Closes the gate: no vehicle may charge. */
  record Disable() implements PileCommand {}

  /** Releases the plug; given only after fresh current below 1 A was seen. */
  record Unlock() implements PileCommand {}

  /**
   * Charges on this number of phases; given only at 0 A.
   *
   * @param phases 1 or 3
   */
  record SwitchPhases(int phases) implements PileCommand {}
}
