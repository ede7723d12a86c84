package io.ocpp809.can;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Settings of a link.
 *
 * @param place what is connected, and how
 * @param role what the bus is
 * @param bitRate bits per second; 0 where it is not to be checked, which a charging bus does not
 *     allow
 * @param filters identifiers that are heard, any of them; empty: all
 */
public record LinkSettings(Place place, Role role, int bitRate, List<IdFilter> filters) {
  /** Bit rate of GB/T 27930 (7.1), bit/s. */
  public static final int GBT_27930_BIT_RATE = 250_000;

  /** What a bus is. */
  public enum Role {
    /** Charger and vehicle talk on it: it is only listened to. */
    CHARGING_BUS,
    /** Nothing real is on it: a virtual interface, a recording, a bus in memory. */
    TEST_BUS,
    /** Any other bus, such as a control interface of a pile. */
    OTHER
  }

  /** How fast a recording is replayed. */
  public enum Pace {
    /** As it was recorded. */
    REAL,
    /** As fast as it is taken; the times of the frames are those of the recording. */
    FAST
  }

  /** What is connected, and how. */
  public sealed interface Place {
    /** What the operator calls it. */
    String name();
  }

  /**
   * A CAN interface of the Linux kernel.
   *
   * @param name its name, such as can0
   */
  public record SocketCan(String name) implements Place {
    /** Checks the name: 1 to 15 characters, as the kernel's. */
    public SocketCan {
      if (name == null || !name.matches("[^/\\s]{1,15}")) {
        throw new IllegalArgumentException("interface: name a CAN interface, such as can0");
      }
    }
  }

  /**
   * An adapter that speaks SLCAN (Lawicel) on a serial port.
   *
   * @param name its device, such as /dev/ttyACM0
   * @param baud bits per second of the port, 300 to 921600; of USB adapters without meaning
   */
  public record SlcanSerial(String name, int baud) implements Place {
    /** Checks that there is a device, and the range of its rate. */
    public SlcanSerial {
      if (name == null || name.isBlank()) {
        throw new IllegalArgumentException("device: name a serial port, such as /dev/ttyACM0");
      }
      if (baud < 300 || baud > 921_600) {
        throw new IllegalArgumentException("baud: 300 to 921600, not " + baud);
      }
    }
  }

  /**
   * An adapter that speaks SLCAN over TCP.
   *
   * @param host name or address
   * @param port 1 to 65535
   */
  public record SlcanTcp(String host, int port) implements Place {
    /** Checks host and port. */
    public SlcanTcp {
      checkHost(host, port);
    }

    @Override
    public String name() {
      return host + ":" + port;
    }
  }

  /**
   * A converter from CAN to Ethernet with frames of 13 octets, which we connect to over TCP.
   *
   * @param host name or address
   * @param port 1 to 65535
   * @param listenOnly whether the operator declares that the converter is set to listen only; it
   *     cannot be read back, and without it a charging bus is refused
   */
  public record ConverterTcp(String host, int port, boolean listenOnly) implements Place {
    /** Checks host and port. */
    public ConverterTcp {
      checkHost(host, port);
    }

    @Override
    public String name() {
      return host + ":" + port;
    }
  }

  /**
   * A converter from CAN to Ethernet that sends datagrams of frames of 13 octets to us.
   *
   * @param host name or address of the converter; only its datagrams are taken
   * @param port port of the converter that frames are sent to, 1 to 65535
   * @param localPort port on which it finds us, 0 to 65535; 0: any free one
   * @param listenOnly see {@link ConverterTcp#listenOnly}
   */
  public record ConverterUdp(String host, int port, int localPort, boolean listenOnly)
      implements Place {
    /** Checks host and ports. */
    public ConverterUdp {
      checkHost(host, port);
      if (localPort < 0 || localPort > 65_535) {
        throw new IllegalArgumentException("local.port: 0 to 65535, not " + localPort);
      }
    }

    @Override
    public String name() {
      return host + ":" + port + "/udp";
    }
  }

  /**
   * A recording: a log of candump, Vector ASC, or CSV.
   *
   * @param file the file
   * @param pace how fast
   */
  public record Replay(Path file, Pace pace) implements Place {
    /** Checks that both are there. */
    public Replay {
      Objects.requireNonNull(file, "file");
      Objects.requireNonNull(pace, "pace");
    }

    @Override
    public String name() {
      return file.toString();
    }
  }

  /**
   * Checks the settings against each other.
   *
   * @throws IllegalArgumentException a bit rate out of range, or none for a charging bus; the
   *     message names the attribute
   */
  public LinkSettings {
    Objects.requireNonNull(place, "place");
    Objects.requireNonNull(role, "role");
    filters = List.copyOf(filters);
    if (bitRate < 0 || bitRate > 1_000_000) {
      throw new IllegalArgumentException("bit.rate: 0 to 1000000 bit/s, not " + bitRate);
    }
    if (bitRate == 0 && role == Role.CHARGING_BUS && !(place instanceof Replay)) {
      throw new IllegalArgumentException(
          "bit.rate: a charging bus needs one, 250000 by GB/T 27930 (50000 where the pile's maker"
              + " says so)");
    }
  }

  /** Whether a frame passes the filters. */
  public boolean passes(Frame frame) {
    if (filters.isEmpty()) {
      return true;
    }
    for (IdFilter filter : filters) {
      if (filter.passes(frame)) {
        return true;
      }
    }
    return false;
  }

  private static void checkHost(String host, int port) {
    if (host == null || host.isBlank()) {
      throw new IllegalArgumentException("host: name the host or its address");
    }
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("port: 1 to 65535, not " + port);
    }
  }
}
