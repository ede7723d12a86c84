package io.ocpp809.station.core;

import io.ocpp809.station.core.StartRoom.Grant;
import io.ocpp809.station.journal.TransactionEvent.Started;
import io.ocpp809.station.time.EventTime;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Opens a transaction at an EVSE: with which register and since when, and on disk before energy
 * flows.
 */
final class Opening {
  private final EvseRoom evse;
  private final StationContext context;
  private final JournalWriter journal;
  private final IdleEnergy idle;
  private final Progress progress;

  /** Told how far an opening has come. */
  interface Progress {
    /** The transaction waits for the disk; no energy flows yet. */
    void opened(Transaction t);

    /** It has begun. */
    void begun(Transaction t);

    /** The disk has refused its start: it never was. */
    void notRecorded(Transaction t);
  }

  Opening(EvseRoom evse, JournalWriter journal, IdleEnergy idle, Progress progress) {
    this.evse = evse;
    this.context = evse.context;
    this.journal = journal;
    this.idle = idle;
    this.progress = progress;
  }

  /** Somebody may charge and is plugged in: what has flowed before is not his. */
  void open(Grant grant) {
    OptionalLong register = evse.meter.wh();
    if (register.isEmpty()) {
      context.raise(
          "meter.not-billing",
          evse.number(),
          "No energy of this pile may be billed: it has no register of active energy. Name a"
              + " companion meter, or allow other energy in the EVSE's form.");
      evse.meter.register.startAt(0);
      begin(grant, context.now(), 0);
      return;
    }
    context.clear("meter.not-billing", evse.number());
    long now = register.getAsLong();
    if (grant.vended()
        && idle.moved(now, evse.meter.register.readMillis()) >= IdleEnergy.NOTICE_WH) {
      backdated(grant, now);
    } else {
      idle.book(now);
      if (!grant.vended()) {
        evse.meter.register.beginUnread(idle::unaccounted);
      }
      begin(grant, context.now(), now);
    }
  }

  /** Energy flows that nobody holds back: it is his since the register last stood still. */
  void backdated(Grant grant, long nowWh) {
    begin(grant, idle.baseAt(), idle.baseWh(nowWh));
  }

  private void begin(Grant grant, EventTime at, long meterStartWh) {
    Started event =
        new Started(
            at,
            UUID.randomUUID().toString(),
            evse.number(),
            evse.connector(),
            grant.token(),
            meterStartWh,
            OptionalInt.empty(),
            grant.remoteStartId());
    Transaction t = new Transaction(event);
    t.group = grant.group();
    t.vended = grant.vended();
    progress.opened(t);
    if (context.options().refuseWhenStoreFails()) {
      journal.appendOnce(event, fault -> recorded(t, grant.begun(), fault.isEmpty()));
    } else {
      journal.append(event, () -> {});
      recorded(t, grant.begun(), true);
    }
  }

  private void recorded(Transaction t, Consumer<Transaction> action, boolean done) {
    if (!done) {
      progress.notRecorded(t);
      return;
    }
    t.durable = true;
    action.accept(t);
    progress.begun(t);
  }
}
