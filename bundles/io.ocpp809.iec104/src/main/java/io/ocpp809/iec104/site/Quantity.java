package io.ocpp809.iec104.site;

import io.ocpp809.iec104.station.MonitorKind;
import java.util.Optional;

/** What a point in monitor direction can tell. */
public enum Quantity {
  /** All connections to the CSMS are up. */
  CSMS(
      "csms",
      Scope.SITE,
      MonitorKind.SINGLE,
      10001,
      "",
      0,
      true,
      "all connections to the CSMS are up"),
  /** A limit of the grid operator is in force. */
  LIMITED(
      "limited",
      Scope.SITE,
      MonitorKind.SINGLE,
      10002,
      "",
      0,
      true,
      "a limit of the grid operator is in force"),
  /** The fail-safe limit is in force, since a commanding station is not heard. */
  FAIL_SAFE(
      "failsafe",
      Scope.SITE,
      MonitorKind.SINGLE,
      10003,
      "",
      0,
      true,
      "the fail-safe limit is in force, since a commanding station is not heard"),
  /** Commands are taken; off: local. */
  REMOTE(
      "remote",
      Scope.SITE,
      MonitorKind.SINGLE,
      10004,
      "",
      0,
      true,
      "commands are taken; off: local"),
  /** An EVSE is faulted. */
  FAULT("fault", Scope.SITE, MonitorKind.SINGLE, 10005, "", 0, true, "an EVSE is faulted"),
  /** Events were lost since the buffer was cleared last. */
  OVERFLOW(
      "overflow",
      Scope.SITE,
      MonitorKind.SINGLE,
      10006,
      "",
      0,
      true,
      "events were lost since the buffer was cleared last"),
  /** The clock is not trusted. */
  CLOCK("clock", Scope.SITE, MonitorKind.SINGLE, 10007, "", 0, true, "the clock is not trusted"),
  /** A set-point was above the rating, or its effect was not seen in time. */
  CLIPPED(
      "clipped",
      Scope.SITE,
      MonitorKind.SINGLE,
      10008,
      "",
      0,
      true,
      "a set-point was above the rating, or its effect was not seen in time"),
  /** All EVSEs are in service; intermediate: some. */
  ENABLED(
      "enabled",
      Scope.SITE,
      MonitorKind.DOUBLE,
      10050,
      "",
      0,
      true,
      "all EVSEs are in service; intermediate: some"),
  /** Active power taken at the grid connection, or by all piles where it is not metered. */
  POWER(
      "power",
      Scope.SITE,
      MonitorKind.FLOAT,
      20001,
      "kW",
      0.5,
      true,
      "active power taken at the grid connection, or by all piles where it is not metered"),
  /** Current on L1 at the grid connection. */
  CURRENT_L1(
      "current.l1",
      Scope.SITE,
      MonitorKind.FLOAT,
      20004,
      "A",
      1,
      false,
      "current on L1 at the grid connection"),
  /** Current on L2 at the grid connection. */
  CURRENT_L2(
      "current.l2",
      Scope.SITE,
      MonitorKind.FLOAT,
      20005,
      "A",
      1,
      false,
      "current on L2 at the grid connection"),
  /** Current on L3 at the grid connection. */
  CURRENT_L3(
      "current.l3",
      Scope.SITE,
      MonitorKind.FLOAT,
      20006,
      "A",
      1,
      false,
      "current on L3 at the grid connection"),
  /** Voltage of L1 at the grid connection. */
  VOLTAGE_L1(
      "voltage.l1",
      Scope.SITE,
      MonitorKind.FLOAT,
      20007,
      "V",
      2,
      false,
      "voltage of L1 at the grid connection"),
  /** Voltage of L2 at the grid connection. */
  VOLTAGE_L2(
      "voltage.l2",
      Scope.SITE,
      MonitorKind.FLOAT,
      20008,
      "V",
      2,
      false,
      "voltage of L2 at the grid connection"),
  /** Voltage of L3 at the grid connection. */
  VOLTAGE_L3(
      "voltage.l3",
      Scope.SITE,
      MonitorKind.FLOAT,
      20009,
      "V",
      2,
      false,
      "voltage of L3 at the grid connection"),
  /** Power that 100 % means. */
  INSTALLED(
      "installed", Scope.SITE, MonitorKind.FLOAT, 20010, "kW", 0, true, "power that 100 % means"),
  /** Limit in force of the whole site. */
  LIMIT(
      "limit",
      Scope.SITE,
      MonitorKind.FLOAT,
      20011,
      "kW",
      0,
      true,
      "limit in force of the whole site"),
  /** Set-point that was accepted last. */
  SETPOINT(
      "setpoint",
      Scope.SITE,
      MonitorKind.FLOAT,
      20012,
      "kW",
      0,
      true,
      "set-point that was accepted last"),
  /** Power that charges now and could be reduced. */
  FLEXIBLE(
      "flexible",
      Scope.SITE,
      MonitorKind.FLOAT,
      20013,
      "kW",
      0.5,
      false,
      "power that charges now and could be reduced"),
  /** Least power that a limit leaves; 0 without a floor. */
  GUARANTEED(
      "guaranteed",
      Scope.SITE,
      MonitorKind.FLOAT,
      20014,
      "kW",
      0,
      false,
      "least power that a limit leaves; 0 without a floor"),
  /** EVSEs that charge. */
  CHARGING(
      "charging.count", Scope.SITE, MonitorKind.SCALED, 20015, "", 0, true, "EVSEs that charge"),
  /** EVSEs that are free. */
  AVAILABLE(
      "available.count", Scope.SITE, MonitorKind.SCALED, 20016, "", 0, true, "EVSEs that are free"),
  /** Limit in force as a part of what 100 % means. */
  LIMIT_PERCENT(
      "limit.percent",
      Scope.SITE,
      MonitorKind.NORMALIZED,
      20020,
      "1",
      0,
      true,
      "limit in force as a part of what 100 % means"),
  /** Days until the first of our certificates ends. */
  CERTIFICATE(
      "certificate.days",
      Scope.SITE,
      MonitorKind.SCALED,
      20030,
      "d",
      0,
      false,
      "days until the first of our certificates ends"),
  /** Energy taken by the vehicles, Wh. */
  ENERGY(
      "energy",
      Scope.SITE,
      MonitorKind.TOTAL,
      30001,
      "Wh",
      0,
      true,
      "energy taken by the vehicles, Wh"),
  /** A vehicle is plugged in. */
  EVSE_CONNECTED(
      "evse.connected",
      Scope.EVSE,
      MonitorKind.SINGLE,
      10001,
      "",
      0,
      false,
      "a vehicle is plugged in"),
  /** Energy flows. */
  EVSE_CHARGING(
      "evse.charging", Scope.EVSE, MonitorKind.SINGLE, 10002, "", 0, false, "energy flows"),
  /** The EVSE is faulted. */
  EVSE_FAULTED(
      "evse.faulted", Scope.EVSE, MonitorKind.SINGLE, 10003, "", 0, false, "the EVSE is faulted"),
  /** The EVSE is free. */
  EVSE_AVAILABLE(
      "evse.available", Scope.EVSE, MonitorKind.SINGLE, 10004, "", 0, false, "the EVSE is free"),
  /** Charging is paused by us, by a limit as a rule. */
  EVSE_SUSPENDED(
      "evse.suspended",
      Scope.EVSE,
      MonitorKind.SINGLE,
      10005,
      "",
      0,
      false,
      "charging is paused by us, by a limit as a rule"),
  /** The pile does not answer. */
  EVSE_LOST(
      "evse.lost", Scope.EVSE, MonitorKind.SINGLE, 10006, "", 0, false, "the pile does not answer"),
  /** The EVSE is in service. */
  EVSE_OPERATIVE(
      "evse.operative",
      Scope.EVSE,
      MonitorKind.DOUBLE,
      10050,
      "",
      0,
      false,
      "the EVSE is in service"),
  /** Active power. */
  EVSE_POWER("evse.power", Scope.EVSE, MonitorKind.FLOAT, 20001, "kW", 0.2, false, "active power"),
  /** Current on the pile's L1. */
  EVSE_CURRENT_L1(
      "evse.current.l1",
      Scope.EVSE,
      MonitorKind.FLOAT,
      20002,
      "A",
      0.5,
      false,
      "current on the pile's L1"),
  /** Current on the pile's L2. */
  EVSE_CURRENT_L2(
      "evse.current.l2",
      Scope.EVSE,
      MonitorKind.FLOAT,
      20003,
      "A",
      0.5,
      false,
      "current on the pile's L2"),
  /** Current on the pile's L3. */
  EVSE_CURRENT_L3(
      "evse.current.l3",
      Scope.EVSE,
      MonitorKind.FLOAT,
      20004,
      "A",
      0.5,
      false,
      "current on the pile's L3"),
  /** Voltage of the pile's L1. */
  EVSE_VOLTAGE_L1(
      "evse.voltage.l1",
      Scope.EVSE,
      MonitorKind.FLOAT,
      20005,
      "V",
      2,
      false,
      "voltage of the pile's L1"),
  /** Voltage of the pile's L2. */
  EVSE_VOLTAGE_L2(
      "evse.voltage.l2",
      Scope.EVSE,
      MonitorKind.FLOAT,
      20006,
      "V",
      2,
      false,
      "voltage of the pile's L2"),
  /** Voltage of the pile's L3. */
  EVSE_VOLTAGE_L3(
      "evse.voltage.l3",
      Scope.EVSE,
      MonitorKind.FLOAT,
      20007,
      "V",
      2,
      false,
      "voltage of the pile's L3"),
  /** Voltage at the outlet of a DC pile. */
  EVSE_DC_VOLTAGE(
      "evse.voltage.dc",
      Scope.EVSE,
      MonitorKind.FLOAT,
      20008,
      "V",
      5,
      false,
      "voltage at the outlet of a DC pile"),
  /** Current at the outlet of a DC pile. */
  EVSE_DC_CURRENT(
      "evse.current.dc",
      Scope.EVSE,
      MonitorKind.FLOAT,
      20009,
      "A",
      1,
      false,
      "current at the outlet of a DC pile"),
  /** State of charge of the vehicle. */
  EVSE_SOC(
      "evse.soc",
      Scope.EVSE,
      MonitorKind.FLOAT,
      20010,
      "%",
      1,
      false,
      "state of charge of the vehicle"),
  /** Limit in force. */
  EVSE_LIMIT("evse.limit", Scope.EVSE, MonitorKind.FLOAT, 20011, "kW", 0, false, "limit in force"),
  /** Set-point that was accepted last. */
  EVSE_SETPOINT(
      "evse.setpoint",
      Scope.EVSE,
      MonitorKind.FLOAT,
      20012,
      "kW",
      0,
      false,
      "set-point that was accepted last"),
  /**
   * Status: 0 available, 1 preparing, 2 charging, 3 suspended by us, 4 suspended by the vehicle, 5
   * finishing, 6 reserved, 7 unavailable, 8 faulted.
   */
  EVSE_STATUS(
      "evse.status",
      Scope.EVSE,
      MonitorKind.SCALED,
      20013,
      "",
      0,
      false,
      "status: 0 available, 1 preparing, 2 charging, 3 suspended by us, 4 suspended by the vehicle, 5 finishing, 6 reserved, 7 unavailable, 8 faulted"),
  /** Energy register of the EVSE. */
  EVSE_ENERGY(
      "evse.energy",
      Scope.EVSE,
      MonitorKind.TOTAL,
      30001,
      "Wh",
      0,
      false,
      "energy register of the EVSE");

  /** Of what there is one. */
  public enum Scope {
    /** The site. */
    SITE,
    /** An EVSE. */
    EVSE
  }

  private final String id;
  private final Scope scope;
  private final MonitorKind kind;
  private final int address;
  private final String unit;
  private final double deadBand;
  private final boolean standard;
  private final String words;

  Quantity(
      String id,
      Scope scope,
      MonitorKind kind,
      int address,
      String unit,
      double deadBand,
      boolean standard,
      String words) {
    this.id = id;
    this.scope = scope;
    this.kind = kind;
    this.address = address;
    this.unit = unit;
    this.deadBand = deadBand;
    this.standard = standard;
    this.words = words;
  }

  /** Name in a point list. */
  public String id() {
    return id;
  }

  /** Of what there is one. */
  public Scope scope() {
    return scope;
  }

  /** Kind in the default plan. */
  public MonitorKind kind() {
    return kind;
  }

  /** Address in the default plan; of an EVSE's that of the EVSE 00. */
  int address() {
    return address;
  }

  /** Unit of the value before the factor of its point; empty for what has none. */
  public String unit() {
    return unit;
  }

  /** Dead band in the default plan, in the unit. */
  double deadBand() {
    return deadBand;
  }

  /** Whether the short default plan has it. */
  boolean standard() {
    return standard;
  }

  /** What it means. */
  public String words() {
    return words;
  }

  /** Whether a point of some kind can tell it. */
  boolean fits(MonitorKind other) {
    return switch (kind) {
      case SINGLE -> other == MonitorKind.SINGLE || other == MonitorKind.DOUBLE;
      case DOUBLE -> other == MonitorKind.DOUBLE || other == MonitorKind.SINGLE;
      case TOTAL -> other == MonitorKind.TOTAL || other == MonitorKind.FLOAT;
      default -> other.measured();
    };
  }

  /** The quantity of a name. */
  public static Optional<Quantity> of(String id) {
    for (Quantity q : values()) {
      if (q.id.equals(id)) {
        return Optional.of(q);
      }
    }
    return Optional.empty();
  }
}
