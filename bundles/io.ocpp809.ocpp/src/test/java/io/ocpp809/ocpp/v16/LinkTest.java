package io.ocpp809.ocpp.v16;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkTest {
  private final Talk t = new Talk();

  @Test
  void itConnectsAgainAfterThreeSecondsAndAFreshRandomPartDoublingThreeTimes() {
    int[] waits = {8, 11, 17, 29, 29};
    for (int i = 0; i < waits.length; i++) {
      t.lose();
      t.advance(waits[i] - 1);
      assertEquals(i + 1, t.attempts, "not before " + waits[i] + " s");
      t.advance(1);
      assertEquals(i + 2, t.attempts);
    }
    assertEquals(List.of("not connected: gone"), t.warnings, "said once");
  }

  @Test
  void aTransportThatFailsOutrightIsTriedAgainToo() {
    t.transportFails = true;
    t.lose();
    t.advance(8 + 11);
    assertEquals(3, t.attempts);
    t.transportFails = false;
    t.advance(17);
    t.boot();
    assertEquals(
        "not connected: the connection cannot be begun: java.lang.IllegalStateException: no such"
            + " protocol",
        t.warnings.get(1));
    assertTrue(t.connection.online());
  }

  @Test
  void aCsmsThatClosesEachConnectionBeforeTheBootIsAcceptedIsNotHammered() {
    t.open();
    t.lose();
    t.advance(8);
    t.open();
    t.lose();
    t.advance(10);
    assertEquals(2, t.attempts);
    t.advance(1);
    assertEquals(3, t.attempts, "3 s doubled and half of 10 s");
    t.boot();
    t.lose();
    t.advance(8);
    assertEquals(4, t.attempts, "accepted, the wait is the shortest again");
  }

  @Test
  void thereAreNeverTwoSockets() {
    t.boot();
    t.ask("Reset", "{\"type\":\"Soft\"}");
    t.advance(30);
    t.boot();
    t.lose();
    t.advance(30);
    assertEquals(1, t.mostSockets);
  }

  @Test
  void silenceAfterAPingEndsTheConnectionAndItIsMadeAnew() {
    t.boot();
    t.advance(31);
    assertEquals(1, t.pings, "answered");
    t.answersPings = false;
    t.advance(30);
    assertEquals(2, t.pings);
    t.advance(25);
    assertEquals(
        "nothing has come from the CSMS for 20 s after a ping; the connection is dead and is made"
            + " anew",
        t.aborted);
    t.advance(9);
    assertEquals(2, t.attempts);
  }

  @Test
  void aHeartbeatThatIsNotAnsweredEndsTheConnection() {
    t.open();
    t.bootAnswer("Accepted", 10);
    t.change("WebSocketPingInterval", "0");
    t.advance(45);
    assertEquals("the CSMS does not answer Heartbeat; the connection is made anew", t.aborted);
  }

  @Test
  void closedOnPurposeItSaysGoodbyeAndTellsWhenItIsOver() {
    t.boot();
    t.connection.close();
    assertFalse(t.connection.ended().toCompletableFuture().isDone());
    t.scheduler.runDue();
    assertEquals(1, t.closes);
    assertTrue(t.connection.ended().toCompletableFuture().isDone());
    t.advance(60);
    assertEquals(1, t.attempts);
  }

  @Test
  void waitsAndTimestampsChangeWithoutAnotherConnection() {
    t.boot();
    assertTrue(t.connection.reconfigure(Talk.options(true, false)));
    t.ask("TriggerMessage", "{\"requestedMessage\":\"StatusNotification\",\"connectorId\":1}");
    assertTrue(t.last("StatusNotification").contains("\"timestamp\":\"2026-03-01T10:00:00Z\""));
    assertEquals(1, t.attempts);
    t.lose();
    t.advance(9);
    t.open();
    assertEquals(2, t.of("BootNotification").size(), "boot on reconnect holds from now on");
  }

  @Test
  void anotherAddressNeedsAnotherConnection() {
    CsmsOptions now = Talk.options(false, true);
    CsmsOptions other =
        new CsmsOptions(
            "csms",
            io.ocpp809.ocpp.transport.Endpoint.of(
                "ws://other/o", "CP1", "", List.of("ocpp1.6"), Optional.empty()),
            3,
            10,
            3,
            false,
            true);
    assertTrue(t.connection.reconfigure(now));
    assertFalse(t.connection.reconfigure(other));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1000, 0"})
  void pingsCanBeTurnedOff(int seconds, int pings) {
    t.boot();
    t.change("WebSocketPingInterval", String.valueOf(seconds));
    t.advance(100);
    assertEquals(pings, t.pings);
  }
}
