package io.ocpp809.station.core;

import io.ocpp809.station.ConnectorState;
import io.ocpp809.station.StationEvent;
import io.ocpp809.station.auth.Authorization;
import io.ocpp809.station.auth.IdToken;
import io.ocpp809.station.journal.JournalEntry;
import io.ocpp809.station.journal.TransactionEvent;
import io.ocpp809.station.journal.VolatileJournal;
import io.ocpp809.station.pile.Capabilities;
import io.ocpp809.station.pile.PileCommand;
import io.ocpp809.station.pile.PileIdentity;
import io.ocpp809.station.pile.PileOutcome;
import io.ocpp809.station.pile.PilePort;
import io.ocpp809.station.pile.PileReport;
import io.ocpp809.station.pile.PileState;
import io.ocpp809.station.port.CsmsPort;
import io.ocpp809.station.port.VolatileMemory;
import io.ocpp809.station.reading.Measurand;
import io.ocpp809.station.reading.Phase;
import io.ocpp809.station.reading.Reading;
import io.ocpp809.station.time.TimeSource;
import io.ocpp809.testkit.time.ManualScheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** A station with one EVSE and a pile that a test plays, on a clock that the test moves. */
final class StationHarness {
  static final IdToken CARD = new IdToken("04A2B3", IdToken.Kind.CENTRAL);

  final ManualScheduler scheduler = new ManualScheduler(Instant.parse("2026-03-01T10:00:00Z"));
  final VolatileJournal journal = new VolatileJournal();
  final VolatileMemory memory = new VolatileMemory();
  final List<StationEvent> events = new ArrayList<>();
  final Pile pile = new Pile();
  ChargingStation station;
  private int boots;

  StationHarness() {
    boot(EvseOptions.of(1, 16_000));
  }

  StationHarness(EvseOptions options) {
    boot(options);
  }

  /** Starts the software anew with what disk and pile have kept. */
  void boot(EvseOptions options) {
    if (station != null) {
      station.close();
    }
    String bootId = "boot-" + ++boots;
    station =
        new ChargingStation(
            StationOptions.named("station"),
            new StationPorts(
                TimeSource.of(
                    scheduler.clock(), scheduler.clock()::monotonicMillis, () -> true, bootId),
                scheduler,
                scheduler,
                journal,
                memory));
    station.listen(events::add);
    station.attach(options, pile);
    scheduler.runDue();
  }

  void online(Authorization.Status verdict) {
    station.connect(
        new CsmsPort() {
          @Override
          public boolean online() {
            return true;
          }

          @Override
          public void authorize(IdToken token, Consumer<Authorization> answer) {
            answer.accept(Authorization.of(verdict));
          }
        });
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
    boolean refusing;
    boolean ignoring;
    long registerLagMillis;
    boolean reachable = true;
    Optional<String> token = Optional.empty();
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
      Capabilities c = capabilities;
      capabilities =
          new Capabilities(
              Capabilities.Gate.ENABLE,
              c.authoriser(),
              c.energy(),
              c.apparentEnergy(),
              c.dcSide(),
              c.limitKinds(),
              c.watchdog(),
              c.watchdogTimeout(),
              c.failSafeMilliamps(),
              c.unlock(),
              c.phaseSwitch(),
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
      registerWh += 3 * 230 * (milliamps() / 1000d) / 3600;
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
      readings.add(
          Reading.measured(
              Measurand.ENERGY_ACTIVE_IMPORT_REGISTER,
              Phase.ALL,
              registerWh,
              now - registerLagMillis));
      readings.add(Reading.measured(Measurand.POWER_ACTIVE_IMPORT, Phase.ALL, amps * 690, now));
      for (Phase p : List.of(Phase.L1, Phase.L2, Phase.L3)) {
        readings.add(Reading.measured(Measurand.CURRENT_IMPORT, p, amps, now));
      }
      return new PileReport(
          now,
          true,
          Optional.of(state),
          Optional.of(plugged),
          Optional.empty(),
          token,
          readings,
          PileIdentity.UNKNOWN);
    }

    @Override
    public Capabilities capabilities() {
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
