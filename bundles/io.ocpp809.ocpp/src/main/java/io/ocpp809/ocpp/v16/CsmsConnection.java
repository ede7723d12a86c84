package io.ocpp809.ocpp.v16;

import io.ocpp809.ocpp.json.CodecException;
import io.ocpp809.ocpp.json.Json;
import io.ocpp809.ocpp.rpc.Outcome;
import io.ocpp809.ocpp.transport.Transport;
import io.ocpp809.ocpp.v16.Messages.Authorize;
import io.ocpp809.ocpp.v16.Messages.AuthorizeResponse;
import io.ocpp809.ocpp.v16.Messages.GetLocalListVersionResponse;
import io.ocpp809.ocpp.v16.Messages.SendLocalList;
import io.ocpp809.ocpp.v16.Messages.TriggerMessage;
import io.ocpp809.ocpp.v16.Messages.TriggerMessageResponse;
import io.ocpp809.station.Station;
import io.ocpp809.station.auth.Authorization;
import io.ocpp809.station.auth.IdToken;
import io.ocpp809.station.mailbox.Mailbox;
import io.ocpp809.station.port.CsmsPort;
import io.ocpp809.station.port.Memory;
import io.ocpp809.station.settings.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * A station's connection to a CSMS by OCPP 1.6J. Lives in a mailbox of its own, in which it joins
 * the link, the registration, what is delivered and reported, and the calls of the CSMS.
 */
public final class CsmsConnection implements CsmsPort, AutoCloseable {
  /** Sub-protocol of OCPP 1.6J. */
  public static final String SUB_PROTOCOL = "ocpp1.6";

  private static final long TICK_MILLIS = 1_000;
  private static final long KNOWN_MILLIS = 100;

  private final Station station;
  private final Outside outside;
  private final Mailbox mailbox;
  private final Connectors connectors;
  private final Link link;
  private final PingWatch pings = new PingWatch();
  private final Conversation conversation;
  private final Delivery delivery;
  private final StatusBlock status;
  private final GridLimitBlock gridLimits;
  private final VehicleBlock vehicles;
  private final MeterBlock meters;
  private final Calls calls;
  private final List<AutoCloseable> subscriptions = new ArrayList<>();
  private final long connectFromMillis;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private volatile CsmsOptions options;
  private volatile boolean online;
  private volatile String state = "not connected yet";
  private boolean closed;

  /**
   * What a connection needs from outside.
   *
   * @param pool runs its mailbox
   * @param timers wakes it up
   * @param memory keeps its numbers
   * @param monotonicMillis monotonic time, ms
   * @param chance numbers from 0 to 1
   * @param deadLetters takes messages that could not be delivered, and answers of no use
   * @param reports told of the connection's state and of what is wrong, in words
   * @param patienceMillis longest wait for the pile to tell who it is before the first connection,
   *     ms
   */
  public record Outside(
      Executor pool,
      ScheduledExecutorService timers,
      Memory memory,
      LongSupplier monotonicMillis,
      DoubleSupplier chance,
      DeadLetters deadLetters,
      Reports reports,
      long patienceMillis) {}

  /**
   * Makes a connection and begins to connect.
   *
   * @param station the station
   * @param initial its configuration
   * @param transport carries the texts
   * @param outside what it needs
   */
  public CsmsConnection(
      Station station, CsmsOptions initial, Transport transport, Outside outside) {
    this.station = station;
    this.options = initial;
    this.outside = outside;
    this.mailbox =
        new Mailbox(
            outside.pool(),
            outside.timers(),
            e -> outside.reports().warning("a task of the connection failed: " + e));
    this.connectors = new Connectors(outside.memory());
    station.view().evses().forEach(e -> connectors.number(e.evse()));
    Json json = new Json(() -> options.fractions());
    Oddities oddities = new Oddities(outside.reports()::warning);
    BackOff backOff = new BackOff(() -> options, outside.chance());
    this.link = new Link(transport, initial.endpoint(), backOff, mailbox, new OnLink());
    this.calls = new Calls(json, mailbox::post, oddities);
    this.conversation =
        new Conversation(
            station,
            json,
            mailbox,
            outside.monotonicMillis(),
            link,
            oddities,
            calls,
            new OnRegistration(backOff));
    TransactionIds ids = new TransactionIds(outside.memory());
    this.delivery =
        new Delivery(
            station, json, initial.name(), connectors, ids, conversation, outside.deadLetters());
    this.status = new StatusBlock(station, connectors, conversation);
    this.meters = new MeterBlock(station, connectors, ids, conversation, mailbox::post);
    this.gridLimits =
        new GridLimitBlock(
            json, connectors, conversation, () -> options.gridLimits(), () -> online);
    this.vehicles =
        new VehicleBlock(json, connectors, conversation, () -> options.vehicles(), () -> online);
    answerCalls(ids);
    subscriptions.add(
        station.listen(new OnStation(mailbox::post, status, meters, gridLimits, vehicles)));
    subscriptions.add(station.journal().onAppended(() -> mailbox.post(delivery::next)));
    subscriptions.add(station.connect(this));
    connectFromMillis = now() + outside.patienceMillis();
    mailbox.post(this::connectWhenKnown);
    mailbox.post(this::tick);
  }

  private void answerCalls(TransactionIds ids) {
    Restart restart =
        new Restart(
            station, conversation, outside.monotonicMillis(), delivery::done, this::beginAnew);
    new CoreBlock(
            station,
            connectors,
            ids,
            () -> online,
            kind -> mailbox.post(() -> restart.accepted(kind)))
        .register(calls);
    new SmartCharging(station, connectors, ids).register(calls);
    LocalListBlock list = new LocalListBlock(station);
    calls.on("SendLocalList", SendLocalList.class, list::send);
    calls.on(
        "GetLocalListVersion",
        answer -> answer.accept(new GetLocalListVersionResponse(list.version())));
    Triggers triggers =
        new Triggers(
            connectors,
            evse -> station.view().evse(evse).isPresent(),
            conversation.triggers(status::resend, meters::triggered));
    calls.on(
        "TriggerMessage",
        TriggerMessage.class,
        (m, answer) -> {
          Triggers.Plan plan = triggers.plan(m);
          answer.accept(new TriggerMessageResponse(plan.status()));
          mailbox.post(plan.act());
        });
  }

  private long now() {
    return outside.monotonicMillis().getAsLong();
  }

  private void report(String text, Consumer<String> to) {
    if (!text.equals(state)) {
      state = text;
      to.accept(text);
    }
  }

  /** State of the connection in words. */
  public String state() {
    return state;
  }

  /**
   * Takes over what does not need another connection: waits, timestamps, boot on reconnect.
   *
   * @param next as before but for these
   * @return false if another connection is needed
   */
  public boolean reconfigure(CsmsOptions next) {
    CsmsOptions now = options;
    if (!next.endpoint().equals(now.endpoint()) || !next.name().equals(now.name())) {
      return false;
    }
    options = next;
    return true;
  }

  private void connectWhenKnown() {
    boolean known = station.view().evses().stream().anyMatch(e -> !e.pile().serial().isEmpty());
    if (known || now() >= connectFromMillis) {
      link.connect();
    } else {
      mailbox.after(KNOWN_MILLIS, this::connectWhenKnown);
    }
  }

  private final class OnLink implements Link.Events {
    @Override
    public void opened() {
      pings.opened(now());
      conversation.opened(options.bootOnReconnect());
    }

    @Override
    public void text(String text) {
      pings.heard();
      conversation.received(text);
    }

    @Override
    public void heard() {
      pings.heard();
    }

    @Override
    public void closed(String reason, boolean byOther, long retryMillis) {
      conversation.closed(byOther);
      report("not connected: " + reason, outside.reports()::warning);
    }
  }

  private final class OnRegistration implements Conversation.Events {
    private final BackOff backOff;

    private OnRegistration(BackOff backOff) {
      this.backOff = backOff;
    }

    @Override
    public void accepted(boolean booted) {
      online = true;
      backOff.succeeded();
      report("connected to " + options.endpoint().uri(), outside.reports()::state);
      status.online(booted);
      if (booted) {
        gridLimits.booted();
        vehicles.booted();
      }
      delivery.online(true);
    }

    @Override
    public void notAccepted() {
      online = false;
      status.offline();
      delivery.online(false);
    }

    @Override
    public void unanswered() {
      pings.doubt();
    }

    @Override
    public void waiting(String text) {
      report(text, outside.reports()::warning);
    }
  }

  private void beginAnew() {
    conversation.restarted();
    link.close("the CSMS has ordered a reset; the station connects and boots anew");
  }

  private void tick() {
    if (closed) {
      return;
    }
    mailbox.after(TICK_MILLIS, this::tick);
    if (!conversation.open()) {
      return;
    }
    long interval = 1000 * station.settings().integer(Setting.WEB_SOCKET_PING_INTERVAL);
    switch (pings.tick(interval, now())) {
      case PING -> link.ping();
      case GIVE_UP -> {
        link.abort(
            "nothing has come from the CSMS for "
                + PingWatch.ANSWER_MILLIS / 1000
                + " s after a ping; the connection is dead and is made anew");
        return;
      }
      case NOTHING -> {}
    }
    conversation.tick();
    status.tick();
  }

  @Override
  public boolean online() {
    return online;
  }

  @Override
  public void authorize(IdToken token, Consumer<Authorization> answer) {
    mailbox.post(
        () ->
            conversation.call(
                "Authorize",
                new Authorize(Translate.idTag(token)),
                outcome -> answer.accept(verdict(outcome))));
  }

  private Authorization verdict(Outcome outcome) {
    if (outcome instanceof Outcome.Answered a) {
      try {
        return Translate.authorization(
            conversation.read(AuthorizeResponse.class, "Authorize", a).idTagInfo());
      } catch (CodecException said) {
        return Authorization.of(Authorization.Status.UNREACHABLE);
      }
    }
    return Authorization.of(Authorization.Status.UNREACHABLE);
  }

  /** Closes the connection in order; the journal keeps what was not delivered. */
  @Override
  public void close() {
    for (AutoCloseable s : subscriptions) {
      try {
        s.close();
      } catch (Exception e) {
        outside.reports().warning("not closed cleanly: " + e);
      }
    }
    mailbox.post(
        () -> {
          closed = true;
          online = false;
          conversation.closed(false);
          link.stop(
              () -> {
                mailbox.close();
                ended.complete(null);
              });
        });
  }

  /** Completes once the connection is closed and another one of this identity may be opened. */
  public CompletionStage<Void> ended() {
    return ended;
  }
}
