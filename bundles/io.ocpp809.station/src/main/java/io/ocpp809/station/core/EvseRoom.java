package io.ocpp809.station.core;

import io.ocpp809.station.ConnectorState;
import io.ocpp809.station.ConnectorView;
import io.ocpp809.station.EvseView;
import io.ocpp809.station.StationEvent;
import io.ocpp809.station.auth.IdToken;
import io.ocpp809.station.core.EvseOptions.TokenPolicy;
import io.ocpp809.station.journal.Remains;
import io.ocpp809.station.limit.Limit;
import io.ocpp809.station.limit.LimitLedger.InForce;
import io.ocpp809.station.pile.Capabilities;
import io.ocpp809.station.pile.Capabilities.EnergyRegister;
import io.ocpp809.station.pile.Capabilities.Gate;
import io.ocpp809.station.pile.Capabilities.LimitKind;
import io.ocpp809.station.pile.PileFault;
import io.ocpp809.station.pile.PilePort;
import io.ocpp809.station.pile.PileReport;
import io.ocpp809.station.pile.PileState;
import io.ocpp809.station.reading.Reading;
import io.ocpp809.station.transaction.ChargingState;
import io.ocpp809.station.transaction.TransactionView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One EVSE: joins its pile, meter, limits and transaction, and tells its connector's state. */
final class EvseRoom {
  private static final int CONNECTOR = 1;

  final StationContext context;
  final PileFacts facts;
  final VehicleRoom vehicle;
  final Meter meter;
  final LimitControl limits;
  final PhaseRoom phases;
  final TransactionRoom transactions;
  private final Availability availability;
  private EvseOptions options;
  private PilePort port;
  private Runnable limited = () -> {};
  private ConnectorView shown =
      new ConnectorView(CONNECTOR, ConnectorState.UNAVAILABLE, Optional.empty(), "");

  EvseRoom(
      StationContext context,
      EvseOptions options,
      Authorizer authorizer,
      JournalWriter journal,
      Remains remains) {
    this.context = context;
    this.options = options;
    this.availability = new Availability(context, options.evse());
    this.facts = new PileFacts(context);
    this.vehicle = new VehicleRoom(this);
    remains.open().ifPresent(o -> facts.assume(o.state()));
    this.meter = new Meter(context, options, remains.lastWh());
    this.limits = new LimitControl(context, options);
    this.phases = new PhaseRoom(context, options, limits, meter);
    this.transactions = new TransactionRoom(this, authorizer, journal, remains);
    if (remains.open().isEmpty()) {
      availability.transactionEnded();
    }
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
    meter.register.options(next);
    limits.options(next);
    refresh();
  }

  /** Who tells the limits of a transaction that has begun, before energy is let flow in it. */
  void beforeEnergy(Runnable limits) {
    limited = limits;
  }

  /** A transaction has begun: what it may draw is known from now on. */
  void transactionBegun() {
    limited.run();
  }

  void attach(PilePort pilePort) {
    port = pilePort;
    meter.register.attached(pilePort.capabilities().energy() == EnergyRegister.SESSION);
    limits.attach(pilePort);
    phases.attached(Optional.of(pilePort.capabilities()), options);
    refresh();
  }

  void detach() {
    port = null;
    facts.silent();
    limits.detach();
    refresh();
  }

  Optional<PilePort> port() {
    return Optional.ofNullable(port);
  }

  boolean plugged() {
    return facts.plugged();
  }

  boolean reachable() {
    return facts.reachable();
  }

  boolean operative() {
    return availability.operative();
  }

  PileState pile() {
    return facts.state();
  }

  boolean faulted() {
    return facts.faulted();
  }

  /**
   * Fault or warning of the pile, else what the vehicle says, else what is wrong with its meter. A
   * vehicle that the pile knows to be gone has nothing to say any more of a session that is over.
   */
  private Optional<PileFault> fault() {
    boolean gone = facts.plugKnown() && !facts.plugged() && vehicle.over();
    return facts
        .fault()
        .or(() -> gone ? Optional.empty() : vehicle.fault())
        .or(meter.register::warning);
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
    if (!report.reachable()) {
      facts.silent();
      vehicle.silent();
      limits.lost();
      refresh();
      return;
    }
    PileReport told = vehicle.take(report);
    boolean was = facts.plugged();
    boolean first = !facts.plugKnown();
    facts.take(told);
    List<Reading> readings = meter.accept(told.readings());
    context.emit(new StationEvent.Measured(context.now(), number(), readings));
    Optional<String> presented = facts.presented(report.token());
    vehicle.says(report.vehicle());
    if (facts.plugKnown()) {
      transactions.plug(facts.plugged(), was, first);
    }
    facts.shown().map(EvseRoom::card).ifPresent(transactions::shown);
    presented.map(EvseRoom::card).ifPresent(c -> transactions.present(c, v -> {}));
    transactions.tick();
    limits.observe(told.withReadings(vehicle.judging(readings)), facts.plugged());
    phases.look(port().map(PilePort::capabilities), options, facts.plugged());
    refresh();
  }

  private static IdToken card(String text) {
    return new IdToken(text, IdToken.Kind.ISO14443);
  }

  /** Puts it in or out of service; within a transaction that waits for its end. */
  boolean changeOperative(boolean wanted) {
    boolean now = availability.change(wanted, transactions.running().isPresent());
    if (now && !wanted) {
      transactions.forgetAuthorised();
    }
    refresh();
    return now;
  }

  /** Carries out a change of availability that waited for the end of a transaction. */
  void transactionEnded() {
    availability.transactionEnded();
  }

  /** Works out the connector's state anew and announces it if it has changed. */
  void refresh() {
    Optional<Transaction> running = transactions.running();
    boolean stopping = transactions.ending();
    limits.supply(transactions.mayCharge(), stopping);
    if (!facts.heard() && facts.fault().isEmpty() && running.isEmpty()) {
      return;
    }
    ConnectorState state =
        ConnectorLogic.derive(
            new ConnectorLogic.Known(
                facts.state(),
                facts.plugged(),
                fault(),
                operative(),
                transactions.authorised(),
                running.isPresent(),
                stopping,
                transactions.held(),
                transactions.finished(),
                vehicle.conversation()));
    String info = info(state, running.isPresent());
    ConnectorView next = new ConnectorView(CONNECTOR, state, fault(), info);
    transactions.state(chargingState(state));
    if (!next.equals(shown)) {
      shown = next;
      context.emit(
          new StationEvent.ConnectorChanged(
              context.now(), number(), CONNECTOR, state, fault(), info));
    }
  }

  private String info(ConnectorState state, boolean transaction) {
    String info = "";
    if (state == ConnectorState.SUSPENDED_EV && transaction && !facts.plugged()) {
      info = "EV side disconnected";
    } else if (state == ConnectorState.SUSPENDED_EVSE) {
      info = transactions.refused() ? "the CSMS has refused the token" : reason();
    } else if (state != ConnectorState.AVAILABLE && state != ConnectorState.UNAVAILABLE) {
      info = vehicle.info();
    }
    return info.length() <= 50 ? info : info.substring(0, 50);
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
    if (port != null && leased(port.capabilities())) {
      port.renewLease(timeToLive);
    }
  }

  /** A pile that may not be written yet is leased only where reading it needs that. */
  private static boolean leased(Capabilities c) {
    return !c.readOnly() || c.watchdog() == Capabilities.Watchdog.ANY_REQUEST;
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
        options.siteNumber(),
        List.of(shown),
        port().map(PilePort::capabilities),
        facts.identity(),
        reachable(),
        operative(),
        transactions.running().map(this::view),
        meter.all(),
        options.watts(context.options().voltage()),
        limits.phasesInUse(),
        limits.inForce().map(InForce::reason).orElse(""),
        limit.filter(l -> l.kind() == LimitKind.CURRENT).map(Limit::value).orElse(-1),
        limit.filter(l -> l.kind() == LimitKind.POWER).map(Limit::value).orElse(-1),
        limits.acknowledgedMilliamps(),
        transactions.unaccountedWh());
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

  /** Ends what must not outlive this EVSE's configuration, and says when that is done. */
  void leave(Runnable done) {
    transactions.leave(done);
    refresh();
  }

  /** It is gone for good, and with it what was kept of it. */
  void removed() {
    detach();
    transactions.removed();
  }
}
