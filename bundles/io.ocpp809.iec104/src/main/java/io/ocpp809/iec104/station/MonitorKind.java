package io.ocpp809.iec104.station;

import io.ocpp809.iec104.asdu.TypeId;
import io.ocpp809.iec104.asdu.Value;
import java.util.OptionalDouble;

/** Kind of a point in monitor direction: the type that answers, and the one that tells an event. */
public enum MonitorKind {
  /** Single point. */
  SINGLE(TypeId.M_SP_NA_1, TypeId.M_SP_TB_1, Value.SinglePoint.class),
  /** Double point. */
  DOUBLE(TypeId.M_DP_NA_1, TypeId.M_DP_TB_1, Value.TwoBits.class),
  /** Step position. */
  STEP(TypeId.M_ST_NA_1, TypeId.M_ST_TB_1, Value.StepPosition.class),
  /** 32 bits, such as a word of faults. */
  BITSTRING(TypeId.M_BO_NA_1, TypeId.M_BO_TB_1, Value.Bitstring.class),
  /** Normalised measured value. */
  NORMALIZED(TypeId.M_ME_NA_1, TypeId.M_ME_TD_1, Value.Normalized.class),
  /** Scaled measured value. */
  SCALED(TypeId.M_ME_NB_1, TypeId.M_ME_TE_1, Value.Scaled.class),
  /** Short floating point measured value. */
  FLOAT(TypeId.M_ME_NC_1, TypeId.M_ME_TF_1, Value.ShortFloat.class),
  /** Integrated totals; answered to counter interrogations only. */
  TOTAL(TypeId.M_IT_NA_1, TypeId.M_IT_TB_1, Value.IntegratedTotal.class);

  private final TypeId untimed;
  private final TypeId timed;
  private final Class<? extends Value> value;

  MonitorKind(TypeId untimed, TypeId timed, Class<? extends Value> value) {
    this.untimed = untimed;
    this.timed = timed;
    this.value = value;
  }

  /** Type of answers, without time tag. */
  public TypeId untimed() {
    return untimed;
  }

  /** Type of events, with time tag. */
  public TypeId timed() {
    return timed;
  }

  /** Whether it is a measured value: of those that could not be told, the latest counts. */
  public boolean measured() {
    return this == NORMALIZED || this == SCALED || this == FLOAT;
  }

  /** Whether it changes by steps, so that each change is an event. */
  public boolean discrete() {
    return !measured() && this != TOTAL;
  }

  /** Whether a value is of this kind. */
  public boolean takes(Value v) {
    return value.isInstance(v);
  }

  /** A value as a number to compare with a dead band; empty for what has no order. */
  static OptionalDouble number(Value v) {
    if (v instanceof Value.Normalized n) {
      return OptionalDouble.of(n.value());
    }
    if (v instanceof Value.Scaled s) {
      return OptionalDouble.of(s.raw());
    }
    if (v instanceof Value.ShortFloat f) {
      return OptionalDouble.of(f.value());
    }
    if (v instanceof Value.IntegratedTotal t) {
      return OptionalDouble.of(t.count());
    }
    return OptionalDouble.empty();
  }
}
