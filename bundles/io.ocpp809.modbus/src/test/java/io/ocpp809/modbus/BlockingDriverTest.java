package io.ocpp809.modbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A line over a link that is read by waiting. */
class BlockingDriverTest {
  private final List<String> uncaught = new CopyOnWriteArrayList<>();
  private final ExecutorService executor =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "line-under-test");
            thread.setDaemon(true);
            thread.setUncaughtExceptionHandler((t, e) -> uncaught.add(e.toString()));
            return thread;
          });

  @AfterEach
  void stop() {
    executor.shutdownNow();
  }

  /** The first link throws when it is written; later ones answer one register, 022B. */
  private static final class Links implements Link.Factory {
    private final AtomicInteger opened = new AtomicInteger();

    @Override
    public Link open(long deadlineNanos) {
      boolean broken = opened.incrementAndGet() == 1;
      return new Link() {
        @Override
        public void write(byte[] octets) {
          if (broken) {
            throw new NoClassDefFoundError("thrown by a test");
          }
        }

        @Override
        public int read(byte[] buffer, int offset, long deadlineNanos) {
          // CRC-16 of 01 03 02 02 2B is 3BF9, low octet first.
          byte[] reply = {1, 3, 2, 2, 0x2B, (byte) 0xF9, 0x3B};
          System.arraycopy(reply, 0, buffer, offset, reply.length);
          return reply.length;
        }

        @Override
        public void discard() {}

        @Override
        public void close() {}
      };
    }

    @Override
    public String endpoint() {
      return "/dev/ttyS1";
    }
  }

  @Test
  void anErrorFailsTheRequestUnderWayAndTheLineGoesOnWithAFreshLink() throws Exception {
    try (Line line =
        new Line(
            new Links(), Framing.rtu(), new LineSettings(2_000, 0, 2_000, 9600, 11), executor)) {
      Request lost = new Request.Read(2, Table.HOLDING, 0x6B, 1);
      assertEquals(
          "/dev/ttyS1: java.lang.NoClassDefFoundError: thrown by a test",
          reply(line.submit(lost, Priority.DEMAND)).fault());
      Request read = new Request.Read(1, Table.HOLDING, 0x6B, 1);
      assertTrue(reply(line.submit(read, Priority.DEMAND)).good());
      assertEquals(List.of("java.lang.NoClassDefFoundError: thrown by a test"), uncaught);
    }
  }

  private static Reply reply(CompletableFuture<Reply> future) throws Exception {
    return future.get(120, TimeUnit.SECONDS);
  }
}
