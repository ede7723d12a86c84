package io.ocpp809.can;

/**
 * What a link is doing.
 *
 * @param phase in short
 * @param words for the operator: of an open link what was read back from the interface, of a lost
 *     one the reason and what to do
 */
public record LinkState(Phase phase, String words) {
  /** What a link is doing, in short. */
  public enum Phase {
    /** Not opened yet, or closed. */
    CLOSED,
    /** Hears the bus. */
    OPEN,
    /** Was open, and is being tried again. */
    LOST,
    /** A replay that has come to its end. */
    ENDED
  }

  /** Not opened yet, or closed. */
  public static final LinkState CLOSED = new LinkState(Phase.CLOSED, "closed");

  /** Whether the bus is heard now. */
  public boolean open() {
    return phase == Phase.OPEN;
  }
}
