package io.ocpp809.can;

import io.ocpp809.can.LinkException.Kind;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;

/** Octets of a TCP connection that we open. */
final class TcpOctets implements Octets {
  private static final int PATIENCE_MILLIS = 5_000;

  private final Socket socket;
  private final String name;

  private TcpOctets(Socket socket, String name) {
    this.socket = socket;
    this.name = name;
  }

  /** Connects within five seconds, looking the name up not counted. */
  static Octets connect(String host, int port) throws LinkException {
    String name = host + ":" + port;
    Socket socket = new Socket();
    try {
      InetSocketAddress address = new InetSocketAddress(host, port);
      if (address.isUnresolved()) {
        throw new UnknownHostException(host);
      }
      socket.connect(address, PATIENCE_MILLIS);
      socket.setTcpNoDelay(true);
      // A converter that is gone says nothing, and neither does a quiet bus.
      socket.setKeepAlive(true);
      return new TcpOctets(socket, name);
    } catch (IOException e) {
      quietly(socket);
      String reason =
          e instanceof UnknownHostException
              ? ": no such host; is the name right?"
              : ": no connection (" + e.getMessage() + "); are address and port right?";
      throw new LinkException(Kind.ABSENT, name + reason);
    }
  }

  private static void quietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is gone either way.
    }
  }

  @Override
  public int read(byte[] buffer, long deadlineNanos) throws IOException {
    long left = (deadlineNanos - System.nanoTime()) / 1_000_000;
    // 0 would mean for ever.
    socket.setSoTimeout((int) Math.max(1, left));
    try {
      int count = socket.getInputStream().read(buffer);
      if (count < 0) {
        throw new LinkException(Kind.LOST, name + " has closed the connection");
      }
      return count;
    } catch (SocketTimeoutException e) {
      return 0;
    }
  }

  @Override
  public void write(byte[] octets) throws IOException {
    socket.getOutputStream().write(octets);
  }

  @Override
  public void close() {
    quietly(socket);
  }
}
