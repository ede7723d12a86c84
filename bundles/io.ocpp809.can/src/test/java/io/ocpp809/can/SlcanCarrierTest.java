package io.ocpp809.can;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.can.LinkException.Kind;
import io.ocpp809.can.LinkSettings.Role;
import io.ocpp809.can.LinkSettings.SlcanSerial;
import io.ocpp809.serial.SerialPortLink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SlcanCarrierTest {
  private static final String BELL = "\u0007";
  private static final Frame CHM = Frame.extended(0x1826F456, (byte) 1, (byte) 1, (byte) 0);

  private final FakeAdapter adapter = new FakeAdapter();
  private final List<String> heard = new ArrayList<>();

  private static LinkSettings settings(Role role, int bitRate) {
    return new LinkSettings(new SlcanSerial("/dev/ttyACM0", 115_200), role, bitRate, List.of());
  }

  private CarrierLink link(Role role) {
    return new CarrierLink(
        settings(role, 250_000),
        new SlcanCarrier(settings(role, 250_000), adapter::open, () -> adapter.now));
  }

  private void begin(CarrierLink link) throws LinkException {
    link.begin((frame, nanos) -> heard.add(frame.toString()));
  }

  @BeforeEach
  void aWellBehavedAdapter() {
    adapter.answers.put("C", "\r");
    adapter.answers.put("V", "V1013\r");
    adapter.answers.put("S5", "\r");
    adapter.answers.put("L", "\r");
    adapter.answers.put("O", "\r");
    adapter.answers.put("F", "F00\r");
  }

  @Test
  void aChargingBusIsOpenedListeningOnlyAndNothingElseIsEverWritten() throws LinkException {
    CarrierLink link = link(Role.CHARGING_BUS);
    begin(link);
    assertEquals("/dev/ttyACM0: listening only, 250000 bit/s", link.state().words());
    for (int i = 0; i < 20; i++) {
      link.step();
    }
    link.close();
    // Close, version, bit rate, listen, then flags once a second, close: no O and no frame.
    assertTrue(
        adapter.written.toString().matches("\r\r\rC\rV\rS5\rL\r(F\r){2,5}C\r"),
        () -> adapter.written.toString().replace('\r', ' '));
    assertFalse(adapter.open);
  }

  @Test
  void framesOfEveryKindAreHeardAlsoInPieces() throws LinkException {
    CarrierLink link = link(Role.CHARGING_BUS);
    begin(link);
    adapter.says("T1826F4563010100\rt12");
    adapter.says("32AABB\rR182756F42\rr7FF8\r\n");
    // With a time stamp, and of no data.
    adapter.says("t10011F1A2B\rt1000\r");
    for (int i = 0; i < 4; i++) {
      link.step();
    }
    assertEquals(
        List.of("1826F456#010100", "123#AABB", "182756F4#R2", "7FF#R8", "100#1F", "100#"), heard);
  }

  @Test
  void whatIsNoFrameIsCountedAndPassedOver() throws LinkException {
    CarrierLink link = link(Role.CHARGING_BUS);
    begin(link);
    adapter.says(
        "T1826F45680101\rT2826F4563010100\rt1239AABB\rtXYZ0\rT18\r" + "x".repeat(300) + "\r");
    adapter.says("T1826F4563010100\r");
    link.step();
    link.step();
    assertEquals(List.of("1826F456#010100"), heard);
    assertEquals(6, link.counters().malformed());
  }

  @Test
  void anAdapterThatRefusesToListenOnlyIsRefusedOnAChargingBus() {
    adapter.answers.put("L", BELL);
    refused(
        Kind.NOT_LISTEN_ONLY,
        "/dev/ttyACM0 refuses to listen only (L), a charging bus allows nothing else; take an"
            + " adapter that does, or one with SocketCAN",
        link(Role.CHARGING_BUS));
    assertFalse(adapter.open);
    assertFalse(adapter.written.toString().contains("O"));
  }

  @Test
  void anAdapterThatConfirmsNothingIsRefusedOnAChargingBus() {
    adapter.answers.remove("L");
    refused(
        Kind.NOT_LISTEN_ONLY,
        "/dev/ttyACM0 does not confirm to listen only (L), a charging bus allows nothing else; take"
            + " an adapter that does, or one with SocketCAN",
        link(Role.CHARGING_BUS));
    adapter.answers.put("L", "\r");
    adapter.answers.remove("S5");
    // The answer to L is taken for that to L alone.
    refused(
        Kind.BIT_RATE,
        "/dev/ttyACM0 does not confirm its bit rate (S5), which a charging bus demands; take an"
            + " adapter that does, or one with SocketCAN",
        link(Role.CHARGING_BUS));
  }

  @Test
  void aBitRateThatTheAdapterRefusesIsRefused() {
    adapter.answers.put("S5", BELL);
    refused(
        Kind.BIT_RATE,
        "/dev/ttyACM0 refuses the bit rate 250000 (S5); take an adapter that knows it, or set bit.rate",
        link(Role.CHARGING_BUS));
  }

  @Test
  void aBitRateThatSlcanDoesNotHaveIsRefused() {
    refused(
        Kind.SETTINGS,
        "/dev/ttyACM0: bit.rate of SLCAN is one of [10000, 20000, 50000, 100000, 125000, 250000,"
            + " 500000, 800000, 1000000], not 83333",
        new CarrierLink(
            settings(Role.OTHER, 83_333),
            new SlcanCarrier(settings(Role.OTHER, 83_333), adapter::open, () -> adapter.now)));
  }

  @Test
  void aDeviceThatIsNoSlcanAdapterIsRefused() {
    adapter.answers.clear();
    refused(
        Kind.PROTOCOL,
        "/dev/ttyACM0 does not answer as an SLCAN adapter (V); is it the right device, and are baud"
            + " or port right?",
        link(Role.CHARGING_BUS));
  }

  @Test
  void aConfirmationOfBeforeIsNotTakenForThatOfTheBitRate() {
    // The channel was open and is closed; bells and an end come late, then nothing confirms.
    adapter.answers.put("", BELL);
    adapter.answers.put("C", "T1826F4563010100\r\r");
    adapter.answers.put("S5", "T1826F4563010100\r");
    adapter.answers.put("L", "T1826F4563010100\r");
    assertEquals(
        Kind.NOT_LISTEN_ONLY,
        assertThrows(LinkException.class, () -> begin(link(Role.CHARGING_BUS))).kind());
  }

  private void refused(Kind kind, String message, CarrierLink link) {
    LinkException e = assertThrows(LinkException.class, () -> begin(link));
    assertEquals(kind + ": " + message, e.kind() + ": " + e.getMessage());
  }

  @Test
  void theFlagsOfTheAdapterTellLossesAndErrors() throws LinkException {
    CarrierLink link = link(Role.CHARGING_BUS);
    begin(link);
    // Bit 0: queue full. Bit 3: overrun. Bit 7: bus error.
    adapter.says("F01\r");
    adapter.says("F08\r");
    adapter.says("F80\r");
    adapter.says("F00\r");
    for (int i = 0; i < 4; i++) {
      link.step();
    }
    assertEquals(new LinkCounters(0, 0, 2, 1, 0, 1), link.counters());
  }

  @Test
  void anAdapterWithoutFlagsIsNotAskedAgain() throws LinkException {
    adapter.answers.put("F", BELL);
    CarrierLink link = link(Role.CHARGING_BUS);
    begin(link);
    for (int i = 0; i < 30; i++) {
      link.step();
    }
    assertEquals(1, adapter.written.chars().filter(c -> c == 'F').count());
  }

  @Test
  void anAdapterThatIsPulledIsFoundAgain() throws LinkException {
    CarrierLink link = link(Role.CHARGING_BUS);
    begin(link);
    adapter.lost = new IOException("/dev/ttyACM0 is lost; was the adapter pulled?");
    link.step();
    assertEquals("/dev/ttyACM0 is lost; was the adapter pulled?", link.state().words());
    adapter.lost = null;
    link.step();
    assertTrue(link.state().open());
    assertEquals(2, link.counters().opened());
  }

  @Test
  void anotherBusIsOpenedToSendAndFramesAreWrittenAsLines() throws LinkException {
    SlcanCarrier.Sender sender =
        new SlcanCarrier.Sender(settings(Role.OTHER, 250_000), adapter::open, () -> adapter.now);
    SendingCarrierLink link = new SendingCarrierLink(settings(Role.OTHER, 250_000), sender);
    link.begin((frame, nanos) -> {});
    adapter.written.setLength(0);
    link.send(CHM);
    link.send(new Frame(0x7FF, Frame.Kind.STANDARD_REMOTE, 4, 0));
    assertEquals("T1826F4563010100\rr7FF4\r", adapter.written.toString());
    link.close();
    assertThrows(LinkException.class, () -> link.send(CHM));
  }

  @Test
  void aSerialPortCarriesTheSame() throws Exception {
    StringBuilder out = new StringBuilder();
    boolean[] closed = new boolean[1];
    SerialPortLink port =
        new SerialPortLink() {
          @Override
          public int read(byte[] buffer, int offset, long deadlineNanos) {
            buffer[offset] = '\r';
            return 1;
          }

          @Override
          public void write(byte[] octets) {
            out.append(new String(octets, java.nio.charset.StandardCharsets.US_ASCII));
          }

          @Override
          public void discard() {}

          @Override
          public void close() {
            closed[0] = true;
          }
        };
    Octets octets = new SerialOctets(port);
    octets.write(SlcanCarrier.line("V"));
    assertEquals("V\r", out.toString());
    assertEquals(1, octets.read(new byte[8], 0));
    octets.close();
    assertTrue(closed[0]);
    LinkException absent =
        assertThrows(LinkException.class, () -> SerialOctets.open("/dev/no-such-port", 115_200));
    assertEquals(Kind.ABSENT, absent.kind());
    assertEquals(
        "/dev/no-such-port does not exist; is the adapter plugged in?", absent.getMessage());
  }
}
