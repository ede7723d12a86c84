package io.ocpp809.bench;

import io.ocpp809.bench.grid.Crowd;
import io.ocpp809.bench.grid.Fuzz;
import io.ocpp809.bench.grid.Publishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The controlled station by itself, without a gateway: what goes over a loopback socket to a
 * controlling station in the same process, what survives a restart, what many masters on a bad
 * network hear in a day of virtual time, and what mutated octets do.
 */
final class TelecontrolBenchmark implements Benchmark {
  private static final int ASDUS = Integer.getInteger("ocpp809.bench.asdus", 10 * 32_768);
  private static final int OBJECTS = 2_000_000;
  private static final int POINTS = 1_000;
  private static final int BUFFERED = 100_000;
  private static final int FUZZED = Integer.getInteger("ocpp809.bench.fuzz", 10_000_000);

  @Override
  public String name() {
    return "telecontrol";
  }

  @Override
  public List<Measurement> run(Workbench bench) throws Exception {
    List<Measurement> values = new ArrayList<>();
    try (Publishers publishers = new Publishers(POINTS, bench.scratch())) {
      values.add(
          new Measurement("telecontrol.interrogation", publishers.interrogationMillis(), "ms", 50));
      values.add(
          Measurement.atLeast(
              "telecontrol.events.single", publishers.singles(ASDUS), "ASDU/s", 20_000));
      values.add(
          Measurement.atLeast(
              "telecontrol.events.batched", publishers.batches(OBJECTS), "objects/s", 200_000));
      values.add(new Measurement("telecontrol.events.gaps", publishers.gaps(), "", 0));
    }
    try (Publishers idle = new Publishers(POINTS, bench.scratch().resolve("idle"))) {
      Publishers.Idle cost = idle.idle(10, 30);
      values.add(new Measurement("telecontrol.idle.cpu", cost.cpuPercent(), "%", 0.1));
      values.add(new Measurement("telecontrol.idle.threads", cost.threads(), "", 20));
    }
    Publishers.Buffered buffered = Publishers.buffer(BUFFERED, bench.scratch().resolve("buffer"));
    values.add(new Measurement("telecontrol.buffer.lost", buffered.lost(), "", 0));
    bench
        .notes()
        .accept(
            String.format(
                Locale.ROOT,
                "%d events over a lost link and a restart: %.1f MB of heap while they wait",
                BUFFERED,
                buffered.megabytes()));
    Crowd.Day day = new Crowd(8, 5_000, 600, 0.05).day(24);
    values.add(new Measurement("telecontrol.masters.lost", day.lost(), "", 0));
    values.add(
        new Measurement(
            "telecontrol.masters.interrogation", day.interrogationMillis(), "ms", 2_000));
    bench.notes().accept(day.words());
    Fuzz.Outcome fuzz = new Fuzz(104).run(FUZZED);
    values.add(new Measurement("telecontrol.fuzz.exceptions", fuzz.exceptions(), "", 0));
    values.add(new Measurement("telecontrol.fuzz.growth", fuzz.megabytes(), "MB", 2));
    bench.notes().accept(fuzz.words());
    return values;
  }
}
