package io.ocpp809.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * File names for arbitrary texts, such as a {@code kura.service.pid}: letters, digits, {@code -},
 * {@code _} and inner dots stay, every other byte of the UTF-8 form becomes {@code %XX}. Different
 * texts have different names. Texts with capital letters are distinct on a disk that ignores case
 * only if they differ elsewhere too.
 */
final class SafeName {
  private static final int LONGEST = 120;
  private static final int HASH_CHARS = 32;

  private SafeName() {}

  /**
   * The name of a text.
   *
   * @throws IllegalArgumentException if the text is empty
   */
  static String of(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("a name in the store must not be empty");
    }
    StringBuilder name = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xFF);
      boolean plain =
          c >= 'a' && c <= 'z'
              || c >= 'A' && c <= 'Z'
              || c >= '0' && c <= '9'
              || c == '-'
              || c == '_'
              || c == '.' && !name.isEmpty();
      if (plain) {
        name.append(c);
      } else {
        name.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
      }
    }
    return name.length() <= LONGEST
        ? name.toString()
        : name.substring(0, LONGEST - HASH_CHARS - 1) + "~" + hash(text);
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, HASH_CHARS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
