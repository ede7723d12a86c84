package org.eclipse.kura.configuration.metatype;

/** Type of an attribute. */
public enum Scalar {
  /** String. */
  STRING("String"),
  /** Long. */
  LONG("Long"),
  /** Double. */
  DOUBLE("Double"),
  /** Float. */
  FLOAT("Float"),
  /** Integer. */
  INTEGER("Integer"),
  /** Byte. */
  BYTE("Byte"),
  /** Char. */
  CHAR("Char"),
  /** Boolean. */
  BOOLEAN("Boolean"),
  /** Short. */
  SHORT("Short"),
  /** Password. */
  PASSWORD("Password");

  private final String value;

  Scalar(String value) {
    this.value = value;
  }

  /** The constant of that text, else IllegalArgumentException. */
  public static Scalar fromValue(String text) {
    for (Scalar s : values()) {
      if (s.value.equals(text)) {
        return s;
      }
    }
    throw new IllegalArgumentException(text);
  }

  /** Returns the text of the metatype file. */
  public String value() {
    return value;
  }
}
