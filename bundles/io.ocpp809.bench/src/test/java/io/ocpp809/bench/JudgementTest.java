package io.ocpp809.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.ocpp809.bench.FootprintBenchmark.Load;
import io.ocpp809.bench.FootprintBenchmark.Look;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgementTest {

  private static List<String> lines(List<Measurement> values) {
    return values.stream().map(Measurement::line).toList();
  }

  @Test
  void aGoalOfNothingIsMissedByOne() {
    assertEquals(
        "lost\t0\tmessages\t0\t0.00\tok", new Measurement("lost", 0, "messages", 0).line());
    assertEquals(
        "lost\t1\tmessages\t0\tInfinity\tshort", new Measurement("lost", 1, "messages", 0).line());
  }

  @Test
  void aLeastGoalIsMissedFromBelow() {
    assertEquals(
        "kills\t190\tkills\t200\t0.95\tshort",
        Measurement.atLeast("kills", 190, "kills", 200).line());
    assertTrue(Measurement.atLeast("kills", 200, "kills", 200).met());
  }

  @Test
  void whatIsNoNumberMeetsNoGoal() {
    assertFalse(new Measurement("a", Double.NaN, "s", 1).met());
    assertFalse(Measurement.atLeast("a", Double.NaN, "s", 1).met());
  }

  /** Nearest rank: of 1 to 100 the 99th; of 300 values the 297th. */
  @ParameterizedTest
  @CsvSource({
    "100, 0.99, 99",
    "300, 0.99, 297",
    "5, 0.5, 3",
    "4, 0.5, 2",
    "1, 0.99, 1",
    "60, 1, 60"
  })
  void aQuantileIsAValueThatWasMeasured(int count, double share, double expected) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = count - i;
    }
    assertEquals(expected, Statistics.quantile(values, share));
    assertEquals(count, values[0], "the caller's values stay in their order");
  }

  @Test
  void threadsOfOurNamesCountThoughTheyOutliveTheBundles() {
    List<String> kura = List.of("main", "Start Level: Equinox Container", "kura-asset");
    List<String> loaded = new ArrayList<>(kura);
    loaded.addAll(List.of("kura-asset", "ocpp809-store", "WebSocketWriteThread-7", "pool-9"));
    List<String> stopped = new ArrayList<>(kura);
    stopped.add("ocpp809-store");
    Load ten = new Load(new Look(30_000_000, loaded), new Look(5_000_000, stopped));
    loaded = new ArrayList<>(loaded);
    loaded.addAll(List.of("WebSocketWriteThread-8", "WebSocketConnectReadThread-8", "Timer-1"));
    Load eleven = new Load(new Look(30_200_000, loaded), new Look(5_020_000, stopped));
    assertEquals(
        List.of(
            "footprint.heap\t25\tMB\t24\t1.04\tshort",
            "footprint.threads\t3\tthreads\t40\t0.08\tok",
            "footprint.heap-each\t180\tkB\t160\t1.13\tshort",
            "footprint.threads-each\t3\tthreads\t2\t1.50\tshort"),
        lines(FootprintBenchmark.measurements(ten, eleven, 1)));
  }

  @Test
  void lessThanTheFullStreamIsShort() {
    JsonObject before = JsonParser.parseString("{\"now\":0,\"v\":500}").getAsJsonObject();
    JsonObject full = JsonParser.parseString("{\"now\":60000000000,\"v\":60500}").getAsJsonObject();
    JsonObject half = JsonParser.parseString("{\"now\":60000000000,\"v\":30500}").getAsJsonObject();
    assertTrue(FanOutBenchmark.rate("a", "v", before, full).met());
    assertFalse(FanOutBenchmark.rate("a", "v", before, half).met());
  }

  @Test
  void everyThingLostAndOutOfOrderIsNamedAndCounted() {
    List<String> notes = new ArrayList<>();
    Workbench bench = new Workbench(Path.of("."), Path.of("."), notes::add);
    JsonObject verdict =
        JsonParser.parseString(
                """
                {"worstWh": 1.5, "billedWh": 100, "transactions": 1, "sessions": 1, "calls": 3,
                 "repeatedStarts": 0, "repeatedStops": 0, "repeatedValues": 0,
                 "lost": ["a"], "disorder": ["b", "c"], "differenceWh": {"s": -1.5},
                 "unaccountedWh": 0.25, "unaccounted": {"s": 0.25}}
                """)
            .getAsJsonObject();
    assertEquals(
        List.of(
            "energy-truth.kills\t20\tkills while charging\t200\t0.10\tshort",
            "energy-truth.difference\t1.50\tWh\t1\t1.50\tshort",
            "energy-truth.unaccounted\t0.250\tWh\t1\t0.25\tok",
            "energy-truth.lost\t2\tmessages\t0\tInfinity\tshort",
            "energy-truth.out-of-order\t2\tmessages\t0\tInfinity\tshort"),
        lines(EnergyTruthBenchmark.measurements(bench, 20, verdict, List.of("given up: x"))));
    assertEquals(List.of("lost: given up: x", "lost: a"), notes.subList(0, 2));
    assertEquals(List.of("out of order: b", "out of order: c"), notes.subList(2, 4));
  }
}
