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
