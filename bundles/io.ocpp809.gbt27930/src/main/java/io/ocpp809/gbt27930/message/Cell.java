package io.ocpp809.gbt27930.message;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A cell of the battery (SPN 3101 to 3356): bits 1 to 12 the voltage, 0.01 V, bits 13 to 16 the
 * group.
 *
 * @param voltage V, 0 to 24
 * @param group number of its group: 0 to 15, in the edition of 2011 1 to 16; not available where
 *     all sixteen bits are ones
 */
public record Cell(OptionalDouble voltage, OptionalInt group) {
  static Cell decode(Reader in, Field voltageField, Field groupField) {
    OptionalDouble voltage = in.decimal(voltageField);
    return new Cell(voltage, group(in, voltage, groupField));
  }

  /** Whether nothing was said of the cell. */
  boolean absent() {
    return voltage.isEmpty() && group.isEmpty();
  }

  void encode(Writer out, Field voltageField, Field groupField) {
    out.decimal(voltageField, voltage);
    group(out, groupField, group);
  }

  /** Fifteen is a group where there is a voltage, else fill. */
  static OptionalInt group(Reader in, OptionalDouble voltage, Field field) {
    long raw = in.raw(field);
    return raw == field.fill() && voltage.isEmpty()
        ? OptionalInt.empty()
        : Reader.boxed((int) raw + first(in.context()));
  }

  static void group(Writer out, Field field, OptionalInt group) {
    if (group.isPresent()) {
      out.raw(field, group.getAsInt() - first(out.context()));
    }
  }

  private static int first(Context context) {
    return context.edition() == Edition.Y2011 ? 1 : 0;
  }
}
