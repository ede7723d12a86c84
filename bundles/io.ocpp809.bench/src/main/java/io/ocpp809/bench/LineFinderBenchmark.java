package io.ocpp809.bench;

import io.ocpp809.modbus.survey.LineFinder;
import io.ocpp809.modbus.survey.Scan;
import io.ocpp809.modbus.survey.ScanScope;
import io.ocpp809.modbus.survey.Way;
import io.ocpp809.template.PileTemplate;
import io.ocpp809.template.TemplateException;
import io.ocpp809.template.TemplateLibrary;
import io.ocpp809.template.workbench.LikelySettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How long a scan takes until it knows the settings of a serial line, in the worst of the usual
 * cases: the settings and unit that it tries last before it gives up. The scan is the product's own
 * and runs in real time; only the line is simulated ({@link SimulatedSerialLine}).
 */
final class LineFinderBenchmark implements Benchmark {
  private static final double GOAL_SECONDS = 60;
  private static final int UNITS = 10;
  private static final int TURNAROUND_MILLIS = 100;

  @Override
  public String name() {
    return "line-finder";
  }

  @Override
  public List<Measurement> run(Workbench bench) throws Exception {
    List<Way> ways = LineFinder.serialWays(false);
    ScanScope scope =
        new ScanScope(
            ways, LikelySettings.serial(templates()), 1, UNITS, ScanScope.SERIAL_MILLIS, 0, false);
    Way last = ways.get(ways.size() - 1);
    double common = seconds(bench, scope, ways.get(3));
    bench.notes().accept("the last of the common settings: " + words(common, ways.get(3)));
    double worst = seconds(bench, scope, last);
    bench.notes().accept("the last of all: " + words(worst, last));
    return List.of(new Measurement("line-finder.worst", worst, "s", GOAL_SECONDS));
  }

  private static String words(double seconds, Way way) {
    return String.format(Locale.ROOT, "%s, unit %d, after %.1f s", way, UNITS, seconds);
  }

  private static List<PileTemplate> templates() throws TemplateException {
    List<PileTemplate> result = new ArrayList<>();
    for (String name : TemplateLibrary.names()) {
      result.add(TemplateLibrary.named(name));
    }
    return result;
  }

  /** Seconds until the settings are known; NaN, which meets no goal, if they were not found. */
  private static double seconds(Workbench bench, ScanScope scope, Way way) {
    SimulatedSerialLine line =
        new SimulatedSerialLine(way.format().orElseThrow(), UNITS, TURNAROUND_MILLIS);
    long begin = System.nanoTime();
    AtomicLong known = new AtomicLong();
    Scan.Report report =
        new Scan(
                line::open,
                scope,
                () -> known.get() != 0,
                (probe, finder) -> {
                  if (finder.found().isPresent()) {
                    known.compareAndSet(0, System.nanoTime());
                  }
                })
            .run();
    if (known.get() == 0) {
      known.set(System.nanoTime());
    }
    boolean right = report.finder().found().filter(way::equals).isPresent();
    if (!right) {
      bench.notes().accept("not found: " + way + " " + report.fault());
    }
    return right ? (known.get() - begin) / 1e9 : Double.NaN;
  }
}
