package io.ocpp809.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Runs measurements by name and prints a line for each value. */
public final class Main {

  private static final List<Benchmark> ALL = List.of(new StartBenchmark());

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
      try {
        List<Measurement> values = benchmark.run(root, scratch);
        values.forEach(value -> out.println(value.line()));
        return values.stream().allMatch(Measurement::met);
      } finally {
        delete(scratch);
      }
    } catch (Exception e) {
      err.println(benchmark.name() + " failed: " + e.getMessage());
      return false;
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
