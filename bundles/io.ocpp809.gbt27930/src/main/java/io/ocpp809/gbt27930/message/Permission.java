package io.ocpp809.gbt27930.message;

/** Two bits that permit charging or pause it. */
public enum Permission implements Coded {
  /** Charging is to pause. */
  PAUSED(0),
  /** Charging may go on. */
  PERMITTED(1),
  /** Not defined; a receiver keeps what it knew before. */
  RESERVED(2),
  /** Not used, or not sent. */
  UNUSED(3);

  private static final Permission[] ALL = values();

  private final int code;

  Permission(int code) {
    this.code = code;
  }

  static Permission read(Reader in, Field field) {
    return in.code(field, ALL, UNUSED);
  }

  @Override
  public int code() {
    return code;
  }

  @Override
  public boolean absent() {
    return this == UNUSED;
  }
}
