package io.ocpp809.template;

import java.util.Map;

/**
 * A point of a template.
 *
 * @param name its name within the template
 * @param role what it means; empty if nothing to the station
 * @param table HOLDING, INPUT, COIL or DISCRETE
 * @param address first register, 0-based
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
 * @param invalid raw values that mean "no value", hexadecimal, by comma
 * @param hex whether the value is shown as hexadecimal digits
 * @param poll FAST, SLOW, ONCE or NEVER
 * @param station whether it lies once in the station, not once an outlet
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
    String invalid,
    boolean hex,
    String poll,
    boolean station) {
  /** Copies the map. */
  public TemplatePoint {
    meanings = Map.copyOf(meanings);
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
      case "STRING_ASCII", "STRING_UTF16", "BYTES" -> length;
      default -> 1;
    };
  }
}
