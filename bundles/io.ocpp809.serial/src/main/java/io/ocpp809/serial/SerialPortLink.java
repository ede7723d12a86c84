package io.ocpp809.serial;

import java.io.IOException;

/**
 * An open port, as those who use it see it; {@link SerialLine} is the real one. For one thread at a
 * time, but {@link #close} may come from any.
 */
public interface SerialPortLink extends AutoCloseable {

  /**
   * Receives what is there, waiting for the first octet by a deadline.
   *
   * @param buffer where to
   * @param offset where in it
   * @param deadlineNanos instant of {@link System#nanoTime()}; one in the past still takes what is
   *     there
   * @return number of octets; 0 if none came
   * @throws IOException if the port is lost or closed
   */
  int read(byte[] buffer, int offset, long deadlineNanos) throws IOException;

  /**
   * Hands octets to the driver; they may still be on their way out when this returns.
   *
   * @throws IOException if the port is lost or closed
   */
  void write(byte[] octets) throws IOException;

  /** Throws away what has been received and not read. A lost port shows at the next read. */
  void discard();

  /** Lets the port go; does nothing the second time. */
  @Override
  void close();
}
