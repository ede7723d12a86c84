package io.ocpp809.can;

import java.io.IOException;

/** A stream of octets that carries frames: a serial port or a connection. */
interface Octets {
  /** Opens one. */
  @FunctionalInterface
  interface Source {
    /**
     * Opens it.
     *
     * @throws LinkException with what to do
     */
    Octets open() throws LinkException;
  }

  /**
   * Receives what is there, waiting for the first octet by a deadline.
   *
   * @param deadlineNanos instant of {@link System#nanoTime}
   * @return number of octets; 0 if none came
   * @throws IOException if it is lost, with what to do
   */
  int read(byte[] buffer, long deadlineNanos) throws IOException;

  /**
   * Sends octets.
   *
   * @throws IOException if it is lost, with what to do
   */
  void write(byte[] octets) throws IOException;

  /** Lets it go. */
  void close();
}
