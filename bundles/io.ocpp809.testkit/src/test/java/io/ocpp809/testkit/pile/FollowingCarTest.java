package io.ocpp809.testkit.pile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ocpp809.testkit.modbus.ModbusFault;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A car that takes its time to draw less. */
class FollowingCarTest {
  private final AtomicLong nanos = new AtomicLong();
  private final HeidelbergEnergyControl pile = new HeidelbergEnergyControl(nanos::get, 0);

  private void pass(long millis) {
    nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  private void limit(int deciampere) throws ModbusFault {
    pile.write(6, 261, new int[] {deciampere});
  }

  private void charging() throws ModbusFault {
    pile.followsWithin(TimeUnit.SECONDS.toNanos(5));
    pile.plug(11_040);
    limit(160);
    pass(1_000);
  }

  @Test
  void whatItDrawsFallsInAStraightLine() throws ModbusFault {
    charging();
    limit(80);
    assertEquals(11_040, pile.watts(), 0.1);
    pass(2_500);
    assertEquals(8_280, pile.watts(), 0.1);
    pass(2_500);
    assertEquals(5_520, pile.watts(), 0.1);
    pass(5_000);
    assertEquals(5_520, pile.watts(), 0.1);
  }

  @Test
  void itDrawsMoreAtOnce() throws ModbusFault {
    charging();
    limit(80);
    pass(5_000);
    limit(160);
    assertEquals(11_040, pile.watts(), 0.1);
  }

  @Test
  void aLimitThatFallsFurtherIsFollowedFromWhereItIs() throws ModbusFault {
    charging();
    limit(80);
    pass(2_500);
    limit(60);
    assertEquals(8_280, pile.watts(), 0.1);
    pass(5_000);
    assertEquals(4_140, pile.watts(), 0.1);
  }

  @Test
  void theRegisterCountsWhatFlowedOnTheWayDown() throws ModbusFault {
    charging();
    double before = pile.energyWh();
    limit(80);
    pass(5_000);
    assertEquals((11_040 + 5_520) / 2.0 * 5 / 3_600, pile.energyWh() - before, 0.01);
  }

  @Test
  void unpluggedItDrawsNothingAtOnce() throws ModbusFault {
    charging();
    pile.unplug();
    assertEquals(0, pile.watts());
  }
}
