package io.ocpp809.modbus.survey;

import io.ocpp809.modbus.Link;
import io.ocpp809.serial.SerialLine;
import io.ocpp809.serial.SerialSettings;
import io.ocpp809.serial.SerialSettings.Rs485;
import java.io.IOException;

/** A link over a serial port. */
public final class PortLink implements Link {
  private final SerialLine line;

  private PortLink(SerialLine line) {
    this.line = line;
  }

  /**
   * Opens a port; nobody else can open it meanwhile.
   *
   * @param device device file
   * @param format settings of the line
   * @param rs485 how the direction of the transceiver is switched
   * @param owner who uses it, told to others who want it
   * @throws IOException if it cannot be opened, also because a driver or another program has it;
   *     the message says why and what to do
   */
  public static PortLink open(String device, LineFormat format, Rs485 rs485, String owner)
      throws IOException {
    SerialSettings settings =
        new SerialSettings(device, format.baud(), format.parity(), format.stopBits(), rs485);
    return new PortLink(SerialLine.open(settings, owner));
  }

  /** A link over a port that is open already; it closes the port. */
  public static PortLink over(SerialLine line) {
    return new PortLink(line);
  }

  @Override
  public void write(byte[] octets) throws IOException {
    line.write(octets);
  }

  @Override
  public int read(byte[] buffer, int offset, long deadlineNanos) throws IOException {
    return line.read(buffer, offset, deadlineNanos);
  }

  @Override
  public void discard() {
    line.discard();
  }

  @Override
  public void close() {
    line.close();
  }
}
