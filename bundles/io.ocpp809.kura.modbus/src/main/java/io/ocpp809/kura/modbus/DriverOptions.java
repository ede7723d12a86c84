package io.ocpp809.kura.modbus;

import io.ocpp809.modbus.LineSettings;
import java.util.Locale;
import java.util.Map;

/**
 * Options of a driver, made once from its attributes.
 *
 * @param transport how frames travel
 * @param host host, for TCP
 * @param port port, for TCP
 * @param device serial port, for RTU
 * @param baud bits per second
 * @param parity parity
 * @param stopBits 1 or 2
 * @param line time-outs and pauses
 * @param fastMillis period of fast polls, ms
 * @param slowMillis period of slow polls, ms
 * @param maxAgeMillis oldest value that a read is answered with, ms
 * @param boundMillis longest time of a read or write, ms
 */
record DriverOptions(
    Transport transport,
    String host,
    int port,
    String device,
    int baud,
    String parity,
    int stopBits,
    LineSettings line,
    int fastMillis,
    int slowMillis,
    int maxAgeMillis,
    int boundMillis) {

  /** How frames travel. */
  enum Transport {
    /** Modbus TCP. */
    TCP,
    /** RTU frames over TCP. */
    RTU_OVER_TCP,
    /** RTU on a serial port. */
    RTU
  }

  static DriverOptions of(Map<String, Object> p) {
    int timeout = integer(p, "timeout", 1000);
    int gap = integer(p, "gap", 0);
    return new DriverOptions(
        Transport.valueOf(text(p, "transport", "TCP").toUpperCase(Locale.ROOT)),
        text(p, "host", "127.0.0.1"),
        integer(p, "port", 502),
        text(p, "device", "/dev/ttyUSB0"),
        integer(p, "baud", 9600),
        text(p, "parity", "EVEN"),
        integer(p, "stop.bits", 1),
        new LineSettings(timeout, gap, Math.max(timeout, 1000), 20),
        integer(p, "fast.period", 1000),
        integer(p, "slow.period", 15_000),
        integer(p, "max.age", 2000),
        integer(p, "bound", 3000));
  }

  /** The endpoint, by which lines are shared. */
  String endpoint() {
    return transport == Transport.RTU ? device : host + ":" + port;
  }

  private static String text(Map<String, Object> p, String key, String otherwise) {
    Object v = p.get(key);
    return v == null || v.toString().isBlank() ? otherwise : v.toString().trim();
  }

  private static int integer(Map<String, Object> p, String key, int otherwise) {
    Object v = p.get(key);
    if (v == null || v.toString().isBlank()) {
      return otherwise;
    }
    try {
      return v instanceof Number n ? n.intValue() : Integer.parseInt(v.toString().trim());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(key + ": a whole number is needed, not " + v, e);
    }
  }
}
