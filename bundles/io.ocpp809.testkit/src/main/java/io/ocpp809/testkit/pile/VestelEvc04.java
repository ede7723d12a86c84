package io.ocpp809.testkit.pile;

import io.ocpp809.testkit.modbus.Device;
import io.ocpp809.testkit.modbus.ModbusFault;
import java.nio.charset.StandardCharsets;
import java.util.function.LongSupplier;

/**
 * Vestel EVC04 by its Modbus TCP specification: unit 255, an OCPP status in register 1000, a life
 * register, and a fail-safe current when that is not written.
 */
public final class VestelEvc04 extends SimulatedPile implements Device {

  /** Unit identifier of the device. */
  public static final int UNIT = 255;

  private static final double VOLTAGE = 230;

  private int limitAmpere;
  private int failsafeAmpere = 6;
  private int failsafeSeconds = 20;
  private int phaseMode = 1;
  private long lastAlive;
  private long fault;
  private String tag = "";

  /**
   * A pile as it comes out of a restart: nothing granted.
   *
   * @param nanoTime monotonic time in nanoseconds
   * @param energyWh total register at the start, in Wh
   */
  public VestelEvc04(LongSupplier nanoTime, double energyWh) {
    super(nanoTime, energyWh);
    this.lastAlive = nanoTime.getAsLong();
  }

  @Override
  public String product() {
    return "Vestel EVC04";
  }

  /** Shows a card to the reader; an empty text takes it away. */
  public synchronized void showCard(String idTag) {
    tag = idTag;
  }

  /** Lets the pile report a fault; 0 clears it. */
  public synchronized void fault(long code) {
    advance();
    fault = code;
  }

  /**
   * The current granted, as the fail-safe leaves it.
   *
   * @return ampere per phase
   */
  public synchronized double grantedAmpere() {
    boolean silent = now() - lastAlive > failsafeSeconds * 1_000_000_000L;
    int ampere = silent ? failsafeAmpere : limitAmpere;
    return fault == 0 && ampere >= 6 ? ampere : 0;
  }

  private int phases() {
    return phaseMode == 1 ? 3 : 1;
  }

  @Override
  protected double grantedWatts() {
    return grantedAmpere() * phases() * VOLTAGE;
  }

  @Override
  public double registerWh() {
    return Math.floor(energyWh() / 100) * 100;
  }

  @Override
  protected void plugChanged(boolean nowPlugged) {
    if (!nowPlugged) {
      tag = "";
    }
  }

  @Override
  public synchronized int[] readInput(int address, int count) throws ModbusFault {
    int[] values = new int[count];
    for (int i = 0; i < count; i++) {
      values[i] = input(address + i, watts());
    }
    return values;
  }

  private int input(int address, double watts) throws ModbusFault {
    if (address >= 100 && address < 280) {
      return identity(address);
    }
    if (address >= 1516 && address < 1531) {
      int at = address - 1516;
      return at < tag.length() ? tag.charAt(at) : 0;
    }
    int milliampere = (int) Math.round(watts / phases() / VOLTAGE * 1000);
    return switch (address) {
      case 404 -> 1;
      case 1000 -> status(watts);
      case 1001 -> watts > 0 ? 1 : 0;
      case 1002 -> fault == 0 ? 1 : 2;
      case 1004 -> plugged() ? 3 : 0;
      case 1006, 1007 -> words(fault)[address - 1006];
      case 1008 -> milliampere;
      case 1010, 1012 -> phases() == 3 ? milliampere : 0;
      case 1014, 1016, 1018 -> (int) VOLTAGE;
      case 1020, 1021 -> words(Math.round(watts))[address - 1020];
      case 1036, 1037 -> words((long) Math.floor(energyWh() / 100))[address - 1036];
      case 1100 -> (int) grantedAmpere();
      case 1102 -> 6;
      case 1104, 1106 -> 32;
      case 1502, 1503 -> words((long) Math.floor(sessionWh()))[address - 1502];
      case 1508, 1509 -> 0;
      default -> throw new ModbusFault(ModbusFault.ILLEGAL_ADDRESS);
    };
  }

  /** Texts of two characters a register; registers between them read zero. */
  private static int identity(int address) {
    int start =
        address < 130 ? 100 : address < 190 ? 130 : address < 210 ? 190 : address < 230 ? 210 : 230;
    String text =
        switch (start) {
          case 100 -> "7301000419";
          case 130 -> "EVC04-SIM";
          case 190 -> "Vestel";
          case 210 -> "EVC04";
          default -> "v3.187.0";
        };
    byte[] octets = text.getBytes(StandardCharsets.US_ASCII);
    int at = 2 * (address - start);
    int high = at < octets.length ? octets[at] : 0;
    int low = at + 1 < octets.length ? octets[at + 1] : 0;
    return high << 8 | low;
  }

  /** 0 Available, 1 Preparing, 2 Charging, 3 SuspendedEVSE, 4 SuspendedEV, 8 Faulted. */
  private int status(double watts) {
    if (fault != 0) {
      return 8;
    }
    if (!plugged()) {
      return 0;
    }
    if (watts > 0) {
      return 2;
    }
    if (sessionWh() == 0) {
      return 1;
    }
    return grantedWatts() > 0 ? 4 : 3;
  }

  @Override
  public synchronized int[] readHolding(int address, int count) throws ModbusFault {
    if (count != 1) {
      throw new ModbusFault(ModbusFault.ILLEGAL_ADDRESS);
    }
    return new int[] {
      switch (address) {
        case 405 -> phaseMode;
        case 2000 -> failsafeAmpere;
        case 2002 -> failsafeSeconds;
        case 5004 -> limitAmpere;
        case 6000 -> 0;
        default -> throw new ModbusFault(ModbusFault.ILLEGAL_ADDRESS);
      }
    };
  }

  @Override
  public synchronized void write(int function, int address, int[] values) throws ModbusFault {
    if (function != 6) {
      throw new ModbusFault(ModbusFault.ILLEGAL_FUNCTION);
    }
    advance();
    int value = values[0];
    switch (address) {
      case 405 -> phaseMode = value;
      case 2000 -> failsafeAmpere = value;
      case 2002 -> failsafeSeconds = value;
      case 5004 -> limitAmpere = value;
      case 6000 -> lastAlive = now();
      default -> throw new ModbusFault(ModbusFault.ILLEGAL_ADDRESS);
    }
  }
}
