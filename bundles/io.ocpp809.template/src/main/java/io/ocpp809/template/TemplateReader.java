package io.ocpp809.template;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import io.ocpp809.station.pile.Capabilities;
import io.ocpp809.station.pile.Capabilities.Authoriser;
import io.ocpp809.station.pile.Capabilities.EnergyRegister;
import io.ocpp809.station.pile.Capabilities.Gate;
import io.ocpp809.station.pile.Capabilities.LimitKind;
import io.ocpp809.station.pile.Capabilities.Watchdog;
import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a template's JSON text and checks it; finds all faults in one go. */
final class TemplateReader {
  private static final Set<String> HEAD =
      Set.of(
          "profile",
          "format",
          "vendor",
          "model",
          "kind",
          "confidence",
          "sources",
          "notes",
          "transport",
          "limits",
          "connectors",
          "capabilities",
          "watchdog",
          "control",
          "prerequisites",
          "points",
          "description");
  private static final Set<String> POINT =
      Set.of(
          "name", "role", "table", "addr", "type", "order", "scale", "unit", "access", "write",
          "enum", "ocpp", "bits", "invalid", "text", "poll", "group", "note", "min", "max", "off",
          "step", "with");

  private final String file;
  private final List<String> faults = new ArrayList<>();

  private TemplateReader(String file) {
    this.file = file;
  }

  /**
   * Reads a template.
   *
   * @param file name used in messages
   * @param text JSON text
   * @throws TemplateException with all faults
   */
  static PileTemplate read(String file, String text) throws TemplateException {
    TemplateReader reader = new TemplateReader(file);
    PileTemplate result = null;
    try {
      JsonReader json = new JsonReader(new StringReader(text));
      json.setStrictness(Strictness.STRICT);
      JsonElement root = JsonParser.parseReader(json);
      if (root.isJsonObject()) {
        result = reader.template(new Node(root.getAsJsonObject(), "", reader::fault));
      } else {
        reader.fault("", "a template is a JSON object");
      }
    } catch (RuntimeException e) {
      reader.fault("", "no JSON: " + e.getMessage());
    }
    if (!reader.faults.isEmpty()) {
      throw new TemplateException(reader.faults);
    }
    return result;
  }

  private void fault(String where, String what) {
    faults.add(file + (where.isEmpty() ? "" : ", " + where) + ": " + what);
  }

  private PileTemplate template(Node n) {
    n.only(HEAD);
    if (n.integer("format", 0) != 1) {
      fault("format", "must be 1");
    }
    boolean meter = n.text("kind", "").equals("meter");
    List<TemplatePoint> points = points(n, n.node("limits").integer("maxRead", 60));
    Node transport = n.node("transport");
    Node connectors = n.node("connectors");
    WatchdogSpec watchdog = watchdog(n.node("watchdog"), points);
    Control control = n.has("control") ? control(n.node("control"), points) : Control.NONE;
    String confidence = n.required("confidence");
    if (!Set.of("A", "B", "C").contains(confidence)) {
      fault("confidence", "must be A, B or C, not " + confidence);
    }
    String block = n.node("limits").text("block", "gap0");
    for (TemplatePoint p : points) {
      boolean commanded = Roles.CONTROLLED.contains(p.role()) && p.writable();
      if (commanded
          && p.role().startsWith("limit.")
          && control.limit().isEmpty()
          && !n.has("control")) {
        fault("point " + p.name(), "role " + p.role() + " needs a control recipe (\"control\")");
      }
    }
    return new PileTemplate(
        n.required("profile"),
        n.required("vendor"),
        n.required("model"),
        meter,
        n.text("kind", "").equals("dc-evse"),
        confidence,
        transport.has("tcp")
            ? transport.node("tcp").integer("unit", 1)
            : transport.node("rtu").integer("unit", 1),
        connectors.text("by", "").equals("unit"),
        connectors.text("by", "").equals("address") ? connectors.integer("stride", 0) : 0,
        block.equals("exact") ? "EXACT" : "GAP:" + block.replaceAll("\\D", ""),
        n.node("limits").integer("maxRead", 60),
        capabilities(n.node("capabilities"), control, watchdog),
        control,
        watchdog,
        prerequisites(n),
        points);
  }

  private Capabilities capabilities(Node n, Control control, WatchdogSpec watchdog) {
    return new Capabilities(
        n.constant(Gate.class, "gate", Gate.NONE),
        n.constant(Authoriser.class, "authoriser", Authoriser.GATEWAY),
        n.constant(EnergyRegister.class, "energy", EnergyRegister.NONE),
        n.text("energyKind", "active").equals("apparent"),
        n.text("side", "AC").equals("DC"),
        control.limit().isEmpty()
            ? Set.of()
            : Set.of(control.power() ? LimitKind.POWER : LimitKind.CURRENT),
        watchdog.kind(),
        Duration.ofMillis(watchdog.timeoutMillis()),
        milli(n.number("failSafeCurrent", 0)),
        control.unlock().isPresent(),
        control.phases().isPresent(),
        milli(n.number("minimumCurrent", 6)),
        Math.max(1, milli(n.number("step", 1))),
        n.integer("minimumPower", 0),
        false);
  }

  private static int milli(double amps) {
    return (int) Math.round(amps * 1000);
  }

  private WatchdogSpec watchdog(Node n, List<TemplatePoint> points) {
    Watchdog kind = n.constant(Watchdog.class, "kind", Watchdog.NONE);
    String point = n.text("point", "");
    if (kind == Watchdog.WRITE && points.stream().noneMatch(p -> p.name().equals(point))) {
      fault("watchdog", "names the point \"" + point + "\", which does not exist");
    }
    return new WatchdogSpec(
        kind, point, n.text("value", ""), n.integer("every", 0), n.integer("timeout", 0));
  }

  private Control control(Node n, List<TemplatePoint> points) {
    Optional<String> limit = channel(n, "limit", points, true);
    Optional<String> enable = channel(n, "enable", points, true);
    Control.Pause pause = n.constant(Control.Pause.class, "pause", Control.Pause.LIMIT_0);
    if (pause == Control.Pause.ENABLE && enable.isEmpty()) {
      fault("control", "pause \"enable\" needs the point \"enable\"");
    }
    return new Control(
        limit,
        n.text("unit", "A").equals("W"),
        n.number("maximum", 0),
        pause,
        enable,
        n.text("on", "1"),
        n.text("off", "0"),
        channel(n, "unlock", points, true),
        n.text("unlockValue", "0"),
        channel(n, "phases", points, true),
        channel(n, "readBack", points, false),
        n.integer("settle", 1000));
  }

  private Optional<String> channel(
      Node n, String key, List<TemplatePoint> points, boolean written) {
    String name = n.text(key, "");
    if (name.isEmpty()) {
      return Optional.empty();
    }
    Optional<TemplatePoint> point = points.stream().filter(p -> p.name().equals(name)).findFirst();
    if (point.isEmpty()) {
      fault("control", key + " names the point \"" + name + "\", which does not exist");
    } else if (written && !point.get().writable()) {
      fault("control", key + " names the point \"" + name + "\", which cannot be written");
    }
    return point.map(TemplatePoint::channel);
  }

  private List<Prerequisite> prerequisites(Node n) {
    return n.nodes("prerequisites").stream()
        .map(p -> new Prerequisite(p.text("point", ""), p.text("expect", ""), p.required("advice")))
        .toList();
  }

  private List<TemplatePoint> points(Node n, int most) {
    List<TemplatePoint> result = new ArrayList<>();
    Set<String> channels = new HashSet<>();
    for (Node p : n.nodes("points")) {
      Node named = p.at("point " + p.text("name", "?"));
      TemplatePoint point = point(named);
      if (!channels.add(point.channel())) {
        fault("point " + point.name(), "a second point has the channel " + point.channel());
      }
      if (point.registers() > most) {
        fault(
            "point " + point.name(),
            point.registers() + " registers are more than maxRead " + most);
      }
      result.add(point);
    }
    if (result.isEmpty()) {
      fault("points", "there are none");
    }
    return result;
  }

  private TemplatePoint point(Node n) {
    n.only(POINT);
    String role = n.text("role", "");
    if (!role.isEmpty() && !Roles.known(role)) {
      fault(n.where(), "unknown role " + role);
    }
    String raw = n.required("type");
    String type = type(n, raw);
    Map<String, String> meanings = new LinkedHashMap<>(n.map("enum"));
    meanings.putAll(n.map("ocpp"));
    String access = n.text("access", "r");
    int address = n.integer("addr", -1);
    if (address < 0 || address > 65_535) {
      fault(n.where(), "addr must be 0 to 65535, is " + address);
    }
    return new TemplatePoint(
        n.required("name"),
        role,
        table(n),
        address,
        type,
        raw.startsWith("str") ? number(raw.substring(3)) : 0,
        n.text("order", "ABCD"),
        n.number("scale", 1),
        n.text("unit", ""),
        access.contains("r"),
        access.contains("w"),
        n.has("write") ? String.valueOf(n.integer("write", 0)) : "AUTO",
        meanings,
        n.text("with", ""),
        n.text("invalid", ""),
        n.text("text", "").equals("hex"),
        poll(n, role),
        n.text("group", "").equals("station"));
  }

  private static String poll(Node n, String role) {
    if (n.has("poll")) {
      return n.text("poll", "").toUpperCase(Locale.ROOT);
    }
    boolean slow =
        role.isEmpty()
            || role.startsWith("voltage.")
            || role.startsWith("temperature")
            || role.startsWith("failsafe.")
            || role.startsWith("id.")
            || role.equals("frequency");
    return slow ? "SLOW" : "FAST";
  }

  private String table(Node n) {
    return switch (n.text("table", "")) {
      case "hr" -> "HOLDING";
      case "ir" -> "INPUT";
      case "co" -> "COIL";
      case "di" -> "DISCRETE";
      default -> {
        fault(n.where(), "table must be hr, ir, co or di, not " + n.text("table", "missing"));
        yield "HOLDING";
      }
    };
  }

  private String type(Node n, String type) {
    if (type.matches("str\\d+")) {
      return n.text("text", "").equals("utf16")
          ? "STRING_UTF16"
          : n.text("text", "").equals("hex") ? "BYTES" : "STRING_ASCII";
    }
    return switch (type) {
      case "bool" -> "BOOLEAN";
      case "u8" -> "UINT8";
      case "s8" -> "INT8";
      case "u16" -> "UINT16";
      case "s16" -> "INT16";
      case "u32" -> "UINT32";
      case "s32" -> "INT32";
      case "u64" -> "UINT64";
      case "s64" -> "INT64";
      case "f32" -> "FLOAT32";
      case "f64" -> "FLOAT64";
      default -> {
        fault(n.where(), "unknown type " + type);
        yield "UINT16";
      }
    };
  }

  private static int number(String digits) {
    return Integer.parseInt(digits);
  }

  /** A JSON object with its place in the file. */
  private record Node(
      JsonObject object, String where, java.util.function.BiConsumer<String, String> sink) {
    Node at(String place) {
      return new Node(object, place, sink);
    }

    boolean has(String key) {
      return object.has(key);
    }

    void only(Set<String> keys) {
      for (String key : object.keySet()) {
        if (!keys.contains(key)) {
          sink.accept(where, "unknown key \"" + key + "\"; is it misspelt?");
        }
      }
    }

    Node node(String key) {
      JsonElement e = object.get(key);
      if (e != null && !e.isJsonObject()) {
        sink.accept(where, key + " must be an object");
      }
      return new Node(
          e != null && e.isJsonObject() ? e.getAsJsonObject() : new JsonObject(), key, sink);
    }

    List<Node> nodes(String key) {
      List<Node> result = new ArrayList<>();
      JsonElement e = object.get(key);
      if (e == null) {
        return result;
      }
      if (!e.isJsonArray()) {
        sink.accept(where, key + " must be a list");
        return result;
      }
      for (JsonElement item : e.getAsJsonArray()) {
        if (item.isJsonObject()) {
          result.add(new Node(item.getAsJsonObject(), key, sink));
        } else {
          sink.accept(key, "each entry must be an object");
        }
      }
      return result;
    }

    String required(String key) {
      String value = text(key, "");
      if (value.isEmpty()) {
        sink.accept(where, key + " is missing");
      }
      return value;
    }

    String text(String key, String otherwise) {
      JsonElement e = object.get(key);
      if (e == null) {
        return otherwise;
      }
      if (!e.isJsonPrimitive()) {
        sink.accept(where, key + " must be a text");
        return otherwise;
      }
      return e.getAsString();
    }

    double number(String key, double otherwise) {
      JsonElement e = object.get(key);
      if (e == null) {
        return otherwise;
      }
      try {
        return e.getAsDouble();
      } catch (RuntimeException notANumber) {
        sink.accept(where, key + " must be a number, not " + e);
        return otherwise;
      }
    }

    int integer(String key, int otherwise) {
      double value = number(key, otherwise);
      if (value != Math.rint(value)) {
        sink.accept(where, key + " must be a whole number, not " + value);
      }
      return (int) value;
    }

    boolean bool(String key, boolean otherwise) {
      return Boolean.parseBoolean(text(key, String.valueOf(otherwise)));
    }

    Map<String, String> map(String key) {
      Map<String, String> result = new LinkedHashMap<>();
      if (object.has(key) && object.get(key).isJsonObject()) {
        object
            .getAsJsonObject(key)
            .entrySet()
            .forEach(e -> result.put(e.getKey(), e.getValue().getAsString()));
      }
      return result;
    }

    <E extends Enum<E>> E constant(Class<E> type, String key, E otherwise) {
      String text = text(key, "").replace('-', '_');
      if (text.isEmpty()) {
        return otherwise;
      }
      for (E e : type.getEnumConstants()) {
        if (e.name().equalsIgnoreCase(text)) {
          return e;
        }
      }
      sink.accept(where, key + " must be one of " + List.of(type.getEnumConstants()));
      return otherwise;
    }
  }
}
