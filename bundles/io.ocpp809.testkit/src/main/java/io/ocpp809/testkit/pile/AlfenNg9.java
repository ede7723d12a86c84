package io.ocpp809.testkit.pile;

import io.ocpp809.testkit.modbus.Device;
import io.ocpp809.testkit.modbus.ModbusFault;
import java.nio.charset.StandardCharsets;
import java.util.function.LongSupplier;

/**
 * One socket of an Alfen Eve NG9xx by its Modbus TCP table: holding registers only, values as
 * floats, the state as text, a limit that runs out when it is not written again.
 */
public final class AlfenNg9 extends SimulatedPile implements Device {

  private static final double VOLTAGE = 230;
  private static final double FREQUENCY = 50;
  private static final int STATE = 1201;

  private final double safeAmpere;
  private final int validitySeconds;
  private double limitAmpere;
  private long lastLimit;
  private boolean operative = true;
  private int phases = 3;

  /**
   * A socket that grants its safe current, as no limit was written yet.
   *
   * @param nanoTime monotonic time in nanoseconds
   * @param energyWh total register at the start, in Wh
   * @param safeAmpere current per phase without a valid limit, in A
   * @param validitySeconds how long a written limit is valid, in s; 60 as delivered
   */
  public AlfenNg9(LongSupplier nanoTime, double energyWh, double safeAmpere, int validitySeconds) {
    super(nanoTime, energyWh);
    this.safeAmpere = safeAmpere;
    this.validitySeconds = validitySeconds;
    this.lastLimit = nanoTime.getAsLong() - validitySeconds * 1_000_000_000L;
  }

  @Override
  public String product() {
    return "Alfen NG9";
  }

  /** Takes the socket out of service, or puts it back. */
  public synchronized void operative(boolean inService) {
    advance();
    operative = inService;
  }

  /** Seconds for which the limit is still valid; 0 when it has run out. */
  public synchronized long validFor() {
    return Math.max(0, validitySeconds - (now() - lastLimit) / 1_000_000_000L);
  }

  /**
   * The current granted.
   *
   * @return ampere per phase
   */
  public synchronized double grantedAmpere() {
    double ampere = validFor() > 0 ? limitAmpere : safeAmpere;
    return operative && ampere >= 6 ? ampere : 0;
  }

  @Override
  protected double grantedWatts() {
    return grantedAmpere() * phases * VOLTAGE;
  }

  @Override
  public double registerWh() {
    return energyWh();
  }

  @Override
  public synchronized int[] readHolding(int address, int count) throws ModbusFault {
    int[] values = new int[count];
    for (int i = 0; i < count; i++) {
      values[i] = register(address + i, watts());
    }
    return values;
  }

  private int register(int address, double watts) throws ModbusFault {
    if (address >= 306 && address <= 311) {
      return real(VOLTAGE, address - 306);
    }
    if (address >= 320 && address <= 325) {
      boolean used = phases == 3 || address < 322;
      return real(used ? watts / phases / VOLTAGE : 0, address - 320);
    }
    if (address == 336 || address == 337) {
      return real(FREQUENCY, address - 336);
    }
    if (address == 344 || address == 345) {
      return real(watts, address - 344);
    }
    if (address >= 374 && address <= 377) {
      long bits = Double.doubleToLongBits(energyWh());
      return (int) (bits >>> 16 * (377 - address)) & 0xFFFF;
    }
    if (address >= STATE && address < STATE + 5) {
      byte[] text = state(watts).getBytes(StandardCharsets.US_ASCII);
      int at = 2 * (address - STATE);
      return octet(text, at) << 8 | octet(text, at + 1);
    }
    return switch (address) {
      case 1200 -> operative ? 1 : 0;
      case 1206, 1207 -> real(grantedAmpere(), address - 1206);
      case 1208, 1209 -> words(validFor())[address - 1208];
      case 1210, 1211 -> real(limitAmpere, address - 1210);
      case 1212, 1213 -> real(safeAmpere, address - 1212);
      case 1214 -> validFor() > 0 ? 1 : 0;
      case 1215 -> phases;
      default -> throw new ModbusFault(ModbusFault.ILLEGAL_ADDRESS);
    };
  }

  private String state(double watts) {
    if (!plugged()) {
      return operative ? "A" : "F";
    }
    if (watts > 0) {
      return "C2";
    }
    return grantedWatts() > 0 ? "B2" : "B1";
  }

  private static int octet(byte[] text, int at) {
    return at < text.length ? text[at] & 0xFF : 0;
  }

  private static int real(double value, int half) {
    int word = half & 1;
    return words(Float.floatToIntBits((float) value) & 0xFFFFFFFFL)[word];
  }

  @Override
  public synchronized void write(int function, int address, int[] values) throws ModbusFault {
    if (function != 16) {
      throw new ModbusFault(ModbusFault.ILLEGAL_FUNCTION);
    }
    advance();
    if (address == 1210 && values.length == 2) {
      float ampere = Float.intBitsToFloat(values[0] << 16 | values[1]);
      if (!(ampere >= 0)) {
        throw new ModbusFault(ModbusFault.ILLEGAL_VALUE);
      }
      limitAmpere = ampere;
      lastLimit = now();
    } else if (address == 1215 && values.length == 1 && (values[0] == 1 || values[0] == 3)) {
      phases = values[0];
    } else {
      throw new ModbusFault(
          address == 1215 ? ModbusFault.ILLEGAL_VALUE : ModbusFault.ILLEGAL_ADDRESS);
    }
  }
}
