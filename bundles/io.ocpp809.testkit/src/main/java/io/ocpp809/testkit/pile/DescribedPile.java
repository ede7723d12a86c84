package io.ocpp809.testkit.pile;

import io.ocpp809.testkit.modbus.Device;
import io.ocpp809.testkit.modbus.ModbusFault;
import io.ocpp809.testkit.pile.PileDescription.Display;
import io.ocpp809.testkit.pile.PileDescription.Feed;
import io.ocpp809.testkit.pile.PileDescription.Field;
import io.ocpp809.testkit.pile.PileDescription.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * A pile of which limit, gate, phases, watchdog and what it shows of them are described by a few
 * numbers. It knows only the registers of its description; of the others it says illegal address,
 * of a function that the product does not take illegal function.
 */
public final class DescribedPile extends SimulatedPile implements Device {
  private static final int VOLTAGE = 230;
  private static final double LEAST_AMPERE = 6;

  private final PileDescription product;
  private final long timeoutNanos;
  private final double fallbackAmpere;
  private final Map<Integer, Integer> holding = new HashMap<>();
  private boolean gateOpen;
  private long fed;

  private DescribedPile(
      PileDescription product, LongSupplier nanoTime, double seconds, double fallbackAmpere) {
    super(nanoTime, 0);
    this.product = product;
    this.timeoutNanos = Math.round(seconds * 1e9);
    this.fallbackAmpere = fallbackAmpere;
    this.fed = nanoTime.getAsLong();
    product.holding.forEach(a -> holding.put(a, 0));
    product.settings.forEach(a -> holding.put(a, 0));
    holding.putAll(product.constants);
    product.feeds.forEach(a -> holding.put(a, 0));
    for (Field limit : product.limits) {
      put(limit, 0);
    }
    if (product.gate >= 0 && !product.coil) {
      holding.put(product.gate, 0);
    }
    product.phases.forEach(
        (raw, phases) -> {
          if (phases == 3) {
            holding.put(product.phaseRegister, raw.intValue());
          }
        });
  }

  /**
   * A pile of a product, with no vehicle and a limit of 0.
   *
   * @param name name of its template
   * @param nanoTime monotonic time in nanoseconds
   * @param seconds silence after which it falls back, as set at the pile, s; without meaning where
   *     there is no watchdog
   * @param fallbackAmpere current per phase that it falls back to, as set at the pile, A
   * @throws IllegalArgumentException if the product is not described
   */
  public static DescribedPile of(
      String name, LongSupplier nanoTime, double seconds, double fallbackAmpere) {
    return PileDescriptions.ALL.stream()
        .filter(p -> p.name.equals(name))
        .findFirst()
        .map(p -> new DescribedPile(p, nanoTime, seconds, fallbackAmpere))
        .orElseThrow(() -> new IllegalArgumentException("no pile " + name + " is described"));
  }

  /** Names of the products that are described. */
  public static List<String> names() {
    return PileDescriptions.ALL.stream().map(p -> p.name).toList();
  }

  @Override
  public String product() {
    return product.name;
  }

  /** Phases on which it charges. */
  public synchronized int phases() {
    int raw = holding.getOrDefault(product.phaseRegister, 0);
    return product.phases.getOrDefault((long) raw, 3);
  }

  @Override
  protected double grantedWatts() {
    return grantedAmpere() * phases() * VOLTAGE;
  }

  private double grantedAmpere() {
    boolean silent = product.feed != Feed.NONE && now() - fed > timeoutNanos;
    double ampere = silent ? fallbackAmpere : limitAmpere();
    boolean open = product.gate < 0 || gateOpen;
    return open && ampere >= LEAST_AMPERE ? ampere : 0;
  }

  private double limitAmpere() {
    return product.limits.stream()
        .mapToDouble(l -> number(l.kind(), words(l)) / l.perUnit())
        .min()
        .orElse(0);
  }

  @Override
  public double registerWh() {
    return energyWh();
  }

  @Override
  public synchronized int[] readHolding(int address, int count) throws ModbusFault {
    return read(false, address, count);
  }

  @Override
  public synchronized int[] readInput(int address, int count) throws ModbusFault {
    return read(true, address, count);
  }

  private int[] read(boolean input, int address, int count) throws ModbusFault {
    asked();
    Map<Integer, Integer> all = new HashMap<>();
    if (input) {
      product.input.forEach(a -> all.put(a, 0));
    } else {
      all.putAll(holding);
      product.limits.stream()
          .filter(l -> product.writeOnly.contains(l.address()))
          .forEach(l -> all.keySet().removeIf(a -> within(l, a)));
    }
    for (Display d : product.displays) {
      if (d.input() == input) {
        show(d, all);
      }
    }
    int[] values = new int[count];
    for (int i = 0; i < count; i++) {
      if (!all.containsKey(address + i)) {
        throw new ModbusFault(ModbusFault.ILLEGAL_ADDRESS);
      }
      values[i] = all.get(address + i);
    }
    return values;
  }

  private void show(Display d, Map<Integer, Integer> all) {
    Field f = d.field();
    double value =
        switch (d.shown()) {
          case STATE -> product.states[situation()];
          case CABLE -> plugged() ? 1 : 0;
          case LIMIT -> limitAmpere();
          case CURRENT -> watts() / phases() / VOLTAGE;
          case POWER -> watts();
          case ENERGY -> energyWh();
          case SESSION -> sessionWh();
        };
    int times = d.shown() == PileDescription.Shown.CURRENT ? 3 : 1;
    for (int i = 0; i < times; i++) {
      int[] words = words(f.kind(), i < phases() ? value * f.perUnit() : 0);
      for (int k = 0; k < words.length; k++) {
        all.put(f.address() + i * words.length + k, words[k]);
      }
    }
  }

  private int situation() {
    if (!plugged()) {
      return 0;
    }
    return watts() > 0 ? 3 : grantedWatts() > 0 ? 2 : 1;
  }

  @Override
  public synchronized boolean[] readBits(int function, int address, int count) throws ModbusFault {
    asked();
    if (function != 1 || !product.coil || address != product.gate || count != 1) {
      throw new ModbusFault(ModbusFault.ILLEGAL_ADDRESS);
    }
    return new boolean[] {gateOpen};
  }

  @Override
  public synchronized void writeCoils(int function, int address, boolean[] values)
      throws ModbusFault {
    asked();
    if (!product.coil || address != product.gate || values.length != 1) {
      throw new ModbusFault(ModbusFault.ILLEGAL_ADDRESS);
    }
    gateOpen = values[0];
  }

  @Override
  public synchronized void write(int function, int address, int[] values) throws ModbusFault {
    asked();
    if (!product.functions.contains(function)) {
      throw new ModbusFault(ModbusFault.ILLEGAL_FUNCTION);
    }
    boolean limit =
        product.limits.stream()
            .anyMatch(l -> l.address() == address && words(l).length == values.length);
    boolean gate = !product.coil && address == product.gate;
    boolean one = gate || address == product.phaseRegister || product.feeds.contains(address);
    boolean setting = product.settings.contains(address);
    if (!limit && !(values.length == 1 && (one || setting))) {
      throw new ModbusFault(ModbusFault.ILLEGAL_ADDRESS);
    }
    if (limit) {
      refuse(address, values);
    }
    if (address == product.phaseRegister && !product.phases.containsKey((long) values[0])) {
      throw new ModbusFault(ModbusFault.ILLEGAL_VALUE);
    }
    for (int i = 0; i < values.length; i++) {
      holding.put(address + i, values[i]);
    }
    if (gate) {
      gateOpen = values[0] == 1;
    }
    int place = product.feeds.indexOf(address);
    if (place > 0 || place == 0 && values[0] == product.feedValue) {
      fed = now();
    }
  }

  private void refuse(int address, int[] values) throws ModbusFault {
    Field field = product.limits.stream().filter(l -> l.address() == address).findFirst().get();
    boolean octets = field.kind() == Kind.BOTH_OCTETS && values[0] >> 8 != (values[0] & 0xFF);
    if (octets || number(field.kind(), values) / field.perUnit() < product.leastWritten) {
      throw new ModbusFault(ModbusFault.ILLEGAL_VALUE);
    }
  }

  private void asked() {
    advance();
    if (product.feed == Feed.ANY_REQUEST) {
      fed = now();
    }
  }

  private boolean within(Field f, int address) {
    return address >= f.address() && address < f.address() + words(f.kind(), 0).length;
  }

  private void put(Field f, double value) {
    int[] words = words(f.kind(), value);
    for (int i = 0; i < words.length; i++) {
      holding.put(f.address() + i, words[i]);
    }
  }

  private int[] words(Field f) {
    int[] result = new int[words(f.kind(), 0).length];
    for (int i = 0; i < result.length; i++) {
      result[i] = holding.get(f.address() + i);
    }
    return result;
  }

  private static double number(Kind kind, int[] w) {
    return switch (kind) {
      case U16 -> w[0];
      case HIGH_OCTET, BOTH_OCTETS -> w[0] >> 8;
      case U32 -> (long) w[0] << 16 | w[1];
      case FLOAT -> Float.intBitsToFloat(w[0] << 16 | w[1]);
      default -> throw new IllegalArgumentException("no limit is held as " + kind);
    };
  }

  private static int[] words(Kind kind, double value) {
    long whole = Math.round(value);
    return switch (kind) {
      case U16 -> new int[] {(int) whole & 0xFFFF};
      case HIGH_OCTET -> new int[] {(int) whole << 8 & 0xFF00};
      case BOTH_OCTETS -> new int[] {(int) (whole << 8 | whole) & 0xFFFF};
      case U32 -> words(whole);
      case U32_LOW_FIRST -> swapped(words(whole));
      case U64 -> new int[] {0, 0, words(whole)[0], words(whole)[1]};
      case U64_LOW_FIRST -> new int[] {words(whole)[1], words(whole)[0], 0, 0};
      case FLOAT -> words(Float.floatToIntBits((float) value) & 0xFFFFFFFFL);
      case FLOAT_LOW_FIRST -> swapped(words(Float.floatToIntBits((float) value) & 0xFFFFFFFFL));
    };
  }

  private static int[] swapped(int[] w) {
    return new int[] {w[1], w[0]};
  }
}
