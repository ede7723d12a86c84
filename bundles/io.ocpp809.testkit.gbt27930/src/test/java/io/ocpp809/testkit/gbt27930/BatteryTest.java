package io.ocpp809.testkit.gbt27930;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class BatteryTest {
  private static final int MINUTE = 60;

  @Test
  void whatFlowsInIsItsCharge() {
    Battery b = new Battery(Pack.car(), 20);
    // 90 A for an hour are 90 Ah, half of 180 Ah.
    for (int i = 0; i < 3600; i++) {
      b.take(90, 1);
    }
    assertEquals(70, b.soc(), 0.001);
  }

  @Test
  void constantCurrentIsFollowedByConstantVoltageWithATaperingCurrent() {
    Battery b = new Battery(Pack.car(), 70);
    assertEquals(200, b.demandAmps());
    assertFalse(b.constantVoltage());
    double before = b.demandAmps();
    int minutes = 0;
    while (b.demandAmps() > 20) {
      assertTrue(b.demandAmps() <= before + 1e-9, "the current never rises again");
      before = b.demandAmps();
      double most = Pack.car().mostVolts();
      for (int i = 0; i < MINUTE; i++) {
        b.take(b.demandAmps(), 1);
        assertTrue(b.volts() <= most, b.volts() + " V");
      }
      assertTrue(++minutes < 120);
    }
    assertTrue(b.constantVoltage());
    assertTrue(b.soc() > 97, b.soc() + " %");
  }

  @Test
  void currentWarmsItAndRestCoolsIt() {
    Battery b = new Battery(Pack.car(), 20);
    int cold = b.highestCelsius();
    for (int i = 0; i < 1800; i++) {
      b.take(200, 1);
    }
    int warm = b.highestCelsius();
    assertTrue(warm > cold + 5 && warm < 55, warm + " degrees");
    for (int i = 0; i < 7200; i++) {
      b.take(0, 1);
    }
    assertTrue(b.highestCelsius() < warm);
  }

  @Test
  void aHurriedPackFillsSoManyTimesAsFast() {
    Battery b = new Battery(Pack.car().hurried(30), 20);
    b.take(90, 60);
    assertEquals(45, b.soc(), 0.001);
    // From 45 to 95 % are 90 Ah, at 200 A 27 minutes, and a thirtieth of that.
    assertEquals(1, b.minutesTo(95));
    assertEquals(0, b.minutesTo(40));
  }
}
