package io.ocpp809.iec104.site;

import static io.ocpp809.iec104.station.MonitorKind.DOUBLE;
import static io.ocpp809.iec104.station.MonitorKind.FLOAT;
import static io.ocpp809.iec104.station.MonitorKind.NORMALIZED;
import static io.ocpp809.iec104.station.MonitorKind.SCALED;
import static io.ocpp809.iec104.station.MonitorKind.SINGLE;
import static io.ocpp809.iec104.station.MonitorKind.TOTAL;

import io.ocpp809.iec104.station.MonitorKind;
import java.util.Optional;

/** What a point in monitor direction can tell. */
public enum Quantity {
  /** All connections to the CSMS are up. */
  CSMS("csms", site(SINGLE, 10001), "", 0, "all connections to the CSMS are up"),
  /** A limit of the grid operator is in force. */
  LIMITED("limited", site(SINGLE, 10002), "", 0, "a limit of the grid operator is in force"),
  /** The fail-safe limit is in force, since a commanding station is not heard. */
  FAIL_SAFE(
      "failsafe",
      site(SINGLE, 10003),
      "",
      0,
      "the fail-safe limit is in force, since a commanding station is not heard"),
  /** Commands are taken; off: local. */
  REMOTE("remote", site(SINGLE, 10004), "", 0, "commands are taken; off: local"),
  /** An EVSE is faulted. */
  FAULT("fault", site(SINGLE, 10005), "", 0, "an EVSE is faulted"),
  /** Events were lost since the buffer was cleared last. */
  OVERFLOW(
      "overflow", site(SINGLE, 10006), "", 0, "events were lost since the buffer was cleared last"),
  /** The clock is not trusted. */
  CLOCK("clock", site(SINGLE, 10007), "", 0, "the clock is not trusted"),
  /** A set-point was above the rating, or its effect was not seen in time. */
  CLIPPED(
      "clipped",
      site(SINGLE, 10008),
      "",
      0,
      "a set-point was above the rating, or its effect was not seen in time"),
  /** All EVSEs are in service; intermediate: some. */
  ENABLED("enabled", site(DOUBLE, 10050), "", 0, "all EVSEs are in service; intermediate: some"),
  /** Active power taken at the grid connection, or by all piles where it is not metered. */
  POWER(
      "power",
      site(FLOAT, 20001),
      "kW",
      0.5,
      "active power taken at the grid connection, or by all piles where it is not metered"),
  /** Current on L1 at the grid connection. */
  CURRENT_L1("current.l1", siteMore(FLOAT, 20004), "A", 1, "current on L1 at the grid connection"),
  /** Current on L2 at the grid connection. */
  CURRENT_L2("current.l2", siteMore(FLOAT, 20005), "A", 1, "current on L2 at the grid connection"),
  /** Current on L3 at the grid connection. */
  CURRENT_L3("current.l3", siteMore(FLOAT, 20006), "A", 1, "current on L3 at the grid connection"),
  /** Voltage of L1 at the grid connection. */
  VOLTAGE_L1("voltage.l1", siteMore(FLOAT, 20007), "V", 2, "voltage of L1 at the grid connection"),
  /** Voltage of L2 at the grid connection. */
  VOLTAGE_L2("voltage.l2", siteMore(FLOAT, 20008), "V", 2, "voltage of L2 at the grid connection"),
  /** Voltage of L3 at the grid connection. */
  VOLTAGE_L3("voltage.l3", siteMore(FLOAT, 20009), "V", 2, "voltage of L3 at the grid connection"),
  /** Power that 100 % means. */
  INSTALLED("installed", site(FLOAT, 20010), "kW", 0, "power that 100 % means"),
  /** Limit in force of the whole site. */
  LIMIT("limit", site(FLOAT, 20011), "kW", 0, "limit in force of the whole site"),
  /** Set-point that was accepted last. */
  SETPOINT("setpoint", site(FLOAT, 20012), "kW", 0, "set-point that was accepted last"),
  /** Power that charges now and could be reduced. */
  FLEXIBLE(
      "flexible", siteMore(FLOAT, 20013), "kW", 0.5, "power that charges now and could be reduced"),
  /** Least power that a limit leaves; 0 without a floor. */
  GUARANTEED(
      "guaranteed",
      siteMore(FLOAT, 20014),
      "kW",
      0,
      "least power that a limit leaves; 0 without a floor"),
  /** EVSEs that charge. */
  CHARGING("charging.count", site(SCALED, 20015), "", 0, "EVSEs that charge"),
  /** EVSEs that are free. */
  AVAILABLE("available.count", site(SCALED, 20016), "", 0, "EVSEs that are free"),
  /** Limit in force as a part of what 100 % means. */
  LIMIT_PERCENT(
      "limit.percent",
      site(NORMALIZED, 20020),
      "1",
      0,
      "limit in force as a part of what 100 % means"),
  /** Days until the first of our certificates ends. */
  CERTIFICATE(
      "certificate.days",
      siteMore(SCALED, 20030),
      "d",
      0,
      "days until the first of our certificates ends"),
  /** Energy taken by the vehicles, Wh. */
  ENERGY("energy", site(TOTAL, 30001), "Wh", 0, "energy taken by the vehicles, Wh"),
  /** A vehicle is plugged in. */
  EVSE_CONNECTED("evse.connected", evse(SINGLE, 10001), "", 0, "a vehicle is plugged in"),
  /** Energy flows. */
  EVSE_CHARGING("evse.charging", evse(SINGLE, 10002), "", 0, "energy flows"),
  /** The EVSE is faulted. */
  EVSE_FAULTED("evse.faulted", evse(SINGLE, 10003), "", 0, "the EVSE is faulted"),
  /** The EVSE is free. */
  EVSE_AVAILABLE("evse.available", evse(SINGLE, 10004), "", 0, "the EVSE is free"),
  /** Charging is paused by us, by a limit as a rule. */
  EVSE_SUSPENDED(
      "evse.suspended",
      evse(SINGLE, 10005),
      "",
      0,
      "charging is paused by us, by a limit as a rule"),
  /** The pile does not answer. */
  EVSE_LOST("evse.lost", evse(SINGLE, 10006), "", 0, "the pile does not answer"),
  /** The EVSE is in service. */
  EVSE_OPERATIVE("evse.operative", evse(DOUBLE, 10050), "", 0, "the EVSE is in service"),
  /** Active power. */
  EVSE_POWER("evse.power", evse(FLOAT, 20001), "kW", 0.2, "active power"),
  /** Current on the pile's L1. */
  EVSE_CURRENT_L1("evse.current.l1", evse(FLOAT, 20002), "A", 0.5, "current on the pile's L1"),
  /** Current on the pile's L2. */
  EVSE_CURRENT_L2("evse.current.l2", evse(FLOAT, 20003), "A", 0.5, "current on the pile's L2"),
  /** Current on the pile's L3. */
  EVSE_CURRENT_L3("evse.current.l3", evse(FLOAT, 20004), "A", 0.5, "current on the pile's L3"),
  /** Voltage of the pile's L1. */
  EVSE_VOLTAGE_L1("evse.voltage.l1", evse(FLOAT, 20005), "V", 2, "voltage of the pile's L1"),
  /** Voltage of the pile's L2. */
  EVSE_VOLTAGE_L2("evse.voltage.l2", evse(FLOAT, 20006), "V", 2, "voltage of the pile's L2"),
  /** Voltage of the pile's L3. */
  EVSE_VOLTAGE_L3("evse.voltage.l3", evse(FLOAT, 20007), "V", 2, "voltage of the pile's L3"),
  /** Voltage at the outlet of a DC pile. */
  EVSE_DC_VOLTAGE(
      "evse.voltage.dc", evse(FLOAT, 20008), "V", 5, "voltage at the outlet of a DC pile"),
  /** Current at the outlet of a DC pile. */
  EVSE_DC_CURRENT(
      "evse.current.dc", evse(FLOAT, 20009), "A", 1, "current at the outlet of a DC pile"),
  /** State of charge of the vehicle. */
  EVSE_SOC("evse.soc", evse(FLOAT, 20010), "%", 1, "state of charge of the vehicle"),
  /** Limit in force. */
  EVSE_LIMIT("evse.limit", evse(FLOAT, 20011), "kW", 0, "limit in force"),
  /** Set-point that was accepted last. */
  EVSE_SETPOINT("evse.setpoint", evse(FLOAT, 20012), "kW", 0, "set-point that was accepted last"),
  /**
   * Status: 0 available, 1 preparing, 2 charging, 3 suspended by us, 4 suspended by the vehicle, 5
   * finishing, 6 reserved, 7 unavailable, 8 faulted.
   */
  EVSE_STATUS(
      "evse.status",
      evse(SCALED, 20013),
      "",
      0,
      "status: 0 available, 1 preparing, 2 charging, 3 suspended by us, 4 suspended by the vehicle,"
          + " 5 finishing, 6 reserved, 7 unavailable, 8 faulted"),
  /** Energy register of the EVSE. */
  EVSE_ENERGY("evse.energy", evse(TOTAL, 30001), "Wh", 0, "energy register of the EVSE");

  /** Of what there is one. */
  public enum Scope {
    /** The site. */
    SITE,
    /** An EVSE. */
    EVSE
  }

  private final String id;
  private final Spot spot;
  private final String unit;
  private final double deadBand;
  private final String words;

  /** Where the default plan has it. */
  private record Spot(Scope scope, MonitorKind kind, int address, boolean standard) {}

  Quantity(String id, Spot spot, String unit, double deadBand, String words) {
    this.id = id;
    this.spot = spot;
    this.unit = unit;
    this.deadBand = deadBand;
    this.words = words;
  }

  private static Spot site(MonitorKind kind, int address) {
    return new Spot(Scope.SITE, kind, address, true);
  }

  /** Not in the short plan. */
  private static Spot siteMore(MonitorKind kind, int address) {
    return new Spot(Scope.SITE, kind, address, false);
  }

  private static Spot evse(MonitorKind kind, int address) {
    return new Spot(Scope.EVSE, kind, address, false);
  }

  /** Name in a point list. */
  public String id() {
    return id;
  }

  /** Of what there is one. */
  public Scope scope() {
    return spot.scope();
  }

  /** Kind in the default plan. */
  public MonitorKind kind() {
    return spot.kind();
  }

  /** Address in the default plan; of an EVSE's that of the EVSE 00. */
  int address() {
    return spot.address();
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
    return spot.standard();
  }

  /** What it means. */
  public String words() {
    return words;
  }

  /** Whether a point of some kind can tell it. */
  boolean fits(MonitorKind other) {
    return switch (kind()) {
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
