package io.ocpp809.can;

import io.ocpp809.can.LinkException.Kind;
import io.ocpp809.serial.SerialException;
import io.ocpp809.serial.SerialLine;
import io.ocpp809.serial.SerialPortLink;
import io.ocpp809.serial.SerialSettings;
import java.io.IOException;

/** Octets of a serial port. */
final class SerialOctets implements Octets {
  private final SerialPortLink port;

  SerialOctets(SerialPortLink port) {
    this.port = port;
  }

  /** Opens a port of this machine. */
  static Octets open(String device, int baud) throws LinkException {
    SerialSettings settings =
        new SerialSettings(
            device, baud, SerialSettings.Parity.NONE, 1, SerialSettings.Rs485.AUTOMATIC);
    try {
      return new SerialOctets(SerialLine.open(settings, "the CAN adapter on " + device));
    } catch (SerialException e) {
      Kind kind =
          switch (e.kind()) {
            case ABSENT -> Kind.ABSENT;
            case IN_USE -> Kind.IN_USE;
            case PERMISSION -> Kind.PERMISSION;
            case LIBRARY -> Kind.LIBRARY;
            default -> Kind.SETTINGS;
          };
      throw new LinkException(kind, e.getMessage());
    }
  }

  @Override
  public int read(byte[] buffer, long deadlineNanos) throws IOException {
    return port.read(buffer, 0, deadlineNanos);
  }

  @Override
  public void write(byte[] octets) throws IOException {
    port.write(octets);
  }

  @Override
  public void close() {
    port.close();
  }
}
