package io.ocpp809.testkit.modbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
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
      socket.setSoTimeout(5_000);
      socket.getOutputStream().write(HexFormat.of().parseHex(request));
      return HexFormat.of().formatHex(socket.getInputStream().readNBytes(octets));
    }
  }

  /** The right reply is 0009 0000 0007 01 03 04 0007 0007. */
  @ParameterizedTest
  @CsvSource({
    "WRONG_UNIT, 000900000007020304 00070007",
    "WRONG_FUNCTION, 000900000007010404 00070007",
    "WRONG_TRANSACTION, 000a00000007010304 00070007",
    "SHORT, 000900000005010302 0007",
    "BIT_FLIPPED, 000900000007010304 00060007",
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
          how == Misbehaviour.DROP || how == Misbehaviour.TORN ? 99 : expected.length() / 2;
      assertEquals(expected, exchange(server, "000900000006010300010002", octets));
      assertEquals("00090000000701030400070007", exchange(server, "000900000006010300010002", 13));
    }
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

  /** 8 + 7 octets and 7 characters of silence, 10 bits each, at 9600 Bd: 22.9 ms, and 5 ms. */
  @Test
  void aPacedLineTakesItsTime() throws IOException {
    assertEquals(27_916_666, new Pace(9_600, 10, 5).nanos(8, 7));
    try (ModbusServer server = ModbusServer.start(ModbusServer.Framing.RTU, Map.of(1, SEVENS))) {
      server.pace(new Pace(9_600, 10, 5));
      long start = System.nanoTime();
      assertEquals("0103020007f986", exchange(server, "010300010001d5ca", 7));
      assertTrue(System.nanoTime() - start >= 27_916_666);
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
