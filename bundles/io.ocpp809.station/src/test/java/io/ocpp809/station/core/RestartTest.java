package io.ocpp809.station.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.station.Answers.Verdict;
import io.ocpp809.station.ConnectorState;
import io.ocpp809.station.StationEvent;
import io.ocpp809.station.auth.Authorization;
import io.ocpp809.station.auth.Authorization.Status;
import io.ocpp809.station.journal.TransactionEvent.Ended;
import io.ocpp809.station.journal.TransactionEvent.Metered;
import io.ocpp809.station.journal.TransactionEvent.Started;
import io.ocpp809.station.limit.Limit;
import io.ocpp809.station.limit.LimitSource;
import io.ocpp809.station.pile.PileCommand;
import io.ocpp809.station.pile.PileState;
import io.ocpp809.station.reading.ReadingContext;
import io.ocpp809.station.settings.Setting;
import io.ocpp809.station.transaction.StopReason;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A gateway's restart is not the pile's: what becomes of a transaction. */
class RestartTest {
  private final StationHarness h = new StationHarness();

  private long billed() {
    return h.ended().meterStopWh() - h.started().meterStartWh();
  }

  /** The register is kept once a minute: with it, a minute of 11 kW cannot be told. */
  private void assertLessThanAMinuteIsLost(long flowed) {
    assertTrue(billed() <= flowed + 1, "billed " + billed() + ", flowed " + flowed);
    assertTrue(billed() >= flowed - 192, "billed " + billed() + ", flowed " + flowed);
  }

  private void unplugAndWait() {
    h.pile.unplug();
    h.run(3);
  }

  @Test
  void stillPluggedItGoesOnUnderItsIdAndTheGapIsBilled() {
    h.charging();
    String id = h.started().transactionId();
    h.away(600);
    h.run(5);
    assertEquals(id, h.transaction().orElseThrow().id());
    assertEquals(ConnectorState.CHARGING, h.state());
    unplugAndWait();
    assertEquals(1, h.journaled(Started.class).size());
    assertEquals(h.registerWh(), h.ended().meterStopWh());
  }

  @Test
  void aFirstReportThatKnowsThePlugAndNotTheMeterEndsNothingYet() {
    h.charging();
    h.pile.unplug();
    h.pile.metered = false;
    h.away(60);
    h.run(30);
    assertTrue(h.noneEnded());
    h.pile.metered = true;
    h.run(1);
    assertEquals(h.registerWh(), h.ended().meterStopWh());
    assertEquals(StopReason.EV_DISCONNECTED, h.ended().reason());
  }

  @Test
  void aMeterThatStaysAwayKeepsTheEndWaitingForTwoMinutes() {
    h.charging();
    h.run(60);
    long known = h.registerWh();
    h.run(10);
    h.pile.unplug();
    h.pile.metered = false;
    h.away(30);
    h.run(125);
    assertTrue(h.ended().meterStopWh() >= known - 20);
    assertTrue(h.finding("transaction.register").orElseThrow().contains("booked as unaccounted"));
    h.pile.metered = true;
    h.run(3);
    long rest = h.registerWh() - h.ended().meterStopWh();
    assertTrue(
        h.finding("energy.unaccounted").orElseThrow().startsWith(rest + " Wh flowed outside"),
        h.events.toString());
  }

  @Test
  void aVehicleThatComesWhileTheMeterIsAwaitedIsNotBilledToTheOneThatHasGone() {
    h.charging();
    h.pile.unplug();
    h.pile.metered = false;
    h.away(60);
    h.run(5);
    h.pile.plug();
    h.run(10);
    assertEquals(0, h.pile.limitMilliamps);
    assertEquals(ConnectorState.FINISHING, h.state());
    assertTrue(h.noneEnded());
    h.pile.metered = true;
    h.run(2);
    assertEquals(StopReason.EV_DISCONNECTED, h.ended().reason());
    assertEquals(h.registerWh(), h.ended().meterStopWh());
    assertEquals(ConnectorState.PREPARING, h.state());
    h.remoteStart();
    h.run(3);
    assertEquals(ConnectorState.CHARGING, h.state());
    assertEquals(2, h.journaled(Started.class).size());
  }

  @Test
  void aPileThatAGatewayLeftOpenIsClosedBeforeTheSiteHasSharedItsFuse() {
    h.sited = true;
    h.pile.limitMilliamps = 16_000;
    h.pile.plug();
    h.boot();
    assertEquals(16_000, h.pile.limitMilliamps, "it has not said anything yet");
    h.report();
    assertEquals(0, h.pile.limitMilliamps);
    StationHarness gated = new StationHarness(h.evseOptions, StationHarness.Pile::gated);
    gated.sited = true;
    gated.boot();
    gated.pile.commands.clear();
    gated.report();
    assertEquals(List.of(new PileCommand.Disable()), gated.pile.commands);
  }

  @Test
  void aPileThatChargesWithinATransactionWaitsForTheShareOfItsSite() {
    h.charging();
    h.sited = true;
    h.pile.commands.clear();
    h.boot();
    h.run(5);
    assertEquals(List.of(), h.pile.commands);
    h.station.share(1, LimitSource.FUSE, Optional.of(Limit.milliamps(9_000)));
    h.run(1);
    assertEquals(9_000, h.pile.limitMilliamps);
  }

  @Test
  void whatIsReadWhileATransactionIsBeingEndedIsKeptForARegisterThatBeginsAnew() {
    h.charging();
    h.run(30);
    h.pile.ignoring = true;
    h.remoteStop(h.transaction().orElseThrow().id());
    h.run(4);
    assertTrue(h.noneEnded(), "the vehicle still draws");
    h.pile.ignoring = false;
    long read = h.registerWh();
    h.pile.registerWh = 0;
    h.boot();
    h.run(15);
    assertEquals(read + h.registerWh(), h.ended().meterStopWh());
  }

  @Test
  void whatHasFlowedWhileTheGatewayWasAwayIsKeptWithTheFirstReading() {
    h.charging();
    h.away(600);
    h.run(1);
    long read = h.registerWh();
    h.pile.unplug();
    h.pile.registerWh = 0;
    h.boot();
    h.run(5);
    assertEquals(read, h.ended().meterStopWh());
  }

  @Test
  void aPileThatIsSilentForLongShowsItsTransactionAndGoesOnWhenItAnswers() {
    h.charging();
    String id = h.started().transactionId();
    h.pile.reachable = false;
    h.away(60);
    h.run(1);
    assertEquals(id, h.transaction().orElseThrow().id());
    assertEquals(ConnectorState.CHARGING, h.state(), "as it was heard of last");
    h.run(15);
    assertEquals(ConnectorState.FAULTED, h.state());
    assertEquals("PileUnreachable", h.connector().fault().orElseThrow().vendorCode());
    h.events.clear();
    h.run(3_600);
    assertTrue(h.events.stream().noneMatch(e -> e instanceof StationEvent.Transaction));
    assertEquals(id, h.transaction().orElseThrow().id());
    h.pile.reachable = true;
    h.run(3);
    assertEquals(ConnectorState.CHARGING, h.state());
    unplugAndWait();
    assertEquals(h.registerWh(), h.ended().meterStopWh());
  }

  @Test
  void aRemoteStopOfASilentPilesTransactionEndsItWithinAMinuteAndWhatFollowsIsBooked() {
    h.charging();
    String id = h.started().transactionId();
    h.pile.reachable = false;
    h.away(60);
    h.run(20);
    assertEquals(Verdict.ACCEPTED, h.remoteStop(id));
    h.run(30);
    assertTrue(h.noneEnded());
    h.run(32);
    assertEquals(StopReason.REMOTE, h.ended().reason());
    h.pile.reachable = true;
    h.run(10);
    assertEquals(0, h.pile.limitMilliamps, "held back again as soon as it answers");
    assertEquals(ConnectorState.FINISHING, h.state());
    assertTrue(h.found("energy.unaccounted"));
  }

  @Test
  void aPileThatIsSilentForADayEndsItsTransactionWithTheRegisterKnownLast() {
    h.charging();
    h.run(60);
    long known = h.registerWh();
    h.pile.reachable = false;
    h.away(10);
    h.run(86_400 - 10);
    assertTrue(h.noneEnded());
    h.run(20);
    assertTrue(h.ended().meterStopWh() >= known - 20 && h.ended().meterStopWh() <= known);
    assertEquals(StopReason.OTHER, h.ended().reason());
    assertTrue(h.finding("transaction.abandoned").orElseThrow().contains("for a day"));
  }

  @Test
  void unpluggedWithoutAnyEvidenceIsNoPowerLoss() {
    h.charging();
    h.pile.unplug();
    h.away(60);
    h.run(3);
    assertEquals(StopReason.EV_DISCONNECTED, h.ended().reason());
  }

  @Test
  void aPileThatIsSeenStartingUpAfterTheRestartHasLostPower() {
    h.charging();
    h.pile.unplug();
    h.pile.says = java.util.Optional.of(PileState.STARTING);
    h.pile.cableKnown = false;
    h.away(60);
    h.run(10);
    assertTrue(h.noneEnded(), "a pile that starts up does not know the plug yet");
    h.pile.says = java.util.Optional.empty();
    h.run(3);
    assertEquals(StopReason.POWER_LOSS, h.ended().reason());
  }

  @Test
  void aPileThatHasLostPowerWithTheVehicleStillPluggedGoesOn() {
    h.charging();
    h.pile.says = java.util.Optional.of(PileState.STARTING);
    h.pile.cableKnown = false;
    h.away(60);
    h.run(10);
    h.pile.says = java.util.Optional.empty();
    h.run(3);
    assertEquals(ConnectorState.CHARGING, h.state());
    assertTrue(h.noneEnded());
  }

  @Test
  void aRegisterThatBeganAnewMeanwhileBillsWhatItShowsAndSaysWhatIsUnknown() {
    h.charging();
    h.run(120);
    long before = h.registerWh() - 1_000_000;
    h.pile.registerWh = 0;
    h.away(60);
    h.run(5);
    unplugAndWait();
    long after = h.registerWh();
    assertLessThanAMinuteIsLost(before + after);
    assertTrue(
        h.finding("meter.reset").orElseThrow().contains("is not known and not billed"),
        h.finding("meter.reset").orElseThrow());
  }

  @Test
  void aMeterExchangedMeanwhileForOneThatShowsMoreBillsNothingThatDidNotFlow() {
    h.charging();
    h.run(120);
    long before = h.registerWh() - 1_000_000;
    h.pile.registerWh = 7_000_000;
    h.away(600);
    double atReturn = h.pile.registerWh;
    h.run(10);
    unplugAndWait();
    long after = Math.round(h.pile.registerWh - atReturn);
    assertLessThanAMinuteIsLost(before + after);
    assertTrue(h.finding("meter.rebased").orElseThrow().contains("Was the meter exchanged?"));
  }

  @Test
  void anotherMeterMeanwhileBillsFromItsOwnRegisterAfterAMinuteOfWaiting() {
    h.pile.meter = "old";
    h.charging();
    h.run(120);
    long before = h.registerWh() - 1_000_000;
    h.pile.meter = "new";
    h.pile.registerWh = 30;
    h.away(60);
    h.run(50);
    assertFalse(h.found("meter.exchanged"), "the old one may only be slow");
    h.run(15);
    double atExchange = h.pile.registerWh;
    h.run(60);
    unplugAndWait();
    long after = Math.round(h.pile.registerWh - atExchange);
    assertTrue(billed() >= before && billed() <= before + after + 20, billed() + " " + after);
    String text = h.finding("meter.exchanged").orElseThrow();
    assertTrue(text.contains("The meter old has not answered for"), text);
    assertTrue(text.contains("the meter new bills from".replace("the", "The")), text);
  }

  @Test
  void aMeterThatIsOnlySlowAfterTheRestartLosesNothing() {
    h.pile.meter = "companion";
    h.charging();
    h.run(60);
    h.pile.meter = "own";
    h.pile.shows = java.util.Optional.of(123.0);
    h.away(60);
    h.run(30);
    h.pile.meter = "companion";
    h.pile.shows = java.util.Optional.empty();
    h.run(5);
    unplugAndWait();
    assertEquals(h.registerWh(), h.ended().meterStopWh());
    assertFalse(h.found("meter.exchanged"));
  }

  @Test
  void readingsForTheEndOutliveTheRestart() {
    h.station.settings().set(Setting.SAMPLED_INTERVAL, "10");
    h.station.settings().set(Setting.SAMPLED_ENDED_MEASURANDS, "Energy.Active.Import.Register");
    h.charging();
    h.run(30);
    h.away(20);
    h.run(25);
    unplugAndWait();
    List<Metered> data = h.ended().data();
    assertEquals(ReadingContext.TRANSACTION_BEGIN, data.get(0).context());
    assertEquals(h.started().time(), data.get(0).time());
    assertEquals(ReadingContext.TRANSACTION_END, data.get(data.size() - 1).context());
    assertEquals(1 + 3 + 2 + 1, data.size());
  }

  @Test
  void aRefusedTokenStaysRefused() {
    h.station.settings().set(Setting.STOP_TX_ON_INVALID_ID, "false");
    h.charging();
    h.station.authorized(
        h.started().transactionId(), StationHarness.CARD, Authorization.of(Status.BLOCKED));
    h.run(2);
    assertEquals(0, h.pile.limitMilliamps);
    h.pile.limitMilliamps = 16_000;
    h.away(20);
    h.run(3);
    assertEquals(0, h.pile.limitMilliamps);
    assertEquals(ConnectorState.SUSPENDED_EVSE, h.state());
    assertTrue(h.noneEnded());
  }

  @Test
  void aStopThatWasAskedForIsCarriedOutAfterTheRestart() {
    h.charging();
    h.pile.ignoring = true;
    assertEquals(Verdict.ACCEPTED, h.remoteStop(h.started().transactionId()));
    h.run(1);
    assertTrue(h.noneEnded());
    h.away(20);
    h.run(3);
    assertTrue(h.noneEnded(), "the current still flows");
    h.pile.ignoring = false;
    h.pile.limitMilliamps = 0;
    h.run(3);
    assertEquals(StopReason.REMOTE, h.ended().reason());
    assertEquals(h.registerWh(), h.ended().meterStopWh());
  }

  @Test
  void aConnectorThatWaitsForTheUnplugStillDoesSo() {
    h.charging();
    h.remoteStop(h.started().transactionId());
    h.run(3);
    assertEquals(ConnectorState.FINISHING, h.state());
    h.away(20);
    h.run(3);
    assertEquals(ConnectorState.FINISHING, h.state());
    h.pile.unplug();
    h.away(20);
    h.run(3);
    assertEquals(ConnectorState.AVAILABLE, h.state());
  }

  @Test
  void anEvseScheduledOutOfServiceGoesOutOfServiceAfterItsTransaction() {
    h.charging();
    h.station.changeAvailability(1, false, a -> {});
    h.run(1);
    h.away(20);
    h.run(3);
    assertEquals(ConnectorState.CHARGING, h.state());
    unplugAndWait();
    assertEquals(ConnectorState.UNAVAILABLE, h.state());
  }

  @Test
  void alsoIfTheGatewayWasKilledBetweenTheEndOfTheTransactionAndTheChange() {
    h.memory.put("evse.1.scheduled", "false".getBytes(StandardCharsets.UTF_8));
    h.boot();
    h.run(1);
    assertEquals(ConnectorState.UNAVAILABLE, h.state());
  }

  @Test
  void whoWasAuthorisedAndHadNotPluggedInIsForgotten() {
    h.run(1);
    h.remoteStart();
    h.run(1);
    assertEquals(ConnectorState.PREPARING, h.state());
    h.away(5);
    h.run(3);
    assertEquals(ConnectorState.AVAILABLE, h.state());
    h.pile.plug();
    h.run(3);
    assertTrue(h.journaled(Started.class).isEmpty());
  }

  @Test
  void aVehicleThatMayBeUnpluggedInItsTransactionMayBeSoOverARestart() {
    h.station.settings().set(Setting.STOP_TX_ON_EV_SIDE_DISCONNECT, "false");
    h.charging();
    h.pile.unplug();
    h.away(30);
    h.run(3);
    assertEquals(ConnectorState.SUSPENDED_EV, h.state());
    h.pile.plug();
    h.run(3);
    assertEquals(ConnectorState.CHARGING, h.state());
    assertTrue(h.journaled(Ended.class).isEmpty());
  }

  @Test
  void profilesOfALaterVersionKeepNoStationFromStarting() {
    h.memory.put("profiles", new byte[] {2, 0, 0});
    h.boot();
    h.run(1);
    assertTrue(h.finding("profiles.memory").orElseThrow().contains("unknown version 2"));
    h.charging();
  }

  @Test
  void aDamagedMemoryOfTheRegisterIsSaidAndTheJournalTakesItsPlace() {
    h.charging();
    h.run(60);
    h.memory.put("evse.1.register", "nonsense".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    h.away(60);
    h.run(3);
    unplugAndWait();
    assertEquals(h.registerWh(), h.ended().meterStopWh());
  }
}
