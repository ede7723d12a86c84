package io.ocpp809.gbt27930.message;

/** Whether the charger has recognised the BMS (SPN 2560). */
public enum Recognition implements Coded {
  /** Not yet; the value that the charger begins with. */
  NOT_RECOGNISED(0x00),
  /** Recognised. */
  RECOGNISED(0xAA),
  /** Not one of the codes of the standard. */
  UNKNOWN(0xFF);

  private static final Recognition[] ALL = values();

  private final int code;

  Recognition(int code) {
    this.code = code;
  }

  static Recognition read(Reader in, Field field) {
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
