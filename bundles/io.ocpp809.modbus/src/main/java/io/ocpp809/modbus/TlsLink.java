package io.ocpp809.modbus;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLEngine;

/** A link through TLS that is read by waiting, for tools that use one connection. */
public final class TlsLink implements Link {
  private final SocketChannel channel;
  private final Selector selector;
  private final SelectionKey key;
  private TlsCarrier carrier;

  private TlsLink(SocketChannel channel, Selector selector, SelectionKey key) {
    this.channel = channel;
    this.selector = selector;
    this.key = key;
  }

  /**
   * Connects and shakes hands.
   *
   * @param deadlineNanos instant of {@link System#nanoTime()} by which to return
   * @throws IOException if that fails; the message says what to check
   */
  public static TlsLink open(String host, int port, Tls tls, long deadlineNanos)
      throws IOException {
    SSLEngine engine;
    try {
      engine = tls.engine(host, port);
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
    InetSocketAddress address = new InetSocketAddress(host, port);
    String where = host + ":" + port + " ";
    if (address.isUnresolved()) {
      throw new IOException(where + "cannot be reached: host " + host + " is not known");
    }
    SocketChannel channel = SocketChannel.open();
    Selector selector = Selector.open();
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    TlsLink link =
        new TlsLink(channel, selector, channel.register(selector, SelectionKey.OP_CONNECT));
    try {
      link.connect(address, deadlineNanos);
      link.carrier = new TlsCarrier(channel, engine);
      link.shake(deadlineNanos);
      return link;
    } catch (IOException e) {
      link.close();
      throw new IOException(where + e.getMessage(), e);
    }
  }

  private void connect(InetSocketAddress address, long deadline) throws IOException {
    boolean connected;
    try {
      connected = channel.connect(address);
      while (!connected && await(SelectionKey.OP_CONNECT, deadline)) {
        connected = channel.finishConnect();
      }
    } catch (IOException e) {
      throw new IOException("cannot be reached: " + e.getMessage(), e);
    }
    if (!connected) {
      throw new IOException("did not answer in time; is the device on and its address right?");
    }
  }

  private void shake(long deadline) throws IOException {
    boolean inTime = true;
    while (inTime) {
      switch (carrier.shake()) {
        case READ -> inTime = await(SelectionKey.OP_READ, deadline);
        case WRITE -> inTime = await(SelectionKey.OP_WRITE, deadline);
        case TASK -> carrier.task().run();
        default -> {
          return;
        }
      }
    }
    throw new IOException(
        "does not end the TLS handshake in time; does it speak TLS on this port?");
  }

  /** Waits until that can be done; false once the deadline has passed. */
  private boolean await(int what, long deadline) throws IOException {
    long left = deadline - System.nanoTime();
    if (left <= 0) {
      return false;
    }
    key.interestOps(what);
    selector.selectedKeys().clear();
    selector.select(left / 1_000_000 + 1);
    return true;
  }

  @Override
  public void write(byte[] octets) throws IOException {
    carrier.write(octets);
  }

  @Override
  public int read(byte[] buffer, int offset, long deadlineNanos) throws IOException {
    ByteBuffer into = ByteBuffer.wrap(buffer, offset, buffer.length - offset);
    int count = carrier.read(into);
    while (count == 0 && await(SelectionKey.OP_READ, deadlineNanos)) {
      count = carrier.read(into);
    }
    if (count < 0) {
      throw new IOException("the device closed the connection");
    }
    return count;
  }

  @Override
  public void discard() throws IOException {
    byte[] rest = new byte[256];
    long most = System.nanoTime() + 100_000_000;
    while (System.nanoTime() < most && read(rest, 0, System.nanoTime()) > 0) {
      // What was read is dropped.
    }
  }

  @Override
  public void close() {
    if (carrier != null) {
      carrier.close();
    }
    Carrier.shut(channel);
    try {
      selector.close();
    } catch (IOException e) {
      return;
    }
  }
}
