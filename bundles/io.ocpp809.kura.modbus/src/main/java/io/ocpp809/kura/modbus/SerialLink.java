package io.ocpp809.kura.modbus;

import io.ocpp809.kura.modbus.DriverOptions.LineOptions;
import io.ocpp809.modbus.Link;
import io.ocpp809.modbus.survey.PortLink;
import io.ocpp809.serial.SerialLine;
import io.ocpp809.serial.SerialSettings;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens a Modbus link over a serial port, and says why it cannot. */
final class SerialLink {
  private static final Logger LOG = LoggerFactory.getLogger(SerialLink.class);

  private SerialLink() {}

  static Link.Factory factory(LineOptions o) {
    return new Link.Factory() {
      private String told = "";

      @Override
      public synchronized Link open(long deadlineNanos) throws IOException {
        SerialSettings settings =
            new SerialSettings(o.device(), o.baud(), o.parity(), o.stopBits(), o.rs485());
        try {
          SerialLine line =
              SerialLine.open(settings, "a Modbus driver of this gateway", deadlineNanos);
          told = "";
          return PortLink.over(line);
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
}
