package io.ocpp809.station.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.station.auth.IdToken;
import io.ocpp809.station.journal.Remains.Open;
import io.ocpp809.station.journal.TransactionEvent.Ended;
import io.ocpp809.station.journal.TransactionEvent.Metered;
import io.ocpp809.station.journal.TransactionEvent.Refused;
import io.ocpp809.station.journal.TransactionEvent.Retained;
import io.ocpp809.station.journal.TransactionEvent.Started;
import io.ocpp809.station.journal.TransactionEvent.StateChanged;
import io.ocpp809.station.journal.TransactionEvent.Stopping;
import io.ocpp809.station.reading.Location;
import io.ocpp809.station.reading.Measurand;
import io.ocpp809.station.reading.Method;
import io.ocpp809.station.reading.Phase;
import io.ocpp809.station.reading.Quality;
import io.ocpp809.station.reading.Reading;
import io.ocpp809.station.reading.ReadingContext;
import io.ocpp809.station.time.EventTime;
import io.ocpp809.station.transaction.ChargingState;
import io.ocpp809.station.transaction.StopReason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the journal says after a restart, and that its octets say it again. */
class RemainsTest {
  private static final EventTime AT =
      new EventTime("boot", 1_000, Instant.parse("2026-03-01T10:00:00Z"), true);
  private static final IdToken CARD = new IdToken("04A2B3", IdToken.Kind.ISO14443);

  private static Metered metered(double wh) {
    return new Metered(
        AT,
        "t1",
        1,
        1,
        ReadingContext.SAMPLE_PERIODIC,
        List.of(Reading.measured(Measurand.ENERGY_ACTIVE_IMPORT_REGISTER, Phase.ALL, wh, 7)));
  }

  private static Started started(String id, int evse, long wh) {
    return new Started(AT, id, evse, 1, CARD, wh, OptionalInt.empty(), OptionalInt.of(3));
  }

  private static final List<TransactionEvent> ALL =
      List.of(
          started("t1", 1, 1_000),
          new StateChanged(AT, "t1", 1, 1, ChargingState.CHARGING),
          new Retained(metered(1_000)),
          metered(1_234.5),
          new Refused(AT, "t1", 1, 1, 1_200),
          new Stopping(AT, "t1", 1, 1, StopReason.REMOTE, Optional.empty()),
          new Stopping(AT, "t1", 1, 1, StopReason.LOCAL, Optional.of(CARD)));

  private static Remains of(int evse, List<TransactionEvent> events) {
    VolatileJournal journal = new VolatileJournal();
    events.forEach(journal::append);
    return new OpenTransactions(journal).left().getOrDefault(evse, new Remains());
  }

  @Test
  void anOpenTransactionKeepsItsStateItsReadingsItsRefusalAndWhoEndsIt() {
    Remains r = of(1, ALL);
    Open open = r.open().orElseThrow();
    assertEquals("t1", open.started().transactionId());
    assertEquals(ChargingState.CHARGING, open.state());
    assertEquals(OptionalLong.of(1_200), open.refusedAtWh());
    assertEquals(StopReason.LOCAL, open.stopping().orElseThrow().reason());
    assertEquals(List.of(metered(1_000)), open.endData());
    assertEquals(OptionalDouble.of(1_234.5), r.lastWh());
    assertEquals(OptionalLong.empty(), r.endedWh());
  }

  @Test
  void anEndedTransactionLeavesItsRegisterAndTheNextOneNothingOfIt() {
    List<TransactionEvent> events = new java.util.ArrayList<>(ALL);
    events.add(
        new Ended(
            AT, "t1", 1, 1, 1_300, StopReason.LOCAL, Optional.of(CARD), List.of(metered(1_000))));
    Remains ended = of(1, events);
    assertTrue(ended.open().isEmpty());
    assertEquals(OptionalLong.of(1_300), ended.endedWh());
    events.add(started("t2", 1, 1_310));
    Open next = of(1, events).open().orElseThrow();
    assertEquals("t2", next.started().transactionId());
    assertEquals(ChargingState.EV_CONNECTED, next.state());
    assertTrue(next.endData().isEmpty());
    assertTrue(next.stopping().isEmpty());
    assertTrue(next.refusedAtWh().isEmpty());
  }

  @Test
  void oneEvseKnowsNothingOfAnother() {
    assertTrue(of(2, ALL).open().isEmpty());
    assertEquals(OptionalDouble.empty(), of(2, ALL).lastWh());
  }

  @Test
  void everyEventIsReadAsItWasWritten() {
    for (TransactionEvent e : ALL) {
      assertEquals(e, EventCodec.decode(EventCodec.encode(e)));
    }
  }

  @Test
  void everyConstantOfAReadingIsReadAsItWasWritten() {
    for (Phase phase : Phase.values()) {
      for (Location location : Location.values()) {
        for (Quality quality : Quality.values()) {
          for (Method method : Method.values()) {
            Metered m = metered(phase, location, quality, method);
            assertEquals(m, EventCodec.decode(EventCodec.encode(m)));
          }
        }
      }
    }
  }

  @Test
  void theOctetsOfAConstantAreItsOwnForGood() {
    byte[] bytes =
        EventCodec.encode(metered(Phase.L3, Location.CABLE, Quality.INVALID, Method.DERIVED));
    int end = bytes.length;
    int value = end - 2 - 8 - 8;
    assertEquals(List.of(3, 3), List.of((int) bytes[value - 2], (int) bytes[value - 1]));
    assertEquals(List.of(2, 2), List.of((int) bytes[end - 10], (int) bytes[end - 9]));
    bytes[value - 2] = 9;
    String fault =
        assertThrows(IllegalArgumentException.class, () -> EventCodec.decode(bytes)).getMessage();
    assertEquals("damaged journal entry: unknown Phase 9", fault);
  }

  private static Metered metered(Phase phase, Location location, Quality quality, Method method) {
    Reading r = new Reading(Measurand.VOLTAGE, phase, location, 230, quality, method, 7, "", "");
    return new Metered(AT, "t1", 1, 1, ReadingContext.TRIGGER, List.of(r));
  }

  @Test
  void anEndWithAllThatAPileCanMeasureFitsTheSmallestJournal() {
    List<Reading> many =
        IntStream.range(0, 150)
            .mapToObj(
                i -> Reading.measured(Measurand.ENERGY_ACTIVE_IMPORT_REGISTER, Phase.L3, i, 7))
            .toList();
    EndData data = new EndData();
    IntStream.range(0, 1_000)
        .forEach(i -> data.add(new Metered(AT, "t1", 1, 1, ReadingContext.SAMPLE_PERIODIC, many)));
    Ended ended = new Ended(AT, "t1", 1, 1, 1_300, StopReason.LOCAL, Optional.empty(), data.all());
    assertTrue(EventCodec.encode(ended).length < 500_000);
    assertTrue(data.all().size() > 2);
  }

  @Test
  void tooManyReadingsForTheEndLoseEverySecondOneButNeitherTheFirstNorTheNewest() {
    EndData data = new EndData();
    IntStream.range(0, 1_000).forEach(i -> data.add(metered(i)));
    List<Metered> kept = data.all();
    assertTrue(kept.size() <= EndData.MOST && kept.size() >= EndData.MOST / 2, "" + kept.size());
    assertEquals(metered(0), kept.get(0));
    assertEquals(metered(999), kept.get(kept.size() - 1));
  }
}
