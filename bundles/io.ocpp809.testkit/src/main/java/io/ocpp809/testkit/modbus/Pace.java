package io.ocpp809.testkit.modbus;

/**
 * How long frames take on a serial line.
 *
 * @param baud bits per second; 0 for no pacing
 * @param bitsPerCharacter start, data, parity and stop bits: 10 for 8N1, 11 for 8E1 and 8N2
 * @param turnaroundMillis time from the end of a request to the start of its reply, ms
 */
public record Pace(int baud, int bitsPerCharacter, int turnaroundMillis) {
  /** As fast as it goes. */
  public static final Pace NONE = new Pace(0, 10, 0);

  /**
   * Time of an exchange, with the silence that ends a frame after each of the two.
   *
   * @param requestOctets length of the request's frame
   * @param replyOctets length of the reply's frame
   * @return nanoseconds
   */
  public long nanos(int requestOctets, int replyOctets) {
    if (baud == 0) {
      return 0;
    }
    double characters = requestOctets + replyOctets;
    return (long) (characters * bitsPerCharacter / baud * 1e9)
        + 2 * silenceNanos()
        + turnaroundMillis * 1_000_000L;
  }

  /**
   * The silence that ends a frame (Modbus over Serial Line V1.02, section 2.5.1.1).
   *
   * @return nanoseconds of 3.5 characters; 1.75 ms above 19200 baud
   */
  public long silenceNanos() {
    if (baud > 19_200) {
      return 1_750_000;
    }
    return baud == 0 ? 0 : (long) (3.5 * bitsPerCharacter / baud * 1e9);
  }
}
