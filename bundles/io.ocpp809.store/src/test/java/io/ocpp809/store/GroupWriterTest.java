package io.ocpp809.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GroupWriterTest {
  private final AtomicLong nanos = new AtomicLong();
  private final GroupWriter writer = GroupWriter.start("store-under-test", nanos::get);
  private final AtomicInteger commits = new AtomicInteger();

  @AfterEach
  void close() {
    writer.close();
  }

  private void advance(long seconds) throws InterruptedException {
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    twoRounds();
  }

  /** After two rounds all that was due when the first began is done. */
  private void twoRounds() throws InterruptedException {
    for (int i = 0; i < 2; i++) {
      CountDownLatch done = new CountDownLatch(1);
      writer.submit(
          () -> {
            done.countDown();
            return true;
          });
      assertTrue(done.await(120, TimeUnit.SECONDS));
    }
  }

  @Test
  void whatMayWaitIsWrittenWhenItsTimeHasComeCountedFromTheFirstWish() throws Exception {
    GroupWriter.Participant lazy = () -> commits.incrementAndGet() > 0;
    writer.submitWithin(TimeUnit.SECONDS.toNanos(120), lazy);
    advance(60);
    writer.submitWithin(TimeUnit.SECONDS.toNanos(120), lazy);
    advance(59);
    assertEquals(0, commits.get());
    advance(1);
    assertEquals(1, commits.get());
    advance(200);
    assertEquals(1, commits.get(), "once is enough");
  }

  @Test
  void whatFailsIsTriedAgainEveryFiveSecondsUntilItWorks() throws Exception {
    GroupWriter.Participant failing = () -> commits.incrementAndGet() == 3;
    writer.submit(failing);
    twoRounds();
    assertEquals(1, commits.get());
    advance(4);
    assertEquals(1, commits.get());
    advance(1);
    assertEquals(2, commits.get());
    advance(5);
    assertEquals(3, commits.get());
    advance(60);
    assertEquals(3, commits.get());
  }

  @Test
  void aParticipantThatThrowsStopsNoOtherNotEvenByAnError() throws Exception {
    writer.submit(
        () -> {
          throw new IllegalStateException("thrown by a test");
        });
    writer.submit(
        () -> {
          throw new NoClassDefFoundError("thrown by a test");
        });
    Semaphore ran = new Semaphore(0);
    writer.submit(
        () -> {
          ran.release();
          return true;
        });
    assertTrue(ran.tryAcquire(120, TimeUnit.SECONDS));
  }
}
