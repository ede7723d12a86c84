package io.ocpp809.bench.peers;

import com.google.gson.JsonObject;
import io.ocpp809.bench.truth.Session;
import io.ocpp809.testkit.csms.Charge;
import io.ocpp809.testkit.pile.SimulatedPile;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BooleanSupplier;

/**
 * Cars at one pile, one after another, whether the gateway lives or not: each is plugged in,
 * released by card or by the CSMS, charges for a while, and is stopped by the CSMS, by card, or by
 * being unplugged. The next one comes a few seconds later, as no driver is faster than that: some
 * at once whether the gateway lives or not, the others when it has looked at the free pile for that
 * long. At a pile that counts the session only all of them wait for that: with the next car its
 * register begins anew, and what a gateway that was away has not read of the last one is gone.
 */
final class Traffic implements Runnable {

  private static final int TICK_MILLIS = 50;
  private static final int LOOK_MILLIS = 3_000;
  private static final int HURRIED_ONE_IN = 3;
  private static final int LOOK_GAP_MILLIS = 2_000;
  private static final int START_PATIENCE_MILLIS = 60_000;
  private static final int STOP_PATIENCE_MILLIS = 15_000;
  private static final int ASK_EVERY_MILLIS = 3_000;
  private static final int CARD_MILLIS = 1_500;
  private static final int SHORTEST_MILLIS = 4_000;
  private static final int LONGEST_MILLIS = 30_000;

  private final Peers peers;
  private final Place place;
  private final SimulatedPile pile;
  private final Random random;
  private final List<Session> sessions = new ArrayList<>();
  private volatile boolean ending;
  private volatile long lookedAt = System.nanoTime();
  private volatile long lookingSince = System.nanoTime();

  Traffic(Peers peers, Place place, long seed) {
    this.peers = peers;
    this.place = place;
    this.pile = place.pile();
    this.random = new Random(seed + place.number());
    place
        .line()
        .listen(
            exchange -> {
              long now = System.nanoTime();
              if (now - lookedAt > LOOK_GAP_MILLIS * 1_000_000L) {
                lookingSince = now;
              }
              lookedAt = now;
            });
  }

  /** No more cars come; those that are there leave soon. */
  void end() {
    ending = true;
  }

  /** The sessions so far. */
  synchronized List<Session> sessions() {
    return List.copyOf(sessions);
  }

  boolean charging() {
    return pile.watts() > 0;
  }

  @Override
  public void run() {
    while (!ending) {
      long free = System.nanoTime();
      if (random.nextInt(HURRIED_ONE_IN) == 0 && !place.product().sessionOnly()) {
        waitFor(() -> ending, LOOK_MILLIS);
      } else {
        waitFor(() -> ending || looked(free), Integer.MAX_VALUE);
      }
      if (!ending) {
        session();
      }
    }
  }

  /** Whether the gateway has been looking at the pile without a pause since that moment. */
  private boolean looked(long since) {
    long now = System.nanoTime();
    boolean lives = now - lookedAt < LOOK_GAP_MILLIS * 1_000_000L;
    long from = Math.max(since, lookingSince);
    return lives && now - from > LOOK_MILLIS * 1_000_000L;
  }

  private void session() {
    double before = place.product().sessionOnly() ? 0 : pile.registerWh();
    pile.plug(place.product().carWatts());
    say("plugged in at " + before + " Wh");
    start();
    if (charging()) {
      say("charges");
      int stay = SHORTEST_MILLIS + random.nextInt(LONGEST_MILLIS - SHORTEST_MILLIS);
      waitFor(() -> ending, stay);
      stop();
    }
    pile.unplug();
    say("unplugged at " + pile.registerWh() + " Wh");
    Product.card(pile, place.number(), false);
    synchronized (this) {
      sessions.add(new Session(place.station(), pile.registerWh() - before));
    }
  }

  private void say(String what) {
    System.err.println(LocalTime.now() + " " + place.station() + ": " + what);
  }

  private void start() {
    boolean card = place.product().reader() && random.nextBoolean();
    long end = System.nanoTime() + START_PATIENCE_MILLIS * 1_000_000L;
    while (!charging() && !ending && System.nanoTime() < end) {
      if (card) {
        Product.card(pile, place.number(), true);
        waitFor(this::charging, CARD_MILLIS);
        Product.card(pile, place.number(), false);
      } else {
        JsonObject start = new JsonObject();
        start.addProperty("connectorId", 1);
        start.addProperty("idTag", "REMOTE" + place.number());
        peers.csms.call(place.station(), "RemoteStartTransaction", start);
      }
      waitFor(this::charging, ASK_EVERY_MILLIS);
    }
  }

  private void stop() {
    int how = random.nextInt(3);
    say("stops in way " + how);
    if (how == 0) {
      return;
    }
    long end = System.nanoTime() + STOP_PATIENCE_MILLIS * 1_000_000L;
    while (charging() && System.nanoTime() < end) {
      if (how == 1 && place.product().reader()) {
        Product.card(pile, place.number(), true);
        waitFor(() -> !charging(), CARD_MILLIS);
        Product.card(pile, place.number(), false);
      } else {
        running()
            .ifPresent(
                charge -> {
                  JsonObject stop = new JsonObject();
                  stop.addProperty("transactionId", charge.id());
                  peers.csms.call(place.station(), "RemoteStopTransaction", stop);
                });
      }
      waitFor(() -> !charging(), ASK_EVERY_MILLIS);
    }
  }

  private Optional<Charge> running() {
    return peers.csms.charges().stream()
        .filter(one -> one.station().equals(place.station()) && one.meterStop().isEmpty())
        .reduce((first, last) -> last);
  }

  private static void waitFor(BooleanSupplier happened, int millis) {
    long end = System.nanoTime() + millis * 1_000_000L;
    while (!happened.getAsBoolean() && System.nanoTime() < end) {
      Peers.pause(TICK_MILLIS);
    }
  }
}
