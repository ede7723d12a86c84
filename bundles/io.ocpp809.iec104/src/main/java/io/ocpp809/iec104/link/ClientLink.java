package io.ocpp809.iec104.link;

import io.ocpp809.iec104.station.Connection;
import io.ocpp809.iec104.station.Transport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * The socket of one client: a thread that reads, and one that writes what the station hands over,
 * in its order. What waits to be written is bounded by k and, for a client that sends and does not
 * read, by {@link #MOST_WAITING}.
 */
final class ClientLink implements Transport {
  private static final int HANDSHAKE_MILLIS = 10_000;
  private static final byte[] END = {};

  /** What was sent before the connection is closed may still go out for so long. */
  private static final int LAST_MILLIS = 1_000;

  /** APDUs that wait to be written; the largest k and as many confirmations. */
  private static final int MOST_WAITING = 65_536;

  private final StationServer server;
  private final Socket raw;
  private final String group;
  private final String peer;
  private final Optional<SSLContext> tls;
  private final Consumer<ClientLink> gone;
  private volatile boolean secured;
  private final BlockingQueue<byte[]> outgoing = new LinkedBlockingQueue<>();

  ClientLink(
      StationServer server,
      Socket raw,
      String group,
      Optional<SSLContext> tls,
      Consumer<ClientLink> gone) {
    this.server = server;
    this.raw = raw;
    this.group = group;
    this.peer = raw.getInetAddress().getHostAddress();
    this.tls = tls;
    this.gone = gone;
  }

  void start() {
    Thread thread = new Thread(this::run, "ocpp809-iec104-read-" + peer);
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    try {
      Socket socket = tls.isPresent() ? secured(tls.get()) : raw;
      secured = true;
      Thread writer = new Thread(() -> write(socket), "ocpp809-iec104-write-" + peer);
      writer.setDaemon(true);
      writer.start();
      serve(socket.getInputStream(), writer);
    } catch (IOException e) {
      if (tls.isPresent() && !secured) {
        server.audit(group, peer, "TLS: " + e.getMessage());
      }
    } finally {
      StationServer.close(raw);
      gone.accept(this);
    }
  }

  private void serve(InputStream in, Thread writer) throws IOException {
    try {
      read(in);
    } finally {
      outgoing.add(END);
      try {
        writer.join(LAST_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private Socket secured(SSLContext context) throws IOException {
    raw.setSoTimeout(HANDSHAKE_MILLIS);
    SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket(raw, peer, raw.getPort(), true);
    socket.setUseClientMode(false);
    socket.setNeedClientAuth(true);
    socket.setEnabledProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
    socket.startHandshake();
    raw.setSoTimeout(0);
    return socket;
  }

  private void read(InputStream in) throws IOException {
    Connection connection = server.ask(s -> s.connect(group, this, server.now()));
    byte[] buffer = new byte[4_096];
    try {
      for (int count = in.read(buffer); count >= 0 && !connection.gone(); count = in.read(buffer)) {
        int length = count;
        server.tell(s -> s.received(connection, buffer, length, server.now()));
      }
    } finally {
      server.tell(s -> s.disconnected(connection, server.now()));
    }
  }

  private void write(Socket socket) {
    try {
      OutputStream out = socket.getOutputStream();
      ByteArrayOutputStream together = new ByteArrayOutputStream();
      for (byte[] next = outgoing.take(); next != END; next = outgoing.take()) {
        together.reset();
        while (next != null && next != END) {
          together.write(next);
          next = outgoing.peek() == END ? null : outgoing.poll();
        }
        together.writeTo(out);
        out.flush();
      }
    } catch (IOException e) {
      // the reader notices, too
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      StationServer.close(raw);
    }
  }

  @Override
  public void write(byte[] octets) {
    if (outgoing.size() < MOST_WAITING) {
      outgoing.add(octets);
    } else if (!raw.isClosed()) {
      server.audit(group, peer, "it sends and does not read what it is sent");
      StationServer.close(raw);
    }
  }

  @Override
  public void close(String reason) {
    outgoing.add(END);
    if (!secured) {
      StationServer.close(raw);
      return;
    }
    try {
      // the reader ends, and waits for the writer; closing here would cut off what it still has
      raw.shutdownInput();
    } catch (IOException e) {
      StationServer.close(raw);
    }
  }

  @Override
  public String peer() {
    return peer;
  }
}
