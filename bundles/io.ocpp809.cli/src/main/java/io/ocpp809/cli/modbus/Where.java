package io.ocpp809.cli.modbus;

import io.ocpp809.modbus.Link;
import io.ocpp809.modbus.Tls;
import io.ocpp809.modbus.TlsLink;
import io.ocpp809.modbus.survey.LineFormat;
import io.ocpp809.modbus.survey.PortLink;
import io.ocpp809.modbus.survey.SocketLink;
import io.ocpp809.modbus.survey.Way;
import io.ocpp809.serial.SerialSettings.Rs485;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An endpoint as it is typed: a serial port such as /dev/ttyUSB0, or a host with a port such as
 * 10.0.0.5:502; or a port of this machine that the device calls, such as dial-in:5020.
 *
 * @param device serial port; empty for a host
 * @param host host; empty for a serial port
 * @param port TCP port
 * @param line settings of the serial line, if they were given
 * @param rs485 how the direction of the transceiver is switched
 * @param rtu whether RTU frames go over TCP
 * @param tls how the connection is secured; empty if it is not
 * @param calling whether the device dials in; host and port are then this machine's
 */
record Where(
    String device,
    String host,
    int port,
    Optional<LineFormat> line,
    Rs485 rs485,
    boolean rtu,
    Optional<Tls> tls,
    boolean calling) {
  /** Options that say where. */
  static final Set<String> OPTIONS = Set.of("--line", "--rs485", "--trust", "--key");

  /** Flags that say where. */
  static final Set<String> FLAGS = Set.of("--rtu", "--tls", "--any-name");

  static final LineFormat USUAL = LineFormat.of("9600-8N1");
  private static final String OWNER = "ocpp809 modbus";
  private static final Pattern CALL =
      Pattern.compile("dial-in:(?:(\\[[^\\]]+\\]|[^:\\[\\]/ ]+):)?(\\d{1,5})");
  private static final Pattern PORT = Pattern.compile("tty[A-Za-z]+\\d*");
  private static final Pattern HOST =
      Pattern.compile("(\\[[^\\]]+\\]|[^:\\[\\]/ ]+)(?::(\\d{1,5}))?");

  static Where of(String text, Options o) {
    Optional<LineFormat> line = o.text("--line").map(t -> line(t, o));
    Rs485 rs485 = o.constant("--rs485", Rs485.class).orElse(Rs485.AUTOMATIC);
    boolean rtu = o.flag("--rtu");
    Optional<Tls> tls = Secured.of(o);
    Matcher call = CALL.matcher(text);
    if (call.matches()) {
      if (tls.isPresent() || line.isPresent()) {
        throw o.wrong(
            "a device that dials in does so without TLS, and its line is set at its modem");
      }
      String address = call.group(1) == null ? "" : call.group(1).replaceAll("[\\[\\]]", "");
      int at = o.number("port", call.group(2), 1, 65_535);
      return new Where("", address, at, line, rs485, rtu, tls, true);
    }
    if (text.startsWith("/") || text.startsWith(".") || Files.exists(Path.of(text))) {
      if (rtu) {
        throw o.wrong("--rtu is for RTU over TCP; a serial port has nothing else");
      }
      if (tls.isPresent()) {
        throw o.wrong("--tls is for a host; a serial port has none");
      }
      return new Where(text, "", 0, line, rs485, true, tls, false);
    }
    if (PORT.matcher(text).matches()) {
      throw o.wrong(text + " is not there; a serial port is written with its folder: /dev/" + text);
    }
    Matcher m = HOST.matcher(text);
    if (!m.matches()) {
      throw o.wrong(
          text + " is neither a serial port such as /dev/ttyUSB0 nor a host such as 10.0.0.5:502");
    }
    if (line.isPresent()) {
      throw o.wrong("--line is for a serial port; a converter's line is set at the converter");
    }
    int usual = tls.isPresent() ? 802 : 502;
    int port = m.group(2) == null ? usual : o.number("port", m.group(2), 1, 65_535);
    String host = m.group(1).replaceAll("[\\[\\]]", "");
    return new Where("", host, port, line, rs485, rtu, tls, false);
  }

  private static LineFormat line(String text, Options o) {
    try {
      return LineFormat.of(text);
    } catch (IllegalArgumentException e) {
      throw o.wrong("--line: " + e.getMessage());
    }
  }

  boolean serial() {
    return !device.isEmpty();
  }

  /** The unit of most devices that are reached this way: 255 of a Modbus TCP device, else 1. */
  int usualUnit() {
    return rtu ? 1 : 255;
  }

  /** The way that was asked for, or the usual one. */
  Way way() {
    if (serial()) {
      return Way.serial(line.orElse(USUAL));
    }
    return rtu ? Way.rtuOverTcp() : Way.tcp();
  }

  /** Settings of the serial line; empty over TCP. */
  Optional<LineFormat> format() {
    return way().format();
  }

  /** Opens it; see {@link io.ocpp809.modbus.survey.Scan.Ports}. */
  Link open(Way way, long deadlineNanos) throws IOException {
    if (calling) {
      throw new IOException("read, test and learn wait for a device that dials in; this does not");
    }
    if (tls.isPresent()) {
      return TlsLink.open(host, port, tls.get(), deadlineNanos);
    }
    return serial()
        ? PortLink.open(device, way.format().orElseThrow(), rs485, OWNER)
        : SocketLink.open(host, port, deadlineNanos);
  }

  @Override
  public String toString() {
    if (calling) {
      return "dial-in:" + (host.isEmpty() ? "" : host + ":") + port;
    }
    return serial() ? device : host + ":" + port;
  }
}
