package io.ocpp809.gbt27930.transport;

import io.ocpp809.can.Frame;
import io.ocpp809.gbt27930.message.Node;
import java.util.Optional;

/**
 * What manages a transport session: the frames TP.CM (J1939-21, 5.10.3), PGN EC00, priority 7,
 * eight octets. The parameter group number that the session is about is in octets 6 to 8, low octet
 * first.
 *
 * <pre>
 * octet 1   2..5                                                  6..8
 * 10 RTS    size low, size high, packets, packets a CTS at most    PGN
 * 11 CTS    packets allowed (0 hold), next packet, FF, FF          PGN
 * 13 EOMA   size low, size high, packets, FF                       PGN
 * 20 BAM    size low, size high, packets, FF                       PGN
 * FF Abort  reason, FF, FF, FF                                     PGN
 * </pre>
 */
public sealed interface Control {
  /** Least size of a message in a session by the standard, octets; shorter ones are heard too. */
  int LEAST = 9;

  /** Greatest size of a message in a session, octets. */
  int MOST = 1785;

  /** Octets of a message in one data packet. */
  int PER_PACKET = 7;

  /** Number of packets that stands for no limit. */
  int NO_LIMIT = 0xFF;

  /** Parameter group number that the session is about. */
  int pgn();

  /** Octets 1 to 5, of which the lowest eight bits count. */
  int[] head();

  /**
   * Request to send.
   *
   * @param size octets, 9 to 1785
   * @param packets number of data packets
   * @param most most packets that a clear to send may ask for; {@link #NO_LIMIT}
   * @param pgn parameter group number
   */
  record RequestToSend(int size, int packets, int most, int pgn) implements Control {
    @Override
    public int[] head() {
      return new int[] {0x10, size, size >> 8, packets, most};
    }
  }

  /**
   * Clear to send.
   *
   * @param packets how many packets may come; 0 holds the sender
   * @param next number of the first of them, 1 to 255
   * @param pgn parameter group number
   */
  record ClearToSend(int packets, int next, int pgn) implements Control {
    @Override
    public int[] head() {
      return new int[] {0x11, packets, next, 0xFF, 0xFF};
    }
  }

  /**
   * End of message, acknowledged.
   *
   * @param size octets
   * @param packets number of data packets
   * @param pgn parameter group number
   */
  record EndOfMessage(int size, int packets, int pgn) implements Control {
    @Override
    public int[] head() {
      return new int[] {0x13, size, size >> 8, packets, 0xFF};
    }
  }

  /**
   * Announcement of a broadcast.
   *
   * @param size octets, 9 to 1785
   * @param packets number of data packets
   * @param pgn parameter group number
   */
  record Announcement(int size, int packets, int pgn) implements Control {
    @Override
    public int[] head() {
      return new int[] {0x20, size, size >> 8, packets, 0xFF};
    }
  }

  /**
   * The session is given up.
   *
   * @param reason 1 in another session already, 2 no resources, 3 time-out; others are seen
   * @param pgn parameter group number
   */
  record Abort(int reason, int pgn) implements Control {
    /** A time-out. */
    public static final int TIMEOUT = 3;

    @Override
    public int[] head() {
      return new int[] {0xFF, reason, 0xFF, 0xFF, 0xFF};
    }
  }

  /** Number of data packets for a size. */
  static int packets(int size) {
    return (size + PER_PACKET - 1) / PER_PACKET;
  }

  /**
   * What a TP.CM frame says; empty if its control octet is reserved or its numbers contradict.
   * Taken from senders who do not divide well: one packet more than the size needs, and sizes that
   * would fit into a frame.
   */
  static Optional<Control> decode(Frame frame) {
    if (frame.length() < 8) {
      return Optional.empty();
    }
    int pgn = frame.octet(5) | frame.octet(6) << 8 | frame.octet(7) << 16;
    int size = frame.octet(1) | frame.octet(2) << 8;
    int packets = frame.octet(3);
    int spare = packets - packets(size);
    boolean fits = size >= 1 && size <= MOST && (spare == 0 || spare == 1);
    return switch (frame.octet(0)) {
      case 0x10 ->
          fits
              ? Optional.of(new RequestToSend(size, packets, frame.octet(4), pgn))
              : Optional.empty();
      case 0x11 -> Optional.of(new ClearToSend(frame.octet(1), frame.octet(2), pgn));
      case 0x13 -> Optional.of(new EndOfMessage(size, packets, pgn));
      case 0x20 -> fits ? Optional.of(new Announcement(size, packets, pgn)) : Optional.empty();
      case 0xFF -> Optional.of(new Abort(frame.octet(1), pgn));
      default -> Optional.empty();
    };
  }

  /** The frame that says it, from one node to the other; an announcement goes to all. */
  default Frame frame(Node from) {
    int[] head = head();
    long data = pgn() & 0xFF_FFFFL;
    for (int i = head.length - 1; i >= 0; i--) {
      data = data << 8 | head[i] & 0xFF;
    }
    int destination = this instanceof Announcement ? 0xFF : from.other().address();
    return new Frame(0x1CEC_0000 | destination << 8 | from.address(), Frame.Kind.EXTENDED, 8, data);
  }

  /**
   * A data packet, TP.DT (5.10.4): its number and seven octets, the last ones filled with ones.
   *
   * @param number 1 to 255
   * @param broadcast whether it goes to all
   */
  static Frame packet(Node from, byte[] octets, int number, boolean broadcast) {
    long data = -1L << 8 | number;
    int first = (number - 1) * PER_PACKET;
    for (int i = 0; i < PER_PACKET && first + i < octets.length; i++) {
      int shift = 8 * (i + 1);
      data = data & ~(0xFFL << shift) | (octets[first + i] & 0xFFL) << shift;
    }
    int destination = broadcast ? 0xFF : from.other().address();
    return new Frame(0x1CEB_0000 | destination << 8 | from.address(), Frame.Kind.EXTENDED, 8, data);
  }
}
