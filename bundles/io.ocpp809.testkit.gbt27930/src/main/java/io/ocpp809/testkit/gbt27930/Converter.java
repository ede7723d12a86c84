package io.ocpp809.testkit.gbt27930;

import io.ocpp809.can.Frame;
import io.ocpp809.can.FrameListener;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A converter from CAN to Ethernet that is set to listen only, on a loopback port: what it hears it
 * sends to all that are connected, as frames of 13 octets. What they send reaches no bus; it is
 * counted, so that a test can say that it was nothing.
 */
public final class Converter implements FrameListener, AutoCloseable {
  private static final int OCTETS = 13;
  private static final int EXTENDED = 0x80;

  private final ServerSocket listener;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final AtomicLong received = new AtomicLong();

  private Converter(ServerSocket listener) {
    this.listener = listener;
  }

  /**
   * Starts one on any free port.
   *
   * @throws IOException if no port can be opened
   */
  public static Converter start() throws IOException {
    Converter c = new Converter(new ServerSocket(0, 5, InetAddress.getLoopbackAddress()));
    daemon(c::accept, "converter");
    return c;
  }

  private static void daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Where it listens. */
  public int port() {
    return listener.getLocalPort();
  }

  /** Octets that anybody has sent to it. */
  public long received() {
    return received.get();
  }

  /** How many are connected. */
  public int connected() {
    return connections.size();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        socket.setTcpNoDelay(true);
        connections.add(socket);
        daemon(() -> drain(socket), "converter connection");
      } catch (IOException e) {
        // Closed, or the other side went at once: the next one is waited for.
      }
    }
  }

  private void drain(Socket socket) {
    try (InputStream in = socket.getInputStream()) {
      for (int octet = in.read(); octet >= 0; octet = in.read()) {
        received.incrementAndGet();
      }
    } catch (IOException e) {
      // Gone.
    } finally {
      drop(socket);
    }
  }

  private void drop(Socket socket) {
    connections.remove(socket);
    try {
      socket.close();
    } catch (IOException e) {
      // Gone.
    }
  }

  @Override
  public void heard(Frame frame, long nanos) {
    byte[] octets = octets(frame);
    for (Socket socket : connections) {
      try {
        socket.getOutputStream().write(octets);
      } catch (IOException e) {
        drop(socket);
      }
    }
  }

  /** Kind and length, identifier (big endian), data filled with zeros. */
  private static byte[] octets(Frame frame) {
    byte[] octets = new byte[OCTETS];
    octets[0] = (byte) ((frame.extended() ? EXTENDED : 0) | frame.length());
    for (int i = 0; i < 4; i++) {
      octets[1 + i] = (byte) (frame.id() >> 24 - 8 * i);
    }
    System.arraycopy(frame.octets(), 0, octets, 5, frame.length());
    return octets;
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      // Nobody can connect any more in any case.
    }
    connections.forEach(this::drop);
  }
}
