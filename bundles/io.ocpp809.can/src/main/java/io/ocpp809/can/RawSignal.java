package io.ocpp809.can;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Objects;
import java.util.Optional;

/**
 * A number within the data of a frame: where its bits lie and what they mean. Bits are counted as
 * in DBC files: bit {@code n} is bit {@code n % 8} of octet {@code n / 8}, bit 0 being the least
 * significant of its octet and octet 0 the first on the wire.
 *
 * <p>{@link Order#LITTLE} (Intel, {@code @1} in a DBC file): the start bit is the least significant
 * bit of the number, which grows towards higher octets. {@link Order#BIG} (Motorola, {@code @0}):
 * the start bit is the most significant bit of the number, which goes on with the lower bits of the
 * octet and then with bit 7 of the next one.
 *
 * @param startBit 0 to 63
 * @param length number of bits, 1 to 64
 * @param order order of the octets
 * @param signed whether the number is a two's complement
 * @param factor value = raw × factor + offset; not 0
 * @param offset in the unit of the value
 */
public record RawSignal(
    int startBit, int length, Order order, boolean signed, double factor, double offset) {

  /** Order of the octets of a number. */
  public enum Order {
    /** Least significant octet first, "Intel". */
    LITTLE,
    /** Most significant octet first, "Motorola". */
    BIG
  }

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException naming the part that is wrong, or that the bits lie beyond a
   *     frame of eight octets
   */
  public RawSignal {
    Objects.requireNonNull(order, "order");
    require(startBit >= 0 && startBit <= 63, "start bit: 0 to 63, not " + startBit);
    require(length >= 1 && length <= 64, "length: 1 to 64 bits, not " + length);
    require(Double.isFinite(factor) && factor != 0, "factor: a number other than 0");
    require(Double.isFinite(offset), "offset: a number is needed");
    require(
        first(startBit, order) + length <= 64,
        "length: from start bit "
            + startBit
            + " there are "
            + (64 - first(startBit, order))
            + " bits in this order of octets, not "
            + length);
  }

  /** Bits before the signal in the order in which its number is read. */
  private static int first(int startBit, Order order) {
    return order == Order.LITTLE ? startBit : (startBit & ~7) + 7 - (startBit & 7);
  }

  /** Octets that a frame needs so that the signal is within it, 1 to 8. */
  public int octets() {
    return (first(startBit, order) + length + 7) / 8;
  }

  /** Its bits in the packed data of a frame, see {@link Frame#data()}. */
  public long mask() {
    return place(-1);
  }

  private long place(long raw) {
    long bits = length == 64 ? raw : raw & (1L << length) - 1;
    return order == Order.LITTLE
        ? bits << startBit
        : Long.reverseBytes(bits << 64 - first(startBit, order) - length);
  }

  /**
   * The number as it stands in the data; the 64 bits of an unsigned number of that length are those
   * of the long.
   */
  public long raw(long data) {
    long read = order == Order.LITTLE ? data : Long.reverseBytes(data);
    // Up to the left edge, then down again with or without the sign.
    long high =
        order == Order.LITTLE ? read << 64 - startBit - length : read << first(startBit, order);
    return signed ? high >> 64 - length : high >>> 64 - length;
  }

  /**
   * The value in a frame: a Long if factor and offset are whole numbers and it fits, else a Double.
   *
   * @return empty if the frame is too short for it, or asks for data instead of having some
   */
  public Optional<Number> value(Frame frame) {
    if (frame.remote() || frame.length() < octets()) {
      return Optional.empty();
    }
    long raw = raw(frame.data());
    boolean beyond = !signed && length == 64 && raw < 0;
    if (whole(factor) && whole(offset) && !beyond) {
      try {
        return Optional.of(Math.addExact(Math.multiplyExact(raw, (long) factor), (long) offset));
      } catch (ArithmeticException tooGreat) {
        return Optional.of(raw * factor + offset);
      }
    }
    double number = beyond ? (raw >>> 1) * 2.0 + (raw & 1) : raw;
    return Optional.of(decimal(number));
  }

  /** Without the noise of binary fractions: 3 × 0.1 is 0.3. */
  private double decimal(double number) {
    return BigDecimal.valueOf(number)
        .multiply(BigDecimal.valueOf(factor))
        .add(BigDecimal.valueOf(offset))
        .doubleValue();
  }

  private static boolean whole(double d) {
    return d == Math.rint(d) && Math.abs(d) < 1L << 53;
  }

  /**
   * The data with the value in it; all other bits as they were. The raw number is the nearest one.
   *
   * @param data packed data of a frame
   * @throws IllegalArgumentException if the value does not fit, naming the range
   */
  public long with(long data, double value) {
    return with(data, value, RoundingMode.HALF_UP);
  }

  /**
   * The data with the value in it, or with the nearest below it: a limit is never rounded up.
   *
   * @param data packed data of a frame
   * @throws IllegalArgumentException if the value does not fit, naming the range
   */
  public long withAtMost(long data, double value) {
    return with(data, value, factor > 0 ? RoundingMode.FLOOR : RoundingMode.CEILING);
  }

  private long with(long data, double value, RoundingMode rounding) {
    require(Double.isFinite(value), "the value " + value + " is no number");
    BigDecimal raw =
        BigDecimal.valueOf(value)
            .subtract(BigDecimal.valueOf(offset))
            .divide(BigDecimal.valueOf(factor), 0, rounding);
    BigDecimal span = BigDecimal.valueOf(2).pow(signed ? length - 1 : length);
    BigDecimal least = signed ? span.negate() : BigDecimal.ZERO;
    BigDecimal most = span.subtract(BigDecimal.ONE);
    require(
        raw.compareTo(least) >= 0 && raw.compareTo(most) <= 0,
        "the value " + value + " is raw " + raw + ", which is not within " + least + " to " + most);
    return data & ~mask() | place(raw.toBigInteger().longValue());
  }

  private static void require(boolean right, String message) {
    if (!right) {
      throw new IllegalArgumentException(message);
    }
  }
}
