package io.ocpp809.station.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FarewellsTest {
  private final List<String> told = new ArrayList<>();
  private final Farewells farewells = new Farewells();

  @Test
  void whoWaitsIsToldOnce() {
    Runnable one = farewells.await(() -> told.add("one"));
    farewells.await(() -> told.add("two"));
    one.run();
    assertEquals(List.of("one"), told);
    one.run();
    farewells.end();
    farewells.end();
    assertEquals(List.of("one", "two"), told);
  }

  @Test
  void afterTheStationIsClosedNobodyWaits() {
    farewells.end();
    farewells.await(() -> told.add("late")).run();
    assertEquals(List.of("late"), told);
  }
}
