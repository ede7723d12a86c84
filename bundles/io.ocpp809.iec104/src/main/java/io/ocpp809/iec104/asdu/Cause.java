package io.ocpp809.iec104.asdu;

import java.util.Optional;

/** Cause of transmission (IEC 60870-5-101, 7.2.3). */
public enum Cause {
  /** Periodic, cyclic. */
  PERIODIC(1, "per/cyc"),
  /** Background scan. */
  BACKGROUND(2, "back"),
  /** Spontaneous. */
  SPONTANEOUS(3, "spont"),
  /** Initialised. */
  INITIALISED(4, "init"),
  /** Request or requested. */
  REQUEST(5, "req"),
  /** Activation. */
  ACTIVATION(6, "act"),
  /** Activation confirmation. */
  ACTIVATION_CON(7, "actcon"),
  /** Deactivation. */
  DEACTIVATION(8, "deact"),
  /** Deactivation confirmation. */
  DEACTIVATION_CON(9, "deactcon"),
  /** Activation termination. */
  ACTIVATION_TERM(10, "actterm"),
  /** Return information caused by a remote command. */
  RETURN_REMOTE(11, "retrem"),
  /** Return information caused by a local command. */
  RETURN_LOCAL(12, "retloc"),
  /** File transfer. */
  FILE(13, "file"),
  /** Authentication. */
  AUTHENTICATION(14, "auth"),
  /** Maintenance of authentication session key. */
  SESSION_KEY(15, "seskey"),
  /** Maintenance of user role and update key. */
  USER_ROLE(16, "usrkey"),
  /** Interrogated by station interrogation. */
  INTERROGATED(20, "inrogen"),
  /** Interrogated by interrogation of group 1. */
  INTERROGATED_1(21, "inro1"),
  /** Interrogated by interrogation of group 2. */
  INTERROGATED_2(22, "inro2"),
  /** Interrogated by interrogation of group 3. */
  INTERROGATED_3(23, "inro3"),
  /** Interrogated by interrogation of group 4. */
  INTERROGATED_4(24, "inro4"),
  /** Interrogated by interrogation of group 5. */
  INTERROGATED_5(25, "inro5"),
  /** Interrogated by interrogation of group 6. */
  INTERROGATED_6(26, "inro6"),
  /** Interrogated by interrogation of group 7. */
  INTERROGATED_7(27, "inro7"),
  /** Interrogated by interrogation of group 8. */
  INTERROGATED_8(28, "inro8"),
  /** Interrogated by interrogation of group 9. */
  INTERROGATED_9(29, "inro9"),
  /** Interrogated by interrogation of group 10. */
  INTERROGATED_10(30, "inro10"),
  /** Interrogated by interrogation of group 11. */
  INTERROGATED_11(31, "inro11"),
  /** Interrogated by interrogation of group 12. */
  INTERROGATED_12(32, "inro12"),
  /** Interrogated by interrogation of group 13. */
  INTERROGATED_13(33, "inro13"),
  /** Interrogated by interrogation of group 14. */
  INTERROGATED_14(34, "inro14"),
  /** Interrogated by interrogation of group 15. */
  INTERROGATED_15(35, "inro15"),
  /** Interrogated by interrogation of group 16. */
  INTERROGATED_16(36, "inro16"),
  /** Requested by general counter request. */
  COUNTERS(37, "reqcogen"),
  /** Requested by counter request of group 1. */
  COUNTERS_1(38, "reqco1"),
  /** Requested by counter request of group 2. */
  COUNTERS_2(39, "reqco2"),
  /** Requested by counter request of group 3. */
  COUNTERS_3(40, "reqco3"),
  /** Requested by counter request of group 4. */
  COUNTERS_4(41, "reqco4"),
  /** Unknown type identification. */
  UNKNOWN_TYPE(44, "uktype"),
  /** Unknown cause of transmission. */
  UNKNOWN_CAUSE(45, "ukcause"),
  /** Unknown common address of ASDU. */
  UNKNOWN_COMMON_ADDRESS(46, "ukca"),
  /** Unknown information object address. */
  UNKNOWN_OBJECT_ADDRESS(47, "ukioa");

  private static final Cause[] BY_CODE = new Cause[64];

  static {
    for (Cause cause : values()) {
      BY_CODE[cause.code] = cause;
    }
  }

  private final int code;
  private final String mnemonic;

  Cause(int code, String mnemonic) {
    this.code = code;
    this.mnemonic = mnemonic;
  }

  /** Code on the wire, 1 to 63. */
  public int code() {
    return code;
  }

  /** The standard's abbreviation. */
  public String mnemonic() {
    return mnemonic;
  }

  /** The cause of a code, if the standard defines one. */
  public static Optional<Cause> of(int code) {
    return code < 0 || code > 63 ? Optional.empty() : Optional.ofNullable(BY_CODE[code]);
  }

  /**
   * The cause of answers to an interrogation.
   *
   * @param qualifier QOI, 20 to 36
   */
  public static Cause interrogated(int qualifier) {
    if (qualifier < 20 || qualifier > 36) {
      throw new IllegalArgumentException("QOI: 20 to 36, not " + qualifier);
    }
    return BY_CODE[qualifier];
  }

  /**
   * The cause of answers to a counter interrogation.
   *
   * @param request RQT, 1 to 5
   */
  public static Cause counters(int request) {
    if (request < 1 || request > 5) {
      throw new IllegalArgumentException("RQT: 1 to 5, not " + request);
    }
    return request == 5 ? COUNTERS : BY_CODE[37 + request];
  }

  /**
   * Whether an ASDU with this cause is an answer, which is never answered: confirmations,
   * terminations and refusals (7, 9, 10, 44 to 47). Two stations that answered them would mirror
   * each other for ever.
   */
  public static boolean isAnswer(int code) {
    return code == 7 || code == 9 || code == 10 || code >= 44 && code <= 47;
  }
}
