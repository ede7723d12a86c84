package org.eclipse.kura.configuration;

import org.osgi.annotation.versioning.ProviderType;

/** Kura class password. */
@ProviderType
public class Password {
  private final char[] text;

  /** Made of clear text. */
  public Password(String text) {
    this.text = text == null ? null : text.toCharArray();
  }

  /** Made of clear text. */
  public Password(char[] text) {
    this.text = text;
  }

  /** Returns the clear text. */
  public char[] getPassword() {
    return text;
  }

  @Override
  public String toString() {
    return text == null ? null : new String(text);
  }
}
