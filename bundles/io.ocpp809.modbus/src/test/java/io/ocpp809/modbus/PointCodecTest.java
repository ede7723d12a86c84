package io.ocpp809.modbus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ocpp809.modbus.Point.WriteFunction;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Registers to values and back; raw registers are written in hexadecimal, first register first. */
class PointCodecTest {
  private static Point point(
      DataType type, WordOrder order, int length, double factor, double add) {
    return new Point(
        Table.HOLDING, 0, type, order, length, -1, 0, 0, factor, add, Set.of(), WriteFunction.AUTO);
  }

  private static int[] registers(String hex) {
    return Arrays.stream(hex.split(" ")).mapToInt(h -> Integer.parseInt(h, 16)).toArray();
  }

  @ParameterizedTest
  @CsvSource({
    "INT16,  ABCD, 1,     0, FFFF,                 -1",
    "INT16,  ABCD, 1,     0, 8000,                 -32768",
    "UINT16, ABCD, 1,     0, FFFF,                 65535",
    "UINT16, BADC, 1,     0, 3412,                 4660",
    "INT8,   ABCD, 1,     0, 00FF,                 -1",
    "UINT8,  ABCD, 1,     0, 00FF,                 255",
    "INT32,  ABCD, 1,     0, FFFF FFFE,            -2",
    "UINT32, ABCD, 1,     0, 1234 5678,            305419896",
    "UINT32, CDAB, 1,     0, 5678 1234,            305419896",
    "UINT32, BADC, 1,     0, 3412 7856,            305419896",
    "UINT32, DCBA, 1,     0, 7856 3412,            305419896",
    "UINT32, ABCD, 1,     0, FFFF FFFF,            4294967295",
    "INT64,  ABCD, 1,     0, FFFF FFFF FFFF FFFF,  -1",
    "INT64,  CDAB, 1,     0, 0001 0000 0000 0000,  1",
    "UINT64, ABCD, 1,     0, 0000 0000 0001 0000,  65536",
    "UINT16, ABCD, 0.1,   0, 00A3,                 16.3",
    "UINT16, ABCD, 0.001, 0, 3E80,                 16.0",
    "UINT16, ABCD, 1,   -40, 003C,                 20.0",
    "UINT32, ABCD, 0.1,   0, 0000 0003,            0.3",
    "FLOAT32, ABCD, 1,    0, 41A0 0000,            20.0",
    "FLOAT32, CDAB, 1,    0, 0000 41A0,            20.0",
    "FLOAT64, ABCD, 1,    0, 4034 0000 0000 0000,  20.0",
    "FLOAT32, ABCD, 1000, 0, 4120 0000,            10000.0"
  })
  void aValueReadsAndWritesAsItsRow(
      DataType type, WordOrder order, double factor, double add, String hex, String text) {
    Point p = point(type, order, 0, factor, add);
    assertEquals(text, String.valueOf(PointCodec.decode(p, registers(hex)).orElseThrow()));
    assertArrayEquals(registers(hex), PointCodec.encode(p, Double.valueOf(text)), "written");
  }

  @ParameterizedTest
  @CsvSource({
    "STRING_ASCII, 3, 4162 6300 0000, Abc",
    "STRING_UTF16, 3, 0041 0062 0000, Ab",
    "BCD,          2, 0012 3456,      123456"
  })
  void textAndDecimalsReadAndWriteAsTheirRow(DataType type, int length, String hex, String text) {
    Point p = point(type, WordOrder.ABCD, length, 1, 0);
    assertEquals(text, String.valueOf(PointCodec.decode(p, registers(hex)).orElseThrow()));
    assertArrayEquals(registers(hex), PointCodec.encode(p, text));
  }

  @Test
  void anInvalidRawValueAndNotANumberAreNoValue() {
    Point p =
        new Point(
            Table.INPUT,
            0,
            DataType.UINT32,
            WordOrder.ABCD,
            0,
            -1,
            0,
            0,
            0.1,
            0,
            Set.of(0xFFFFFFFFL),
            WriteFunction.AUTO);
    assertEquals(Optional.empty(), PointCodec.decode(p, registers("FFFF FFFF")));
    Point f = point(DataType.FLOAT32, WordOrder.ABCD, 0, 1, 0);
    assertEquals(Optional.empty(), PointCodec.decode(f, registers("7FC0 0000")));
  }

  @Test
  void aBitAndAMaskedPartAreTakenOut() {
    Point bit =
        new Point(
            Table.HOLDING,
            0,
            DataType.BOOLEAN,
            WordOrder.ABCD,
            0,
            3,
            0,
            0,
            1,
            0,
            Set.of(),
            WriteFunction.AUTO);
    assertEquals(true, PointCodec.decode(bit, registers("0008")).orElseThrow());
    assertEquals(false, PointCodec.decode(bit, registers("FFF7")).orElseThrow());
    Point part =
        new Point(
            Table.HOLDING,
            0,
            DataType.UINT16,
            WordOrder.ABCD,
            0,
            -1,
            0x7F00,
            8,
            1,
            0,
            Set.of(),
            WriteFunction.AUTO);
    assertEquals(5L, PointCodec.decode(part, registers("8533")).orElseThrow());
  }

  @ParameterizedTest
  @CsvSource({
    "UINT16, 65536,     raw value 65536 is not within 0 to 65535 of UINT16",
    "UINT16, -1,        raw value -1 is not within 0 to 65535 of UINT16",
    "INT16,  32768,     raw value 32768 is not within -32768 to 32767 of INT16",
    "UINT16, sixteen,   'a number is needed, not sixteen'",
    "UINT32, 4294967296, raw value 4294967296 is not within 0 to 4294967295 of UINT32"
  })
  void aValueThatDoesNotFitIsRefusedWithTheRange(DataType type, String value, String message) {
    Point p = point(type, WordOrder.ABCD, 0, 1, 0);
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> PointCodec.encode(p, value));
    assertEquals(message, e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "HOLDING, 65535, UINT32, address: 65535 with 2 registers is not within 0 to 65535",
    "HOLDING, -1,    UINT16, address: -1 with 1 registers is not within 0 to 65535",
    "COIL,    0,     UINT16, 'data.type: a COIL is BOOLEAN, not UINT16'",
    "INPUT,   0,     BYTES,  length: BYTES needs the number of registers"
  })
  void aPointThatCannotBeIsRefusedByName(Table table, int address, DataType type, String message) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Point.of(table, address, type));
    assertEquals(message, e.getMessage());
  }
}
