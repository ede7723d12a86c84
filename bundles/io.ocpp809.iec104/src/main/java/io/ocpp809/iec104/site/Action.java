package io.ocpp809.iec104.site;

import io.ocpp809.iec104.site.Quantity.Scope;
import io.ocpp809.iec104.station.CommandKind;
import java.util.Optional;

/** What a point in control direction can do. */
public enum Action {
  /** End all transactions; on only, a pulse. */
  STOP(
      "stop",
      Scope.SITE,
      CommandKind.SINGLE,
      40001,
      1,
      false,
      "end all transactions; on only, a pulse"),
  /** Put all EVSEs in service (on) or out of service (off). */
  ENABLE(
      "enable",
      Scope.SITE,
      CommandKind.DOUBLE,
      40002,
      0,
      false,
      "put all EVSEs in service (on) or out of service (off)"),
  /** Take the group's set-point for the site back; on only. */
  RELEASE(
      "release",
      Scope.SITE,
      CommandKind.SINGLE,
      40003,
      1,
      true,
      "take the group's set-point for the site back; on only"),
  /** Limit of the site, kW. */
  LIMIT("limit", Scope.SITE, CommandKind.FLOAT, 50001, 0, true, "limit of the site, kW"),
  /** Limit of the site per phase, 0.1 A. */
  LIMIT_AMPERES(
      "limit.amperes",
      Scope.SITE,
      CommandKind.SCALED,
      50011,
      0,
      false,
      "limit of the site per phase, 0.1 A"),
  /** Limit of the site as a part of what 100 % means. */
  LIMIT_PERCENT(
      "limit.percent",
      Scope.SITE,
      CommandKind.NORMALIZED,
      50021,
      0,
      false,
      "limit of the site as a part of what 100 % means"),
  /** Minutes for which limits of the group that follow are valid; 0 until they are changed. */
  VALIDITY(
      "validity",
      Scope.SITE,
      CommandKind.SCALED,
      50031,
      0,
      false,
      "minutes for which limits that follow are valid, 0 to 10080; 0 until they are changed"),
  /** End the transaction; on only, a pulse. */
  EVSE_STOP(
      "evse.stop",
      Scope.EVSE,
      CommandKind.SINGLE,
      40001,
      1,
      false,
      "end the transaction; on only, a pulse"),
  /** Put the EVSE in service (on) or out of service (off). */
  EVSE_ENABLE(
      "evse.enable",
      Scope.EVSE,
      CommandKind.DOUBLE,
      40002,
      0,
      false,
      "put the EVSE in service (on) or out of service (off)"),
  /** Take the group's set-point for the EVSE back; on only. */
  EVSE_RELEASE(
      "evse.release",
      Scope.EVSE,
      CommandKind.SINGLE,
      40003,
      1,
      false,
      "take the group's set-point for the EVSE back; on only"),
  /** Limit of the EVSE, kW. */
  EVSE_LIMIT("evse.limit", Scope.EVSE, CommandKind.FLOAT, 50001, 0, false, "limit of the EVSE, kW"),
  /** Limit of the EVSE per phase, 0.1 A. */
  EVSE_LIMIT_AMPERES(
      "evse.limit.amperes",
      Scope.EVSE,
      CommandKind.SCALED,
      50011,
      0,
      false,
      "limit of the EVSE per phase, 0.1 A"),
  /** Limit of the EVSE as a part of its rating. */
  EVSE_LIMIT_PERCENT(
      "evse.limit.percent",
      Scope.EVSE,
      CommandKind.NORMALIZED,
      50021,
      0,
      false,
      "limit of the EVSE as a part of its rating");

  private final String id;
  private final Scope scope;
  private final CommandKind kind;
  private final int address;
  private final int qualifier;
  private final boolean standard;
  private final String words;

  Action(
      String id,
      Scope scope,
      CommandKind kind,
      int address,
      int qualifier,
      boolean standard,
      String words) {
    this.id = id;
    this.scope = scope;
    this.kind = kind;
    this.address = address;
    this.qualifier = qualifier;
    this.standard = standard;
    this.words = words;
  }

  /** Name in a point list. */
  public String id() {
    return id;
  }

  /** To what it is done. */
  public Scope scope() {
    return scope;
  }

  /** Kind in the default plan. */
  public CommandKind kind() {
    return kind;
  }

  int address() {
    return address;
  }

  int qualifier() {
    return qualifier;
  }

  boolean standard() {
    return standard;
  }

  /** What it does. */
  public String words() {
    return words;
  }

  /** Whether it sets a limit. */
  public boolean limits() {
    return kind.setPoint() && this != VALIDITY;
  }

  /** Whether a command of some kind can do it. */
  boolean fits(CommandKind other) {
    return kind.setPoint() == other.setPoint();
  }

  /** The action of a name. */
  public static Optional<Action> of(String id) {
    for (Action a : values()) {
      if (a.id.equals(id)) {
        return Optional.of(a);
      }
    }
    return Optional.empty();
  }
}
