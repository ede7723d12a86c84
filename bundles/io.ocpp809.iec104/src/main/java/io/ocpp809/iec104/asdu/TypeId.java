package io.ocpp809.iec104.asdu;

import java.util.Optional;

/**
 * Type identification (IEC 60870-5-101, 7.2.1; the selection of 60870-5-104, clause 9, without file
 * transfer). Time tags are CP56Time2a.
 */
public enum TypeId {
  /** Single-point information. */
  M_SP_NA_1(1, "single-point information", Form.SIQ, false, Direction.MONITOR),
  /** Double-point information. */
  M_DP_NA_1(3, "double-point information", Form.DIQ, false, Direction.MONITOR),
  /** Step position information. */
  M_ST_NA_1(5, "step position information", Form.VTI, false, Direction.MONITOR),
  /** Bitstring of 32 bit. */
  M_BO_NA_1(7, "bitstring of 32 bit", Form.BSI, false, Direction.MONITOR),
  /** Measured value, normalised. */
  M_ME_NA_1(9, "measured value, normalised", Form.NVA, false, Direction.MONITOR),
  /** Measured value, scaled. */
  M_ME_NB_1(11, "measured value, scaled", Form.SVA, false, Direction.MONITOR),
  /** Measured value, short floating point. */
  M_ME_NC_1(13, "measured value, short floating point", Form.R32, false, Direction.MONITOR),
  /** Integrated totals. */
  M_IT_NA_1(15, "integrated totals", Form.BCR, false, Direction.MONITOR),
  /** Packed single points with status change detection. */
  M_PS_NA_1(
      20, "packed single points with status change detection", Form.SCD, false, Direction.MONITOR),
  /** Measured value, normalised, without quality. */
  M_ME_ND_1(
      21, "measured value, normalised, without quality", Form.NVA_BARE, false, Direction.MONITOR),
  /** Single-point information with time tag. */
  M_SP_TB_1(30, "single-point information with time tag", Form.SIQ, true, Direction.MONITOR),
  /** Double-point information with time tag. */
  M_DP_TB_1(31, "double-point information with time tag", Form.DIQ, true, Direction.MONITOR),
  /** Step position information with time tag. */
  M_ST_TB_1(32, "step position information with time tag", Form.VTI, true, Direction.MONITOR),
  /** Bitstring of 32 bit with time tag. */
  M_BO_TB_1(33, "bitstring of 32 bit with time tag", Form.BSI, true, Direction.MONITOR),
  /** Measured value, normalised, with time tag. */
  M_ME_TD_1(34, "measured value, normalised, with time tag", Form.NVA, true, Direction.MONITOR),
  /** Measured value, scaled, with time tag. */
  M_ME_TE_1(35, "measured value, scaled, with time tag", Form.SVA, true, Direction.MONITOR),
  /** Measured value, short floating point, with time tag. */
  M_ME_TF_1(
      36, "measured value, short floating point, with time tag", Form.R32, true, Direction.MONITOR),
  /** Integrated totals with time tag. */
  M_IT_TB_1(37, "integrated totals with time tag", Form.BCR, true, Direction.MONITOR),
  /** Event of protection equipment with time tag. */
  M_EP_TD_1(38, "event of protection equipment with time tag", Form.SEP, true, Direction.MONITOR),
  /** Packed start events of protection equipment with time tag. */
  M_EP_TE_1(
      39,
      "packed start events of protection equipment with time tag",
      Form.PACKED_EVENTS,
      true,
      Direction.MONITOR),
  /** Packed output circuit information with time tag. */
  M_EP_TF_1(
      40,
      "packed output circuit information with time tag",
      Form.PACKED_EVENTS,
      true,
      Direction.MONITOR),
  /** Single command. */
  C_SC_NA_1(45, "single command", Form.SCO, false, Direction.COMMAND),
  /** Double command. */
  C_DC_NA_1(46, "double command", Form.DCO, false, Direction.COMMAND),
  /** Regulating step command. */
  C_RC_NA_1(47, "regulating step command", Form.RCO, false, Direction.COMMAND),
  /** Set-point command, normalised. */
  C_SE_NA_1(48, "set-point command, normalised", Form.SET_NVA, false, Direction.COMMAND),
  /** Set-point command, scaled. */
  C_SE_NB_1(49, "set-point command, scaled", Form.SET_SVA, false, Direction.COMMAND),
  /** Set-point command, short floating point. */
  C_SE_NC_1(50, "set-point command, short floating point", Form.SET_R32, false, Direction.COMMAND),
  /** Bitstring of 32 bit, command. */
  C_BO_NA_1(51, "bitstring of 32 bit, command", Form.SET_BSI, false, Direction.COMMAND),
  /** Single command with time tag. */
  C_SC_TA_1(58, "single command with time tag", Form.SCO, true, Direction.COMMAND),
  /** Double command with time tag. */
  C_DC_TA_1(59, "double command with time tag", Form.DCO, true, Direction.COMMAND),
  /** Regulating step command with time tag. */
  C_RC_TA_1(60, "regulating step command with time tag", Form.RCO, true, Direction.COMMAND),
  /** Set-point command, normalised, with time tag. */
  C_SE_TA_1(
      61, "set-point command, normalised, with time tag", Form.SET_NVA, true, Direction.COMMAND),
  /** Set-point command, scaled, with time tag. */
  C_SE_TB_1(62, "set-point command, scaled, with time tag", Form.SET_SVA, true, Direction.COMMAND),
  /** Set-point command, short floating point, with time tag. */
  C_SE_TC_1(
      63,
      "set-point command, short floating point, with time tag",
      Form.SET_R32,
      true,
      Direction.COMMAND),
  /** Bitstring of 32 bit, command, with time tag. */
  C_BO_TA_1(
      64, "bitstring of 32 bit, command, with time tag", Form.SET_BSI, true, Direction.COMMAND),
  /** End of initialisation. */
  M_EI_NA_1(70, "end of initialisation", Form.QUALIFIER, false, Direction.MONITOR),
  /** Interrogation command. */
  C_IC_NA_1(100, "interrogation command", Form.QUALIFIER, false, Direction.SYSTEM),
  /** Counter interrogation command. */
  C_CI_NA_1(101, "counter interrogation command", Form.QUALIFIER, false, Direction.SYSTEM),
  /** Read command. */
  C_RD_NA_1(102, "read command", Form.NONE, false, Direction.SYSTEM),
  /** Clock synchronisation command. */
  C_CS_NA_1(103, "clock synchronisation command", Form.NONE, true, Direction.SYSTEM),
  /** Reset process command. */
  C_RP_NA_1(105, "reset process command", Form.QUALIFIER, false, Direction.SYSTEM),
  /** Test command with time tag. */
  C_TS_TA_1(107, "test command with time tag", Form.TEST, true, Direction.SYSTEM),
  /** Parameter of measured value, normalised. */
  P_ME_NA_1(
      110,
      "parameter of measured value, normalised",
      Form.PARAMETER_NVA,
      false,
      Direction.PARAMETER),
  /** Parameter of measured value, scaled. */
  P_ME_NB_1(
      111, "parameter of measured value, scaled", Form.PARAMETER_SVA, false, Direction.PARAMETER),
  /** Parameter of measured value, short floating point. */
  P_ME_NC_1(
      112,
      "parameter of measured value, short floating point",
      Form.PARAMETER_R32,
      false,
      Direction.PARAMETER),
  /** Parameter activation. */
  P_AC_NA_1(113, "parameter activation", Form.QUALIFIER, false, Direction.PARAMETER);

  /** Which way a type goes, and what for. */
  public enum Direction {
    /** Process and system information in monitor direction. */
    MONITOR,
    /** Process information in control direction. */
    COMMAND,
    /** System information in control direction. */
    SYSTEM,
    /** Parameters in control direction. */
    PARAMETER
  }

  private static final TypeId[] BY_CODE = new TypeId[256];

  static {
    for (TypeId type : values()) {
      BY_CODE[type.code] = type;
    }
  }

  private final int code;
  private final String meaning;
  private final Form form;
  private final boolean timed;
  private final Direction direction;

  TypeId(int code, String meaning, Form form, boolean timed, Direction direction) {
    this.code = code;
    this.meaning = meaning;
    this.form = form;
    this.timed = timed;
    this.direction = direction;
  }

  /** Code on the wire, 1 to 127. */
  public int code() {
    return code;
  }

  /** What it is, in the standard's words. */
  public String meaning() {
    return meaning;
  }

  /** Whether each object ends with a time tag. */
  public boolean timed() {
    return timed;
  }

  /** Which way it goes. */
  public Direction direction() {
    return direction;
  }

  /** Octets of an object's elements and time tag, without its address. */
  public int octets() {
    return form.octets() + (timed ? Cp56Time2a.OCTETS : 0);
  }

  Form form() {
    return form;
  }

  /** The type of a code, if it is known here. */
  public static Optional<TypeId> of(int code) {
    return code < 0 || code > 255 ? Optional.empty() : Optional.ofNullable(BY_CODE[code]);
  }
}
