package io.ocpp809.modbus;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where a device dials in, and how it is known.
 *
 * @param address address of this gateway to listen on; empty for all of them
 * @param port port to listen on; 0 lets the system choose one, for tests
 * @param who how the device is known
 * @param heartbeat octets that its modem sends now and then on its own; empty if it sends none
 */
public record Calling(String address, int port, CallerId who, byte[] heartbeat) {
  /** Checks that a heartbeat cannot be taken for a registration. */
  public Calling {
    heartbeat = heartbeat.clone();
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port: 0 to 65535, not " + port);
    }
    if (heartbeat.length > 0
        && who instanceof CallerId.FirstOctets f
        && f.octets().length >= heartbeat.length
        && Arrays.equals(f.octets(), 0, heartbeat.length, heartbeat, 0, heartbeat.length)) {
      throw new IllegalArgumentException(
          "heartbeat: the registration begins with it; they must differ");
    }
  }

  /** What the modem says on its own, to be cut out of replies. */
  List<byte[]> interjections() {
    return who instanceof CallerId.FirstOctets f
        ? List.of(heartbeat, f.octets())
        : List.of(heartbeat);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Calling c
        && endpoint().equals(c.endpoint())
        && Arrays.equals(heartbeat, c.heartbeat);
  }

  @Override
  public int hashCode() {
    return endpoint().hashCode();
  }

  /** Where it listens, as an installer writes it. */
  public String place() {
    return address.isEmpty() ? "port " + port : address + ":" + port;
  }

  /** The endpoint in messages. */
  public String endpoint() {
    return place() + ", " + who.words();
  }

  /** Why another device could not be told from this one; empty if it can, or calls elsewhere. */
  public Optional<String> confused(Calling other) {
    boolean same = port == other.port && address.equals(other.address);
    return same
        ? who.confused(other.who).map(why -> "caller: " + why + "; see " + place())
        : Optional.empty();
  }
}
