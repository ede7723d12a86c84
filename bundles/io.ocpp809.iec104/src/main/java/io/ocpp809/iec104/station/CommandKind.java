package io.ocpp809.iec104.station;

import io.ocpp809.iec104.asdu.TypeId;

/** Kind of a command: the type without and the one with time tag. */
public enum CommandKind {
  /** Single command. */
  SINGLE(TypeId.C_SC_NA_1, TypeId.C_SC_TA_1),
  /** Double command. */
  DOUBLE(TypeId.C_DC_NA_1, TypeId.C_DC_TA_1),
  /** Normalised set-point. */
  NORMALIZED(TypeId.C_SE_NA_1, TypeId.C_SE_TA_1),
  /** Scaled set-point. */
  SCALED(TypeId.C_SE_NB_1, TypeId.C_SE_TB_1),
  /** Short floating point set-point. */
  FLOAT(TypeId.C_SE_NC_1, TypeId.C_SE_TC_1);

  private final TypeId untimed;
  private final TypeId timed;

  CommandKind(TypeId untimed, TypeId timed) {
    this.untimed = untimed;
    this.timed = timed;
  }

  /** Type without time tag. */
  public TypeId untimed() {
    return untimed;
  }

  /** Type with time tag. */
  public TypeId timed() {
    return timed;
  }

  /** Whether a type is one of the two. */
  public boolean takes(TypeId type) {
    return type == untimed || type == timed;
  }

  /** Whether it sets a value rather than switches. */
  public boolean setPoint() {
    return this == NORMALIZED || this == SCALED || this == FLOAT;
  }
}
