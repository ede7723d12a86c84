package io.ocpp809.station.pile;

/** How far a command has come at the pile; several follow one another for one command. */
public sealed interface PileOutcome {
  /**
   * The device has acknowledged the write.
   *
   * @param readBackFollows whether the value is going to be read back
   */
  record Written(boolean readBackFollows) implements PileOutcome {
    /** Acknowledged, and nothing can be read back. */
    public Written() {
      this(false);
    }
  }

  /** The value was read back and is what was written. */
  record ReadBack() implements PileOutcome {}

  /**
   * The command was not carried out.
   *
   * @param reason in words, for the operator
   * @param supported false if this pile can never do it
   */
  record Refused(String reason, boolean supported) implements PileOutcome {}
}
