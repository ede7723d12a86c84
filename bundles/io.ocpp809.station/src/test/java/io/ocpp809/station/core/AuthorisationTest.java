package io.ocpp809.station.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.station.Answers.Verdict;
import io.ocpp809.station.ConnectorState;
import io.ocpp809.station.StationEvent.FindingChanged;
import io.ocpp809.station.auth.Authorization;
import io.ocpp809.station.auth.Authorization.Status;
import io.ocpp809.station.auth.IdToken;
import io.ocpp809.station.auth.LocalListEntry;
import io.ocpp809.station.journal.TransactionEvent.Refused;
import io.ocpp809.station.settings.Setting;
import io.ocpp809.station.transaction.StopReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Who may charge: list, cache, CSMS, and what a later refusal does (OCPP 1.6 sections 3.5, 4.8).
 */
class AuthorisationTest {
  private static final IdToken CARD = card("04A2B3");

  private final StationHarness h = new StationHarness();

  private static IdToken card(String value) {
    return new IdToken(value, IdToken.Kind.ISO14443);
  }

  private static Authorization of(Status status, String group, Optional<Instant> expires) {
    return new Authorization(
        status, Optional.of(new IdToken(group, IdToken.Kind.CENTRAL)), expires);
  }

  private void set(Setting setting, Object value) {
    assertEquals("", h.station.settings().set(setting, String.valueOf(value)));
  }

  private void list(Status status, Optional<Instant> expires) {
    List<String> answers = new ArrayList<>();
    h.station.sendLocalList(
        h.station.localListVersion() + 1,
        true,
        List.of(
            new LocalListEntry(
                CARD, Optional.of(new Authorization(status, Optional.empty(), expires)))),
        answers::add);
    h.scheduler.runDue();
    assertEquals(List.of(""), answers);
  }

  /** Fills the cache by asking once, then takes the CSMS away. */
  private void cached(Status status) {
    h.online(status);
    h.run(1);
    h.present(CARD);
    if (status == Status.ACCEPTED) {
      h.present(CARD);
    }
    h.asked.clear();
  }

  @ParameterizedTest(name = "{0}, {1}, preAuthorize {2}, authorizeOffline {3}, unknown {4}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          nothing         | online  | false | true  | false | ACCEPTED | 1
          list Accepted   | online  | false | true  | false | ACCEPTED | 1
          list Accepted   | online  | true  | true  | false | ACCEPTED | 0
          list Blocked    | online  | true  | true  | false | ACCEPTED | 1
          list expired    | online  | true  | true  | false | ACCEPTED | 1
          cache Accepted  | online  | true  | true  | false | ACCEPTED | 0
          cache Accepted  | online  | false | true  | false | ACCEPTED | 1
          cache Blocked   | online  | true  | true  | false | ACCEPTED | 1
          nothing         | offline | false | true  | false | REJECTED | 0
          nothing         | offline | false | true  | true  | ACCEPTED | 0
          list Accepted   | offline | false | true  | false | ACCEPTED | 0
          list Accepted   | offline | false | false | false | REJECTED | 0
          list Blocked    | offline | false | true  | true  | REJECTED | 0
          list expired    | offline | false | true  | true  | REJECTED | 0
          list disabled   | offline | false | true  | false | REJECTED | 0
          cache Accepted  | offline | false | true  | false | ACCEPTED | 0
          cache Blocked   | offline | false | true  | true  | REJECTED | 0
          cache disabled  | offline | false | true  | false | REJECTED | 0
          """)
  void aTokenIsDecidedByListThenCacheThenTheCsms(
      String known,
      String line,
      boolean pre,
      boolean local,
      boolean unknown,
      Verdict expected,
      int asked) {
    switch (known) {
      case "list Accepted" -> list(Status.ACCEPTED, Optional.empty());
      case "list Blocked" -> list(Status.BLOCKED, Optional.empty());
      case "list expired" ->
          list(Status.ACCEPTED, Optional.of(Instant.parse("2026-02-01T00:00:00Z")));
      case "list disabled" -> {
        list(Status.ACCEPTED, Optional.empty());
        set(Setting.LOCAL_AUTH_LIST_ENABLED, false);
      }
      case "cache Accepted" -> cached(Status.ACCEPTED);
      case "cache Blocked" -> cached(Status.BLOCKED);
      case "cache disabled" -> {
        cached(Status.ACCEPTED);
        set(Setting.AUTH_CACHE_ENABLED, false);
      }
      default -> {}
    }
    set(Setting.LOCAL_PRE_AUTHORIZE, pre);
    set(Setting.LOCAL_AUTHORIZE_OFFLINE, local);
    set(Setting.OFFLINE_TX_FOR_UNKNOWN_ID, unknown);
    h.online(Status.ACCEPTED);
    h.reachableCsms = line.equals("online");
    h.run(1);
    assertEquals(expected, h.present(CARD));
    assertEquals(asked, h.asked.size());
  }

  @Test
  void aTokenThatChargesElsewhereIsRefusedNowAndStaysInTheCacheAsItWas() {
    cached(Status.ACCEPTED);
    h.online(Status.CONCURRENT_TX);
    set(Setting.LOCAL_PRE_AUTHORIZE, false);
    assertEquals(Verdict.REJECTED, h.present(CARD));
    h.reachableCsms = false;
    assertEquals(Verdict.ACCEPTED, h.present(CARD));
  }

  @Test
  void aTokenIsComparedWithoutRegardToCase() {
    list(Status.ACCEPTED, Optional.empty());
    h.run(1);
    assertEquals(Verdict.ACCEPTED, h.present(card("04a2b3")));
  }

  @Test
  void whatIsInTheListIsNotInTheCache() {
    cached(Status.ACCEPTED);
    list(Status.BLOCKED, Optional.empty());
    set(Setting.LOCAL_AUTH_LIST_ENABLED, false);
    h.reachableCsms = false;
    assertEquals(Verdict.REJECTED, h.present(CARD), "it was let go of by the cache");
    set(Setting.LOCAL_AUTH_LIST_ENABLED, true);
    h.online(Status.ACCEPTED);
    h.reachableCsms = true;
    h.present(CARD);
    h.present(CARD);
    h.reachableCsms = false;
    assertEquals(Verdict.REJECTED, h.present(CARD), "the list says blocked");
  }

  @Test
  void aCachedTokenExpiresByTheWallClock() {
    h.online(t -> of(Status.ACCEPTED, "G", Optional.of(Instant.parse("2026-03-01T10:30:00Z"))));
    h.run(1);
    h.present(CARD);
    h.present(CARD);
    h.reachableCsms = false;
    assertEquals(Verdict.ACCEPTED, h.present(CARD));
    h.present(CARD);
    h.scheduler.advance(Duration.ofMinutes(31));
    h.run(1);
    assertEquals(Verdict.REJECTED, h.present(CARD));
  }

  @Test
  void cacheAndListOutliveARestart() {
    cached(Status.ACCEPTED);
    h.reachableCsms = false;
    h.boot();
    h.online(Status.ACCEPTED);
    h.run(1);
    assertEquals(Verdict.ACCEPTED, h.present(CARD));
  }

  @Test
  void aMemberOfTheStartersGroupMayStopAndNobodyElse() {
    h.online(
        t ->
            t.value().startsWith("A")
                ? of(Status.ACCEPTED, "GROUP", Optional.empty())
                : of(Status.ACCEPTED, "OTHERS", Optional.empty()));
    set(Setting.AUTH_CACHE_ENABLED, false);
    h.run(1);
    h.pile.plug();
    h.run(1);
    h.present(card("A1"));
    h.run(3);
    assertEquals(ConnectorState.CHARGING, h.state());
    assertEquals(Verdict.REJECTED, h.present(card("B1")));
    assertEquals(Verdict.ACCEPTED, h.present(card("A2")));
    h.run(3);
    assertEquals(StopReason.LOCAL, h.ended().reason());
    assertEquals(Optional.of(card("A2")), h.ended().token());
  }

  @Test
  void theSameTokenStopsWithoutAskingAnybody() {
    h.online(Status.ACCEPTED);
    h.charging();
    h.asked.clear();
    assertEquals(Verdict.ACCEPTED, h.present(CARD));
    assertEquals(List.of(), h.asked);
  }

  @Test
  void aTokenRefusedAfterTheStartEndsTheTransaction() {
    h.charging();
    refuse();
    h.run(3);
    assertEquals(StopReason.DE_AUTHORIZED, h.ended().reason());
    assertEquals(ConnectorState.FINISHING, h.state());
  }

  private void refuse() {
    h.station.authorized(
        h.started().transactionId(), StationHarness.CARD, Authorization.of(Status.BLOCKED));
    h.scheduler.runDue();
  }

  @Test
  void orHoldsItsEnergyBackIfTheTransactionIsToGoOn() {
    set(Setting.STOP_TX_ON_INVALID_ID, false);
    h.charging();
    refuse();
    h.run(3);
    assertEquals(ConnectorState.SUSPENDED_EVSE, h.state());
    assertEquals("the CSMS has refused the token", h.connector().info());
    assertEquals(0, h.pile.limitMilliamps);
    assertTrue(h.noneEnded());
    h.pile.unplug();
    h.run(2);
    assertEquals(StopReason.EV_DISCONNECTED, h.ended().reason());
  }

  @Test
  void orLetsAsMuchEnergyFlowAsIsAllowedUnderARefusedToken() {
    set(Setting.STOP_TX_ON_INVALID_ID, false);
    set(Setting.MAX_ENERGY_ON_INVALID_ID, 100);
    h.charging();
    h.run(60);
    refuse();
    long from = h.journaled(Refused.class).get(0).registerWh();
    h.run(5);
    assertEquals(ConnectorState.CHARGING, h.state());
    h.run(60);
    assertEquals(ConnectorState.SUSPENDED_EVSE, h.state());
    assertTrue(h.registerWh() - from >= 100 && h.registerWh() - from <= 104);
  }

  @Test
  void aCsmsThatCannotBeAskedRefusesNobody() {
    h.charging();
    h.station.authorized(
        h.started().transactionId(), StationHarness.CARD, Authorization.of(Status.UNREACHABLE));
    h.run(3);
    assertEquals(ConnectorState.CHARGING, h.state());
  }

  @Test
  void aVehiclePluggedInWithoutATokenInTimeMayFinishAndANewTokenStarts() {
    h.online(Status.ACCEPTED);
    h.run(1);
    h.pile.plug();
    h.run(119);
    assertEquals(ConnectorState.PREPARING, h.state());
    h.run(3);
    assertEquals(ConnectorState.FINISHING, h.state(), "B6");
    h.present(CARD);
    h.run(3);
    assertEquals(ConnectorState.CHARGING, h.state(), "F2");
  }

  @Test
  void theEndOfOneUserIsTheBeginningOfAnotherWithoutUnplugging() {
    h.online(Status.ACCEPTED);
    h.charging();
    h.remoteStop(h.started().transactionId());
    h.run(3);
    assertEquals(ConnectorState.FINISHING, h.state());
    h.present(card("NEXT"));
    h.run(3);
    assertEquals("NEXT", h.started().token().value());
    assertEquals(ConnectorState.CHARGING, h.state());
    assertEquals(h.ended().meterStopWh(), h.started().meterStartWh());
  }

  @Test
  void aVehicleMayBeAwayWithinItsTransactionIfTheCsmsWantsItSo() {
    set(Setting.STOP_TX_ON_EV_SIDE_DISCONNECT, false);
    h.charging();
    String id = h.started().transactionId();
    h.pile.unplug();
    h.run(30);
    assertEquals(ConnectorState.SUSPENDED_EV, h.state());
    assertEquals("EV side disconnected", h.connector().info());
    h.pile.plug();
    h.run(3);
    assertEquals(ConnectorState.CHARGING, h.state());
    assertEquals("", h.connector().info());
    assertEquals(id, h.transaction().orElseThrow().id());
    assertEquals(Verdict.ACCEPTED, h.remoteStop(id));
    h.run(3);
    assertEquals(h.registerWh(), h.ended().meterStopWh());
  }

  @Test
  void takenOutOfServiceTheStationForgetsWhoHasNotPluggedIn() {
    h.run(1);
    h.remoteStart();
    h.station.changeAvailability(1, false, a -> {});
    h.run(1);
    assertEquals(ConnectorState.UNAVAILABLE, h.state());
    h.station.changeAvailability(1, true, a -> {});
    h.pile.plug();
    h.run(3);
    assertEquals(ConnectorState.PREPARING, h.state());
  }

  @Test
  void aFindingDoesNotTellWhoseCardTheListAccepts() {
    h.online(Status.ACCEPTED);
    list(Status.ACCEPTED, Optional.empty());
    h.station.authorized("none", CARD, Authorization.of(Status.BLOCKED));
    h.scheduler.runDue();
    assertEquals(
        Optional.of(
            "The local list accepts 04A***, the CSMS answers BLOCKED. Send the list again."),
        h.finding(FindingChanged.LIST_CONFLICT));
    assertEquals("IdToken[04A***, ISO14443]", CARD.toString());
  }
}
