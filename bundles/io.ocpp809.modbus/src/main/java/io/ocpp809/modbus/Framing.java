package io.ocpp809.modbus;

/** How a request is packed on a link and its reply found. */
public sealed interface Framing permits MbapFraming, RtuFraming {
  /**
   * The request as octets of the link.
   *
   * @param request the request
   * @param transaction number of the exchange on this link
   */
  byte[] encode(Request request, int transaction);

  /**
   * Whether a request to one unit reaches another one, too: with RTU frames 0 is all of them. In
   * Modbus TCP 0 and 255 are the device at the address itself, whatever its unit, and such a device
   * may answer to any.
   *
   * @param asked unit of the request
   * @param unit the other unit
   */
  default boolean reaches(int asked, int unit) {
    boolean whole = asked == 0 || asked == 255 || unit == 0 || unit == 255;
    return asked == unit || (this instanceof MbapFraming ? whole : asked == 0);
  }

  /**
   * Looks for the reply in what has been received.
   *
   * @param request the request
   * @param transaction number of the exchange on this link
   * @param received octets received
   * @param length how many of them count
   * @return what is known so far
   */
  Found find(Request request, int transaction, byte[] received, int length);

  /**
   * What was found.
   *
   * @param reply the reply; null while more octets are needed
   * @param consumed octets at the beginning that have been dealt with
   * @param stray what was passed over, in words; empty if nothing was
   */
  record Found(Reply reply, int consumed, String stray) {
    static final Found NOTHING = new Found(null, 0, "");

    static Found reply(Reply reply, int consumed) {
      return new Found(reply, consumed, "");
    }

    static Found passedOver(int consumed, String stray) {
      return new Found(null, consumed, stray);
    }
  }

  /** Modbus TCP (Modbus Messaging on TCP/IP V1.0b). */
  static Framing tcp() {
    return new MbapFraming();
  }

  /** Modbus RTU, on a serial line or over TCP. */
  static Framing rtu() {
    return new RtuFraming();
  }
}
