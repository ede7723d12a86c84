package io.ocpp809.kura.can;

/** What a channel does to a pile; any but NONE is written under the station's lease only. */
enum Control {
  /** Nothing. */
  NONE,
  /** Limits current or power; never rounded up. */
  LIMIT,
  /** Enables, starts or stops. */
  ENABLE,
  /** Unlocks the plug. */
  UNLOCK
}
