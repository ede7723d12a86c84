package io.ocpp809.gbt27930.message;

/** To whom the battery pack belongs (SPN 2573). */
public enum Ownership implements Coded {
  /** Leased. */
  LEASED(0x00),
  /** The vehicle's own. */
  OWNED(0x01),
  /** Not said. */
  UNKNOWN(0xFF);

  private static final Ownership[] ALL = values();

  private final int code;

  Ownership(int code) {
    this.code = code;
  }

  static Ownership read(Reader in, Field field) {
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
