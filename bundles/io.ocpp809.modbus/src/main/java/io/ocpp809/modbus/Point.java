package io.ocpp809.modbus;

import java.util.Objects;
import java.util.Set;

/**
 * A value of a device: where it lies and how it reads.
 *
 * @param table which table
 * @param address first register or bit, 0-based as on the wire
 * @param type how the value lies there
 * @param order order of octets over several registers
 * @param length registers taken, where the type does not say; else 0
 * @param bit bit of the register, 0 the least significant, for BOOLEAN in registers; -1 for any bit
 * @param mask bits of an integer that count; 0 for all
 * @param shift places by which the masked integer is shifted down, at most to its lowest bit
 * @param factor physical value = raw × factor + add
 * @param add see factor
 * @param invalid raw integers that mean "no value"
 * @param write how it is written
 */
public record Point(
    Table table,
    int address,
    DataType type,
    WordOrder order,
    int length,
    int bit,
    long mask,
    int shift,
    double factor,
    double add,
    Set<Long> invalid,
    WriteFunction write) {

  /** Function by which a value is written. */
  public enum WriteFunction {
    /** 6 or 5 for one register or coil, else 16. */
    AUTO,
    /** 5: one coil. */
    F5,
    /** 6: one register. */
    F6,
    /** 15: several coils. */
    F15,
    /** 16: several registers. */
    F16,
    /** 22: bits of a register, changed by the device itself; for parts of a register. */
    F22
  }

  /** Checks that the parts fit together; messages say what does not. */
  public Point {
    Objects.requireNonNull(table, "table");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(order, "order");
    Objects.requireNonNull(write, "write");
    invalid = Set.copyOf(invalid);
    int size = type.registers() == 0 ? length : type.registers();
    require(size > 0, "length: " + type + " needs the number of registers");
    require(
        size <= table.mostPerRead(),
        "length: " + size + " is more than the " + table.mostPerRead() + " of one request");
    require(
        address >= 0 && address + size <= 0x10000,
        "address: " + address + " with " + size + " registers is not within 0 to 65535");
    require(
        table.registers() || type == DataType.BOOLEAN,
        "data.type: a " + table + " is BOOLEAN, not " + type);
    require(bit >= -1 && bit <= 15, "bit: " + bit + " is not within 0 to 15");
    require(bit < 0 || type == DataType.BOOLEAN, "bit: needs data.type BOOLEAN, not " + type);
    require(shift >= 0 && shift <= 63, "shift: " + shift + " is not within 0 to 63");
    require(mask == 0 || type.whole(), "mask: a " + type + " has no bits to choose from");
    require(
        mask == 0 || size > 3 || mask >>> 16 * size == 0,
        "mask: " + Long.toHexString(mask) + " has more bits than " + size + " registers");
    require(
        shift == 0 || mask != 0 && shift <= Long.numberOfTrailingZeros(mask),
        "shift: " + shift + " needs a mask whose lowest bit is not below it");
    require(Double.isFinite(add), "add: must be a number");
    require(factor != 0 && Double.isFinite(factor), "factor: must not be 0");
  }

  /** A plain point without scaling. */
  public static Point of(Table table, int address, DataType type) {
    return new Point(
        table, address, type, WordOrder.ABCD, 0, -1, 0, 0, 1, 0, Set.of(), WriteFunction.AUTO);
  }

  /** Registers or bits that it takes. */
  public int size() {
    return type.registers() == 0 ? length : type.registers();
  }

  /** Whether it is only some bits of a register, so that the others must be left as they are. */
  public boolean partial() {
    boolean part = type == DataType.BOOLEAN && bit >= 0 || type.octet() || mask != 0;
    return table == Table.HOLDING && part;
  }

  /** Whether raw and physical value differ. */
  public boolean scaled() {
    return factor != 1 || add != 0;
  }

  private static void require(boolean right, String message) {
    if (!right) {
      throw new IllegalArgumentException(message);
    }
  }
}
