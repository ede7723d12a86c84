package io.ocpp809.bench.peers;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.ocpp809.bench.can.ChargingBus;
import java.io.IOException;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * From a frame on a charging bus to the broker and to the CSMS's socket, at the one station that
 * there is, which charges: the vehicle measures another voltage, and the vehicle pauses or goes on.
 */
final class Freshness {
  private static final long PATIENCE_SECONDS = 5;

  /** Between two voltages lies more than the mirror's shortest interval, 1 s. */
  private static final int PART_MILLIS = 600;

  private static final int RANDOM_MILLIS = 200;

  private final Random random;
  private final ChargingBus bus;
  private volatile String last = "nothing";
  private volatile Awaited reading = new Awaited("");
  private volatile Awaited state = new Awaited("");

  private static final class Awaited {
    private final String value;
    private final CompletableFuture<Long> seen = new CompletableFuture<>();

    private Awaited(String value) {
      this.value = value;
    }
  }

  /**
   * Begins to listen.
   *
   * @param peers where the station is, charging
   * @param seed of the pauses
   */
  Freshness(Peers peers, long seed) {
    random = new Random(seed);
    bus = peers.buses.values().iterator().next();
    peers.read(this::published);
    peers.csms.listen(
        message -> {
          long now = System.nanoTime();
          if (message.fromStation() && message.action().equals("StatusNotification")) {
            last = message.payload().toString();
            came(state, message.payload().get("status").getAsString(), now);
          }
        });
  }

  private void published(String topic, String payload) {
    long now = System.nanoTime();
    if (topic.endsWith("/measured")) {
      last = payload;
      JsonElement volts = JsonParser.parseString(payload).getAsJsonObject().get("voltage.ev");
      if (volts != null) {
        came(reading, String.valueOf(volts.getAsInt()), now);
      }
    }
  }

  private static void came(Awaited awaited, String value, long now) {
    if (awaited.value.equals(value)) {
      awaited.seen.complete(now);
    }
  }

  /**
   * Measures.
   *
   * @param rounds how many voltages, and as many pauses and ends of pauses
   * @return {@code mqtt}, {@code ocpp}: each delay, ns
   * @throws IOException if something does not arrive within 5 s
   */
  JsonElement measure(int rounds) throws IOException {
    JsonArray mqtt = new JsonArray();
    JsonArray ocpp = new JsonArray();
    for (int i = 0; i < rounds; i++) {
      boolean even = i % 2 == 0;
      int volts = even ? 380 : 420;
      reading = new Awaited(String.valueOf(volts));
      mqtt.add(delay(bus.voltage(volts), reading));
      Peers.pause(PART_MILLIS + random.nextInt(RANDOM_MILLIS));
      state = new Awaited(even ? "SuspendedEV" : "Charging");
      ocpp.add(delay(bus.pause(even), state));
      Peers.pause(PART_MILLIS + random.nextInt(RANDOM_MILLIS));
    }
    JsonObject result = new JsonObject();
    result.add("mqtt", mqtt);
    result.add("ocpp", ocpp);
    return result;
  }

  private long delay(CompletableFuture<Long> left, Awaited awaited) throws IOException {
    try {
      return -left.get(PATIENCE_SECONDS, TimeUnit.SECONDS)
          + awaited.seen.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException(
          "no " + awaited.value + " within " + PATIENCE_SECONDS + " s; told last: " + last, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
