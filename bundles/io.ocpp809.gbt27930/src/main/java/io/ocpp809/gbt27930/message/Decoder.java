package io.ocpp809.gbt27930.message;

import io.ocpp809.can.Frame;

/**
 * Tells what frames are, and reads messages. It remembers nothing, so that one may serve many buses
 * and threads.
 *
 * <p>Frames are told by sender, destination and parameter group number; the priority is not looked
 * at. A message longer than its fields need is taken (many devices pad to eight octets), of a
 * shorter one what is missing is not available, and remarked.
 */
public final class Decoder {
  private static final Decoded FOREIGN = new Decoded.Foreign();
  private static final int CHARGER_TO_BMS = 0xF456;
  private static final int BMS_TO_CHARGER = 0x56F4;
  private static final int DATA_PAGES = 0x0300_0000;
  private static final int BROADCAST_BY_BMS = 0xFFF4;
  private static final int BROADCAST_BY_CHARGER = 0xFF56;

  private Decoder() {}

  /** What a frame is. */
  public static Decoded decode(Frame frame, Context context) {
    int id = frame.id();
    if (!frame.extended() || frame.remote() || (id & DATA_PAGES) != 0) {
      return FOREIGN;
    }
    int pgn = id >>> 8 & 0xFF00;
    switch (id & 0xFFFF) {
      case CHARGER_TO_BMS:
        return directed(Node.CHARGER, pgn, frame, context);
      case BMS_TO_CHARGER:
        return directed(Node.BMS, pgn, frame, context);
      case BROADCAST_BY_BMS:
        return broadcast(Node.BMS, pgn);
      case BROADCAST_BY_CHARGER:
        return broadcast(Node.CHARGER, pgn);
      default:
        return FOREIGN;
    }
  }

  /**
   * What the octets of a finished transport session are.
   *
   * @param sender who sent them
   * @param pgn parameter group number that the session was opened for
   * @param octets all of them, without padding; not kept
   */
  public static Decoded decode(Node sender, int pgn, byte[] octets, Context context) {
    MessageType type = MessageType.of(pgn).orElse(null);
    if (type == null || type.sender() != sender) {
      return Diagnosis.decode(pgn, octets)
          .<Decoded>map(diagnosis -> new Decoded.Diagnosed(sender, diagnosis))
          .orElseGet(() -> new Decoded.Unknown(sender, pgn));
    }
    return octets.length == 0
        ? new Decoded.Refused(type)
        : read(type, new Reader(type, context, octets));
  }

  private static Decoded directed(Node sender, int pgn, Frame frame, Context context) {
    MessageType type = MessageType.ofFormat(pgn >>> 8);
    if (type == null) {
      return other(sender, pgn, frame);
    }
    if (type.sender() != sender) {
      return new Decoded.Unknown(sender, pgn);
    }
    return frame.length() == 0
        ? new Decoded.Refused(type)
        : read(type, new Reader(type, context, frame.data(), frame.length()));
  }

  private static Decoded other(Node sender, int pgn, Frame frame) {
    return switch (pgn) {
      case 0xEC00 -> new Decoded.Transport(sender, true);
      case 0xEB00 -> new Decoded.Transport(sender, false);
      case 0x3000, 0x3100 -> offset(sender, pgn, frame);
      // version negotiation, control, confirmed and unconfirmed short messages, long messages
      case 0x3400, 0x3500, 0x3600, 0x3700, 0x3800, 0x3900 -> new Decoded.Unsupported(sender, pgn);
      default ->
          Diagnosis.decode(pgn, frame.octets())
              .<Decoded>map(diagnosis -> new Decoded.Diagnosed(sender, diagnosis))
              .orElseGet(() -> new Decoded.Unknown(sender, pgn));
    };
  }

  private static Decoded offset(Node sender, int pgn, Frame frame) {
    boolean rightSide = pgn == (sender == Node.CHARGER ? 0x3000 : 0x3100);
    if (!rightSide || frame.length() < 2 || frame.octet(0) == 0xFF) {
      return new Decoded.Unknown(sender, pgn);
    }
    int second = frame.octet(1);
    return new Decoded.OffsetProposed(
        sender, -100 * frame.octet(0), second & 0xF, second >>> 4 & 3);
  }

  private static Decoded broadcast(Node sender, int pgn) {
    return switch (pgn) {
      case 0xEC00 -> new Decoded.Transport(sender, true);
      case 0xEB00 -> new Decoded.Transport(sender, false);
      default -> FOREIGN;
    };
  }

  private static Decoded read(MessageType type, Reader in) {
    Message message =
        switch (type) {
          case CHM -> Chm.decode(in);
          case BHM -> Bhm.decode(in);
          case CRM -> Crm.decode(in);
          case BRM -> Brm.decode(in);
          case BCP -> Bcp.decode(in);
          case CTS -> Cts.decode(in);
          case CML -> Cml.decode(in);
          case BRO -> Bro.decode(in);
          case CRO -> Cro.decode(in);
          case BCL -> Bcl.decode(in);
          case BCS -> Bcs.decode(in);
          case CCS -> Ccs.decode(in);
          case BSM -> Bsm.decode(in);
          case BMV -> Bmv.decode(in);
          case BMT -> Bmt.decode(in);
          case BSP -> Bsp.decode(in);
          case BST -> Bst.decode(in);
          case CST -> Cst.decode(in);
          case BSD -> Bsd.decode(in);
          case CSD -> Csd.decode(in);
          case BEM -> Bem.decode(in);
          case CEM -> Cem.decode(in);
        };
    if (in.length() < type.leastLength()) {
      in.remark(missing(type, in.length()), 0, Remark.Reason.SHORT);
    }
    return new Decoded.Said(message, in.remarks());
  }

  private static Field missing(MessageType type, int length) {
    for (Signal signal : Signals.of(type)) {
      if (signal.field().lastOctet() > length) {
        return signal.field();
      }
    }
    throw new IllegalStateException(type + " lacks nothing");
  }
}
