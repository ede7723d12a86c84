package io.ocpp809.station.site;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private final Turns turns = new Turns();

  @Test
  void withinItsTurnAPileComesFirstThenWhoHasWaitedLongest() {
    turns.note("a", true, true, 0);
    turns.note("b", true, false, 100);
    turns.note("c", true, false, 50);
    assertEquals(List.of("a", "c", "b"), turns.order(List.of("a", "b", "c"), 1_000, 900));
  }

  @Test
  void afterItsTurnAPileComesLastAndTheLongestServedAtTheVeryEnd() {
    turns.note("a", true, true, 0);
    turns.note("b", true, true, 10);
    turns.note("c", true, false, 500);
    assertEquals(List.of("c", "b", "a"), turns.order(List.of("a", "b", "c"), 1_000, 2_000));
  }

  @Test
  void aTurnWithoutEndIsNeverOver() {
    turns.note("a", true, true, 0);
    turns.note("b", true, false, 0);
    assertEquals(List.of("a", "b"), turns.order(List.of("b", "a"), 0, 1_000_000_000));
  }

  @Test
  void whoWantsNothingComesAfterAllOthersAndBeginsToWaitAnew() {
    turns.note("a", true, false, 0);
    turns.note("a", false, false, 10);
    turns.note("b", true, false, 20);
    assertEquals(List.of("b", "a"), turns.order(List.of("a", "b"), 1_000, 30));
    turns.note("a", true, false, 40);
    assertEquals(List.of("b", "a"), turns.order(List.of("a", "b"), 1_000, 50));
  }
}
