package io.ocpp809.cli.gbt27930;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class CurveTest {

  @Test
  void aFewValuesAreKeptAsTheyAre() {
    Curve c = new Curve(1);
    assertTrue(c.isEmpty());
    c.add(0, 3);
    c.add(0.1, 4);
    c.add(0.25, Double.NaN);
    assertFalse(c.isEmpty());
    assertEquals(List.of(new Curve.Point(0, 3, true), new Curve.Point(0.1, 4, false)), c.points());
  }

  @Test
  void aLineIsInterruptedWhereNothingWasSaidForLonger() {
    Curve c = new Curve(1);
    c.add(0, 3);
    c.add(0.9, 3);
    c.add(2, 3);
    assertEquals(List.of(true, false, true), c.points().stream().map(Curve.Point::begins).toList());
  }

  @Test
  void hoursTakeNoMoreRoomThanSecondsAndNoPeakIsLost() {
    Curve c = new Curve(5);
    int samples = 4 * 3600 * 20;
    for (int i = 0; i < samples; i++) {
      c.add(i * 0.05, i == 123_456 ? 999 : i % 7);
    }
    assertTrue(c.points().size() <= 4 * 1024, "" + c.points().size());
    assertEquals(999, c.most());
    assertEquals(0, c.least());
    assertEquals(1, c.points().stream().filter(Curve.Point::begins).count());
    Curve.Point peak = c.points().stream().filter(p -> p.value() == 999).findFirst().orElseThrow();
    assertEquals(123_456 * 0.05, peak.seconds(), 4 * 3600.0 / 512);
  }
}
