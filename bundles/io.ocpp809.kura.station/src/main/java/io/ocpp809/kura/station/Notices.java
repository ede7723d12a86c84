package io.ocpp809.kura.station;

import io.ocpp809.station.core.ChargingStation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is to be said about an EVSE's configuration: each once in the log when it is found and once
 * when it is put right, and as a finding of its station while there is one. A finding of an EVSE
 * that has its number bears that number; else it is one of the station, under the EVSE's name.
 */
final class Notices {
  private static final Logger LOG = LoggerFactory.getLogger("io.ocpp809.findings");
  private static final List<String> OURS = List.of("evse.", "asset.", "pile.");

  private final Map<String, String> texts = new LinkedHashMap<>();
  private String pid = "unnamed";
  private Optional<ChargingStation> station = Optional.empty();
  private int evse;

  /** Whether a finding is logged here already. */
  static boolean logs(String id) {
    return OURS.stream().anyMatch(id::startsWith);
  }

  synchronized void pid(String name) {
    pid = name;
  }

  /**
   * Shows everything at a station from now on, and nothing any more where it was shown before.
   *
   * @param next the station; empty if there is none
   * @param number of the EVSE; 0 if it has none there
   */
  synchronized void show(Optional<ChargingStation> next, int number) {
    if (next.equals(station) && number == evse) {
      return;
    }
    texts.keySet().forEach(id -> finding(id, Optional.empty()));
    station = next;
    evse = number;
    texts.forEach((id, text) -> finding(id, Optional.of(text)));
  }

  /**
   * Says something, or takes it back.
   *
   * @param id stable name
   * @param text what was found, with the attribute, and what to do; empty if nothing
   */
  synchronized void tell(String id, Optional<String> text) {
    String before = texts.get(id);
    if (text.isEmpty() && before != null) {
      texts.remove(id);
      LOG.info("EVSE {}: {} is gone", pid, id);
      finding(id, Optional.empty());
    } else if (text.isPresent() && !text.get().equals(before)) {
      texts.put(id, text.get());
      LOG.warn("EVSE {}: {}: {}", pid, id, text.get());
      finding(id, text);
    }
  }

  /** What is said now, by name. */
  synchronized Map<String, String> all() {
    return new LinkedHashMap<>(texts);
  }

  private void finding(String id, Optional<String> text) {
    station.ifPresent(
        s -> s.finding(evse == 0 ? id + "@" + pid : id, evse, text.map(t -> pid + ": " + t)));
  }
}
