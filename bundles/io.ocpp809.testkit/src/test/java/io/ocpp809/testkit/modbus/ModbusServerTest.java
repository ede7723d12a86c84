package io.ocpp809.testkit.modbus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModbusServerTest {

  private final int[] memory = new int[10];
  private final Device device =
      new Device() {
        @Override
        public int[] readHolding(int address, int count) throws ModbusFault {
          if (address + count > memory.length) {
            throw new ModbusFault(ModbusFault.ILLEGAL_ADDRESS);
          }
          return java.util.Arrays.copyOfRange(memory, address, address + count);
        }

        @Override
        public void write(int function, int address, int[] values) {
          System.arraycopy(values, 0, memory, address, values.length);
        }
      };

  private static String exchange(ModbusServer server, String request, int reply)
      throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(120_000);
      socket.getOutputStream().write(HexFormat.of().parseHex(request));
      InputStream in = socket.getInputStream();
      return HexFormat.of().formatHex(in.readNBytes(reply));
    }
  }

  @Test
  void tcpFramesAreAnsweredUnderTheirTransaction() throws IOException {
    try (ModbusServer server = ModbusServer.start(ModbusServer.Framing.TCP, Map.of(1, device))) {
      assertEquals(
          "000700000006" + "01" + "100001" + "0002",
          exchange(server, "00070000000b" + "01" + "1000010002" + "04" + "00070008", 12));
      assertArrayEquals(new int[] {0, 7, 8}, java.util.Arrays.copyOf(memory, 3));
      assertEquals(
          "000900000007" + "01" + "0304" + "00070008",
          exchange(server, "000900000006" + "01" + "0300010002", 13));
      assertEquals(
          "000900000003" + "01" + "8302",
          exchange(server, "000900000006" + "01" + "0300090002", 9));
    }
  }

  @Test
  void nobodyListensOnThePortOfAServerThatIsClosed() throws IOException {
    for (int i = 0; i < 200; i++) {
      ModbusServer server = ModbusServer.start(ModbusServer.Framing.TCP, Map.of(1, device));
      int port = server.port();
      new Socket(InetAddress.getLoopbackAddress(), port).close();
      server.close();
      assertThrows(
          ConnectException.class, () -> new Socket(InetAddress.getLoopbackAddress(), port));
    }
  }

  /** CRC of 01 03 00 01 00 01 is D5 CA (low byte first), of 01 03 02 00 07 it is F9 86. */
  @Test
  void rtuFramesCarryTheirCrc() throws IOException {
    memory[1] = 7;
    try (ModbusServer server = ModbusServer.start(ModbusServer.Framing.RTU, Map.of(1, device))) {
      assertEquals("0103020007f986", exchange(server, "010300010001d5ca", 7));
    }
  }
}
