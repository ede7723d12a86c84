package io.ocpp809.bench;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.ocpp809.bench.peers.Product;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Stations with one pile each, on lines: what the peers are asked to open, and what the gateway is
 * configured with. Names go on where an earlier scene of the same peers has ended.
 */
final class Scene {

  private static final int METER_UNIT = 100;
  private static final int METER_REGISTERS = 160;

  private final List<Line> lines = new ArrayList<>();
  private final List<Stand> stands = new ArrayList<>();
  private final JsonObject driver = new JsonObject();
  private final JsonObject mirror = new JsonObject();
  private int next;
  private String template = "";
  private boolean sited;
  private boolean mirrored;
  private boolean telecontrolled;
  private boolean vehicles;
  private int followMillis;

  private record Line(String name, boolean rtu, int baud, int turnaroundMillis, boolean meter) {}

  private record Stand(String name, Product product, String line, int unit) {}

  /**
   * An empty scene.
   *
   * @param first number of its first station
   */
  Scene(int first) {
    next = first;
  }

  /** Adds stations, each with a pile on a line of its own, as fast as it goes. */
  Scene with(Product product, int count) {
    for (int i = 0; i < count; i++) {
      String line = "line" + next;
      boolean rtu = product == Product.HEIDELBERG;
      lines.add(new Line(line, rtu, 0, 0, false));
      stands.add(new Stand("station" + next, product, line, product.unit()));
      next++;
    }
    return this;
  }

  /**
   * Adds a serial line with piles and a meter that is read in blocks as long as the line allows.
   *
   * @param baud bits per second, 8E1
   * @param turnaroundMillis time that the devices take before they answer, ms
   */
  Scene serial(String line, int baud, int turnaroundMillis, Product product, int count) {
    lines.add(new Line(line, true, baud, turnaroundMillis, true));
    for (int unit = 1; unit <= count; unit++) {
      stands.add(new Stand("station" + next++, product, line, unit));
    }
    return this;
  }

  /** Gives all drivers an attribute. */
  Scene driver(String attribute, int value) {
    driver.addProperty(attribute, value);
    return this;
  }

  /** Gives all EVSEs a template of their own instead of the product's. */
  Scene template(String text) {
    template = text;
    return this;
  }

  /** Puts all stations behind one fuse that is large enough for all. */
  Scene sited() {
    sited = true;
    return this;
  }

  /** Mirrors all stations to MQTT over one connection, with these attributes. */
  Scene mirrored(Map<String, Number> attributes) {
    mirrored = true;
    attributes.forEach(mirror::addProperty);
    return this;
  }

  /** Offers all EVSEs to a control centre; the number at the site is that of the station. */
  Scene telecontrolled() {
    telecontrolled = true;
    return this;
  }

  /**
   * As {@link #telecontrolled()}, and commands end when their effect was seen; the cars take their
   * time to draw less.
   *
   * @param millis time in which what a car draws falls to a lowered limit, ms
   */
  Scene followed(int millis) {
    followMillis = millis;
    return telecontrolled();
  }

  /** Gives every pile a charging bus with an adapter that listens, and the vehicle's asset. */
  Scene vehicles() {
    vehicles = true;
    return this;
  }

  /** What the peers are asked to open. */
  JsonObject wanted() {
    JsonObject wanted = new JsonObject();
    JsonArray lineList = new JsonArray();
    for (Line line : lines) {
      JsonObject one = new JsonObject();
      one.addProperty("name", line.name());
      one.addProperty("framing", line.rtu() ? "RTU" : "TCP");
      if (line.baud() > 0) {
        one.addProperty("baud", line.baud());
        one.addProperty("turnaround", line.turnaroundMillis());
      }
      if (line.meter()) {
        one.addProperty("meter", true);
      }
      lineList.add(one);
    }
    JsonArray stations = new JsonArray();
    for (Stand stand : stands) {
      JsonObject one = new JsonObject();
      one.addProperty("name", stand.name());
      one.addProperty("product", stand.product().name());
      one.addProperty("line", stand.line());
      one.addProperty("unit", stand.unit());
      one.addProperty("follow", followMillis);
      stations.add(one);
    }
    wanted.add("lines", lineList);
    wanted.add("stations", stations);
    if (mirrored) {
      wanted.addProperty("broker", true);
    }
    if (vehicles) {
      wanted.addProperty("vehicles", true);
    }
    return wanted;
  }

  /**
   * The gateway's configuration.
   *
   * @param opened what the peers have answered
   * @return text of a configuration file
   */
  String configuration(JsonObject opened) {
    JsonObject all = new JsonObject();
    JsonObject ports = opened.getAsJsonObject("ports");
    for (Line line : lines) {
      JsonObject form = driver.deepCopy();
      form.addProperty("transport", line.rtu() ? "RTU_OVER_TCP" : "TCP");
      form.addProperty("host", "127.0.0.1");
      form.add("port", ports.get(line.name()));
      if (line.rtu()) {
        form.addProperty("baud", line.baud() > 0 ? line.baud() : 115_200);
      }
      all.add("io.ocpp809.driver.modbus~" + line.name(), form);
      if (line.meter()) {
        all.add("org.eclipse.kura.wire.WireAsset~meter-" + line.name(), meter(line.name()));
        JsonObject reader = new JsonObject();
        reader.addProperty("MeterAsset.target", "(kura.service.pid=meter-" + line.name() + ")");
        all.add("io.ocpp809.site~reader-" + line.name(), reader);
      }
    }
    if (sited) {
      JsonObject site = new JsonObject();
      site.addProperty("fuse.current", 4000);
      site.addProperty("ramp", 100);
      all.add("io.ocpp809.site~site", site);
    }
    stands.forEach(stand -> add(all, stand, opened));
    if (telecontrolled) {
      all.add("io.ocpp809.iec104~iec104", telecontrol(opened.get("telecontrol").getAsInt()));
    }
    if (mirrored) {
      mirror.addProperty("Station.target", "(kura.service.pid=station*)");
      mirror.addProperty("broker.uri", "tcp://127.0.0.1:" + opened.get("broker").getAsInt());
      all.add("io.ocpp809.mqtt~mirror", mirror);
    }
    return all.toString();
  }

  private JsonObject telecontrol(int port) {
    JsonObject form = new JsonObject();
    form.addProperty("Station.target", "(kura.service.pid=station*)");
    form.addProperty("bind", "127.0.0.1");
    form.addProperty("port", port);
    form.addProperty("groups", "centre;commands;127.0.0.1");
    form.addProperty("failsafe", "HOLD");
    form.addProperty("ramp", 0);
    form.addProperty("evses", "1-" + stands.size());
    form.addProperty("termination", followMillis > 0 ? "BY_EFFECT" : "NONE");
    return form;
  }

  private void add(JsonObject all, Stand stand, JsonObject opened) {
    String name = stand.name();
    JsonObject station = new JsonObject();
    if (sited) {
      station.addProperty("Site.target", "(kura.service.pid=site)");
    }
    all.add("io.ocpp809.station~" + name, station);
    JsonObject evse = new JsonObject();
    evse.addProperty("Station.target", "(kura.service.pid=" + name + ")");
    evse.addProperty("template", stand.product().template());
    if (!template.isEmpty()) {
      evse.addProperty("template.text", template);
    }
    if (telecontrolled) {
      evse.addProperty("site.number", Integer.parseInt(name.substring("station".length())));
    }
    if (vehicles) {
      int port = opened.getAsJsonObject("adapters").get(name).getAsInt();
      all.add("io.ocpp809.driver.can~bus-" + name, VehicleForms.driver(port));
      all.add("org.eclipse.kura.wire.WireAsset~car-" + name, VehicleForms.asset("bus-" + name));
      evse.addProperty("VehicleAsset.target", "(kura.service.pid=car-" + name + ")");
    }
    evse.addProperty("driver.pid", stand.line());
    evse.addProperty("unit", stand.unit());
    stand
        .product()
        .form()
        .forEach(
            (key, value) -> {
              if (value instanceof Number number) {
                evse.addProperty(key, number);
              } else if (value instanceof Boolean flag) {
                evse.addProperty(key, flag);
              } else {
                evse.addProperty(key, String.valueOf(value));
              }
            });
    all.add("io.ocpp809.evse~" + name + "-evse", evse);
    JsonObject csms = new JsonObject();
    csms.addProperty("Station.target", "(kura.service.pid=" + name + ")");
    csms.add("url", opened.get("url"));
    csms.addProperty("identity", name);
    csms.addProperty("backoff.minimum", 1);
    csms.addProperty("backoff.random", 0);
    csms.addProperty("backoff.doublings", 0);
    all.add("io.ocpp809.csms~" + name + "-csms", csms);
  }

  /** A meter's asset with so many registers side by side that the longest blocks are read. */
  private static JsonObject meter(String line) {
    JsonObject asset = new JsonObject();
    asset.addProperty("driver.pid", line);
    for (int address = 0; address < METER_REGISTERS; address += 2) {
      String channel = "r" + address;
      asset.addProperty(channel + "#+name", channel);
      asset.addProperty(channel + "#+type", "READ");
      asset.addProperty(channel + "#+value.type", "DOUBLE");
      asset.addProperty(channel + "#unit", METER_UNIT);
      asset.addProperty(channel + "#table", "INPUT");
      asset.addProperty(channel + "#address", address);
      asset.addProperty(channel + "#data.type", "FLOAT32");
      asset.addProperty(channel + "#poll", "FAST");
    }
    return asset;
  }
}
