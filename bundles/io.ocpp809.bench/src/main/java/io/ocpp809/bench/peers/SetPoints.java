package io.ocpp809.bench.peers;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.ocpp809.testkit.modbus.SeenExchange;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Lowers the limits of the piles on one line, one SetChargingProfile after another at random
 * moments, and measures from the socket to the last octet of the pile's answer to the write.
 */
final class SetPoints {

  private static final int LIMIT_REGISTER = 261;
  private static final int MOST_DECIAMPERE = 160;
  private static final int LEAST_DECIAMPERE = 60;
  private static final int STEP_DECIAMPERE = 5;
  private static final int PAUSE_MILLIS = 400;
  private static final long PATIENCE_SECONDS = 10;

  private final Peers peers;
  private final Way way;
  private final List<Place> piles;
  private final Random random;
  private final long silenceNanos;
  private final int[] limits;
  private final LinkedBlockingQueue<SeenExchange> writes = new LinkedBlockingQueue<>();
  private final LongAdder busyNanos = new LongAdder();

  /**
   * Takes the piles of a line.
   *
   * @param peers where they are
   * @param line name of the line
   * @param seed of the pauses
   * @param way how set-points are given
   */
  SetPoints(Peers peers, String line, long seed, Way way) {
    this.peers = peers;
    this.way = way;
    this.piles =
        peers.places.values().stream()
            .filter(place -> place.line() == peers.lines.get(line))
            .toList();
    this.random = new Random(seed);
    this.silenceNanos = peers.paces.get(line).silenceNanos();
    this.limits = new int[piles.size()];
    Arrays.fill(limits, MOST_DECIAMPERE);
    peers.lines.get(line).listen(this::seen);
  }

  private void seen(SeenExchange exchange) {
    busyNanos.add(exchange.answeredNanos() - exchange.request().nanos() + silenceNanos);
    if (exchange.request().write() && exchange.request().address() == LIMIT_REGISTER) {
      writes.add(exchange);
    }
  }

  /**
   * Measures.
   *
   * @param count how many reductions
   * @return {@code nanos}: each latency; {@code onLine}: the part of it that the write's own
   *     exchange takes; {@code busy}: share of the time in which the line was used, the silence
   *     after each exchange included
   * @throws IOException if a set-point is refused or not written within 10 s
   */
  JsonElement measure(int count) throws IOException {
    long begin = System.nanoTime();
    busyNanos.reset();
    JsonArray nanos = new JsonArray();
    JsonArray onLine = new JsonArray();
    for (int i = 0; nanos.size() < count; i++) {
      int pile = i % piles.size();
      boolean lower = limits[pile] - STEP_DECIAMPERE >= LEAST_DECIAMPERE;
      limits[pile] = lower ? limits[pile] - STEP_DECIAMPERE : MOST_DECIAMPERE;
      Written written = write(piles.get(pile), limits[pile]);
      if (lower) {
        nanos.add(written.latency());
        onLine.add(written.onLine());
      }
      Peers.pause(random.nextInt(PAUSE_MILLIS));
    }
    JsonObject result = new JsonObject();
    result.add("nanos", nanos);
    result.add("onLine", onLine);
    result.addProperty("busy", (double) busyNanos.sum() / (System.nanoTime() - begin));
    return result;
  }

  private record Written(long latency, long onLine) {}

  private Written write(Place place, int deciampere) throws IOException {
    writes.clear();
    Runnable give = way.prepare(place, deciampere);
    long sent = System.nanoTime();
    give.run();
    long end = sent + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (true) {
      SeenExchange write = poll(end - System.nanoTime());
      if (write == null) {
        throw new IOException(
            place.station()
                + ": "
                + deciampere / 10.0
                + " A not written within "
                + PATIENCE_SECONDS
                + " s");
      }
      boolean mine =
          write.request().unit() == place.unit()
              && write.request().values().equals(List.of(deciampere));
      if (mine) {
        return new Written(
            write.answeredNanos() - sent, write.answeredNanos() - write.request().nanos());
      }
    }
  }

  private SeenExchange poll(long nanos) {
    try {
      return writes.poll(Math.max(0, nanos), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }
}
