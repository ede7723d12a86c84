package io.ocpp809.iec104.station;

/** What carries commands out. Calls come one at a time and must return at once. */
public interface Commands {
  /**
   * Whether a command can be carried out now; asked for a select and again for the execute.
   *
   * @return empty if so, else why not, for the audit
   */
  String refusal(Order order);

  /** Whether a set-point of a point with {@code SELECT_FOR_RISES} rises so far that it needs it. */
  boolean needsSelect(Order order);

  /**
   * Whether a set-point is less than all set-points that stand for its target, of whatever group,
   * each as it was given. What another group has selected, or waits to see the end of, does not
   * hold it back.
   */
  default boolean reduces(Order order) {
    return false;
  }

  /**
   * Carries out a command that has been confirmed. The end is told by {@link
   * ControlledStation#completed}, once.
   */
  void execute(Order order);
}
