package io.ocpp809.testkit.modbus;

import java.time.Duration;
import java.util.List;

/**
 * What leaves a device in answer to a request.
 *
 * @param parts octets, in the order in which they are sent; empty for silence
 * @param end what becomes of the connection behind them
 */
public record Sending(List<Part> parts, End end) {

  /** Copies the parts. */
  public Sending {
    parts = List.copyOf(parts);
  }

  /** What becomes of the connection. */
  public enum End {
    /** It stays open. */
    OPEN,
    /** It ends (FIN). */
    CLOSED,
    /** It is reset (RST). */
    RESET,
    /** The device sends no more and goes on to listen. */
    HALF_CLOSED,
    /** It stays open, and the device neither reads nor answers any more. */
    DEAF
  }

  /**
   * Octets that leave at once.
   *
   * @param pause time from the part before, or from the request
   * @param octets what is sent; not changed after
   */
  public record Part(Duration pause, byte[] octets) {}

  /**
   * Octets of all parts.
   *
   * @return how many
   */
  public int octets() {
    return parts.stream().mapToInt(p -> p.octets().length).sum();
  }
}
