package io.ocpp809.serial;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Who has which device. */
final class PortOwners {
  private final Map<Path, String> owners = new HashMap<>();

  /** Takes a device, or tells who has it. */
  synchronized Optional<String> take(Path device, String owner) {
    return Optional.ofNullable(owners.putIfAbsent(device, owner));
  }

  synchronized void release(Path device) {
    owners.remove(device);
  }
}
