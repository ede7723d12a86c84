package io.ocpp809.testkit.pile;

import io.ocpp809.testkit.modbus.Device;
import io.ocpp809.testkit.modbus.ModbusFault;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * A Delta DC charger with one outlet by its Modbus register table: station registers below 1000,
 * the outlet's from 1000 on; power in watts; energy of the session only.
 */
public final class DeltaDc extends SimulatedPile implements Device {

  /** Address offset of the outlet. */
  private static final int OUTLET = 1000;

  private static final double DC_VOLTAGE = 400;

  private boolean watchdog;
  private int watchdogSeconds = 60;
  private long fallbackWatts;
  private long limitWatts;
  private boolean suspended;
  private long lastLimit;
  private String tag = "";

  /**
   * A charger as it comes out of a restart: nothing granted.
   *
   * @param nanoTime monotonic time in nanoseconds
   */
  public DeltaDc(LongSupplier nanoTime) {
    super(nanoTime, 0);
    this.lastLimit = nanoTime.getAsLong();
  }

  @Override
  public String product() {
    return "Delta DC";
  }

  /**
   * The power granted, as the watchdog leaves it.
   *
   * @return W
   */
  public synchronized long limitWatts() {
    boolean silent = watchdog && now() - lastLimit > watchdogSeconds * 1_000_000_000L;
    return silent ? Math.min(limitWatts, fallbackWatts) : limitWatts;
  }

  @Override
  protected double grantedWatts() {
    return suspended ? 0 : limitWatts();
  }

  /**
   * The power that its outlet may give now.
   *
   * @return W; 0 while it is suspended
   */
  public synchronized double allowedWatts() {
    return grantedWatts();
  }

  /** The session's register: this product has no total. */
  @Override
  public double registerWh() {
    return Math.floor(sessionWh());
  }

  /**
   * Shows a card to the reader.
   *
   * @param idTag the card's number as text, at most 20 characters; empty takes it away
   */
  public synchronized void showCard(String idTag) {
    tag = idTag;
  }

  @Override
  protected void plugChanged(boolean nowPlugged) {
    if (!nowPlugged) {
      tag = "";
    }
  }

  @Override
  public synchronized int[] readInput(int address, int count) throws ModbusFault {
    double watts = watts();
    int[] values = new int[count];
    for (int i = 0; i < count; i++) {
      int at = address + i;
      values[i] = at < OUTLET ? station(at) : outlet(at - OUTLET, watts);
    }
    return values;
  }

  private static int station(int address) throws ModbusFault {
    if (address >= 110 && address < 130) {
      return text("SIM0000815", address - 110);
    }
    if (address >= 130 && address < 150) {
      return text("DC Wallbox 25", address - 130);
    }
    return switch (address) {
      case 100 -> 1;
      case 102 -> 1;
      case 101, 103, 104, 105, 106, 107, 108, 109 -> 0;
      default -> throw new ModbusFault(ModbusFault.ILLEGAL_ADDRESS);
    };
  }

  private int outlet(int address, double watts) throws ModbusFault {
    if (address >= 100 && address < 120) {
      return text(tag, address - 100);
    }
    return switch (address) {
      case 0 -> status(watts);
      case 1 -> session(watts);
      case 2 -> 0;
      case 3, 4 -> floatWords(watts > 0 ? DC_VOLTAGE : 0)[address - 3];
      case 5, 6 -> words(Math.round(watts))[address - 5];
      case 7, 8 -> floatWords(watts / DC_VOLTAGE)[address - 7];
      case 9, 10 -> floatWords(watts)[address - 9];
      case 11 -> plugged() ? 420 : 0;
      case 12, 13, 14, 15, 16, 17, 18 -> 0;
      case 19, 20 -> words((long) registerWh())[address - 19];
      default -> throw new ModbusFault(ModbusFault.ILLEGAL_ADDRESS);
    };
  }

  /** 1 Available, 3 Preparing, 4 Charging, 6 SuspendedEV, 7 SuspendedEVSE. */
  private int status(double watts) {
    if (!plugged()) {
      return 1;
    }
    if (watts > 0) {
      return 4;
    }
    if (limitWatts() == 0 && registerWh() == 0) {
      return 3;
    }
    return grantedWatts() > 0 ? 6 : 7;
  }

  /** 0 none, 1 awaits release, 3 charging, 4 paused. */
  private int session(double watts) {
    if (!plugged()) {
      return 0;
    }
    if (watts > 0) {
      return 3;
    }
    return registerWh() == 0 ? 1 : 4;
  }

  @Override
  public synchronized int[] readHolding(int address, int count) throws ModbusFault {
    int[] values = new int[count];
    for (int i = 0; i < count; i++) {
      int at = address + i;
      values[i] =
          switch (at) {
            case 201 -> watchdog ? 1 : 0;
            case 202 -> watchdogSeconds;
            case 203, 204 -> words(fallbackWatts)[at - 203];
            case OUTLET + 600, OUTLET + 601 -> words(limitWatts)[at - OUTLET - 600];
            case OUTLET + 602 -> suspended ? 1 : 0;
            default -> throw new ModbusFault(ModbusFault.ILLEGAL_ADDRESS);
          };
    }
    return values;
  }

  @Override
  public synchronized void write(int function, int address, int[] values) throws ModbusFault {
    if (function != 16) {
      throw new ModbusFault(ModbusFault.ILLEGAL_FUNCTION);
    }
    advance();
    switch (address) {
      case 201 -> watchdog = values[0] == 1;
      case 202 -> watchdogSeconds = values[0];
      case 203 -> fallbackWatts = pair(values);
      case OUTLET + 600 -> {
        limitWatts = pair(values);
        lastLimit = now();
      }
      case OUTLET + 602 -> suspended = values[0] == 1;
      default -> throw new ModbusFault(ModbusFault.ILLEGAL_ADDRESS);
    }
  }

  private static long pair(int[] values) throws ModbusFault {
    if (values.length != 2) {
      throw new ModbusFault(ModbusFault.ILLEGAL_VALUE);
    }
    return (long) values[0] << 16 | values[1];
  }

  private static int text(String text, int register) {
    byte[] bytes = Arrays.copyOf(text.getBytes(StandardCharsets.US_ASCII), 40);
    return (bytes[2 * register] & 0xFF) << 8 | bytes[2 * register + 1] & 0xFF;
  }

  private static int[] floatWords(double value) {
    return words(Float.floatToIntBits((float) value) & 0xFFFFFFFFL);
  }
}
