package io.ocpp809.gbt27930.message;

/** Whether a side is ready to charge (SPN 2829, 2830). */
public enum Readiness implements Coded {
  /** Not ready yet. */
  NOT_READY(0x00),
  /** Ready. */
  READY(0xAA),
  /** Invalid, or not one of the codes of the standard. */
  INVALID(0xFF);

  private static final Readiness[] ALL = values();

  private final int code;

  Readiness(int code) {
    this.code = code;
  }

  static Readiness read(Reader in, Field field) {
    return in.code(field, ALL, INVALID);
  }

  @Override
  public int code() {
    return code;
  }

  @Override
  public boolean absent() {
    return this == INVALID;
  }
}
