package io.ocpp809.station.pile;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The way from an EVSE to its pile, implemented by the south. No method blocks; outcomes arrive on
 * any thread and the station takes them into its mailbox.
 */
public interface PilePort {
  /** What the pile can do. */
  Capabilities capabilities();

  /** How sparingly the limit is raised. */
  default WritingRules writing() {
    return WritingRules.NONE;
  }

  /** The register that wears when the command is written; the one with the least budget. */
  default Optional<WritingRules.Worn> worn(PileCommand command) {
    return Optional.empty();
  }

  /**
   * Carries a command out. A reduction overtakes whatever else waits for this pile.
   *
   * @param command what to do
   * @param outcomes receives each stage, ending with {@link PileOutcome.ReadBack}, with {@link
   *     PileOutcome.Written} where nothing can be read back, or with {@link PileOutcome.Refused}
   */
  void execute(PileCommand command, Consumer<PileOutcome> outcomes);

  /**
   * Renews the station's lease on this pile: for so long the pile's watchdog is fed, limits are
   * rewritten and controlled writes are accepted. Without renewal all of that ends.
   *
   * @param timeToLive how long from now
   */
  void renewLease(Duration timeToLive);

  /** Asks for a report of values younger than the given age, soon; it arrives as any other. */
  void refresh(Duration maximumAge);
}
