package io.ocpp809.modbus;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** A link over TCP; a fresh socket, resolved afresh, for each. */
public final class TcpLink implements Link {
  private final Socket socket;
  private final InputStream in;

  private TcpLink(Socket socket) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
  }

  /** Links to a host and port. */
  public static Factory factory(String host, int port) {
    return new Factory() {
      @Override
      public Link open(long deadlineNanos) throws IOException {
        Socket socket = new Socket();
        try {
          InetSocketAddress address = new InetSocketAddress(host, port);
          if (address.isUnresolved()) {
            throw new IOException("host " + host + " is not known; check its name");
          }
          socket.setTcpNoDelay(true);
          socket.setKeepAlive(true);
          socket.connect(address, millisUntil(deadlineNanos));
          return new TcpLink(socket);
        } catch (IOException e) {
          socket.close();
          throw new IOException(endpoint() + " cannot be reached: " + e.getMessage(), e);
        }
      }

      @Override
      public String endpoint() {
        return host + ":" + port;
      }
    };
  }

  private static int millisUntil(long deadlineNanos) {
    return (int) Math.max(1, (deadlineNanos - System.nanoTime()) / 1_000_000);
  }

  @Override
  public void write(byte[] octets) throws IOException {
    socket.getOutputStream().write(octets);
  }

  @Override
  public int read(byte[] buffer, int offset, long deadlineNanos) throws IOException {
    if (deadlineNanos - System.nanoTime() <= 0) {
      return 0;
    }
    socket.setSoTimeout(millisUntil(deadlineNanos));
    try {
      int count = in.read(buffer, offset, buffer.length - offset);
      if (count < 0) {
        throw new EOFException("the device closed the connection");
      }
      return count;
    } catch (SocketTimeoutException none) {
      return 0;
    }
  }

  @Override
  public void discard() throws IOException {
    byte[] trash = new byte[512];
    while (in.available() > 0) {
      if (in.read(trash) < 0) {
        throw new EOFException("the device closed the connection");
      }
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException closedAnyway) {
      Thread.onSpinWait();
    }
  }
}
