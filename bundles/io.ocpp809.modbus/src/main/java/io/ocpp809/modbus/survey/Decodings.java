package io.ocpp809.modbus.survey;

import io.ocpp809.modbus.DataType;
import io.ocpp809.modbus.Point;
import io.ocpp809.modbus.Point.WriteFunction;
import io.ocpp809.modbus.PointCodec;
import io.ocpp809.modbus.Table;
import io.ocpp809.modbus.WordOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What registers may mean: each type and octet order in which they make sense. */
public final class Decodings {
  private static final double LEAST = 1e-3;
  private static final double MOST = 1e9;
  private static final double MOST_LONG = 1e13;
  private static final double MOST_SWAPPED = 1e6;
  private static final double LOWEST = -1e7;
  private static final double WORD = 65_536.0 * 65_536;
  private static final List<DataType> LONG =
      List.of(DataType.UINT32, DataType.INT32, DataType.FLOAT32);
  private static final List<DataType> LONGER =
      List.of(DataType.UINT64, DataType.INT64, DataType.FLOAT64);

  private Decodings() {}

  /**
   * One reading of registers.
   *
   * @param offset first register, counted from the first that was read
   * @param registers how many it takes
   * @param type type
   * @param order octet order; ABCD where it makes no difference
   * @param value value as text
   * @param hint what speaks for it, such as "a voltage"; empty for nothing
   */
  public record Decoding(
      int offset, int registers, DataType type, WordOrder order, String value, String hint) {}

  /**
   * All readings that make sense: integers of one register, of two between -1e7 and 1e9, of four
   * from 2^32 to 1e13 (below that two tell as much), with their octets in order, floats that are 0
   * or between 0.001 and 1e9 (1e6 with swapped octets), decimal digits, text that can be printed. A
   * number of several registers that another type or order reads to the same is told once.
   *
   * @param registers raw registers
   * @param only the one type that counts; empty for all
   * @param wanted the one order that counts; empty for all
   */
  public static List<Decoding> of(
      int[] registers, Optional<DataType> only, Optional<WordOrder> wanted) {
    List<Decoding> result = new ArrayList<>();
    for (int i = 0; i < registers.length; i++) {
      single(result, registers, i, only);
      several(result, registers, i, 2, LONG, only, wanted);
      several(result, registers, i, 4, LONGER, only, wanted);
    }
    for (DataType type : List.of(DataType.STRING_ASCII, DataType.STRING_UTF16)) {
      if (wants(only, type)) {
        text(result, registers, type, wanted);
      }
    }
    if (only.filter(t -> t == DataType.BYTES).isPresent()) {
      StringBuilder hex = new StringBuilder();
      for (int r : registers) {
        hex.append(String.format("%04X", r));
      }
      result.add(
          new Decoding(0, registers.length, DataType.BYTES, WordOrder.ABCD, hex.toString(), ""));
    }
    return result;
  }

  private static boolean wants(Optional<DataType> only, DataType type) {
    return only.isEmpty() || only.get() == type;
  }

  private static void single(List<Decoding> all, int[] r, int at, Optional<DataType> only) {
    int[] one = {r[at]};
    for (DataType type : List.of(DataType.UINT16, DataType.INT16, DataType.BCD)) {
      boolean same = type == DataType.INT16 && r[at] < 0x8000 && only.isEmpty();
      boolean plain = type == DataType.BCD && only.isEmpty() && (r[at] < 10 || at > 0);
      if (wants(only, type) && !same && !plain) {
        value(point(type, WordOrder.ABCD, 1), one)
            .ifPresent(v -> all.add(decoding(at, 1, type, WordOrder.ABCD, v)));
      }
    }
    for (DataType type : List.of(DataType.UINT8, DataType.INT8, DataType.BOOLEAN)) {
      if (only.isPresent() && wants(only, type)) {
        value(point(type, WordOrder.ABCD, 1), one)
            .ifPresent(v -> all.add(decoding(at, 1, type, WordOrder.ABCD, v)));
      }
    }
  }

  private static void several(
      List<Decoding> all,
      int[] r,
      int at,
      int size,
      List<DataType> types,
      Optional<DataType> only,
      Optional<WordOrder> wanted) {
    if (at + size > r.length) {
      return;
    }
    int[] part = java.util.Arrays.copyOfRange(r, at, at + size);
    Set<String> told = new HashSet<>();
    for (DataType type : types) {
      for (WordOrder order : WordOrder.values()) {
        if (wants(only, type) && asked(type, order, only, wanted)) {
          value(point(type, order, 0), part)
              .filter(v -> only.isPresent() || sensible(v, order, size))
              .filter(v -> told.add(shown(v)))
              .ifPresent(v -> all.add(decoding(at, size, type, order, v)));
        }
      }
    }
  }

  /** Integers with swapped octets are rare: only if they are asked for. */
  private static boolean asked(
      DataType type, WordOrder order, Optional<DataType> only, Optional<WordOrder> wanted) {
    boolean usual = order == WordOrder.ABCD || order == WordOrder.CDAB;
    return wanted.map(w -> w == order).orElse(usual || !type.whole() || only.isPresent());
  }

  /** What shorter types say already, and odd octet orders with odd values, are noise. */
  private static boolean sensible(Object value, WordOrder order, int size) {
    double v = ((Number) value).doubleValue();
    if (value instanceof Long) {
      return size == 2 ? v <= MOST && v >= LOWEST : v >= WORD && v <= MOST_LONG;
    }
    boolean usual = order == WordOrder.ABCD || order == WordOrder.CDAB;
    return v == 0 && usual || Math.abs(v) >= LEAST && Math.abs(v) <= (usual ? MOST : MOST_SWAPPED);
  }

  private static void text(List<Decoding> all, int[] r, DataType type, Optional<WordOrder> wanted) {
    for (WordOrder order : List.of(WordOrder.ABCD, WordOrder.BADC)) {
      if (wanted.isPresent() && wanted.get() != order) {
        continue;
      }
      value(point(type, order, r.length), r)
          .map(String::valueOf)
          .filter(t -> t.length() >= 2 && t.chars().allMatch(c -> c >= ' ' && c <= '~'))
          .ifPresent(t -> all.add(new Decoding(0, r.length, type, order, t, "text")));
    }
  }

  private static Point point(DataType type, WordOrder order, int length) {
    return new Point(
        Table.HOLDING, 0, type, order, length, -1, 0, 0, 1, 0, Set.of(), WriteFunction.AUTO);
  }

  private static Optional<Object> value(Point p, int[] registers) {
    try {
      return PointCodec.decode(p, registers);
    } catch (IllegalArgumentException notOfThisType) {
      return Optional.empty();
    }
  }

  private static Decoding decoding(int at, int size, DataType type, WordOrder order, Object value) {
    String hint = value instanceof Number n ? hint(type, n.doubleValue()) : "";
    return new Decoding(at, size, type, order, shown(value), hint);
  }

  private static String shown(Object value) {
    if (value instanceof Double d && d == Math.rint(d) && Math.abs(d) < 1e15) {
      return String.valueOf(d.longValue());
    }
    return String.valueOf(value);
  }

  /** Mains: 90 to 290 V, 45 to 65 Hz, as they are or in the usual tenths and hundredths. */
  private static String hint(DataType type, double v) {
    boolean real = type == DataType.FLOAT32 || type == DataType.FLOAT64;
    if (v >= 207 && v <= 253 || !real && v >= 2070 && v <= 2530) {
      return v < 1000 ? "V?" : "0.1 V?";
    }
    if (real && v >= 49 && v <= 51 || !real && v >= 4900 && v <= 5100) {
      return v < 100 ? "Hz?" : "0.01 Hz?";
    }
    return "";
  }
}
