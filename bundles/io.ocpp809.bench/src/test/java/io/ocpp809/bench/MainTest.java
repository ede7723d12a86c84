package io.ocpp809.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MainTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final List<Path> folders = new ArrayList<>();
  private final Main main = new Main(Path.of("."), new PrintStream(out), new PrintStream(err));

  private Benchmark benchmark(String name, double value) {
    return new Benchmark() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public List<Measurement> run(Workbench bench) throws IOException {
        folders.add(bench.scratch());
        Files.writeString(bench.scratch().resolve("file"), "left over");
        if (value < 0) {
          throw new IOException("no such port");
        }
        return List.of(new Measurement(name + ".a", value, "ms", 100));
      }
    };
  }

  private static String text(ByteArrayOutputStream stream) {
    return stream.toString(StandardCharsets.UTF_8);
  }

  @Test
  void everyValueIsALineWithItsGoalAndVerdict() {
    assertEquals(1, main.run(List.of(benchmark("fast", 25), benchmark("slow", 161.4)), List.of()));
    assertEquals("fast.a\t25\tms\t100\t0.25\tok\nslow.a\t161\tms\t100\t1.61\tshort\n", text(out));
  }

  @Test
  void onlyTheNamedMeasurementsRun() {
    assertEquals(
        0, main.run(List.of(benchmark("fast", 25), benchmark("slow", 161)), List.of("fast")));
    assertEquals("fast.a\t25\tms\t100\t0.25\tok\n", text(out));
  }

  @Test
  void anUnknownNameIsRefusedWithTheKnownOnes() {
    assertEquals(2, main.run(List.of(benchmark("fast", 25)), List.of("fst")));
    assertEquals("Unknown measurement fst; there are: fast\n", text(err));
  }

  @Test
  void aMeasurementThatFailsSaysWhyAndLeavesNothingBehind() {
    assertEquals(1, main.run(List.of(benchmark("broken", -1)), List.of()));
    assertEquals("broken failed: no such port\n", text(err));
    assertFalse(Files.exists(folders.get(0)));
  }
}
