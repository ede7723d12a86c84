package io.ocpp809.testkit.gbt27930;

import io.ocpp809.gbt27930.message.Edition;

/**
 * The times of GB/T 27930-2015, in nanoseconds; where 2011 has another one it is chosen by the
 * edition.
 */
final class Times {
  static final long MILLI = 1_000_000L;
  static final long SECOND = 1_000 * MILLI;

  /** Cycle of most messages. */
  static final long CYCLE = 250 * MILLI;

  /** Cycle of CTS and BCP. */
  static final long SLOW_CYCLE = 500 * MILLI;

  /** Cycle of BCL and CCS. */
  static final long FAST_CYCLE = 50 * MILLI;

  /** Cycle of BST and CST. */
  static final long STOP_CYCLE = 10 * MILLI;

  /** A message that is waited for, where no other time is given. */
  static final long MISSING = 5 * SECOND;

  /** BSD and CSD after the stop. */
  static final long MISSING_END = 10 * SECOND;

  /** BRO and CRO without readiness. */
  static final long NOT_READY = 60 * SECOND;

  /** CRM after CHM, and after an error. */
  static final long MISSING_CRM = 30 * SECOND;

  /** CRM after the vehicle has woken up. */
  static final long MISSING_FIRST_CRM = 60 * SECOND;

  /** A pause by the vehicle for longer ends the charging. */
  static final long LONGEST_PAUSE = 600 * SECOND;

  /** How long an error is told before the next try. */
  static final long BEFORE_RETRY = 2 * SECOND;

  /** How long CSD is told before the auxiliary supply goes off. */
  static final long BEFORE_OFF = SECOND;

  /** BST is told at least as long. */
  static final long LEAST_STOP = 240 * MILLI;

  /** Tries after the first. */
  static final int RECONNECTS = 3;

  private Times() {}

  /** BCL and CCS in charging. */
  static long missingFast(Edition edition) {
    return edition == Edition.Y2011 ? 100 * MILLI : SECOND;
  }

  /** Cycle of BMV, BMT and BSP. */
  static long cellCycle(Edition edition) {
    return edition == Edition.Y2011 ? SECOND : 10 * SECOND;
  }
}
