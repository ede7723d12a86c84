package io.ocpp809.modbus;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Turns registers into a value and back. Values are Boolean, Long, BigInteger, Double, String or
 * byte[]: Long for unscaled integers, BigInteger for those that are larger than a Long, Double for
 * scaled ones and floats.
 */
public final class PointCodec {
  /** Places before or behind the point that no register holds, and no double has. */
  private static final int MOST_PLACES = 1_100;

  private PointCodec() {}

  /**
   * The value of these registers (or bits as 0 and 1).
   *
   * @return empty where the device says that it has no value: an invalid raw value, NaN, infinity
   * @throws IllegalArgumentException if the registers cannot be of that type, saying why
   */
  public static Optional<Object> decode(Point p, int[] raw) {
    int[] r = p.order().arrange(p.type(), raw);
    return switch (p.type()) {
      case BOOLEAN -> Optional.of(bit(p, r[0]));
      case STRING_ASCII -> Optional.of(RegisterText.ascii(RegisterText.octets(r)));
      case STRING_UTF16 -> Optional.of(RegisterText.utf16(RegisterText.octets(r)));
      case BYTES -> Optional.of(RegisterText.octets(r));
      case FLOAT32 -> real(p, bits(r), single((int) bits(r)));
      case FLOAT64 -> real(p, bits(r), Double.longBitsToDouble(bits(r)));
      case BCD -> decimal(p, r);
      default -> integer(p, r);
    };
  }

  private static boolean bit(Point p, int register) {
    return p.bit() < 0 ? register != 0 : (register >> p.bit() & 1) == 1;
  }

  /** The shortest decimal that is this float: 230.1, not 230.10000610351562. */
  private static double single(int bits) {
    return Double.parseDouble(Float.toString(Float.intBitsToFloat(bits)));
  }

  private static Optional<Object> real(Point p, long bits, double value) {
    if (!Double.isFinite(value) || p.invalid().contains(bits)) {
      return Optional.empty();
    }
    return Optional.of(p.scaled() ? scaled(p, BigDecimal.valueOf(value)) : (Object) value);
  }

  private static Optional<Object> decimal(Point p, int[] r) {
    return p.size() <= 4 && p.invalid().contains(bits(r))
        ? Optional.empty()
        : Optional.of(scale(p, RegisterText.bcd(r)));
  }

  private static Optional<Object> integer(Point p, int[] r) {
    long bits = bits(r);
    if (p.invalid().contains(bits)) {
      return Optional.empty();
    }
    if (p.mask() != 0) {
      return Optional.of(scale(p, BigInteger.valueOf((bits & p.mask()) >>> p.shift())));
    }
    return Optional.of(scale(p, signed(p.type(), bits)));
  }

  private static BigInteger signed(DataType type, long bits) {
    return switch (type) {
      case INT8 -> BigInteger.valueOf((byte) bits);
      case UINT8 -> BigInteger.valueOf(bits & 0xFF);
      case INT16 -> BigInteger.valueOf((short) bits);
      case INT32 -> BigInteger.valueOf((int) bits);
      case UINT64 -> new BigInteger(Long.toUnsignedString(bits));
      default -> BigInteger.valueOf(bits);
    };
  }

  private static Object scale(Point p, BigInteger value) {
    if (p.scaled()) {
      return scaled(p, new BigDecimal(value));
    }
    return value.bitLength() < 64 ? (Object) value.longValue() : value;
  }

  private static Object scaled(Point p, BigDecimal value) {
    return value
        .multiply(BigDecimal.valueOf(p.factor()))
        .add(BigDecimal.valueOf(p.add()))
        .doubleValue();
  }

  private static long bits(int[] r) {
    long result = 0;
    for (int x : r) {
      result = result << 16 | x;
    }
    return result;
  }

  /**
   * The registers of a value (a bit as 0 or 1), rounded to the nearest raw value.
   *
   * @param value Boolean, Number, String or byte[]
   * @throws IllegalArgumentException if the value does not fit, saying why
   */
  public static int[] encode(Point p, Object value) {
    return encode(p, value, RoundingMode.HALF_UP);
  }

  /**
   * The registers of a value (a bit as 0 or 1).
   *
   * @param value Boolean, Number, String or byte[]
   * @param rounding how a value between two raw values is rounded; FLOOR for a limit
   * @throws IllegalArgumentException if the value does not fit, saying why
   */
  public static int[] encode(Point p, Object value, RoundingMode rounding) {
    int[] r =
        switch (p.type()) {
          case BOOLEAN -> new int[] {bool(value) ? 1 : 0};
          case STRING_ASCII -> RegisterText.ascii(p, string(value));
          case STRING_UTF16 ->
              RegisterText.text(p, string(value).getBytes(StandardCharsets.UTF_16BE));
          case BYTES -> RegisterText.text(p, RegisterText.bytes(value));
          case FLOAT32 -> words(Float.floatToIntBits(single(unscaled(p, value), rounding)), 2);
          case FLOAT64 -> words(Double.doubleToLongBits(real(unscaled(p, value))), 4);
          case BCD -> RegisterText.bcd(p, whole(p, value, rounding));
          default -> words(fitting(p, whole(p, value, rounding)), p.type().registers());
        };
    return p.order().arrange(p.type(), r);
  }

  /**
   * The registers after some of their bits have been changed to a value.
   *
   * @param current what the registers hold now
   * @param value the value of the part
   * @throws IllegalArgumentException if the value does not fit, saying why
   */
  public static int[] merge(Point p, int[] current, Object value, RoundingMode rounding) {
    long part = part(p, value, rounding);
    long mask = mask(p);
    long old = bits(p.order().arrange(p.type(), current));
    return p.order().arrange(p.type(), words(old & ~mask | part, p.size()));
  }

  /** Bits that a write of the point changes, for each of its registers in the order of the wire. */
  static int[] touched(Point p) {
    if (p.partial()) {
      return p.order().arrange(p.type(), words(mask(p), p.size()));
    }
    int[] all = new int[p.size()];
    Arrays.fill(all, 0xFFFF);
    return all;
  }

  /** Whether writing one of two points changes what the other one shows. */
  static boolean overlap(Point a, Point b) {
    if (a.table() != b.table()) {
      return false;
    }
    int[] ofA = touched(a);
    int[] ofB = touched(b);
    boolean any = false;
    for (int i = 0; i < ofA.length; i++) {
      int at = a.address() + i - b.address();
      any |= at >= 0 && at < ofB.length && (ofA[i] & ofB[at]) != 0;
    }
    return any;
  }

  /** Bits of the register that the point takes. */
  static long mask(Point p) {
    if (p.mask() != 0) {
      return p.mask();
    }
    return p.type().octet() ? 0xFF : 1L << p.bit();
  }

  /** The value, in its place within the register. */
  static long part(Point p, Object value, RoundingMode rounding) {
    if (p.mask() == 0 && p.type().octet()) {
      return fitting(p, whole(p, value, rounding));
    }
    if (p.mask() == 0) {
      return bool(value) ? mask(p) : 0;
    }
    BigInteger raw = whole(p, value, rounding);
    BigInteger most = new BigInteger(Long.toUnsignedString(p.mask() >>> p.shift()));
    if (raw.signum() < 0 || raw.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          "raw value "
              + raw
              + " is not within 0 to "
              + most
              + " of mask "
              + hex(p.mask())
              + range(p, BigInteger.ZERO, most));
    }
    long part = raw.longValue() << p.shift();
    if ((part & ~p.mask()) != 0) {
      throw new IllegalArgumentException(
          "raw value " + raw + " has bits that mask " + hex(p.mask()) + " has not");
    }
    return part;
  }

  private static String hex(long bits) {
    return Long.toHexString(bits).toUpperCase(Locale.ROOT);
  }

  /** The nearest float, or the next one below or above where the rounding says so. */
  private static float single(BigDecimal value, RoundingMode rounding) {
    float single = value.floatValue();
    if (!Float.isInfinite(single)) {
      int off = new BigDecimal(single).compareTo(value);
      if (rounding == RoundingMode.FLOOR && off > 0) {
        single = Math.nextDown(single);
      } else if (rounding == RoundingMode.CEILING && off < 0) {
        single = Math.nextUp(single);
      }
    }
    if (Float.isInfinite(single)) {
      throw new IllegalArgumentException("the value " + value + " is too large for FLOAT32");
    }
    return single;
  }

  private static double real(BigDecimal value) {
    double real = value.doubleValue();
    if (Double.isInfinite(real)) {
      throw new IllegalArgumentException("the value " + value + " is too large for FLOAT64");
    }
    return real;
  }

  /**
   * Why a value cannot be written there, with the range that can; empty if it can be.
   *
   * @param value Boolean, Number, String or byte[]
   */
  public static Optional<String> unwritable(Point p, Object value) {
    try {
      if (p.partial()) {
        part(p, value, RoundingMode.HALF_UP);
      } else {
        encode(p, value);
      }
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(e.getMessage());
    }
  }

  private static boolean bool(Object value) {
    if (value instanceof Boolean b) {
      return b;
    }
    if (value instanceof Number n && !Double.isNaN(n.doubleValue())) {
      return n.doubleValue() != 0;
    }
    return switch (String.valueOf(value).trim().toLowerCase(Locale.ROOT)) {
      case "true", "1", "on" -> true;
      case "false", "0", "off" -> false;
      default -> throw new IllegalArgumentException("true or false is needed, not " + value);
    };
  }

  private static String string(Object value) {
    return String.valueOf(value);
  }

  private static BigDecimal unscaled(Point p, Object value) {
    BigDecimal number = number(value);
    return p.scaled()
        ? number
            .subtract(BigDecimal.valueOf(p.add()))
            .divide(BigDecimal.valueOf(p.factor()), 12, RoundingMode.HALF_UP)
        : number;
  }

  private static BigDecimal number(Object value) {
    try {
      if (value instanceof Boolean b) {
        return b ? BigDecimal.ONE : BigDecimal.ZERO;
      }
      String text = String.valueOf(value).trim();
      BigDecimal number =
          text.startsWith("0x")
              ? new BigDecimal(new BigInteger(text.substring(2), 16))
              : new BigDecimal(text);
      if (Math.abs((long) number.scale()) > MOST_PLACES) {
        throw new NumberFormatException(text);
      }
      return number;
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("a number is needed, not " + value, e);
    }
  }

  private static BigInteger whole(Point p, Object value, RoundingMode rounding) {
    // What a double cannot hold exactly is no reason to lose a step: 15.9999999999 is 16.
    return unscaled(p, value)
        .setScale(6, RoundingMode.HALF_UP)
        .setScale(0, rounding)
        .toBigIntegerExact();
  }

  private static long fitting(Point p, BigInteger value) {
    int width = p.type().octet() ? 8 : 16 * p.size();
    boolean signed = p.type().name().startsWith("INT");
    BigInteger least = signed ? BigInteger.ONE.shiftLeft(width - 1).negate() : BigInteger.ZERO;
    BigInteger most = BigInteger.ONE.shiftLeft(signed ? width - 1 : width).subtract(BigInteger.ONE);
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          "raw value "
              + value
              + " is not within "
              + least
              + " to "
              + most
              + " of "
              + p.type()
              + range(p, least, most));
    }
    return width == 8 ? value.longValue() & 0xFF : value.longValue();
  }

  /** The same range as the channel counts it. */
  private static String range(Point p, BigInteger least, BigInteger most) {
    if (!p.scaled()) {
      return "";
    }
    Object a = scaled(p, new BigDecimal(least));
    Object b = scaled(p, new BigDecimal(most));
    return p.factor() < 0 ? "; it takes " + b + " to " + a : "; it takes " + a + " to " + b;
  }

  private static int[] words(long bits, int count) {
    int[] r = new int[count];
    for (int i = 0; i < count; i++) {
      r[i] = (int) (bits >>> 16 * (count - 1 - i)) & 0xFFFF;
    }
    return r;
  }
}
