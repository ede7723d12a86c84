package io.ocpp809.bench;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.ocpp809.bench.can.Adapter;
import io.ocpp809.bench.peers.Product;
import io.ocpp809.bench.process.Child;
import io.ocpp809.kura.can.CanDriver;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import org.eclipse.kura.channel.ChannelFlag;
import org.eclipse.kura.channel.listener.ChannelListener;

/**
 * From a frame on the bus to Kura's listener: the CAN driver as it ships, its link a simulated
 * SLCAN adapter on a loopback socket. Every frame that is timed bears a voltage of its own, by
 * which the listener knows when it left. The driver skips a value when a newer one has come before
 * the listener was told: then the newer one ends the wait for both. A frame after which the
 * listener is told nothing is a failure.
 */
final class FreshnessBenchmark implements Benchmark {
  private static final int FRAMES = Integer.getInteger("ocpp809.bench.freshness.frames", 2_000);
  private static final int WARM_UP = 200;
  private static final double GOAL_MILLIS = 5;
  private static final int ROUNDS = Integer.getInteger("ocpp809.bench.freshness.rounds", 300);
  private static final int WARM_UP_ROUNDS = 20;
  private static final double NORTHBOUND_GOAL_MILLIS = 50;
  private static final long SEED = 809;
  private static final Duration NORTHBOUND_PATIENCE = Duration.ofMinutes(20);

  @Override
  public String name() {
    return "freshness";
  }

  @Override
  public List<Measurement> run(Workbench bench) throws Exception {
    List<Measurement> values = new ArrayList<>();
    // Frames a second beside those that are timed, and microseconds between these.
    values.add(measure("freshness.charging", 44, 50_000));
    values.add(measure("freshness.full-bus", 1_888, 50_000));
    JsonObject delays = northbound(bench);
    values.add(northbound(bench, delays, "mqtt"));
    values.add(northbound(bench, delays, "ocpp"));
    return values;
  }

  /** The shipped bundles, with a DC pile that charges and a bus that charger and vehicle share. */
  private static JsonObject northbound(Workbench bench) throws IOException {
    try (Child peers = bench.peers();
        Child gateway = bench.gateway(bench.scratch().resolve("home"))) {
      Workbench.call(gateway, "start");
      Scene scene =
          new Scene(1).with(Product.DELTA, 1).vehicles().mirrored(Map.of("interval.min", 1));
      Workbench.play(scene, peers, gateway);
      peers.call("charge", Workbench.number("seconds", 90), Workbench.PATIENCE);
      peers.call("configure", Workbench.text("MinimumStatusDuration", "0"), Workbench.PATIENCE);
      JsonObject arguments = Workbench.number("rounds", ROUNDS + WARM_UP_ROUNDS);
      arguments.addProperty("seed", SEED);
      return peers.call("freshness", arguments, NORTHBOUND_PATIENCE).getAsJsonObject();
    }
  }

  private static Measurement northbound(Workbench bench, JsonObject delays, String where) {
    JsonArray nanos = delays.getAsJsonArray(where);
    double[] millis = new double[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      millis[i] = nanos.get(WARM_UP_ROUNDS + i).getAsLong() / 1e6;
    }
    bench
        .notes()
        .accept(
            String.format(
                Locale.ROOT,
                "a frame to %s: p50 %.1f ms, p90 %.1f ms, p99 %.1f ms, max %.1f ms of %d",
                where,
                Statistics.median(millis),
                Statistics.quantile(millis, 0.9),
                Statistics.quantile(millis, 0.99),
                Statistics.quantile(millis, 1),
                millis.length));
    return new Measurement(
        "freshness." + where, Statistics.quantile(millis, 0.99), "ms", NORTHBOUND_GOAL_MILLIS);
  }

  private static Measurement measure(String name, int others, long micros) throws Exception {
    AtomicLongArray delays = new AtomicLongArray(WARM_UP + FRAMES);
    AtomicInteger told = new AtomicInteger();
    try (Adapter adapter = new Adapter()) {
      CanDriver driver = new CanDriver();
      call(driver, "activate", form(adapter.port()));
      try {
        ChannelListener listener =
            event -> {
              if (event.getChannelRecord().getChannelStatus().getChannelFlag()
                  == ChannelFlag.SUCCESS) {
                double volts = (Double) event.getChannelRecord().getValue().getValue();
                int number = (int) Math.round(volts * 10) - 1;
                long now = System.nanoTime();
                for (int i = told.get(); i <= number; i++) {
                  delays.set(i, now - adapter.leftAt(i));
                }
                told.set(number + 1);
              }
            };
        driver.registerChannelListener(channel(), listener);
        adapter.play(WARM_UP + FRAMES, micros, others);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (told.get() < WARM_UP + FRAMES && System.nanoTime() < end) {
          TimeUnit.MILLISECONDS.sleep(10);
        }
      } finally {
        call(driver, "deactivate");
      }
    }
    if (told.get() < WARM_UP + FRAMES) {
      throw new IllegalStateException(
          "the listener was told of "
              + told.get()
              + " of "
              + (WARM_UP + FRAMES)
              + " frames at "
              + others
              + " other frames a second");
    }
    double[] millis = new double[FRAMES];
    for (int i = 0; i < FRAMES; i++) {
      millis[i] = delays.get(WARM_UP + i) / 1e6;
    }
    return new Measurement(name, Statistics.quantile(millis, 0.99), "ms", GOAL_MILLIS);
  }

  private static Map<String, Object> form(int port) {
    return Map.of("link", "SLCAN_TCP", "host", "127.0.0.1", "port", port);
  }

  private static Map<String, Object> channel() {
    Map<String, Object> channel = new HashMap<>();
    channel.put("+name", "voltage.dc");
    channel.put("+value.type", "DOUBLE");
    channel.put("kind", "GBT");
    channel.put("signal", "CCS.outputVoltage");
    return channel;
  }

  /** As the runtime of components calls it: by name, whatever its access. */
  private static void call(CanDriver driver, String name, Object... arguments)
      throws ReflectiveOperationException {
    Class<?>[] types = arguments.length == 0 ? new Class<?>[0] : new Class<?>[] {Map.class};
    var method = CanDriver.class.getDeclaredMethod(name, types);
    method.setAccessible(true);
    method.invoke(driver, arguments);
  }
}
