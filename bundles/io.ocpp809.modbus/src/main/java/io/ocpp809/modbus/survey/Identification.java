package io.ocpp809.modbus.survey;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Who a device says it is, by function 43/14, read device identification, basic objects (Modbus
 * Application Protocol V1.1b3, section 6.21), or by function 17, report server identification
 * (section 6.13). Few devices know either.
 *
 * @param vendor maker; empty if it does not say
 * @param product product code; empty if it does not say
 * @param revision revision; empty if it does not say
 * @param text what else it says of itself, as far as it can be printed; empty for nothing
 */
public record Identification(String vendor, String product, String revision, String text) {
  /** Function 43, type 14, basic objects from the first on. */
  static final byte[] BASIC = {43, 14, 1, 0};

  /** Function 17. */
  static final byte[] SERVER = {17};

  /**
   * Reads the answer to either.
   *
   * @param pdu function and data
   * @return empty if it says nothing, or cannot be read
   */
  static Optional<Identification> of(byte[] pdu) {
    if (pdu.length > 7 && pdu[0] == 43 && pdu[1] == 14) {
      return basic(pdu);
    }
    if (pdu.length > 2 && pdu[0] == 17) {
      return printed(pdu, 2, pdu.length).map(t -> new Identification("", "", "", t));
    }
    return Optional.empty();
  }

  /** Octets 2 code, 3 conformity, 4 more follows, 5 next object, 6 number, then objects. */
  private static Optional<Identification> basic(byte[] pdu) {
    Map<Integer, String> objects = new LinkedHashMap<>();
    int at = 7;
    for (int i = 0; i < (pdu[6] & 0xFF) && at + 2 <= pdu.length; i++) {
      int end = at + 2 + (pdu[at + 1] & 0xFF);
      if (end > pdu.length) {
        return Optional.empty();
      }
      objects.put(pdu[at] & 0xFF, printed(pdu, at + 2, end).orElse(""));
      at = end;
    }
    if (objects.values().stream().allMatch(String::isEmpty)) {
      return Optional.empty();
    }
    String others =
        objects.entrySet().stream()
            .filter(o -> o.getKey() > 2 && !o.getValue().isEmpty())
            .map(Map.Entry::getValue)
            .collect(Collectors.joining(", "));
    return Optional.of(
        new Identification(
            objects.getOrDefault(0, ""),
            objects.getOrDefault(1, ""),
            objects.getOrDefault(2, ""),
            others));
  }

  private static Optional<String> printed(byte[] pdu, int from, int end) {
    String text =
        new String(pdu, from, end - from, StandardCharsets.ISO_8859_1)
            .replaceAll("[^ -~]", " ")
            .trim()
            .replaceAll(" +", " ");
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  /** Asks a device, by function 43/14 first. */
  static Optional<Identification> ask(Exchange exchange, int unit, int waitMillis)
      throws java.io.IOException {
    for (byte[] question : new byte[][] {BASIC, SERVER}) {
      Heard heard = exchange.send(unit, question, waitMillis);
      if (heard.frame() && heard.exception() == 0) {
        Optional<Identification> who = of(heard.pdu());
        if (who.isPresent()) {
          return who;
        }
      }
    }
    return Optional.empty();
  }

  /** On one line. */
  @Override
  public String toString() {
    return String.join(" ", vendor, product, revision, text).trim().replaceAll(" +", " ");
  }
}
