package io.ocpp809.testkit.pile;

import io.ocpp809.testkit.modbus.Device;
import io.ocpp809.testkit.modbus.ModbusFault;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Eastron SDM630: input registers as 32-bit floats, high word first, at most 80 in one read. It
 * sees a load of its own (a house) and whatever else flows through it.
 */
public final class Sdm630 implements Device {

  private static final double VOLTAGE = 230;

  private final LongSupplier nanoTime;
  private final DoubleSupplier through;
  private double houseWatts;
  private double energyWh;
  private long lastNanos;

  /**
   * A meter.
   *
   * @param nanoTime monotonic time in nanoseconds
   * @param energyWh import register at the start, in Wh
   * @param through power of what is connected behind it, in W, equal on three phases
   */
  public Sdm630(LongSupplier nanoTime, double energyWh, DoubleSupplier through) {
    this.nanoTime = nanoTime;
    this.energyWh = energyWh;
    this.through = through;
    this.lastNanos = nanoTime.getAsLong();
  }

  /**
   * Sets the load of the house.
   *
   * @param watts power in W, equal on three phases
   */
  public synchronized void house(double watts) {
    watts();
    houseWatts = watts;
  }

  /**
   * The power that flows now.
   *
   * @return W
   */
  public synchronized double watts() {
    double watts = houseWatts + through.getAsDouble();
    long now = nanoTime.getAsLong();
    energyWh += watts * (now - lastNanos) / 3.6e12;
    lastNanos = now;
    return watts;
  }

  /**
   * The import register as it is read: a float of kWh.
   *
   * @return Wh
   */
  public synchronized double registerWh() {
    watts();
    return (float) (energyWh / 1000) * 1000.0;
  }

  @Override
  public synchronized int[] readInput(int address, int count) throws ModbusFault {
    if (count > 80 || address + count > 400) {
      throw new ModbusFault(ModbusFault.ILLEGAL_ADDRESS);
    }
    double watts = watts();
    int[] values = new int[count];
    for (int i = 0; i < count; i++) {
      int at = address + i;
      int bits = Float.floatToIntBits((float) value(at & ~1, watts));
      values[i] = (at & 1) == 0 ? bits >>> 16 : bits & 0xFFFF;
    }
    return values;
  }

  private double value(int address, double watts) {
    return switch (address) {
      case 0, 2, 4 -> VOLTAGE;
      case 6, 8, 10 -> watts / 3 / VOLTAGE;
      case 12, 14, 16 -> watts / 3;
      case 52, 56 -> watts;
      case 62 -> 1;
      case 70 -> 50;
      case 72, 342 -> energyWh / 1000;
      default -> 0;
    };
  }
}
