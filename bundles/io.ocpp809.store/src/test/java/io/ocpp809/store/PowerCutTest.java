package io.ocpp809.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The power fails at every operation of the disk, and what was not forced is there or not. */
class PowerCutTest {
  private static final Path DATA = Path.of("disk", "data");
  private static final LogOptions SMALL = new LogOptions(4096, 12_288, 1_024);
  private static final int ROUNDS = 40;

  /** With so many a log whose reader does not follow drops what gives way. */
  private static final int MANY_ROUNDS = 90;

  private static final int READER_STOPS = 10;

  private static final int CHANCES = 5;

  private final GroupWriter writer = GroupWriter.start("power-cut");

  @AfterEach
  void end() {
    writer.close();
  }

  /** What a user of the store knows at the moment of the power cut. */
  private static final class Known {
    final Map<Long, String> onDisk = new TreeMap<>();
    final List<String> refused = new ArrayList<>();
    final Map<String, Long> told = new HashMap<>();
    final Map<String, Long> wished = new HashMap<>();
    int value = -1;
    int valueWished = -1;
    boolean joined;
    long dropped;
  }

  private static <T> Optional<T> done(CompletableFuture<T> future) {
    try {
      return Optional.ofNullable(future.get(120, TimeUnit.SECONDS));
    } catch (ExecutionException e) {
      return Optional.empty();
    } catch (InterruptedException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether it is on disk; what waits for a disk that is dead is not. */
  private static boolean well(CompletableFuture<Void> future, CrashDisk disk) {
    done(CompletableFuture.anyOf(future, disk.death()));
    return future.isDone() && !future.isCompletedExceptionally();
  }

  /** Longer than a sector. */
  private static byte[] value(int round) {
    byte[] value = new byte[300];
    Arrays.fill(value, (byte) round);
    return value;
  }

  private static String text(Random r, int i) {
    return i + ":" + "x".repeat(r.nextInt(200));
  }

  /** Appends in groups, of which every third record is kept; reads, confirms, and puts a value. */
  private Known work(CrashDisk disk, long seed, boolean troubles, int rounds)
      throws StoreException {
    Known known = new Known();
    Random r = new Random(seed);
    Random trouble = new Random(seed + 1);
    StoreFolder folder = StoreFolder.open(DATA, "pid", disk, writer);
    DurableLog log = folder.log("log", SMALL);
    known.joined = well(log.join("reader"), disk);
    for (int round = 0; round < rounds && !disk.dead(); round++) {
      Map<String, CompletableFuture<Long>> group = new TreeMap<>();
      boolean troubled = troubles && trouble.nextInt(3) == 0;
      if (troubled && trouble.nextBoolean()) {
        disk.room(trouble.nextInt(600));
      } else if (troubled) {
        disk.failForce(true);
      }
      synchronized (disk) { // while the disk is busy records collect
        for (int i = 0; i <= r.nextInt(4); i++) {
          String text = text(r, 10 * round + i);
          Rank rank = (round + i) % 3 == 0 ? Rank.KEPT : Rank.GIVES_WAY;
          group.put(text, log.append(rank, text.getBytes(StandardCharsets.UTF_8)));
        }
      }
      group.forEach(
          (text, future) ->
              done(future)
                  .ifPresentOrElse(
                      n -> known.onDisk.put(n, text),
                      () -> {
                        if (!disk.dead()) {
                          known.refused.add(text);
                        }
                      }));
      if (round % 4 == 1) {
        known.valueWished = round;
        if (well(folder.snapshots().put("value", value(round)), disk)) {
          known.value = round;
        }
      }
      if (troubled) {
        disk.room(Long.MAX_VALUE);
        disk.failForce(false);
        writer.hurry();
      }
      boolean follows = rounds == ROUNDS || round < READER_STOPS;
      if (follows && round % 3 == 2 && log.lastSequence() > 0) {
        long place = Math.max(1, log.lastSequence() - r.nextInt(6));
        known.wished.merge("reader", place, Math::max);
        if (well(log.acknowledgeNow("reader", place), disk)
            && log.acknowledged("reader").isPresent()) {
          known.told.merge("reader", place, Math::max);
        }
      }
    }
    known.dropped = log.dropped();
    folder.close();
    return known;
  }

  private void check(CrashDisk disk, Known known, String when) throws StoreException {
    StoreFolder folder = StoreFolder.open(DATA, "pid", disk, writer);
    DurableLog log = folder.log("log", SMALL);
    Map<Long, String> found = new TreeMap<>();
    for (List<LogRecord> some = log.read(1, 100);
        !some.isEmpty();
        some = log.read(some.get(some.size() - 1).sequence() + 1, 100)) {
      some.forEach(x -> found.put(x.sequence(), new String(x.payload(), StandardCharsets.UTF_8)));
    }
    long confirmed = known.wished.getOrDefault("reader", 0L);
    known.onDisk.forEach(
        (n, text) -> {
          int i = Integer.parseInt(text.substring(0, text.indexOf(':')));
          boolean kept = (i / 10 + i % 10) % 3 == 0;
          if (found.containsKey(n)) {
            assertEquals(text, found.get(n), when);
          } else {
            assertTrue(n <= confirmed || !kept, when + ": record " + n + " is lost");
          }
        });
    found.values().forEach(text -> assertFalse(known.refused.contains(text), when + ": " + text));
    int before = -1;
    for (String text : found.values()) {
      int number = Integer.parseInt(text.substring(0, text.indexOf(':')));
      assertTrue(number > before, when + ": out of order");
      before = number;
    }
    if (known.joined) {
      long place = log.acknowledged("reader").orElse(-1);
      assertTrue(place >= known.told.getOrDefault("reader", 0L), when + ": place " + place);
      assertTrue(place <= confirmed, when + ": place " + place + " was never confirmed");
    }
    Optional<byte[]> value = folder.snapshots().get("value");
    int now = value.map(v -> (int) v[0]).orElse(-1);
    assertTrue(now >= known.value && now <= known.valueWished, when + ": value " + now);
    long highest = known.onDisk.keySet().stream().mapToLong(Long::longValue).max().orElse(0);
    byte[] next = "9999:".getBytes(StandardCharsets.UTF_8);
    Optional<Long> number = done(log.append(Rank.KEPT, next));
    if (number.isPresent()) {
      assertTrue(number.get() > highest, when + ": number " + number.get() + " twice");
      assertArrayEquals(next, log.read(number.get(), 1).get(0).payload(), when);
    }
    folder.close();
  }

  private void cutAtEachOperation(long seed, boolean troubles, int rounds) throws StoreException {
    CrashDisk whole = new CrashDisk();
    work(whole, seed, troubles, rounds);
    for (int at = 1; at <= whole.operations() + 1; at++) {
      CrashDisk disk = new CrashDisk().dieAt(at);
      Known known = work(disk, seed, troubles, rounds);
      for (int chance = 0; chance < CHANCES; chance++) {
        String when = "operation " + at + ", chance " + chance + ", seed " + seed;
        check(disk.afterPowerCut(new Random(31L * at + chance)), known, when);
      }
    }
  }

  @Test
  void whatWasConfirmedIsThereAfterAPowerCutAtAnyOperation() throws StoreException {
    cutAtEachOperation(1, false, ROUNDS);
  }

  @Test
  void theSameWhereTheDiskWasFullOrDidNotForceBefore() throws StoreException {
    for (long seed = 2; seed < 2 + 6; seed++) {
      cutAtEachOperation(seed, true, ROUNDS);
    }
  }

  @Test
  void whatIsKeptSurvivesAPowerCutWhileTheRestGivesWay() throws StoreException {
    CrashDisk whole = new CrashDisk();
    Known known = work(whole, 1, false, MANY_ROUNDS);
    assertTrue(known.dropped > 0, "nothing gave way");
    cutAtEachOperation(1, false, MANY_ROUNDS);
    cutAtEachOperation(2, true, MANY_ROUNDS);
  }
}
