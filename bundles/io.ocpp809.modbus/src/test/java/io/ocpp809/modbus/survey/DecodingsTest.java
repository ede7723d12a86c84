package io.ocpp809.modbus.survey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.modbus.DataType;
import io.ocpp809.modbus.WordOrder;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DecodingsTest {
  private static List<String> of(int... registers) {
    return Decodings.of(registers, Optional.empty(), Optional.empty()).stream()
        .map(d -> d.offset() + " " + d.type() + " " + d.order() + " " + d.value() + " " + d.hint())
        .map(String::trim)
        .toList();
  }

  @Test
  void aFloatIsSeenInTheOrderInWhichItMakesSense() {
    // 230.1 as IEEE 754 single is 0x4366199A; here with the low word first.
    List<String> seen = of(0x199A, 0x4366);
    assertTrue(seen.contains("0 FLOAT32 CDAB 230.1 V?"), seen::toString);
    assertTrue(seen.stream().noneMatch(s -> s.contains("FLOAT32 DCBA")), seen::toString);
  }

  @Test
  void aSmallNumberIsToldOnce() {
    assertEquals(List.of("0 UINT16 ABCD 3"), of(3));
    assertEquals(List.of("0 UINT16 ABCD 65535", "0 INT16 ABCD -1"), of(0xFFFF));
  }

  @Test
  void zerosAndLongNumbersThatShorterTypesTellAreNoNoise() {
    List<String> seen = of(0, 0, 0, 77);
    assertTrue(seen.contains("2 UINT32 ABCD 77"), seen::toString);
    assertTrue(
        seen.stream().noneMatch(s -> s.contains("64") || s.contains("DCBA")), seen::toString);
    // 0x0000000174876E80 is 6250000000.
    assertTrue(of(0, 1, 0x7487, 0x6E80).contains("0 UINT64 ABCD 6250000000"));
  }

  @Test
  void textIsSeenInBothOctetOrders() {
    assertTrue(of(0x4B45, 0x4241).contains("0 STRING_ASCII ABCD KEBA text"));
    assertTrue(of(0x454B, 0x4142).contains("0 STRING_ASCII BADC KEBA text"));
  }

  @Test
  void oneTypeInOneOrderCanBeAskedFor() {
    List<Decodings.Decoding> one =
        Decodings.of(new int[] {1, 2}, Optional.of(DataType.UINT32), Optional.of(WordOrder.CDAB));
    assertEquals(1, one.size());
    assertEquals(String.valueOf(2 * 65_536 + 1), one.get(0).value());
  }
}
