package io.ocpp809.kura.modbus;

import io.ocpp809.kura.driver.Attributes;
import io.ocpp809.modbus.Calling;
import io.ocpp809.modbus.LineSettings;
import io.ocpp809.serial.SerialSettings.Parity;
import io.ocpp809.serial.SerialSettings.Rs485;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Options of a driver, made once from its attributes.
 *
 * @param line the line; a change of it needs a fresh connection
 * @param fastMillis period of fast polls, ms
 * @param slowMillis period of slow polls, ms
 * @param maxAgeMillis oldest value that a read is answered with, ms
 * @param boundMillis longest time of a read or write, ms
 * @param trace whether the last frames are kept
 */
record DriverOptions(
    LineOptions line,
    int fastMillis,
    int slowMillis,
    int maxAgeMillis,
    int boundMillis,
    boolean trace) {

  /** How frames travel. */
  enum Transport {
    /** Modbus TCP. */
    TCP,
    /** RTU frames over TCP. */
    RTU_OVER_TCP,
    /** RTU on a serial port. */
    RTU,
    /** Modbus TCP through TLS. */
    TLS,
    /** RTU frames through TLS. */
    RTU_OVER_TLS,
    /** RTU frames on a connection that the device makes. */
    DIAL_IN_RTU,
    /** Modbus TCP on a connection that the device makes. */
    DIAL_IN_TCP;

    /** Whether frames are those of Modbus TCP. */
    boolean mbap() {
      return this == TCP || this == TLS || this == DIAL_IN_TCP;
    }

    /** Whether the connection goes through TLS. */
    boolean secured() {
      return this == TLS || this == RTU_OVER_TLS;
    }

    /** Whether the device makes the connection. */
    boolean calling() {
      return this == DIAL_IN_RTU || this == DIAL_IN_TCP;
    }
  }

  /**
   * How a line is secured.
   *
   * @param checkName whether the host must stand in the device's certificate
   * @param keys filter of our keystore; a filter that matches nothing for none
   * @param trust filter of the truststore
   */
  record Security(boolean checkName, String keys, String trust) {
    /** Whether a keystore of ours is named. */
    boolean keyed() {
      return !keys.equals(DriverConfig.NOTHING);
    }
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
   * @param security how it is secured; empty without TLS
   * @param calling where and how the device dials in; empty if it does not
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
      LineSettings settings,
      Optional<Security> security,
      Optional<Calling> calling) {
    /** The endpoint, by which lines are shared. */
    String endpoint() {
      return calling
          .map(Calling::endpoint)
          .orElse(transport == Transport.RTU ? device : host.toLowerCase(Locale.ROOT) + ":" + port);
    }

    /** Whether two drivers can share the line. */
    boolean sharable(LineOptions o) {
      boolean same =
          transport == o.transport
              && endpoint().equals(o.endpoint())
              && security.equals(o.security)
              && calling.equals(o.calling)
              && settings.echo() == o.settings.echo();
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
  static DriverOptions of(Map<String, Object> properties) {
    Attributes p = new Attributes(properties);
    return new DriverOptions(
        line(p),
        p.integer("fast.period", 1000, 200, 60_000),
        p.integer("slow.period", 15_000, 1000, 600_000),
        p.integer("max.age", 2000, 0, 600_000),
        p.integer("read.bound", 1000, 100, 30_000),
        p.yes("trace", false));
  }

  private static LineOptions line(Attributes p) {
    Transport transport = p.constant(Transport.class, "transport", Transport.TCP);
    int baud = p.integer("baud", 9600, 300, 921_600);
    Parity parity = p.constant(Parity.class, "parity", Parity.EVEN);
    int stopBits = p.integer("stop.bits", 1, 1, 2);
    int bits = 9 + (parity == Parity.NONE ? 0 : 1) + stopBits;
    LineSettings settings =
        new LineSettings(
                p.integer("timeout", 500, 50, 10_000),
                p.integer("gap", 0, 0, 2_000),
                p.integer("connect.timeout", 2_000, 100, 30_000),
                transport.mbap() ? 0 : baud,
                bits)
            .withPauses(p.integer("gap.connect", 0, 0, 30_000), p.integer("gap.unit", 0, 0, 2_000))
            .withCloseAfter(p.integer("close.after", 0, 0, 3_600_000))
            .withEcho(p.yes("echo", false));
    if (transport.calling() && settings.closeAfterMillis() > 0) {
      throw new IllegalArgumentException(
          "close.after: 0 for a device that dials in; nobody hangs up on it");
    }
    return new LineOptions(
        transport,
        p.text("host", "127.0.0.1"),
        p.integer("port", 502, 1, 65_535),
        p.text("device", "/dev/ttyUSB0"),
        baud,
        parity,
        stopBits,
        p.constant(Rs485.class, "rs485", Rs485.AUTOMATIC),
        settings,
        transport.secured() ? Optional.of(security(p)) : Optional.empty(),
        transport.calling() ? Optional.of(Callers.of(p)) : Optional.empty());
  }

  private static Security security(Attributes p) {
    return new Security(
        p.yes("tls.name", true),
        p.text("KeystoreService.target", DriverConfig.NOTHING),
        p.text("TruststoreKeystoreService.target", DriverConfig.NOTHING));
  }
}
