package io.ocpp809.testkit.modbus;

import java.util.List;

/** The registers and bits of a simulated device; called on the server's threads. */
public interface Device {

  /**
   * Who it says it is (function 43, type 14): vendor, product code, revision.
   *
   * @return the texts in that order; empty if it does not know the function
   */
  default List<String> identity() {
    return List.of();
  }

  /**
   * Reads holding registers (function 3).
   *
   * @param address wire address, from 0
   * @param count how many, 1 to 125
   * @return that many values, 0 to 65535
   * @throws ModbusFault to reply with an exception
   */
  default int[] readHolding(int address, int count) throws ModbusFault {
    throw new ModbusFault(ModbusFault.ILLEGAL_FUNCTION);
  }

  /**
   * Reads input registers (function 4).
   *
   * @param address wire address, from 0
   * @param count how many, 1 to 125
   * @return that many values, 0 to 65535
   * @throws ModbusFault to reply with an exception
   */
  default int[] readInput(int address, int count) throws ModbusFault {
    throw new ModbusFault(ModbusFault.ILLEGAL_FUNCTION);
  }

  /**
   * Reads coils (function 1) or discrete inputs (function 2).
   *
   * @param function the function used
   * @param address wire address, from 0
   * @param count how many, 1 to 2000
   * @return that many bits
   * @throws ModbusFault to reply with an exception
   */
  default boolean[] readBits(int function, int address, int count) throws ModbusFault {
    throw new ModbusFault(ModbusFault.ILLEGAL_FUNCTION);
  }

  /**
   * Writes coils (functions 5 and 15).
   *
   * @param function the function used
   * @param address wire address, from 0
   * @param values what to write
   * @throws ModbusFault to reply with an exception
   */
  default void writeCoils(int function, int address, boolean[] values) throws ModbusFault {
    throw new ModbusFault(ModbusFault.ILLEGAL_FUNCTION);
  }

  /**
   * Writes holding registers (functions 6 and 16).
   *
   * @param function the function used
   * @param address wire address, from 0
   * @param values what to write, 0 to 65535 each
   * @throws ModbusFault to reply with an exception
   */
  default void write(int function, int address, int[] values) throws ModbusFault {
    throw new ModbusFault(ModbusFault.ILLEGAL_FUNCTION);
  }
}
