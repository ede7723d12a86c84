package io.ocpp809.iec104.site;

import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What of the grid side outlives a restart, as one text: the limits, and a line of its own while
 * events were lost and nobody has cleared that. Not thread-safe.
 */
final class Kept {
  private static final String OVERFLOWED = "overflowed";

  private final Consumer<String> keep;
  private String limits = "";
  private boolean overflowed;

  /**
   * Keeps nothing yet.
   *
   * @param keep takes the text whenever it has changed
   */
  Kept(Consumer<String> keep) {
    this.keep = keep;
  }

  /** Whether events were lost since that was cleared. */
  boolean overflowed() {
    return overflowed;
  }

  /** Events were lost, or that is cleared. */
  void overflowed(boolean lost) {
    if (lost != overflowed) {
      overflowed = lost;
      keep();
    }
  }

  /** Goes on with what another keeps; what it has written stays as it is. */
  void takeOver(Kept before) {
    limits = before.limits;
    overflowed = before.overflowed;
  }

  /** The limits have changed. */
  void limits(String text) {
    limits = text;
    keep();
  }

  /**
   * Takes up what was kept before a restart.
   *
   * @return the limits
   */
  String restore(String text) {
    overflowed |= text.lines().anyMatch(OVERFLOWED::equals);
    limits =
        text.lines()
            .filter(line -> !line.equals(OVERFLOWED))
            .map(line -> line + "\n")
            .collect(Collectors.joining());
    return limits;
  }

  private void keep() {
    keep.accept(overflowed ? limits + OVERFLOWED + "\n" : limits);
  }
}
