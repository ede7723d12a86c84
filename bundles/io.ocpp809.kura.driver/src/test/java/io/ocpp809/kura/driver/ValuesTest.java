package io.ocpp809.kura.driver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigInteger;
import java.util.stream.Stream;
import org.eclipse.kura.type.DataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a decoded value is in the type that a channel asks for, or why it is none. */
class ValuesTest {
  private static Stream<Arguments> conversions() {
    return Stream.of(
        arguments(1L, DataType.BOOLEAN, true),
        arguments(0.0, DataType.BOOLEAN, false),
        arguments(true, DataType.INTEGER, 1),
        arguments(2.5, DataType.INTEGER, 2),
        arguments(3.5, DataType.INTEGER, 4),
        arguments("17", DataType.INTEGER, 17),
        arguments(-2_147_483_648L, DataType.INTEGER, Integer.MIN_VALUE),
        arguments(Long.MIN_VALUE, DataType.LONG, Long.MIN_VALUE),
        arguments(Long.MAX_VALUE, DataType.LONG, Long.MAX_VALUE),
        arguments(0.1, DataType.FLOAT, 0.1f),
        arguments(Double.NaN, DataType.FLOAT, Float.NaN),
        arguments(7L, DataType.DOUBLE, 7.0),
        arguments(false, DataType.DOUBLE, 0.0),
        arguments(7L, DataType.STRING, "7"),
        arguments(new byte[] {0x0A, (byte) 0xFF}, DataType.STRING, "0AFF"));
  }

  @ParameterizedTest
  @MethodSource("conversions")
  void aValueIsHadInTheTypeAskedFor(Object value, DataType type, Object expected) {
    assertEquals(expected, Values.typed(value, type).getValue());
  }

  @Test
  void octetsStayOctets() {
    Object octets = Values.typed(new byte[] {1, 2}, DataType.BYTE_ARRAY).getValue();
    assertArrayEquals(new byte[] {1, 2}, (byte[]) octets);
  }

  private static Stream<Arguments> refusals() {
    return Stream.of(
        arguments(2_147_483_648L, DataType.INTEGER, "does not fit type INTEGER"),
        arguments(0x1p63, DataType.LONG, "does not fit type LONG"),
        arguments(BigInteger.ONE.shiftLeft(63), DataType.LONG, "does not fit type LONG"),
        arguments("NaN", DataType.LONG, "is no number"),
        arguments(1e39, DataType.FLOAT, "does not fit type FLOAT"),
        arguments(Double.NaN, DataType.INTEGER, "is no number"),
        arguments(Double.NaN, DataType.BOOLEAN, "is no number"),
        arguments("fast", DataType.DOUBLE, "is no number"),
        arguments(7L, DataType.BYTE_ARRAY, "is no array of octets"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void aValueThatCannotBeHadInATypeIsRefusedWithTheReason(Object value, DataType type, String why) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Values.typed(value, type)).getMessage();
    assertEquals("the value " + value + " " + why, message);
  }
}
