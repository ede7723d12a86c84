package io.ocpp809.kura.station;

import io.ocpp809.station.ConnectorState;
import io.ocpp809.station.Finding;
import io.ocpp809.station.StationEvent.FindingChanged;
import io.ocpp809.station.auth.IdToken;
import io.ocpp809.station.core.ChargingStation;
import io.ocpp809.station.core.StationOptions;
import io.ocpp809.station.core.StationPorts;
import io.ocpp809.station.journal.JournalEntry;
import io.ocpp809.station.journal.TransactionEvent;
import io.ocpp809.station.journal.VolatileJournal;
import io.ocpp809.station.port.VolatileMemory;
import io.ocpp809.station.site.Member;
import io.ocpp809.station.time.TimeSource;
import io.ocpp809.testkit.time.ManualScheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A gateway with stations and EVSEs as OSGi would wire them, on a clock that the test moves. */
final class Gateway {
  static final IdToken CARD = new IdToken("04A2B3", IdToken.Kind.CENTRAL);

  final ManualScheduler scheduler = new ManualScheduler(Instant.parse("2026-03-01T10:00:00Z"));
  final TimeSource time =
      TimeSource.of(scheduler.clock(), scheduler.clock()::monotonicMillis, () -> true, "boot");
  final StationRuntime runtime = new StationRuntime(time, scheduler);
  final FakePile pile = new FakePile(scheduler.clock());

  /** A station with what its disk keeps over a restart. */
  final class FakeHost implements StationHost {
    final String name;
    final VolatileJournal journal;
    final VolatileMemory memory;
    final Map<String, String> findings = new LinkedHashMap<>();
    final ChargingStation station;
    final Seats seats;
    Optional<String> site = Optional.empty();

    FakeHost(String name, VolatileJournal journal, VolatileMemory memory) {
      this.name = name;
      this.journal = journal;
      this.memory = memory;
      station =
          new ChargingStation(
              StationOptions.named(name),
              new StationPorts(time, scheduler, scheduler, journal, memory));
      station.listen(
          e -> {
            if (e instanceof FindingChanged f) {
              note(f.finding(), f.raised());
            }
          });
      seats = new Seats(station, runtime, memory, site);
    }

    private void note(Finding f, boolean raised) {
      String key = f.id() + "#" + f.evse();
      if (raised) {
        findings.put(key, f.text());
      } else {
        findings.remove(key);
      }
    }

    /** The same station after its component was started anew. */
    FakeHost restarted() {
      station.close();
      return new FakeHost(name, journal, memory);
    }

    <T extends TransactionEvent> List<T> journaled(Class<T> type) {
      return journal.read(1, 100_000).stream()
          .map(JournalEntry::event)
          .filter(type::isInstance)
          .map(type::cast)
          .toList();
    }

    ConnectorState state(int evse) {
      return station.view().evse(evse).orElseThrow().connectors().get(0).state();
    }

    @Override
    public ChargingStation station() {
      return station;
    }

    @Override
    public VolatileMemory memory() {
      return memory;
    }

    @Override
    public Optional<String> site() {
      return site;
    }

    @Override
    public Optional<String> claim(int evse, Claims.Claimant claimant) {
      return seats.claim(evse, claimant);
    }

    @Override
    public void release(int evse, Claims.Claimant claimant, boolean forGood) {
      seats.release(evse, claimant, forGood);
    }

    @Override
    public void seat(int evse, Member member) {
      seats.seat(evse, member);
    }
  }

  FakeHost host(String name) {
    return new FakeHost(name, new VolatileJournal(), new VolatileMemory());
  }

  static String target(String pid) {
    return "(kura.service.pid=" + pid + ")";
  }

  /** The attributes of an EVSE of station1 on the asset pile, with others as given. */
  static Map<String, Object> form(String pid, Object... more) {
    Map<String, Object> form = new LinkedHashMap<>();
    form.put("kura.service.pid", pid);
    form.put("Station.target", target("station1"));
    form.put("PileAsset.target", target("pile"));
    form.put("evse.number", 1);
    for (int i = 0; i < more.length; i += 2) {
      form.put(more[i].toString(), more[i + 1]);
    }
    return form;
  }

  void due() {
    scheduler.runDue();
  }

  /** Lets so many seconds pass in which the pile charges. */
  void run(int seconds) {
    for (int i = 0; i < seconds; i++) {
      pile.charge(1);
      scheduler.advance(Duration.ofSeconds(1));
    }
  }

  /** Plugs in, starts from remote and charges for a while. */
  void charging(FakeHost host, int evse) {
    run(2);
    pile.plugged = true;
    run(2);
    List<Object> answers = new ArrayList<>();
    host.station.remoteStart(
        OptionalInt.of(evse), CARD, OptionalInt.empty(), Optional.empty(), answers::add);
    run(5);
    if (host.state(evse) != ConnectorState.CHARGING) {
      throw new AssertionError("answered " + answers + ", but is " + host.state(evse));
    }
  }
}
