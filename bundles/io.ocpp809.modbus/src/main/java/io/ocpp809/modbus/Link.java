package io.ocpp809.modbus;

import java.io.IOException;

/**
 * Carries octets to a device and back; not thread-safe, used by one line at a time. Every call ends
 * by its deadline. A link is used once: after any failure it is closed and another one is made.
 */
public interface Link extends AutoCloseable {
  /** Sends octets. */
  void write(byte[] octets) throws IOException;

  /**
   * Receives what is there, waiting for the first octet if need be.
   *
   * @param buffer where to
   * @param offset where in it
   * @param deadlineNanos instant of {@link System#nanoTime()} by which to return
   * @return number of octets; 0 if none came by the deadline
   * @throws IOException if the link is down
   */
  int read(byte[] buffer, int offset, long deadlineNanos) throws IOException;

  /** Throws away what has been received and not read. */
  void discard() throws IOException;

  @Override
  void close();

  /** Makes a link to its one endpoint. */
  interface Factory {
    /**
     * Opens a link.
     *
     * @param deadlineNanos instant of {@link System#nanoTime()} by which to return
     * @throws IOException if it cannot be opened; the message says why and what to do
     */
    Link open(long deadlineNanos) throws IOException;

    /** The endpoint as an operator writes it, such as 10.0.0.5:502 or /dev/ttyUSB0. */
    String endpoint();
  }
}
