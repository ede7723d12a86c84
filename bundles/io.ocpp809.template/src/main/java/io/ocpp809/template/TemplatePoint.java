package io.ocpp809.template;

import java.util.Map;

/**
 * A point of a template.
 *
 * @param name its name within the template
 * @param role what it means; empty if nothing to the station
 * @param table HOLDING, INPUT, COIL or DISCRETE
 * @param address first register, 0-based; of outlet n it lies n strides of the template higher
 * @param type data type as the driver names it
 * @param length registers of a text; else 0
 * @param order octet order as the driver names it
 * @param factor value = raw × factor
 * @param unit unit of the value, such as A, W, Wh, VA, VAh
 * @param readable whether it can be read
 * @param writable whether it can be written
 * @param write AUTO, 5, 6, 15 or 16
 * @param meanings raw text to canonical text; empty if the value speaks for itself
 * @param with channel that must be known too before this one means anything; empty for none
 * @param bits which bits of the register count
 * @param range what may be written
 * @param invalid raw values that mean "no value", hexadecimal, by comma
 * @param hex whether the value is shown as hexadecimal digits
 * @param poll FAST, SLOW, ONCE or NEVER
 * @param station whether it lies once in the station, not once an outlet
 * @param writesPerDay writes that it may take within 24 hours because each wears it; 0 for any
 */
public record TemplatePoint(
    String name,
    String role,
    String table,
    int address,
    String type,
    int length,
    String order,
    double factor,
    String unit,
    boolean readable,
    boolean writable,
    String write,
    Map<String, String> meanings,
    String with,
    Bits bits,
    Range range,
    String invalid,
    boolean hex,
    String poll,
    boolean station,
    int writesPerDay) {
  /**
   * Which bits of a register count.
   *
   * @param bit number of the bit for a BOOLEAN in a register, 0 the least significant; -1 for any
   * @param mask hexadecimal mask; empty for all bits
   * @param shift places by which the masked value is shifted down
   */
  public record Bits(int bit, String mask, int shift) {
    /** Whether a part of the register counts. */
    public boolean partial() {
      return bit >= 0 || !mask.isEmpty();
    }
  }

  /**
   * What may be written, in the point's unit.
   *
   * @param least smallest value; 0 for none
   * @param most largest value; 0 for any
   * @param step quantisation; 0 for none
   * @param zero whether 0 may be written although it is below the smallest
   */
  public record Range(double least, double most, double step, boolean zero) {}

  /** Copies the map. */
  public TemplatePoint {
    meanings = Map.copyOf(meanings);
  }

  /** The same point at another address. */
  TemplatePoint moved(int by) {
    return new TemplatePoint(
        name,
        role,
        table,
        address + by,
        type,
        length,
        order,
        factor,
        unit,
        readable,
        writable,
        write,
        meanings,
        with,
        bits,
        range,
        invalid,
        hex,
        poll,
        station,
        writesPerDay);
  }

  /** Name of the channel: the role if there is one, else the point's name. */
  public String channel() {
    return role.isEmpty() ? name : role;
  }

  /** Registers that it takes. */
  public int registers() {
    return switch (type) {
      case "UINT32", "INT32", "FLOAT32" -> 2;
      case "UINT64", "INT64", "FLOAT64" -> 4;
      case "STRING_ASCII", "STRING_UTF16", "BYTES", "BCD" -> length;
      default -> 1;
    };
  }
}
