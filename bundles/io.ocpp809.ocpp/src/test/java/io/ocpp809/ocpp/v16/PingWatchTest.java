package io.ocpp809.ocpp.v16;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ocpp809.ocpp.v16.PingWatch.Act;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PingWatchTest {
  private final PingWatch watch = new PingWatch();

  @BeforeEach
  void open() {
    watch.opened(0);
  }

  @Test
  void aPingGoesOutEachInterval() {
    assertEquals(Act.NOTHING, watch.tick(30_000, 29_999));
    assertEquals(Act.PING, watch.tick(30_000, 30_000));
    watch.heard();
    assertEquals(Act.NOTHING, watch.tick(30_000, 59_999));
    assertEquals(Act.PING, watch.tick(30_000, 60_000));
  }

  @Test
  void nothingForTwentySecondsAfterAPingEndsTheConnection() {
    watch.tick(30_000, 30_000);
    assertEquals(Act.NOTHING, watch.tick(30_000, 49_999));
    assertEquals(Act.GIVE_UP, watch.tick(30_000, 50_000));
  }

  @Test
  void anIntervalShorterThanThePatienceDoesNotPutTheEndOff() {
    watch.tick(5_000, 5_000);
    assertEquals(Act.NOTHING, watch.tick(5_000, 10_000));
    assertEquals(Act.GIVE_UP, watch.tick(5_000, 25_000));
  }

  @Test
  void zeroSendsNoPings() {
    assertEquals(Act.NOTHING, watch.tick(0, 1_000_000));
  }

  @Test
  void aCallWithoutAnswerIsFollowedByAPingAlsoWhereNoneAreDue() {
    watch.doubt();
    assertEquals(Act.PING, watch.tick(0, 1_000));
    assertEquals(Act.NOTHING, watch.tick(0, 2_000));
    watch.heard();
    assertEquals(Act.NOTHING, watch.tick(0, 30_000));
    watch.doubt();
    assertEquals(Act.PING, watch.tick(0, 31_000));
    assertEquals(Act.GIVE_UP, watch.tick(0, 51_000));
  }

  @Test
  void aNewConnectionBeginsAnew() {
    watch.tick(30_000, 30_000);
    watch.opened(40_000);
    assertEquals(Act.NOTHING, watch.tick(30_000, 60_000));
  }
}
