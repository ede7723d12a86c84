package io.ocpp809.station.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.station.ConnectorState;
import io.ocpp809.station.StationEvent;
import io.ocpp809.station.auth.Authorization;
import io.ocpp809.station.auth.Authorization.Status;
import io.ocpp809.station.core.EvseOptions.EnergyPolicy;
import io.ocpp809.station.core.EvseOptions.TokenPolicy;
import io.ocpp809.station.journal.TransactionEvent.Started;
import io.ocpp809.station.settings.Setting;
import io.ocpp809.station.transaction.StopReason;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Energy outside transactions, and piles that nobody or nothing holds back. */
class IdleEnergyTest {

  private static EvseOptions tokens(TokenPolicy policy, String token) {
    return new EvseOptions(1, 0, 16_000, 0, 3, "RST", policy, token, EnergyPolicy.MEASURED);
  }

  private static StationHarness ungated(TokenPolicy policy, String token) {
    return new StationHarness(tokens(policy, token), StationHarness.Pile::ungated);
  }

  @Test
  void anUngatedPileThatNobodyIdentifiesAtHasItsEnergyBilledFromTheLastIdleRegister() {
    StationHarness h = ungated(TokenPolicy.NONE, "HOUSE");
    h.station.settings().set(Setting.SAMPLED_ENDED_MEASURANDS, "Energy.Active.Import.Register");
    h.run(30);
    h.pile.plug();
    h.run(3);
    assertTrue(h.journaled(Started.class).isEmpty(), "nothing to speak of has flowed");
    h.run(60);
    assertEquals("HOUSE", h.started().token().value());
    assertEquals(1_000_000, h.started().meterStartWh());
    assertEquals(
        30_000, h.started().time().monotonicMillis(), "when the register last stood there");
    assertEquals(ConnectorState.CHARGING, h.state());
    h.pile.unplug();
    h.run(3);
    assertEquals(h.registerWh(), h.ended().meterStopWh());
    assertEquals(
        1_000_000, h.ended().data().get(0).readings().get(0).value(), "as the start tells it");
    assertFalse(h.found("energy.unaccounted"));
  }

  @Test
  void anUngatedPileThatReadsCardsGivesTheCardItShows() {
    StationHarness h = ungated(TokenPolicy.READ, "");
    h.run(5);
    h.pile.token = Optional.of("CAFE01");
    h.run(1);
    h.pile.plug();
    h.pile.token = Optional.of("");
    h.run(10);
    assertEquals("CAFE01", h.started().token().value());
    assertEquals(1_000_000, h.started().meterStartWh());
    h.pile.unplug();
    h.run(3);
    assertEquals(h.registerWh(), h.ended().meterStopWh());
    h.pile.plug();
    h.run(30);
    assertEquals(1, h.journaled(Started.class).size(), "the card was that of the session before");
    assertTrue(h.found("energy.unaccounted"));
  }

  @Test
  void anUngatedPileWithoutACardHasItsEnergyBookedOnceAMinute() {
    StationHarness h = ungated(TokenPolicy.READ, "");
    h.run(5);
    h.pile.plug();
    h.run(600);
    long findings =
        h.events.stream().filter(e -> e.toString().contains("energy.unaccounted")).count();
    assertTrue(findings >= 9 && findings <= 11, findings + " findings");
    assertTrue(h.journaled(Started.class).isEmpty());
  }

  @Test
  void aGatedPileWhoseEnergyNobodyAllowedHasItBookedWithTimesAndTotal() {
    StationHarness h = new StationHarness();
    h.pile.plug();
    h.run(2);
    h.pile.registerWh += 50;
    h.run(1);
    assertEquals(
        "50 Wh flowed outside a transaction between 2026-03-01T10:00:02Z and"
            + " 2026-03-01T10:00:03Z (50 Wh in all). Is the pile's own authorisation or another"
            + " controller active?",
        h.finding("energy.unaccounted").orElseThrow());
    h.run(60);
    h.pile.registerWh += 20;
    h.run(1);
    assertTrue(h.finding("energy.unaccounted").orElseThrow().contains("(70 Wh in all)"));
  }

  @Test
  void fewWattHoursAreNeitherFoldedIntoTheNextStartNorForgotten() {
    StationHarness h = new StationHarness();
    h.run(2);
    for (int i = 0; i < 3; i++) {
      h.pile.registerWh += 4;
      h.charging();
      assertEquals(
          h.started().meterStartWh(), Math.round(h.pile.registerWh - 3 * 230 * 48 / 3600d), 1);
      h.pile.unplug();
      h.run(3);
    }
    assertTrue(h.finding("energy.unaccounted").orElseThrow().startsWith("12 Wh flowed"));
  }

  @Test
  void whatAVehicleThatNobodyIsBilledForHasTakenIsToldToTheWattHourWhenItGoes() {
    StationHarness h = new StationHarness();
    h.pile.plug();
    h.run(2);
    h.pile.registerWh += 3;
    h.run(2);
    assertEquals(List.of(), unaccounted(h));
    h.pile.unplug();
    h.run(1);
    h.boot();
    h.pile.plug();
    h.run(1);
    h.pile.registerWh += 4;
    h.pile.unplug();
    h.run(1);
    assertEquals(List.of("3 of 3", "4 of 7"), unaccounted(h));
    assertEquals(7, h.station.view().evse(1).orElseThrow().unaccountedWh());
  }

  private static List<String> unaccounted(StationHarness h) {
    return h.events.stream()
        .filter(StationEvent.EnergyUnaccounted.class::isInstance)
        .map(StationEvent.EnergyUnaccounted.class::cast)
        .map(e -> e.wh() + " of " + e.totalWh())
        .toList();
  }

  @Test
  void energyThatFlowedOutsideATransactionWhileTheGatewayWasAwayIsBooked() {
    StationHarness h = new StationHarness();
    h.charging();
    h.pile.unplug();
    h.run(3);
    long end = h.ended().meterStopWh();
    h.pile.registerWh += 500;
    h.away(600);
    h.run(3);
    assertTrue(h.finding("energy.unaccounted").orElseThrow().startsWith("500 Wh flowed"));
    h.charging();
    assertTrue(h.started().meterStartWh() >= end + 500);
  }

  @Test
  void aStartWithTheKeptRegisterOfASilentMeterBillsNothingThatFlowedWhileTheGatewayWasAway() {
    StationHarness h = new StationHarness();
    h.charging();
    h.pile.unplug();
    h.run(3);
    long end = h.ended().meterStopWh();
    h.pile.metered = false;
    h.pile.registerWh += 500;
    h.away(600);
    h.pile.plug();
    h.remoteStart();
    h.run(40);
    assertEquals(end, h.started().meterStartWh());
    assertEquals(ConnectorState.CHARGING, h.state());
    h.pile.metered = true;
    h.run(4);
    String found = h.finding("energy.unaccounted").orElseThrow();
    assertTrue(Integer.parseInt(found.split(" ")[0]) >= 500, found);
    double from = h.pile.registerWh;
    h.run(60);
    h.pile.unplug();
    h.run(3);
    long billed = h.ended().meterStopWh() - h.started().meterStartWh();
    assertEquals(h.pile.registerWh - from, billed, 15, "what flowed since the first reading");
  }

  @Test
  void aGatedPileOfFreeVendingThatChargedWhileTheGatewayWasAwayHasThatBilled() {
    StationHarness h = new StationHarness(tokens(TokenPolicy.NONE, "HOUSE"));
    h.run(5);
    h.pile.limitMilliamps = 6_000;
    h.pile.plug();
    h.away(600);
    h.run(3);
    assertEquals(1_000_000, h.started().meterStartWh());
    assertEquals(ConnectorState.CHARGING, h.state());
    assertFalse(h.found("energy.unaccounted"));
  }

  @Test
  void aGatedPileWithAFixedTokenThatTheCsmsRefusesGivesNoEnergyAndBooksWhatHadFlowed() {
    StationHarness h = new StationHarness(tokens(TokenPolicy.FIXED, "HOUSE"));
    h.online(Status.BLOCKED);
    h.run(5);
    h.pile.plug();
    h.run(60);
    assertTrue(h.journaled(Started.class).isEmpty());
    assertEquals(1, h.asked.size(), "it is asked about once each time a vehicle is plugged in");
    h.pile.registerWh += 30;
    h.run(1);
    assertTrue(h.found("energy.unaccounted"));
  }

  @Test
  void aFixedTokenThatNobodyCouldBeAskedAboutStartsWhenTheCsmsIsThere() {
    StationHarness h = new StationHarness(tokens(TokenPolicy.FIXED, "HOUSE"));
    h.run(1);
    h.pile.plug();
    h.run(30);
    assertTrue(h.journaled(Started.class).isEmpty());
    h.online(Status.ACCEPTED);
    h.run(20);
    assertEquals("HOUSE", h.started().token().value());
    assertEquals(ConnectorState.CHARGING, h.state());
  }

  @Test
  void freeVendingStartsWhenTheFaultHasGoneAndOnlyOnceEachPlugIn() {
    StationHarness h = new StationHarness(tokens(TokenPolicy.NONE, "HOUSE"));
    h.pile.says = Optional.of(io.ocpp809.station.pile.PileState.ERROR);
    h.pile.plug();
    h.run(300);
    assertTrue(h.journaled(Started.class).isEmpty());
    h.pile.says = Optional.empty();
    h.run(3);
    assertEquals(ConnectorState.CHARGING, h.state());
    h.remoteStop(h.started().transactionId());
    h.run(60);
    assertEquals(ConnectorState.FINISHING, h.state());
    h.away(10);
    h.run(60);
    assertEquals(1, h.journaled(Started.class).size(), "not again, and not after a restart either");
    h.pile.unplug();
    h.run(2);
    h.pile.plug();
    h.run(3);
    assertEquals(2, h.journaled(Started.class).size());
  }

  @Test
  void whatAnUngatedPileGoesOnToGiveAfterItsTransactionBelongsToTheNextOne() {
    StationHarness h = ungated(TokenPolicy.NONE, "HOUSE");
    h.run(1);
    h.pile.plug();
    h.run(60);
    h.station.reset(io.ocpp809.station.Answers.ResetKind.SOFT, v -> {});
    h.run(60);
    assertEquals(StopReason.SOFT_RESET, h.ended().reason());
    assertEquals(2, h.journaled(Started.class).size());
    assertEquals(h.ended().meterStopWh(), h.started().meterStartWh());
  }

  @Test
  void anUngatedPileWhoseTokenTheCsmsHasRefusedBeginsNothingMoreUntilTheNextPlugIn() {
    StationHarness h = ungated(TokenPolicy.NONE, "HOUSE");
    h.run(1);
    h.pile.plug();
    h.run(60);
    h.station.authorized(
        h.started().transactionId(), h.started().token(), Authorization.of(Status.INVALID));
    h.run(120);
    assertEquals(StopReason.DE_AUTHORIZED, h.ended().reason());
    assertEquals(1, h.journaled(Started.class).size());
    assertTrue(h.found("energy.unaccounted"));
    h.pile.unplug();
    h.run(3);
    h.pile.plug();
    h.run(60);
    assertEquals(2, h.journaled(Started.class).size());
  }

  @Test
  void aVehicleThatComesBeforeTheLastTransactionHasEndedIsServedAfterIt() {
    StationHarness h = new StationHarness(tokens(TokenPolicy.NONE, "HOUSE"));
    h.run(1);
    h.pile.plug();
    h.run(60);
    h.pile.unplug();
    h.pile.registerMissing = true;
    h.run(2);
    h.pile.plug();
    h.run(2);
    assertTrue(h.noneEnded());
    assertEquals(0, h.pile.limitMilliamps);
    h.pile.registerMissing = false;
    h.run(5);
    assertEquals(ConnectorState.CHARGING, h.state());
    assertEquals(2, h.journaled(Started.class).size());
    assertEquals(h.ended().meterStopWh(), h.started().meterStartWh());
  }
}
