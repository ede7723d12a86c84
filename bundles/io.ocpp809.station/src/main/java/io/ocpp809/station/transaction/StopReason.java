package io.ocpp809.station.transaction;

/** Why a transaction ended; wire names of OCPP 1.6 section 7.44 Reason. */
public enum StopReason {
  /** The token was refused by the CSMS after the start. */
  DE_AUTHORIZED("DeAuthorized"),
  /** Emergency stop was pressed. */
  EMERGENCY_STOP("EmergencyStop"),
  /** The vehicle was unplugged. */
  EV_DISCONNECTED("EVDisconnected"),
  /** A hard reset was commanded. */
  HARD_RESET("HardReset"),
  /** Stopped at the station by its user. */
  LOCAL("Local"),
  /** Any other reason. */
  OTHER("Other"),
  /** The pile lost power; only on evidence. */
  POWER_LOSS("PowerLoss"),
  /** The pile restarted. */
  REBOOT("Reboot"),
  /** The CSMS asked. */
  REMOTE("Remote"),
  /** A soft reset was commanded. */
  SOFT_RESET("SoftReset"),
  /** The plug was released from remote. */
  UNLOCK_COMMAND("UnlockCommand");

  private final String wire;

  StopReason(String wire) {
    this.wire = wire;
  }

  /** Name on the OCPP 1.6 wire. */
  public String wire() {
    return wire;
  }
}
