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
   * Time of an exchange, with 3.5 characters of silence after each of the two frames.
   *
   * @param requestOctets length of the request's frame
   * @param replyOctets length of the reply's frame
   * @return nanoseconds
   */
  public long nanos(int requestOctets, int replyOctets) {
    if (baud == 0) {
      return 0;
    }
    double characters = requestOctets + replyOctets + 7;
    return (long) (characters * bitsPerCharacter / baud * 1e9) + turnaroundMillis * 1_000_000L;
  }
}
