package io.ocpp809.modbus;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** How a device that dials in is told from others on the same port. */
public sealed interface CallerId {
  /** Whoever calls: there is one device on the port. */
  record Anybody() implements CallerId {}

  /**
   * By the octets that its modem sends first, its registration packet.
   *
   * @param octets at least one, 64 at most
   */
  record FirstOctets(byte[] octets) implements CallerId {
    private static final int MOST = 64;

    /** Checks the length. */
    public FirstOctets {
      if (octets.length == 0 || octets.length > MOST) {
        throw new IllegalArgumentException(
            "caller: 1 to " + MOST + " octets are needed, not " + octets.length);
      }
      octets = octets.clone();
    }

    @Override
    public boolean equals(Object o) {
      return o instanceof FirstOctets f && Arrays.equals(octets, f.octets);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(octets);
    }
  }

  /**
   * By the address that it calls from.
   *
   * @param address the address
   */
  record Source(InetAddress address) implements CallerId {}

  /**
   * By asking: it is the device on whose line this unit answers.
   *
   * @param number unit, 1 to 247; also 255 with Modbus TCP
   */
  record Unit(int number) implements CallerId {}

  /** Why two devices could not be told apart on one port; empty if they can. */
  default Optional<String> confused(CallerId other) {
    if (this instanceof Anybody || other instanceof Anybody) {
      return Optional.of("anybody is one device, and no other can call there");
    }
    if (this instanceof FirstOctets a && other instanceof FirstOctets b) {
      int common = Math.min(a.octets.length, b.octets.length);
      return Arrays.equals(a.octets, 0, common, b.octets, 0, common)
          ? Optional.of(words() + " and " + other.words() + " begin alike")
          : Optional.empty();
    }
    return equals(other) ? Optional.of("two drivers expect " + words()) : Optional.empty();
  }

  /** As an installer writes it. */
  default String words() {
    if (this instanceof FirstOctets f) {
      return octets(f.octets(), f.octets().length);
    } else if (this instanceof Source s) {
      return s.address().getHostAddress();
    } else if (this instanceof Unit u) {
      return "unit " + u.number();
    }
    return "anybody";
  }

  /**
   * Octets as they are entered: text where they are plain text, else hexadecimal digits behind 0x.
   */
  static String octets(byte[] octets, int count) {
    boolean plain = count > 0;
    for (int i = 0; i < count; i++) {
      plain &= octets[i] > ' ' && octets[i] < 0x7F;
    }
    String text = new String(octets, 0, count, java.nio.charset.StandardCharsets.ISO_8859_1);
    return plain && !text.startsWith("0x")
        ? text
        : "0x" + HexFormat.of().withUpperCase().formatHex(octets, 0, count);
  }
}
