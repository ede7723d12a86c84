package io.ocpp809.bench;

import com.google.gson.JsonObject;
import com.sun.management.OperatingSystemMXBean;
import io.ocpp809.bench.can.FullBusMain;
import io.ocpp809.bench.process.Child;
import io.ocpp809.can.CanLink;
import io.ocpp809.can.LinkSettings;
import io.ocpp809.can.LinkSettings.ConverterTcp;
import io.ocpp809.can.LinkSettings.Role;
import io.ocpp809.can.Links;
import io.ocpp809.gbt27930.message.Context;
import io.ocpp809.gbt27930.message.Decoded;
import io.ocpp809.gbt27930.message.Decoder;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A charging bus without a pause at 250 kbit/s: the link over a converter in another process, each
 * frame read as a message of GB/T 27930 as it comes.
 */
final class BusHeadroomBenchmark implements Benchmark {
  /** Frames of 29 bits and eight octets that 250 kbit/s carry in a second. */
  private static final long RATE = 1_908;

  private static final long SECONDS = Long.getLong("ocpp809.bench.bus.seconds", 60);
  private static final Duration SPARE = Duration.ofSeconds(30);

  @Override
  public String name() {
    return "bus";
  }

  @Override
  public List<Measurement> run(Workbench bench) throws Exception {
    long frames = RATE * SECONDS;
    AtomicLong read = new AtomicLong();
    try (Child bus =
        Child.start(FullBusMain.class, List.of("-Xmx64m"), List.of(), bench.log("bus"))) {
      int port = bus.call("port", new JsonObject(), SPARE).getAsInt();
      LinkSettings settings =
          new LinkSettings(
              new ConverterTcp("127.0.0.1", port, true),
              Role.CHARGING_BUS,
              LinkSettings.GBT_27930_BIT_RATE,
              List.of());
      JsonObject play = new JsonObject();
      play.addProperty("frames", frames);
      play.addProperty("rate", RATE);
      bus.send("play", play);
      OperatingSystemMXBean machine =
          (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
      try (CanLink link = Links.listening(settings)) {
        long cpu = machine.getProcessCpuTime();
        long begun = System.nanoTime();
        link.open(
            (frame, nanos) -> {
              if (Decoder.decode(frame, Context.Y2015) instanceof Decoded.Said) {
                read.incrementAndGet();
              }
            });
        bus.reply(Duration.ofSeconds(SECONDS).plus(SPARE));
        double seconds = (System.nanoTime() - begun) / 1e9;
        double core = (machine.getProcessCpuTime() - cpu) / 1e9 / seconds;
        // What is on its way is waited for; what does not come is lost.
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
        while (read.get() < frames && System.nanoTime() < end) {
          TimeUnit.MILLISECONDS.sleep(10);
        }
        bench
            .notes()
            .accept(
                String.format(
                    Locale.ROOT, "%d frames in %.1f s, read %d", frames, seconds, read.get()));
        return List.of(
            new Measurement("bus.headroom.lost", frames - read.get(), "frames", 0),
            new Measurement("bus.headroom.rate", frames / seconds, "frames/s", RATE * 0.99, true),
            new Measurement("bus.headroom.cpu", core * 100, "% of a core", 5));
      }
    }
  }
}
