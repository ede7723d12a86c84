package io.ocpp809.modbus;

/**
 * How a line is used.
 *
 * @param timeoutMillis longest wait for a reply, ms, without the time that its octets take
 * @param gapMillis least pause between two requests, ms
 * @param connectMillis longest wait for a connection, ms
 * @param baud bits per second of a serial line, also behind a converter; 0 where there is none
 * @param bitsPerCharacter bits of a character on it, 10 or 11
 * @param gapConnectMillis pause between a connection and the first request on it, ms
 * @param gapUnitMillis least pause before a request to another unit than the one before, ms
 * @param closeAfterMillis idle time after which the link is closed, so that another client gets its
 *     turn, ms; 0 keeps it open
 * @param echo whether the adapter gives back what is sent, as two-wire adapters without a switched
 *     receiver do
 */
public record LineSettings(
    int timeoutMillis,
    int gapMillis,
    int connectMillis,
    int baud,
    int bitsPerCharacter,
    int gapConnectMillis,
    int gapUnitMillis,
    int closeAfterMillis,
    boolean echo) {
  private static final double READ_MILLIS_SLOW = 109;
  private static final double READ_MILLIS = 53;
  private static final int FAST_BAUD = 19_200;

  /** Checks the ranges; messages name the attribute. */
  public LineSettings {
    require(timeoutMillis >= 10 && timeoutMillis <= 60_000, "timeout: 10 to 60000 ms");
    require(gapMillis >= 0 && gapMillis <= 10_000, "gap: 0 to 10000 ms");
    require(connectMillis >= 10 && connectMillis <= 60_000, "connect.timeout: 10 to 60000 ms");
    require(baud == 0 || baud >= 300 && baud <= 921_600, "baud: 300 to 921600, not " + baud);
    require(bitsPerCharacter >= 9 && bitsPerCharacter <= 12, "bits of a character: 9 to 12");
    require(gapConnectMillis >= 0 && gapConnectMillis <= 30_000, "gap.connect: 0 to 30000 ms");
    require(gapUnitMillis >= 0 && gapUnitMillis <= 10_000, "gap.unit: 0 to 10000 ms");
    require(closeAfterMillis >= 0 && closeAfterMillis <= 3_600_000, "close.after: 0 to 3600000 ms");
  }

  /**
   * Settings without a pause after the connection or a change of unit, whose link stays open.
   *
   * @param timeoutMillis longest wait for a reply, ms, without the time that its octets take
   * @param gapMillis least pause between two requests, ms
   * @param connectMillis longest wait for a connection, ms
   * @param baud bits per second of a serial line, also behind a converter; 0 where there is none
   * @param bitsPerCharacter bits of a character on it, 10 or 11
   */
  public LineSettings(
      int timeoutMillis, int gapMillis, int connectMillis, int baud, int bitsPerCharacter) {
    this(timeoutMillis, gapMillis, connectMillis, baud, bitsPerCharacter, 0, 0, 0, false);
  }

  /**
   * The same with pauses after a connection and before a request to another unit.
   *
   * @param connect after the connection, ms
   * @param unit before a request to another unit, ms
   */
  public LineSettings withPauses(int connect, int unit) {
    return new LineSettings(
        timeoutMillis,
        gapMillis,
        connectMillis,
        baud,
        bitsPerCharacter,
        connect,
        unit,
        closeAfterMillis,
        echo);
  }

  /**
   * The same with a link that is closed when nothing was asked for a while.
   *
   * @param millis that while, ms; 0 keeps it open
   */
  public LineSettings withCloseAfter(int millis) {
    return new LineSettings(
        timeoutMillis,
        gapMillis,
        connectMillis,
        baud,
        bitsPerCharacter,
        gapConnectMillis,
        gapUnitMillis,
        millis,
        echo);
  }

  /**
   * The same with or without an adapter that echoes.
   *
   * @param echoes whether what is sent comes back, to be compared and cut out
   */
  public LineSettings withEcho(boolean echoes) {
    return new LineSettings(
        timeoutMillis,
        gapMillis,
        connectMillis,
        baud,
        bitsPerCharacter,
        gapConnectMillis,
        gapUnitMillis,
        closeAfterMillis,
        echoes);
  }

  private static void require(boolean right, String message) {
    if (!right) {
      throw new IllegalArgumentException(message);
    }
  }

  /** Settings for a device on a local network. */
  public static LineSettings network() {
    return new LineSettings(1_000, 0, 2_000, 0, 11);
  }

  /** Time that octets take on the wire, ns; 0 without a serial line. */
  public long wireNanos(int octets) {
    return baud == 0 ? 0 : octets * (1_000_000_000L * bitsPerCharacter / baud);
  }

  /**
   * Silence that parts two frames, ns: 3.5 characters, 1.75 ms above 19200 baud (Modbus over Serial
   * Line V1.02, section 2.5.1.1).
   */
  public long silenceNanos() {
    return baud > FAST_BAUD ? 1_750_000 : wireNanos(7) / 2;
  }

  /** Pause between the end of an exchange and the next request, ns. */
  public long gapNanos() {
    return Math.max(gapMillis * 1_000_000L, silenceNanos());
  }

  /** Silence after which a disturbed serial line counts as quiet, ns; 20 ms at least. */
  public long drainNanos() {
    return Math.max(20_000_000L, silenceNanos());
  }

  /**
   * Most registers of one read, so that a write never waits for longer than one read of 109 ms (53
   * ms from 19200 baud on): 37 registers at 9600 and 36 at 19200 baud with 11 bits a character.
   * With the write itself, 20 ms for the device and 6 ms for the gateway a write is acknowledged
   * within 161 and 91 ms. Not below 4, the longest number.
   */
  public int mostRegisters() {
    if (baud == 0) {
      return 125;
    }
    double budget = baud < FAST_BAUD ? READ_MILLIS_SLOW : READ_MILLIS;
    double character = 1_000.0 * bitsPerCharacter / baud;
    double registers = ((budget - 2 * silenceNanos() / 1e6) / character - 13) / 2;
    return (int) Math.max(4, Math.min(125, registers));
  }
}
