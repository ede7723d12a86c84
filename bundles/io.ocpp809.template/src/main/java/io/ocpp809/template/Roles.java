package io.ocpp809.template;

import java.util.List;

/**
 * Texts of the roles that the rest of the product asks for by name; all roles are in {@link Role}.
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

  /** The channels of fault codes; a pile with many bits has several. */
  static final List<String> ERRORS = List.of(ERROR, "error.code.2", "error.code.3", "error.code.4");

  /** Token read by the pile's reader. */
  public static final String TAG = "auth.tag";

  /** Lifetime energy, Wh or VAh by the point's unit. */
  public static final String ENERGY = "energy.total";

  /** Limit in force at the pile, A per phase. */
  public static final String LIMIT_ACTIVE = "limit.active";

  /** The station's leave to write, made by the gateway; no point of a template has it. */
  public static final String LEASE = "control.lease";

  private Roles() {}

  /** Whether there is a role of that name. */
  public static boolean known(String role) {
    return Role.of(role).isPresent();
  }

  /** Value of the driver's attribute {@code control} for a role. */
  static String control(String role) {
    return switch (role) {
      case "limit.set", "limit.set.l2", "limit.set.l3", "limit.power" -> "LIMIT";
      case "charge.enable" -> "ENABLE";
      case "connector.unlock" -> "UNLOCK";
      case "phases.set" -> "PHASES";
      case "watchdog.feed", "failsafe.timeout.set" -> "FEED";
      default ->
          Role.of(role).filter(r -> r.access() == Role.Access.GUARDED).isPresent()
              ? "FAILSAFE"
              : "NONE";
    };
  }
}
