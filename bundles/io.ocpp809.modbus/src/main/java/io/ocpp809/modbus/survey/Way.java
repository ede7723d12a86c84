package io.ocpp809.modbus.survey;

import java.util.Objects;
import java.util.Optional;

/**
 * One way in which a device can be spoken to on an endpoint.
 *
 * @param transport how frames travel
 * @param format how characters look; empty over TCP
 */
public record Way(Transport transport, Optional<LineFormat> format) {
  /** How frames travel; names are those of the driver's attribute {@code transport}. */
  public enum Transport {
    /** Modbus TCP. */
    TCP,
    /** RTU frames over TCP, as a plain converter carries them. */
    RTU_OVER_TCP,
    /** RTU on a serial port. */
    RTU
  }

  /** A serial line has a format, and nothing else has. */
  public Way {
    Objects.requireNonNull(transport, "transport");
    if (format.isPresent() != (transport == Transport.RTU)) {
      throw new IllegalArgumentException("a serial line has a format, and nothing else has");
    }
  }

  /** Modbus TCP. */
  public static Way tcp() {
    return new Way(Transport.TCP, Optional.empty());
  }

  /** RTU frames over TCP. */
  public static Way rtuOverTcp() {
    return new Way(Transport.RTU_OVER_TCP, Optional.empty());
  }

  /** RTU on a serial port. */
  public static Way serial(LineFormat format) {
    return new Way(Transport.RTU, Optional.of(format));
  }

  /** Whether frames end with a checksum, else they have a header. */
  public boolean rtu() {
    return transport != Transport.TCP;
  }

  /** Time that octets take on the wire, ns; 0 over TCP, where nobody tells. */
  public long nanos(int octets) {
    return format.map(f -> f.nanos(octets)).orElse(0L);
  }

  /** Least pause between two exchanges, ns. */
  public long silenceNanos() {
    return format.map(LineFormat::silenceNanos).orElse(0L);
  }

  /** In the installer's words: {@code 9600 8E1}, {@code Modbus TCP}. */
  @Override
  public String toString() {
    return switch (transport) {
      case TCP -> "Modbus TCP";
      case RTU_OVER_TCP -> "RTU over TCP";
      case RTU -> format.orElseThrow().toString();
    };
  }
}
