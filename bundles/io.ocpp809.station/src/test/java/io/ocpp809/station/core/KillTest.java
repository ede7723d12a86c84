package io.ocpp809.station.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.station.journal.Journal;
import io.ocpp809.station.journal.JournalEntry;
import io.ocpp809.station.journal.TransactionEvent;
import io.ocpp809.station.journal.TransactionEvent.Ended;
import io.ocpp809.station.journal.TransactionEvent.Started;
import io.ocpp809.station.journal.VolatileJournal;
import io.ocpp809.station.port.Memory;
import io.ocpp809.station.port.VolatileMemory;
import io.ocpp809.testkit.time.ManualScheduler;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The gateway is killed at any moment, on a disk that takes its time. */
class KillTest {
  private static final long DISK_MILLIS = 300;

  /** What is not on disk at a kill is gone. */
  private static final class SlowDisk implements Journal, Memory {
    private final VolatileJournal journal;
    private final VolatileMemory memory;
    private final ManualScheduler scheduler;
    private final Map<String, byte[]> cached = new HashMap<>();
    private boolean killed;

    private SlowDisk(VolatileJournal journal, VolatileMemory memory, ManualScheduler scheduler) {
      this.journal = journal;
      this.memory = memory;
      this.scheduler = scheduler;
    }

    private <T> CompletionStage<T> later(java.util.function.Supplier<T> write) {
      CompletableFuture<T> done = new CompletableFuture<>();
      scheduler.schedule(
          () -> {
            if (!killed) {
              done.complete(write.get());
            }
          },
          DISK_MILLIS,
          TimeUnit.MILLISECONDS);
      return done;
    }

    @Override
    public CompletionStage<Long> append(TransactionEvent event) {
      return later(() -> journal.append(event).toCompletableFuture().join());
    }

    @Override
    public CompletionStage<Void> put(String key, byte[] value) {
      cached.put(key, value);
      return later(() -> memory.put(key, value).toCompletableFuture().join());
    }

    @Override
    public Optional<byte[]> get(String key) {
      return Optional.ofNullable(cached.get(key)).or(() -> memory.get(key));
    }

    @Override
    public List<JournalEntry> read(long fromSequence, int atMost) {
      return journal.read(fromSequence, atMost);
    }

    @Override
    public long position(String reader) {
      return journal.position(reader);
    }

    @Override
    public void join(String reader) {
      journal.join(reader);
    }

    @Override
    public CompletionStage<Void> confirm(String reader, long sequence) {
      return later(
          () -> {
            journal.confirm(reader, sequence);
            return null;
          });
    }

    @Override
    public CompletionStage<Void> confirmNow(String reader, long sequence) {
      return confirm(reader, sequence);
    }

    @Override
    public String dropped() {
      return "";
    }

    @Override
    public void forget(String reader) {}

    @Override
    public AutoCloseable onAppended(Runnable listener) {
      return () -> {};
    }

    @Override
    public OptionalLong first() {
      return journal.first();
    }

    @Override
    public String fault() {
      return "";
    }
  }

  private final StationHarness h = new StationHarness();
  private SlowDisk disk;

  private void boot() {
    if (disk != null) {
      disk.killed = true;
    }
    disk = new SlowDisk(h.journal, h.memory, h.scheduler);
    h.journalPort = disk;
    h.memoryPort = disk;
    h.boot();
  }

  private void step(int millis) {
    h.scheduler.advance(Duration.ofMillis(millis));
    h.pile.registerWh += 3 * 230 * (h.pile.milliamps() / 1000d) * millis / 3_600_000;
    h.report();
  }

  @Test
  void noEnergyIsLostNorBilledTwiceWhateverTheMomentOfTheKill() {
    Random chance = new Random(809);
    boot();
    h.run(1);
    for (int kill = 0; kill < 400; kill++) {
      if (!h.pile.plugged) {
        h.pile.plug();
        step(100);
      }
      if (h.transaction().isEmpty()) {
        h.remoteStart();
      }
      int moments = 1 + chance.nextInt(60);
      for (int i = 0; i < moments; i++) {
        step(100);
      }
      if (chance.nextInt(3) == 0) {
        h.pile.unplug();
        for (int i = chance.nextInt(8); i > 0; i--) {
          step(100);
        }
      }
      boot();
      h.pile.charge();
      h.report();
    }
    h.pile.unplug();
    h.run(5);
    List<Started> starts = h.journaled(Started.class);
    List<Ended> all = h.journaled(Ended.class);
    assertTrue(starts.size() > 50, starts.size() + " transactions");
    assertEquals(starts.size(), all.size());
    double registerBefore = 1_000_000;
    for (int i = 0; i < all.size(); i++) {
      assertEquals(starts.get(i).transactionId(), all.get(i).transactionId());
      double outside = starts.get(i).meterStartWh() - registerBefore;
      assertTrue(outside >= 0 && outside <= 1, "between two transactions: " + outside + " Wh");
      registerBefore = all.get(i).meterStopWh();
    }
    assertTrue(h.pile.registerWh - registerBefore <= 1);
  }
}
