package io.ocpp809.testkit.pile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ocpp809.testkit.modbus.ModbusFault;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Piles fall to their fail-safe by the rules of their makers. */
class WatchdogsTest {
  private final AtomicLong nanos = new AtomicLong();

  private void pass(long seconds) {
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
  }

  /** 16 A as a float is 4180 0000; "C2" is 4332, "B2" is 4232. */
  @Test
  void anAlfenForgetsALimitAfterSixtySeconds() throws ModbusFault {
    AlfenNg9 pile = new AlfenNg9(nanos::get, 5_000, 6, 60);
    assertEquals(6, pile.grantedAmpere(), "no limit was written yet");
    pile.plug(22_000);
    pile.write(16, 1210, new int[] {0x4180, 0});
    assertEquals(16, pile.grantedAmpere());
    assertArrayEquals(new int[] {0x4332, 0, 0, 0, 0}, pile.readHolding(1201, 5));
    pass(59);
    assertEquals(16, pile.grantedAmpere());
    pass(1);
    assertEquals(6, pile.grantedAmpere());
    pile.carDraws(0);
    assertArrayEquals(new int[] {0x4232}, pile.readHolding(1201, 1));
  }

  /** An hour of 16 A on three phases of 230 V is 11,040 Wh. */
  @Test
  void anAlfensRegisterFollows() throws ModbusFault {
    AlfenNg9 pile = new AlfenNg9(nanos::get, 5_000, 0, 7200);
    pile.plug(22_000);
    pile.write(16, 1210, new int[] {0x4180, 0});
    pass(3600);
    assertEquals(16_040, pile.registerWh(), 0.001);
  }

  @Test
  void aVestelWithoutLifeSignFallsToItsFailsafeCurrent() throws ModbusFault {
    VestelEvc04 pile = new VestelEvc04(nanos::get, 0);
    pile.plug(22_000);
    assertArrayEquals(new int[] {1}, pile.readInput(1000, 1));
    pile.write(6, 5004, new int[] {16});
    assertArrayEquals(new int[] {2}, pile.readInput(1000, 1));
    pass(19);
    pile.write(6, 6000, new int[] {1});
    pass(20);
    assertEquals(16, pile.grantedAmpere());
    pass(1);
    assertEquals(6, pile.grantedAmpere());
    pile.fault(4);
    assertEquals(0, pile.grantedAmpere());
    assertArrayEquals(new int[] {8}, pile.readInput(1000, 1));
  }

  @Test
  void aHeidelbergIsFedByAnyRequest() throws ModbusFault {
    HeidelbergEnergyControl pile = new HeidelbergEnergyControl(nanos::get, 0);
    pile.write(6, 261, new int[] {100});
    pass(15);
    pile.readInput(5, 1);
    pass(15);
    assertEquals(10, pile.grantedAmpere());
    pass(1);
    assertEquals(0, pile.grantedAmpere());
  }

  @Test
  void aDeltaFallsBackOnlyWhereItsTimeoutIsSwitchedOn() throws ModbusFault {
    DeltaDc pile = new DeltaDc(nanos::get);
    pile.write(16, 1600, new int[] {0, 20_000});
    pass(3600);
    assertEquals(20_000, pile.limitWatts());
    pile.write(16, 201, new int[] {1});
    assertEquals(0, pile.limitWatts());
  }
}
