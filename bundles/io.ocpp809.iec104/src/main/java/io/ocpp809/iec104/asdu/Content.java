package io.ocpp809.iec104.asdu;

/** Information elements of an information object, without its address and its time tag. */
public sealed interface Content {

  /** A value in monitor direction with its quality. */
  record Monitored(Value value, Quality quality) implements Content {}

  /**
   * A command or set-point.
   *
   * @param value what is commanded
   * @param qualifier QU (0 none, 1 short pulse, 2 long pulse, 3 persistent; to 31) or QL (to 127)
   * @param select whether it only selects (S/E bit 1)
   */
  record Command(Value value, int qualifier, boolean select) implements Content {}

  /**
   * Parameter of a measured value (IEC 60870-5-101, 7.2.6.24).
   *
   * @param value the parameter
   * @param kind KPA: 1 threshold, 2 smoothing factor, 3 low limit, 4 high limit; to 63
   * @param changedLocally LPC bit
   * @param inactive POP bit
   */
  record Parameter(Value value, int kind, boolean changedLocally, boolean inactive)
      implements Content {}

  /**
   * One octet that qualifies a system command, or names a cause.
   *
   * <ul>
   *   <li>C_IC_NA_1: QOI, 20 station, 21 to 36 groups
   *   <li>C_CI_NA_1: QCC, bits 0 to 5 RQT (1 to 4 groups, 5 general), bits 6 and 7 FRZ (0 read, 1
   *       freeze, 2 freeze with reset, 3 reset)
   *   <li>C_RP_NA_1: QRP, 1 general reset, 2 reset of pending events with time tag
   *   <li>M_EI_NA_1: COI, bits 0 to 6: 0 local power on, 1 local manual reset, 2 remote reset; bit
   *       7 after a change of parameters
   *   <li>P_AC_NA_1: QPA
   * </ul>
   *
   * @param code 0 to 255
   */
  record Qualifier(int code) implements Content {}

  /** Fixed test bit pattern or test sequence counter of a test command. */
  record TestPattern(int pattern) implements Content {}

  /** Nothing: the object is its address (C_RD_NA_1) or its time (C_CS_NA_1). */
  record Empty() implements Content {}
}
