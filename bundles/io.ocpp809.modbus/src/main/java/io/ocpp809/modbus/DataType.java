package io.ocpp809.modbus;

/** How a value lies in registers. */
public enum DataType {
  /** One bit of a register, or a coil. */
  BOOLEAN(1),
  /** Signed, low octet of a register. */
  INT8(1),
  /** Unsigned, low octet of a register. */
  UINT8(1),
  /** Signed, one register. */
  INT16(1),
  /** Unsigned, one register. */
  UINT16(1),
  /** Signed, two registers. */
  INT32(2),
  /** Unsigned, two registers. */
  UINT32(2),
  /** Signed, four registers. */
  INT64(4),
  /** Unsigned, four registers. */
  UINT64(4),
  /** IEEE 754 single, two registers. */
  FLOAT32(2),
  /** IEEE 754 double, four registers. */
  FLOAT64(4),
  /** Text, two ASCII characters a register, cut at the first NUL. */
  STRING_ASCII(0),
  /** Text, one UTF-16 character a register, cut at the first NUL. */
  STRING_UTF16(0),
  /** Octets as they are, two a register. */
  BYTES(0),
  /** Binary coded decimal, four digits a register. */
  BCD(0);

  private final int registers;

  DataType(int registers) {
    this.registers = registers;
  }

  /** Registers that it takes; 0 where the point says how many. */
  public int registers() {
    return registers;
  }

  /** Whether a value is an integer in binary. */
  public boolean whole() {
    return switch (this) {
      case INT8, UINT8, INT16, UINT16, INT32, UINT32, INT64, UINT64 -> true;
      default -> false;
    };
  }

  /** Whether a value is an integer of one octet: half a register. */
  boolean octet() {
    return this == INT8 || this == UINT8;
  }

  /** Whether a value is text or octets. */
  public boolean text() {
    return this == STRING_ASCII || this == STRING_UTF16 || this == BYTES;
  }
}
