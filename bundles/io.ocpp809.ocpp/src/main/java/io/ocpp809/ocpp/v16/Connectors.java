package io.ocpp809.ocpp.v16;

import io.ocpp809.station.port.Memory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The connector numbers of the 1.6 wire: one flat number for each EVSE, given once and never
 * changed. An EVSE gets its own number where that is free.
 */
final class Connectors {
  private static final String KEY = "ocpp16.connectors";

  private final Memory memory;
  private final Map<Integer, Integer> numbers = new TreeMap<>();

  Connectors(Memory memory) {
    this.memory = memory;
    memory.get(KEY).ifPresent(this::parse);
  }

  private void parse(byte[] bytes) {
    for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n")) {
      String[] f = line.split("=");
      if (f.length == 2) {
        numbers.put(Integer.parseInt(f[0]), Integer.parseInt(f[1]));
      }
    }
  }

  /** The connector number of an EVSE, given now if need be. */
  synchronized int number(int evse) {
    if (evse == 0) {
      return 0;
    }
    Integer known = numbers.get(evse);
    if (known != null) {
      return known;
    }
    int next = evse;
    while (numbers.containsValue(next)) {
      next++;
    }
    numbers.put(evse, next);
    StringBuilder text = new StringBuilder();
    numbers.forEach((e, n) -> text.append(e).append('=').append(n).append('\n'));
    memory.put(KEY, text.toString().getBytes(StandardCharsets.UTF_8));
    return next;
  }

  /** The EVSE of a connector number. */
  synchronized Optional<Integer> evse(int connector) {
    return numbers.entrySet().stream()
        .filter(e -> e.getValue() == connector)
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** The EVSE of a connector number; 0 is the station on both sides. */
  Optional<Integer> evseOrStation(int connector) {
    return connector == 0 ? Optional.of(0) : evse(connector);
  }

  /** All EVSEs that have a number, the station first. */
  synchronized List<Integer> all() {
    List<Integer> all = new ArrayList<>(List.of(0));
    all.addAll(numbers.keySet());
    return all;
  }
}
