package io.ocpp809.ocpp.v16;

import io.ocpp809.station.Answers.ResetKind;
import io.ocpp809.station.Station;
import io.ocpp809.station.settings.Setting;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * What follows an accepted Reset (OCPP 1.6 section 5.14): waits until the transactions have ended
 * and their ends are delivered, asks the station again if they do not end, and then lets the
 * connection begin anew.
 */
final class Restart {
  /** Time after which a reset that has not ended all transactions counts as failed, ms. */
  static final long FAILED_MILLIS = 70_000;

  private static final long LOOK_MILLIS = 2_000;

  private final Station station;
  private final Caller caller;
  private final LongSupplier now;
  private final BooleanSupplier delivered;
  private final Runnable begin;
  private boolean underWay;
  private long tries;
  private long since;

  /**
   * Makes it.
   *
   * @param delivered whether nothing waits for delivery
   * @param begin begins the connection anew
   */
  Restart(
      Station station, Caller caller, LongSupplier now, BooleanSupplier delivered, Runnable begin) {
    this.station = station;
    this.caller = caller;
    this.now = now;
    this.delivered = delivered;
    this.begin = begin;
  }

  /** The station has accepted a reset. */
  void accepted(ResetKind kind) {
    tries = 0;
    since = now.getAsLong();
    if (!underWay) {
      underWay = true;
      caller.after(LOOK_MILLIS, () -> look(kind));
    }
  }

  private void look(ResetKind kind) {
    boolean running = station.view().evses().stream().anyMatch(e -> e.transaction().isPresent());
    boolean late = now.getAsLong() - since >= FAILED_MILLIS;
    if (late && running && tries < station.settings().integer(Setting.RESET_RETRIES)) {
      tries++;
      since = now.getAsLong();
      station.reset(kind, v -> {});
    } else if (late || !running && delivered.getAsBoolean()) {
      underWay = false;
      begin.run();
      return;
    }
    caller.after(LOOK_MILLIS, () -> look(kind));
  }
}
