package io.ocpp809.modbus;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Addresses in use, so that one device under two names is not driven over two lines: these know
 * nothing of each other's leases. The first that connects keeps the address until its line ends or
 * its name leads elsewhere. Lines that are made with the same name on purpose may have the same
 * address. Not thread-safe.
 */
final class Hosts {
  private final Map<Object, Place> places = new HashMap<>();

  private record Place(String name, InetSocketAddress address) {}

  /**
   * Takes an address.
   *
   * @param line who takes it; what it had before is given back
   * @param name by which it was found
   * @return the other name by which somebody has it already; empty if it is taken
   */
  Optional<String> take(Object line, String name, InetSocketAddress address) {
    String mine = name.toLowerCase(Locale.ROOT);
    places.remove(line);
    Optional<String> other =
        places.values().stream()
            .filter(p -> p.address().equals(address) && !p.name().equals(mine))
            .map(Place::name)
            .findFirst();
    if (other.isEmpty()) {
      places.put(line, new Place(mine, address));
    }
    return other;
  }

  /** A line ends. */
  void leave(Object line) {
    places.remove(line);
  }
}
