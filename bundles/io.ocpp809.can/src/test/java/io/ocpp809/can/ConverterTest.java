package io.ocpp809.can;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.can.LinkException.Kind;
import io.ocpp809.can.LinkSettings.ConverterTcp;
import io.ocpp809.can.LinkSettings.ConverterUdp;
import io.ocpp809.can.LinkSettings.Role;
import java.io.DataInputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConverterTest {
  private static final HexFormat HEX = HexFormat.of();

  /** CHM: extended, 3 octets. 83 = bit 7 (29 bits) and length 3. */
  private static final byte[] CHM_OCTETS = HEX.parseHex("831826f4560101000000000000");

  private static final Frame CHM = Frame.extended(0x1826F456, (byte) 1, (byte) 1, (byte) 0);

  private final FakeAdapter octets = new FakeAdapter();
  private final List<String> heard = new ArrayList<>();

  private static LinkSettings tcp(Role role, boolean listenOnly) {
    return new LinkSettings(
        new ConverterTcp("192.0.2.1", 4001, listenOnly), role, 250_000, List.of());
  }

  private CarrierLink link(Role role, boolean listenOnly) {
    return new CarrierLink(
        tcp(role, listenOnly),
        new TcpConverter(tcp(role, listenOnly), listenOnly, octets::open, () -> octets.now));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  @Test
  void everyKindOfFrameIsThirteenOctetsBothWays() {
    both("831826f4560101000000000000", CHM);
    // 85 12345678 1234567800: the example that makers print, 29 bits, five octets.
    both("85123456781234567800000000", Frame.extended(0x12345678, HEX.parseHex("1234567800")));
    both("080000012311223344556677ff", Frame.standard(0x123, HEX.parseHex("11223344556677ff")));
    both("44000007ff0000000000000000", new Frame(0x7FF, Frame.Kind.STANDARD_REMOTE, 4, 0));
    both("c01fffffff0000000000000000", new Frame(0x1FFFFFFF, Frame.Kind.EXTENDED_REMOTE, 0, 0));
  }

  private static void both(String hex, Frame frame) {
    assertArrayEquals(HEX.parseHex(hex), ConverterCodec.encode(frame));
    assertEquals(Optional.of(frame), ConverterCodec.decode(HEX.parseHex(hex), 0, false));
  }

  @Test
  void octetsThatCannotBeAFrameAreNone() {
    // Length 9; reserved bits 4 and 5; 12 bits of identifier; 30 bits.
    none("890000000000000000000000ff", false);
    none("931826f4560101000000000000", false);
    none("a31826f4560101000000000000", false);
    none("030000080001010000000000ff", false);
    none("833826f4560101000000000000", false);
    // In a datagram bit 5 counts for nothing, bit 4 does.
    assertTrue(
        ConverterCodec.decode(HEX.parseHex("a31826f4560101000000000000"), 0, true).isPresent());
    none("931826f4560101000000000000", true);
  }

  private static void none(String hex, boolean datagram) {
    assertEquals(Optional.empty(), ConverterCodec.decode(HEX.parseHex(hex), 0, datagram));
  }

  @Test
  void aChargingBusIsRefusedWithoutADeclaredListenOnlyMode() {
    LinkException e =
        assertThrows(LinkException.class, () -> link(Role.CHARGING_BUS, false).begin((f, n) -> {}));
    assertEquals(Kind.NOT_LISTEN_ONLY, e.kind());
    assertEquals(
        "192.0.2.1:4001: a converter does not tell its mode, and a charging bus is only listened to;"
            + " set it to listen only (silent) at 250000 bit/s with its maker's program, then"
            + " declare it: listen.only=true",
        e.getMessage());
    assertFalse(octets.open);
  }

  @Test
  void framesAreHeardAlsoInPieces() throws LinkException {
    CarrierLink link = link(Role.CHARGING_BUS, true);
    link.begin((frame, nanos) -> heard.add(frame.toString()));
    assertEquals(
        "192.0.2.1:4001: connected, declared to listen only at 250000 bit/s", link.state().words());
    String frame = text(CHM_OCTETS);
    octets.says(frame.substring(0, 5));
    octets.says(frame.substring(5) + frame + frame.substring(0, 12));
    octets.says(frame.substring(12));
    link.step();
    link.step();
    link.step();
    assertEquals(List.of("1826F456#010100", "1826F456#010100", "1826F456#010100"), heard);
    assertEquals("", octets.written.toString());
  }

  @Test
  void aStreamOutOfStepIsDroppedAndConnectedAnew() throws LinkException {
    CarrierLink link = link(Role.CHARGING_BUS, true);
    link.begin((frame, nanos) -> heard.add(frame.toString()));
    octets.says(text(CHM_OCTETS) + "\u00b3" + "heartbeat 00");
    link.step();
    assertEquals(
        "192.0.2.1:4001 sends what is no frame of 13 octets; is it set to that format, without time"
            + " stamps and heartbeat?",
        link.state().words());
    assertFalse(octets.open);
    octets.says(text(CHM_OCTETS));
    link.step();
    link.step();
    assertTrue(octets.open);
    assertEquals(List.of("1826F456#010100", "1826F456#010100"), heard);
    assertEquals(new LinkCounters(2, 0, 0, 0, 1, 2), link.counters());
  }

  @Test
  void whatABrokenConnectionHadBegunIsForgotten() throws LinkException {
    CarrierLink link = link(Role.OTHER, false);
    link.begin((frame, nanos) -> heard.add(frame.toString()));
    octets.says(text(CHM_OCTETS).substring(0, 7));
    link.step();
    octets.lost = new LinkException(Kind.LOST, "closed");
    link.step();
    octets.lost = null;
    octets.says(text(CHM_OCTETS));
    link.step();
    link.step();
    assertEquals(List.of("1826F456#010100"), heard);
  }

  @Test
  void aRealConnectionCarriesFramesBothWays() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      server.setSoTimeout(120_000);
      LinkSettings settings =
          new LinkSettings(
              new ConverterTcp("127.0.0.1", server.getLocalPort(), false),
              Role.OTHER,
              0,
              List.of());
      CarrierLink link = (CarrierLink) Links.sending(settings);
      link.begin((frame, nanos) -> heard.add(frame.toString()));
      try (Socket converter = server.accept()) {
        converter.setSoTimeout(120_000);
        ((SendingLink) link).send(CHM);
        byte[] sent = new byte[13];
        new DataInputStream(converter.getInputStream()).readFully(sent);
        assertArrayEquals(CHM_OCTETS, sent);
        converter.getOutputStream().write(CHM_OCTETS);
        while (heard.isEmpty()) {
          link.step();
        }
        assertEquals(List.of("1826F456#010100"), heard);
      }
      while (link.state().open()) {
        link.step();
      }
      assertEquals(
          "127.0.0.1:" + server.getLocalPort() + " has closed the connection",
          link.state().words());
      link.close();
    }
  }

  @Test
  void aConverterThatIsNotThereIsRefused() throws Exception {
    int free;
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = server.getLocalPort();
    }
    LinkException e = assertThrows(LinkException.class, () -> TcpOctets.connect("127.0.0.1", free));
    assertEquals(Kind.ABSENT, e.kind());
    assertTrue(e.getMessage().endsWith("; are address and port right?"), e.getMessage());
    assertTrue(e.getMessage().startsWith("127.0.0.1:" + free + ": no connection ("));
  }

  @Test
  void datagramsCarryFramesBothWaysAndABrokenOneHarmsNoOther() throws Exception {
    try (DatagramSocket converter = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      converter.setSoTimeout(120_000);
      ConverterUdp place = new ConverterUdp("127.0.0.1", converter.getLocalPort(), 0, true);
      LinkSettings settings = new LinkSettings(place, Role.OTHER, 0, List.of());
      UdpConverter.Sender carrier = new UdpConverter.Sender(settings, place);
      SendingCarrierLink link = new SendingCarrierLink(settings, carrier);
      link.begin((frame, nanos) -> heard.add(frame.toString()));
      InetSocketAddress us =
          new InetSocketAddress(InetAddress.getLoopbackAddress(), carrier.localPort());
      byte[] two = HEX.parseHex("831826f4560101000000000000" + "a2182756f48e17000000000000");
      byte[] broken = HEX.parseHex("831826f4560101000000000000" + "a218");
      byte[] none = HEX.parseHex("ff1826f4560101000000000000");
      for (byte[] datagram : List.of(two, broken, none, CHM_OCTETS)) {
        converter.send(new DatagramPacket(datagram, datagram.length, us));
      }
      while (heard.size() < 4) {
        link.step();
      }
      assertEquals(
          List.of("1826F456#010100", "182756F4#8E17", "1826F456#010100", "1826F456#010100"), heard);
      assertEquals(2, link.counters().malformed());

      link.send(CHM);
      DatagramPacket sent = new DatagramPacket(new byte[64], 64);
      converter.receive(sent);
      assertEquals(13, sent.getLength());
      link.close();
    }
  }

  @Test
  void datagramsOfAnotherAddressAreNotTaken() throws Exception {
    ConverterUdp place = new ConverterUdp("127.0.0.2", 9, 0, true);
    LinkSettings settings = new LinkSettings(place, Role.CHARGING_BUS, 250_000, List.of());
    UdpConverter carrier = new UdpConverter(settings, place);
    CarrierLink link = new CarrierLink(settings, carrier);
    link.begin((frame, nanos) -> heard.add(frame.toString()));
    try (DatagramSocket stranger = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
      stranger.send(
          new DatagramPacket(
              CHM_OCTETS,
              CHM_OCTETS.length,
              new InetSocketAddress(InetAddress.getByName("127.0.0.1"), carrier.localPort())));
      while (link.counters().malformed() == 0) {
        link.step();
      }
    }
    assertEquals(List.of(), heard);
    link.close();
  }

  @Test
  void aPortThatIsInUseIsRefused() throws Exception {
    try (DatagramSocket other = new DatagramSocket(0)) {
      ConverterUdp place = new ConverterUdp("127.0.0.1", 9, other.getLocalPort(), true);
      LinkSettings settings = new LinkSettings(place, Role.CHARGING_BUS, 250_000, List.of());
      LinkException e =
          assertThrows(LinkException.class, () -> new UdpConverter(settings, place).open());
      assertEquals(
          "127.0.0.1:9/udp: port " + other.getLocalPort() + " is in use by another program",
          e.getMessage());
    }
  }
}
