package io.ocpp809.iec104.station;

import io.ocpp809.iec104.asdu.DoublePoint;
import io.ocpp809.iec104.asdu.Quality;
import io.ocpp809.iec104.asdu.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/** A controlled station of a test with a few points, its commands and its time. */
final class Scene implements Commands, StationListener {
  static final int CHARGING = 10101;
  static final int OPERATIVE = 10150;
  static final int POWER = 20101;
  static final int CURRENT = 20102;
  static final int ENERGY = 30101;
  static final int STOP = 40101;
  static final int ENABLE = 40102;
  static final int LIMIT = 50101;
  static final int LIMIT_DIRECT = 50001;
  static final int LIMIT_RISES = 50002;

  ControlledStation station;
  final List<Order> orders = new ArrayList<>();
  final List<String> told = new ArrayList<>();
  final List<Audit> audit = new ArrayList<>();
  String refusal = "";
  boolean reduces;
  boolean trusted = true;
  private final Deque<Runnable> later = new ArrayDeque<>();
  private Instant wall = Instant.parse("2026-11-22T07:21:19.934Z");
  private long millis = 1_000_000;

  static PointTable table() {
    return new PointTable(
        List.of(
            new MonitorPoint(CHARGING, MonitorKind.SINGLE, "charging", Set.of(1), 0, 0, 0, true),
            MonitorPoint.of(OPERATIVE, MonitorKind.DOUBLE, "operative"),
            new MonitorPoint(POWER, MonitorKind.FLOAT, "power", Set.of(2), 0.5, 0, 0, true),
            new MonitorPoint(CURRENT, MonitorKind.FLOAT, "current", Set.of(2), 0, 1_000, 0, false),
            new MonitorPoint(ENERGY, MonitorKind.TOTAL, "energy", Set.of(1), 0, 0, 0, false)),
        List.of(
            new CommandPoint(STOP, CommandKind.SINGLE, "stop", CommandPoint.Procedure.SELECT, 1),
            new CommandPoint(
                ENABLE, CommandKind.DOUBLE, "enable", CommandPoint.Procedure.DIRECT, 0),
            new CommandPoint(LIMIT, CommandKind.FLOAT, "limit", CommandPoint.Procedure.SELECT, 0),
            new CommandPoint(
                LIMIT_DIRECT, CommandKind.FLOAT, "site", CommandPoint.Procedure.DIRECT, 0),
            new CommandPoint(
                LIMIT_RISES,
                CommandKind.FLOAT,
                "rises",
                CommandPoint.Procedure.SELECT_FOR_RISES,
                0)));
  }

  static Scene of(GroupSettings... groups) {
    return of(EventLog.none(), StationSettings.standard(), groups);
  }

  static Scene of(EventLog log, StationSettings settings, GroupSettings... groups) {
    Scene scene = new Scene();
    scene.station = new ControlledStation(settings, table(), List.of(groups), scene, log, scene);
    return scene;
  }

  Moment now() {
    return new Moment(millis, wall, trusted);
  }

  /** Does what was put off, as a master's answers are. */
  void settle() {
    while (!later.isEmpty()) {
      later.poll().run();
    }
  }

  void later(Runnable task) {
    later.add(task);
  }

  void pass(long ms) {
    settle();
    millis += ms;
    wall = wall.plus(Duration.ofMillis(ms));
    station.tick(now());
    settle();
  }

  /** Somebody has set the gateway's clock. */
  void clockIsSet(Instant at) {
    wall = at;
  }

  void update(int address, Value value, int quality) {
    Moment now = now();
    station.update(address, new Sample(value, new Quality(quality), now.wall(), trusted), now);
  }

  void charging(boolean on) {
    update(CHARGING, new Value.SinglePoint(on), 0);
  }

  void power(double kilowatts) {
    update(POWER, new Value.ShortFloat((float) kilowatts), 0);
  }

  void energy(int wattHours) {
    update(ENERGY, new Value.IntegratedTotal(wattHours, 0, false, false), 0);
  }

  void operative(DoublePoint state) {
    update(OPERATIVE, new Value.TwoBits(state), 0);
  }

  String lastRefusal() {
    return audit.isEmpty() ? "" : audit.get(audit.size() - 1).reason();
  }

  @Override
  public String refusal(Order order) {
    return refusal;
  }

  @Override
  public boolean needsSelect(Order order) {
    return ((Value.ShortFloat) order.value()).value() > 10;
  }

  @Override
  public boolean reduces(Order order) {
    return reduces;
  }

  @Override
  public void execute(Order order) {
    orders.add(order);
  }

  @Override
  public void started(String group, Moment at) {
    told.add(group + " started");
  }

  @Override
  public void stopped(String group, Moment at) {
    told.add(group + " stopped");
  }

  @Override
  public void clock(String group, Duration offset, Moment at) {
    told.add("clock " + offset);
  }

  @Override
  public void overflowed(String group, int events, Moment at) {
    told.add(group + " lost " + events);
  }

  @Override
  public void cleared(String group, Moment at) {
    told.add(group + " cleared");
  }

  @Override
  public void audit(Audit line) {
    audit.add(line);
  }
}
