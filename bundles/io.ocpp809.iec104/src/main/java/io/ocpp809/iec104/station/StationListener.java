package io.ocpp809.iec104.station;

import java.time.Duration;

/**
 * Told of what happens to a controlled station. Calls come one at a time and must return at once.
 */
public interface StationListener {
  /** A group has started data transfer. */
  void started(String group, Moment at);

  /** A group has stopped data transfer, or its connection is gone. */
  void stopped(String group, Moment at);

  /**
   * A controlling station has told the time.
   *
   * @param offset its time minus the gateway's
   */
  void clock(String group, Duration offset, Moment at);

  /** Events of a group had to give way; how many since the last call. */
  void overflowed(String group, int events, Moment at);

  /** A group has asked to clear what overflowed (C_RP_NA_1, QRP 2). */
  void cleared(String group, Moment at);

  /** Something to be kept as proof. */
  void audit(Audit line);
}
