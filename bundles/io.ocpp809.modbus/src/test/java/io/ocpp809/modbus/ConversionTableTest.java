package io.ocpp809.modbus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ocpp809.modbus.Point.WriteFunction;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Type, order, scale and registers to value or error, in both directions. Registers are written in
 * hexadecimal, the lowest address first; "none" is a device that says that it has no value.
 */
class ConversionTableTest {
  private static Point point(
      DataType type, WordOrder order, int length, double factor, double add) {
    return new Point(
        Table.HOLDING, 0, type, order, length, -1, 0, 0, factor, add, Set.of(), WriteFunction.AUTO);
  }

  private static int[] registers(String hex) {
    return Arrays.stream(hex.split(" ")).mapToInt(h -> Integer.parseInt(h, 16)).toArray();
  }

  private static String read(Point p, String hex) {
    Object value = PointCodec.decode(p, registers(hex)).orElse("none");
    return value instanceof byte[] b ? HexFormat.of().formatHex(b) : String.valueOf(value);
  }

  @ParameterizedTest
  @CsvSource({
    "BOOLEAN, ABCD, 0000, false",
    "BOOLEAN, ABCD, 0001, true",
    "INT8,   ABCD, 0000, 0",
    "INT8,   ABCD, 007F, 127",
    "INT8,   ABCD, 0080, -128",
    "INT8,   BADC, 8000, -128",
    "UINT8,  ABCD, 0000, 0",
    "UINT8,  ABCD, 0080, 128",
    "UINT8,  DCBA, FF00, 255",
    "INT16,  ABCD, 0000, 0",
    "INT16,  ABCD, 7FFF, 32767",
    "INT16,  ABCD, 8000, -32768",
    "INT16,  CDAB, 8000, -32768",
    "INT16,  BADC, 0080, -32768",
    "INT16,  DCBA, FEFF, -2",
    "UINT16, ABCD, 0000, 0",
    "UINT16, ABCD, 8000, 32768",
    "UINT16, CDAB, 1234, 4660",
    "UINT16, DCBA, 3412, 4660",
    "INT32,  ABCD, 0000 0000, 0",
    "INT32,  ABCD, 7FFF FFFF, 2147483647",
    "INT32,  ABCD, 8000 0000, -2147483648",
    "INT32,  CDAB, 0000 8000, -2147483648",
    "INT32,  BADC, 0080 0000, -2147483648",
    "INT32,  DCBA, 0000 0080, -2147483648",
    "INT32,  CDAB, FFFE FFFF, -2",
    "INT32,  DCBA, FEFF FFFF, -2",
    "UINT32, ABCD, 0000 FFFF, 65535",
    "UINT32, ABCD, 0001 0000, 65536",
    "UINT32, CDAB, 0000 0001, 65536",
    "UINT32, BADC, 0100 0000, 65536",
    "UINT32, DCBA, 0000 0100, 65536",
    "UINT32, ABCD, FFFF FFFF, 4294967295",
    "INT64,  ABCD, 7FFF FFFF FFFF FFFF, 9223372036854775807",
    "INT64,  ABCD, 8000 0000 0000 0000, -9223372036854775808",
    "INT64,  CDAB, 0000 0000 0000 8000, -9223372036854775808",
    "INT64,  BADC, 0123 4567 89AB CDEF, 2522410815232536525",
    "INT64,  DCBA, 0100 0000 0000 0000, 1",
    "UINT64, ABCD, 0001 0000 0000 0000, 281474976710656",
    "UINT64, CDAB, 0000 0000 0000 0001, 281474976710656",
    "UINT64, ABCD, 7FFF FFFF FFFF FFFF, 9223372036854775807",
    "FLOAT32, ABCD, 4366 199A, 230.1",
    "FLOAT32, CDAB, 199A 4366, 230.1",
    "FLOAT32, BADC, 6643 9A19, 230.1",
    "FLOAT32, DCBA, 9A19 6643, 230.1",
    "FLOAT32, ABCD, C0A0 0000, -5.0",
    "FLOAT32, ABCD, 0000 0000, 0.0",
    "FLOAT32, ABCD, 7F7F FFFF, 3.4028235E38",
    "FLOAT64, ABCD, 3FB9 9999 9999 999A, 0.1",
    "FLOAT64, CDAB, 999A 9999 9999 3FB9, 0.1",
    "FLOAT64, BADC, B93F 9999 9999 9A99, 0.1",
    "FLOAT64, DCBA, 9A99 9999 9999 B93F, 0.1",
    "FLOAT64, ABCD, C014 0000 0000 0000, -5.0"
  })
  void aValueReadsAndWritesAsItsRow(DataType type, WordOrder order, String hex, String text) {
    Point p = point(type, order, 0, 1, 0);
    assertEquals(text, read(p, hex));
    assertArrayEquals(registers(hex), PointCodec.encode(p, text), "written");
  }

  @ParameterizedTest
  @CsvSource({
    "UINT16, 0.1,   0,    0000, 0.0",
    "UINT16, 0.1,   0,    FFFF, 6553.5",
    "INT16,  0.1,   0,    FFFF, -0.1",
    "INT16,  0.01,  0,    8000, -327.68",
    "UINT16, 10,    0,    0007, 70.0",
    "UINT16, 1,     -100, 0064, 0.0",
    "UINT16, 0.5,   -40,  0050, 0.0",
    "INT16,  -1,    0,    0005, -5.0",
    "UINT32, 0.001, 0,    0000 3E80, 16.0",
    "UINT32, 0.1,   0,    0012 D687, 123456.7",
    "INT32,  0.01,  0,    FFFF FFFF, -0.01",
    "FLOAT32, 1000, 0,    4120 0000, 10000.0",
    "FLOAT32, 0.1,  0,    4366 199A, 23.01",
    "UINT64, 0.1,   0,    0000 0000 0000 0065, 10.1"
  })
  void aScaledValueReadsAndWritesAsItsRow(
      DataType type, double factor, double add, String hex, String text) {
    Point p = point(type, WordOrder.ABCD, 0, factor, add);
    assertEquals(text, read(p, hex));
    assertArrayEquals(registers(hex), PointCodec.encode(p, Double.valueOf(text)), "written");
  }

  @ParameterizedTest
  @CsvSource({
    "STRING_ASCII, ABCD, 2, 4142 4344, ABCD",
    "STRING_ASCII, BADC, 2, 4241 4443, ABCD",
    "STRING_ASCII, CDAB, 2, 4142 4344, ABCD",
    "STRING_ASCII, ABCD, 1, 4332, C2",
    "STRING_ASCII, ABCD, 2, 4100 0000, A",
    "STRING_UTF16, ABCD, 2, 0041 00E4, A\u00E4",
    "STRING_UTF16, BADC, 2, 4100 E400, A\u00E4",
    "BYTES,        ABCD, 2, 0102 03FF, 010203ff",
    "BYTES,        BADC, 1, 0201, 0102",
    "BCD,          ABCD, 1, 1234, 1234",
    "BCD,          CDAB, 2, 3456 0012, 123456",
    "BCD,          ABCD, 1, 0000, 0"
  })
  void textOctetsAndDecimalsReadAndWriteAsTheirRow(
      DataType type, WordOrder order, int length, String hex, String text) {
    Point p = point(type, order, length, 1, 0);
    assertEquals(text, read(p, hex));
    assertArrayEquals(registers(hex), PointCodec.encode(p, text));
  }

  @ParameterizedTest
  @CsvSource({
    "FLOAT32, 7FC0 0000, none",
    "FLOAT32, FFC0 0001, none",
    "FLOAT32, 7F80 0000, none",
    "FLOAT32, FF80 0000, none",
    "FLOAT64, 7FF8 0000 0000 0000, none",
    "UINT64,  FFFF FFFF FFFF FFFF, 18446744073709551615"
  })
  void someValuesAreReadOnly(DataType type, String hex, String text) {
    assertEquals(text, read(point(type, WordOrder.ABCD, 0, 1, 0), hex));
  }

  @ParameterizedTest
  @CsvSource({
    "UINT16, FFFF, FFFF, none",
    "UINT16, FFFF, FFFE, 65534",
    "INT16,  8000, 8000, none",
    "INT16,  8000, 8001, -32767",
    "UINT32, FFFFFFFF, FFFF FFFF, none",
    "INT32,  80000000, 8000 0000, none",
    "INT64,  8000000000000000, 8000 0000 0000 0000, none",
    "FLOAT32, C7C34FF3, C7C3 4FF3, none"
  })
  void anInvalidRawValueIsNoValue(DataType type, String invalid, String hex, String text) {
    Point p =
        new Point(
            Table.INPUT,
            0,
            type,
            WordOrder.ABCD,
            0,
            -1,
            0,
            0,
            1,
            0,
            Set.of(Long.parseUnsignedLong(invalid, 16)),
            WriteFunction.AUTO);
    assertEquals(text, read(p, hex));
  }

  @ParameterizedTest
  @CsvSource({
    "INT8,   128,    raw value 128 is not within -128 to 127 of INT8",
    "INT8,   -129,   raw value -129 is not within -128 to 127 of INT8",
    "UINT8,  256,    raw value 256 is not within 0 to 255 of UINT8",
    "INT16,  -32769, raw value -32769 is not within -32768 to 32767 of INT16",
    "INT32,  2147483648, raw value 2147483648 is not within -2147483648 to 2147483647 of INT32",
    "UINT32, -1,     raw value -1 is not within 0 to 4294967295 of UINT32",
    "UINT64, -1,     raw value -1 is not within 0 to 18446744073709551615 of UINT64",
    "UINT16, 1e99,   'raw value 1"
        + "000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
        + "000000000000 is not within 0 to 65535 of UINT16'",
    "UINT16, NaN,    'a number is needed, not NaN'",
    "FLOAT32, NaN,   'a number is needed, not NaN'",
    "FLOAT32, 1e39,  the value 1E+39 is too large for FLOAT32",
    "BOOLEAN, maybe, 'true or false is needed, not maybe'"
  })
  void aValueThatDoesNotFitIsRefused(DataType type, String value, String message) {
    Point p = point(type, WordOrder.ABCD, 0, 1, 0);
    assertEquals(
        message,
        assertThrows(IllegalArgumentException.class, () -> PointCodec.encode(p, value))
            .getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "STRING_ASCII, 1, ABC,  3 octets do not fit into 1 registers",
    "BYTES,        1, 0x,   'octets are needed, not 0x'",
    "BCD,          1, 10000, 10000 does not fit into 4 decimal digits",
    "BCD,          1, -1,   -1 does not fit into 4 decimal digits"
  })
  void textThatDoesNotFitIsRefused(DataType type, int length, String value, String message) {
    Point p = point(type, WordOrder.ABCD, length, 1, 0);
    assertEquals(
        message,
        assertThrows(IllegalArgumentException.class, () -> PointCodec.encode(p, value))
            .getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "0.1, 16.09,              160, 161",
    "0.1, 16.0,               160, 160",
    "0.1, 15.9999999999,      160, 160",
    "1,   6.9,                6,   7",
    "0.001, 15.9996,          15999, 16000"
  })
  void aLimitIsRoundedDown(double factor, double value, int down, int nearest) {
    Point p = point(DataType.UINT16, WordOrder.ABCD, 0, factor, 0);
    assertArrayEquals(new int[] {down}, PointCodec.encode(p, value, RoundingMode.FLOOR));
    assertArrayEquals(new int[] {nearest}, PointCodec.encode(p, value));
  }

  @ParameterizedTest
  @CsvSource({
    "UINT16, ABCD, FF00,     8, 12CD, 171, ABCD",
    "UINT16, BADC, FF00,     8, CD12, 171, CDAB",
    "UINT32, ABCD, 00FF0000, 16, 1122 3344, 255, 11FF 3344",
    "UINT32, CDAB, 00FF0000, 16, 3344 1122, 255, 3344 11FF"
  })
  void aPartIsChangedAndTheOtherBitsStay(
      DataType type,
      WordOrder order,
      String mask,
      int shift,
      String before,
      int value,
      String after) {
    Point p =
        new Point(
            Table.HOLDING,
            0,
            type,
            order,
            0,
            -1,
            Long.parseLong(mask, 16),
            shift,
            1,
            0,
            Set.of(),
            WriteFunction.AUTO);
    assertArrayEquals(
        registers(after), PointCodec.merge(p, registers(before), value, RoundingMode.HALF_UP));
    assertEquals(String.valueOf(value), read(p, after));
    assertEquals(
        "raw value 256 is not within 0 to 255 of mask " + mask.replaceFirst("^0+", ""),
        assertThrows(
                IllegalArgumentException.class,
                () -> PointCodec.merge(p, registers(before), 256, RoundingMode.HALF_UP))
            .getMessage());
  }
}
