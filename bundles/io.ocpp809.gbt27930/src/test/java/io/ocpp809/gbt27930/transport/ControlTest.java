package io.ocpp809.gbt27930.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ocpp809.can.Frame;
import io.ocpp809.gbt27930.message.Node;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ControlTest {
  private static Frame frame(int id, String octets) {
    return Frame.extended(id, HexFormat.of().parseHex(octets));
  }

  private static Control control(String name, int a, int b, int c, int pgn) {
    return switch (name) {
      case "RTS" -> new Control.RequestToSend(a, b, c, pgn);
      case "CTS" -> new Control.ClearToSend(a, b, pgn);
      case "EOMA" -> new Control.EndOfMessage(a, b, pgn);
      case "BAM" -> new Control.Announcement(a, b, pgn);
      default -> new Control.Abort(a, pgn);
    };
  }

  @ParameterizedTest
  @CsvSource({
    // BRM of 49 octets (0x31) in 7 packets, PGN 000200 low octet first
    "RTS, BMS, 1CEC56F4, 10310007FF000200, 49, 7, 255, 0x200",
    "CTS, CHARGER, 1CECF456, 110701FFFF000200, 7, 1, 0, 0x200",
    "EOMA, CHARGER, 1CECF456, 13310007FF000200, 49, 7, 0, 0x200",
    // BMV of 252 octets (0xFC) in 36 packets (0x24)
    "RTS, BMS, 1CEC56F4, 10FC0024FF001500, 252, 36, 255, 0x1500",
    "CTS, CHARGER, 1CECF456, 110003FFFF001500, 0, 3, 0, 0x1500",
    // 1785 octets (0x06F9) in 255 packets
    "BAM, BMS, 1CECFFF4, 20F906FFFF001600, 1785, 255, 0, 0x1600",
    "ABORT, CHARGER, 1CECF456, FF03FFFFFF000200, 3, 0, 0, 0x200",
  })
  void theOctetsAreThoseOfTheStandardInBothDirections(
      String name, Node from, String id, String octets, int a, int b, int c, int pgn) {
    Frame frame = frame(Integer.parseInt(id, 16), octets);
    Control control = control(name, a, b, c, pgn);
    assertEquals(frame, control.frame(from));
    assertEquals(Optional.of(control), Control.decode(frame));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10000000FF000200", // nothing
        "10FA0600FF000200", // 1786 octets
        "10310006FF000200", // 49 octets are no 6 packets
        "10310009FF000200", // and no 9
        "20310006FF000200",
        "15310007FF000200", // reserved control octet
        "10310007FF0002", // seven octets
      })
  void numbersThatContradictAreNoControl(String octets) {
    assertEquals(Optional.empty(), Control.decode(frame(0x1CEC56F4, octets)));
  }

  @Test
  void sendersWhoDivideBadlyAreHeard() {
    // 49 octets in 8 packets: 49 / 7 + 1
    assertEquals(
        Optional.of(new Control.RequestToSend(49, 8, 0xFF, 0x200)),
        Control.decode(frame(0x1CEC56F4, "10310008FF000200")));
    // eight octets, which fit into a frame
    assertEquals(
        Optional.of(new Control.RequestToSend(8, 2, 0xFF, 0x1600)),
        Control.decode(frame(0x1CEC56F4, "10080002FF001600")));
  }

  @Test
  void theLastPacketIsFilledWithOnes() {
    byte[] octets = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    assertEquals(frame(0x1CEB56F4, "0101020304050607"), Control.packet(Node.BMS, octets, 1, false));
    assertEquals(frame(0x1CEBFFF4, "020809FFFFFFFFFF"), Control.packet(Node.BMS, octets, 2, true));
  }
}
