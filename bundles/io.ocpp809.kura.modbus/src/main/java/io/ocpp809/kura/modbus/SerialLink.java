package io.ocpp809.kura.modbus;

import io.ocpp809.kura.modbus.DriverOptions.LineOptions;
import io.ocpp809.modbus.Link;
import io.ocpp809.serial.SerialLine;
import io.ocpp809.serial.SerialSettings;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Modbus link over a serial port. */
final class SerialLink implements Link {
  private static final Logger LOG = LoggerFactory.getLogger(SerialLink.class);

  private final SerialLine line;

  private SerialLink(SerialLine line) {
    this.line = line;
  }

  static Factory factory(LineOptions o) {
    return new Factory() {
      private String told = "";

      @Override
      public synchronized Link open(long deadlineNanos) throws IOException {
        SerialSettings settings =
            new SerialSettings(o.device(), o.baud(), o.parity(), o.stopBits(), o.rs485());
        try {
          SerialLine line =
              SerialLine.open(settings, "a Modbus driver of this gateway", deadlineNanos);
          told = "";
          return new SerialLink(line);
        } catch (IOException e) {
          tell(String.valueOf(e.getMessage()));
          throw e;
        }
      }

      /** Each reason once, until the port has been open. */
      private void tell(String why) {
        if (!why.equals(told)) {
          LOG.warn("Modbus driver: device: {}", why);
        }
        told = why;
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
