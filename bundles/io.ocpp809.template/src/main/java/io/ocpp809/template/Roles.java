package io.ocpp809.template;

import java.util.Set;

/**
 * The words by which templates and channel names say what a value means. Roles for clearing faults,
 * protection levels, voltage demand, manual modes, contactors and power modules do not exist.
 */
public final class Roles {
  /** State of the outlet: canonical text A1 to F, starting, error, reserved, unavailable. */
  public static final String STATE = "evse.state";

  /** State as an OCPP 1.6 status text; a hint where there is no {@link #STATE}. */
  public static final String OCPP_STATUS = "ocpp.status";

  /** Where the plug is: none, station, station-locked, ev, ev-locked. */
  public static final String CABLE = "cable.state";

  /** Code of a fault; 0 for none. */
  public static final String ERROR = "error.code";

  /** Token read by the pile's reader. */
  public static final String TAG = "auth.tag";

  /** Lifetime energy, Wh or VAh by the point's unit. */
  public static final String ENERGY = "energy.total";

  /** Limit in force at the pile, A per phase. */
  public static final String LIMIT_ACTIVE = "limit.active";

  /** The station's leave to write, made by the gateway. */
  public static final String LEASE = "control.lease";

  /** Roles that are written under the station's lease only. */
  static final Set<String> CONTROLLED =
      Set.of("limit.set", "limit.power", "charge.enable", "connector.unlock", "phases.set");

  /** Roles that are written under the lease because they touch the fail-safe or the watchdog. */
  static final Set<String> GUARDED =
      Set.of(
          "failsafe.current",
          "failsafe.current.set",
          "failsafe.timeout.set",
          "failsafe.persist",
          "failsafe.power",
          "watchdog.feed",
          "watchdog.timeout",
          "watchdog.enable",
          "standby",
          "limit.energy",
          "limit.reactive",
          "phases.source.set");

  private static final Set<String> READ =
      Set.of(
          STATE,
          OCPP_STATUS,
          "ocpp.status.station",
          CABLE,
          ERROR,
          TAG,
          ENERGY,
          "energy.session",
          "energy.poweron",
          "energy.export",
          "energy.sum",
          "energy.l1",
          "energy.l2",
          "energy.l3",
          "power.total",
          "power.l1",
          "power.l2",
          "power.l3",
          "power.apparent",
          "power.reactive",
          "power.factor",
          "power.dc",
          "power.station",
          "current.l1",
          "current.l2",
          "current.l3",
          "current.dc",
          "voltage.l1",
          "voltage.l2",
          "voltage.l3",
          "voltage.dc",
          "frequency",
          "temperature",
          "ev.soc",
          "ev.id",
          LIMIT_ACTIVE,
          "limit.active.ac",
          "limit.hardware",
          "limit.cable",
          "limit.min",
          "limit.validity",
          "limit.accounted",
          "failsafe.timeout",
          "phases.active",
          "phases.hardware",
          "phases.source",
          "availability",
          "charging",
          "evse.health",
          "lock.extern",
          "session.state",
          "time.session",
          "connectors.count",
          "connector.type",
          "id.serial",
          "id.model",
          "id.firmware",
          "id.vendor",
          "id.name",
          "id.map");

  private Roles() {}

  /** Whether there is a role of that name. */
  public static boolean known(String role) {
    return READ.contains(role) || CONTROLLED.contains(role) || GUARDED.contains(role);
  }

  /** Value of the driver's attribute {@code control} for a role. */
  static String control(String role) {
    return switch (role) {
      case "limit.set", "limit.power" -> "LIMIT";
      case "charge.enable" -> "ENABLE";
      case "connector.unlock" -> "UNLOCK";
      case "phases.set" -> "PHASES";
      case "watchdog.feed", "failsafe.timeout.set" -> "FEED";
      default -> GUARDED.contains(role) ? "FAILSAFE" : "NONE";
    };
  }
}
