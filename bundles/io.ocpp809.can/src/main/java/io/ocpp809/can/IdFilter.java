package io.ocpp809.can;

/**
 * Which identifiers are heard: those whose bits under the mask are those of the filter, and whose
 * format is the filter's.
 *
 * @param id identifier; 11 or 29 bits
 * @param mask which of its bits count
 * @param extended whether frames with 29 bits are meant; else those with 11
 */
public record IdFilter(int id, int mask, boolean extended) {
  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException bits beyond those of the format
   */
  public IdFilter {
    int most = extended ? Frame.MAX_EXTENDED_ID : Frame.MAX_STANDARD_ID;
    if ((id & ~most) != 0 || (mask & ~most) != 0) {
      throw new IllegalArgumentException(
          String.format("filter: %X under the mask %X has bits beyond %X", id, mask, most));
    }
  }

  /** Whether a frame passes. */
  public boolean passes(Frame frame) {
    return frame.extended() == extended && (frame.id() & mask) == (id & mask);
  }
}
