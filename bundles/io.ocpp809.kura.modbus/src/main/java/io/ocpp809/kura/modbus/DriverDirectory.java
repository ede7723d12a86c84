package io.ocpp809.kura.modbus;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The active drivers by {@code kura.service.pid}, for requests that name one. */
final class DriverDirectory {
  private static final DriverDirectory INSTANCE = new DriverDirectory();

  private final Map<String, ModbusDriver> drivers = new ConcurrentHashMap<>();

  static DriverDirectory instance() {
    return INSTANCE;
  }

  void put(String pid, ModbusDriver driver) {
    drivers.put(pid, driver);
  }

  void remove(String pid, ModbusDriver driver) {
    drivers.remove(pid, driver);
  }

  Optional<ModbusDriver> named(String pid) {
    return Optional.ofNullable(drivers.get(pid));
  }

  /** Names of the active drivers, sorted. */
  List<String> names() {
    return drivers.keySet().stream().sorted().toList();
  }
}
