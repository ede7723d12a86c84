package io.ocpp809.station;

/** Answers of a station to requests; each protocol maps them onto its own words. */
public final class Answers {
  private Answers() {}

  /** Answer to a remote start or stop, to a reset. */
  public enum Verdict {
    /** It will be done. */
    ACCEPTED,
    /** It will not be done. */
    REJECTED
  }

  /** Answer to a change of availability. */
  public enum AvailabilityAnswer {
    /** Done, or so already. */
    ACCEPTED,
    /** Refused: no such EVSE or connector. */
    REJECTED,
    /** Will be done when the running transaction has ended. */
    SCHEDULED
  }

  /** Answer to a request to release the plug. */
  public enum UnlockAnswer {
    /** The plug is released. */
    UNLOCKED,
    /** It could not be released, or it could not be made sure that no current flows. */
    UNLOCK_FAILED,
    /** The pile cannot do it, or there is no such connector. */
    NOT_SUPPORTED
  }

  /** Kind of reset. */
  public enum ResetKind {
    /** Ends transactions and starts the station's software anew. */
    SOFT,
    /** As soft, with the sessions to the piles opened anew. */
    HARD
  }
}
