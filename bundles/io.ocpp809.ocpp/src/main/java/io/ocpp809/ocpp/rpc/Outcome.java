package io.ocpp809.ocpp.rpc;

/** What came of a call of ours. */
public sealed interface Outcome {
  /**
   * It was answered.
   *
   * @param payload JSON text
   */
  record Answered(String payload) implements Outcome {}

  /**
   * It was refused.
   *
   * @param code error code
   * @param description in words
   */
  record Refused(String code, String description) implements Outcome {}

  /** No answer came in time. */
  record TimedOut() implements Outcome {}

  /**
   * The connection was lost before an answer came.
   *
   * @param closedOnIt whether the other side has closed it while this call was out
   */
  record Lost(boolean closedOnIt) implements Outcome {
    /** Lost without being the cause. */
    public Lost() {
      this(false);
    }
  }
}
