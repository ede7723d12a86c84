package io.ocpp809.kura.mqtt;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.kura.system.SystemService;

/**
 * A name that tells this gateway from others, for client ids. Many gateways have no serial number
 * that Kura can read, or the placeholder of a board's maker; two of one name would throw each other
 * out at the broker.
 */
final class GatewayName {
  private static final Set<String> NONE = Set.of("UNKNOWN", "UNSUPPORTED", "NULL", "0", "NONE");

  private GatewayName() {}

  /** The serial number, else the address of the first network interface, else the host's name. */
  static String of(SystemService system) {
    return named(system.getSerialNumber())
        .or(() -> named(system.getPrimaryMacAddress()).map(mac -> mac.replace(":", "")))
        .or(() -> named(system.getHostname()))
        .orElse("gateway");
  }

  /** Placeholders are words with spaces, such as "To be filled by O.E.M.". */
  private static Optional<String> named(String text) {
    return Optional.ofNullable(text)
        .map(String::trim)
        .filter(t -> !t.isEmpty() && t.indexOf(' ') < 0)
        .filter(t -> !NONE.contains(t.toUpperCase(Locale.ROOT)));
  }
}
