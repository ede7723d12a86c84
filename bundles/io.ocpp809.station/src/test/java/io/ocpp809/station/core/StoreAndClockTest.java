package io.ocpp809.station.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.station.Answers.Verdict;
import io.ocpp809.station.ConnectorState;
import io.ocpp809.station.StationEvent.Sampled;
import io.ocpp809.station.core.StationOptions.OfflinePolicy;
import io.ocpp809.station.journal.JournalEntry;
import io.ocpp809.station.journal.TransactionEvent;
import io.ocpp809.station.journal.TransactionEvent.Ended;
import io.ocpp809.station.journal.TransactionEvent.Metered;
import io.ocpp809.station.journal.TransactionEvent.Started;
import io.ocpp809.station.port.Memory;
import io.ocpp809.station.settings.Setting;
import io.ocpp809.station.time.EventTime;
import io.ocpp809.station.transaction.StopReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** A store that cannot write, and a clock that is wrong. */
class StoreAndClockTest {
  private final StationHarness h = new StationHarness();

  @Test
  void aFullStoreStartsNothingAndSaysWhy() {
    h.journal.fail("No space left on device");
    h.run(1);
    h.pile.plug();
    assertEquals(Verdict.REJECTED, h.remoteStart());
    h.run(5);
    assertEquals(
        "No transaction can start: No space left on device",
        h.finding("store.failed").orElseThrow());
    assertEquals(0, h.pile.limitMilliamps);
    assertTrue(h.transaction().isEmpty());
    h.journal.fail("");
    h.remoteStart();
    h.run(5);
    assertEquals(ConnectorState.CHARGING, h.state());
  }

  @Test
  void aStoreThatFailsAtTheVeryStartLetsNoEnergyFlow() {
    h.run(1);
    h.pile.plug();
    h.run(1);
    h.journal.failQuietly("Input/output error");
    h.remoteStart();
    h.run(5);
    assertEquals(0, h.pile.limitMilliamps);
    assertTrue(h.transaction().isEmpty());
    assertEquals(ConnectorState.FINISHING, h.state(), "the user has to try again");
    assertTrue(h.finding("store.failed").orElseThrow().contains("Input/output error"));
  }

  @Test
  void aStoreThatWritesAgainTakesStartsAgain() {
    h.run(1);
    h.pile.plug();
    h.run(1);
    h.journal.failQuietly("Input/output error");
    h.remoteStart();
    h.run(5);
    h.journal.fail("");
    h.remoteStart();
    h.run(5);
    assertEquals(ConnectorState.CHARGING, h.state());
    assertEquals(java.util.Optional.empty(), h.finding("store.failed"));
  }

  @Test
  void whereNobodyIdentifiesAStartThatTheStoreRefusedIsTriedAgain() {
    StationHarness free =
        new StationHarness(
            new EvseOptions(
                1,
                0,
                16_000,
                0,
                3,
                "RST",
                EvseOptions.TokenPolicy.NONE,
                "HOUSE",
                EvseOptions.EnergyPolicy.MEASURED));
    free.run(1);
    free.journal.failQuietly("Input/output error");
    free.pile.plug();
    free.run(60);
    assertTrue(free.journaled(Started.class).isEmpty());
    assertEquals(0, free.pile.limitMilliamps);
    free.journal.fail("");
    free.run(20);
    assertEquals(ConnectorState.CHARGING, free.state());
    assertEquals(1, free.journaled(Started.class).size());
  }

  @Test
  void aRunningTransactionEndsProperlyAndItsEndIsKeptUntilTheDiskWritesAgain() {
    h.charging();
    String id = h.started().transactionId();
    h.journal.fail("Read-only file system");
    h.run(300);
    assertEquals(ConnectorState.CHARGING, h.state());
    h.remoteStop(id);
    h.run(3);
    assertEquals(0, h.pile.limitMilliamps);
    assertEquals(ConnectorState.FINISHING, h.state());
    long stop = h.registerWh();
    h.run(600);
    assertTrue(h.noneEnded());
    h.journal.fail("");
    h.run(5);
    assertEquals(stop, h.ended().meterStopWh());
    assertEquals(StopReason.REMOTE, h.ended().reason());
    List<TransactionEvent> all =
        h.journal.read(1, 10_000).stream().map(JournalEntry::event).toList();
    assertTrue(
        all.get(all.size() - 1) instanceof Ended || all.get(all.size() - 2) instanceof Ended);
    assertEquals(java.util.Optional.empty(), h.finding("store.failed"));
  }

  @Test
  void thePlugIsReleasedWhateverTheStoreDoes() {
    h.charging();
    h.journal.fail("No space left on device");
    java.util.ArrayList<Object> answers = new java.util.ArrayList<>();
    h.station.unlock(1, 1, answers::add);
    h.run(5);
    assertEquals(List.of(io.ocpp809.station.Answers.UnlockAnswer.UNLOCKED), answers);
  }

  @Test
  void aStationThatMayChargeWithoutAStoreDeliversTheStartBeforeTheEndOnceItWrites() {
    h.stationOptions =
        new StationOptions("station", "", "", "", 0, 230, OfflinePolicy.LOCAL_LIST, false);
    h.boot();
    h.journal.fail("No space left on device");
    h.charging();
    h.pile.unplug();
    h.run(3);
    assertTrue(h.journaled(Started.class).isEmpty());
    h.journal.fail("");
    h.run(5);
    List<TransactionEvent> all =
        h.journal.read(1, 10_000).stream().map(JournalEntry::event).toList();
    assertTrue(all.get(0) instanceof Started);
    assertEquals(1, h.journaled(Ended.class).size());
  }

  @Test
  void meterValuesGiveWayWhenTooMuchWaitsForTheDiskAndStartsAndEndsNever() {
    h.station.settings().set(Setting.SAMPLED_INTERVAL, "1");
    h.charging();
    h.journal.fail("No space left on device");
    h.run(2_500);
    h.pile.unplug();
    h.run(3);
    h.journal.fail("");
    h.run(5);
    assertTrue(
        h.finding("store.dropped")
            .orElseThrow()
            .contains("meter values and changes of state could not be kept"));
    assertEquals(1, h.journaled(Ended.class).size());
  }

  @Test
  void aRegisterThatTheJournalTellsEachSecondIsKeptBesideItOnceAMinute() {
    List<String> put = new ArrayList<>();
    h.memoryPort =
        new Memory() {
          @Override
          public Optional<byte[]> get(String key) {
            return h.memory.get(key);
          }

          @Override
          public CompletionStage<Void> put(String key, byte[] value) {
            put.add(key);
            return h.memory.put(key, value);
          }
        };
    h.boot();
    h.station.settings().set(Setting.SAMPLED_INTERVAL, "1");
    h.charging();
    put.clear();
    h.run(45);
    long before = h.registerWh();
    h.pile.reachable = false;
    h.boot();
    h.run(15);
    assertTrue(put.stream().filter("evse.1.register"::equals).count() <= 1, put.toString());
    h.remoteStop(h.transaction().orElseThrow().id());
    h.run(90);
    long lost = before - h.ended().meterStopWh();
    assertTrue(lost >= 0 && lost <= 4, lost + " Wh: more than the second since it was told");
  }

  @Test
  void aTransactionUnderAClockOf1970IsStampedAnewOnceTheTimeIsKnown() {
    h.clockTrusted = false;
    h.scheduler.clock().set(Instant.parse("1970-01-01T00:00:10Z"));
    h.boot();
    h.charging();
    h.run(60);
    EventTime start = h.started().time();
    assertFalse(start.trusted());
    assertEquals(1970, start.wall().atOffset(java.time.ZoneOffset.UTC).getYear());
    Instant right = Instant.parse("2026-05-01T12:00:00Z");
    h.station.clockOffset(Duration.between(h.scheduler.clock().instant(), right).toMillis());
    h.run(60);
    EventTime now = h.station.now();
    assertTrue(now.trusted());
    assertEquals(right.plusSeconds(60), now.wall());
    long agoMillis = now.monotonicMillis() - start.monotonicMillis();
    assertEquals(now.wall().minusMillis(agoMillis), start.restamped(now).wall());
    h.pile.unplug();
    h.run(3);
    assertTrue(h.ended().time().trusted());
    assertEquals(h.registerWh(), h.ended().meterStopWh());
  }

  @Test
  void aMomentOfAnEarlierRunCannotBeStampedAnew() {
    EventTime old = new EventTime("boot-1", 5_000, Instant.EPOCH, false);
    EventTime now = new EventTime("boot-2", 9_000, Instant.parse("2026-05-01T12:00:00Z"), true);
    assertEquals(old, old.restamped(now));
  }

  @Test
  void readingsOnTheBoundaryOfTheClockFollowTheRightClock() {
    h.clockTrusted = false;
    h.scheduler.clock().set(Instant.parse("1970-01-01T00:07:00Z"));
    h.boot();
    h.station.settings().set(Setting.ALIGNED_INTERVAL, "900");
    h.run(60);
    h.station.clockOffset(
        Duration.between(h.scheduler.clock().instant(), Instant.parse("2026-05-01T12:14:00Z"))
            .toMillis());
    h.run(3_600);
    List<Instant> stamps =
        h.events.stream()
            .filter(e -> e instanceof Sampled s && s.evse() == 1)
            .map(e -> e.time().wall())
            .toList();
    assertEquals(
        List.of("12:15", "12:30", "12:45", "13:00"),
        stamps.stream().map(i -> i.toString().substring(11, 16)).toList());
  }

  @Test
  void aClockThatIsSetByAServerMovesNoReading() {
    h.station.settings().set(Setting.ALIGNED_INTERVAL, "900");
    h.run(600);
    h.scheduler.clock().set(Instant.parse("2026-05-01T12:14:00Z"));
    h.run(1_000);
    assertTrue(
        h.events.stream()
            .filter(e -> e instanceof Sampled)
            .allMatch(e -> e.time().wall().toString().matches(".*T12:(15|30):00Z")));
  }

  @Test
  void theMeterIsNotDoubtedBecauseTheClockWasWrongBeforeTheRestart() {
    h.clockTrusted = false;
    h.charging();
    h.scheduler.clock().set(Instant.parse("1970-01-01T00:00:10Z"));
    h.run(60);
    h.scheduler.clock().set(Instant.parse("2026-05-01T12:00:00Z"));
    h.away(600);
    h.run(3);
    h.scheduler.clock().set(Instant.parse("1970-01-01T00:00:10Z"));
    h.away(600);
    h.run(3);
    h.pile.unplug();
    h.run(3);
    assertEquals(h.registerWh(), h.ended().meterStopWh());
    assertTrue(h.journaled(Metered.class).size() > 0);
  }
}
