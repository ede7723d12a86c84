package io.ocpp809.kura.station;

import io.ocpp809.station.port.Memory;
import io.ocpp809.template.PileTemplate;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * At which pile, and with which template, a supervised limit step has passed. Kept by the station,
 * for each EVSE number; another template, content of a template, outlet or serial number needs a
 * step of its own.
 *
 * @param digest content of the template
 * @param outlet driver, unit and address of the pile, or its asset
 * @param serial serial number that the pile has shown; empty if it shows none
 * @param endpoint where the driver finds the pile: host and port, or device; empty if not known
 */
record Supervision(String digest, String outlet, String serial, String endpoint) {
  /** No pile has made its step. */
  static final Supervision NONE = new Supervision("", "", "", "");

  /** What a station remembers of an EVSE. */
  static Supervision of(Memory memory, int evse) {
    return memory
        .get(key(evse))
        .map(b -> List.of(new String(b, StandardCharsets.UTF_8).split("\n", -1)))
        .filter(lines -> lines.size() == 4)
        .map(l -> new Supervision(l.get(0), l.get(1), l.get(2), l.get(3)))
        .orElse(NONE);
  }

  /** Keeps it beyond a restart. */
  void keep(Memory memory, int evse) {
    memory.put(
        key(evse),
        String.join("\n", digest, outlet, serial, endpoint).getBytes(StandardCharsets.UTF_8));
  }

  private static String key(int evse) {
    return "evse." + evse + ".supervised";
  }

  /**
   * Whether the step has passed for this template at this outlet.
   *
   * @param here the outlet; empty while the pile's asset is not there: it is taken to be the same
   */
  boolean covers(PileTemplate template, Optional<String> here) {
    return digest.equals(template.digest()) && here.map(outlet::equals).orElse(true);
  }

  /** Whether a pile that shows this serial number is another one. */
  boolean otherPile(String shown) {
    return !serial.isEmpty() && !shown.isBlank() && !serial.equals(shown.replace('\n', ' '));
  }

  /** Whether a driver that has this endpoint leads to another pile. */
  boolean otherWay(String now) {
    return !endpoint.isEmpty() && !now.isEmpty() && !endpoint.equals(now);
  }
}
