package io.ocpp809.can;

import java.io.IOException;

/**
 * Takes frames from a bus; no thread inside. It has no way to send: see {@link SendingCarrier}. For
 * one thread at a time.
 */
interface Carrier {
  /** How long {@link #receive} waits at most, ns; so long a link takes to close. */
  long WAIT_NANOS = 200_000_000L;

  /**
   * Opens, checks what is to be read back, and begins to hear.
   *
   * @return what was read back, for the operator
   * @throws LinkException if it does not open; it is closed then
   */
  String open() throws LinkException;

  /**
   * Gives what has come to the intake; waits for the first up to {@link #WAIT_NANOS}.
   *
   * @throws IOException if the bus is lost, with what to do
   */
  void receive(Intake intake) throws IOException;

  /** Lets the bus go; does nothing if it is not open. */
  void close();

  /** What a carrier brings. */
  interface Intake {
    /**
     * A frame.
     *
     * @param nanos when, of {@link System#nanoTime}; may be earlier than the frame before
     */
    void frame(Frame frame, long nanos);

    /** Frames that came and could not be taken. */
    void lost(long frames);

    /** An error on the bus. */
    void busError();

    /** Something that is no frame. */
    void malformed();

    /** Nothing more will come; words for the operator. */
    void ended(String words);
  }
}
