package io.ocpp809.template;

import io.ocpp809.station.pile.Capabilities;
import io.ocpp809.station.pile.Capabilities.Authoriser;
import io.ocpp809.station.pile.Capabilities.EnergyRegister;
import io.ocpp809.station.pile.Capabilities.Gate;
import io.ocpp809.station.pile.Capabilities.LimitKind;
import io.ocpp809.station.pile.Capabilities.Watchdog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads a template's JSON text; finds all faults in one go. */
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
          "addresses",
          "transport",
          "limits",
          "connectors",
          "capabilities",
          "watchdog",
          "control",
          "prerequisites",
          "points",
          "never");

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
    TemplateNode root = TemplateNode.parse(text, reader::fault);
    reader.stopIfFaulty();
    PileTemplate result = reader.template(root);
    TemplateChecks.check(result, root, reader::fault);
    reader.stopIfFaulty();
    return result;
  }

  private void stopIfFaulty() throws TemplateException {
    if (!faults.isEmpty()) {
      throw new TemplateException(faults);
    }
  }

  private void fault(String where, String what) {
    String text = file + (where.isEmpty() ? "" : ", " + where) + ": " + what;
    if (!faults.contains(text)) {
      faults.add(text);
    }
  }

  private PileTemplate template(TemplateNode n) {
    head(n);
    n.required("confidence");
    n.required("kind");
    String kind = n.word("kind", "ac-evse", "ac-evse", "dc-evse", "meter");
    boolean foreign = n.word("addresses", "", "none").equals("none");
    TemplateNode connectors =
        n.node("connectors")
            .only(Set.of("by", "stride", "base", "first", "count", "countPoint", "max"));
    int offset = offset(connectors);
    List<TemplatePoint> points = points(n, foreign, offset);
    TemplateNode limits =
        n.node("limits")
            .only(
                Set.of(
                    "block",
                    "maxRead",
                    "prohibited",
                    "readFc",
                    "writeFc",
                    "minRequestGapMs",
                    "connections"));
    String by = connectors.word("by", "", "unit", "address");
    WatchdogSpec watchdog = watchdog(n.node("watchdog"));
    Control control = n.has("control") ? control(n.node("control"), points) : Control.NONE;
    return new PileTemplate(
        n.text("profile", ""),
        n.required("vendor"),
        n.required("model"),
        kind.equals("meter"),
        kind.equals("dc-evse"),
        n.word("confidence", "C", "A", "B", "C"),
        foreign,
        transport(n.node("transport"), limits),
        by.equals("unit"),
        by.equals("address") ? connectors.integer("stride", 0, 1, 10_000) : 0,
        block(limits),
        limits.integer("maxRead", 60, 1, 125),
        NeverReader.notRead(limits, offset),
        capabilities(n.node("capabilities"), control, watchdog, points),
        control,
        watchdog,
        prerequisites(n),
        points,
        NeverReader.read(n, offset),
        n.digest(Set.of("sources", "notes")));
  }

  private void head(TemplateNode n) {
    n.only(HEAD);
    n.texts("sources");
    n.texts("notes");
    if (n.integer("format", 0) != 1) {
      fault("format", "must be 1");
    }
    if (!n.required("profile").matches("[a-z0-9.-]+")) {
      fault("profile", "must consist of small letters, digits, dots and hyphens");
    }
  }

  private static List<TemplatePoint> points(TemplateNode n, boolean foreign, int offset) {
    Set<Integer> writeFc = n.node("limits").integers("writeFc", Set.of(5, 6, 15, 16));
    return n.nodes("points").stream()
        .map(p -> p.at("point " + p.text("name", "?")))
        .map(p -> PointReader.read(p, foreign, writeFc))
        .map(p -> p.station() ? p : p.moved(offset))
        .toList();
  }

  /**
   * By how much the points of all outlets lie higher than they are written, so that outlet n is
   * found n strides above.
   */
  static int offset(TemplateNode connectors) {
    return connectors.text("by", "").equals("address")
        ? connectors.integer("base", 0, 0, 65_535)
            + (connectors.integer("first", 1, 0, 100) - 1) * connectors.integer("stride", 0)
        : 0;
  }

  private static String block(TemplateNode limits) {
    String block = limits.text("block", "gap0");
    if (!block.matches("exact|gap\\d{1,3}")) {
      limits.fault("block must be exact or gap with a number such as gap4, not " + block);
    }
    return block.equals("exact") ? "EXACT" : "GAP:" + block.replaceAll("\\D", "");
  }

  private static TransportDefaults transport(TemplateNode n, TemplateNode limits) {
    n.only(Set.of("tcp", "rtu"));
    TemplateNode tcp = n.node("tcp").only(Set.of("port", "unit"));
    TemplateNode rtu = n.node("rtu").only(Set.of("baud", "parity", "data", "stop", "unit"));
    int rtuUnit = rtu.integer("unit", 1, 1, 247);
    int tcpUnit = tcp.integer("unit", 1, 0, 255);
    rtu.integer("data", 8, 8, 8);
    return new TransportDefaults(
        n.has("tcp"),
        n.has("rtu"),
        n.has("tcp") ? tcpUnit : rtuUnit,
        tcp.integer("port", 502, 1, 65_535),
        rtu.integer("baud", 9600, 300, 921_600),
        switch (rtu.word("parity", "N", "N", "E", "O")) {
          case "E" -> "EVEN";
          case "O" -> "ODD";
          default -> "NONE";
        },
        rtu.integer("stop", 1, 1, 2),
        limits.integer("minRequestGapMs", 0, 0, 2_000),
        limits.integer("connections", 0, 0, 100));
  }

  private static Capabilities capabilities(
      TemplateNode n, Control control, WatchdogSpec watchdog, List<TemplatePoint> points) {
    n.only(
        Set.of(
            "gate",
            "authoriser",
            "energy",
            "energyKind",
            "side",
            "minimumCurrent",
            "step",
            "failSafeCurrent",
            "minimumPower"));
    double pointStep =
        points.stream()
            .filter(p -> control.limit().filter(p.channel()::equals).isPresent())
            .mapToDouble(p -> p.range().step())
            .findFirst()
            .orElse(0);
    return new Capabilities(
        n.constant(Gate.class, "gate", Gate.NONE),
        n.constant(Authoriser.class, "authoriser", Authoriser.GATEWAY),
        n.constant(EnergyRegister.class, "energy", EnergyRegister.NONE),
        n.word("energyKind", "active", "active", "apparent").equals("apparent"),
        n.word("side", "AC", "AC", "DC").equals("DC"),
        control.limit().isEmpty()
            ? Set.of()
            : Set.of(control.power() ? LimitKind.POWER : LimitKind.CURRENT),
        watchdog.kind(),
        Duration.ofMillis(watchdog.timeoutMillis()),
        milli(n.number("failSafeCurrent", 0)),
        control.unlock().isPresent(),
        control.phases().isPresent(),
        milli(n.number("minimumCurrent", 6)),
        Math.max(1, milli(n.number("step", pointStep > 0 ? pointStep : 1))),
        n.integer("minimumPower", 0, 0, 1_000_000),
        false);
  }

  private static int milli(double amps) {
    return (int) Math.round(amps * 1000);
  }

  private static WatchdogSpec watchdog(TemplateNode n) {
    n.only(Set.of("kind", "point", "value", "every", "timeout"));
    return new WatchdogSpec(
        n.constant(Watchdog.class, "kind", Watchdog.NONE),
        n.text("point", ""),
        n.text("value", ""),
        n.integer("every", 0, 100, 3_600_000),
        n.integer("timeout", 0, 500, 86_400_000));
  }

  private static Control control(TemplateNode n, List<TemplatePoint> points) {
    n.only(
        Set.of(
            "limit",
            "limitL2",
            "limitL3",
            "unit",
            "maximum",
            "pause",
            "enable",
            "on",
            "off",
            "unlock",
            "unlockValue",
            "phases",
            "readBack",
            "settle",
            "deadBand",
            "dwell"));
    Optional<TemplatePoint> limit = point(n, "limit", points, true);
    return new Control(
        limit.map(TemplatePoint::channel),
        Stream.of("limitL2", "limitL3")
            .flatMap(key -> channel(n, key, points, true).stream())
            .toList(),
        n.word("unit", "A", "A", "W").equals("W"),
        n.number("maximum", limit.map(p -> p.range().most()).orElse(0d)),
        n.constant(
            Control.Pause.class,
            "pause",
            limit.isPresent() ? Control.Pause.LIMIT_0 : Control.Pause.NONE),
        channel(n, "enable", points, true),
        n.text("on", "1"),
        n.text("off", "0"),
        channel(n, "unlock", points, true),
        n.text("unlockValue", "0"),
        channel(n, "phases", points, true),
        channel(n, "readBack", points, false),
        n.integer("settle", 1000, 0, 60_000),
        Math.max(0, n.number("deadBand", 0)),
        n.integer("dwell", 0, 0, 3_600_000));
  }

  private static Optional<String> channel(
      TemplateNode n, String key, List<TemplatePoint> points, boolean written) {
    return point(n, key, points, written).map(TemplatePoint::channel);
  }

  private static Optional<TemplatePoint> point(
      TemplateNode n, String key, List<TemplatePoint> points, boolean written) {
    String name = n.text(key, "");
    if (name.isEmpty()) {
      return Optional.empty();
    }
    Optional<TemplatePoint> point = points.stream().filter(p -> p.name().equals(name)).findFirst();
    if (point.isEmpty()) {
      n.fault(key + " names the point \"" + name + "\", which does not exist");
    } else if (written && !point.get().writable()) {
      n.fault(key + " names the point \"" + name + "\", which cannot be written");
    } else if (!written && !point.get().readable()) {
      n.fault(key + " names the point \"" + name + "\", which cannot be read");
    }
    return point;
  }

  private static List<Prerequisite> prerequisites(TemplateNode n) {
    return n.nodes("prerequisites").stream()
        .map(p -> p.only(Set.of("point", "expect", "advice")))
        .map(p -> new Prerequisite(p.text("point", ""), p.text("expect", ""), p.required("advice")))
        .toList();
  }
}
