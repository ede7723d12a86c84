package org.eclipse.kura.status;

/** Kura enumeration cloud connection status enum. */
public enum CloudConnectionStatusEnum {
  /** Off. */
  OFF,
  /** Fast blinking. */
  FAST_BLINKING,
  /** Slow blinking. */
  SLOW_BLINKING,
  /** Heartbeat. */
  HEARTBEAT,
  /** On. */
  ON;

  /** Milliseconds. */
  public static final int FAST_BLINKING_OFF_TIME = 100;

  /** Milliseconds. */
  public static final int FAST_BLINKING_ON_TIME = 100;

  /** Milliseconds. */
  public static final int HEARTBEAT_DIASTOLE_DURATION = 150;

  /** Milliseconds. */
  public static final int HEARTBEAT_PAUSE_DURATION = 600;

  /** Milliseconds. */
  public static final int HEARTBEAT_SYSTOLE_DURATION = 150;

  /** Milliseconds. */
  public static final int PERIODIC_STATUS_CHECK_DELAY = 5000;

  /** Milliseconds. */
  public static final int SLOW_BLINKING_OFF_TIME = 300;

  /** Milliseconds. */
  public static final int SLOW_BLINKING_ON_TIME = 300;
}
