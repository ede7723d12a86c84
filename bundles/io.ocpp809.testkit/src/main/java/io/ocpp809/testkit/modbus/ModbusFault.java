package io.ocpp809.testkit.modbus;

/** An exception reply of a device. */
public final class ModbusFault extends Exception {

  private static final long serialVersionUID = 1L;

  /** Exception code 1: the function is not supported. */
  public static final int ILLEGAL_FUNCTION = 1;

  /** Exception code 2: there is no such register, or not that many. */
  public static final int ILLEGAL_ADDRESS = 2;

  /** Exception code 3: the value is not allowed. */
  public static final int ILLEGAL_VALUE = 3;

  private final int code;

  /**
   * A fault.
   *
   * @param code exception code on the wire, 1 to 255
   */
  public ModbusFault(int code) {
    super("exception " + code);
    this.code = code;
  }

  /**
   * The code on the wire.
   *
   * @return 1 to 255
   */
  public int code() {
    return code;
  }
}
