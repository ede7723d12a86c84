package io.ocpp809.modbus;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * Octets of an open connection, in the clear on this side. Never waits: what the peer does not take
 * at once is a failure, since a request fits any socket's buffer.
 */
interface Carrier {
  /** What a peer says by not reading. */
  String DEAF = "the device takes no more octets";

  /**
   * Receives what is there.
   *
   * @return number of octets; 0 if there are none, -1 if the peer has ended the connection
   */
  int read(ByteBuffer into) throws IOException;

  /** Sends all of it, or fails. */
  void write(byte[] octets) throws IOException;

  /** Closes the connection; does not wait for the peer. */
  void close();

  /** A connection without TLS. */
  static Carrier plain(SocketChannel channel) {
    return new Carrier() {
      @Override
      public int read(ByteBuffer into) throws IOException {
        return channel.read(into);
      }

      @Override
      public void write(byte[] octets) throws IOException {
        if (channel.write(ByteBuffer.wrap(octets)) < octets.length) {
          throw new IOException(DEAF);
        }
      }

      @Override
      public void close() {
        shut(channel);
      }
    };
  }

  /** Closes a socket; the system takes it back whatever it says. */
  static void shut(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      return;
    }
  }
}
