package io.ocpp809.modbus;

/** The four tables of a Modbus device (Modbus Application Protocol V1.1b3, section 4.3). */
public enum Table {
  /** Holding registers: read by function 3, written by 6 and 16. */
  HOLDING(3, true, true, 125),
  /** Input registers: read by function 4. */
  INPUT(4, true, false, 125),
  /** Coils: read by function 1, written by 5 and 15. */
  COIL(1, false, true, 2000),
  /** Discrete inputs: read by function 2. */
  DISCRETE(2, false, false, 2000);

  private final int readFunction;
  private final boolean registers;
  private final boolean writable;
  private final int mostPerRead;

  Table(int readFunction, boolean registers, boolean writable, int mostPerRead) {
    this.readFunction = readFunction;
    this.registers = registers;
    this.writable = writable;
    this.mostPerRead = mostPerRead;
  }

  /** Function code that reads it. */
  public int readFunction() {
    return readFunction;
  }

  /** Whether it holds 16-bit registers, else bits. */
  public boolean registers() {
    return registers;
  }

  /** Whether it can be written. */
  public boolean writable() {
    return writable;
  }

  /** Most registers or bits that one request may read. */
  public int mostPerRead() {
    return mostPerRead;
  }
}
