package io.ocpp809.modbus.survey;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ocpp809.modbus.Table;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Conversations of a master with two units. Checksums of the first frames are those of the Modbus
 * over Serial Line guide's algorithm worked out by hand for 02 07 (41 12); the others are made by
 * {@link Frames#rtu}, which that vector checks.
 */
class OverheardTest {
  private static final long MS = 1_000_000L;
  private final HeardMap map = new HeardMap();
  private final Overheard ear = new Overheard(map, 20 * MS);
  private long now = MS;

  private void line(int unit, String pdu) {
    byte[] frame = Frames.rtu(unit, HexFormat.ofDelimiter(" ").parseHex(pdu));
    ear.heard(frame, frame.length, now);
    now += 30 * MS;
  }

  @Test
  void theChecksumIsThatOfTheStandard() {
    // Modbus over Serial Line V1.02, appendix B: frame 02 07 has the CRC octets 41 12.
    assertEquals("02074112", HexFormat.of().formatHex(Frames.rtu(2, new byte[] {7})));
  }

  @Test
  void readsArePairedAndTheMapIsRebuilt() {
    for (int i = 0; i < 3; i++) {
      line(1, "04 00 05 00 02");
      line(1, "04 04 00 0" + (2 + i) + " 00 E6");
      now += 940 * MS;
    }
    HeardMap.Use use = map.uses().get(0);
    assertEquals(new HeardMap.Range(1, 4, 5, 2), use.range());
    assertEquals(3, use.times());
    assertEquals(3, use.answered());
    assertEquals(1000, use.periodMillis());
    assertEquals(30, use.answerMillis());
    List<HeardMap.Seen> seen = map.registers();
    assertEquals(new HeardMap.Place(1, Table.INPUT, 5), seen.get(0).place());
    assertEquals(List.of(2, 3, 4), seen.get(0).different());
    assertEquals(2, seen.get(0).changes());
    assertEquals(0xE6, seen.get(1).last());
    assertEquals(0, seen.get(1).changes());
    assertEquals(6, ear.frames());
    assertEquals(0, ear.strays());
  }

  @Test
  void writesAreSeenWithTheirValues() {
    line(1, "06 01 05 00 A0");
    line(1, "06 01 05 00 A0");
    line(1, "10 01 01 00 02 04 3A 98 00 00");
    line(1, "10 01 01 00 02");
    line(3, "05 01 90 FF 00");
    line(3, "85 02");
    List<HeardMap.Use> uses = map.uses();
    assertEquals(new HeardMap.Range(1, 6, 0x105, 1), uses.get(0).range());
    assertEquals(List.of(0xA0), uses.get(0).written());
    assertEquals(1, uses.get(0).times());
    assertEquals(List.of(0x3A98, 0), uses.get(1).written());
    assertEquals(new HeardMap.Range(3, 5, 0x190, 1), uses.get(2).range());
    assertEquals(2, uses.get(2).exception());
  }

  @Test
  void anAcknowledgedWriteIsNotCountedAsUnanswered() {
    for (String write :
        List.of(
            "06 01 05 00 A0",
            "05 01 90 FF 00",
            "16 00 04 FF FE 00 01",
            "17 00 00 00 02 00 0A 00 01 02 00 07")) {
      line(1, write);
      line(1, write.startsWith("17") ? "17 04 00 03 00 04" : write);
    }
    line(1, "10 01 01 00 02 04 3A 98 00 00");
    line(1, "10 01 01 00 02");
    line(1, "0F 00 13 00 0A 02 CD 01");
    line(1, "0F 00 13 00 0A");
    assertEquals(7, map.uses().size());
    for (HeardMap.Use use : map.uses()) {
      assertEquals(1, use.answered(), use.toString());
      assertEquals(0, use.unanswered(), use.toString());
      assertEquals(30, use.answerMillis(), use.toString());
    }
    HeardMap.Use mask = map.uses().get(4);
    assertEquals(new HeardMap.Range(1, 22, 4, 1), mask.range());
    assertEquals(List.of(0xFFFE, 1), mask.written(), "the masks of and and or");
    assertEquals(List.of(3, 4), map.registers().stream().map(HeardMap.Seen::last).toList());
  }

  @Test
  void aRangeThatIsReadAndWrittenByOneRequestCountsOnce() {
    line(1, "17 00 0A 00 01 00 0A 00 01 02 00 07");
    line(1, "17 02 00 07");
    HeardMap.Use use = map.uses().get(0);
    assertEquals(1, use.times());
    assertEquals(1, use.answered());
    assertEquals(List.of(7), use.written());
  }

  @Test
  void framesInPiecesAndNoiseBetweenThemAreCopedWith() {
    byte[] request = Frames.rtu(1, new byte[] {3, 0, 10, 0, 1});
    byte[] reply = Frames.rtu(1, new byte[] {3, 2, 0x12, 0x34});
    byte[] noise = {0x55, 0x00, 0x7F};
    ear.heard(noise, noise.length, now);
    now += 25 * MS;
    for (byte octet : request) {
      ear.heard(new byte[] {octet}, 1, now);
      now += MS;
    }
    now += 5 * MS;
    byte[] two = new byte[reply.length + request.length];
    System.arraycopy(reply, 0, two, 0, reply.length);
    System.arraycopy(request, 0, two, reply.length, request.length);
    ear.heard(two, two.length, now);
    assertEquals(0x1234, map.registers().get(0).last());
    assertEquals(2, map.uses().get(0).times(), "a request in the same burst as the reply before");
    assertEquals(3, ear.strays());
  }

  @Test
  void aReplyWhoseRequestWasNotHeardIsPassedOver() {
    line(1, "03 14 00 01 00 02 00 03 00 04 00 05 00 06 00 07 00 08 00 09 00 0A");
    assertEquals(1, ear.frames());
    assertEquals(List.of(), map.uses());
    assertEquals(List.of(), map.registers());
  }

  @Test
  void aDamagedReplyIsNotBelieved() {
    line(1, "03 00 0A 00 01");
    byte[] reply = Frames.rtu(1, new byte[] {3, 2, 0x12, 0x34});
    reply[4] ^= 1;
    ear.heard(reply, reply.length, now);
    now += 500 * MS;
    ear.quiet(now);
    line(1, "03 00 0A 00 01");
    assertEquals(List.of(), map.registers());
    assertEquals(1, map.uses().get(0).unanswered());
    assertEquals(reply.length, ear.strays());
  }

  @Test
  void bitsAreReadInTheirOrder() {
    // V1.1b3, section 6.1: coils 20 to 38 read as CD 6B 05; 20 is the lowest bit of CD.
    line(9, "01 00 13 00 13");
    line(9, "01 03 CD 6B 05");
    List<HeardMap.Seen> seen = map.registers();
    assertEquals(19, seen.size());
    assertEquals(
        List.of(1, 0, 1, 1, 0, 0, 1, 1),
        seen.subList(0, 8).stream().map(HeardMap.Seen::last).toList());
    assertEquals(1, seen.get(18).last());
  }
}
