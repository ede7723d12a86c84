package io.ocpp809.iec104.asdu;

/** State of a double point or of a double command (IEC 60870-5-101, 7.2.6.2 and 7.2.6.16). */
public enum DoublePoint {
  /** Between the end positions; not permitted in a command. */
  INTERMEDIATE(0),
  /** Off. */
  OFF(1),
  /** On. */
  ON(2),
  /** Contradicting end positions; not permitted in a command. */
  INDETERMINATE(3);

  private final int code;

  DoublePoint(int code) {
    this.code = code;
  }

  /** Code on the wire, 0 to 3. */
  public int code() {
    return code;
  }

  /** The state of the two lowest bits of an octet. */
  public static DoublePoint of(int octet) {
    return values()[octet & 0x03];
  }

  /** {@link #ON} or {@link #OFF}. */
  public static DoublePoint of(boolean on) {
    return on ? ON : OFF;
  }
}
