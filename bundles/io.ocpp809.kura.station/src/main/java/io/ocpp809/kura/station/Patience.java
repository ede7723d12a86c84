package io.ocpp809.kura.station;

import io.ocpp809.station.mailbox.Mailbox;

/**
 * Waits in silence for something that is named but not there, for one thing at a time. Lives in the
 * EVSE's mailbox.
 */
final class Patience {
  /** How long it waits, ms. */
  static final long MILLIS = 10_000;

  private final Mailbox mailbox;
  private Runnable cancel = () -> {};

  Patience(Mailbox mailbox) {
    this.mailbox = mailbox;
  }

  /** Waits anew; what was waited for before is waited for no more. */
  void begin(Runnable missed) {
    end();
    cancel = mailbox.after(MILLIS, missed);
  }

  /** Waits no more. */
  void end() {
    cancel.run();
  }
}
