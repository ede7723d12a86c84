package io.ocpp809.template;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads one point of a template and checks what can be checked of it alone. */
final class PointReader {
  private static final Set<String> KEYS =
      Set.of(
          "name", "role", "table", "addr", "type", "order", "scale", "unit", "access", "write",
          "enum", "ocpp", "with", "bit", "mask", "shift", "invalid", "text", "poll", "group",
          "note", "bits", "min", "max", "off", "step", "wear", "budget");
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("bool", "BOOLEAN"),
          Map.entry("u8", "UINT8"),
          Map.entry("s8", "INT8"),
          Map.entry("u16", "UINT16"),
          Map.entry("s16", "INT16"),
          Map.entry("u32", "UINT32"),
          Map.entry("s32", "INT32"),
          Map.entry("u64", "UINT64"),
          Map.entry("s64", "INT64"),
          Map.entry("f32", "FLOAT32"),
          Map.entry("f64", "FLOAT64"));
  private static final Map<String, Set<String>> WORDS =
      Map.of(
          "evse.state",
              Set.of(
                  "A1",
                  "A2",
                  "B1",
                  "B2",
                  "C1",
                  "C2",
                  "D1",
                  "D2",
                  "E",
                  "F",
                  "starting",
                  "reserved",
                  "unavailable",
                  "error",
                  "stopped"),
          "ocpp.status", statuses(),
          "ocpp.status.station", statuses(),
          "cable.state", Set.of("none", "station", "station-locked", "ev", "ev-locked"),
          "evse.health", Set.of("running", "starting", "error", "disabled", "offline", "updating"),
          "availability", Set.of("operative", "inoperative"),
          "charge.enable", Set.of("on", "off"),
          "phases.set", Set.of("1", "3"));

  /** Writes a day where a template names none. */
  private static final int BUDGET = 50;

  private PointReader() {}

  private static Set<String> statuses() {
    return Set.of(
        "Available",
        "Occupied",
        "Preparing",
        "Charging",
        "SuspendedEV",
        "SuspendedEVSE",
        "Finishing",
        "Reserved",
        "Unavailable",
        "Faulted");
  }

  /**
   * Reads a point.
   *
   * @param foreign whether the template has no addresses
   * @param writeFc functions by which the device is written; empty for any
   */
  static TemplatePoint read(TemplateNode n, boolean foreign, Set<Integer> writeFc) {
    n.only(KEYS);
    String role = role(n);
    String access = n.word("access", "r", "r", "w", "rw");
    String raw = foreign ? n.text("type", "u16") : n.required("type");
    String type = type(n, raw);
    String table = foreign ? "HOLDING" : table(n, type, access);
    hidden(n, access);
    double scale = n.number("scale", 1);
    if (scale == 0) {
      n.fault("scale must not be 0");
    }
    return new TemplatePoint(
        n.required("name"),
        role,
        table,
        foreign ? 0 : address(n),
        type,
        length(raw),
        n.word("order", "ABCD", "ABCD", "DCBA", "BADC", "CDAB"),
        scale,
        n.text("unit", ""),
        access.contains("r"),
        access.contains("w"),
        write(n, access, table, writeFc),
        meanings(n, role),
        with(n),
        new TemplatePoint.Bits(
            n.integer("bit", -1, 0, 15), hex(n, "mask"), n.integer("shift", 0, 0, 63)),
        new TemplatePoint.Range(
            n.number("min", 0), n.number("max", 0), n.number("step", 0), n.has("off")),
        hex(n, "invalid"),
        n.word("text", "", "hex", "utf16").equals("hex"),
        poll(n, role),
        n.word("group", "", "station").equals("station"),
        wear(n, access));
  }

  private static String role(TemplateNode n) {
    String text = n.text("role", "");
    Optional<Role> role = Role.of(text);
    boolean written = n.text("access", "r").contains("w");
    if (written && (Role.forbidden(text) || Role.forbidden(n.text("name", "")))) {
      n.fault(
          "faults, protection levels, voltage demand, manual modes, contactors and power modules"
              + " are never written; remove the point");
    } else if (!text.isEmpty() && role.isEmpty()) {
      n.fault("unknown role " + text + nearest(text));
    } else if (written && role.isEmpty()) {
      n.fault("a point that is written needs a role; there are no raw writes");
    } else if (written && role.get().access() == Role.Access.READ) {
      n.fault("role " + text + " is only read; access must be r");
    }
    return text;
  }

  /** A harmless name does not hide what single bits and values of a register do. */
  private static void hidden(TemplateNode n, String access) {
    if (!access.contains("w")) {
      return;
    }
    int bit = n.integer("bit", -1);
    String mask = n.text("mask", "");
    long written =
        bit >= 0
            ? 1L << bit
            : mask.matches("[0-9A-Fa-f]{1,16}") ? Long.parseUnsignedLong(mask, 16) : -1;
    n.map("bits")
        .forEach(
            (number, text) -> {
              boolean its =
                  !number.matches("\\d{1,2}") || (written >> Integer.parseInt(number) & 1) == 1;
              if (its && Role.forbidden(text)) {
                n.fault(
                    "bit "
                        + number
                        + ", \""
                        + text
                        + "\", would be written, too; name the bit that is meant by bit or mask, and put"
                        + " this one into never");
              }
            });
    meanings(n, "")
        .forEach(
            (raw, text) -> {
              if (Role.forbidden(text)) {
                n.fault("raw value " + raw + " means \"" + text + "\", which is never written");
              }
            });
  }

  private static String nearest(String text) {
    String start = text.replaceFirst("[._-].*", ".");
    String like =
        Arrays.stream(Role.values())
            .map(Role::text)
            .filter(t -> t.startsWith(start))
            .collect(Collectors.joining(", "));
    return like.isEmpty() ? "" : "; there are " + like;
  }

  private static String type(TemplateNode n, String type) {
    if (type.matches("str\\d{1,3}")) {
      return switch (n.text("text", "")) {
        case "utf16" -> "STRING_UTF16";
        case "hex" -> "BYTES";
        default -> "STRING_ASCII";
      };
    }
    if (type.matches("bcd[1-4]")) {
      return "BCD";
    }
    if (!TYPES.containsKey(type) && n.has("type")) {
      n.fault("unknown type " + type);
    }
    return TYPES.getOrDefault(type, "UINT16");
  }

  private static int length(String type) {
    return type.matches("(str|bcd)\\d{1,3}") ? Integer.parseInt(type.substring(3)) : 0;
  }

  private static String table(TemplateNode n, String type, String access) {
    String table = n.text("table", "missing");
    boolean bit = table.equals("co") || table.equals("di");
    if (bit && !type.equals("BOOLEAN")) {
      n.fault("a bit of table " + table + " has type bool, not " + n.text("type", ""));
    }
    if (access.contains("w") && (table.equals("ir") || table.equals("di"))) {
      n.fault("table " + table + " cannot be written");
    }
    return switch (table) {
      case "hr" -> "HOLDING";
      case "ir" -> "INPUT";
      case "co" -> "COIL";
      case "di" -> "DISCRETE";
      default -> {
        n.fault("table must be hr, ir, co or di, not " + table);
        yield "HOLDING";
      }
    };
  }

  private static int address(TemplateNode n) {
    if (!n.has("addr")) {
      n.fault("addr is missing");
    }
    return n.integer("addr", 0, 0, 65_535);
  }

  private static String write(TemplateNode n, String access, String table, Set<Integer> writeFc) {
    if (!n.has("write")) {
      int one = table.equals("COIL") ? 5 : 6;
      int several = one + 10;
      boolean only = !writeFc.contains(one) && writeFc.contains(several);
      return only && access.contains("w") ? String.valueOf(several) : "AUTO";
    }
    int function = n.integer("write", 0);
    boolean coil = function == 5 || function == 15;
    if (!access.contains("w")) {
      n.fault("write is given, but access is " + access);
    } else if (!Set.of(5, 6, 15, 16).contains(function) || coil != table.equals("COIL")) {
      n.fault("write must be 6 or 16 for registers, 5 or 15 for coils, is " + function);
    }
    return String.valueOf(function);
  }

  private static Map<String, String> meanings(TemplateNode n, String role) {
    Map<String, String> result = new LinkedHashMap<>(n.map("enum"));
    result.putAll(n.map("ocpp"));
    Set<String> words = WORDS.get(role);
    result.forEach(
        (raw, meaning) -> {
          if (words != null && !words.contains(meaning)) {
            n.fault(
                "raw value "
                    + raw
                    + " means \""
                    + meaning
                    + "\", which role "
                    + role
                    + " does not know; it knows "
                    + words.stream().sorted().collect(Collectors.joining(", ")));
          }
        });
    return result;
  }

  private static String with(TemplateNode n) {
    String with = n.text("with", "");
    if (!with.isEmpty() && !Roles.known(with)) {
      n.fault("with names the role " + with + ", which does not exist");
    }
    return with;
  }

  private static String hex(TemplateNode n, String key) {
    String text = n.text(key, "");
    List<String> bad =
        Stream.of(text.split(",")).filter(t -> !t.matches("[0-9A-Fa-f]{0,16}")).toList();
    if (!bad.isEmpty()) {
      n.fault(key + " has " + bad.get(0) + ", which is not hexadecimal");
    }
    return text;
  }

  /** Writes a day that a register in flash memory may take; 0 for any. */
  private static int wear(TemplateNode n, String access) {
    boolean flash = n.word("wear", "", "flash").equals("flash");
    if (!flash && n.has("budget")) {
      n.fault("budget is given, but wear is not \"flash\"");
    }
    if (flash && !access.contains("w")) {
      n.fault("wear is given, but access is " + access);
    }
    return flash ? n.integer("budget", BUDGET, 1, 10_000) : 0;
  }

  private static String poll(TemplateNode n, String role) {
    if (n.has("poll")) {
      return n.word("poll", "slow", "fast", "slow", "once").toUpperCase(Locale.ROOT);
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
}
