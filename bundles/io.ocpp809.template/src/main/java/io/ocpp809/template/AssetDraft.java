package io.ocpp809.template;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The configuration of a Kura asset for a pile on our Modbus driver, as plain values: properties of
 * the asset by name, channels as {@code channel#attribute}.
 */
public final class AssetDraft {
  private AssetDraft() {}

  /**
   * The properties of an asset.
   *
   * @param template the product
   * @param driverPid {@code kura.service.pid} of the driver
   * @param unit Modbus unit; 0 takes the template's
   * @param outlet which outlet, from 1
   * @throws IllegalArgumentException for a template without addresses
   */
  public static Map<String, Object> of(
      PileTemplate template, String driverPid, int unit, int outlet) {
    if (template.foreign()) {
      throw new IllegalArgumentException(
          "template "
              + template.profile()
              + " has no addresses; create the asset yourself and name its channels after roles");
    }
    int first = unit == 0 ? template.unit() : unit;
    int own = template.outletsByUnit() ? first + outlet - 1 : first;
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("driver.pid", driverPid);
    result.put("asset.desc", template.vendor() + " " + template.model());
    for (TemplatePoint p : template.points()) {
      if (p.channel().indexOf(' ') < 0) {
        point(result, template, p, own, outlet);
      }
    }
    boolean controlled =
        !template.meter()
            && template.capabilities().gate() != io.ocpp809.station.pile.Capabilities.Gate.NONE;
    if (controlled || !template.never().isEmpty()) {
      lease(result, template, own, outlet);
    }
    return result;
  }

  private static void point(
      Map<String, Object> all, PileTemplate t, TemplatePoint p, int unit, int outlet) {
    String c = p.channel();
    base(all, c, direction(p), valueType(p));
    put(all, c, "unit", unit);
    put(all, c, "table", p.table());
    put(all, c, "address", p.address() + (p.station() ? 0 : t.stride() * outlet));
    put(all, c, "data.type", p.type());
    put(all, c, "order", p.order());
    put(all, c, "length", p.length());
    put(all, c, "factor", p.factor());
    put(all, c, "bit", p.bits().bit());
    put(all, c, "mask", p.bits().mask());
    put(all, c, "shift", p.bits().shift());
    put(all, c, "invalid", p.invalid());
    put(all, c, "write.fc", p.write());
    put(all, c, "poll", p.readable() ? p.poll() : "NEVER");
    put(all, c, "block", t.block());
    put(all, c, "block.max", t.mostRegisters());
    put(all, c, "block.never", t.neverReadText(outlet));
    put(all, c, "control", Roles.control(p.role()));
    if (!t.watchdog().point().isEmpty() && t.watchdog().point().equals(p.name())) {
      put(all, c, "control", "FEED");
      put(all, c, "feed.value", t.watchdog().value());
      put(all, c, "feed.every", t.watchdog().everyMillis());
    }
  }

  private static void lease(Map<String, Object> all, PileTemplate t, int unit, int outlet) {
    base(all, Roles.LEASE, "READ_WRITE", "STRING");
    put(all, Roles.LEASE, "unit", unit);
    put(all, Roles.LEASE, "table", "LEASE");
    put(all, Roles.LEASE, "watchdog", t.watchdog().kind().name());
    put(all, Roles.LEASE, "watchdog.timeout", t.watchdog().timeoutMillis());
    put(all, Roles.LEASE, "poll", "NEVER");
    put(all, Roles.LEASE, "never", t.neverText(outlet));
  }

  private static void base(Map<String, Object> all, String c, String direction, String type) {
    put(all, c, "+name", c);
    put(all, c, "+type", direction);
    put(all, c, "+value.type", type);
    put(all, c, "+enabled", true);
  }

  private static void put(Map<String, Object> all, String channel, String key, Object value) {
    if (!"".equals(value)) {
      all.put(channel + "#" + key, value);
    }
  }

  private static String direction(TemplatePoint p) {
    if (p.readable() && p.writable()) {
      return "READ_WRITE";
    }
    return p.writable() ? "WRITE" : "READ";
  }

  private static String valueType(TemplatePoint p) {
    if (p.type().startsWith("STRING")) {
      return "STRING";
    }
    if (p.type().equals("BOOLEAN")) {
      return "BOOLEAN";
    }
    if (p.type().equals("BYTES")) {
      return "BYTE_ARRAY";
    }
    boolean real = p.factor() != 1 || p.type().toUpperCase(Locale.ROOT).startsWith("FLOAT");
    return real || p.unit().matches("A|W|V|Wh|VAh|Hz") ? "DOUBLE" : "LONG";
  }
}
