package io.ocpp809.iec104.site;

import io.ocpp809.iec104.site.Quantity.Scope;
import io.ocpp809.iec104.station.CommandKind;
import io.ocpp809.iec104.station.CommandPoint;
import io.ocpp809.iec104.station.CommandPoint.Procedure;
import io.ocpp809.iec104.station.MonitorPoint;
import io.ocpp809.iec104.station.PointTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Which point tells or does what. By default an address reads in decimal as C EE PP: C is 1 for
 * states, 2 for measured values, 3 for counters, 4 for commands, 5 for set-points; EE is 00 for the
 * site and 01 to 99 for an EVSE. EVSEs from 100 to 999 have a second block, C EEE PP.
 */
public final class PointPlan {
  /** Most EVSEs of a site. */
  public static final int MOST_EVSES = 999;

  private static final int CLASS = 10_000;
  private static final int FIRST_BLOCK = 99;

  private final List<PlannedPoint> points;
  private final List<PlannedCommand> commands;
  private final PointTable table;

  /**
   * Makes a plan.
   *
   * @throws IllegalArgumentException if an address is taken twice
   */
  public PointPlan(List<PlannedPoint> points, List<PlannedCommand> commands) {
    this.points = List.copyOf(points);
    this.commands = List.copyOf(commands);
    this.table =
        new PointTable(
            points.stream().map(PlannedPoint::point).toList(),
            commands.stream().map(PlannedCommand::point).toList());
  }

  /**
   * The default plan.
   *
   * @param evses numbers of the EVSEs within the site that have points of their own, 1 to 999; none
   *     for the short plan of about twenty points of the site
   */
  public static PointPlan standard(Collection<Integer> evses) {
    List<PlannedPoint> points = new ArrayList<>();
    List<PlannedCommand> commands = new ArrayList<>();
    boolean all = !evses.isEmpty();
    for (Quantity q : Quantity.values()) {
      if (q.scope() == Scope.SITE && (all || q.standard())) {
        points.add(point(q, 0));
      }
    }
    for (Action a : Action.values()) {
      if (a.scope() == Scope.SITE && (all || a.standard())) {
        commands.add(command(a, 0));
      }
    }
    for (int evse : evses.stream().sorted().toList()) {
      for (Quantity q : Quantity.values()) {
        if (q.scope() == Scope.EVSE) {
          points.add(point(q, evse));
        }
      }
      for (Action a : Action.values()) {
        if (a.scope() == Scope.EVSE) {
          commands.add(command(a, evse));
        }
      }
    }
    return new PointPlan(points, commands);
  }

  private static PlannedPoint point(Quantity q, int evse) {
    String name = evse == 0 ? q.id() : q.id() + " " + evse;
    MonitorPoint point =
        new MonitorPoint(
            address(q.address(), evse), q.kind(), name, Set.of(group(q)), q.deadBand(), 0, 0, true);
    return new PlannedPoint(point, q, evse, 1);
  }

  /**
   * Group of interrogation in the default plan: 1 states of the site, 2 its measured values, 3
   * states of the EVSEs, 4 their measured values. Counters have groups of their own: 1 of the site,
   * 2 of the EVSEs.
   */
  private static int group(Quantity q) {
    boolean evse = q.scope() == Scope.EVSE;
    return switch (q.kind()) {
      case TOTAL -> evse ? 2 : 1;
      case SINGLE, DOUBLE -> evse ? 3 : 1;
      default -> evse ? 4 : 2;
    };
  }

  private static PlannedCommand command(Action a, int evse) {
    String name = evse == 0 ? a.id() : a.id() + " " + evse;
    CommandPoint point =
        new CommandPoint(
            address(a.address(), evse), a.kind(), name, Procedure.SELECT, a.qualifier());
    boolean tenths = a.kind() == CommandKind.SCALED && a.limits();
    return new PlannedCommand(point, a, evse, tenths ? 10 : 1);
  }

  /**
   * Address in the default plan.
   *
   * @param base address with EE 00
   * @param evse number of the EVSE; 0 for the site
   */
  static int address(int base, int evse) {
    if (evse < 0 || evse > MOST_EVSES) {
      throw new IllegalArgumentException(
          "site number: 1 to " + MOST_EVSES + " for a point of its own, not " + evse);
    }
    return evse <= FIRST_BLOCK
        ? base + evse * 100
        : base / CLASS * 100_000 + evse * 100 + base % 100;
  }

  /** Points in monitor direction. */
  public List<PlannedPoint> points() {
    return points;
  }

  /** Points in control direction. */
  public List<PlannedCommand> commands() {
    return commands;
  }

  /** The points for the controlled station. */
  public PointTable table() {
    return table;
  }
}
