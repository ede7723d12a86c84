package io.ocpp809.iec104.asdu;

/** What an information object says or commands, without quality, qualifier and time. */
public sealed interface Value {

  /** One bit (SIQ, SCO). */
  record SinglePoint(boolean on) implements Value {}

  /** Two bits (DIQ, DCO). */
  record TwoBits(DoublePoint state) implements Value {}

  /**
   * Position with transient state (VTI, IEC 60870-5-101, 7.2.6.5).
   *
   * @param position −64 to 63
   * @param moving whether the equipment is in transient state
   */
  record StepPosition(int position, boolean moving) implements Value {
    /** Checks the range. */
    public StepPosition {
      if (position < -64 || position > 63) {
        throw new IllegalArgumentException("step position: -64 to 63, not " + position);
      }
    }
  }

  /**
   * One step up or down (RCO, 7.2.6.17).
   *
   * @param state 1 lower, 2 higher; 0 and 3 are not permitted
   */
  record RegulatingStep(int state) implements Value {}

  /** 32 bits (BSI). */
  record Bitstring(int bits) implements Value {}

  /**
   * Normalised value (NVA, 7.2.6.6): raw / 32768, from −1 to 1 − 2⁻¹⁵.
   *
   * @param raw as on the wire
   */
  record Normalized(short raw) implements Value {
    private static final double SCALE = 32_768;

    /** The nearest normalised value; beyond the range its end, 0 for what is not a number. */
    public static Normalized of(double value) {
      long rounded = Math.round(value * SCALE);
      return new Normalized((short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, rounded)));
    }

    /** The value, −1 to 1 − 2⁻¹⁵; 0x7FFF, the largest there is, is told as it is. */
    public double value() {
      return raw / SCALE;
    }
  }

  /** Scaled value (SVA, 7.2.6.7); the factor is an agreement of the two stations. */
  record Scaled(short raw) implements Value {
    /** The nearest scaled value; beyond the range its end, 0 for what is not a number. */
    public static Scaled of(double value) {
      long rounded = Math.round(value);
      return new Scaled((short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, rounded)));
    }
  }

  /** Short floating point number (R32-IEEE STD 754). */
  record ShortFloat(float value) implements Value {}

  /**
   * Binary counter reading (BCR, 7.2.6.9); its IV bit is the quality's.
   *
   * @param count counter, 32 bits with sign
   * @param sequence number of the freeze, 0 to 31
   * @param carry whether it ran over since the last freeze
   * @param adjusted whether it was set since the last freeze
   */
  record IntegratedTotal(int count, int sequence, boolean carry, boolean adjusted)
      implements Value {
    /** Checks the range. */
    public IntegratedTotal {
      if (sequence < 0 || sequence > 31) {
        throw new IllegalArgumentException("sequence of a counter: 0 to 31, not " + sequence);
      }
    }
  }

  /**
   * Sixteen single points with a mark at each that has changed (SCD, 7.2.6.40).
   *
   * @param states state of point n in bit n
   * @param changed whether it has changed since it was last sent, in bit n
   */
  record PackedPoints(int states, int changed) implements Value {}

  /**
   * Event of protection equipment (SEP, SPE or OCI; 7.2.6.10 to 7.2.6.12).
   *
   * @param state the event's state (SEP, 0 to 3) or its bits (SPE, OCI; bits 0 to 5)
   * @param elapsedMillis duration or operating time, 0 to 65535 ms
   */
  record ProtectionEvent(int state, int elapsedMillis) implements Value {}
}
