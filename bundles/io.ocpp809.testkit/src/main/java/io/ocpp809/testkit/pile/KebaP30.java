package io.ocpp809.testkit.pile;

import io.ocpp809.testkit.modbus.Device;
import io.ocpp809.testkit.modbus.ModbusFault;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;

/**
 * KEBA KeContact P30 c/x-series by its Modbus TCP programmer's guide: unit 255, every value one
 * 32-bit pair that is read on its own, single-register writes.
 */
public final class KebaP30 extends SimulatedPile implements Device {

  /** Unit identifier of the device. */
  public static final int UNIT = 255;

  private static final double VOLTAGE = 230;
  private static final double LEAST_AMPERE = 6;

  private final List<String> writes = new CopyOnWriteArrayList<>();
  private int limitMilliampere;
  private boolean enabled;
  private int failsafeMilliampere;
  private int failsafeSeconds;
  private long lastWrite;
  private long tag;

  /**
   * A P30 as it comes out of a restart: enabled, nothing granted.
   *
   * @param nanoTime monotonic time in nanoseconds
   * @param energyWh total register at the start, in Wh
   */
  public KebaP30(LongSupplier nanoTime, double energyWh) {
    super(nanoTime, energyWh);
    this.lastWrite = nanoTime.getAsLong();
  }

  @Override
  public String product() {
    return "KEBA P30";
  }

  /**
   * Shows a card to the reader.
   *
   * @param uid up to 4 bytes of the card's number; 0 takes it away
   */
  public synchronized void showCard(long uid) {
    tag = uid;
  }

  /**
   * What has been written.
   *
   * @return {@code address=value}, oldest first
   */
  public List<String> writes() {
    return List.copyOf(writes);
  }

  /**
   * The current granted, as the fail-safe leaves it.
   *
   * @return ampere per phase
   */
  public synchronized double grantedAmpere() {
    boolean silent = failsafeSeconds > 0 && now() - lastWrite > failsafeSeconds * 1_000_000_000L;
    int milliampere = silent ? Math.min(limitMilliampere, failsafeMilliampere) : limitMilliampere;
    double ampere = milliampere / 1000.0;
    return enabled && ampere >= LEAST_AMPERE ? ampere : 0;
  }

  @Override
  protected double grantedWatts() {
    return grantedAmpere() * 3 * VOLTAGE;
  }

  @Override
  protected void plugChanged(boolean nowPlugged) {
    if (!nowPlugged) {
      tag = 0;
    }
  }

  @Override
  public double registerWh() {
    return Math.floor(energyWh() * 10) / 10;
  }

  @Override
  public synchronized int[] readHolding(int address, int count) throws ModbusFault {
    if (count != 2) {
      throw new ModbusFault(ModbusFault.ILLEGAL_ADDRESS);
    }
    double watts = watts();
    long milliampere = Math.round(watts / 3 / VOLTAGE * 1000);
    return words(
        switch (address) {
          case 1000 -> state(watts);
          case 1004 -> plugged() ? 7 : 1;
          case 1006 -> 0;
          case 1008, 1010, 1012 -> milliampere;
          case 1014 -> 17_619_301;
          case 1016 -> 3_163_101;
          case 1018 -> 0x01020304;
          case 1020 -> Math.round(watts * 1000);
          case 1036 -> (long) Math.floor(energyWh() * 10);
          case 1040, 1042, 1044 -> (long) VOLTAGE;
          case 1046 -> 1000;
          case 1100 -> limitMilliampere;
          case 1110 -> 32_000;
          case 1500 -> tag;
          case 1502 -> (long) Math.floor(sessionWh() * 10);
          case 1550, 1552 -> 3;
          case 1600 -> failsafeMilliampere;
          case 1602 -> failsafeSeconds;
          default -> throw new ModbusFault(ModbusFault.ILLEGAL_ADDRESS);
        });
  }

  private long state(double watts) {
    if (watts > 0) {
      return 3;
    }
    if (!plugged() || !enabled) {
      return 1;
    }
    return grantedWatts() > 0 ? 2 : 5;
  }

  @Override
  public synchronized void write(int function, int address, int[] values) throws ModbusFault {
    if (function != 6) {
      throw new ModbusFault(ModbusFault.ILLEGAL_FUNCTION);
    }
    advance();
    lastWrite = now();
    int value = values[0];
    switch (address) {
      case 5004 -> {
        if (value != 0 && (value < 6000 || value > 63_000)) {
          throw new ModbusFault(ModbusFault.ILLEGAL_VALUE);
        }
        limitMilliampere = value;
      }
      case 5014 -> enabled = value == 1;
      case 5016 -> failsafeMilliampere = value;
      case 5018 -> failsafeSeconds = value;
      case 5010, 5012, 5020, 5050, 5052 -> lastWrite = now();
      default -> throw new ModbusFault(ModbusFault.ILLEGAL_ADDRESS);
    }
    writes.add(address + "=" + value);
  }
}
