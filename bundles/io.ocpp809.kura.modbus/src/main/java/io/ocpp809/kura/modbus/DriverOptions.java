package io.ocpp809.kura.modbus;

import io.ocpp809.modbus.LineSettings;
import io.ocpp809.serial.SerialSettings.Parity;
import io.ocpp809.serial.SerialSettings.Rs485;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/**
 * Options of a driver, made once from its attributes.
 *
 * @param line the line; a change of it needs a fresh connection
 * @param fastMillis period of fast polls, ms
 * @param slowMillis period of slow polls, ms
 * @param maxAgeMillis oldest value that a read is answered with, ms
 * @param boundMillis longest time of a read or write, ms
 */
record DriverOptions(
    LineOptions line, int fastMillis, int slowMillis, int maxAgeMillis, int boundMillis) {

  /** How frames travel. */
  enum Transport {
    /** Modbus TCP. */
    TCP,
    /** RTU frames over TCP. */
    RTU_OVER_TCP,
    /** RTU on a serial port. */
    RTU
  }

  /**
   * Where the line is and how it is used.
   *
   * @param transport how frames travel
   * @param host host, for TCP
   * @param port port, for TCP
   * @param device serial port, for RTU
   * @param baud bits per second, of the port or of the converter's serial side
   * @param parity parity
   * @param stopBits 1 or 2
   * @param rs485 how the direction of the transceiver is switched
   * @param settings time-outs and pauses
   */
  record LineOptions(
      Transport transport,
      String host,
      int port,
      String device,
      int baud,
      Parity parity,
      int stopBits,
      Rs485 rs485,
      LineSettings settings) {
    /** The endpoint, by which lines are shared. */
    String endpoint() {
      return transport == Transport.RTU ? device : host.toLowerCase(Locale.ROOT) + ":" + port;
    }

    /** Whether two drivers can share the line. */
    boolean sharable(LineOptions o) {
      boolean same = transport == o.transport && endpoint().equals(o.endpoint());
      return same
          && (transport != Transport.RTU
              || baud == o.baud
                  && parity == o.parity
                  && stopBits == o.stopBits
                  && rs485 == o.rs485);
    }
  }

  /**
   * Reads the attributes.
   *
   * @throws IllegalArgumentException naming the attribute that is wrong
   */
  static DriverOptions of(Map<String, Object> p) {
    return new DriverOptions(
        line(p),
        integer(p, "fast.period", 1000, 200, 60_000),
        integer(p, "slow.period", 15_000, 1000, 600_000),
        integer(p, "max.age", 2000, 0, 600_000),
        integer(p, "read.bound", 1000, 100, 30_000));
  }

  private static LineOptions line(Map<String, Object> p) {
    Transport transport = constant(Transport.class, p, "transport", Transport.TCP);
    int baud = integer(p, "baud", 9600, 300, 921_600);
    Parity parity = constant(Parity.class, p, "parity", Parity.EVEN);
    int stopBits = integer(p, "stop.bits", 1, 1, 2);
    int bits = 9 + (parity == Parity.NONE ? 0 : 1) + stopBits;
    LineSettings settings =
        new LineSettings(
            integer(p, "timeout", 500, 50, 10_000),
            integer(p, "gap", 0, 0, 2_000),
            integer(p, "connect.timeout", 2_000, 100, 30_000),
            transport == Transport.TCP ? 0 : baud,
            bits);
    return new LineOptions(
        transport,
        text(p, "host", "127.0.0.1"),
        integer(p, "port", 502, 1, 65_535),
        text(p, "device", "/dev/ttyUSB0"),
        baud,
        parity,
        stopBits,
        constant(Rs485.class, p, "rs485", Rs485.AUTOMATIC),
        settings);
  }

  private static String text(Map<String, Object> p, String key, String otherwise) {
    Object v = p.get(key);
    return v == null || v.toString().isBlank() ? otherwise : v.toString().trim();
  }

  private static <E extends Enum<E>> E constant(
      Class<E> type, Map<String, Object> p, String key, E otherwise) {
    String text = text(p, key, otherwise.name());
    for (E e : type.getEnumConstants()) {
      if (e.name().equalsIgnoreCase(text)) {
        return e;
      }
    }
    throw new IllegalArgumentException(
        key + ": " + text + " is none of " + Arrays.toString(type.getEnumConstants()));
  }

  private static int integer(Map<String, Object> p, String key, int otherwise, int min, int max) {
    String text = text(p, key, String.valueOf(otherwise));
    try {
      int value = Integer.parseInt(text);
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(key + ": a whole number is needed, not " + text, e);
    }
    throw new IllegalArgumentException(key + ": " + min + " to " + max + ", not " + text);
  }
}
