package io.ocpp809.testkit.modbus;

/** What a server does wrong with a reply, as devices, converters and lines do. */
public enum Misbehaviour {
  /** The request is carried out, but nothing is answered. */
  SILENCE,
  /** The reply comes after {@link Moments#late()}. */
  LATE,
  /** The reply comes in two parts, a moment apart. */
  SPLIT,
  /** The reply comes octet by octet, an eighth of a moment apart. */
  DRIBBLED,
  /** The reply comes octet by octet, and takes as long as {@link Moments#late()} in all. */
  DRIBBLED_TOO_LONG,
  /** In the middle of the reply nothing comes for as long as {@link Moments#late()}. */
  HOLE,
  /** The reply bears the next unit's identifier. */
  WRONG_UNIT,
  /** The reply bears another function code. */
  WRONG_FUNCTION,
  /** An exception reply to another function. */
  WRONG_EXCEPTION,
  /** The reply bears another transaction identifier. */
  WRONG_TRANSACTION(Needs.HEADER),
  /** The reply bears a protocol identifier that is not 0. */
  WRONG_PROTOCOL(Needs.HEADER),
  /** The header counts two octets more than come. */
  WRONG_LENGTH(Needs.HEADER),
  /** The reply lacks its last register, with length, octet count and CRC that fit. */
  SHORT,
  /** The reply has one register more, with length, octet count and CRC that fit. */
  LONG,
  /** The octet count of the reply is two less than its octets. */
  WRONG_COUNT,
  /** The acknowledgement of a write names the next address; a reply to a read is right. */
  WRONG_ADDRESS,
  /** One bit of the reply's data is flipped; its CRC is the one from before. */
  BIT_FLIPPED(Needs.CHECKSUM),
  /** One bit of the reply's unit is flipped; its CRC is the one from before. */
  UNIT_FLIPPED(Needs.CHECKSUM),
  /** One bit of the reply's function is flipped; its CRC is the one from before. */
  FUNCTION_FLIPPED(Needs.CHECKSUM),
  /** One bit of the reply's octet count is flipped; its CRC is the one from before. */
  COUNT_FLIPPED(Needs.CHECKSUM),
  /** The CRC is that of another frame. */
  WRONG_CHECKSUM(Needs.CHECKSUM),
  /** Octets that are no frame go before the reply. */
  GARBAGE,
  /** Octets that are no frame follow the reply. */
  GARBAGE_AFTER,
  /** The request is sent back before the reply, as a two-wire adapter does. */
  ECHO,
  /** The request is sent back and nothing else. */
  ECHO_ONLY,
  /** The reply to the request before is sent again instead. */
  STALE,
  /** The reply to the request before is sent again, then the right one. */
  STALE_FIRST,
  /** The reply is sent twice. */
  TWICE,
  /** The reply stops in the middle. */
  HALF,
  /** The reply stops in the middle and the connection ends. */
  TORN(Needs.CONNECTION),
  /** The connection ends instead of a reply. */
  DROP(Needs.CONNECTION),
  /** The connection is reset instead of a reply. */
  RESET(Needs.CONNECTION),
  /** The connection ends behind the reply. */
  CLOSED_AFTER(Needs.CONNECTION),
  /** Nothing is answered; the device ends its direction and goes on to listen. */
  HALF_CLOSED(Needs.CONNECTION),
  /** Nothing is answered or read any more on this connection, which stays open. */
  DEAF(Needs.CONNECTION),
  /** Exception 1, illegal function. */
  REFUSED_1,
  /** Exception 2, illegal address. */
  REFUSED_2,
  /** Exception 3, illegal value. */
  REFUSED_3,
  /** Exception 4, device failure. */
  REFUSED_4,
  /** Exception 5, acknowledge. */
  REFUSED_5,
  /** Exception 6, busy. */
  REFUSED_6,
  /** Exception 7, negative acknowledge. */
  REFUSED_7,
  /** Exception 8, parity error of the memory. */
  REFUSED_8,
  /** Exception 9, which the specification does not know. */
  REFUSED_9,
  /** Exception 10, gateway path unavailable. */
  REFUSED_10,
  /** Exception 11, target behind the gateway does not answer. */
  REFUSED_11;

  private enum Needs {
    NOTHING,
    HEADER,
    CHECKSUM,
    CONNECTION
  }

  private final Needs needs;

  Misbehaviour() {
    this(Needs.NOTHING);
  }

  Misbehaviour(Needs needs) {
    this.needs = needs;
  }

  /**
   * Whether it exists with that framing.
   *
   * @param framing how frames look
   * @param connection whether the line is a connection that can end; a serial line is none
   * @return false if nothing would be wrong
   */
  public boolean fits(ModbusServer.Framing framing, boolean connection) {
    return switch (needs) {
      case NOTHING -> true;
      case HEADER -> framing == ModbusServer.Framing.TCP;
      case CHECKSUM -> framing == ModbusServer.Framing.RTU;
      case CONNECTION -> connection;
    };
  }

  /** The exception code that is answered instead; 0 if none is. */
  int exception() {
    return ordinal() < REFUSED_1.ordinal() ? 0 : ordinal() - REFUSED_1.ordinal() + 1;
  }
}
