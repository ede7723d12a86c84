package io.ocpp809.station.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ocpp809.station.Answers.Verdict;
import io.ocpp809.station.ConnectorState;
import io.ocpp809.station.ConnectorView;
import io.ocpp809.station.StationEvent;
import io.ocpp809.station.auth.Authorization;
import io.ocpp809.station.auth.IdToken;
import io.ocpp809.station.journal.Journal;
import io.ocpp809.station.journal.JournalEntry;
import io.ocpp809.station.journal.TransactionEvent;
import io.ocpp809.station.journal.TransactionEvent.Ended;
import io.ocpp809.station.journal.TransactionEvent.Started;
import io.ocpp809.station.journal.VolatileJournal;
import io.ocpp809.station.pile.Capabilities;
import io.ocpp809.station.pile.PileCommand;
import io.ocpp809.station.pile.PileFault;
import io.ocpp809.station.pile.PileIdentity;
import io.ocpp809.station.pile.PileOutcome;
import io.ocpp809.station.pile.PilePort;
import io.ocpp809.station.pile.PileReport;
import io.ocpp809.station.pile.PileState;
import io.ocpp809.station.pile.WritingRules;
import io.ocpp809.station.port.CsmsPort;
import io.ocpp809.station.port.Memory;
import io.ocpp809.station.port.VolatileMemory;
import io.ocpp809.station.reading.Location;
import io.ocpp809.station.reading.Measurand;
import io.ocpp809.station.reading.Method;
import io.ocpp809.station.reading.Phase;
import io.ocpp809.station.reading.Quality;
import io.ocpp809.station.reading.Reading;
import io.ocpp809.station.time.TimeSource;
import io.ocpp809.station.transaction.TransactionView;
import io.ocpp809.testkit.time.ManualScheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;

/** A station with one EVSE and a pile that a test plays, on a clock that the test moves. */
final class StationHarness {
  static final IdToken CARD = new IdToken("04A2B3", IdToken.Kind.CENTRAL);

  final ManualScheduler scheduler = new ManualScheduler(Instant.parse("2026-03-01T10:00:00Z"));
  final VolatileJournal journal = new VolatileJournal();
  final VolatileMemory memory = new VolatileMemory();
  final List<StationEvent> events = new ArrayList<>();
  final Pile pile = new Pile();
  ChargingStation station;
  StationOptions stationOptions = StationOptions.named("station");
  EvseOptions evseOptions;
  Journal journalPort = journal;
  Memory memoryPort = memory;
  boolean clockTrusted = true;

  /** Whether the pile waits for the share of a site from the next start on. */
  boolean sited;

  private int boots;

  StationHarness() {
    boot(EvseOptions.of(1, 16_000));
  }

  StationHarness(EvseOptions options) {
    boot(options);
  }

  StationHarness(EvseOptions options, Consumer<Pile> prepare) {
    prepare.accept(pile);
    boot(options);
  }

  /** Starts the software anew with what disk and pile have kept. */
  void boot() {
    boot(evseOptions);
  }

  /** The gateway is away for so many seconds, while the pile goes on; then it starts anew. */
  void away(int seconds) {
    station.close();
    for (int i = 0; i < seconds; i++) {
      scheduler.advance(Duration.ofSeconds(1));
      pile.charge();
    }
    boot();
  }

  /** Starts the software anew with what disk and pile have kept. */
  void boot(EvseOptions options) {
    evseOptions = options;
    if (station != null) {
      station.close();
    }
    String bootId = "boot-" + ++boots;
    station =
        new ChargingStation(
            stationOptions,
            new StationPorts(
                TimeSource.of(
                    scheduler.clock(),
                    scheduler.clock()::monotonicMillis,
                    () -> clockTrusted,
                    bootId),
                scheduler,
                scheduler,
                journalPort,
                memoryPort));
    station.listen(events::add);
    station.attach(options, pile, sited);
    scheduler.runDue();
  }

  void online(Authorization.Status verdict) {
    online(token -> Authorization.of(verdict));
  }

  /** A CSMS that answers at once. */
  void online(Function<IdToken, Authorization> verdicts) {
    station.connect(
        new CsmsPort() {
          @Override
          public boolean online() {
            return reachableCsms;
          }

          @Override
          public void authorize(IdToken token, Consumer<Authorization> answer) {
            asked.add(token);
            answer.accept(verdicts.apply(token));
          }
        });
  }

  boolean reachableCsms = true;
  final List<IdToken> asked = new ArrayList<>();

  /** The token starts from remote; the vehicle is plugged in and charges. */
  void charging() {
    run(1);
    pile.plug();
    run(1);
    assertEquals(Verdict.ACCEPTED, remoteStart());
    run(3);
    assertEquals(ConnectorState.CHARGING, state());
  }

  Verdict remoteStart() {
    List<Verdict> answers = new ArrayList<>();
    station.remoteStart(
        OptionalInt.of(1), CARD, OptionalInt.empty(), Optional.empty(), answers::add);
    scheduler.runDue();
    return answers.get(0);
  }

  Verdict remoteStop(String transaction) {
    List<Verdict> answers = new ArrayList<>();
    station.remoteStop(transaction, answers::add);
    scheduler.runDue();
    return answers.get(0);
  }

  Verdict present(IdToken token) {
    List<Verdict> answers = new ArrayList<>();
    station.present(1, token, answers::add);
    scheduler.runDue();
    return answers.get(0);
  }

  ConnectorView connector() {
    return station.view().evse(1).orElseThrow().connectors().get(0);
  }

  Optional<TransactionView> transaction() {
    return station.view().evse(1).orElseThrow().transaction();
  }

  Started started() {
    List<Started> all = journaled(Started.class);
    return all.get(all.size() - 1);
  }

  Ended ended() {
    List<Ended> all = journaled(Ended.class);
    return all.get(all.size() - 1);
  }

  boolean noneEnded() {
    return journaled(Ended.class).isEmpty();
  }

  /** The text of the finding of that name that stands at present. */
  Optional<String> finding(String id) {
    Optional<String> text = Optional.empty();
    for (StationEvent e : events) {
      if (e instanceof StationEvent.FindingChanged f && f.finding().id().equals(id)) {
        text = f.raised() ? Optional.of(f.finding().text()) : Optional.empty();
      }
    }
    return text;
  }

  /** What the pile's register shows, in whole Wh. */
  long registerWh() {
    return (long) Math.floor(pile.registerWh + 1e-6);
  }

  /** Lets the pile report once a second for so many seconds. */
  void run(int seconds) {
    for (int i = 0; i < seconds; i++) {
      scheduler.advance(Duration.ofSeconds(1));
      pile.charge();
      report();
    }
  }

  void report() {
    station.report(1, pile.report());
    scheduler.runDue();
  }

  ConnectorState state() {
    return station.view().evse(1).orElseThrow().connectors().get(0).state();
  }

  <T extends TransactionEvent> List<T> journaled(Class<T> type) {
    return journal.read(1, 100_000).stream()
        .map(JournalEntry::event)
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  /** Whether the finding was made and is gone again. */
  boolean gone(String id) {
    boolean raised = false;
    for (StationEvent e : events) {
      if (e instanceof StationEvent.FindingChanged f && f.finding().id().equals(id)) {
        raised = f.raised();
      }
    }
    return found(id) && !raised;
  }

  boolean found(String id) {
    return events.stream()
        .anyMatch(
            e ->
                e instanceof StationEvent.FindingChanged f
                    && f.raised()
                    && f.finding().id().equals(id));
  }

  /** A pile that obeys at once; its meter counts what flows. */
  final class Pile implements PilePort {
    PileState state = PileState.A2;
    double registerWh = 1_000_000;
    int limitMilliamps;
    int carMilliamps = 16_000;
    boolean plugged;
    Optional<PileState> says = Optional.empty();
    Optional<PileFault> fault = Optional.empty();
    boolean cableKnown = true;
    boolean metered = true;
    Optional<Double> shows = Optional.empty();
    DoubleUnaryOperator display = wh -> wh;
    String meter = "";
    final List<Reading> more = new ArrayList<>();
    boolean refusing;
    boolean ignoring;
    boolean silentOutcomes;
    boolean broken;
    int carPhases = 3;
    int vehiclePhases = 3;
    Optional<Double> offered = Optional.empty();
    Optional<Double> register = Optional.empty();
    final List<Consumer<PileOutcome>> outcomes = new ArrayList<>();
    long registerLagMillis;
    boolean registerMissing;
    boolean reachable = true;
    Optional<String> token = Optional.of("");
    final List<PileCommand> commands = new ArrayList<>();
    Capabilities capabilities =
        new Capabilities(
            Capabilities.Gate.LIMIT_0,
            Capabilities.Authoriser.GATEWAY,
            Capabilities.EnergyRegister.TOTAL,
            false,
            false,
            Set.of(Capabilities.LimitKind.CURRENT),
            Capabilities.Watchdog.WRITE,
            Duration.ofSeconds(30),
            6_000,
            true,
            false,
            6_000,
            1_000,
            0,
            false);

    /** Gives the pile a register that enables charging, beside its limit. */
    void gated() {
      with(Capabilities.Gate.ENABLE, capabilities.limitKinds(), false);
    }

    /** A pile that charges whatever we say, as soon as a vehicle is there. */
    void ungated() {
      with(Capabilities.Gate.NONE, capabilities.limitKinds(), false);
      limitMilliamps = 16_000;
    }

    /** Makes it a pile that is limited in W. */
    void limitedByPower() {
      with(Capabilities.Gate.LIMIT_0, Set.of(Capabilities.LimitKind.POWER), false);
    }

    /** Makes it a pile that is limited in W, with the least power and the side of its meter. */
    void limitedByPower(int minimumWatts, boolean dcSide) {
      limitedByPower();
      Capabilities c = capabilities;
      capabilities =
          new Capabilities(
              c.gate(),
              c.authoriser(),
              c.energy(),
              c.apparentEnergy(),
              dcSide,
              c.limitKinds(),
              c.watchdog(),
              c.watchdogTimeout(),
              c.failSafeMilliamps(),
              c.unlock(),
              c.phaseSwitch(),
              c.minimumMilliamps(),
              c.stepMilliamps(),
              minimumWatts,
              c.readOnly());
    }

    /** Lets it switch between one and three phases. */
    void switchesPhases() {
      with(Capabilities.Gate.LIMIT_0, capabilities.limitKinds(), true);
    }

    private void with(
        Capabilities.Gate gate, Set<Capabilities.LimitKind> kinds, boolean phaseSwitch) {
      Capabilities c = capabilities;
      capabilities =
          new Capabilities(
              gate,
              c.authoriser(),
              c.energy(),
              c.apparentEnergy(),
              c.dcSide(),
              kinds,
              c.watchdog(),
              c.watchdogTimeout(),
              c.failSafeMilliamps(),
              c.unlock(),
              phaseSwitch,
              c.minimumMilliamps(),
              c.stepMilliamps(),
              c.minimumWatts(),
              c.readOnly());
    }

    void plug() {
      plugged = true;
      settle();
    }

    void unplug() {
      plugged = false;
      settle();
    }

    int milliamps() {
      return plugged ? Math.min(limitMilliamps, carMilliamps) : 0;
    }

    void charge() {
      registerWh += carPhases * 230 * (milliamps() / 1000d) / 3600;
    }

    void settle() {
      state =
          !plugged
              ? PileState.A2
              : limitMilliamps == 0
                  ? PileState.B1
                  : carMilliamps == 0 ? PileState.B2 : PileState.C2;
    }

    PileReport report() {
      long now = scheduler.clock().monotonicMillis();
      if (!reachable) {
        return PileReport.unreachable(now);
      }
      settle();
      double amps = milliamps() / 1000d;
      List<Reading> readings = new ArrayList<>();
      if (metered && !registerMissing) {
        readings.add(
            new Reading(
                Measurand.ENERGY_ACTIVE_IMPORT_REGISTER,
                Phase.ALL,
                Location.OUTLET,
                shows.orElseGet(() -> display.applyAsDouble(registerWh)),
                Quality.GOOD,
                Method.MEASURED,
                now - registerLagMillis,
                "",
                meter));
      }
      more.forEach(r -> readings.add(Reading.measured(r.measurand(), r.phase(), r.value(), now)));
      readings.add(
          Reading.measured(Measurand.POWER_ACTIVE_IMPORT, Phase.ALL, amps * 230 * carPhases, now));
      for (Phase p : List.of(Phase.L1, Phase.L2, Phase.L3)) {
        double drawn = p.ordinal() - Phase.L1.ordinal() < carPhases ? amps : 0;
        readings.add(Reading.measured(Measurand.CURRENT_IMPORT, p, drawn, now));
      }
      boolean power = capabilities.limitKinds().contains(Capabilities.LimitKind.POWER);
      Measurand limit = power ? Measurand.POWER_OFFERED : Measurand.CURRENT_OFFERED;
      offered.ifPresent(o -> readings.add(Reading.measured(limit, Phase.ALL, o, now)));
      return new PileReport(
          now,
          true,
          Optional.of(says.orElse(state)),
          cableKnown ? Optional.of(plugged) : Optional.empty(),
          fault,
          token,
          readings,
          PileIdentity.UNKNOWN,
          register.map(r -> Reading.measured(limit, Phase.ALL, r, now)),
          ceilings);
    }

    WritingRules rules = WritingRules.NONE;
    Optional<WritingRules.Worn> worn = Optional.empty();
    PileReport.Ceilings ceilings = PileReport.Ceilings.UNKNOWN;

    @Override
    public WritingRules writing() {
      return rules;
    }

    @Override
    public Optional<WritingRules.Worn> worn(PileCommand command) {
      return worn;
    }

    @Override
    public Capabilities capabilities() {
      if (broken) {
        throw new IllegalStateException("broken");
      }
      return capabilities;
    }

    @Override
    public void execute(PileCommand command, Consumer<PileOutcome> outcomes) {
      commands.add(command);
      if (refusing) {
        outcomes.accept(new PileOutcome.Refused("exception 4", true));
        return;
      }
      if (command instanceof PileCommand.LimitCurrent c && !ignoring) {
        limitMilliamps = c.milliamps();
      }
      if (command instanceof PileCommand.LimitPower p && !ignoring) {
        limitMilliamps = p.watts() * 1000 / (230 * carPhases);
      }
      if (command instanceof PileCommand.SwitchPhases s) {
        carPhases = Math.min(s.phases(), vehiclePhases);
      }
      if (silentOutcomes) {
        this.outcomes.add(outcomes);
        return;
      }
      outcomes.accept(new PileOutcome.Written());
      outcomes.accept(new PileOutcome.ReadBack());
    }

    @Override
    public void renewLease(Duration timeToLive) {
      leases++;
    }

    int leases;

    @Override
    public void refresh(Duration maximumAge) {}
  }
}
