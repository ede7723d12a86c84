package io.ocpp809.gbt27930.message;

import java.util.Optional;

/**
 * The messages of GB/T 27930 (2015, tables 3 to 8): number, priority, sender, lengths and period.
 * Identifiers are of J1939's first form, {@code priority, PGN's middle octet, destination, source}.
 */
public enum MessageType {
  /** Charger handshake; since 2015. */
  CHM(0x2600, 6, Node.CHARGER, 0, 3, 250, "charger handshake"),
  /** Vehicle handshake; since 2015. */
  BHM(0x2700, 6, Node.BMS, 0, 2, 250, "vehicle handshake"),
  /** Charger recognition. */
  CRM(0x0100, 6, Node.CHARGER, 8, 8, 250, "charger recognition"),
  /** Identification of BMS and vehicle. */
  BRM(0x0200, 7, Node.BMS, 41, 49, 250, "identification of BMS and vehicle"),
  /** Charging parameters of the battery. */
  BCP(0x0600, 7, Node.BMS, 13, 13, 500, "charging parameters of the battery"),
  /** Time of the charger. */
  CTS(0x0700, 6, Node.CHARGER, 7, 7, 500, "time of the charger"),
  /** Limits of the charger's output. */
  CML(0x0800, 6, Node.CHARGER, 6, 8, 250, "limits of the charger's output"),
  /** BMS ready. */
  BRO(0x0900, 4, Node.BMS, 1, 1, 250, "BMS ready"),
  /** Charger ready. */
  CRO(0x0A00, 4, Node.CHARGER, 1, 1, 250, "charger ready"),
  /** Charging demand. */
  BCL(0x1000, 6, Node.BMS, 5, 5, 50, "charging demand"),
  /** Charging state of the battery. */
  BCS(0x1100, 7, Node.BMS, 9, 9, 250, "charging state of the battery"),
  /** Charging state of the charger. */
  CCS(0x1200, 6, Node.CHARGER, 6, 8, 50, "charging state of the charger"),
  /** State of the battery's cells, temperatures and safety. */
  BSM(0x1300, 6, Node.BMS, 7, 7, 250, "state of cells, temperatures and safety"),
  /** Voltages of the cells; optional. */
  BMV(0x1500, 7, Node.BMS, 512, "voltages of the cells"),
  /** Temperatures of the battery; optional. */
  BMT(0x1600, 7, Node.BMS, 128, "temperatures of the battery"),
  /** Reserved for the battery; optional. */
  BSP(0x1700, 7, Node.BMS, 16, "reserved for the battery"),
  /** BMS stops charging. */
  BST(0x1900, 4, Node.BMS, 4, 4, 10, "BMS stops charging"),
  /** Charger stops charging. */
  CST(0x1A00, 4, Node.CHARGER, 4, 4, 10, "charger stops charging"),
  /** Statistics of the BMS. */
  BSD(0x1C00, 6, Node.BMS, 7, 7, 250, "statistics of the BMS"),
  /** Statistics of the charger. */
  CSD(0x1D00, 6, Node.CHARGER, 5, 8, 250, "statistics of the charger"),
  /** Errors that the BMS has found. */
  BEM(0x1E00, 2, Node.BMS, 4, 4, 250, "errors that the BMS has found"),
  /** Errors that the charger has found. */
  CEM(0x1F00, 2, Node.CHARGER, 4, 4, 250, "errors that the charger has found");

  private static final MessageType[] BY_FORMAT = new MessageType[256];

  static {
    for (MessageType type : values()) {
      BY_FORMAT[type.pgn >>> 8] = type;
    }
  }

  private final int pgn;
  private final int priority;
  private final Node sender;
  private final int length2011;
  private final int length2015;
  private final int period2011;
  private final int period2015;
  private final boolean variable;
  private final String title;

  MessageType(
      int pgn,
      int priority,
      Node sender,
      int length2011,
      int length2015,
      int period,
      String title) {
    this.pgn = pgn;
    this.priority = priority;
    this.sender = sender;
    this.length2011 = length2011;
    this.length2015 = length2015;
    this.period2011 = period;
    this.period2015 = period;
    this.variable = false;
    this.title = title;
  }

  MessageType(int pgn, int priority, Node sender, int most, String title) {
    this.pgn = pgn;
    this.priority = priority;
    this.sender = sender;
    this.length2011 = most;
    this.length2015 = most;
    this.period2011 = 1_000;
    this.period2015 = 10_000;
    this.variable = true;
    this.title = title;
  }

  /** The message of a parameter group number; empty if it is none of the 22. */
  public static Optional<MessageType> of(int pgn) {
    return (pgn & 0xFF) != 0 || pgn < 0 || pgn > 0xFF00
        ? Optional.empty()
        : Optional.ofNullable(ofFormat(pgn >>> 8));
  }

  /** The message of a PGN's middle octet, or null: the way of each frame makes no Optional. */
  static MessageType ofFormat(int format) {
    return BY_FORMAT[format];
  }

  /** Parameter group number. */
  public int pgn() {
    return pgn;
  }

  /** Priority in the edition of 2015, 0 to 7, 0 first. A receiver does not look at it. */
  public int priority() {
    return priority;
  }

  /** Who sends it. */
  public Node sender() {
    return sender;
  }

  /** The 29-bit identifier; on the wire only of messages of up to eight octets. */
  public int id() {
    return priority << 26 | pgn << 8 | sender.other().address() << 8 | sender.address();
  }

  /** Whether an edition knows the message; 2011 has no CHM and BHM. */
  public boolean existsIn(Edition edition) {
    return edition == Edition.Y2015 || length2011 > 0;
  }

  /**
   * Octets in an edition; the most it may have where the length is variable. (2015's own table of
   * messages prints 41 for BRM; its fields come to 49.)
   */
  public int length(Edition edition) {
    return edition == Edition.Y2011 && existsIn(edition) ? length2011 : length2015;
  }

  /** Whether the length depends on the number of cells or sensors. */
  public boolean variable() {
    return variable;
  }

  /** Octets that a message has at least in any edition. */
  public int leastLength() {
    return variable ? 1 : Math.min(length(Edition.Y2011), length(Edition.Y2015));
  }

  /** Milliseconds from one to the next. */
  public int periodMillis(Edition edition) {
    return edition == Edition.Y2011 ? period2011 : period2015;
  }

  /** What it is, in a few words. */
  public String title() {
    return title;
  }
}
