package io.ocpp809.ocpp.v16;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.ocpp.v16.Messages.RegistrationStatus;
import io.ocpp809.ocpp.v16.Registration.State;
import org.junit.jupiter.api.Test;

class RegistrationTest {
  private final Registration r = new Registration();

  private void accept(long now) {
    r.opened(false, now);
    assertTrue(r.sendsBoot(now));
    r.answered(RegistrationStatus.Accepted, 300_000, now);
  }

  @Test
  void theFirstConnectionBeginsWithBootNotificationOnce() {
    r.opened(false, 0);
    assertEquals(State.UNANSWERED, r.state());
    assertTrue(r.sendsBoot(0));
    assertFalse(r.sendsBoot(1), "it is under way");
    assertTrue(r.answers(), "read-only calls are answered before the boot's answer");
    assertTrue(r.takesTriggered());
    assertFalse(r.accepted());
  }

  @Test
  void pendingWaitsForTheIntervalAndTakesWhatIsTriggered() {
    r.opened(false, 0);
    r.sendsBoot(0);
    r.answered(RegistrationStatus.Pending, 10_000, 0);
    assertTrue(r.answers() && r.takesTriggered());
    assertFalse(r.accepted() || r.sendsBoot(9_999));
    assertTrue(r.sendsBoot(10_000));
    assertEquals(State.PENDING, r.state(), "it stays pending until the answer");
  }

  @Test
  void pendingBootsEarlierIfTheCsmsAsks() {
    r.opened(false, 0);
    r.sendsBoot(0);
    r.answered(RegistrationStatus.Pending, 10_000, 0);
    assertTrue(r.triggered(5));
    assertTrue(r.sendsBoot(5));
  }

  @Test
  void rejectedSaysAndAnswersNothingUntilTheIntervalIsOver() {
    r.opened(false, 0);
    r.sendsBoot(0);
    r.answered(RegistrationStatus.Rejected, 60_000, 0);
    assertFalse(r.answers() || r.takesTriggered() || r.sendsBoot(59_999));
    assertTrue(r.sendsBoot(60_000));
    assertTrue(r.answers());
  }

  @Test
  void rejectedHoldsOverANewConnection() {
    r.opened(false, 0);
    r.sendsBoot(0);
    r.answered(RegistrationStatus.Rejected, 60_000, 0);
    r.closed();
    r.opened(false, 20_000);
    assertFalse(r.answers() || r.sendsBoot(59_999));
    assertTrue(r.sendsBoot(60_000));
  }

  @Test
  void withoutAnIntervalTheStationChoosesThirtySeconds() {
    r.opened(false, 0);
    r.sendsBoot(0);
    r.answered(RegistrationStatus.Pending, 0, 0);
    assertFalse(r.sendsBoot(29_999));
    assertTrue(r.sendsBoot(30_000));
    r.unanswered(30_000);
    assertFalse(r.sendsBoot(59_999));
    assertTrue(r.sendsBoot(60_000));
  }

  @Test
  void acceptedOnceANewConnectionNeedsNoBoot() {
    accept(0);
    assertFalse(r.triggered(1), "after Accepted it is refused");
    r.ignored();
    r.heard();
    r.closed();
    r.opened(false, 5_000);
    assertTrue(r.accepted());
    assertFalse(r.booted());
  }

  @Test
  void theOperatorMayWantABootOnEachConnection() {
    accept(0);
    r.closed();
    r.opened(true, 5_000);
    assertTrue(r.sendsBoot(5_000));
    assertTrue(r.booted());
  }

  @Test
  void aCsmsThatAnsweredNothingWithoutABootGetsOneOnTheNextConnection() {
    accept(0);
    r.closed();
    r.opened(false, 5_000);
    r.closed();
    r.opened(false, 7_000);
    assertTrue(r.accepted(), "a connection that broke off soon says nothing");
    r.ignored();
    r.closed();
    r.opened(false, 10_000);
    assertTrue(r.sendsBoot(10_000));
  }

  @Test
  void aCsmsThatRefusesWithSecurityErrorGetsABootOnceAConnection() {
    accept(0);
    assertFalse(r.strange(1), "it was told on this connection");
    r.closed();
    r.opened(false, 5_000);
    assertTrue(r.strange(5_001));
    assertFalse(r.accepted());
    assertTrue(r.sendsBoot(5_001));
    r.answered(RegistrationStatus.Accepted, 0, 5_002);
    assertFalse(r.strange(5_003));
  }

  @Test
  void afterARestartTheNextConnectionBeginsWithABoot() {
    accept(0);
    r.restarted();
    r.closed();
    r.opened(false, 5_000);
    assertTrue(r.sendsBoot(5_000));
  }
}
