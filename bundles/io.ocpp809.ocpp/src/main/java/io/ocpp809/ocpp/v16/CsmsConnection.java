package io.ocpp809.ocpp.v16;

import io.ocpp809.ocpp.json.CodecException;
import io.ocpp809.ocpp.json.Json;
import io.ocpp809.ocpp.rpc.Outcome;
import io.ocpp809.ocpp.rpc.RpcSession;
import io.ocpp809.ocpp.transport.Transport;
import io.ocpp809.ocpp.v16.Messages.Authorize;
import io.ocpp809.ocpp.v16.Messages.AuthorizeResponse;
import io.ocpp809.ocpp.v16.Messages.BootNotification;
import io.ocpp809.ocpp.v16.Messages.BootNotificationResponse;
import io.ocpp809.ocpp.v16.Messages.Empty;
import io.ocpp809.ocpp.v16.Messages.HeartbeatResponse;
import io.ocpp809.ocpp.v16.Messages.MeterValue;
import io.ocpp809.ocpp.v16.Messages.MeterValues;
import io.ocpp809.ocpp.v16.Messages.RegistrationStatus;
import io.ocpp809.ocpp.v16.Messages.TriggerMessage;
import io.ocpp809.ocpp.v16.Messages.TriggerStatus;
import io.ocpp809.station.Station;
import io.ocpp809.station.StationEvent;
import io.ocpp809.station.StationIdentity;
import io.ocpp809.station.auth.Authorization;
import io.ocpp809.station.auth.IdToken;
import io.ocpp809.station.journal.JournalEntry;
import io.ocpp809.station.mailbox.Mailbox;
import io.ocpp809.station.port.CsmsPort;
import io.ocpp809.station.port.Memory;
import io.ocpp809.station.settings.Setting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * A station's connection to a CSMS by OCPP 1.6J: connects and connects again, boots, keeps the
 * heartbeat, delivers the journal, reports states and answers calls. Lives in a mailbox of its own.
 */
public final class CsmsConnection implements CsmsPort, AutoCloseable {
  /** Sub-protocol of OCPP 1.6J. */
  public static final String SUB_PROTOCOL = "ocpp1.6";

  private static final long TICK_MILLIS = 1_000;
  private static final long BOOT_RETRY_SECONDS = 30;
  private static final long DAY_MILLIS = 86_400_000;
  private static final long REBOOT_MILLIS = 2_000;
  private static final long KNOWN_MILLIS = 100;
  private static final long REBOOT_AT_LATEST_MILLIS = 90_000;

  private final Station station;
  private final CsmsOptions options;
  private final Transport transport;
  private final Outside outside;
  private final Mailbox mailbox;
  private final Json json;
  private final Delivery delivery;
  private final StatusBlock status;
  private final Calls calls;
  private final List<AutoCloseable> subscriptions = new ArrayList<>();
  private final BackOff backOff;
  private final long connectFromMillis;
  private volatile boolean online;
  private volatile String state = "not connected yet";
  private Transport.Connection connection;
  private RpcSession session;
  private boolean bootedOnce;
  private boolean closed;
  private long heartbeatMillis = 300_000;
  private long sentAtMillis;
  private long beatAtMillis;
  private long pingedAtMillis;
  private long bootAgainMillis = Long.MAX_VALUE;

  /**
   * What a connection needs from outside.
   *
   * @param pool runs its mailbox
   * @param timers wakes it up
   * @param memory keeps its numbers
   * @param monotonicMillis monotonic time, ms
   * @param chance numbers from 0 to 1
   * @param deadLetters takes messages that could not be delivered, with the reason
   * @param reports told of each change of the connection's state, in words
   * @param patienceMillis longest wait for the pile to tell who it is before the first connection,
   *     ms
   */
  public record Outside(
      Executor pool,
      ScheduledExecutorService timers,
      Memory memory,
      LongSupplier monotonicMillis,
      DoubleSupplier chance,
      BiConsumer<JournalEntry, String> deadLetters,
      Consumer<String> reports,
      long patienceMillis) {}

  /**
   * Makes a connection and begins to connect.
   *
   * @param station the station
   * @param options its configuration
   * @param transport carries the texts
   * @param outside what it needs
   */
  public CsmsConnection(
      Station station, CsmsOptions options, Transport transport, Outside outside) {
    this.station = station;
    this.options = options;
    this.transport = transport;
    this.outside = outside;
    this.json = new Json(options.fractions());
    this.mailbox =
        new Mailbox(outside.pool(), outside.timers(), e -> report("a task failed: " + e));
    this.backOff = new BackOff(options, outside.chance());
    Delivery.Caller caller = new Caller();
    Connectors connectors = new Connectors(outside.memory());
    station.view().evses().forEach(e -> connectors.number(e.evse()));
    TransactionIds ids = new TransactionIds(outside.memory());
    this.delivery =
        new Delivery(station, json, options.name(), connectors, ids, caller, outside.deadLetters());
    this.status = new StatusBlock(station, connectors, caller);
    this.calls =
        new Calls(station, json, connectors, ids, m -> trigger(m, connectors), this::reboot);
    subscriptions.add(station.listen(e -> mailbox.post(() -> onEvent(e, connectors))));
    subscriptions.add(station.journal().onAppended(() -> mailbox.post(delivery::next)));
    subscriptions.add(station.connect(this));
    connectFromMillis = now() + outside.patienceMillis();
    mailbox.post(this::connectWhenKnown);
    mailbox.post(this::tick);
  }

  private final class Caller implements Delivery.Caller {
    @Override
    public void call(String action, Record message, Consumer<Outcome> outcome) {
      CsmsConnection.this.call(action, message, outcome);
    }

    @Override
    public void after(long millis, Runnable task) {
      mailbox.after(millis, task);
    }
  }

  private void call(String action, Record message, Consumer<Outcome> outcome) {
    if (session == null) {
      outcome.accept(new Outcome.Lost());
      return;
    }
    sentAtMillis = now();
    session.call(
        action,
        json.encode(message),
        1000 * station.settings().integer(Setting.MESSAGE_TIMEOUT),
        outcome);
  }

  private long now() {
    return outside.monotonicMillis().getAsLong();
  }

  private void report(String text) {
    if (!text.equals(state)) {
      state = text;
      outside.reports().accept(text);
    }
  }

  /** State of the connection in words. */
  public String state() {
    return state;
  }

  private void connectWhenKnown() {
    boolean known = station.view().evses().stream().anyMatch(e -> !e.pile().serial().isEmpty());
    if (known || now() >= connectFromMillis) {
      connect();
    } else {
      mailbox.after(KNOWN_MILLIS, this::connectWhenKnown);
    }
  }

  private void connect() {
    if (!closed) {
      connection = transport.connect(options.endpoint(), new Socket());
    }
  }

  private final class Socket implements Transport.Listener {
    private boolean gone;

    @Override
    public void opened(String subProtocol) {
      mailbox.post(() -> CsmsConnection.this.opened(this));
    }

    @Override
    public void text(String text) {
      mailbox.post(
          () -> {
            if (!gone && session != null) {
              session.received(text);
            }
          });
    }

    @Override
    public void closed(String reason) {
      mailbox.post(
          () -> {
            if (!gone) {
              gone = true;
              CsmsConnection.this.closed(reason);
            }
          });
    }
  }

  private void opened(Socket socket) {
    if (closed || socket.gone) {
      return;
    }
    Transport.Connection mine = connection;
    session = new RpcSession(mine::send, calls);
    session.tick(now());
    calls.session(session);
    pingedAtMillis = now();
    backOff.succeeded();
    if (bootedOnce && !options.bootOnReconnect()) {
      accepted(false);
    } else {
      boot();
    }
  }

  private void closed(String reason) {
    RpcSession ended = session;
    session = null;
    online = false;
    calls.accepted(false);
    status.offline();
    if (ended != null) {
      ended.lost();
    }
    delivery.online(false);
    bootAgainMillis = Long.MAX_VALUE;
    if (!closed) {
      long wait = backOff.next();
      report("not connected: " + reason);
      mailbox.after(wait, this::connect);
    }
  }

  private void boot() {
    StationIdentity i = station.view().identity();
    call(
        "BootNotification",
        new BootNotification(
            i.vendor(),
            i.model(),
            text(i.serial()),
            Optional.empty(),
            text(i.firmware()),
            text(i.meterType()),
            text(i.meterSerial())),
        this::booted);
  }

  /** After a reset: once the transactions have ended, connects and boots anew. */
  private void reboot() {
    long since = now();
    mailbox.after(REBOOT_MILLIS, () -> rebootWhenIdle(since));
  }

  private void rebootWhenIdle(long since) {
    boolean running = station.view().evses().stream().anyMatch(e -> e.transaction().isPresent());
    if (running && now() - since < REBOOT_AT_LATEST_MILLIS) {
      mailbox.after(REBOOT_MILLIS, () -> rebootWhenIdle(since));
      return;
    }
    bootedOnce = false;
    if (connection != null) {
      connection.close();
    }
  }

  private static Optional<String> text(String s) {
    return Optional.of(s).filter(t -> !t.isEmpty());
  }

  private void booted(Outcome outcome) {
    if (outcome instanceof Outcome.Lost) {
      return;
    }
    if (!(outcome instanceof Outcome.Answered answered)) {
      report("the CSMS does not accept BootNotification: " + outcome);
      bootAgainMillis = now() + BOOT_RETRY_SECONDS * 1000;
      return;
    }
    try {
      BootNotificationResponse r = json.decode(BootNotificationResponse.class, answered.payload());
      clock(r.currentTime());
      long seconds = r.interval() > 0 ? r.interval() : BOOT_RETRY_SECONDS;
      if (r.status() == RegistrationStatus.Accepted) {
        heartbeatMillis = r.interval() > 0 ? r.interval() * 1000L : heartbeatMillis;
        accepted(true);
      } else {
        report("the CSMS answers " + r.status() + "; next try in " + seconds + " s");
        bootAgainMillis = now() + seconds * 1000;
      }
    } catch (CodecException e) {
      report("the answer to BootNotification cannot be read: " + e.getMessage());
      bootAgainMillis = now() + BOOT_RETRY_SECONDS * 1000;
    }
  }

  private void clock(Instant csms) {
    if (!station.now().trusted()) {
      station.clockOffset(Duration.between(station.now().wall(), csms).toMillis());
    }
  }

  private void accepted(boolean afterBoot) {
    bootAgainMillis = Long.MAX_VALUE;
    online = true;
    beatAtMillis = now();
    calls.accepted(true);
    report("connected to " + options.endpoint().uri());
    status.online(afterBoot && !bootedOnce || options.bootOnReconnect());
    bootedOnce = true;
    delivery.online(true);
  }

  private void tick() {
    if (closed) {
      return;
    }
    mailbox.after(TICK_MILLIS, this::tick);
    if (session == null) {
      return;
    }
    session.tick(now());
    long ping = 1000 * station.settings().integer(Setting.WEB_SOCKET_PING_INTERVAL);
    if (ping > 0 && now() - pingedAtMillis >= ping) {
      pingedAtMillis = now();
      connection.ping();
    }
    if (now() >= bootAgainMillis) {
      bootAgainMillis = Long.MAX_VALUE;
      boot();
    }
    long beat = heartbeatMillis();
    if (online && (now() - sentAtMillis >= beat || now() - beatAtMillis >= DAY_MILLIS)) {
      heartbeat();
    }
  }

  private long heartbeatMillis() {
    long configured = 1000 * station.settings().integer(Setting.HEARTBEAT_INTERVAL);
    return configured > 0 ? configured : heartbeatMillis;
  }

  private void heartbeat() {
    beatAtMillis = now();
    call(
        "Heartbeat",
        new Empty(),
        outcome -> {
          if (outcome instanceof Outcome.Answered a) {
            try {
              clock(json.decode(HeartbeatResponse.class, a.payload()).currentTime());
            } catch (CodecException e) {
              report("the answer to Heartbeat cannot be read: " + e.getMessage());
            }
          } else if (outcome instanceof Outcome.TimedOut && connection != null) {
            connection.close();
          }
        });
  }

  private void onEvent(StationEvent event, Connectors connectors) {
    if (event instanceof StationEvent.ConnectorChanged c) {
      status.changed(c);
    } else if (event instanceof StationEvent.Sampled s && online) {
      meterValues(s, connectors);
    }
  }

  private void meterValues(StationEvent.Sampled s, Connectors connectors) {
    MeterValue value = Translate.meterValue(s.context(), s.readings(), s.time().wall());
    if (!value.sampledValue().isEmpty()) {
      call(
          "MeterValues",
          new MeterValues(connectors.number(s.evse()), Optional.empty(), List.of(value)),
          outcome -> {});
    }
  }

  private TriggerStatus trigger(TriggerMessage m, Connectors connectors) {
    Optional<Integer> evse =
        m.connectorId().flatMap(c -> c == 0 ? Optional.of(0) : connectors.evse(c));
    if (m.connectorId().isPresent() && evse.isEmpty()) {
      return TriggerStatus.Rejected;
    }
    return switch (m.requestedMessage()) {
      case BootNotification -> {
        if (online) {
          yield TriggerStatus.Rejected;
        }
        mailbox.post(this::boot);
        yield TriggerStatus.Accepted;
      }
      case Heartbeat -> {
        mailbox.post(this::heartbeat);
        yield TriggerStatus.Accepted;
      }
      case StatusNotification -> {
        mailbox.post(
            () -> {
              if (m.connectorId().isPresent()) {
                status.resend(m.connectorId().get());
              } else {
                status.numbers().forEach(status::resend);
              }
            });
        yield TriggerStatus.Accepted;
      }
      case MeterValues -> {
        station.view().evses().stream()
            .filter(e -> evse.isEmpty() || evse.get() == 0 || evse.get() == e.evse())
            .forEach(
                e ->
                    station.sampleNow(
                        e.evse(), s -> mailbox.post(() -> meterValues(s, connectors))));
        yield TriggerStatus.Accepted;
      }
      default -> TriggerStatus.NotImplemented;
    };
  }

  @Override
  public boolean online() {
    return online;
  }

  @Override
  public void authorize(IdToken token, Consumer<Authorization> answer) {
    mailbox.post(
        () ->
            call(
                "Authorize",
                new Authorize(Translate.idTag(token)),
                outcome -> answer.accept(verdict(outcome))));
  }

  private Authorization verdict(Outcome outcome) {
    if (outcome instanceof Outcome.Answered a) {
      try {
        return Translate.authorization(
            json.decode(AuthorizeResponse.class, a.payload()).idTagInfo());
      } catch (CodecException e) {
        report("the answer to Authorize cannot be read: " + e.getMessage());
      }
    }
    return Authorization.of(Authorization.Status.UNREACHABLE);
  }

  /** Closes the connection in order; the journal keeps what was not delivered. */
  @Override
  public void close() {
    subscriptions.forEach(
        s -> {
          try {
            s.close();
          } catch (Exception e) {
            report("not closed cleanly: " + e);
          }
        });
    mailbox.post(
        () -> {
          closed = true;
          online = false;
          if (connection != null) {
            connection.close();
          }
          mailbox.close();
        });
  }
}
