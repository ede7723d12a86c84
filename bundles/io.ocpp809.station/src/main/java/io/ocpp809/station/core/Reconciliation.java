package io.ocpp809.station.core;

import io.ocpp809.station.settings.Setting;
import io.ocpp809.station.transaction.StopReason;

/**
 * What became of a transaction while the gateway was away. The gateway's restart is not the pile's:
 * nothing is decided before the pile has said whether the vehicle is still plugged in, and an end
 * waits for the register, so that what flowed meanwhile is billed.
 */
final class Reconciliation {
  /** A pile that answers without its meter is waited for so long, ms. */
  static final long REGISTER_MILLIS = 120_000;

  private final EvseRoom evse;
  private final StationContext context;
  private long pluggedOutMillis = -1;
  private boolean over;

  /** What is to be done. */
  sealed interface Outcome {
    /** The pile has not said enough yet. */
    record Wait() implements Outcome {}

    /** The transaction goes on under its id. */
    record Resume() implements Outcome {}

    /**
     * The transaction ends with the register as it is now.
     *
     * @param reason why
     */
    record End(StopReason reason) implements Outcome {}
  }

  Reconciliation(EvseRoom evse) {
    this.evse = evse;
    this.context = evse.context;
  }

  Outcome look(Transaction t) {
    if (!evse.facts.plugKnown()) {
      return new Outcome.Wait();
    }
    boolean mayLeave = !context.settings.flag(Setting.STOP_TX_ON_EV_SIDE_DISCONNECT);
    if (!over && (evse.plugged() || mayLeave)) {
      return new Outcome.Resume();
    }
    over = true;
    if (!registerRead(t)) {
      return new Outcome.Wait();
    }
    StopReason asked = t.stop.map(s -> s.reason).orElse(StopReason.EV_DISCONNECTED);
    return new Outcome.End(
        t.stop.isEmpty() && evse.facts.startedUp() ? StopReason.POWER_LOSS : asked);
  }

  /** Whether the vehicle has gone; one that is plugged in from then on is another one. */
  boolean over() {
    return over;
  }

  private boolean registerRead(Transaction t) {
    BillingRegister register = evse.meter.register;
    if (register.current() || register.exactWh().isEmpty() && t.started.meterStartWh() == 0) {
      return true;
    }
    if (pluggedOutMillis < 0) {
      pluggedOutMillis = context.millis();
    }
    if (context.millis() - pluggedOutMillis < REGISTER_MILLIS) {
      return false;
    }
    context.raise(
        "transaction.register",
        evse.number(),
        "The meter did not answer after the gateway's restart; transaction "
            + t.id()
            + " ended with the register known last. What has flowed since is booked as unaccounted"
            + " when the meter answers.");
    return true;
  }
}
