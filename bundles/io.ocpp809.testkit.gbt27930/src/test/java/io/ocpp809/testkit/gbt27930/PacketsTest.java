package io.ocpp809.testkit.gbt27930;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.can.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** SAE J1939-21, 5.10: both ends of a transport, at each other. */
class PacketsTest {
  private static final long MILLI = 1_000_000;
  private final Wire bms = new Wire(0xF4, 0x56);
  private final Wire charger = new Wire(0x56, 0xF4);
  private final List<Frame> said = new ArrayList<>();
  private final PacketSender sender = new PacketSender(bms, (f, at) -> said.add(f));
  private final PacketReceiver receiver = new PacketReceiver(charger, (f, at) -> said.add(f));

  private static byte[] payload(int size) {
    byte[] result = new byte[size];
    for (int i = 0; i < size; i++) {
      result[i] = (byte) i;
    }
    return result;
  }

  private List<String> said() {
    List<String> result = said.stream().map(Frame::toString).toList();
    said.clear();
    return result;
  }

  @Test
  void aRequestACtsThePacketsAndTheAcknowledgement() {
    sender.send(0x1100, payload(9), 0);
    // RTS of 9 octets in 2 packets, PGN 1100: priority 7, EC, to 56, from F4.
    assertEquals(List.of("1CEC56F4#10090002FF001100"), said());
    receiver.control(Frame.extended(0, octets("10090002FF001100")), 0);
    assertEquals(List.of("1CECF456#110201FFFF001100"), said());
    sender.control(Frame.extended(0, octets("110201FFFF001100")), 0);
    sender.run(0);
    sender.run(9 * MILLI);
    sender.run(10 * MILLI);
    assertEquals(List.of("1CEB56F4#0100010203040506", "1CEB56F4#020708FFFFFFFFFF"), said());
    assertTrue(receiver.packet(Frame.extended(0, octets("0100010203040506")), 0).isEmpty());
    Optional<PacketReceiver.Parcel> whole =
        receiver.packet(Frame.extended(0, octets("020708FFFFFFFFFF")), 0);
    assertArrayEquals(payload(9), whole.orElseThrow().payload());
    assertEquals(List.of("1CECF456#13090002FF001100"), said());
    sender.control(Frame.extended(0, octets("13090002FF001100")), 0);
    assertEquals(Agenda.NEVER, sender.due());
  }

  private static byte[] octets(String hex) {
    return java.util.HexFormat.of().parseHex(hex);
  }

  @Test
  void threeRequestsWithoutAnswerAreFollowedByAnAbort() {
    sender.send(0x0200, payload(49), 0);
    for (int i = 1; i <= 3; i++) {
      assertEquals(List.of("1CEC56F4#10310007FF000200"), said());
      sender.run(i * 1250L * MILLI);
    }
    assertEquals(List.of("1CEC56F4#FF03FFFFFF000200"), said());
    assertEquals(Agenda.NEVER, sender.due());
  }

  @Test
  void packetsThatAreMissingAreAskedForAgainAndThenTheTransportIsAborted() {
    receiver.control(Frame.extended(0, octets("10310007FF000200")), 0);
    receiver.packet(Frame.extended(0, octets("0100010203040506")), 0);
    receiver.packet(Frame.extended(0, octets("0300010203040506")), 0);
    said();
    receiver.run(749 * MILLI);
    assertEquals(List.of(), said());
    receiver.run(750 * MILLI);
    assertEquals(List.of("1CECF456#110602FFFF000200"), said());
    receiver.run(2000 * MILLI);
    assertEquals(List.of("1CECF456#110602FFFF000200"), said());
    receiver.run(3250 * MILLI);
    assertEquals(List.of("1CECF456#FF03FFFFFF000200"), said());
    assertEquals(Agenda.NEVER, receiver.due());
  }

  @Test
  void aHoldIsWaitedForAndAWindowIsKept() {
    sender.send(0x1500, payload(252), 0);
    said();
    sender.control(Frame.extended(0, octets("110001FFFF001500")), 0);
    assertEquals(1050 * MILLI, sender.due());
    sender.control(Frame.extended(0, octets("110203FFFF001500")), 500 * MILLI);
    sender.run(500 * MILLI);
    sender.run(510 * MILLI);
    assertEquals(
        List.of("03", "04"), said.stream().map(f -> String.format("%02X", f.octet(0))).toList());
    assertEquals(1760 * MILLI, sender.due());
  }

  @Test
  void aMessageThatWaitsIsReplacedByItsNewerOne() {
    sender.send(0x1500, payload(20), 0);
    sender.send(0x1100, payload(9), 0);
    sender.send(0x1100, payload(10), 0);
    said();
    sender.control(Frame.extended(0, octets("FFFFFFFFFF001500")), 0);
    assertEquals(List.of("1CEC56F4#100A0002FF001100"), said());
  }
}
