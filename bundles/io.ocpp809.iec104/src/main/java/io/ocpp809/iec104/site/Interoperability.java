package io.ocpp809.iec104.site;

import io.ocpp809.iec104.asdu.Cause;
import io.ocpp809.iec104.asdu.TypeId;
import io.ocpp809.iec104.asdu.TypeId.Direction;
import io.ocpp809.iec104.station.CommandKind;
import io.ocpp809.iec104.station.MonitorKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * The interoperability list (IEC 60870-5-104, clause 9), made from what the code does, as Markdown.
 * X: in standard direction; -: not used.
 */
public final class Interoperability {
  private static final Set<TypeId> SYSTEM =
      EnumSet.of(
          TypeId.C_IC_NA_1,
          TypeId.C_CI_NA_1,
          TypeId.C_RD_NA_1,
          TypeId.C_CS_NA_1,
          TypeId.C_RP_NA_1,
          TypeId.C_TS_TA_1);

  private Interoperability() {}

  /** Whether the station sends or takes a type. */
  static boolean uses(TypeId type) {
    boolean monitored =
        Arrays.stream(MonitorKind.values())
            .filter(k -> k != MonitorKind.STEP && k != MonitorKind.BITSTRING)
            .anyMatch(k -> k.untimed() == type || k.timed() == type);
    boolean commanded = Arrays.stream(CommandKind.values()).anyMatch(k -> k.takes(type));
    return monitored || commanded || type == TypeId.M_EI_NA_1 || SYSTEM.contains(type);
  }

  /** The list. */
  public static String text() {
    List<String> out = new ArrayList<>();
    out.add("# Interoperability list of the controlled station (IEC 60870-5-104, clause 9)");
    out.add("");
    out.add("X: used in standard direction. -: not used. Made from the code; a test compares it.");
    out.add("");
    out.add("## 9.1 to 9.4 System, network, physical layer");
    out.add("");
    out.add("| | |");
    out.add("|---|---|");
    out.add("| System function | X controlled station (slave) |");
    out.add(
        "| Transport | TCP, port 2404 by default; TLS 1.2 or 1.3 with client certificates (IEC 62351-3), 19998 as a rule |");
    out.add(
        "| Connections | 1 to 100; redundancy groups, one started connection a group, a buffer of events each |");
    out.add("");
    out.add("## 9.5 Application layer");
    out.add("");
    out.add("| | |");
    out.add("|---|---|");
    out.add(
        "| Common address of ASDU | two octets, 1 to 65534; 65535 for C_IC, C_CI, C_CS, C_RP |");
    out.add("| Information object address | three octets, structured or not |");
    out.add(
        "| Cause of transmission | two octets, with originator address (0 if not used), mirrored |");
    out.add("| Length of APDU | 253 at most |");
    out.add(
        "| Time tags | CP56Time2a, UTC by default; SU in summer time of other zones; IV while the clock is not trusted |");
    out.add("");
    out.add("### Selection of standard ASDUs");
    out.add("");
    for (Direction d : Direction.values()) {
      types(d, out);
    }
    causes(out);
    out.add("## 9.6 Basic application functions");
    out.add("");
    out.add("| function | |");
    out.add("|---|---|");
    for (String line : FUNCTIONS) {
      out.add("| " + line + " |");
    }
    out.add("");
    out.add("### Parameters of a connection");
    out.add("");
    out.add("| parameter | default | range |");
    out.add("|---|---|---|");
    out.add("| t0 | - | the controlling station connects |");
    out.add("| t1 | 15 s | 1 to 255 s |");
    out.add("| t2 | 10 s | less than t1 |");
    out.add("| t3 | 20 s | more than t1, to 48 h |");
    out.add("| k | 12 | 1 to 32767 |");
    out.add("| w | 8 | at most two thirds of k |");
    return String.join("\n", out) + "\n";
  }

  private static final List<String> FUNCTIONS =
      List.of(
          "Station initialisation, remote (M_EI_NA_1 after a restart) | X",
          "Cyclic data transmission | X, by point",
          "Read procedure | X",
          "Spontaneous transmission | X, with time tag",
          "Double transmission | -",
          "Background scan | X, 300 s by default",
          "Station interrogation, global | X",
          "Station interrogation, groups 1 to 16 | X, by point",
          "Clock synchronisation | X, confirmed; the gateway's clock is not set",
          "Direct command and set-point transmission | X, by point",
          "Select and execute | X, by point; selection lives 10 s by default",
          "C_SE ACTTERM | X, by group: none, positive, by effect",
          "Short, long pulse, persistent output (QU) | fixed by point, 0 always",
          "Supervision of the delay of commands with time tag | X, 60 s by default",
          "Transmission of integrated totals | mode D: freeze by the controlling station, then request; general and groups 1 to 4",
          "Counter read, freeze, freeze with reset, reset | X; the meter itself is never reset",
          "Parameter loading and activation | -",
          "Test procedure | X (C_TS_TA_1)",
          "File transfer | -",
          "Reset process | refused; QRP 2 clears buffered events",
          "Acquisition of transmission delay | -");

  private static void types(Direction direction, List<String> out) {
    out.add(
        "| type | mnemonic | meaning ("
            + direction.name().toLowerCase(java.util.Locale.ROOT)
            + ") | |");
    out.add("|---|---|---|---|");
    for (TypeId t : TypeId.values()) {
      if (t.direction() == direction) {
        out.add(
            "| "
                + t.code()
                + " | "
                + t
                + " | "
                + t.meaning()
                + " | "
                + (uses(t) ? "X" : "-")
                + " |");
      }
    }
    out.add("");
  }

  private static void causes(List<String> out) {
    TreeMap<Integer, String> rows = new TreeMap<>();
    for (Cause c : Cause.values()) {
      boolean groups = c.name().matches("INTERROGATED_\\d+|COUNTERS_\\d");
      if (!groups) {
        boolean used =
            c != Cause.FILE
                && c != Cause.AUTHENTICATION
                && c != Cause.SESSION_KEY
                && c != Cause.USER_ROLE;
        rows.put(
            c.code(), "| " + c.code() + " | " + c.mnemonic() + " | " + (used ? "X" : "-") + " |");
      }
    }
    rows.put(21, "| 21 to 36 | inro1 to inro16 | X |");
    rows.put(38, "| 38 to 41 | reqco1 to reqco4 | X |");
    out.add("### Causes of transmission");
    out.add("");
    out.add("| cause | mnemonic | |");
    out.add("|---|---|---|");
    out.addAll(rows.values());
    out.add("");
  }
}
