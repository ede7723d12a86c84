package io.ocpp809.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LeavingTest {
  private static final long SECOND = 1_000_000_000L;

  private final Leaving leaving = new Leaving(new CompletableFuture<>(), Long.MAX_VALUE - SECOND);

  @Test
  void theMinuteCountsFromTheClosingForAllThatCome() {
    assertEquals(60 * SECOND, leaving.left(leaving.since()));
    assertEquals(20 * SECOND, leaving.left(leaving.since() + 40 * SECOND));
    assertEquals(0, leaving.left(leaving.since() + 60 * SECOND));
    assertEquals(0, leaving.left(leaving.since() + 600 * SECOND));
  }

  @Test
  @Timeout(30)
  void whoComesAfterTheMinuteDoesNotWait() {
    leaving.await(leaving.since() + 60 * SECOND);
    assertFalse(leaving.done().isDone());
  }
}
