package io.ocpp809.cli.can;

import io.ocpp809.can.LinkSettings;
import io.ocpp809.can.LinkSettings.ConverterTcp;
import io.ocpp809.can.LinkSettings.Place;
import io.ocpp809.can.LinkSettings.Role;
import io.ocpp809.can.LinkSettings.SlcanSerial;
import io.ocpp809.can.LinkSettings.SlcanTcp;
import io.ocpp809.can.LinkSettings.SocketCan;
import io.ocpp809.cli.UsageException;
import java.util.List;

/**
 * A command line of {@code can}.
 *
 * @param verb {@code rate} or {@code listen}
 * @param settings the bus; always a charging bus, so that nothing but listening opens
 * @param seconds how long to listen; 0: until it is ended
 */
record CanOptions(String verb, LinkSettings settings, long seconds) {
  private static final int BAUD = 115_200;

  /**
   * Reads a command line.
   *
   * @throws UsageException naming what is wrong
   */
  static CanOptions of(List<String> arguments) {
    if (arguments.size() < 2 || !List.of("rate", "listen").contains(arguments.get(0))) {
      throw new UsageException("can rate WHERE, or can listen WHERE");
    }
    int bitRate = LinkSettings.GBT_27930_BIT_RATE;
    int baud = BAUD;
    long seconds = 0;
    boolean converter = false;
    boolean listenOnly = false;
    for (int i = 2; i < arguments.size(); i++) {
      switch (arguments.get(i)) {
        case "--converter" -> converter = true;
        case "--listen-only" -> listenOnly = true;
        case "--bit-rate" -> bitRate = number(arguments, ++i);
        case "--baud" -> baud = number(arguments, ++i);
        case "--seconds" -> seconds = number(arguments, ++i);
        default -> throw new UsageException("There is no option " + arguments.get(i));
      }
    }
    try {
      Place place = place(arguments.get(1), baud, converter, listenOnly);
      return new CanOptions(
          arguments.get(0),
          new LinkSettings(place, Role.CHARGING_BUS, bitRate, List.of()),
          seconds);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
  }

  private static int number(List<String> arguments, int index) {
    String option = arguments.get(index - 1);
    if (index >= arguments.size() || !arguments.get(index).matches("\\d{1,7}")) {
      throw new UsageException(option + " needs a number");
    }
    return Integer.parseInt(arguments.get(index));
  }

  private static Place place(String where, int baud, boolean converter, boolean listenOnly) {
    if (where.startsWith("/")) {
      return new SlcanSerial(where, baud);
    }
    int colon = where.lastIndexOf(':');
    if (colon < 0) {
      return new SocketCan(where);
    }
    String port = where.substring(colon + 1);
    if (!port.matches("\\d{1,5}")) {
      throw new UsageException(where + ": the port is no number");
    }
    String host = where.substring(0, colon);
    return converter
        ? new ConverterTcp(host, Integer.parseInt(port), listenOnly)
        : new SlcanTcp(host, Integer.parseInt(port));
  }
}
