package io.ocpp809.modbus;

/** Order of the octets of a value over its registers; A is the most significant. */
public enum WordOrder {
  /** Most significant register first, octets as Modbus has them. */
  ABCD(false, false),
  /** Least significant register first, octets swapped within. */
  DCBA(true, true),
  /** Most significant register first, octets swapped within. */
  BADC(false, true),
  /** Least significant register first, octets as Modbus has them. */
  CDAB(true, false);

  private final boolean registersReversed;
  private final boolean octetsSwapped;

  WordOrder(boolean registersReversed, boolean octetsSwapped) {
    this.registersReversed = registersReversed;
    this.octetsSwapped = octetsSwapped;
  }

  /**
   * The registers in the order of significance; its own inverse. Text runs from its first register
   * on in any order; only its octets may be swapped.
   */
  int[] arrange(DataType type, int[] registers) {
    boolean reversed = registersReversed && !type.text();
    int[] result = new int[registers.length];
    for (int i = 0; i < registers.length; i++) {
      int r = registers[reversed ? registers.length - 1 - i : i] & 0xFFFF;
      result[i] = octetsSwapped ? (r << 8 | r >> 8) & 0xFFFF : r;
    }
    return result;
  }
}
