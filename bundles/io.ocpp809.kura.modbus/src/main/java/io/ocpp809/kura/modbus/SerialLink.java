package io.ocpp809.kura.modbus;

import io.ocpp809.kura.modbus.DriverOptions.LineOptions;
import io.ocpp809.modbus.Link;
import io.ocpp809.serial.SerialLine;
import io.ocpp809.serial.SerialSettings;
import java.io.IOException;

/** A Modbus link over a serial port. */
final class SerialLink implements Link {
  private final SerialLine line;

  private SerialLink(SerialLine line) {
    this.line = line;
  }

  static Factory factory(LineOptions o) {
    return new Factory() {
      @Override
      public Link open(long deadlineNanos) throws IOException {
        SerialSettings settings =
            new SerialSettings(o.device(), o.baud(), o.parity(), o.stopBits(), o.rs485());
        return new SerialLink(SerialLine.open(settings, "a Modbus driver of this gateway"));
      }

      @Override
      public String endpoint() {
        return o.device();
      }
    };
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
