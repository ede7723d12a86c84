package io.ocpp809.mqtt;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * The JSON payload of a message: one flat object, {@code time} first (UTC, whole seconds), then its
 * values. A message without values has an empty payload, which makes a broker forget a retained
 * one.
 */
final class Json {
  private static final int FIRST_PRINTABLE = 0x20;

  private Json() {}

  static byte[] payload(MirrorMessage message) {
    if (message.values().isEmpty()) {
      return new byte[0];
    }
    StringBuilder out = new StringBuilder("{\"time\":\"");
    out.append(message.time().truncatedTo(ChronoUnit.SECONDS)).append('"');
    for (Map.Entry<String, Object> e : message.values().entrySet()) {
      out.append(',');
      text(out, e.getKey());
      out.append(':');
      value(out, e.getValue());
    }
    return out.append('}').toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void value(StringBuilder out, Object value) {
    if (value instanceof String s) {
      text(out, s);
    } else if (value instanceof Double d) {
      out.append(BigDecimal.valueOf(d).stripTrailingZeros().toPlainString());
    } else {
      out.append(value);
    }
  }

  private static void text(StringBuilder out, String text) {
    out.append('"');
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < FIRST_PRINTABLE) {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
