package io.ocpp809.modbus;

import java.util.Arrays;

/** What came of a request. */
public sealed interface Reply {
  /**
   * Registers, or bits as 0 and 1.
   *
   * @param values as many as were asked for
   */
  record Data(int[] values) implements Reply {
    /** Copies the values. */
    public Data {
      values = values.clone();
    }

    @Override
    public int[] values() {
      return values.clone();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Data d && Arrays.equals(values, d.values);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
      return "Data" + Arrays.toString(values);
    }
  }

  /** The write was acknowledged. */
  record Done() implements Reply {}

  /**
   * The device refuses (Modbus Application Protocol V1.1b3, section 7).
   *
   * @param code exception code
   */
  record Refused(int code) implements Reply {
    /** The code in words. */
    public String words() {
      return switch (code) {
        case 1 -> "exception 1: illegal function";
        case 2 -> "exception 2: illegal data address";
        case 3 -> "exception 3: illegal data value";
        case 4 -> "exception 4: device failure";
        case 5 -> "exception 5: acknowledge, still busy";
        case 6 -> "exception 6: device busy";
        case 8 -> "exception 8: memory parity error";
        case 10 -> "exception 10: gateway path unavailable";
        case 11 -> "exception 11: device behind the gateway does not answer";
        default -> "exception " + code;
      };
    }
  }

  /**
   * No usable reply came.
   *
   * @param kind what happened
   * @param text in words
   */
  record Failed(Kind kind, String text) implements Reply {
    /** Kinds of failure. */
    public enum Kind {
      /** Nothing came in time. */
      TIMEOUT,
      /** Something came that does not belong to the request. */
      MISMATCH,
      /** The checksum was wrong. */
      CRC,
      /** The link is down. */
      LINK,
      /** The unit is given a rest because it does not answer. */
      RESTING,
      /** The unit is left alone because its lease has ended. */
      SILENT
    }

    /** No reply by the deadline; what came instead, if anything did, is named. */
    static Failed late(int unit, int octets, String stray, int timeoutMillis) {
      String within = " within " + timeoutMillis + " ms";
      if (octets > 0) {
        String text = "unit " + unit + " answered " + octets + " octets" + within;
        return new Failed(Kind.TIMEOUT, text + ", too few for a reply");
      }
      return stray.isEmpty()
          ? new Failed(Kind.TIMEOUT, "unit " + unit + " did not answer" + within)
          : new Failed(Kind.MISMATCH, stray);
    }

    /** Not sent because the unit rests. */
    static Failed resting(int unit, long nanos) {
      long seconds = nanos / 1_000_000_000 + 1;
      return new Failed(
          Kind.RESTING, "unit " + unit + " does not answer; next try in " + seconds + " s");
    }
  }

  /** Whether the device did what was asked. */
  default boolean good() {
    return this instanceof Data || this instanceof Done;
  }

  /** What went wrong, in words; empty if nothing did. */
  default String fault() {
    if (this instanceof Refused r) {
      return r.words();
    }
    return this instanceof Failed f ? f.text() : "";
  }
}
