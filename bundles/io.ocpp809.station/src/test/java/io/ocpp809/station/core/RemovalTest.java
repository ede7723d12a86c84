package io.ocpp809.station.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.station.Answers.Verdict;
import io.ocpp809.station.ConnectorState;
import io.ocpp809.station.journal.TransactionEvent.Ended;
import io.ocpp809.station.journal.TransactionEvent.Started;
import io.ocpp809.station.pile.PileCommand;
import io.ocpp809.station.transaction.StopReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What happens when an EVSE is deleted or its pile goes for a while. */
class RemovalTest {
  private final StationHarness h = new StationHarness();
  private final List<String> gone = new ArrayList<>();

  private Verdict start() {
    List<Verdict> answers = new ArrayList<>();
    h.station.remoteStart(
        OptionalInt.of(1),
        StationHarness.CARD,
        OptionalInt.empty(),
        Optional.empty(),
        answers::add);
    h.scheduler.runDue();
    return answers.get(0);
  }

  private void charging() {
    h.run(1);
    h.pile.plug();
    h.run(1);
    start();
    h.run(3);
    assertEquals(ConnectorState.CHARGING, h.state());
  }

  private void remove() {
    h.station.remove(1, () -> gone.add("gone"));
    h.scheduler.runDue();
  }

  @Test
  void aDeletedEvsePausesItsPileAndEndsWithTheRegisterReadAfterTheCurrentIsGone() {
    charging();
    h.pile.ignoring = true;
    remove();
    assertTrue(h.pile.commands.contains(new PileCommand.LimitCurrent(0)));
    h.run(4);
    assertTrue(h.journaled(Ended.class).isEmpty(), "the current still flows");
    h.pile.ignoring = false;
    h.pile.limitMilliamps = 0;
    h.run(2);
    Ended ended = h.journaled(Ended.class).get(0);
    assertEquals((long) Math.floor(h.pile.registerWh + 1e-6), ended.meterStopWh());
    assertEquals(StopReason.OTHER, ended.reason());
    h.run(3);
    assertEquals(List.of("gone"), gone);
    assertTrue(h.station.view().evse(1).isEmpty());
  }

  @Test
  void theGateOfADeletedEvseIsClosedBeforeItsPileIsLetGo() {
    h.pile.gated();
    h.boot(EvseOptions.of(1, 16_000));
    charging();
    remove();
    h.run(10);
    assertEquals(new PileCommand.Disable(), h.pile.commands.get(h.pile.commands.size() - 1));
    assertEquals(List.of("gone"), gone);
  }

  @Test
  void aDeletedEvseWhosePileIsSilentEndsAfterAMinute() {
    charging();
    h.pile.reachable = false;
    h.run(1);
    remove();
    h.run(55);
    assertTrue(h.journaled(Ended.class).isEmpty());
    h.run(10);
    assertEquals(1, h.journaled(Ended.class).size());
    assertEquals(List.of("gone"), gone);
  }

  @Test
  void nothingStartsAtAnEvseThatGoes() {
    charging();
    remove();
    h.run(1);
    h.pile.unplug();
    h.run(1);
    h.pile.plug();
    assertEquals(Verdict.REJECTED, start());
    h.run(10);
    assertEquals(1, h.journaled(Started.class).size());
  }

  @Test
  void anEvseThatTakesTheNumberOfADeletedOneBeginsAnew() {
    charging();
    remove();
    h.run(5);
    assertEquals(List.of("gone"), gone);
    h.station.attach(EvseOptions.of(1, 16_000), h.pile);
    h.run(2);
    assertEquals(ConnectorState.PREPARING, h.state(), "not Finishing");
    assertEquals(Verdict.ACCEPTED, start());
  }

  @Test
  void anEvseWithoutATransactionGoesSoon() {
    h.run(1);
    remove();
    h.run(3);
    assertEquals(List.of("gone"), gone);
    assertTrue(h.journaled(Ended.class).isEmpty());
  }

  @Test
  void aTransactionOfBeforeTheRestartWhosePileNeverAnswersEndsWithWhatWasRecorded() {
    charging();
    h.run(400);
    h.pile.reachable = false;
    h.boot(EvseOptions.of(1, 16_000));
    double recorded =
        new io.ocpp809.station.journal.OpenTransactions(h.journal)
            .left()
            .get(1)
            .lastWh()
            .orElseThrow();
    remove();
    h.run(59);
    assertTrue(h.journaled(Ended.class).isEmpty());
    h.run(5);
    assertTrue(h.journaled(Ended.class).get(0).meterStopWh() >= (long) recorded);
    assertEquals(List.of("gone"), gone);
  }

  @Test
  void aTransactionOfBeforeTheRestartWhosePileAnswersIsStoppedAsAnyOther() {
    charging();
    h.run(400);
    h.boot(EvseOptions.of(1, 16_000));
    remove();
    h.run(10);
    assertEquals(
        (long) Math.floor(h.pile.registerWh + 1e-6), h.journaled(Ended.class).get(0).meterStopWh());
    assertEquals(List.of("gone"), gone);
  }

  @Test
  void aPileThatGoesForAWhileIsNotReachableAndItsTransactionStaysOpen() {
    charging();
    h.station.detach(1);
    h.scheduler.advance(java.time.Duration.ofSeconds(15));
    assertEquals(ConnectorState.FAULTED, h.state());
    assertTrue(h.journaled(Ended.class).isEmpty());
    h.station.attach(EvseOptions.of(1, 16_000), h.pile);
    h.run(3);
    assertEquals(ConnectorState.CHARGING, h.state());
    assertFalse(h.station.view().evse(1).orElseThrow().transaction().isEmpty());
  }
}
