package io.ocpp809.can;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ocpp809.can.RawSignal.Order;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RawSignalTest {
  /**
   * By hand, octets 01 23 45 67 89 AB CD EF. LITTLE: the number with 01 as its least significant
   * octet is EFCDAB8967452301 hexadecimal, shifted down by the start bit. BIG: the number with 01
   * as its most significant octet is 0123456789ABCDEF; start bit 7 is its first bit, 15 the first
   * of octet 1, and so on: 3 is the fifth bit from the left.
   */
  @ParameterizedTest
  @CsvSource({
    "0, 8, LITTLE, false, 01, 1",
    "0, 16, LITTLE, false, 2301, 1",
    "8, 16, LITTLE, false, 4523, 1",
    "4, 8, LITTLE, false, 30, 1",
    "4, 12, LITTLE, false, 230, 1",
    "12, 12, LITTLE, false, 452, 1",
    "56, 8, LITTLE, false, EF, 1",
    "56, 8, LITTLE, true, -11, -1",
    "63, 1, LITTLE, false, 1, 1",
    "63, 1, LITTLE, true, -1, -1",
    "0, 64, LITTLE, true, -1032547698badcff, -1",
    "7, 8, BIG, false, 01, 1",
    "7, 16, BIG, false, 0123, 1",
    "15, 16, BIG, false, 2345, 1",
    "3, 8, BIG, false, 12, 1",
    "3, 12, BIG, false, 123, 1",
    "11, 8, BIG, false, 34, 1",
    "0, 1, BIG, false, 1, 1",
    "0, 9, BIG, false, 123, 1",
    "63, 8, BIG, false, EF, 1",
    "63, 8, BIG, true, -11, -1",
    "59, 4, BIG, true, -1, -1",
    "39, 32, BIG, false, 89ABCDEF, 1",
    "7, 64, BIG, true, 123456789ABCDEF, 1",
  })
  void bitsAreCountedAsInDbcFiles(
      int start, int length, Order order, boolean signed, String hex, int sign) {
    RawSignal s = new RawSignal(start, length, order, signed, 1, 0);
    Frame f = Frame.extended(0x123, HexFormat.of().parseHex("0123456789ABCDEF"));
    long raw = Long.parseLong(hex, 16);
    assertEquals(Optional.of(raw), s.value(f).map(Number::longValue));
    // What was read can be written into an empty frame and into a full one.
    for (long empty : new long[] {0, -1}) {
      if (length < 54) {
        long written = s.with(empty, raw);
        assertEquals(f.data() & s.mask(), written & s.mask());
        assertEquals(empty & ~s.mask(), written & ~s.mask());
      }
    }
    assertEquals(length, Long.bitCount(s.mask()));
  }

  @ParameterizedTest
  @CsvSource({
    // Battery voltage of a pile's control CAN: 0.1 V, octets 2 and 3, big endian; 0BB8h = 3000.
    "15, 16, BIG, false, 0.1, 0, 000BB8, 300.0",
    // Temperature, one octet, offset -50: 4Bh = 75.
    "0, 8, LITTLE, false, 1, -50, 4B, 25",
    // Current of GB/T kind: 0.1 A, offset -400: 0DACh = 3500 -> -50.0.
    "0, 16, LITTLE, false, 0.1, -400, AC0D, -50.0",
    // Three tenths are 0.3, not 0.30000000000000004.
    "0, 8, LITTLE, false, 0.1, 0, 03, 0.3",
    "0, 8, LITTLE, true, -2, 1, FF, 3",
    "0, 16, LITTLE, true, 0.5, 0, FEFF, -1.0",
  })
  void aValueIsRawTimesFactorPlusOffsetInBothDirections(
      int start,
      int length,
      Order order,
      boolean signed,
      double factor,
      double offset,
      String octets,
      String value) {
    RawSignal s = new RawSignal(start, length, order, signed, factor, offset);
    Frame f = Frame.standard(1, HexFormat.of().parseHex(octets));
    assertEquals(value, s.value(f).orElseThrow().toString());
    assertEquals(f.data(), s.with(f.data() & ~s.mask(), Double.parseDouble(value)));
  }

  @Test
  void aFrameThatIsTooShortOrAsksForDataHasNoValue() {
    RawSignal s = new RawSignal(8, 16, Order.LITTLE, false, 1, 0);
    assertEquals(3, s.octets());
    assertEquals(Optional.empty(), s.value(Frame.extended(1, (byte) 1, (byte) 2)));
    assertEquals(Optional.empty(), s.value(new Frame(1, Frame.Kind.EXTENDED_REMOTE, 8, 0)));
    assertEquals(2, new RawSignal(7, 16, Order.BIG, false, 1, 0).octets());
    assertEquals(2, new RawSignal(0, 2, Order.BIG, false, 1, 0).octets());
  }

  @Test
  void anUnsignedNumberOf64BitsThatNoLongHoldsIsADouble() {
    RawSignal s = new RawSignal(0, 64, Order.LITTLE, false, 1, 0);
    assertEquals(
        Math.pow(2, 64),
        s.value(new Frame(1, Frame.Kind.STANDARD, 8, -1)).orElseThrow().doubleValue());
    assertEquals(
        Optional.of(Long.MAX_VALUE),
        s.value(new Frame(1, Frame.Kind.STANDARD, 8, Long.MAX_VALUE)).map(Number::longValue));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-1|1|LITTLE|start bit: 0 to 63, not -1",
        "64|1|LITTLE|start bit: 0 to 63, not 64",
        "0|0|LITTLE|length: 1 to 64 bits, not 0",
        "60|5|LITTLE|length: from start bit 60 there are 4 bits in this order of octets, not 5",
        "56|2|BIG|length: from start bit 56 there are 1 bits in this order of octets, not 2",
      })
  void aPlaceBeyondAFrameIsNamed(int start, int length, Order order, String message) {
    assertEquals(
        message,
        assertThrows(
                IllegalArgumentException.class,
                () -> new RawSignal(start, length, order, false, 1, 0))
            .getMessage());
  }

  @Test
  void aValueThatDoesNotFitIsRefusedWithTheRange() {
    RawSignal u = new RawSignal(0, 8, Order.LITTLE, false, 0.5, 0);
    assertEquals(
        "the value 128.0 is raw 256, which is not within 0 to 255",
        assertThrows(IllegalArgumentException.class, () -> u.with(0, 128)).getMessage());
    assertEquals(255, u.with(0, 127.5));
    assertThrows(IllegalArgumentException.class, () -> u.with(0, -0.5));
    assertThrows(IllegalArgumentException.class, () -> u.with(0, Double.NaN));
    RawSignal s = new RawSignal(0, 8, Order.LITTLE, true, 1, 0);
    assertEquals(0x80, s.with(0, -128));
    assertThrows(IllegalArgumentException.class, () -> s.with(0, -129));
    assertThrows(IllegalArgumentException.class, () -> s.with(0, 128));
  }

  @Test
  void aLimitIsNeverRoundedUp() {
    RawSignal up = new RawSignal(0, 8, Order.LITTLE, false, 0.5, 0);
    assertEquals(0x10, up.with(0, 7.9));
    assertEquals(0x0F, up.withAtMost(0, 7.9));
    assertEquals(0x10, up.withAtMost(0, 8.0));
    // Raw 10 is -5.0, raw 11 -5.5: the value at most -5.2 is -5.5.
    RawSignal down = new RawSignal(0, 8, Order.LITTLE, false, -0.5, 0);
    assertEquals(10, down.with(0, -5.2));
    assertEquals(11, down.withAtMost(0, -5.2));
  }

  @Test
  void aFactorOfZeroIsNoFactor() {
    assertThrows(
        IllegalArgumentException.class, () -> new RawSignal(0, 8, Order.LITTLE, false, 0, 0));
  }
}
