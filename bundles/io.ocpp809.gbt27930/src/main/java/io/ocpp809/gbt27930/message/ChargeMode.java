package io.ocpp809.gbt27930.message;

/** How the vehicle wants to be charged (SPN 3074). */
public enum ChargeMode implements Coded {
  /** The voltage meets the demand, the current stays at or below it. */
  CONSTANT_VOLTAGE(0x01),
  /** The current meets the demand, the voltage stays at or below it. */
  CONSTANT_CURRENT(0x02),
  /** Not one of the codes of the standard. */
  UNKNOWN(0xFF);

  private static final ChargeMode[] ALL = values();

  private final int code;

  ChargeMode(int code) {
    this.code = code;
  }

  static ChargeMode read(Reader in, Field field) {
    return in.code(field, ALL, UNKNOWN);
  }

  @Override
  public int code() {
    return code;
  }

  @Override
  public boolean absent() {
    return this == UNKNOWN;
  }
}
