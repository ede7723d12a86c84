package io.ocpp809.testkit.modbus;

/** The registers of a simulated device; called on the server's threads. */
public interface Device {

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
