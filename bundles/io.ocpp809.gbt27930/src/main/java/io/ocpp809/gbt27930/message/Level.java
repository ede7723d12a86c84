package io.ocpp809.gbt27930.message;

/** Two bits that say where a value lies. */
public enum Level implements Coded {
  /** Within its bounds. */
  NORMAL(0),
  /** Too high. */
  HIGH(1),
  /** Too low. */
  LOW(2),
  /** Not used, or not sent. */
  UNUSED(3);

  private static final Level[] ALL = values();

  private final int code;

  Level(int code) {
    this.code = code;
  }

  static Level read(Reader in, Field field) {
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
