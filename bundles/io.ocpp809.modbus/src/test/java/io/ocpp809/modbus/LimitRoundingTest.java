package io.ocpp809.modbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A limit is never rounded up, and what does not fit is refused with its range. */
class LimitRoundingTest {
  private static Point point(DataType type, double factor, int length) {
    return new Point(
        Table.HOLDING,
        0,
        type,
        WordOrder.ABCD,
        length,
        -1,
        0,
        0,
        factor,
        0,
        Set.of(),
        Point.WriteFunction.AUTO);
  }

  @ParameterizedTest
  @CsvSource({"13.7", "16.1", "9.3", "16", "6.0001", "31.999999"})
  void aFloatIsNotAboveTheLimit(double limit) {
    int[] r = PointCodec.encode(point(DataType.FLOAT32, 1, 0), limit, RoundingMode.FLOOR);
    float written = Float.intBitsToFloat(r[0] << 16 | r[1]);
    assertTrue(new BigDecimal(written).compareTo(BigDecimal.valueOf(limit)) <= 0, "" + written);
    assertTrue(limit - written < 1e-5, "" + written);
  }

  @Test
  void aNegativeFactorTurnsTheRoundingRound() {
    int[] r = PointCodec.encode(point(DataType.INT16, -0.1, 0), 15.97, RoundingMode.CEILING);
    assertEquals(0x10000 - 159, r[0]);
  }

  @ParameterizedTest
  @CsvSource({
    "UINT16, 0.1,  7000, raw value 70000 is not within 0 to 65535 of UINT16; it takes 0.0 to 6553.5",
    "INT8,   -1,   200,  raw value -200 is not within -128 to 127 of INT8; it takes -127.0 to 128.0",
    "UINT16, 1,    -1,   raw value -1 is not within 0 to 65535 of UINT16"
  })
  void theRangeIsNamedAsTheChannelCountsIt(
      DataType type, double factor, double value, String message) {
    assertEquals(Optional.of(message), PointCodec.unwritable(point(type, factor, 0), value));
  }

  @Test
  void whatIsLargerThanALongIsExact() {
    int[] all = {0xFFFF, 0xFFFF, 0xFFFF, 0xFFFF};
    assertEquals(
        Optional.of(new BigInteger("18446744073709551615")),
        PointCodec.decode(point(DataType.UINT64, 1, 0), all));
  }

  @ParameterizedTest
  @CsvSource({
    "4142 4300 5858, ABC",
    "2041 4220 2020, AB",
    "4142 FFFF FFFF, AB",
    "0041 4142 4300, ''",
    "C4D6 0000 0000, ÄÖ"
  })
  void textEndsWithNulAndWithoutBlanksAndErasedMemory(String hex, String text) {
    int[] r =
        java.util.Arrays.stream(hex.split(" ")).mapToInt(h -> Integer.parseInt(h, 16)).toArray();
    assertEquals(Optional.of(text), PointCodec.decode(point(DataType.STRING_ASCII, 1, 3), r));
  }

  @Test
  void aCharacterThatDoesNotExistThereIsNamed() {
    Point p = point(DataType.STRING_ASCII, 1, 3);
    assertEquals(
        Optional.of("the character € does not exist in ISO 8859-1"),
        PointCodec.unwritable(p, "5 €"));
    assertEquals(Optional.empty(), PointCodec.unwritable(p, "Ä"));
  }
}
