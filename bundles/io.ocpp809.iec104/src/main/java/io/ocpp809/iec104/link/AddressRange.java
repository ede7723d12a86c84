package io.ocpp809.iec104.link;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * Addresses of clients: one, or all with the same first bits, written as {@code 10.1.0.0/16}.
 *
 * @param network first address
 * @param bits how many bits have to agree
 */
public record AddressRange(InetAddress network, int bits) {
  /**
   * Reads a range.
   *
   * @param text an IPv4 or IPv6 address, or one with a slash and a number of bits; no host name
   * @throws IllegalArgumentException if it is none; the message says what is expected
   */
  public static AddressRange of(String text) {
    String[] parts = text.strip().split("/", -1);
    try {
      if (parts.length > 2 || !parts[0].matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
        throw new IllegalArgumentException();
      }
      InetAddress address = InetAddress.getByName(parts[0]);
      int most = address.getAddress().length * 8;
      int bits = parts.length == 1 ? most : Integer.parseInt(parts[1]);
      if (bits < 0
          || bits > most
          || parts[0].indexOf(':') < 0 && parts[0].split("\\.").length != 4) {
        throw new IllegalArgumentException();
      }
      return new AddressRange(address, bits);
    } catch (UnknownHostException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no address: write 192.0.2.7, or 192.0.2.0/24 for a network", e);
    }
  }

  /** Whether an address lies within. */
  public boolean holds(InetAddress address) {
    byte[] mine = network.getAddress();
    byte[] other = address.getAddress();
    int whole = bits / 8;
    if (mine.length != other.length || !Arrays.equals(mine, 0, whole, other, 0, whole)) {
      return false;
    }
    int rest = bits % 8;
    int mask = 0xFF00 >> rest & 0xFF;
    return rest == 0 || (mine[whole] & mask) == (other[whole] & mask);
  }
}
