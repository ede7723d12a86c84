package io.ocpp809.modbus.survey;

import io.ocpp809.modbus.Table;
import io.ocpp809.serial.SerialSettings.Parity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The order of a scan: what is likely first.
 *
 * <ol>
 *   <li>Hints (the driver's form, products as delivered), one for each way and unit.
 *   <li>On a serial line the four common settings, the lower units first. Each question has half a
 *       second to itself: a slave without timers of its own, such as one on libmodbus, takes what
 *       follows a question to somebody else within 500 ms for the answer to that, and does not see
 *       that it is asked.
 *   <li>The other settings, with less patience.
 *   <li>If asked for, all once more with function 4 and patience.
 * </ol>
 */
final class ScanPlan {
  private static final int ALONE_MILLIS = 520;
  private static final int PATIENCE = 3;
  private static final int COMMON = 4;
  private static final List<Integer> BAUDS = List.of(9600, 19200, 38400, 57600, 115200, 4800);

  private ScanPlan() {}

  /**
   * The settings of a serial line worth trying: 9600 and 19200 baud with 8N1 and 8E1 first, then
   * six bauds with 8N1, 8E1, 8N2 and 8O1; 24 in all. With {@code all} also 2400 and 1200 baud.
   */
  static List<Way> serial(boolean all) {
    Set<LineFormat> formats = new LinkedHashSet<>();
    for (int baud : List.of(9600, 19200)) {
      formats.add(new LineFormat(baud, Parity.NONE, 1));
      formats.add(new LineFormat(baud, Parity.EVEN, 1));
    }
    List<Integer> bauds = new ArrayList<>(BAUDS);
    if (all) {
      bauds.addAll(List.of(2400, 1200));
    }
    for (int baud : bauds) {
      formats.add(new LineFormat(baud, Parity.NONE, 1));
      formats.add(new LineFormat(baud, Parity.EVEN, 1));
      formats.add(new LineFormat(baud, Parity.NONE, 2));
      formats.add(new LineFormat(baud, Parity.ODD, 1));
    }
    return formats.stream().map(Way::serial).toList();
  }

  static List<Probe> of(ScanScope scope) {
    Set<Probe> probes = new LinkedHashSet<>();
    Set<List<Object>> hinted = new HashSet<>();
    for (ScanScope.Hint h : scope.hints()) {
      if (hinted.add(List.of(h.way(), h.unit()))) {
        Table table = h.table().orElse(Table.HOLDING);
        int wait = patience(scope, h.way());
        probes.add(new Probe(h.way(), h.unit(), table, h.address(), wait));
      }
    }
    List<Way> serial = scope.ways().stream().filter(w -> w.format().isPresent()).toList();
    List<Way> common = serial.subList(0, Math.min(COMMON, serial.size()));
    for (int unit = scope.firstUnit(); unit <= scope.lastUnit(); unit++) {
      for (Way way : common) {
        probes.add(patient(scope, way, unit));
      }
    }
    for (Way way : scope.ways()) {
      for (int unit = scope.firstUnit(); unit <= scope.lastUnit(); unit++) {
        if (!common.contains(way)) {
          probes.add(new Probe(way, unit, Table.HOLDING, scope.register(), scope.waitMillis()));
        }
      }
    }
    if (scope.patient()) {
      for (Way way : scope.ways()) {
        for (int unit = scope.firstUnit(); unit <= scope.lastUnit(); unit++) {
          int wait = PATIENCE * patience(scope, way) / 2;
          probes.add(new Probe(way, unit, Table.INPUT, scope.register(), wait));
        }
      }
    }
    return List.copyOf(probes);
  }

  private static int patience(ScanScope scope, Way way) {
    int least = way.format().isPresent() ? ALONE_MILLIS : 0;
    return Math.max(least, scope.waitMillis());
  }

  /** A question that has the line to itself for long enough. */
  static Probe patient(ScanScope scope, Way way, int unit) {
    return new Probe(way, unit, Table.HOLDING, scope.register(), patience(scope, way));
  }
}
