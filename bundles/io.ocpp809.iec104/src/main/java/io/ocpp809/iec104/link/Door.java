package io.ocpp809.iec104.link;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;

/** An open port: lets in who may, up to a bound, and turns all others away. */
final class Door implements AutoCloseable {
  private final StationServer server;
  private final ServerOptions options;
  private final Optional<SSLContext> tls;
  private final ServerSocket socket;
  private final List<ClientLink> links = new CopyOnWriteArrayList<>();
  private final Refusals refusals = new Refusals();
  private volatile boolean closed;

  /**
   * Opens the port.
   *
   * @throws IOException if it cannot be had; the message says which and why
   */
  Door(StationServer server, ServerOptions options, Optional<SSLContext> tls) throws IOException {
    this.server = server;
    this.options = options;
    this.tls = tls;
    this.socket = new ServerSocket();
    try {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(options.bind(), options.port()), 64);
    } catch (IOException e) {
      socket.close();
      throw new IOException(
          "cannot listen on "
              + options.bind().getHostAddress()
              + ":"
              + options.port()
              + ": "
              + e.getMessage(),
          e);
    }
    StationServer.start(this::accept, "ocpp809-iec104-accept");
  }

  int port() {
    return socket.getLocalPort();
  }

  /** Connections at present, those in their TLS handshake included. */
  int connections() {
    return links.size();
  }

  private void accept() {
    while (!closed) {
      Socket client = null;
      try {
        client = socket.accept();
        admit(client);
      } catch (IOException | RuntimeException e) {
        StationServer.close(client);
        if (!closed) {
          pause();
        }
      }
    }
  }

  /** After a failure to accept, such as no file handle left, the next one waits a moment. */
  private static void pause() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void admit(Socket client) throws IOException {
    InetAddress from = client.getInetAddress();
    Optional<String> group = options.group(from);
    if (group.isEmpty()) {
      refuse(client, "its address is in no group's list");
    } else if (links.size() >= options.connections()) {
      refuse(client, "there are " + options.connections() + " connections already");
    } else {
      client.setTcpNoDelay(true);
      client.setKeepAlive(true);
      ClientLink link = new ClientLink(server, client, group.get(), tls, links::remove);
      links.add(link);
      link.start();
      if (closed) {
        link.close("the station is being closed");
      }
    }
  }

  private void refuse(Socket client, String reason) {
    String peer = client.getInetAddress().getHostAddress();
    StationServer.close(client);
    refusals
        .told(peer, reason, server.now().millis())
        .ifPresent(words -> server.audit("", peer, words));
  }

  @Override
  public void close() {
    closed = true;
    try {
      socket.close();
    } catch (IOException e) {
      // it listens no more
    }
    links.forEach(l -> l.close("the station is being closed"));
  }
}
