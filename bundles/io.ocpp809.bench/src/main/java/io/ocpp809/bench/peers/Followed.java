package io.ocpp809.bench.peers;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.ocpp809.testkit.iec104.Dispatcher;
import io.ocpp809.testkit.iec104.Telegram;
import io.ocpp809.testkit.modbus.SeenExchange;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.LongAdder;

/**
 * Lowers the limits of the piles on one line by telecontrol, one after another at random moments,
 * and measures from the execute to the activation termination: the gateway says that what it
 * measures is at or below the limit and its tolerance. Said before it is so is a failure.
 */
final class Followed {
  private static final int TYPE = 49;
  private static final int TERMINATED = 10;
  private static final int HIGH_DECIAMPERE = 160;
  private static final int LOW_DECIAMPERE = 80;
  private static final double WATTS_PER_DECIAMPERE = 69;
  private static final double TOLERANCE_WATTS = 500;

  /** In this time the gateway has measured that more is drawn again. */
  private static final int RISEN_MILLIS = 2_500;

  private static final int RANDOM_MILLIS = 1_000;
  private static final int PATIENCE_MILLIS = 25_000;

  private final Dispatcher centre;
  private final Way way;
  private final List<Place> piles;
  private final Random random;
  private final long silenceNanos;
  private final LongAdder busyNanos = new LongAdder();

  /**
   * Takes the piles of a line, which charge with all that they may.
   *
   * @param peers where they are
   * @param line name of the line
   * @param seed of the pauses
   * @param centre whose commands end by effect
   */
  Followed(Peers peers, String line, long seed, Dispatcher centre) {
    this.centre = centre;
    this.way = Way.telecontrol(centre);
    this.piles =
        peers.places.values().stream()
            .filter(place -> place.line() == peers.lines.get(line))
            .toList();
    this.random = new Random(seed);
    this.silenceNanos = peers.paces.get(line).silenceNanos();
    peers.lines.get(line).listen(this::seen);
  }

  private void seen(SeenExchange exchange) {
    busyNanos.add(exchange.answeredNanos() - exchange.request().nanos() + silenceNanos);
  }

  /**
   * Measures.
   *
   * @param count how many reductions
   * @return {@code nanos}: each time until the effect was told; {@code busy}: share of the time in
   *     which the line was used, the silence after each exchange included
   * @throws IOException if a set-point is refused, has no effect within 20 s, or is told to have
   *     one before the pile has followed
   */
  JsonElement measure(int count) throws IOException {
    Peers.pause(2 * RISEN_MILLIS);
    long begin = System.nanoTime();
    busyNanos.reset();
    JsonArray nanos = new JsonArray();
    for (int i = 0; i < count; i++) {
      Place place = piles.get(i % piles.size());
      nanos.add(give(place, LOW_DECIAMPERE));
      double most = LOW_DECIAMPERE * WATTS_PER_DECIAMPERE + TOLERANCE_WATTS;
      if (place.pile().watts() > most) {
        throw new IOException(
            place.station() + " still draws " + Math.round(place.pile().watts()) + " W");
      }
      give(place, HIGH_DECIAMPERE);
      Peers.pause(RISEN_MILLIS + random.nextInt(RANDOM_MILLIS));
      if (place.pile().watts() < HIGH_DECIAMPERE * WATTS_PER_DECIAMPERE) {
        throw new IOException(
            place.station() + " draws " + Math.round(place.pile().watts()) + " W again, not all");
      }
    }
    JsonObject result = new JsonObject();
    result.add("nanos", nanos);
    result.addProperty("busy", (double) busyNanos.sum() / (System.nanoTime() - begin));
    return result;
  }

  /** Gives a set-point and waits for its end. */
  private long give(Place place, int deciampere) throws IOException {
    Runnable execute = way.prepare(place, deciampere);
    int from = centre.count();
    int address = Way.address(place);
    long sent = System.nanoTime();
    execute.run();
    Telegram end =
        centre
            .await(
                from,
                t -> t.type() == TYPE && t.cause() == TERMINATED && t.at(address) != null,
                PATIENCE_MILLIS)
            .orElseThrow(
                () ->
                    new IOException(
                        place.station() + ": no end of a set-point; " + centre.fault()));
    long ended = System.nanoTime();
    if (end.negative()) {
      throw new IOException(place.station() + ": a set-point without effect");
    }
    return ended - sent;
  }
}
