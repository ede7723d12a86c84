package io.ocpp809.kura.can;

import io.ocpp809.can.LinkSettings;
import io.ocpp809.can.LinkSettings.Pace;
import io.ocpp809.can.LinkSettings.Place;
import io.ocpp809.can.LinkSettings.Role;
import io.ocpp809.kura.driver.Attributes;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Options of a driver, made once from its attributes.
 *
 * @param bus the bus; a change of it needs a fresh link
 * @param boundMillis longest time of a write, ms
 */
record DriverOptions(BusOptions bus, int boundMillis) {

  /** What the bus is connected to. */
  enum LinkKind {
    /** Interface of the kernel. */
    SOCKETCAN,
    /** Adapter on a serial port. */
    SLCAN,
    /** Adapter over TCP. */
    SLCAN_TCP,
    /** Converter over TCP. */
    CONVERTER_TCP,
    /** Converter over UDP. */
    CONVERTER_UDP,
    /** Recording. */
    REPLAY
  }

  /**
   * The bus and how it is read; drivers share it if all of it is the same.
   *
   * @param link what the link is made from
   * @param send whether frames may be sent
   * @param currentOffset offset of currents in GB/T 27930, A
   * @param silenceSeconds silence after which a session counts as over, s
   * @param vinMasked whether logs show a part only of the vehicle identification number
   */
  record BusOptions(
      LinkSettings link, boolean send, int currentOffset, int silenceSeconds, boolean vinMasked) {
    /** The endpoint, by which buses are shared. */
    String endpoint() {
      return link.place().name();
    }

    /** Whether GB/T 27930 is decoded. */
    boolean gbt() {
      return link.role() != Role.OTHER;
    }
  }

  /**
   * From the attributes of the form.
   *
   * @throws IllegalArgumentException naming the attribute that is wrong
   */
  static DriverOptions of(Map<String, Object> properties) {
    Attributes a = new Attributes(properties);
    Role role = a.constant(Role.class, "role", Role.CHARGING_BUS);
    boolean send = a.yes("send", false);
    if (send && role == Role.CHARGING_BUS) {
      throw new IllegalArgumentException(
          "send: a charging bus is only listened to, a third node that sends can end a charging"
              + " under load. Set send to false; limits, start and stop go through the pile's own"
              + " interface. If no charger and no vehicle are on this bus, set role to OTHER");
    }
    if (send && role == Role.TEST_BUS) {
      throw new IllegalArgumentException(
          "send: a test bus is only listened to; set send to false, or role to OTHER");
    }
    LinkSettings link =
        new LinkSettings(place(a), role, a.integer("bit.rate", 250_000, 0, 1_000_000), List.of());
    BusOptions bus =
        new BusOptions(
            link,
            send,
            a.integer("current.offset", -400, -6_500, 0),
            a.integer("session.silence", 5, 1, 60),
            a.yes("vin.masked", true));
    return new DriverOptions(bus, a.integer("write.bound", 1000, 100, 30_000));
  }

  private static Place place(Attributes a) {
    boolean listenOnly = a.yes("listen.only", false);
    String host = a.text("host", "127.0.0.1");
    int port = a.integer("port", 4001, 1, 65_535);
    return switch (a.constant(LinkKind.class, "link", LinkKind.SOCKETCAN)) {
      case SOCKETCAN -> new LinkSettings.SocketCan(a.text("interface", "can0"));
      case SLCAN ->
          new LinkSettings.SlcanSerial(
              a.text("device", "/dev/ttyACM0"), a.integer("baud", 115_200, 300, 3_000_000));
      case SLCAN_TCP -> new LinkSettings.SlcanTcp(host, port);
      case CONVERTER_TCP -> new LinkSettings.ConverterTcp(host, port, listenOnly);
      case CONVERTER_UDP ->
          new LinkSettings.ConverterUdp(
              host, port, a.integer("local.port", 4001, 1, 65_535), listenOnly);
      case REPLAY ->
          new LinkSettings.Replay(file(a), a.constant(Pace.class, "replay.pace", Pace.REAL));
    };
  }

  private static Path file(Attributes a) {
    String text = a.text("replay.file", "/var/lib/ocpp809/recording.log");
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("replay.file: " + text + " is no name of a file", e);
    }
  }
}
