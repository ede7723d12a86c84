package io.ocpp809.testkit.pile;

import io.ocpp809.testkit.modbus.Device;
import io.ocpp809.testkit.modbus.ModbusFault;
import java.util.function.LongSupplier;

/**
 * Heidelberg Energy Control by its Modbus register table: an RTU follower with apparent energy, and
 * a watchdog that any request feeds.
 */
public final class HeidelbergEnergyControl extends SimulatedPile implements Device {

  private static final double VOLTAGE = 230;

  private int watchdogMillis = 15_000;
  private int standby;
  private boolean unlocked = true;
  private int limitDeciampere;
  private int failsafeDeciampere;
  private long lastRequest;

  /**
   * A box as it comes out of a restart: nothing granted.
   *
   * @param nanoTime monotonic time in nanoseconds
   * @param energyWh total register at the start, in VAh
   */
  public HeidelbergEnergyControl(LongSupplier nanoTime, double energyWh) {
    super(nanoTime, energyWh);
    this.lastRequest = nanoTime.getAsLong();
  }

  @Override
  public String product() {
    return "Heidelberg Energy Control";
  }

  /**
   * The current granted, as the watchdog leaves it.
   *
   * @return ampere per phase
   */
  public synchronized double grantedAmpere() {
    boolean silent = watchdogMillis > 0 && now() - lastRequest > watchdogMillis * 1_000_000L;
    double ampere = (silent ? failsafeDeciampere : limitDeciampere) / 10.0;
    return unlocked && ampere >= 6 ? ampere : 0;
  }

  @Override
  protected double grantedWatts() {
    return grantedAmpere() * 3 * VOLTAGE;
  }

  @Override
  public double registerWh() {
    return Math.floor(energyWh());
  }

  @Override
  public synchronized int[] readInput(int address, int count) throws ModbusFault {
    fed();
    int[] values = new int[count];
    for (int i = 0; i < count; i++) {
      values[i] = input(address + i);
    }
    return values;
  }

  private int input(int address) throws ModbusFault {
    double watts = watts();
    int deciampere = (int) Math.round(watts / 3 / VOLTAGE * 10);
    return switch (address) {
      case 4 -> 0x108;
      case 5 -> state(watts);
      case 6, 7, 8 -> deciampere;
      case 9 -> 253;
      case 10, 11, 12 -> (int) VOLTAGE;
      case 13 -> 1;
      case 14 -> (int) Math.round(watts);
      case 15, 17 -> words((long) Math.floor(energyWh()))[0];
      case 16, 18 -> words((long) Math.floor(energyWh()))[1];
      case 100 -> 16;
      case 101 -> 6;
      default -> throw new ModbusFault(ModbusFault.ILLEGAL_ADDRESS);
    };
  }

  /** 2 A1, 3 A2, 4 B1, 5 B2, 6 C1, 7 C2: the digit tells whether the box allows charging. */
  private int state(double watts) {
    boolean allowed = grantedWatts() > 0;
    if (!unlocked) {
      return 10;
    }
    if (!plugged()) {
      return allowed ? 3 : 2;
    }
    if (watts > 0) {
      return 7;
    }
    return allowed ? 5 : 4;
  }

  @Override
  public synchronized int[] readHolding(int address, int count) throws ModbusFault {
    fed();
    int[] values = new int[count];
    for (int i = 0; i < count; i++) {
      values[i] =
          switch (address + i) {
            case 257 -> watchdogMillis;
            case 258 -> standby;
            case 259 -> unlocked ? 1 : 0;
            case 260 -> 0;
            case 261 -> limitDeciampere;
            case 262 -> failsafeDeciampere;
            default -> throw new ModbusFault(ModbusFault.ILLEGAL_ADDRESS);
          };
    }
    return values;
  }

  @Override
  public synchronized void write(int function, int address, int[] values) throws ModbusFault {
    fed();
    for (int i = 0; i < values.length; i++) {
      int value = values[i];
      switch (address + i) {
        case 257 -> watchdogMillis = value;
        case 258 -> standby = value;
        case 259 -> unlocked = value == 1;
        case 261 -> {
          if (value != 0 && (value < 60 || value > 160)) {
            throw new ModbusFault(ModbusFault.ILLEGAL_VALUE);
          }
          limitDeciampere = value;
        }
        case 262 -> failsafeDeciampere = value;
        default -> throw new ModbusFault(ModbusFault.ILLEGAL_ADDRESS);
      }
    }
    advance();
  }

  private void fed() {
    advance();
    lastRequest = now();
  }
}
