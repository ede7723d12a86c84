package io.ocpp809.modbus;

import java.util.Arrays;

/** What is asked of a device; reading, writing, changing bits. */
public sealed interface Request {
  /** Unit identifier, 0 to 255; 0 is a broadcast on a serial line. */
  int unit();

  /** Function code. */
  int function();

  /** First address, 0-based. */
  int address();

  /**
   * Reads registers or bits (functions 1 to 4).
   *
   * @param unit unit identifier
   * @param table which table
   * @param address first register or bit
   * @param count how many
   */
  record Read(int unit, Table table, int address, int count) implements Request {
    /** Checks the range. */
    public Read {
      if (count < 1 || count > table.mostPerRead()) {
        throw new IllegalArgumentException(
            count + " is not within 1 to " + table.mostPerRead() + " for " + table);
      }
      if (address < 0 || address + count > 0x10000) {
        throw new IllegalArgumentException(
            "addresses " + address + " to " + (address + count - 1) + " do not exist");
      }
    }

    @Override
    public int function() {
      return table.readFunction();
    }
  }

  /**
   * Writes registers or coils (functions 5, 6, 15, 16).
   *
   * @param unit unit identifier
   * @param function function code
   * @param address first register or coil
   * @param values registers, or coils as 0 and 1
   */
  record Write(int unit, int function, int address, int[] values) implements Request {
    /** Checks the range. */
    public Write {
      values = values.clone();
      boolean single = function == 5 || function == 6;
      int most = function == 15 ? 1968 : 123;
      if (!single && function != 15 && function != 16) {
        throw new IllegalArgumentException("function " + function + " does not write");
      }
      if (values.length < 1 || single && values.length != 1 || values.length > most) {
        throw new IllegalArgumentException(
            values.length + " values do not fit function " + function);
      }
      if (address < 0 || address + values.length > 0x10000) {
        throw new IllegalArgumentException("address " + address + " does not exist");
      }
    }

    @Override
    public int[] values() {
      return values.clone();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Write w
          && unit == w.unit
          && function == w.function
          && address == w.address
          && Arrays.equals(values, w.values);
    }

    @Override
    public int hashCode() {
      return 31 * (31 * unit + function) + Arrays.hashCode(values) + address;
    }

    @Override
    public String toString() {
      return "Write[unit="
          + unit
          + ", function="
          + function
          + ", address="
          + address
          + ", values="
          + Arrays.toString(values)
          + "]";
    }
  }

  /**
   * Changes bits of a holding register (function 22): register = register and {@code and}, or
   * {@code or} where {@code and} is 0.
   *
   * @param unit unit identifier
   * @param address register
   * @param and bits that stay as they are
   * @param or bits that are set where {@code and} is 0
   */
  record Mask(int unit, int address, int and, int or) implements Request {
    /** Checks the range. */
    public Mask {
      if (address < 0 || address > 0xFFFF) {
        throw new IllegalArgumentException("address " + address + " does not exist");
      }
    }

    @Override
    public int function() {
      return 22;
    }
  }
}
