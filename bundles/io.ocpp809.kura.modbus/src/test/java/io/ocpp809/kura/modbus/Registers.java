package io.ocpp809.kura.modbus;

import io.ocpp809.testkit.modbus.Device;
import io.ocpp809.testkit.modbus.ModbusFault;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A device of 100 holding registers that remembers what it was asked. */
final class Registers implements Device {
  final int[] values = new int[100];
  volatile boolean failing;

  /** A register whose read is refused, also as part of a block; negative for none. */
  volatile int hole = -1;

  /** What was read, as first+count. */
  final List<String> ranges = new CopyOnWriteArrayList<>();

  final AtomicInteger reads = new AtomicInteger();
  final List<String> writes = new CopyOnWriteArrayList<>();

  @Override
  public synchronized int[] readHolding(int address, int count) throws ModbusFault {
    reads.incrementAndGet();
    ranges.add(address + "+" + count);
    if (failing) {
      throw new ModbusFault(4);
    }
    if (address + count > values.length || address <= hole && hole < address + count) {
      throw new ModbusFault(ModbusFault.ILLEGAL_ADDRESS);
    }
    return Arrays.copyOfRange(values, address, address + count);
  }

  @Override
  public synchronized void write(int function, int address, int[] raw) throws ModbusFault {
    if (address + raw.length > values.length) {
      throw new ModbusFault(ModbusFault.ILLEGAL_ADDRESS);
    }
    System.arraycopy(raw, 0, values, address, raw.length);
    writes.add(function + ":" + address + "=" + Arrays.toString(raw));
  }
}
