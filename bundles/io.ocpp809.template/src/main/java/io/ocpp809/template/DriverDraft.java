package io.ocpp809.template;

import java.util.LinkedHashMap;
import java.util.Map;

/** The configuration of our Modbus driver for a product as delivered, as plain values. */
public final class DriverDraft {
  private DriverDraft() {}

  /**
   * A driver over TCP.
   *
   * @param template the product; where it speaks RTU only, the host is a transparent converter
   * @param host name or address
   */
  public static Map<String, Object> tcp(PileTemplate template, String host) {
    TransportDefaults t = template.transport();
    Map<String, Object> result = common(t);
    result.put("transport", t.tcp() ? "TCP" : "RTU_OVER_TCP");
    result.put("host", host);
    result.put("port", t.port());
    return result;
  }

  /**
   * A driver on a serial port.
   *
   * @param template the product
   * @param device device file of the port
   */
  public static Map<String, Object> serial(PileTemplate template, String device) {
    TransportDefaults t = template.transport();
    Map<String, Object> result = common(t);
    result.put("transport", "RTU");
    result.put("device", device);
    result.put("baud", t.baud());
    result.put("parity", t.parity());
    result.put("stop.bits", t.stopBits());
    return result;
  }

  private static Map<String, Object> common(TransportDefaults t) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("gap", t.gapMillis());
    return result;
  }
}
