package io.ocpp809.gbt27930.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.can.Frame;
import io.ocpp809.gbt27930.message.Node;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReassemblerTest {
  private static final long MS = 1_000_000;
  private static final int BRM = 0x200;
  private static final int BMV = 0x1500;

  private final Reassembler reassembler = new Reassembler();
  private final List<String> ended = new ArrayList<>();
  private long now;
  private byte[] last;

  private void after(long ms, Frame frame) {
    now += ms * MS;
    reassembler.heard(frame, now).forEach(this::ended);
  }

  private void ended(Transfer t) {
    if (t instanceof Transfer.Completed c) {
      last = c.octets();
      ended.add(c.sender() + " " + Integer.toHexString(c.pgn()) + " complete " + c.octets().length);
    } else if (t instanceof Transfer.Aborted a) {
      ended.add(a.sender() + " aborted by " + a.by() + ": " + a.reason());
    } else if (t instanceof Transfer.TimedOut o) {
      String at = " at " + o.nanos() / MS;
      ended.add(
          o.sender() + " " + o.received() + "/" + o.packets() + ", no word of " + o.missing() + at);
    } else {
      ended.add(t.sender() + " superseded");
    }
  }

  private static byte[] octets(int size) {
    byte[] octets = new byte[size];
    for (int i = 0; i < size; i++) {
      octets[i] = (byte) (3 * i);
    }
    return octets;
  }

  private static Frame request(int size, int pgn) {
    return new Control.RequestToSend(size, Control.packets(size), 0xFF, pgn).frame(Node.BMS);
  }

  private static Frame clear(int packets, int next, int pgn) {
    return new Control.ClearToSend(packets, next, pgn).frame(Node.CHARGER);
  }

  private static Frame packet(byte[] octets, int number) {
    return Control.packet(Node.BMS, octets, number, false);
  }

  @Test
  void aRequestThatNobodyAnswersIsToldThoughItIsRepeatedFasterThanTheTimeOut() {
    after(0, request(49, BRM));
    for (int i = 0; i < 5; i++) {
      after(250, request(49, BRM));
    }
    assertEquals(List.of("BMS 0/7, no word of CHARGER at 1250"), ended);
    after(100, clear(7, 1, BRM));
    for (int i = 1; i <= 7; i++) {
      after(10, packet(octets(49), i));
    }
    assertEquals("BMS 200 complete 49", ended.get(1));
  }

  @Test
  void aRequestThatIsHeldOrAnsweredIsNotToldAsUnanswered() {
    after(0, request(49, BRM));
    for (int i = 0; i < 6; i++) {
      after(250, clear(0, 0xFF, BRM));
      after(250, request(49, BRM));
    }
    assertEquals(List.of(), ended);
  }

  @Test
  void oneAnnouncedPacketTooManyIsNotWaitedFor() {
    after(0, new Control.RequestToSend(49, 8, 0xFF, BRM).frame(Node.BMS));
    after(1, clear(8, 1, BRM));
    for (int i = 1; i <= 7; i++) {
      after(10, packet(octets(49), i));
    }
    assertEquals(List.of("BMS 200 complete 49"), ended);
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 8, 9, 13, 14, 49, 252, 1785})
  void aMessageOfAnySizeIsPutTogether(int size) {
    after(0, request(size, BRM));
    after(1, clear(255, 1, BRM));
    for (int i = 1; i <= Control.packets(size); i++) {
      after(10, packet(octets(size), i));
    }
    assertEquals(List.of("BMS 200 complete " + size), ended);
    assertArrayEquals(octets(size), last);
  }

  @Test
  void packetsMayComeInAnyOrderAndTwiceAndTheLastWordCounts() {
    byte[] wrong = octets(20);
    wrong[8] ^= 1;
    after(0, request(20, BRM));
    after(1, packet(octets(20), 3));
    after(1, packet(wrong, 2));
    after(1, packet(octets(20), 2));
    after(1, packet(octets(20), 1));
    assertArrayEquals(octets(20), last);
    after(1, packet(octets(20), 1));
    assertEquals(1, ended.size(), "a packet behind the end begins nothing");
  }

  @Test
  void windowsHoldsAndRepeatedPacketsAreFollowed() {
    byte[] cells = octets(60);
    after(0, request(60, BMV));
    after(1, clear(4, 1, BMV));
    for (int i = 1; i <= 4; i++) {
      after(10, packet(cells, i));
    }
    after(1_000, clear(0, 0xFF, BMV));
    after(1_000, clear(0, 0xFF, BMV));
    after(900, clear(4, 5, BMV));
    after(10, packet(cells, 5));
    after(10, packet(cells, 7));
    after(10, packet(cells, 8));
    after(1_200, clear(1, 6, BMV));
    after(10, packet(cells, 6));
    after(1, clear(1, 9, BMV));
    after(1_200, packet(cells, 9));
    assertEquals(List.of("BMS 1500 complete 60"), ended);
    assertArrayEquals(cells, last);
  }

  @Test
  void bothDirectionsAndABroadcastGoBesideEachOther() {
    byte[] a = octets(9);
    byte[] b = octets(10);
    byte[] c = octets(11);
    after(0, request(9, BRM));
    after(0, new Control.RequestToSend(10, 2, 0xFF, 0x2000).frame(Node.CHARGER));
    after(0, new Control.Announcement(11, 2, 0x1600).frame(Node.BMS));
    for (int i = 1; i <= 2; i++) {
      after(5, Control.packet(Node.BMS, c, i, true));
      after(5, Control.packet(Node.CHARGER, b, i, false));
      after(5, packet(a, i));
    }
    assertEquals(
        List.of("BMS 1600 complete 11", "CHARGER 2000 complete 10", "BMS 200 complete 9"), ended);
  }

  @Test
  void whoHadToSayTheNextWordIsNamedWhenItDoesNotCome() {
    after(0, request(20, BRM));
    reassembler.tick(1_300 * MS - 1).forEach(this::ended);
    assertEquals(List.of(), ended, "T3 is 1250 ms, and 50 ms in which one of them may say so");
    reassembler.tick(1_300 * MS).forEach(this::ended);
    after(2_000, request(20, BRM));
    after(0, clear(3, 1, BRM));
    after(1_300, clear(3, 1, BRM));
    after(0, request(20, BRM));
    after(0, clear(3, 1, BRM));
    after(10, packet(octets(20), 1));
    after(800, clear(3, 1, 0x1234));
    after(0, request(20, BRM));
    after(0, clear(0, 0xFF, BRM));
    after(1_100, clear(3, 1, BRM));
    assertEquals(
        List.of(
            "BMS 0/3, no word of CHARGER at 1250",
            "BMS 0/3, no word of BMS at 3250",
            "BMS 1/3, no word of BMS at 4060",
            "BMS 0/3, no word of CHARGER at 5160"),
        ended);
  }

  @Test
  void aRequestThatIsRepeatedWithoutAnAnswerIsToldWithTheTimeOutOfItsFirst() {
    after(0, request(20, BRM));
    after(500, request(20, BRM));
    after(500, request(20, BRM));
    assertEquals(List.of(), ended);
    after(500, request(20, BRM));
    after(500, request(20, BRM));
    assertEquals(List.of("BMS 0/3, no word of CHARGER at 1250"), ended);
  }

  @Test
  void anAbortEndsTheSessionOfItsGroupWhoeverSendsIt() {
    after(0, request(20, BRM));
    after(1, new Control.Abort(3, 0x600).frame(Node.BMS));
    assertEquals(List.of(), ended);
    after(1, new Control.Abort(3, BRM).frame(Node.BMS));
    after(1, request(20, BRM));
    after(1, new Control.Abort(0xFF, BRM).frame(Node.CHARGER));
    assertEquals(List.of("BMS aborted by BMS: 3", "BMS aborted by CHARGER: 255"), ended);
  }

  @Test
  void aNewRequestTakesThePlaceOfTheOldAndARepeatedOneIsTheSame() {
    after(0, request(20, BRM));
    after(200, request(20, BRM));
    assertEquals(List.of(), ended);
    after(10, packet(octets(20), 1));
    after(10, request(13, 0x600));
    after(10, packet(octets(13), 1));
    after(10, packet(octets(13), 2));
    assertEquals(List.of("BMS superseded", "BMS 600 complete 13"), ended);
  }

  @Test
  void anAcknowledgementBeforeTheLastPacketAndPacketsWithoutSessionAreIgnored() {
    after(0, packet(octets(20), 1));
    after(0, request(20, BRM));
    after(10, packet(octets(20), 1));
    after(10, new Control.EndOfMessage(20, 3, BRM).frame(Node.CHARGER));
    after(10, packet(octets(20), 2));
    after(10, Frame.extended(0x1CEB56F4, new byte[8]));
    after(10, packet(octets(20), 4));
    after(10, packet(octets(20), 3));
    assertEquals(List.of("BMS 200 complete 20"), ended);
  }

  @Test
  void aPacketThatIsTooShortForItsPartIsAsIfItHadNotCome() {
    after(0, request(10, BRM));
    after(1, packet(octets(10), 1));
    after(1, Frame.extended(0x1CEB56F4, (byte) 2, (byte) 1, (byte) 2));
    assertEquals(List.of(), ended);
    after(1, Frame.extended(0x1CEB56F4, (byte) 2, (byte) 1, (byte) 2, (byte) 3));
    assertEquals(List.of("BMS 200 complete 10"), ended);
  }

  @Test
  void framesOfOthersConcernNothing() {
    after(0, Frame.extended(0x1CEC56F5, new byte[8]));
    after(0, Frame.extended(0x1CECAAF4, new byte[8]));
    after(0, Frame.standard(0x4F4, new byte[8]));
    after(0, new Frame(0x1CEC56F4, Frame.Kind.EXTENDED_REMOTE, 8, 0));
    assertEquals(List.of(), ended);
    reassembler.tick(Long.MAX_VALUE).forEach(this::ended);
    assertEquals(List.of(), ended);
  }

  @Test
  void whateverComesEndsNothingThatDidNotBeginAndRaisesNothing() {
    Random random = new Random(27930);
    int[] ids = {0x1CEC56F4, 0x1CEB56F4, 0x1CECF456, 0x1CEBF456, 0x1CECFFF4, 0x1CEBFFF4};
    int[] heads = {0x10, 0x11, 0x13, 0x20, 0xFF, 1, 2, 3, 0};
    int begun = 0;
    for (int i = 0; i < 300_000; i++) {
      long data = random.nextLong() & ~0xFFL | heads[random.nextInt(heads.length)];
      if (random.nextBoolean()) {
        // a size and a number of packets that fit
        int size = 9 + random.nextInt(20);
        data =
            data & 0xFF | size << 8 | (long) Control.packets(size) << 24 | 0xFFL << 32 | 2L << 48;
      }
      int length = random.nextInt(10) == 0 ? random.nextInt(9) : 8;
      Frame frame = new Frame(ids[random.nextInt(ids.length)], Frame.Kind.EXTENDED, length, data);
      begun += (frame.id() & 0xFF0000) == 0xEC0000 && Control.decode(frame).isPresent() ? 1 : 0;
      after(random.nextInt(100), frame);
    }
    assertTrue(ended.size() > 1_000 && ended.size() <= begun, ended.size() + " of " + begun);
  }

  @Test
  void whatIsForOneNodeIsNotSaidToAllAndAnAnnouncementIsNotSaidToOne() {
    // RTS to all, then BAM to the charger only
    after(0, Frame.extended(0x1CECFFF4, HexFormat.of().parseHex("10090002FF001100")));
    after(0, Frame.extended(0x1CEC56F4, HexFormat.of().parseHex("20090002FF001100")));
    for (int id : new int[] {0x1CEBFFF4, 0x1CEB56F4}) {
      after(10, Frame.extended(id, HexFormat.of().parseHex("0100010203040506")));
      after(10, Frame.extended(id, HexFormat.of().parseHex("020708FFFFFFFFFF")));
    }
    after(5_000, Frame.standard(0x1, new byte[0]));
    assertEquals(List.of(), ended);
  }

  @Test
  void aClearanceForPacketsThatDoNotExistChangesNothing() {
    after(0, request(20, BRM));
    after(1_200, clear(3, 0, BRM));
    after(0, clear(3, 4, BRM));
    reassembler.tick(1_299 * MS).forEach(this::ended);
    assertEquals(List.of(), ended);
    reassembler.tick(1_300 * MS).forEach(this::ended);
    assertEquals(List.of("BMS 0/3, no word of CHARGER at 1250"), ended);
  }
}
