package io.ocpp809.modbus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.modbus.Point.WriteFunction;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Values and channels that nobody means: each is refused, or touches nothing but its own bits. */
class HostileValuesTest {
  private static Point point(DataType type, int length, long mask, int shift) {
    return new Point(
        Table.HOLDING,
        0,
        type,
        WordOrder.ABCD,
        length,
        -1,
        mask,
        shift,
        1,
        0,
        Set.of(),
        WriteFunction.AUTO);
  }

  private static String refusal(Point p, Object value, RoundingMode rounding) {
    return assertThrows(IllegalArgumentException.class, () -> PointCodec.encode(p, value, rounding))
        .getMessage();
  }

  @ParameterizedTest
  @EnumSource(names = {"UINT16", "INT64", "FLOAT32", "FLOAT64", "BCD"})
  void aNumberWithAnExponentWithoutEndIsRefusedAtOnce(DataType type) {
    Point p = point(type, type == DataType.BCD ? 2 : 0, 0, 0);
    assertTimeoutPreemptively(
        Duration.ofSeconds(120),
        () -> {
          for (String text : new String[] {"1e999999999", "-1e999999999", "1e-999999999"}) {
            assertEquals("a number is needed, not " + text, refusal(p, text, RoundingMode.HALF_UP));
          }
        });
  }

  @Test
  void aFloatThatDoesNotFitIsRefusedInEachDirection() {
    Point single = point(DataType.FLOAT32, 0, 0, 0);
    for (RoundingMode r : new RoundingMode[] {RoundingMode.FLOOR, RoundingMode.CEILING}) {
      assertTrue(refusal(single, 1e40, r).endsWith("is too large for FLOAT32"));
      assertTrue(refusal(single, -1e40, r).endsWith("is too large for FLOAT32"));
    }
    Point real = point(DataType.FLOAT64, 0, 0, 0);
    assertTrue(refusal(real, "1e320", RoundingMode.HALF_UP).endsWith("is too large for FLOAT64"));
  }

  @Test
  void notANumberSwitchesNothingOn() {
    Point coil = Point.of(Table.COIL, 0, DataType.BOOLEAN);
    assertEquals(
        "true or false is needed, not NaN", refusal(coil, Double.NaN, RoundingMode.HALF_UP));
  }

  @Test
  void aValueBetweenTheBitsOfAMaskIsRefusedAndNoOtherBitChanges() {
    Point gaps = point(DataType.UINT16, 0, 0x05, 0);
    assertArrayEquals(
        new int[] {0xFFFE}, PointCodec.merge(gaps, new int[] {0xFFFF}, 4, RoundingMode.HALF_UP));
    assertEquals(
        "raw value 2 has bits that mask 5 has not",
        assertThrows(
                IllegalArgumentException.class,
                () -> PointCodec.merge(gaps, new int[] {0}, 2, RoundingMode.HALF_UP))
            .getMessage());
    assertEquals(
        Optional.of("raw value 2 has bits that mask 5 has not"), PointCodec.unwritable(gaps, 2));
    assertEquals(
        Optional.of("raw value 1 has bits that mask F0 has not"),
        PointCodec.unwritable(point(DataType.UINT16, 0, 0xF0, 2), 1));
  }

  @ParameterizedTest
  @CsvSource({"0, 8", "F0, 8", "F0, 5"})
  void aShiftThatDoesNotFitItsMaskIsRefused(String mask, int shift) {
    long bits = Long.parseLong(mask, 16);
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> point(DataType.UINT16, 0, bits, shift))
            .getMessage()
            .startsWith("shift: " + shift));
  }

  @Test
  void whatStandsForNoValueIsNoValueInDecimalDigitsToo() {
    Point p =
        new Point(
            Table.INPUT,
            0,
            DataType.BCD,
            WordOrder.ABCD,
            2,
            -1,
            0,
            0,
            1,
            0,
            Set.of(0xFFFF_FFFFL),
            WriteFunction.AUTO);
    assertEquals(Optional.empty(), PointCodec.decode(p, new int[] {0xFFFF, 0xFFFF}));
    assertEquals(Optional.of(12L), PointCodec.decode(p, new int[] {0, 0x12}));
  }

  @Test
  void anOctetIsWrittenWithoutItsNeighbour() {
    Point octet = point(DataType.UINT8, 0, 0, 0);
    assertTrue(octet.partial());
    assertArrayEquals(
        new int[] {0xAB10}, PointCodec.merge(octet, new int[] {0xAB55}, 16, RoundingMode.HALF_UP));
    Point signed = point(DataType.INT8, 0, 0, 0);
    assertArrayEquals(
        new int[] {0xABFF}, PointCodec.merge(signed, new int[] {0xAB55}, -1, RoundingMode.HALF_UP));
    assertEquals(
        Optional.of("raw value 256 is not within 0 to 255 of UINT8"),
        PointCodec.unwritable(octet, 256));
  }
}
