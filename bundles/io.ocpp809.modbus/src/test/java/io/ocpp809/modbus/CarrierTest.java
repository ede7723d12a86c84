package io.ocpp809.modbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A connection never waits for its peer. */
@Timeout(600)
class CarrierTest {
  @Test
  void aPeerThatReadsNothingIsAFailureOnceItsBuffersAreFull() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        SocketChannel channel =
            SocketChannel.open(
                new InetSocketAddress(server.getInetAddress(), server.getLocalPort()));
        Socket deaf = server.accept()) {
      channel.configureBlocking(false);
      Carrier carrier = Carrier.plain(channel);
      IOException fault =
          assertThrows(
              IOException.class,
              () -> {
                while (deaf.isConnected()) {
                  carrier.write(new byte[65_536]);
                }
              });
      assertEquals("the device takes no more octets", fault.getMessage());
    }
  }

  @Test
  void thereIsNothingToReadUntilSomethingComesAndAnEndIsToldAsSuch() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        SocketChannel channel =
            SocketChannel.open(
                new InetSocketAddress(server.getInetAddress(), server.getLocalPort()));
        Socket peer = server.accept()) {
      channel.configureBlocking(false);
      Carrier carrier = Carrier.plain(channel);
      ByteBuffer buffer = ByteBuffer.allocate(8);
      assertEquals(0, carrier.read(buffer));
      peer.shutdownOutput();
      channel.configureBlocking(true);
      assertEquals(-1, carrier.read(buffer));
    }
  }
}
