package io.ocpp809.station.settings;

import java.util.Optional;

/**
 * What a CSMS may configure of a station, with type, range and default. The name is
 * Component.Variable of OCPP 2.0.1; OCPP 1.6 keys map onto it by a table of the OCPP bundle.
 */
public enum Setting {
  /** Heartbeat interval, s; 0 keeps the interval of the boot answer. */
  HEARTBEAT_INTERVAL("OCPPCommCtrlr.HeartbeatInterval", Type.INTEGER, "0", 0, 86_400 * 30),
  /** Interval of WebSocket pings, s; 0 sends none. */
  WEB_SOCKET_PING_INTERVAL("OCPPCommCtrlr.WebSocketPingInterval", Type.INTEGER, "30", 0, 86_400),
  /** How often a transaction message is tried. */
  MESSAGE_ATTEMPTS("OCPPCommCtrlr.MessageAttempts", Type.INTEGER, "5", 1, 1000),
  /** Wait before another try times the number of tries so far, s. */
  MESSAGE_ATTEMPT_INTERVAL("OCPPCommCtrlr.MessageAttemptInterval", Type.INTEGER, "60", 0, 86_400),
  /** How long to wait for the answer to a message, s. */
  MESSAGE_TIMEOUT("OCPPCommCtrlr.MessageTimeout", Type.INTEGER, "30", 1, 600),
  /** How often a reset is tried. */
  RESET_RETRIES("OCPPCommCtrlr.ResetRetries", Type.INTEGER, "1", 0, 100),
  /** Whether the plug is released when the vehicle is unplugged. */
  UNLOCK_ON_EV_SIDE_DISCONNECT("OCPPCommCtrlr.UnlockOnEVSideDisconnect", Type.BOOLEAN, "false"),
  /** How long an authorised user may take to plug in, s. */
  EV_CONNECTION_TIMEOUT("TxCtrlr.EVConnectionTimeOut", Type.INTEGER, "120", 1, 86_400),
  /** Whether a transaction stops when the CSMS refuses its token afterwards. */
  STOP_TX_ON_INVALID_ID("TxCtrlr.StopTxOnInvalidId", Type.BOOLEAN, "true"),
  /** Whether a transaction stops when the vehicle is unplugged. */
  STOP_TX_ON_EV_SIDE_DISCONNECT("TxCtrlr.StopTxOnEVSideDisconnect", Type.BOOLEAN, "true"),
  /** Energy that may still flow under a refused token, Wh. */
  MAX_ENERGY_ON_INVALID_ID("TxCtrlr.MaxEnergyOnInvalidId", Type.INTEGER, "0", 0, 1_000_000),
  /** Whether a remote start asks about its token as a card would. */
  AUTHORIZE_REMOTE_START("AuthCtrlr.AuthorizeRemoteStart", Type.BOOLEAN, "false"),
  /** Whether known tokens start without asking while the CSMS is away. */
  LOCAL_AUTHORIZE_OFFLINE("AuthCtrlr.LocalAuthorizeOffline", Type.BOOLEAN, "true"),
  /** Whether known tokens start without asking while the CSMS is there. */
  LOCAL_PRE_AUTHORIZE("AuthCtrlr.LocalPreAuthorize", Type.BOOLEAN, "false"),
  /** Whether unknown tokens start while the CSMS is away. */
  OFFLINE_TX_FOR_UNKNOWN_ID("AuthCtrlr.OfflineTxForUnknownIdEnabled", Type.BOOLEAN, "false"),
  /** Whether answers about tokens are remembered. */
  AUTH_CACHE_ENABLED("AuthCacheCtrlr.Enabled", Type.BOOLEAN, "true"),
  /** Whether the local list is used. */
  LOCAL_AUTH_LIST_ENABLED("LocalAuthListCtrlr.Enabled", Type.BOOLEAN, "true"),
  /** Interval of readings within a transaction, s; 0 takes none. */
  SAMPLED_INTERVAL("SampledDataCtrlr.TxUpdatedInterval", Type.INTEGER, "60", 0, 86_400),
  /** Measurands of those readings. */
  SAMPLED_MEASURANDS(
      "SampledDataCtrlr.TxUpdatedMeasurands",
      Type.MEASURANDS,
      "Energy.Active.Import.Register,Power.Active.Import,Current.Import"),
  /** Measurands that go with the end of a transaction; empty for none. */
  SAMPLED_ENDED_MEASURANDS("SampledDataCtrlr.TxEndedMeasurands", Type.MEASURANDS, ""),
  /** Interval of readings on the boundary of the clock, s; 0 takes none. */
  ALIGNED_INTERVAL("AlignedDataCtrlr.Interval", Type.INTEGER, "0", 0, 86_400),
  /** Measurands of those readings. */
  ALIGNED_MEASURANDS(
      "AlignedDataCtrlr.Measurands", Type.MEASURANDS, "Energy.Active.Import.Register"),
  /** Clock-aligned measurands that go with the end of a transaction; empty for none. */
  ALIGNED_ENDED_MEASURANDS("AlignedDataCtrlr.TxEndedMeasurands", Type.MEASURANDS, ""),
  /** Shortest time a status must last to be reported, s. */
  MINIMUM_STATUS_DURATION("OCPP16.MinimumStatusDuration", Type.INTEGER, "1", 0, 3600),
  /** Wiring of each connector's phases, as OCPP 1.6 ConnectorPhaseRotation. */
  PHASE_ROTATION("OCPP16.ConnectorPhaseRotation", Type.PHASE_ROTATION, "");

  /** Type of a setting's value; all are text on the wire and in the store. */
  public enum Type {
    /** "true" or "false". */
    BOOLEAN,
    /** A whole number within a range. */
    INTEGER,
    /** Measurand names with optional phase, separated by commas. */
    MEASURANDS,
    /** Entries connector.rotation, separated by commas. */
    PHASE_ROTATION
  }

  private final String variable;
  private final Type type;
  private final String initial;
  private final long minimum;
  private final long maximum;

  Setting(String variable, Type type, String initial) {
    this(variable, type, initial, 0, 0);
  }

  Setting(String variable, Type type, String initial, long minimum, long maximum) {
    this.variable = variable;
    this.type = type;
    this.initial = initial;
    this.minimum = minimum;
    this.maximum = maximum;
  }

  /** Component.Variable of OCPP 2.0.1. */
  public String variable() {
    return variable;
  }

  /** Type of the value. */
  public Type type() {
    return type;
  }

  /** Value before anybody has set one. */
  public String initial() {
    return initial;
  }

  /** Smallest value of an integer. */
  public long minimum() {
    return minimum;
  }

  /** Largest value of an integer. */
  public long maximum() {
    return maximum;
  }

  /** The setting of that 2.0.1 variable. */
  public static Optional<Setting> ofVariable(String variable) {
    for (Setting s : values()) {
      if (s.variable.equals(variable)) {
        return Optional.of(s);
      }
    }
    return Optional.empty();
  }
}
