package io.ocpp809.station.core;

import io.ocpp809.station.ConnectorState;
import io.ocpp809.station.ConnectorView;
import io.ocpp809.station.EvseView;
import io.ocpp809.station.StationEvent;
import io.ocpp809.station.auth.IdToken;
import io.ocpp809.station.core.EvseOptions.TokenPolicy;
import io.ocpp809.station.journal.OpenTransactions.Open;
import io.ocpp809.station.limit.Limit;
import io.ocpp809.station.limit.LimitLedger.InForce;
import io.ocpp809.station.pile.Capabilities.Gate;
import io.ocpp809.station.pile.Capabilities.LimitKind;
import io.ocpp809.station.pile.FaultClass;
import io.ocpp809.station.pile.PileFault;
import io.ocpp809.station.pile.PileIdentity;
import io.ocpp809.station.pile.PilePort;
import io.ocpp809.station.pile.PileReport;
import io.ocpp809.station.pile.PileState;
import io.ocpp809.station.transaction.ChargingState;
import io.ocpp809.station.transaction.StopReason;
import io.ocpp809.station.transaction.TransactionView;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One EVSE: what its pile says, what state its connector is in, and its transaction. */
final class EvseRoom {
  static final long UNREACHABLE_AFTER_MILLIS = 10_000;
  private static final int CONNECTOR = 1;
  private static final PileFault NO_ANSWER =
      new PileFault(FaultClass.OTHER_ERROR, "PileUnreachable", "the pile does not answer", false);

  final StationContext context;
  final Meter meter;
  final LimitControl limits;
  final TransactionRoom transactions;
  private EvseOptions options;
  private PilePort port;
  private PileIdentity identity = PileIdentity.UNKNOWN;
  private PileState pile = PileState.STARTING;
  private Optional<PileFault> fault = Optional.empty();
  private Optional<String> presented = Optional.empty();
  private boolean tokenSeen;
  private boolean plugged;
  private boolean heard;
  private boolean reachable;
  private long reachableAtMillis;
  private boolean operative;
  private Optional<Boolean> scheduled = Optional.empty();
  private ConnectorView shown =
      new ConnectorView(CONNECTOR, ConnectorState.UNAVAILABLE, Optional.empty(), "");

  EvseRoom(
      StationContext context,
      EvseOptions options,
      Authorizer authorizer,
      JournalWriter journal,
      Optional<Open> open) {
    this.context = context;
    this.options = options;
    this.operative = readOperative();
    this.reachableAtMillis = context.millis();
    this.meter = new Meter(context, options);
    this.limits = new LimitControl(context, options);
    this.transactions = new TransactionRoom(this, authorizer, journal, open);
  }

  int number() {
    return options.evse();
  }

  int connector() {
    return CONNECTOR;
  }

  EvseOptions options() {
    return options;
  }

  void options(EvseOptions next) {
    options = next;
    meter.policy(next.energy());
    limits.options(next);
    refresh();
  }

  void attach(PilePort pilePort) {
    port = pilePort;
    limits.attach(pilePort);
    refresh();
  }

  void detach() {
    port = null;
    limits.detach();
  }

  Optional<PilePort> port() {
    return Optional.ofNullable(port);
  }

  boolean plugged() {
    return plugged;
  }

  boolean reachable() {
    return reachable;
  }

  boolean operative() {
    return operative;
  }

  PileState pile() {
    return pile;
  }

  Optional<PileFault> fault() {
    if (fault.isPresent() || reachable) {
      return fault;
    }
    boolean long_ = context.millis() - reachableAtMillis > UNREACHABLE_AFTER_MILLIS;
    return long_ ? Optional.of(NO_ANSWER) : Optional.empty();
  }

  boolean faulted() {
    return fault().filter(f -> !f.warning()).isPresent()
        || pile == PileState.E
        || pile == PileState.ERROR;
  }

  /** Whether energy can be held back here; without a gate the station only meters. */
  boolean gated() {
    return port != null && port.capabilities().gate() != Gate.NONE;
  }

  boolean controllable() {
    return port != null && port.capabilities().controllable();
  }

  /** Takes in what the pile says. */
  void report(PileReport report) {
    reachable = report.reachable();
    if (!reachable) {
      refresh();
      return;
    }
    reachableAtMillis = context.millis();
    if (!report.identity().equals(PileIdentity.UNKNOWN)) {
      identity = report.identity();
    }
    fault = report.fault();
    report.state().ifPresent(s -> pile = s);
    boolean was = plugged;
    plugged = pluggedBy(report);
    heard |= report.state().isPresent();
    meter.accept(report.readings());
    context.emit(new StationEvent.Measured(context.now(), number(), report.readings()));
    if (heard) {
      transactions.reconcile();
      if (plugged && !was) {
        transactions.pluggedIn();
      } else if (!plugged && was) {
        transactions.unplugged();
      }
    }
    token(report.token());
    transactions.tick();
    limits.observe(report.readings());
    refresh();
  }

  private boolean pluggedBy(PileReport report) {
    PileState s = report.state().orElse(pile);
    return switch (s) {
      case A1, A2 -> false;
      case B1, B2, C1, C2, D1, D2 -> report.cablePlugged().orElse(true);
      default -> report.cablePlugged().orElse(plugged);
    };
  }

  private void token(Optional<String> text) {
    Optional<String> now = text.filter(t -> !t.isBlank() && t.length() <= 36);
    if (tokenSeen && now.isPresent() && !now.equals(presented)) {
      transactions.present(new IdToken(now.get(), IdToken.Kind.ISO14443), v -> {});
    }
    presented = now;
    tokenSeen = true;
  }

  /** Puts it in or out of service; within a transaction that waits for its end. */
  boolean changeOperative(boolean wanted) {
    if (transactions.running().isPresent() && wanted != operative) {
      scheduled = Optional.of(wanted);
      return false;
    }
    scheduled = Optional.empty();
    setOperative(wanted);
    return true;
  }

  /** Carries out a change of availability that waited for the end of a transaction. */
  void applyScheduled() {
    scheduled.ifPresent(this::setOperative);
    scheduled = Optional.empty();
  }

  private void setOperative(boolean wanted) {
    operative = wanted;
    context
        .ports
        .memory()
        .put(
            "evse." + number() + ".operative",
            String.valueOf(wanted).getBytes(StandardCharsets.UTF_8));
    refresh();
  }

  private boolean readOperative() {
    return context
        .ports
        .memory()
        .get("evse." + options.evse() + ".operative")
        .map(b -> Boolean.parseBoolean(new String(b, StandardCharsets.UTF_8)))
        .orElse(true);
  }

  /** Works out the connector's state anew and announces it if it has changed. */
  void refresh() {
    boolean stopping = transactions.running().filter(Transaction::isStopping).isPresent();
    limits.supply(transactions.mayCharge(), stopping);
    if (!heard && fault().isEmpty()) {
      return;
    }
    ConnectorState state =
        ConnectorLogic.derive(
            new ConnectorLogic.Known(
                pile,
                plugged,
                fault(),
                operative,
                transactions.authorised(),
                transactions.running().isPresent(),
                stopping,
                transactions.held(),
                transactions.finished()));
    String info = state == ConnectorState.SUSPENDED_EVSE ? reason() : "";
    if (info.length() > 50) {
      info = info.substring(0, 50);
    }
    ConnectorView next = new ConnectorView(CONNECTOR, state, fault(), info);
    transactions.state(chargingState(state));
    if (!next.equals(shown)) {
      shown = next;
      context.emit(
          new StationEvent.ConnectorChanged(
              context.now(), number(), CONNECTOR, state, fault(), info));
    }
  }

  private String reason() {
    return limits.pausing() ? limits.inForce().map(InForce::reason).orElse("") : "";
  }

  private static ChargingState chargingState(ConnectorState state) {
    return switch (state) {
      case CHARGING -> ChargingState.CHARGING;
      case SUSPENDED_EV -> ChargingState.SUSPENDED_EV;
      case SUSPENDED_EVSE, FAULTED -> ChargingState.SUSPENDED_EVSE;
      case AVAILABLE, RESERVED, UNAVAILABLE -> ChargingState.IDLE;
      case PREPARING, FINISHING -> ChargingState.EV_CONNECTED;
    };
  }

  /** Keeps the pile's lease for a while longer. */
  void renewLease(Duration timeToLive) {
    if (port != null && !port.capabilities().readOnly()) {
      port.renewLease(timeToLive);
    }
  }

  boolean freeVending() {
    return options.tokens() != TokenPolicy.READ;
  }

  IdToken fixedToken() {
    return options.token().isEmpty()
        ? new IdToken("FREE", IdToken.Kind.NO_AUTHORIZATION)
        : new IdToken(options.token(), IdToken.Kind.LOCAL);
  }

  EvseView view() {
    Optional<Limit> limit = limits.inForce().map(InForce::limit);
    return new EvseView(
        number(),
        List.of(shown),
        port().map(PilePort::capabilities),
        identity,
        reachable,
        operative,
        transactions.running().map(this::view),
        meter.all(),
        limits.inForce().map(InForce::reason).orElse(""),
        limit.filter(l -> l.kind() == LimitKind.CURRENT).map(Limit::value).orElse(-1),
        limit.filter(l -> l.kind() == LimitKind.POWER).map(Limit::value).orElse(-1));
  }

  private TransactionView view(Transaction t) {
    long energy = meter.wh().orElse(t.started.meterStartWh()) - t.started.meterStartWh();
    return new TransactionView(
        t.id(),
        number(),
        CONNECTOR,
        t.started.token(),
        t.started.time(),
        t.started.meterStartWh(),
        Math.max(0, energy),
        t.state);
  }

  /** Ends what must not outlive this EVSE's configuration. */
  void remove() {
    transactions.endNow(StopReason.OTHER);
  }
}
