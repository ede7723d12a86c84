package io.ocpp809.kura.ocpp;

import java.util.regex.Pattern;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.crypto.CryptoService;

/**
 * Reads passwords as Kura hands them over: encrypted after a change of the form, but as they were
 * given when an instance is created with one, by REST for example.
 */
final class Passwords {
  /** An initial vector of 12 octets and the encrypted text with its tag of 16, in Base64. */
  private static final Pattern ENCRYPTED =
      Pattern.compile("[A-Za-z0-9+/]{16}-[A-Za-z0-9+/]{22,}={0,2}");

  private Passwords() {}

  /**
   * The password itself.
   *
   * @param value of the attribute; null for none
   * @param crypto decrypts it
   * @return the text; empty for none
   * @throws IllegalArgumentException if it is encrypted with another gateway's key
   */
  static String text(Object value, CryptoService crypto) {
    String given = value == null ? "" : value.toString();
    if (!ENCRYPTED.matcher(given).matches()) {
      return given;
    }
    try {
      return new String(crypto.decryptAes(given.toCharArray()));
    } catch (KuraException e) {
      throw new IllegalArgumentException(
          "password: cannot be decrypted; enter it again in the form", e);
    }
  }
}
