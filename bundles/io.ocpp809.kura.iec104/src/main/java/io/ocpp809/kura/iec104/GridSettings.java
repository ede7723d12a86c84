package io.ocpp809.kura.iec104;

import io.ocpp809.iec104.apci.ApciParameters;
import io.ocpp809.iec104.link.AddressRange;
import io.ocpp809.iec104.link.ServerOptions;
import io.ocpp809.iec104.site.GridOptions;
import io.ocpp809.iec104.site.GroupPolicy;
import io.ocpp809.iec104.site.PointList;
import io.ocpp809.iec104.site.PointPlan;
import io.ocpp809.iec104.station.GroupSettings;
import io.ocpp809.iec104.station.GroupSettings.Termination;
import io.ocpp809.iec104.station.StationSettings;
import io.ocpp809.iec104.station.StationSettings.ClockPolicy;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a controlled station's form says, made once from its attributes.
 *
 * @param server where it listens and to whom; empty to listen nowhere
 * @param station how it behaves
 * @param groups its groups
 * @param grid how set-points are taken
 * @param plan its points
 * @param remote whether commands are taken: not before it is chosen what holds when nobody is heard
 * @param secured whether TLS is asked for
 */
record GridSettings(
    Optional<ServerOptions> server,
    StationSettings station,
    List<GroupSettings> groups,
    GridOptions grid,
    PointPlan plan,
    boolean remote,
    boolean secured) {

  private enum FailSafe {
    CHOOSE,
    HOLD,
    LIMIT
  }

  /**
   * Reads the attributes.
   *
   * @return nothing if there is neither an address nor a group: the form is not filled in
   * @throws IllegalArgumentException naming the attribute that is wrong
   */
  static Optional<GridSettings> of(Map<String, Object> properties) {
    Props p = new Props(properties);
    boolean listens = !p.text("bind", "").isEmpty();
    if (!listens && p.text("groups", "").isEmpty()) {
      return Optional.empty();
    }
    Map<String, List<AddressRange>> clients = new LinkedHashMap<>();
    Set<String> holding = new LinkedHashSet<>();
    List<GroupSettings> groups = groups(p, clients, holding);
    FailSafe failSafe = p.constant(FailSafe.class, "failsafe", FailSafe.CHOOSE);
    boolean secured =
        !p.text("KeystoreService.target", GridConfig.NOTHING).equals(GridConfig.NOTHING);
    return Optional.of(
        new GridSettings(
            listens
                ? Optional.of(
                    new ServerOptions(
                        bind(p), p.integer("port", 2404), p.integer("connections", 8), clients))
                : Optional.empty(),
            station(p),
            groups,
            grid(p, groups, failSafe, holding),
            plan(p),
            p.flag("remote.control", true) && failSafe != FailSafe.CHOOSE,
            secured));
  }

  private static InetAddress bind(Props p) {
    String text = p.text("bind", "");
    AddressRange only = named("bind", () -> AddressRange.of(text));
    if (text.contains("/")) {
      throw new IllegalArgumentException("bind: one address, not a network");
    }
    try {
      return InetAddress.getByAddress(only.network().getAddress());
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("bind: " + e.getMessage(), e);
    }
  }

  private interface Reading<T> {
    T read();
  }

  /** Names the attribute of a fault that does not. */
  private static <T> T named(String attribute, Reading<T> reading) {
    try {
      return reading.read();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(attribute + ": " + e.getMessage(), e);
    }
  }

  private static StationSettings station(Props p) {
    return new StationSettings(
        p.integer("common.address", 1),
        zone(p.text("time.zone", "UTC")),
        p.constant(ClockPolicy.class, "clock", ClockPolicy.CONFIRM),
        p.integer("select.life", 10) * 1_000L,
        p.integer("command.age", 60) * 1_000L,
        p.integer("background", 300) * 1_000L,
        p.integer("chatter", 10));
  }

  private static ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "time.zone: " + text + " is none; write UTC, or such as Europe/Berlin", e);
    }
  }

  private static GridOptions grid(
      Props p, List<GroupSettings> groups, FailSafe failSafe, Set<String> holding) {
    OptionalInt watts =
        failSafe == FailSafe.LIMIT
            ? OptionalInt.of((int) Math.round(p.real("failsafe.limit", 0) * 1000))
            : OptionalInt.empty();
    long delay = p.integer("failsafe.delay", 60) * 1_000L;
    return new GridOptions(
        (int) Math.round(p.real("installed.power", 100) * 1000),
        p.real("ramp", 10) / 100,
        p.flag("floor", false),
        p.integer("effect.timeout", 20) * 1_000L,
        groups.stream()
            .filter(GroupSettings::commands)
            .map(
                g ->
                    new GroupPolicy(
                        g.name(), delay, holding.contains(g.name()) ? OptionalInt.empty() : watts))
            .toList());
  }

  private static List<GroupSettings> groups(
      Props p, Map<String, List<AddressRange>> clients, Set<String> holding) {
    ApciParameters parameters =
        new ApciParameters(
            p.integer("k", 12),
            p.integer("w", 8),
            p.integer("t1", 15) * 1_000L,
            p.integer("t2", 10) * 1_000L,
            p.integer("t3", 20) * 1_000L);
    Termination termination = p.constant(Termination.class, "termination", Termination.NONE);
    List<GroupSettings> result = new ArrayList<>();
    int number = 0;
    for (String line : p.text("groups", "").lines().toList()) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      String where = "groups, line " + number;
      String[] parts = line.split(";", -1);
      String name = parts[0].strip();
      if (parts.length < 3 || name.isEmpty()) {
        throw new IllegalArgumentException(
            where + ": name;rights;addresses;originators, not " + line.strip());
      }
      boolean commands = rights(where, parts[1].strip());
      if (clients.containsKey(name)) {
        throw new IllegalArgumentException(where + ": there is a group " + name + " already");
      }
      List<AddressRange> ranges =
          Arrays.stream(parts[2].strip().split("[ ,]+"))
              .map(a -> named(where, () -> AddressRange.of(a)))
              .toList();
      clients.put(name, ranges);
      if (holds(where, parts.length > 4 ? parts[4].strip() : "")) {
        holding.add(name);
      }
      result.add(
          new GroupSettings(
              name,
              commands,
              originators(where, parts.length > 3 ? parts[3].strip() : ""),
              parameters,
              p.integer("events", 20_000),
              termination));
    }
    if (result.isEmpty()) {
      throw new IllegalArgumentException(
          "groups: nobody may connect; write a line such as centre;commands;192.0.2.7");
    }
    return result;
  }

  private static boolean rights(String where, String text) {
    if (!text.equals("commands") && !text.equals("watches")) {
      throw new IllegalArgumentException(
          where + ": rights are commands or watches, not \"" + text + "\"");
    }
    return text.equals("commands");
  }

  private static boolean holds(String where, String text) {
    if (!text.isEmpty() && !text.equals("hold")) {
      throw new IllegalArgumentException(
          where + ": the fifth part is hold or nothing, not \"" + text + "\"");
    }
    return !text.isEmpty();
  }

  private static Set<Integer> originators(String where, String text) {
    Set<Integer> result = new LinkedHashSet<>();
    for (String part : text.split("[ ,]+")) {
      if (part.isEmpty()) {
        continue;
      }
      if (!part.matches("\\d{1,3}") || Integer.parseInt(part) > 255) {
        throw new IllegalArgumentException(
            where + ": originators are 0 to 255, not \"" + part + "\"");
      }
      result.add(Integer.parseInt(part));
    }
    return result;
  }

  private static PointPlan plan(Props p) {
    String list = p.text("point.list", "");
    if (!list.isEmpty()) {
      return named("point.list", () -> PointList.read(list));
    }
    return PointPlan.standard(numbers(p.text("evses", "")));
  }

  private static Set<Integer> numbers(String text) {
    Set<Integer> result = new TreeSet<>();
    for (String part : text.split("[ ,;]+")) {
      if (part.isEmpty()) {
        continue;
      }
      if (!part.matches("\\d{1,3}(-\\d{1,3})?")) {
        throw new IllegalArgumentException(
            "evses: numbers and ranges such as 1-4 7, not \"" + part + "\"");
      }
      String[] ends = part.split("-");
      int from = Integer.parseInt(ends[0]);
      int to = Integer.parseInt(ends[ends.length - 1]);
      if (from < 1 || to < from) {
        throw new IllegalArgumentException("evses: 1 to 999, rising, not \"" + part + "\"");
      }
      for (int n = from; n <= to; n++) {
        result.add(n);
      }
    }
    return result;
  }
}
