package io.ocpp809.testkit.modbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MisbehaviourTest {
  private static final Device SEVENS =
      new Device() {
        private final boolean[] coils = new boolean[16];

        @Override
        public int[] readHolding(int address, int count) {
          int[] result = new int[count];
          Arrays.fill(result, 7);
          return result;
        }

        @Override
        public boolean[] readBits(int function, int address, int count) {
          return Arrays.copyOfRange(coils, address, address + count);
        }

        @Override
        public void writeCoils(int function, int address, boolean[] values) {
          System.arraycopy(values, 0, coils, address, values.length);
        }
      };

  private static String exchange(ModbusServer server, String request, int octets)
      throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(120_000);
      socket.getOutputStream().write(HexFormat.of().parseHex(request));
      return HexFormat.of().formatHex(socket.getInputStream().readNBytes(octets));
    } catch (SocketException reset) {
      return "reset";
    }
  }

  /** The right reply is 0009 0000 0007 01 03 04 0007 0007. */
  @ParameterizedTest
  @CsvSource({
    "WRONG_UNIT, 000900000007020304 00070007",
    "WRONG_FUNCTION, 000900000007010404 00070007",
    "WRONG_TRANSACTION, 000a00000007010304 00070007",
    "SHORT, 000900000005010302 0007",
    "WRONG_PROTOCOL, 000900010007010304 00070007",
    "WRONG_LENGTH, 000900000009010304 00070007",
    "STALE, 00090000000701030400070007",
    "CLOSED_AFTER, 000900000007010304 00070007",
    "RESET, reset",
    "HALF_CLOSED, ''",
    "GARBAGE, 55aa0013 000900000007010304 00070007",
    "TWICE, 000900000007010304 00070007 000900000007010304 00070007",
    "TORN, 000900000007",
    "DROP, ''"
  })
  void aReplyIsSpoiltOnceAndThenRight(Misbehaviour how, String spoilt) throws IOException {
    try (ModbusServer server = ModbusServer.start(ModbusServer.Framing.TCP, Map.of(1, SEVENS))) {
      server.misbehave(how, 1);
      String expected = spoilt.replace(" ", "");
      int octets =
          how.name().matches("DROP|TORN|CLOSED_AFTER|HALF_CLOSED") ? 99 : expected.length() / 2;
      assertEquals(expected, exchange(server, "000900000006010300010002", octets));
      assertEquals("00090000000701030400070007", exchange(server, "000900000006010300010002", 13));
    }
  }

  /**
   * As pause in ms, colon and octets. The request is 01 03 0001 0002, the right reply 01 03 04 0007
   * 0007, the reply before it 01 03 02 0007, each with its CRC; flips are of unit (2), function
   * (7), octet count (2) and the last octet of data (1); the wrong CRC differs by 5A in its second
   * octet.
   */
  @ParameterizedTest
  @CsvSource({
    "SILENCE, -",
    "LATE, 600:010304000700070a30",
    "SPLIT, 0:01030400 20:0700070a30",
    "HOLE, 0:01030400 600:0700070a30",
    "WRONG_UNIT, 0:020304000700073930",
    "WRONG_FUNCTION, 0:010404000700070b87",
    "WRONG_EXCEPTION, 0:018402c2c1",
    "SHORT, 0:0103020007f986",
    "LONG, 0:0103060007000700002574",
    "WRONG_COUNT, 0:010302000700078230",
    "WRONG_ADDRESS, 0:010304000700070a30",
    "BIT_FLIPPED, 0:010304000700060a30",
    "UNIT_FLIPPED, 0:030304000700070a30",
    "FUNCTION_FLIPPED, 0:010404000700070a30",
    "COUNT_FLIPPED, 0:010306000700070a30",
    "WRONG_CHECKSUM, 0:010304000700070a6a",
    "GARBAGE, 0:55aa0013010304000700070a30",
    "GARBAGE_AFTER, 0:010304000700070a3055aa0013",
    "ECHO, 0:01030001000295cb010304000700070a30",
    "ECHO_ONLY, 0:01030001000295cb",
    "STALE, 0:0103020007f986",
    "STALE_FIRST, 0:0103020007f986010304000700070a30",
    "TWICE, 0:010304000700070a30010304000700070a30",
    "HALF, 0:01030400",
    "TORN, 0:01030400 CLOSED",
    "DROP, - CLOSED",
    "RESET, - RESET",
    "CLOSED_AFTER, 0:010304000700070a30 CLOSED",
    "HALF_CLOSED, - HALF_CLOSED",
    "DEAF, - DEAF",
    "REFUSED_1, 0:01830180f0",
    "REFUSED_11, 0:01830b00f7"
  })
  void whatLeavesAnRtuDeviceIsKnownOctetByOctet(Misbehaviour how, String expected) {
    Respondent device = new Respondent(ModbusServer.Framing.RTU, Map.of(1, SEVENS));
    assertEquals("0:0103020007f986", text(device, "010300010001d5ca"));
    device.misbehave(1, how, 1);
    assertEquals(1, device.wrongToCome());
    assertEquals(expected, text(device, "01030001000295cb"));
    assertEquals("0:010304000700070a30", text(device, "01030001000295cb"), "and then right");
  }

  @Test
  void aDribbledReplyComesOctetByOctetAndNobodyAnswersForAnotherUnitOrToADamagedRequest() {
    Respondent device = new Respondent(ModbusServer.Framing.RTU, Map.of(1, SEVENS));
    device.moments(new Moments(Duration.ofMillis(8), Duration.ofMillis(80)));
    device.misbehave(2, Misbehaviour.SILENCE, 1);
    device.misbehave(Misbehaviour.DRIBBLED, 1);
    device.misbehave(Misbehaviour.DRIBBLED_TOO_LONG, 1);
    assertEquals("0:01 1:03 1:04 1:00 1:07 1:00 1:07 1:0a 1:30", text(device, "01030001000295cb"));
    assertEquals(
        "0:01 10:03 10:04 10:00 10:07 10:00 10:07 10:0a 10:30", text(device, "01030001000295cb"));
    assertEquals("nothing", text(device, "02030001000295f8"));
    assertEquals("nothing", text(device, "01030001000295ca"));
    assertEquals(1, device.wrongToCome(), "of the unit that is not there");
  }

  private static String text(Respondent device, String request) {
    return device
        .answer(HexFormat.of().parseHex(request))
        .map(
            s -> {
              String parts =
                  s.parts().stream()
                      .map(p -> p.pause().toMillis() + ":" + HexFormat.of().formatHex(p.octets()))
                      .collect(Collectors.joining(" "));
              String end = s.end() == Sending.End.OPEN ? "" : " " + s.end();
              return (parts.isEmpty() ? "-" : parts) + end;
            })
        .orElse("nothing");
  }

  @Test
  void whatWasAskedIsRemembered() throws IOException {
    try (ModbusServer server = ModbusServer.start(ModbusServer.Framing.TCP, Map.of(1, SEVENS))) {
      exchange(server, "000900000006010300010002", 13);
      exchange(server, "00090000000801" + "0f00020003" + "0105", 12);
      assertEquals("0009000000040101" + "0114", exchange(server, "000900000006010100000008", 10));
      List<SeenRequest> seen = server.requests();
      assertEquals(3, seen.get(0).function());
      assertEquals(1, seen.get(0).address());
      assertEquals(List.of(1, 0, 1), seen.get(1).values());
      assertTrue(seen.get(1).write());
    }
  }

  /**
   * 8 + 7 octets and 7 characters of silence, 10 bits each, at 9600 Bd: 22.9 ms, and 5 ms. The
   * reply comes 3.5 characters (3.6 ms) before the end; the second exchange starts at the end.
   */
  @Test
  void aPacedLineTakesItsTime() throws IOException {
    Pace pace = new Pace(9_600, 10, 5);
    assertEquals(27_916_666, pace.nanos(8, 7));
    assertEquals(3_645_833, pace.silenceNanos());
    try (ModbusServer server = ModbusServer.start(ModbusServer.Framing.RTU, Map.of(1, SEVENS))) {
      server.pace(pace);
      List<SeenExchange> exchanges = new CopyOnWriteArrayList<>();
      server.listen(exchanges::add);
      long start = System.nanoTime();
      assertEquals("0103020007f986", exchange(server, "010300010001d5ca", 7));
      assertTrue(System.nanoTime() - start >= 24_270_833);
      assertEquals("0103020007f986", exchange(server, "010300010001d5ca", 7));
      assertTrue(System.nanoTime() - start >= 27_916_666 + 24_270_833);
      assertTrue(exchanges.get(0).answeredNanos() - start >= 24_270_833);
      assertEquals(1, exchanges.get(0).request().address());
    }
  }

  @Test
  void anyPairOfStreamsIsServed() throws IOException {
    try (ModbusServer server = ModbusServer.start(ModbusServer.Framing.RTU, Map.of(1, SEVENS));
        PipedOutputStream ask = new PipedOutputStream();
        PipedInputStream answer = new PipedInputStream()) {
      server.attach(new PipedInputStream(ask), new PipedOutputStream(answer));
      ask.write(HexFormat.of().parseHex("010300010001d5ca"));
      ask.flush();
      assertEquals("0103020007f986", HexFormat.of().formatHex(answer.readNBytes(7)));
    }
  }
}
