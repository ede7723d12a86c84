package io.ocpp809.ocpp.v16;

import io.ocpp809.ocpp.v16.Messages.RegistrationStatus;

/**
 * How a station is registered with its CSMS (OCPP 1.6 section 4.2): when BootNotification is due,
 * and what may be said and answered until it is accepted. Time comes in as monotonic milliseconds;
 * nothing is sent here.
 */
final class Registration {
  /** Wait where the CSMS gives no interval, or does not answer as it should, ms. */
  static final long RETRY_MILLIS = 30_000;

  private static final long NEVER = Long.MAX_VALUE;

  /** Where it stands. */
  enum State {
    /** No connection. */
    OFFLINE,
    /** Connected, and the CSMS has not answered BootNotification yet. */
    UNANSWERED,
    /** Only what TriggerMessage asks for is sent; nothing is started or stopped from remote. */
    PENDING,
    /** Nothing is sent or answered until the interval is over. */
    REJECTED,
    /** Everything goes. */
    ACCEPTED
  }

  private State state = State.OFFLINE;
  private boolean known;
  private boolean bootedHere;
  private boolean ignored;
  private boolean heard;
  private boolean underWay;
  private long dueAt = NEVER;
  private long silentUntil = Long.MIN_VALUE;

  State state() {
    return state;
  }

  /** Whether the CSMS takes messages of the station's own accord. */
  boolean accepted() {
    return state == State.ACCEPTED;
  }

  /** Whether what TriggerMessage asks for may be sent, if need be after the boot's answer. */
  boolean takesTriggered() {
    return state != State.OFFLINE && state != State.REJECTED;
  }

  /** Whether this connection began with BootNotification, so that all states are told. */
  boolean booted() {
    return bootedHere;
  }

  /** Whether calls of the CSMS are answered. */
  boolean answers() {
    return state != State.REJECTED && state != State.OFFLINE;
  }

  /**
   * The connection is open.
   *
   * @param bootAlways whether BootNotification goes first although the CSMS knows the station
   */
  void opened(boolean bootAlways, long now) {
    ignored = false;
    heard = false;
    underWay = false;
    bootedHere = !known || bootAlways;
    if (!bootedHere) {
      state = State.ACCEPTED;
    } else if (now < silentUntil) {
      state = State.REJECTED;
      dueAt = silentUntil;
    } else {
      state = State.UNANSWERED;
      dueAt = now;
    }
  }

  /**
   * The connection is gone. A CSMS that was not told of a boot on it and let calls go unanswered
   * may be one that waits for it: the next connection begins with it.
   */
  void closed() {
    if (accepted() && !bootedHere && ignored && !heard) {
      known = false;
    }
    state = State.OFFLINE;
    dueAt = NEVER;
  }

  /** The station begins anew, after a reset: the next connection begins with BootNotification. */
  void restarted() {
    known = false;
  }

  /** Whether BootNotification is to be sent now; if so it counts as sent. */
  boolean sendsBoot(long now) {
    if (underWay || now < dueAt || state == State.OFFLINE || accepted()) {
      return false;
    }
    dueAt = NEVER;
    underWay = true;
    if (state == State.REJECTED) {
      state = State.UNANSWERED;
    }
    return true;
  }

  /**
   * BootNotification was answered.
   *
   * @param intervalMillis interval of the answer; 0 or less leaves it to the station
   */
  void answered(RegistrationStatus status, long intervalMillis, long now) {
    underWay = false;
    long wait = intervalMillis > 0 ? intervalMillis : RETRY_MILLIS;
    dueAt = now + wait;
    switch (status) {
      case Accepted -> {
        state = State.ACCEPTED;
        known = true;
        dueAt = NEVER;
      }
      case Pending -> state = State.PENDING;
      case Rejected -> {
        state = State.REJECTED;
        silentUntil = dueAt;
      }
    }
  }

  /** BootNotification was refused, not answered in time, or its answer cannot be read. */
  void unanswered(long now) {
    underWay = false;
    dueAt = now + RETRY_MILLIS;
  }

  /**
   * The CSMS asks for BootNotification.
   *
   * @return false once it is accepted
   */
  boolean triggered(long now) {
    if (accepted()) {
      return false;
    }
    dueAt = now;
    return true;
  }

  /** A call other than BootNotification was not answered in time. */
  void ignored() {
    ignored = true;
  }

  /** Such a call was answered or refused. */
  void heard() {
    heard = true;
  }

  /**
   * The CSMS refuses a call with SecurityError, as some do before they have been told of a boot.
   *
   * @return whether BootNotification comes now for that reason, once a connection
   */
  boolean strange(long now) {
    if (!accepted() || bootedHere) {
      return false;
    }
    bootedHere = true;
    state = State.UNANSWERED;
    dueAt = now;
    return true;
  }
}
