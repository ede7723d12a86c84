package io.ocpp809.gbt27930.message;

/** Two bits that say whether something is as it should be. */
public enum Condition implements Coded {
  /** Nothing to report. */
  NORMAL(0),
  /** It has happened: reached, faulty, timed out, as the signal says. */
  ABNORMAL(1),
  /** The sender does not trust its own reading; a receiver keeps what it knew before. */
  UNTRUSTED(2),
  /** Not used, or not sent. */
  UNUSED(3);

  private static final Condition[] ALL = values();

  private final int code;

  Condition(int code) {
    this.code = code;
  }

  static Condition read(Reader in, Field field) {
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
