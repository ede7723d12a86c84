package io.ocpp809.station.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.station.Answers.UnlockAnswer;
import io.ocpp809.station.Answers.Verdict;
import io.ocpp809.station.ConnectorState;
import io.ocpp809.station.auth.Authorization.Status;
import io.ocpp809.station.core.EvseOptions.EnergyPolicy;
import io.ocpp809.station.core.EvseOptions.TokenPolicy;
import io.ocpp809.station.journal.TransactionEvent.Ended;
import io.ocpp809.station.journal.TransactionEvent.Metered;
import io.ocpp809.station.journal.TransactionEvent.Started;
import io.ocpp809.station.limit.Limit;
import io.ocpp809.station.limit.LimitCurve;
import io.ocpp809.station.limit.LimitSource;
import io.ocpp809.station.pile.PileCommand;
import io.ocpp809.station.reading.ReadingContext;
import io.ocpp809.station.settings.Setting;
import io.ocpp809.station.transaction.StopReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Whole sessions at one EVSE. */
class SessionTest {
  private final StationHarness h = new StationHarness();

  private Verdict remoteStart() {
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
    assertEquals(Verdict.ACCEPTED, remoteStart());
    h.run(3);
    assertEquals(ConnectorState.CHARGING, h.state());
  }

  @Test
  void aSessionFromPlugToUnplugBillsWhatTheRegisterCounted() {
    h.run(1);
    assertEquals(ConnectorState.AVAILABLE, h.state());
    h.pile.plug();
    h.run(1);
    assertEquals(ConnectorState.PREPARING, h.state());
    assertEquals(0, h.pile.limitMilliamps);
    remoteStart();
    h.run(600);
    assertEquals(ConnectorState.CHARGING, h.state());
    assertEquals(16_000, h.pile.limitMilliamps);
    h.pile.unplug();
    h.run(2);
    assertEquals(ConnectorState.AVAILABLE, h.state());
    Started started = h.journaled(Started.class).get(0);
    Ended ended = h.journaled(Ended.class).get(0);
    assertEquals(1_000_000, started.meterStartWh());
    assertEquals((long) Math.floor(h.pile.registerWh + 1e-6), ended.meterStopWh());
    assertEquals(StopReason.EV_DISCONNECTED, ended.reason());
    assertEquals(0, h.pile.limitMilliamps);
  }

  @Test
  void remoteStopEndsAfterTheCurrentIsGoneAndLeavesTheConnectorFinishing() {
    charging();
    List<Verdict> answers = new ArrayList<>();
    h.station.remoteStop(h.journaled(Started.class).get(0).transactionId(), answers::add);
    h.scheduler.runDue();
    assertEquals(List.of(Verdict.ACCEPTED), answers);
    assertTrue(h.journaled(Ended.class).isEmpty(), "the current has not been seen gone yet");
    h.run(2);
    assertEquals(StopReason.REMOTE, h.journaled(Ended.class).get(0).reason());
    assertEquals(ConnectorState.FINISHING, h.state());
    h.pile.unplug();
    h.run(1);
    assertEquals(ConnectorState.AVAILABLE, h.state());
  }

  @Test
  void aStopPausesFirstAndClosesTheGateOnlyWhenTheCurrentIsGone() {
    h.pile.gated();
    h.boot(EvseOptions.of(1, 16_000));
    charging();
    h.pile.commands.clear();
    h.pile.ignoring = true;
    h.station.remoteStop(h.journaled(Started.class).get(0).transactionId(), v -> {});
    h.run(3);
    assertEquals(List.of(new PileCommand.LimitCurrent(0)), h.pile.commands);
    assertTrue(h.journaled(Ended.class).isEmpty(), "the current still flows");
    h.pile.ignoring = false;
    h.pile.limitMilliamps = 0;
    h.run(2);
    assertEquals(
        List.of(new PileCommand.LimitCurrent(0), new PileCommand.Disable()), h.pile.commands);
    assertEquals(1, h.journaled(Ended.class).size());
  }

  @Test
  void theEndWaitsForARegisterThatWasReadAfterTheCurrentHadGone() {
    charging();
    h.run(60);
    h.pile.registerLagMillis = 900;
    h.station.remoteStop(h.journaled(Started.class).get(0).transactionId(), v -> {});
    h.run(1);
    assertTrue(h.journaled(Ended.class).isEmpty());
    h.run(2);
    Ended ended = h.journaled(Ended.class).get(0);
    assertEquals((long) Math.floor(h.pile.registerWh + 1e-6), ended.meterStopWh());
  }

  @Test
  void authorisationBeforePlugInStartsAtPlugInAndLapsesWithoutOne() {
    h.run(1);
    remoteStart();
    h.run(1);
    assertEquals(ConnectorState.PREPARING, h.state());
    h.run(121);
    assertEquals(ConnectorState.AVAILABLE, h.state());
    remoteStart();
    h.pile.plug();
    h.run(3);
    assertEquals(ConnectorState.CHARGING, h.state());
    assertEquals(1, h.journaled(Started.class).size());
  }

  @Test
  void aCardReadByThePileStartsAndTheSameCardStops() {
    h.online(Status.ACCEPTED);
    h.run(1);
    h.pile.plug();
    h.pile.token = Optional.of("04A2B3");
    h.run(2);
    h.pile.token = Optional.of("");
    h.run(2);
    assertEquals(ConnectorState.CHARGING, h.state());
    h.pile.token = Optional.of("04a2b3");
    h.run(3);
    assertEquals(StopReason.LOCAL, h.journaled(Ended.class).get(0).reason());
  }

  @Test
  void aCardThatIsStillShownAfterARestartOfTheGatewayStopsNothing() {
    h.online(Status.ACCEPTED);
    h.run(1);
    h.pile.plug();
    h.pile.token = Optional.of("04A2B3");
    h.run(3);
    h.boot(EvseOptions.of(1, 16_000));
    h.run(5);
    assertEquals(ConnectorState.CHARGING, h.state());
    assertTrue(h.journaled(Ended.class).isEmpty());
  }

  @Test
  void nothingIsWrittenToAPileOfASiteBeforeTheSiteHasGranted() {
    h.station.attach(EvseOptions.of(1, 16_000), h.pile, true);
    h.pile.plug();
    h.run(3);
    remoteStart();
    h.run(3);
    int before = h.pile.commands.size();
    h.station.limit(1, LimitSource.FUSE, Optional.of(LimitCurve.constant(Limit.milliamps(9_000))));
    h.run(1);
    assertTrue(h.pile.commands.size() > before);
    assertEquals(9_000, h.pile.limitMilliamps);
  }

  @Test
  void aRefusedCardDoesNotStart() {
    h.online(Status.BLOCKED);
    h.run(1);
    h.pile.plug();
    h.pile.token = Optional.of("04A2B3");
    h.run(3);
    assertEquals(ConnectorState.PREPARING, h.state());
    assertTrue(h.journaled(Started.class).isEmpty());
  }

  @Test
  void aRunningTransactionOutlivesARestartOfTheGatewayUnderItsId() {
    charging();
    String id = h.journaled(Started.class).get(0).transactionId();
    h.boot(EvseOptions.of(1, 16_000));
    h.run(60);
    assertEquals(id, h.station.view().evse(1).orElseThrow().transaction().orElseThrow().id());
    assertEquals(ConnectorState.CHARGING, h.state());
    h.pile.unplug();
    h.run(2);
    assertEquals(1, h.journaled(Started.class).size());
    Ended ended = h.journaled(Ended.class).get(0);
    assertEquals((long) Math.floor(h.pile.registerWh + 1e-6), ended.meterStopWh());
  }

  @Test
  void theCardThatThePileStillShowsAfterARestartStopsNothing() {
    h.online(Status.ACCEPTED);
    h.pile.plug();
    h.run(1);
    h.pile.token = Optional.of("04A2B3");
    h.run(3);
    assertEquals(ConnectorState.CHARGING, h.state());
    h.boot(EvseOptions.of(1, 16_000));
    h.online(Status.ACCEPTED);
    h.run(30);
    assertEquals(ConnectorState.CHARGING, h.state());
    assertTrue(h.journaled(Ended.class).isEmpty());
    h.pile.token = Optional.of("");
    h.run(2);
    h.pile.token = Optional.of("04A2B3");
    h.run(3);
    assertEquals(StopReason.LOCAL, h.journaled(Ended.class).get(0).reason());
  }

  @Test
  void aCardThatCouldNotBeReadForAWhileIsNotPresentedAgain() {
    h.online(Status.ACCEPTED);
    h.pile.plug();
    h.run(1);
    h.pile.token = Optional.of("04A2B3");
    h.run(3);
    assertEquals(ConnectorState.CHARGING, h.state());
    h.pile.token = Optional.empty();
    h.run(3);
    h.boot(EvseOptions.of(1, 16_000));
    h.online(Status.ACCEPTED);
    h.run(3);
    h.pile.token = Optional.of("04A2B3");
    h.run(3);
    h.pile.token = Optional.empty();
    h.run(3);
    h.pile.token = Optional.of("04A2B3");
    h.run(3);
    assertEquals(ConnectorState.CHARGING, h.state());
    assertTrue(h.journaled(Ended.class).isEmpty());
  }

  @Test
  void aVehicleUnpluggedWhileTheGatewayWasDownEndsWithTheRegisterReadNow() {
    charging();
    h.pile.charge();
    h.pile.unplug();
    h.boot(EvseOptions.of(1, 16_000));
    h.run(2);
    Ended ended = h.journaled(Ended.class).get(0);
    assertEquals(StopReason.EV_DISCONNECTED, ended.reason());
    assertEquals((long) Math.floor(h.pile.registerWh + 1e-6), ended.meterStopWh());
  }

  @Test
  void afterARestartNoEndIsMadeOfARegisterThatWasReadBeforeIt() {
    charging();
    h.run(60);
    for (int second = 0; second < 30; second++) {
      h.pile.charge();
    }
    h.pile.unplug();
    h.pile.registerMissing = true;
    h.boot(EvseOptions.of(1, 16_000));
    h.run(2);
    assertTrue(h.journaled(Ended.class).isEmpty());
    h.pile.registerMissing = false;
    h.run(2);
    Ended ended = h.journaled(Ended.class).get(0);
    assertEquals(StopReason.EV_DISCONNECTED, ended.reason());
    assertEquals((long) Math.floor(h.pile.registerWh + 1e-6), ended.meterStopWh());
  }

  @Test
  void nothingIsReportedOfAnOpenTransactionBeforeThePileHasAnswered() {
    charging();
    h.events.clear();
    h.pile.reachable = false;
    h.boot(EvseOptions.of(1, 16_000));
    h.run(5);
    assertTrue(h.journaled(Ended.class).isEmpty());
    assertTrue(
        h.events.stream().noneMatch(e -> e instanceof io.ocpp809.station.StationEvent.Transaction));
  }

  @Test
  void aLimitOfZeroPausesAndIsNoStop() {
    charging();
    h.station.limit(1, LimitSource.GRID, Optional.of(LimitCurve.constant(Limit.milliamps(0))));
    h.run(2);
    assertEquals(ConnectorState.SUSPENDED_EVSE, h.state());
    assertEquals(0, h.pile.limitMilliamps);
    h.station.limit(1, LimitSource.GRID, Optional.empty());
    h.run(2);
    assertEquals(ConnectorState.CHARGING, h.state());
    assertTrue(h.journaled(Ended.class).isEmpty());
  }

  @Test
  void aLimitBelowTheTechnicalMinimumPausesAndOneAboveIsRoundedDown() {
    charging();
    h.station.limit(1, LimitSource.GRID, Optional.of(LimitCurve.constant(Limit.milliamps(5_900))));
    h.run(1);
    assertEquals(0, h.pile.limitMilliamps);
    h.station.limit(1, LimitSource.GRID, Optional.of(LimitCurve.constant(Limit.milliamps(8_900))));
    h.run(1);
    assertEquals(8_000, h.pile.limitMilliamps);
    assertEquals("8.9 A: grid set-point of 10:00", h.station.view().evse(1).orElseThrow().limit());
  }

  @Test
  void aRefusedWriteIsReportedAndTriedAgain() {
    charging();
    h.pile.refusing = true;
    h.station.limit(1, LimitSource.GRID, Optional.of(LimitCurve.constant(Limit.milliamps(8_000))));
    h.run(2);
    assertTrue(h.found("limit.refused"));
    h.pile.refusing = false;
    h.run(6);
    assertEquals(8_000, h.pile.limitMilliamps);
  }

  @Test
  void aStoreThatCannotWriteRefusesNewTransactionsAndKeepsTheEndOfTheRunningOne() {
    charging();
    h.journal.fail("No space left on device");
    h.pile.unplug();
    h.run(3);
    assertTrue(h.journaled(Ended.class).isEmpty());
    h.pile.plug();
    remoteStart();
    h.run(2);
    assertTrue(h.found("store.failed"));
    assertEquals(0, h.pile.limitMilliamps, "no energy without a record");
    h.journal.fail("");
    h.run(5);
    assertEquals(1, h.journaled(Ended.class).size());
  }

  @Test
  void unlockNeedsFreshReadingsWithoutCurrent() {
    charging();
    List<UnlockAnswer> answers = new ArrayList<>();
    h.station.unlock(1, 1, answers::add);
    h.run(3);
    assertEquals(List.of(UnlockAnswer.UNLOCKED), answers);
    assertEquals(StopReason.UNLOCK_COMMAND, h.journaled(Ended.class).get(0).reason());
    h.pile.reachable = false;
    h.run(5);
    h.station.unlock(1, 1, answers::add);
    h.run(1);
    assertEquals(UnlockAnswer.UNLOCK_FAILED, answers.get(1));
    assertEquals(1, h.pile.commands.stream().filter(c -> c instanceof PileCommand.Unlock).count());
  }

  @Test
  void anUnlockAtAPileThatDoesNotAnswerFailsAtOnceAndEndsTheTransactionAllTheSame() {
    charging();
    h.pile.reachable = false;
    h.run(2);
    List<UnlockAnswer> answers = new ArrayList<>();
    h.station.unlock(1, 1, answers::add);
    h.run(1);
    assertEquals(List.of(UnlockAnswer.UNLOCK_FAILED), answers);
    h.run(90);
    assertEquals(StopReason.UNLOCK_COMMAND, h.journaled(Ended.class).get(0).reason());
    assertEquals(1, answers.size());
    assertEquals(0, h.pile.commands.stream().filter(c -> c instanceof PileCommand.Unlock).count());
  }

  @Test
  void energyOutsideATransactionIsReportedAndNotFoldedIntoTheNextStart() {
    h.pile.plug();
    h.run(2);
    h.pile.registerWh += 50;
    h.run(2);
    assertTrue(h.found("energy.unaccounted"));
    remoteStart();
    h.run(2);
    assertEquals(1_000_050, h.journaled(Started.class).get(0).meterStartWh());
  }

  @Test
  void sampledValuesComeAtTheConfiguredInterval() {
    assertEquals("", h.station.settings().set(Setting.SAMPLED_INTERVAL, "10"));
    charging();
    h.run(60);
    int count = h.journaled(Metered.class).size();
    assertTrue(count >= 5 && count <= 7, "samples: " + count);
  }

  @Test
  void theEndCarriesTheReadingsThatTheCsmsWantsWithIt() {
    h.station.settings().set(Setting.SAMPLED_INTERVAL, "10");
    h.station.settings().set(Setting.SAMPLED_ENDED_MEASURANDS, "Energy.Active.Import.Register");
    charging();
    h.run(35);
    h.pile.unplug();
    h.run(2);
    List<Metered> data = h.journaled(Ended.class).get(0).data();
    assertEquals(ReadingContext.TRANSACTION_BEGIN, data.get(0).context());
    assertEquals(ReadingContext.SAMPLE_PERIODIC, data.get(1).context());
    assertEquals(ReadingContext.TRANSACTION_END, data.get(data.size() - 1).context());
    assertEquals(5, data.size());
  }

  @Test
  void anEvseTakenOutOfServiceInATransactionWaitsForItsEnd() {
    charging();
    h.station.changeAvailability(1, false, a -> {});
    h.run(1);
    assertEquals(ConnectorState.CHARGING, h.state());
    h.pile.unplug();
    h.run(2);
    assertEquals(ConnectorState.UNAVAILABLE, h.state());
    h.boot(EvseOptions.of(1, 16_000));
    h.run(1);
    assertEquals(ConnectorState.UNAVAILABLE, h.state());
  }

  @Test
  void leasesAreRenewedOnlyWhileTheStationLives() {
    h.run(10);
    int before = h.pile.leases;
    assertTrue(before >= 3);
    h.station.close();
    h.run(30);
    assertEquals(before, h.pile.leases);
  }

  @Test
  void freeVendingStartsAtPlugInWithTheConfiguredToken() {
    StationHarness free =
        new StationHarness(
            new EvseOptions(
                1, 0, 16_000, 0, 3, "RST", TokenPolicy.NONE, "HOUSE", EnergyPolicy.MEASURED));
    free.run(1);
    free.pile.plug();
    free.run(3);
    assertEquals(ConnectorState.CHARGING, free.state());
    assertEquals("HOUSE", free.journaled(Started.class).get(0).token().value());
  }

  @Test
  void aMeterThatStartsAnewNeverBillsBackwards() {
    charging();
    h.run(100);
    double used = h.pile.registerWh - 1_000_000;
    h.pile.registerWh = 0;
    h.run(100);
    used += h.pile.registerWh;
    h.pile.unplug();
    h.run(2);
    Ended ended = h.journaled(Ended.class).get(0);
    long billed = ended.meterStopWh() - 1_000_000;
    assertTrue(Math.abs(billed - used) <= 6, "billed " + billed + ", used " + used);
    assertFalse(h.found("meter.implausible"));
  }

  @Test
  void aVehicleThatMayLeaveAndHasLeftEndsTheTransactionOnceItMayNotAnyMore() {
    h.station.settings().set(Setting.STOP_TX_ON_EV_SIDE_DISCONNECT, "false");
    h.charging();
    h.pile.unplug();
    h.run(5);
    assertEquals(ConnectorState.SUSPENDED_EV, h.state());
    h.station.settings().set(Setting.STOP_TX_ON_EV_SIDE_DISCONNECT, "true");
    h.run(2);
    assertEquals(StopReason.EV_DISCONNECTED, h.ended().reason());
    assertEquals(ConnectorState.AVAILABLE, h.state());
  }
}
