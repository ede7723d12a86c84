package io.ocpp809.bench.modbus;

import io.ocpp809.testkit.modbus.Device;

/** A device that has every register; each holds its address. */
final class Registers implements Device {
  @Override
  public int[] readHolding(int address, int count) {
    int[] values = new int[count];
    for (int i = 0; i < count; i++) {
      values[i] = address + i & 0xFFFF;
    }
    return values;
  }

  @Override
  public int[] readInput(int address, int count) {
    return readHolding(address, count);
  }
}
