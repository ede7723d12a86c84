package io.ocpp809.ocpp.v16;

import io.ocpp809.ocpp.json.CodecException;
import io.ocpp809.ocpp.json.Json;
import io.ocpp809.ocpp.rpc.Outcome;
import io.ocpp809.ocpp.rpc.RpcSession;
import io.ocpp809.ocpp.v16.Messages.BootNotification;
import io.ocpp809.ocpp.v16.Messages.BootNotificationResponse;
import io.ocpp809.ocpp.v16.Messages.Empty;
import io.ocpp809.ocpp.v16.Messages.HeartbeatResponse;
import io.ocpp809.station.Station;
import io.ocpp809.station.StationIdentity;
import io.ocpp809.station.mailbox.Mailbox;
import io.ocpp809.station.settings.Setting;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;

/**
 * What is said over the connection, and when: boots, keeps the heartbeat, and lets others speak as
 * far as the registration allows. Lives in the connection's mailbox.
 */
final class Conversation implements Caller {
  private static final Set<String> NOT_THERE = Set.of("NotSupported", "NotImplemented");

  private final Station station;
  private final Json json;
  private final Mailbox mailbox;
  private final LongSupplier clock;
  private final Link link;
  private final Oddities oddities;
  private final Calls calls;
  private final Events events;
  private final Registration registration = new Registration();
  private final Heartbeats heartbeats = new Heartbeats();
  private final CsmsClock csmsClock;
  private final Set<String> notSupported = new HashSet<>();
  private RpcSession session;
  private long bootIntervalSeconds = Heartbeats.DEFAULT_SECONDS;

  /** Told how the CSMS takes the station. */
  interface Events {
    /**
     * The CSMS takes messages from now on.
     *
     * @param booted whether it was told of a boot on this connection
     */
    void accepted(boolean booted);

    /** It takes none any more. */
    void notAccepted();

    /** It has not accepted the station yet; why, and what follows, in words. */
    void waiting(String text);

    /** A call was not answered in time. */
    void unanswered();
  }

  Conversation(
      Station station,
      Json json,
      Mailbox mailbox,
      LongSupplier clock,
      Link link,
      Oddities oddities,
      Calls calls,
      Events events) {
    this.station = station;
    this.json = json;
    this.mailbox = mailbox;
    this.clock = clock;
    this.link = link;
    this.oddities = oddities;
    this.calls = calls;
    this.events = events;
    this.csmsClock = new CsmsClock(station);
  }

  private long now() {
    return clock.getAsLong();
  }

  boolean open() {
    return session != null;
  }

  void opened(boolean bootAlways) {
    session = new RpcSession(link::send, calls, oddities);
    session.tick(now());
    registration.opened(bootAlways, now());
    session.deaf(!registration.answers());
    if (registration.accepted()) {
      accepted();
    } else {
      bootIfDue();
    }
  }

  void received(String text) {
    if (session != null) {
      session.tick(now());
      session.received(text);
    }
  }

  /**
   * The connection is gone.
   *
   * @param byOther whether the CSMS has closed it of its own will
   */
  void closed(boolean byOther) {
    RpcSession over = session;
    session = null;
    registration.closed();
    events.notAccepted();
    if (over != null) {
      over.lost(byOther);
    }
  }

  /** The station begins anew: the next connection begins with BootNotification. */
  void restarted() {
    registration.restarted();
  }

  void tick() {
    session.tick(now());
    if (session == null) {
      return;
    }
    bootIfDue();
    if (registration.accepted() && heartbeats.due(heartbeatMillis(), now())) {
      heartbeat(Cause.OWN);
    }
  }

  private long heartbeatMillis() {
    long configured = station.settings().integer(Setting.HEARTBEAT_INTERVAL);
    return 1000 * (configured > 0 ? configured : bootIntervalSeconds);
  }

  private void accepted() {
    heartbeats.accepted(now());
    if (registration.booted()) {
      notSupported.clear();
    }
    events.accepted(registration.booted());
  }

  private void bootIfDue() {
    if (session == null || !registration.sendsBoot(now())) {
      return;
    }
    session.deaf(false);
    StationIdentity i = station.view().identity();
    sendNow(
        "BootNotification",
        new BootNotification(
            Translate.cut(i.vendor(), 20),
            Translate.cut(i.model(), 20),
            Translate.some(Translate.cut(i.serial(), 25)),
            Optional.empty(),
            Translate.some(Translate.cut(i.firmware(), 50)),
            Translate.some(Translate.cut(i.meterType(), 25)),
            Translate.some(Translate.cut(i.meterSerial(), 25))),
        this::booted);
  }

  private void booted(Outcome outcome) {
    if (outcome instanceof Outcome.Lost) {
      return;
    }
    String again = "; next try in " + Registration.RETRY_MILLIS / 1000 + " s";
    if (outcome instanceof Outcome.Answered answered) {
      try {
        registered(read(BootNotificationResponse.class, "BootNotification", answered));
      } catch (CodecException e) {
        registration.unanswered(now());
        events.waiting("the answer to BootNotification cannot be read: " + e.getMessage() + again);
      }
    } else {
      registration.unanswered(now());
      events.waiting(
          outcome instanceof Outcome.Refused r
              ? "the CSMS refuses BootNotification: " + r.code() + " " + r.description() + again
              : "the CSMS does not answer BootNotification" + again);
    }
  }

  private void registered(BootNotificationResponse r) {
    clock(r.currentTime());
    registration.answered(r.status(), r.interval() * 1000L, now());
    switch (registration.state()) {
      case ACCEPTED -> {
        heartbeatInterval(r.interval());
        accepted();
      }
      case REJECTED -> {
        session.deaf(true);
        session.dropWaiting();
        waiting(r, "nothing is sent or answered until then");
      }
      default -> waiting(r, "nothing is started from remote until then");
    }
  }

  private void clock(Instant csms) {
    if (!csmsClock.told(csms)) {
      oddities.seen(
          "clock", "the CSMS says it is " + csms + ", which cannot be; its time is not taken");
    }
  }

  private void waiting(BootNotificationResponse r, String meanwhile) {
    long seconds = r.interval() > 0 ? r.interval() : Registration.RETRY_MILLIS / 1000;
    events.waiting(
        "the CSMS answers " + r.status() + "; next try in " + seconds + " s, " + meanwhile);
  }

  /** The interval of the boot answer becomes the value of the key (OCPP 1.6 section 4.2). */
  private void heartbeatInterval(long seconds) {
    if (seconds > 0) {
      bootIntervalSeconds = seconds;
      String value = String.valueOf(Math.min(seconds, Setting.HEARTBEAT_INTERVAL.maximum()));
      if (!value.equals(station.settings().text(Setting.HEARTBEAT_INTERVAL))) {
        station.settings().set(Setting.HEARTBEAT_INTERVAL, value);
      }
    }
  }

  private void heartbeat(Cause cause) {
    heartbeats.beat(now());
    if (cause == Cause.OWN ? registration.accepted() : registration.takesTriggered()) {
      sendNow("Heartbeat", new Empty(), this::beaten);
    }
  }

  private void beaten(Outcome outcome) {
    if (outcome instanceof Outcome.Answered a) {
      try {
        clock(read(HeartbeatResponse.class, "Heartbeat", a).currentTime());
      } catch (CodecException said) {
        return;
      }
    } else if (outcome instanceof Outcome.TimedOut) {
      link.abort("the CSMS does not answer Heartbeat; the connection is made anew");
    }
  }

  /** What TriggerMessage may have done. */
  Triggers.Acts triggers(Consumer<Optional<Integer>> status, IntConsumer meterValues) {
    return new Triggers.Acts() {
      @Override
      public boolean mayBoot() {
        return !registration.accepted();
      }

      @Override
      public void boot() {
        registration.triggered(now());
        bootIfDue();
      }

      @Override
      public void heartbeat() {
        Conversation.this.heartbeat(Cause.TRIGGERED);
      }

      @Override
      public void status(Optional<Integer> connector) {
        status.accept(connector);
      }

      @Override
      public void meterValues(int evse) {
        meterValues.accept(evse);
      }
    };
  }

  @Override
  public void call(String action, Record message, Consumer<Outcome> outcome) {
    if (registration.accepted()) {
      sendNow(action, message, outcome);
    } else {
      outcome.accept(new Outcome.Lost());
    }
  }

  @Override
  public boolean tell(String action, Record message, Cause cause, Runnable unheard) {
    boolean may = cause == Cause.OWN ? registration.accepted() : registration.takesTriggered();
    if (!may || notSupported.contains(action)) {
      return false;
    }
    sendNow(
        action,
        message,
        outcome -> {
          if (outcome instanceof Outcome.Refused r) {
            oddities.seen(action, action + " was refused: " + r.code() + " " + r.description());
            if (NOT_THERE.contains(r.code())) {
              notSupported.add(action);
            }
          } else if (!(outcome instanceof Outcome.Answered)) {
            unheard.run();
          }
        });
    return true;
  }

  @Override
  public void after(long millis, Runnable task) {
    mailbox.after(millis, task);
  }

  private void sendNow(String action, Record message, Consumer<Outcome> outcome) {
    if (session == null) {
      outcome.accept(new Outcome.Lost());
      return;
    }
    boolean boot = message instanceof BootNotification;
    session.tick(now());
    heartbeats.sent(now());
    session.call(
        action,
        json.encode(message),
        1000 * station.settings().integer(Setting.MESSAGE_TIMEOUT),
        o -> {
          if (o instanceof Outcome.TimedOut) {
            events.unanswered();
          }
          if (!boot) {
            heard(o);
          }
          outcome.accept(o);
        });
  }

  /** Some CSMSs refuse everything until they are told of a boot, although they know the station. */
  private void heard(Outcome outcome) {
    boolean refused = outcome instanceof Outcome.Refused;
    if (refused || outcome instanceof Outcome.Answered) {
      registration.heard();
    } else if (outcome instanceof Outcome.TimedOut) {
      registration.ignored();
    }
    if (outcome instanceof Outcome.Refused r
        && r.code().equals("SecurityError")
        && registration.strange(now())) {
      events.notAccepted();
      mailbox.post(this::bootIfDue);
    }
  }

  /**
   * Reads an answer.
   *
   * @throws CodecException if what is needed of it does not fit; it has been reported
   */
  <R extends Record> R read(Class<R> type, String action, Outcome.Answered answer)
      throws CodecException {
    try {
      return json.read(type, answer.payload());
    } catch (CodecException e) {
      oddities.seen(
          "answer " + action, "the answer to " + action + " cannot be read: " + e.getMessage());
      throw e;
    }
  }
}
