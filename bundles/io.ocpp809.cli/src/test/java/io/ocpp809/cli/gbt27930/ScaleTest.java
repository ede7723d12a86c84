package io.ocpp809.cli.gbt27930;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScaleTest {

  private static String ticks(Scale s) {
    return s.ticks().stream().map(s::text).collect(Collectors.joining(" "));
  }

  @ParameterizedTest
  @CsvSource({
    // least, most, from zero, ticks
    "341.2, 378.9, false, 340 350 360 370 380",
    "0, 119.8, true, 0 50 100 150",
    "34, 36, false, 34.0 34.5 35.0 35.5 36.0",
    "80, 80, false, 79.0 79.5 80.0 80.5 81.0",
    "-3, 4, true, -4 -2 0 2 4",
    "0, 0, true, 0.0 0.2 0.4 0.6 0.8 1.0"
  })
  void ticksAreRoundNumbersThatHoldTheValues(double least, double most, boolean zero, String text) {
    Scale s = Scale.of(least, most, 5, zero);
    assertEquals(text, ticks(s));
    assertTrue(s.low() <= least && s.high() >= most);
  }

  @Test
  void anAxisWithoutValuesIsOneFromZeroToOne() {
    assertEquals(new Scale(0, 1, 1), Scale.of(Double.NaN, Double.NaN, 5, true));
  }

  @Test
  void timeEndsWhereTheRecordingDoes() {
    Scale s = Scale.ofTime(67, 12);
    assertEquals(1, s.place(67));
    assertEquals("0 10 20 30 40 50 60", ticks(s));
    assertEquals(1, Scale.ofTime(0, 12).high());
  }
}
