package io.ocpp809.template;

import java.util.List;
import java.util.Optional;

/**
 * How a pile is controlled.
 *
 * @param limit channel that takes the limit, in A per phase or W; empty if it cannot be limited
 * @param otherPhases channels that take the same limit, where each phase has a register of its own
 * @param power whether the limit is in W
 * @param maximum largest value that the register takes, A or W; 0 for any
 * @param pause how charging is paused
 * @param enable channel that opens and closes the gate; empty if there is none
 * @param on text to write to open it
 * @param off text to write to close it
 * @param unlock channel that releases the plug; empty if there is none
 * @param unlockValue text to write to release it
 * @param phases channel that takes the number of phases; empty if it cannot be switched
 * @param readBack channel that shows the limit in force; empty if nothing can be read back
 * @param settleMillis time from a write until it can be read back, ms
 * @param deadBand least rise of the limit that is worth a write, A or W
 * @param dwellMillis least time between a write of the limit and a rise, ms
 */
public record Control(
    Optional<String> limit,
    List<String> otherPhases,
    boolean power,
    double maximum,
    Pause pause,
    Optional<String> enable,
    String on,
    String off,
    Optional<String> unlock,
    String unlockValue,
    Optional<String> phases,
    Optional<String> readBack,
    int settleMillis,
    double deadBand,
    int dwellMillis) {
  /** Copies the list. */
  public Control {
    otherPhases = List.copyOf(otherPhases);
  }

  /** How charging is paused. */
  public enum Pause {
    /** A limit of 0 is written. */
    LIMIT_0,
    /** The gate is closed. */
    ENABLE,
    /** It cannot be paused. */
    NONE
  }

  /** A pile or meter that is not controlled. */
  public static final Control NONE =
      new Control(
          Optional.empty(),
          List.of(),
          false,
          0,
          Pause.NONE,
          Optional.empty(),
          "",
          "",
          Optional.empty(),
          "",
          Optional.empty(),
          Optional.empty(),
          0,
          0,
          0);
}
