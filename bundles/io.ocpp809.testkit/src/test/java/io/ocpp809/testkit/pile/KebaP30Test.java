package io.ocpp809.testkit.pile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ocpp809.testkit.modbus.ModbusFault;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class KebaP30Test {

  private final AtomicLong nanos = new AtomicLong();
  private final KebaP30 pile = new KebaP30(nanos::get, 1000);

  private void pass(long seconds) {
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
  }

  private void write(int address, int value) throws ModbusFault {
    pile.write(6, address, new int[] {value});
  }

  @Test
  void aGrantedCarChargesAndTheRegisterFollows() throws ModbusFault {
    pile.plug(11_040);
    assertArrayEquals(new int[] {0, 1}, pile.readHolding(1000, 2));
    write(5014, 1);
    write(5004, 16_000);
    assertArrayEquals(new int[] {0, 3}, pile.readHolding(1000, 2));
    pass(3600);
    assertEquals(12_040, pile.registerWh(), 0.1);
    write(5004, 0);
    pass(3600);
    assertEquals(12_040, pile.registerWh(), 0.1);
  }

  @Test
  void withoutWritesTheFailsafeCurrentApplies() throws ModbusFault {
    pile.plug(11_040);
    write(5014, 1);
    write(5016, 6000);
    write(5018, 10);
    write(5004, 16_000);
    assertEquals(16, pile.grantedAmpere());
    pass(11);
    assertEquals(6, pile.grantedAmpere());
  }

  @Test
  void aReadOverTwoValuesIsRefused() {
    assertEquals(
        ModbusFault.ILLEGAL_ADDRESS,
        assertThrows(ModbusFault.class, () -> pile.readHolding(1000, 4)).code());
  }
}
