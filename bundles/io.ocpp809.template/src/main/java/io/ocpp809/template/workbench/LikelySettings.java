package io.ocpp809.template.workbench;

import io.ocpp809.modbus.Table;
import io.ocpp809.modbus.survey.LineFormat;
import io.ocpp809.modbus.survey.ScanScope.Hint;
import io.ocpp809.modbus.survey.Way;
import io.ocpp809.template.PileTemplate;
import io.ocpp809.template.TemplatePoint;
import io.ocpp809.template.TransportDefaults;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Where a scan looks first: the settings of products as they are delivered. */
public final class LikelySettings {
  private LikelySettings() {}

  /**
   * Settings on a serial line.
   *
   * @param templates products; those without RTU are passed over
   */
  public static List<Hint> serial(Collection<PileTemplate> templates) {
    List<Hint> result = new ArrayList<>();
    for (PileTemplate t : templates) {
      if (t.transport().rtu()) {
        hint(t, Way.serial(format(t.transport()))).ifPresent(result::add);
      }
    }
    return result;
  }

  /**
   * Units behind a TCP port.
   *
   * @param templates products; those without TCP are passed over
   * @param way Modbus TCP or RTU over TCP
   */
  public static List<Hint> network(Collection<PileTemplate> templates, Way way) {
    List<Hint> result = new ArrayList<>();
    for (PileTemplate t : templates) {
      if (t.transport().tcp()) {
        hint(t, way).ifPresent(result::add);
      }
    }
    return result;
  }

  /** Settings of a product's serial line as delivered. */
  public static LineFormat format(TransportDefaults t) {
    return LineFormat.of(t.baud() + "-8" + t.parity().charAt(0) + t.stopBits());
  }

  private static Optional<Hint> hint(PileTemplate t, Way way) {
    Optional<TemplatePoint> point =
        t.points().stream()
            .filter(p -> p.readable() && Table.valueOf(p.table()).registers())
            .findFirst();
    if (t.foreign() || point.isEmpty()) {
      return Optional.empty();
    }
    Placed placed = Placed.of(t, point.get(), 0, 1);
    return Optional.of(new Hint(way, placed.unit(), Optional.of(placed.table()), placed.address()));
  }
}
