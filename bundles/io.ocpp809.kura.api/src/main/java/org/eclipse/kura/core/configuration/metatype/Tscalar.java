package org.eclipse.kura.core.configuration.metatype;

/** Type of an attribute as the XML carries it. */
public enum Tscalar {
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

  Tscalar(String value) {
    this.value = value;
  }

  /** The constant of that text, else IllegalArgumentException. */
  public static Tscalar fromValue(String text) {
    for (Tscalar s : values()) {
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
