package io.ocpp809.store;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** File names for arbitrary names such as a {@code kura.service.pid}. */
public final class Names {
  private Names() {}

  /** A file name: letters, digits, dot, dash and underscore as they are, all else as %XX. */
  public static String file(String name) {
    StringBuilder result = new StringBuilder();
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xFF);
      boolean plain =
          c >= 'a' && c <= 'z'
              || c >= 'A' && c <= 'Z'
              || c >= '0' && c <= '9'
              || c == '-'
              || c == '_'
              || c == '.' && result.length() > 0;
      result.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02X", b & 0xFF));
    }
    return result.isEmpty() ? "%" : result.toString();
  }
}
