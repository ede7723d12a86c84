package io.ocpp809.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Runs measurements by name and prints a line for each value; notes go to standard error. */
public final class Main {

  private static final List<Benchmark> ALL =
      List.of(
          new StartBenchmark(),
          new FootprintBenchmark(),
          new FanOutBenchmark(),
          new SiteBenchmark(),
          new SetPointBenchmark(),
          new EnergyTruthBenchmark(),
          new LineFinderBenchmark(),
          new ModbusBenchmark(),
          new BusHeadroomBenchmark(),
          new FreshnessBenchmark(),
          new TelecontrolBenchmark(),
          new Gbt27930Benchmark());

  private static final int LAST_LINES = 20;

  private final Path root;
  private final PrintStream out;
  private final PrintStream err;

  Main(Path root, PrintStream out, PrintStream err) {
    this.root = root;
    this.out = out;
    this.err = err;
  }

  /**
   * Entry point of the start script; ends the JVM with 0 if every goal is met, 1 if one is not or a
   * measurement fails, 2 for an unknown name.
   *
   * @param arguments {@code bench}, then names of measurements; none means all
   */
  public static void main(String... arguments) {
    Path root = Path.of(System.getProperty("ocpp809.root", "."));
    List<String> names =
        List.of(arguments).subList(Math.min(1, arguments.length), arguments.length);
    System.exit(new Main(root, System.out, System.err).run(ALL, names));
  }

  int run(List<Benchmark> all, List<String> names) {
    for (String name : names) {
      if (all.stream().noneMatch(one -> one.name().equals(name))) {
        err.println(
            "Unknown measurement "
                + name
                + "; there are: "
                + String.join(" ", all.stream().map(Benchmark::name).toList()));
        return 2;
      }
    }
    boolean met = true;
    for (Benchmark one : all) {
      if (names.isEmpty() || names.contains(one.name())) {
        met &= run(one);
      }
    }
    return met ? 0 : 1;
  }

  private boolean run(Benchmark benchmark) {
    try {
      Path scratch = Files.createTempDirectory("ocpp809-bench");
      Workbench bench = new Workbench(root, scratch, note -> err.println("# " + note));
      try {
        List<Measurement> values = benchmark.run(bench);
        values.forEach(value -> out.println(value.line()));
        return values.stream().allMatch(Measurement::met);
      } catch (Exception e) {
        err.println(benchmark.name() + " failed: " + e.getMessage());
        last(bench.log("gateway"));
        last(bench.log("peers"));
        return false;
      } finally {
        delete(scratch);
      }
    } catch (IOException e) {
      err.println(benchmark.name() + " cannot use its folder: " + e.getMessage());
      return false;
    }
  }

  /** Shows the end of what a process has said, if there is one. */
  private void last(Path log) throws IOException {
    if (Files.exists(log)) {
      List<String> lines = Files.readAllLines(log);
      lines
          .subList(Math.max(0, lines.size() - LAST_LINES), lines.size())
          .forEach(line -> err.println("# " + log.getFileName() + ": " + line));
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
