package io.ocpp809.serial;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Who has which device; two names of one device are one device. */
final class PortOwners {
  private final Map<Path, String> owners = new HashMap<>();

  /** The device behind a name; links are followed as far as they lead. */
  static Path canonical(String path) {
    Path given = Path.of(path).toAbsolutePath().normalize();
    try {
      return given.toRealPath();
    } catch (IOException absent) {
      return given;
    }
  }

  /** Takes a device, or tells who has it. */
  synchronized Optional<String> take(Path device, String owner) {
    return Optional.ofNullable(owners.putIfAbsent(device, owner));
  }

  synchronized void release(Path device) {
    owners.remove(device);
  }
}
