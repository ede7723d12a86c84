package io.ocpp809.iec104.link;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a controlled station listens and to whom.
 *
 * @param bind address of the interface it listens on
 * @param port TCP port, 0 to 65535; 2404 as a rule, 19998 with TLS, 0 for any that is free
 * @param connections most connections at a time, 1 to 100
 * @param clients addresses of each group's clients, by the group's name; the first group that holds
 *     an address takes the connection
 */
public record ServerOptions(
    InetAddress bind, int port, int connections, Map<String, List<AddressRange>> clients) {
  /** Checks the ranges; messages name the attribute. */
  public ServerOptions {
    Map<String, List<AddressRange>> copy = new LinkedHashMap<>();
    clients.forEach((group, ranges) -> copy.put(group, List.copyOf(ranges)));
    clients = java.util.Collections.unmodifiableMap(copy);
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port: 0 to 65535, not " + port);
    }
    if (connections < 1 || connections > 100) {
      throw new IllegalArgumentException("connections: 1 to 100, not " + connections);
    }
  }

  /** The group that takes a connection from an address. */
  Optional<String> group(InetAddress from) {
    return clients.entrySet().stream()
        .filter(e -> e.getValue().stream().anyMatch(r -> r.holds(from)))
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
