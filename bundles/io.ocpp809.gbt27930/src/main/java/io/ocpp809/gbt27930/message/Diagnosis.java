package io.ocpp809.gbt27930.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a diagnostic message says (annex B, informative): DM1 to DM6. Both sides may send them. */
public sealed interface Diagnosis {
  /** Trouble codes: DM1 the current ones, DM2 those of before, DM6 those that are looked at. */
  enum Kind {
    /** DM1: current. */
    CURRENT(0x2000),
    /** DM2: of before. */
    HISTORIC(0x2100),
    /** DM6: those that are being looked at. */
    PENDING(0x2500);

    private final int pgn;

    Kind(int pgn) {
      this.pgn = pgn;
    }
  }

  /** Parameter group number. */
  int pgn();

  /** The octets; more than eight need a transport session. */
  byte[] encode();

  /**
   * DM1, DM2 or DM6: four octets a code.
   *
   * @param kind which of them
   * @param codes may be empty; half a code at the end is left out
   */
  record Codes(Kind kind, List<TroubleCode> codes) implements Diagnosis {
    /** Keeps the codes as they are now. */
    public Codes {
      codes = List.copyOf(codes);
    }

    static Codes decode(Kind kind, byte[] octets) {
      List<TroubleCode> codes = new ArrayList<>(octets.length / 4);
      for (int i = 0; i + 4 <= octets.length; i += 4) {
        TroubleCode.decode(octets, i).ifPresent(codes::add);
      }
      return new Codes(kind, codes);
    }

    @Override
    public int pgn() {
      return kind.pgn;
    }

    @Override
    public byte[] encode() {
      byte[] octets = new byte[4 * codes.size()];
      for (int i = 0; i < codes.size(); i++) {
        System.arraycopy(codes.get(i).encode(), 0, octets, 4 * i, 4);
      }
      return octets;
    }
  }

  /**
   * DM3: how many there are; octet 1 the current ones, octet 2 those of before.
   *
   * @param current 0 to 255
   * @param historic 0 to 255
   */
  record Counts(int current, int historic) implements Diagnosis {
    @Override
    public int pgn() {
      return 0x2200;
    }

    @Override
    public byte[] encode() {
      return new byte[] {(byte) current, (byte) historic};
    }
  }

  /** DM4: asks to clear the current codes; no octets. */
  record ClearCurrent() implements Diagnosis {
    @Override
    public int pgn() {
      return 0x2300;
    }

    @Override
    public byte[] encode() {
      return new byte[0];
    }
  }

  /** DM5: asks to clear the codes of before; no octets. */
  record ClearHistoric() implements Diagnosis {
    @Override
    public int pgn() {
      return 0x2400;
    }

    @Override
    public byte[] encode() {
      return new byte[0];
    }
  }

  /** The diagnosis of a parameter group number; empty if it is none, or DM3 is too short. */
  static Optional<Diagnosis> decode(int pgn, byte[] octets) {
    return switch (pgn) {
      case 0x2000 -> Optional.of(Codes.decode(Kind.CURRENT, octets));
      case 0x2100 -> Optional.of(Codes.decode(Kind.HISTORIC, octets));
      case 0x2200 ->
          octets.length < 2
              ? Optional.empty()
              : Optional.of(new Counts(octets[0] & 0xFF, octets[1] & 0xFF));
      case 0x2300 -> Optional.of(new ClearCurrent());
      case 0x2400 -> Optional.of(new ClearHistoric());
      case 0x2500 -> Optional.of(Codes.decode(Kind.PENDING, octets));
      default -> Optional.empty();
    };
  }
}
