package io.ocpp809.testkit.gbt27930;

import io.ocpp809.can.Frame;

/** The octets of the transport protocol (SAE J1939-21, 5.10), for one direction. */
final class Wire {
  static final int TP_CM = 0xEC;
  static final int TP_DT = 0xEB;
  static final int RTS = 0x10;
  static final int CTS = 0x11;
  static final int END = 0x13;
  static final int ABORT = 0xFF;

  /** Reason of an abort: time-out. */
  static final int TIMEOUT = 3;

  static final int PACKET = 7;

  private final int address;
  private final int other;

  Wire(int address, int other) {
    this.address = address;
    this.other = other;
  }

  /** Whether the other one says it to this one, in an extended data frame. */
  boolean forMe(Frame f) {
    return f.kind() == Frame.Kind.EXTENDED
        && (f.id() & 0xFF) == other
        && (f.id() >> 8 & 0xFF) == address;
  }

  static int pf(Frame f) {
    return f.id() >> 16 & 0xFF;
  }

  /** The PGN that a control frame is about. */
  static int about(Frame f) {
    return f.octet(5) | f.octet(6) << 8 | f.octet(7) << 16;
  }

  Frame single(int pgn, int priority, byte[] payload) {
    return Frame.extended(id(pgn >> 8, priority), payload);
  }

  Frame rts(int pgn, int size) {
    return control(RTS, size, size >> 8, packets(size), 0xFF, pgn);
  }

  Frame cts(int pgn, int count, int next) {
    return control(CTS, count, next, 0xFF, 0xFF, pgn);
  }

  Frame end(int pgn, int size) {
    return control(END, size, size >> 8, packets(size), 0xFF, pgn);
  }

  Frame abort(int pgn, int reason) {
    return control(ABORT, reason, 0xFF, 0xFF, 0xFF, pgn);
  }

  /** A packet, filled up with FF; numbers begin at 1. */
  Frame packet(byte[] payload, int number) {
    byte[] octets = new byte[8];
    octets[0] = (byte) number;
    for (int i = 0; i < PACKET; i++) {
      int at = (number - 1) * PACKET + i;
      octets[i + 1] = at < payload.length ? payload[at] : (byte) 0xFF;
    }
    return Frame.extended(id(TP_DT, 7), octets);
  }

  static int packets(int size) {
    return (size + PACKET - 1) / PACKET;
  }

  private Frame control(int what, int a, int b, int c, int d, int pgn) {
    byte[] octets = {
      (byte) what, (byte) a, (byte) b, (byte) c, (byte) d, (byte) pgn, (byte) (pgn >> 8), 0
    };
    return Frame.extended(id(TP_CM, 7), octets);
  }

  private int id(int pf, int priority) {
    return priority << 26 | pf << 16 | other << 8 | address;
  }
}
