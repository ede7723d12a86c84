package io.ocpp809.kura.station;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The configured EVSEs by {@code kura.service.pid}, for requests that name one. */
final class EvseDirectory {
  private static final EvseDirectory INSTANCE = new EvseDirectory();

  private final Map<String, EvseKeeper> keepers = new ConcurrentHashMap<>();

  static EvseDirectory instance() {
    return INSTANCE;
  }

  void put(String pid, EvseKeeper keeper) {
    keepers.put(pid, keeper);
  }

  void remove(EvseKeeper keeper) {
    keepers.values().remove(keeper);
  }

  Optional<EvseKeeper> named(String pid) {
    return Optional.ofNullable(keepers.get(pid));
  }

  /** Names of the configured EVSEs, sorted. */
  List<String> names() {
    return keepers.keySet().stream().sorted().toList();
  }
}
