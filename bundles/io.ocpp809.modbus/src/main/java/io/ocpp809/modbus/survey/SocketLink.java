package io.ocpp809.modbus.survey;

import io.ocpp809.modbus.Link;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** A link over a TCP connection that is read by waiting, for tools that use one connection. */
public final class SocketLink implements Link {
  private final Socket socket;

  private SocketLink(Socket socket) {
    this.socket = socket;
  }

  /**
   * Connects.
   *
   * @param deadlineNanos instant of {@link System#nanoTime()} by which to return
   * @throws IOException if that fails; the message names host and port and says what to check
   */
  public static SocketLink open(String host, int port, long deadlineNanos) throws IOException {
    Socket socket = new Socket();
    boolean open = false;
    try {
      InetSocketAddress address = new InetSocketAddress(host, port);
      if (address.isUnresolved()) {
        throw new IOException(host + " is not known; check the name, or write its address");
      }
      long millis = Math.max(1, (deadlineNanos - System.nanoTime()) / 1_000_000);
      socket.connect(address, (int) Math.min(Integer.MAX_VALUE, millis));
      socket.setTcpNoDelay(true);
      open = true;
      return new SocketLink(socket);
    } catch (SocketTimeoutException e) {
      throw new IOException(
          host + ":" + port + " does not answer; check address, cable and power", e);
    } catch (ConnectException e) {
      throw new IOException(
          host + ":" + port + " refuses the connection; is Modbus TCP switched on there?", e);
    } finally {
      if (!open) {
        socket.close();
      }
    }
  }

  /**
   * Takes over a connection that the device has made.
   *
   * @param socket closed with the link
   */
  public static SocketLink of(Socket socket) throws IOException {
    socket.setTcpNoDelay(true);
    return new SocketLink(socket);
  }

  @Override
  public void write(byte[] octets) throws IOException {
    socket.getOutputStream().write(octets);
  }

  @Override
  public int read(byte[] buffer, int offset, long deadlineNanos) throws IOException {
    long nanos = Math.max(0, deadlineNanos - System.nanoTime());
    socket.setSoTimeout((int) Math.min(Integer.MAX_VALUE, nanos / 1_000_000 + 1));
    try {
      int count = socket.getInputStream().read(buffer, offset, buffer.length - offset);
      if (count < 0) {
        throw new IOException("the device closed the connection");
      }
      return count;
    } catch (SocketTimeoutException nothing) {
      return 0;
    }
  }

  @Override
  public void discard() throws IOException {
    byte[] rest = new byte[256];
    while (socket.getInputStream().available() > 0 && socket.getInputStream().read(rest) > 0) {
      // What was read is dropped.
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // It is given up either way; the operating system takes the descriptor back.
      return;
    }
  }
}
