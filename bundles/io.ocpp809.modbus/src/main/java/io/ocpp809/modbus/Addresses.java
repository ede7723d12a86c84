package io.ocpp809.modbus;

import java.util.Locale;

/**
 * The two ways in which addresses of a device are written: from 0 as on the wire (Modbus
 * Application Protocol V1.1b3, section 4.4), and from 1 behind a digit that names the table, as in
 * many makers' documents: 4 holding, 3 input registers, 1 discrete inputs, 0 coils.
 */
public final class Addresses {
  private Addresses() {}

  /** Both at once: {@code HOLDING 1004 (401005)}. */
  public static String words(Table table, int address) {
    return table + " " + address + " (" + numbered(table, address) + ")";
  }

  /** With the table's digit and five digits from 1: 401005 for holding register 1004. */
  public static String numbered(Table table, int address) {
    return digit(table) + String.format(Locale.ROOT, "%05d", address + 1);
  }

  private static int digit(Table table) {
    return switch (table) {
      case COIL -> 0;
      case DISCRETE -> 1;
      case INPUT -> 3;
      case HOLDING -> 4;
    };
  }

  /**
   * The address on the wire of one that begins with the table's digit.
   *
   * @param numbered five or six digits, such as 41005 or 401005; of coils the digit 0 may be left
   *     out
   * @throws IllegalArgumentException if the digit is not that of the table, or there is no such
   *     address
   */
  public static int wire(Table table, int numbered) {
    boolean six = numbered >= 100_000;
    int span = six ? 100_000 : 10_000;
    int number = numbered % span;
    if (table == Table.COIL) {
      number = numbered;
    } else if (numbered / span != digit(table)) {
      throw new IllegalArgumentException(
          numbered
              + " does not begin with "
              + digit(table)
              + ", the digit of table "
              + table
              + "; the first one is "
              + numbered(table, 0)
              + " or "
              + digit(table)
              + "0001");
    }
    if (number < 1 || number > 0x10000) {
      throw new IllegalArgumentException(numbered + " does not exist; addresses count from 1");
    }
    return number - 1;
  }
}
