package io.ocpp809.kura.modbus;

import io.ocpp809.kura.driver.Attributes;
import io.ocpp809.modbus.CallerId;
import io.ocpp809.modbus.Calling;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Reads the attributes that say who dials in and how it is known. */
final class Callers {
  /** Addresses in digits; a name would be looked up, and a caller has none. */
  private static final Pattern ADDRESS =
      Pattern.compile("[0-9]+(\\.[0-9]+){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

  private static final int MOST_UNIT = 255;

  /** How a caller is known. */
  enum By {
    /** By the octets that it sends first. */
    FIRST_OCTETS,
    /** By its source address. */
    ADDRESS,
    /** By the unit that answers. */
    UNIT,
    /** Not at all. */
    ANYBODY
  }

  private Callers() {}

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException naming the attribute that is wrong
   */
  static Calling of(Attributes p) {
    By by = p.constant(By.class, "caller.by", By.FIRST_OCTETS);
    String caller = p.text("caller", "");
    if (caller.isEmpty() && by != By.ANYBODY) {
      throw new IllegalArgumentException(
          "caller: it is known by nothing; write what its modem sends first, or another caller.by");
    }
    CallerId who =
        switch (by) {
          case FIRST_OCTETS -> new CallerId.FirstOctets(octets(p, "caller"));
          case ADDRESS -> new CallerId.Source(address(caller));
          case UNIT -> new CallerId.Unit(p.integer("caller", 1, 1, MOST_UNIT));
          case ANYBODY -> new CallerId.Anybody();
        };
    return new Calling(
        p.text("listen.address", ""),
        p.integer("port", 502, 1, 65_535),
        who,
        octets(p, "heartbeat"));
  }

  private static InetAddress address(String text) {
    try {
      if (ADDRESS.matcher(text).matches()) {
        return InetAddress.getByName(text);
      }
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("caller: " + text + " is no address", e);
    }
    throw new IllegalArgumentException("caller: an address such as 10.8.0.7, not " + text);
  }

  /** Text, or hexadecimal digits behind 0x. */
  private static byte[] octets(Attributes p, String key) {
    String text = p.text(key, "");
    if (!text.startsWith("0x")) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    try {
      return HexFormat.of().parseHex(text.substring(2).replace(" ", ""));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          key + ": pairs of hexadecimal digits are needed behind 0x, not " + text, e);
    }
  }
}
