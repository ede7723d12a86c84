package io.ocpp809.kura.station;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Decides when the news of an EVSE's assets become a report. Reads of a pile come one after
 * another, and wait for those that follow. A frame that the driver hears tells all that it has to
 * tell at once, and is reported at once, but numbers not sooner than a window after the report
 * before, and words not sooner than a window after the words before: the more comes, the more of it
 * is in one report. Thread-safe.
 */
final class Gathering {
  /** For so long, ms, what was read waits for more, and numbers keep away from each other. */
  static final long WINDOW_MILLIS = 40;

  /** Within this time, ms, the driver has told all of a frame, one value after another. */
  static final long FRAME_MILLIS = 10;

  private static final long NEVER = Long.MAX_VALUE;

  private final LongSupplier millis;
  private final ScheduledExecutorService scheduler;
  private final Runnable report;
  private long reportedAt = Long.MIN_VALUE / 2;
  private long wordReportedAt = Long.MIN_VALUE / 2;
  private boolean wordWaits;
  private long due = NEVER;
  private Future<?> timer;
  private boolean closed;

  /**
   * One with nothing to report.
   *
   * @param millis monotonic ms
   * @param scheduler of timers
   * @param report makes a report; called on the scheduler's thread
   */
  Gathering(LongSupplier millis, ScheduledExecutorService scheduler, Runnable report) {
    this.millis = millis;
    this.scheduler = scheduler;
    this.report = report;
  }

  /** Something was read. */
  synchronized void read() {
    at(millis.getAsLong() + WINDOW_MILLIS);
  }

  /** A number was heard. */
  synchronized void number() {
    at(Math.max(millis.getAsLong() + FRAME_MILLIS, reportedAt + WINDOW_MILLIS));
  }

  /** A word was heard that is another than before: a state, a cause, an error. */
  synchronized void word() {
    wordWaits = true;
    at(Math.max(millis.getAsLong() + FRAME_MILLIS, wordReportedAt + WINDOW_MILLIS));
  }

  private void at(long when) {
    if (closed || when >= due) {
      return;
    }
    if (timer != null) {
      timer.cancel(false);
    }
    due = when;
    timer = scheduler.schedule(() -> pass(when), when - millis.getAsLong(), TimeUnit.MILLISECONDS);
  }

  private void pass(long when) {
    synchronized (this) {
      if (due != when) {
        return;
      }
      due = NEVER;
      reportedAt = millis.getAsLong();
      wordReportedAt = wordWaits ? reportedAt : wordReportedAt;
      wordWaits = false;
    }
    report.run();
  }

  /** Nothing is reported any more. */
  synchronized void close() {
    closed = true;
    due = NEVER;
    if (timer != null) {
      timer.cancel(false);
    }
  }
}
