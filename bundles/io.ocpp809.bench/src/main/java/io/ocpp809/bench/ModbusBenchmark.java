package io.ocpp809.bench;

import io.ocpp809.bench.modbus.Facade;
import io.ocpp809.bench.modbus.Lines;
import io.ocpp809.bench.modbus.Plans;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The Modbus lines by themselves, without driver and gateway, against simulated devices in the same
 * process: how much of a serial line's time goes into octets, the plans of all templates, a dead
 * unit among eight, many lines at once, and reads a second beside those of the library's own
 * client.
 */
final class ModbusBenchmark implements Benchmark {
  private static final int SECONDS = Integer.getInteger("ocpp809.bench.modbus.seconds", 10);

  @Override
  public String name() {
    return "modbus";
  }

  @Override
  public List<Measurement> run(Workbench bench) throws Exception {
    List<Measurement> values = new ArrayList<>();
    for (int turnaround : new int[] {0, 20}) {
      Plans.Quality plans = Plans.look(turnaround);
      String name = "modbus.plan." + turnaround + "ms";
      values.add(new Measurement(name + ".worse", plans.worse(), "", 0));
      if (turnaround > 0) {
        values.add(Measurement.atLeast(name + ".gain", plans.medianGain(), "", 2));
      }
      bench.notes().accept("plans of " + plans.templates() + " templates at 9600 baud");
    }
    for (int baud : new int[] {9_600, 19_200, 115_200}) {
      for (int turnaround : new int[] {0, 20}) {
        values.add(
            Measurement.atLeast(
                "modbus.wire." + baud + "." + turnaround + "ms",
                Lines.wire(baud, turnaround, SECONDS),
                "%",
                95));
      }
    }
    values.add(Measurement.atLeast("modbus.dead-unit", Lines.deadUnit(3 * SECONDS), "%", 90));
    Lines.Scale scale = Lines.scale(64, 8, 40, 3 * SECONDS);
    values.add(new Measurement("modbus.scale.cpu", scale.cpuPercent(), "%", 25));
    values.add(new Measurement("modbus.scale.missed", scale.missed(), "%", 1));
    bench
        .notes()
        .accept(
            String.format(
                Locale.ROOT,
                "64 lines, 8 units, 40 values at 1 Hz: %.1f MB of heap",
                scale.megabytes()));
    for (int connections : new int[] {1, 8, 64}) {
      values.add(
          Measurement.atLeast(
              "modbus.throughput." + connections, Facade.ratio(connections, SECONDS), "", 0.9));
    }
    return values;
  }
}
