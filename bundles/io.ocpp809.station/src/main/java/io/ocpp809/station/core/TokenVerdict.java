package io.ocpp809.station.core;

import io.ocpp809.station.auth.Authorization;
import io.ocpp809.station.journal.TransactionEvent.Refused;
import io.ocpp809.station.settings.Setting;
import java.util.OptionalLong;

/**
 * What becomes of a running transaction whose token the CSMS refuses: it is stopped, or it may take
 * some energy yet and then holds back. Lives in the mailbox.
 */
final class TokenVerdict {
  /** What follows from a verdict. */
  enum Follows {
    /** Nothing. */
    NOTHING,
    /** The transaction is stopped. */
    STOP,
    /** The transaction goes on, and energy is held back once it has had its share. */
    HOLD
  }

  private final EvseRoom evse;
  private final StationContext context;
  private final JournalWriter journal;

  TokenVerdict(EvseRoom evse, JournalWriter journal) {
    this.evse = evse;
    this.context = evse.context;
    this.journal = journal;
  }

  /** The CSMS has said something of the transaction's token. */
  Follows said(Transaction t, Authorization verdict) {
    t.group = verdict.group().or(() -> t.group);
    if (verdict.status() == Authorization.Status.ACCEPTED
        || verdict.status() == Authorization.Status.UNREACHABLE) {
      return Follows.NOTHING;
    }
    if (context.settings.flag(Setting.STOP_TX_ON_INVALID_ID)) {
      return Follows.STOP;
    }
    if (t.refusedAtWh.isPresent()) {
      return Follows.NOTHING;
    }
    long registerWh = registerWh(t);
    t.refusedAtWh = OptionalLong.of(registerWh);
    journal.append(
        new Refused(context.now(), t.id(), evse.number(), evse.connector(), registerWh), () -> {});
    return Follows.HOLD;
  }

  /** Whether energy is held back because the token was refused. */
  boolean holds(Transaction t) {
    return t.refusedAtWh.isPresent()
        && registerWh(t) - t.refusedAtWh.getAsLong()
            >= context.settings.integer(Setting.MAX_ENERGY_ON_INVALID_ID);
  }

  private long registerWh(Transaction t) {
    return evse.meter.wh(t.started.meterStartWh());
  }
}
