package io.ocpp809.testkit.modbus;

/** What a server does wrong with a reply, as devices and lines do. */
public enum Misbehaviour {
  /** The request is carried out, but nothing is answered. */
  SILENCE,
  /** The reply bears the next unit's identifier. */
  WRONG_UNIT,
  /** The reply bears another function code. */
  WRONG_FUNCTION,
  /** The reply bears another transaction identifier; RTU has none. */
  WRONG_TRANSACTION,
  /** The reply lacks its last register, with length, byte count and CRC that fit. */
  SHORT,
  /** One bit of the reply's data is flipped; its CRC is the one from before. */
  BIT_FLIPPED,
  /** Octets that are no frame go before the reply. */
  GARBAGE,
  /** The reply is sent twice. */
  TWICE,
  /** The reply stops in the middle and the connection ends. */
  TORN,
  /** The connection ends instead of a reply. */
  DROP
}
