package io.ocpp809.template;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The words by which templates and channel names say what a value means. Roles for clearing faults,
 * protection levels, voltage demand, manual modes, contactors and power modules do not exist.
 */
public enum Role {
  /** State of the outlet: A1 to F, starting, reserved, unavailable, error, stopped. */
  STATE(
      "evse.state",
      Access.READ,
      "State of the outlet: A1 to F, starting, reserved, unavailable, error; stopped where"
          + " cable.state tells A1 from B1"),
  /** State of the outlet as an OCPP 1.6 status; used where there is no evse.state. */
  OCPP_STATUS(
      "ocpp.status",
      Access.READ,
      "State of the outlet as an OCPP 1.6 status; used where there is no evse.state"),
  /** State of the whole pile as an OCPP 1.6 status. */
  OCPP_STATUS_STATION(
      "ocpp.status.station", Access.READ, "State of the whole pile as an OCPP 1.6 status"),
  /** State of the device: running, starting, error, disabled, offline, updating. */
  HEALTH(
      "evse.health",
      Access.READ,
      "State of the device: running, starting, error, disabled, offline, updating"),
  /** Whether the outlet is in service: operative, inoperative. */
  AVAILABILITY(
      "availability", Access.READ, "Whether the outlet is in service: operative, inoperative"),
  /** Whether it charges: on, off. */
  CHARGING("charging", Access.READ, "Whether it charges: on, off"),
  /** State of the pile's own session, in the pile's words. */
  SESSION_STATE(
      "session.state", Access.READ, "State of the pile's own session, in the pile's words"),
  /** Where the plug is: none, station, station-locked, ev, ev-locked. */
  CABLE(
      "cable.state",
      Access.READ,
      "Where the plug is: none, station, station-locked, ev, ev-locked"),
  /** Lock of the plug, in the pile's words. */
  LOCK_STATE("lock.state", Access.READ, "Lock of the plug, in the pile's words"),
  /** External lock input: locked, unlocked. */
  LOCK_EXTERN("lock.extern", Access.READ, "External lock input: locked, unlocked"),
  /** Code of a fault or warning, 0 for none; its enum may name an OCPP 1.6 error code. */
  ERROR(
      "error.code",
      Access.READ,
      "Code of a fault or warning, 0 for none; its enum may name an OCPP 1.6 error code"),
  /** Further bits or code of faults, where error.code does not hold all. */
  ERROR_2("error.code.2", Access.READ, "Further faults, where error.code does not hold all"),
  /** Further bits or code of faults. */
  ERROR_3("error.code.3", Access.READ, "As error.code.2"),
  /** Further bits or code of faults. */
  ERROR_4("error.code.4", Access.READ, "As error.code.2"),
  /** Token read by the pile's reader; empty or zero for none. */
  TAG("auth.tag", Access.READ, "Token read by the pile's reader; empty or zero for none"),
  /** Energy since ever, Wh, or VAh if the point's unit says so. */
  ENERGY("energy.total", Access.READ, "Energy since ever, Wh, or VAh if the point's unit says so"),
  /** Energy of the pile's own session, Wh. */
  ENERGY_SESSION("energy.session", Access.READ, "Energy of the pile's own session, Wh"),
  /** Energy since the pile was switched on, Wh or VAh. */
  ENERGY_POWERON("energy.poweron", Access.READ, "Energy since the pile was switched on, Wh or VAh"),
  /** Energy given back since ever, Wh. */
  ENERGY_EXPORT("energy.export", Access.READ, "Energy given back since ever, Wh"),
  /** Energy of both directions, Wh. */
  ENERGY_SUM("energy.sum", Access.READ, "Energy of both directions, Wh"),
  /** Energy of phase L1, Wh. */
  ENERGY_L1("energy.l1", Access.READ, "Energy of phase L1, Wh"),
  /** Energy of phase L2, Wh. */
  ENERGY_L2("energy.l2", Access.READ, "Energy of phase L2, Wh"),
  /** Energy of phase L3, Wh. */
  ENERGY_L3("energy.l3", Access.READ, "Energy of phase L3, Wh"),
  /** Power, W; VA counts as an estimate. */
  POWER("power.total", Access.READ, "Power, W; VA counts as an estimate"),
  /** Power of phase L1, W. */
  POWER_L1("power.l1", Access.READ, "Power of phase L1, W"),
  /** Power of phase L2, W. */
  POWER_L2("power.l2", Access.READ, "Power of phase L2, W"),
  /** Power of phase L3, W. */
  POWER_L3("power.l3", Access.READ, "Power of phase L3, W"),
  /** Apparent power, VA. */
  POWER_APPARENT("power.apparent", Access.READ, "Apparent power, VA"),
  /** Reactive power, var. */
  POWER_REACTIVE("power.reactive", Access.READ, "Reactive power, var"),
  /** Power factor, 0 to 1. */
  POWER_FACTOR("power.factor", Access.READ, "Power factor, 0 to 1"),
  /** Power behind the rectifier, W. */
  POWER_DC("power.dc", Access.READ, "Power behind the rectifier, W"),
  /** Power of the whole pile, W. */
  POWER_STATION("power.station", Access.READ, "Power of the whole pile, W"),
  /** Current of phase L1, A. */
  CURRENT_L1("current.l1", Access.READ, "Current of phase L1, A"),
  /** Current of phase L2, A. */
  CURRENT_L2("current.l2", Access.READ, "Current of phase L2, A"),
  /** Current of phase L3, A. */
  CURRENT_L3("current.l3", Access.READ, "Current of phase L3, A"),
  /** Direct current, A. */
  CURRENT_DC("current.dc", Access.READ, "Direct current, A"),
  /** Voltage of phase L1, V. */
  VOLTAGE_L1("voltage.l1", Access.READ, "Voltage of phase L1, V"),
  /** Voltage of phase L2, V. */
  VOLTAGE_L2("voltage.l2", Access.READ, "Voltage of phase L2, V"),
  /** Voltage of phase L3, V. */
  VOLTAGE_L3("voltage.l3", Access.READ, "Voltage of phase L3, V"),
  /** Direct voltage, V. */
  VOLTAGE_DC("voltage.dc", Access.READ, "Direct voltage, V"),
  /** Mains frequency, Hz. */
  FREQUENCY("frequency", Access.READ, "Mains frequency, Hz"),
  /** Temperature, degrees Celsius. */
  TEMPERATURE("temperature", Access.READ, "Temperature, degrees Celsius"),
  /** State of charge of the vehicle, percent. */
  EV_SOC("ev.soc", Access.READ, "State of charge of the vehicle, percent"),
  /** Identity of the vehicle. */
  EV_ID("ev.id", Access.READ, "Identity of the vehicle"),
  /** Voltage that the vehicle's battery asks for, V. */
  EV_DEMAND_VOLTAGE(
      "ev.demand.voltage", Access.READ, "Voltage that the vehicle's battery asks for, V"),
  /** Current that the vehicle's battery asks for, A. */
  EV_DEMAND_CURRENT(
      "ev.demand.current", Access.READ, "Current that the vehicle's battery asks for, A"),
  /** Time until the vehicle is full, s. */
  EV_REMAINING("ev.remaining", Access.READ, "Time until the vehicle is full, s"),
  /** Limit in force at the pile, A per phase, or W if the point's unit says so. */
  LIMIT_ACTIVE(
      "limit.active",
      Access.READ,
      "Limit in force at the pile, A per phase, or W if the point's unit says so"),
  /** Limit in force at the AC input, W. */
  LIMIT_ACTIVE_AC("limit.active.ac", Access.READ, "Limit in force at the AC input, W"),
  /** Most that the pile can do, A. */
  LIMIT_HARDWARE("limit.hardware", Access.READ, "Most that the pile can do, A"),
  /** Most that the cable can do, A. */
  LIMIT_CABLE("limit.cable", Access.READ, "Most that the cable can do, A"),
  /** Least limit that it takes, A or W. */
  LIMIT_MIN("limit.min", Access.READ, "Least limit that it takes, A or W"),
  /** Seconds for which a written limit stays in force. */
  LIMIT_VALIDITY("limit.validity", Access.READ, "Seconds for which a written limit stays in force"),
  /** Whether the pile follows the written limit: yes, no. */
  LIMIT_ACCOUNTED(
      "limit.accounted", Access.READ, "Whether the pile follows the written limit: yes, no"),
  /** Silence after which the pile falls back, s. */
  FAILSAFE_TIMEOUT("failsafe.timeout", Access.READ, "Silence after which the pile falls back, s"),
  /** Phases in use. */
  PHASES_ACTIVE("phases.active", Access.READ, "Phases in use"),
  /** Phases connected. */
  PHASES_HARDWARE("phases.hardware", Access.READ, "Phases connected"),
  /** Who may switch phases. */
  PHASES_SOURCE("phases.source", Access.READ, "Who may switch phases"),
  /** Length of the pile's own session, s. */
  SESSION_TIME("time.session", Access.READ, "Length of the pile's own session, s"),
  /** What the pile's own session costs, in the unit of the point. */
  SESSION_AMOUNT(
      "session.amount", Access.READ, "What the pile's own session costs, in the unit of the point"),
  /** Insulation resistance that the pile has measured, in the unit of the point. */
  INSULATION(
      "insulation",
      Access.READ,
      "Insulation resistance that the pile has measured, in the unit of the point"),
  /** Number of outlets. */
  CONNECTORS_COUNT("connectors.count", Access.READ, "Number of outlets"),
  /** Type of the plug. */
  CONNECTOR_TYPE("connector.type", Access.READ, "Type of the plug"),
  /** Serial number. */
  SERIAL("id.serial", Access.READ, "Serial number"),
  /** Model. */
  MODEL("id.model", Access.READ, "Model"),
  /** Firmware version. */
  FIRMWARE("id.firmware", Access.READ, "Firmware version"),
  /** Maker. */
  VENDOR("id.vendor", Access.READ, "Maker"),
  /** Name of the device. */
  NAME("id.name", Access.READ, "Name of the device"),
  /** Version of the register map. */
  MAP("id.map", Access.READ, "Version of the register map"),
  /** Limit, A per phase. */
  LIMIT_SET("limit.set", Access.CONTROLLED, "Limit, A per phase"),
  /** Limit of phase L2, A, where each phase has a register; limit.set is then that of L1. */
  LIMIT_SET_L2(
      "limit.set.l2",
      Access.CONTROLLED,
      "Limit of phase L2, A, where each phase has a register; limit.set is then that of L1"),
  /** Limit of phase L3, A. */
  LIMIT_SET_L3("limit.set.l3", Access.CONTROLLED, "As limit.set.l2, of phase L3"),
  /** Limit, W at the AC input. */
  LIMIT_POWER("limit.power", Access.CONTROLLED, "Limit, W at the AC input"),
  /** Gate: lets a vehicle charge up to the limit. */
  ENABLE("charge.enable", Access.CONTROLLED, "Gate: lets a vehicle charge up to the limit"),
  /** Releases the plug. */
  UNLOCK("connector.unlock", Access.CONTROLLED, "Releases the plug"),
  /** Number of phases: 1, 3. */
  PHASES_SET("phases.set", Access.CONTROLLED, "Number of phases: 1, 3"),
  /** Current per phase while the watchdog has tripped, A. */
  FAILSAFE_CURRENT(
      "failsafe.current", Access.GUARDED, "Current per phase while the watchdog has tripped, A"),
  /** As failsafe.current, where writing has an address of its own. */
  FAILSAFE_CURRENT_SET(
      "failsafe.current.set",
      Access.GUARDED,
      "As failsafe.current, where writing has an address of its own"),
  /** As failsafe.timeout, where writing has an address of its own. */
  FAILSAFE_TIMEOUT_SET(
      "failsafe.timeout.set",
      Access.GUARDED,
      "As failsafe.timeout, where writing has an address of its own"),
  /** Stores the fail-safe in the pile's permanent memory. */
  FAILSAFE_PERSIST(
      "failsafe.persist", Access.GUARDED, "Stores the fail-safe in the pile's permanent memory"),
  /** Power while the watchdog has tripped, W. */
  FAILSAFE_POWER("failsafe.power", Access.GUARDED, "Power while the watchdog has tripped, W"),
  /** Life register. */
  WATCHDOG_FEED("watchdog.feed", Access.GUARDED, "Life register"),
  /** Silence after which the watchdog trips, s or ms by the point's unit. */
  WATCHDOG_TIMEOUT(
      "watchdog.timeout",
      Access.GUARDED,
      "Silence after which the watchdog trips, s or ms by the point's unit"),
  /** Switches the watchdog: on, off. */
  WATCHDOG_ENABLE("watchdog.enable", Access.GUARDED, "Switches the watchdog: on, off"),
  /** Energy saving of the device: on, off. */
  STANDBY("standby", Access.GUARDED, "Energy saving of the device: on, off"),
  /** Most energy of a session, Wh. */
  LIMIT_ENERGY("limit.energy", Access.GUARDED, "Most energy of a session, Wh"),
  /** Reactive power, var. */
  LIMIT_REACTIVE("limit.reactive", Access.GUARDED, "Reactive power, var"),
  /** Says who may switch phases. */
  PHASES_SOURCE_SET("phases.source.set", Access.GUARDED, "Says who may switch phases");

  /** Who may write a role. */
  public enum Access {
    /** Nobody: it is read. */
    READ,
    /** The charging station, by the template's control recipe and under its lease. */
    CONTROLLED,
    /** The charging station under its lease: fail-safe, watchdog and settings of the pile. */
    GUARDED
  }

  private static final Pattern FORBIDDEN =
      Pattern.compile(
          "(?i).*(clear|reset|self.?test|residual|rcd|weld|protect|contactor|relay|manual|module|insulation"
              + "|demand|voltage\\.?set).*");

  private final String text;
  private final Access access;
  private final String meaning;

  Role(String text, Access access, String meaning) {
    this.text = text;
    this.access = access;
    this.meaning = meaning;
  }

  /** The role as it stands in templates and as the name of a channel. */
  public String text() {
    return text;
  }

  /** Who may write it. */
  public Access access() {
    return access;
  }

  /** What it means, with its unit. */
  public String meaning() {
    return meaning;
  }

  /** The role of that text. */
  public static Optional<Role> of(String text) {
    return Arrays.stream(values()).filter(r -> r.text.equals(text)).findFirst();
  }

  /**
   * Whether a name speaks of what is never written: clearing faults, protection levels, voltage
   * demand, manual modes, contactors, power modules.
   */
  static boolean forbidden(String name) {
    return FORBIDDEN.matcher(name).matches();
  }
}
