package io.ocpp809.iec104.link;

import io.ocpp809.iec104.station.Audit;
import io.ocpp809.iec104.station.ControlledStation;
import io.ocpp809.iec104.station.Moment;
import io.ocpp809.iec104.station.StationListener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/**
 * Runs a {@link ControlledStation} on sockets: accepts connections of those who may, and is the one
 * lock under which the station is called. Takes one thread that accepts, one that watches the time,
 * and two a connection. Safe for many threads.
 */
public final class StationServer implements AutoCloseable {
  private static final long TICK_MILLIS = 200;
  private static final long SECOND_MILLIS = 1_000;

  private final ServerOptions options;
  private final ControlledStation station;
  private final Supplier<Moment> clock;
  private final StationListener listener;
  private final Optional<SSLContext> tls;
  private final ServerSocket socket;
  private final List<ClientLink> links = new CopyOnWriteArrayList<>();
  private final Object lock = new Object();
  private volatile Runnable everySecond = () -> {};
  private volatile boolean nudged;
  private volatile boolean closed;

  /**
   * Opens the port and begins to listen.
   *
   * @param station the station; from now on it is called through this server only
   * @param clock present time
   * @param listener is told of clients that are turned away
   * @param tls if present, connections are encrypted and clients must show a certificate that it
   *     trusts (IEC 62351-3)
   * @throws IOException if the port cannot be had; the message says which and why
   */
  public StationServer(
      ServerOptions options,
      ControlledStation station,
      Supplier<Moment> clock,
      StationListener listener,
      Optional<SSLContext> tls)
      throws IOException {
    this.options = options;
    this.station = station;
    this.clock = clock;
    this.listener = listener;
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
    start(this::accept, "ocpp809-iec104-accept");
    start(this::watch, "ocpp809-iec104-time");
  }

  private static void start(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** The port that is listened on. */
  public int port() {
    return socket.getLocalPort();
  }

  /** Calls the station. */
  public void tell(Consumer<ControlledStation> call) {
    synchronized (lock) {
      call.accept(station);
    }
  }

  /** Asks the station. */
  public <T> T ask(Function<ControlledStation, T> question) {
    synchronized (lock) {
      return question.apply(station);
    }
  }

  /** Present time. */
  public Moment now() {
    return clock.get();
  }

  /**
   * Has something done under the station's lock once a second, and soon after each {@link #nudge}.
   */
  public void everySecond(Runnable task) {
    everySecond = task;
  }

  /** Something has changed that the task of each second looks at. */
  public void nudge() {
    nudged = true;
  }

  private void watch() {
    long lookedAt = Long.MIN_VALUE / 2;
    while (!closed) {
      long now = now().millis();
      boolean due = nudged || now - lookedAt >= SECOND_MILLIS;
      if (due) {
        nudged = false;
        lookedAt = now;
      }
      try {
        tell(
            s -> {
              if (due) {
                everySecond.run();
              }
              s.tick(now());
            });
        Thread.sleep(TICK_MILLIS);
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        audit("", "", "a task of each second failed and is tried again: " + e);
      }
    }
  }

  private void accept() {
    while (!closed) {
      Socket client = null;
      try {
        client = socket.accept();
        admit(client);
      } catch (IOException | RuntimeException e) {
        close(client);
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
      ClientLink link = new ClientLink(this, client, group.get(), tls, links::remove);
      links.add(link);
      link.start();
    }
  }

  private void refuse(Socket client, String reason) {
    String peer = client.getInetAddress().getHostAddress();
    close(client);
    audit("", peer, reason);
  }

  void audit(String group, String peer, String reason) {
    synchronized (lock) {
      listener.audit(new Audit(now(), group, peer, "connection", false, reason));
    }
  }

  static void close(Socket socket) {
    if (socket != null) {
      try {
        socket.close();
      } catch (IOException e) {
        // it is of no use any more
      }
    }
  }

  /** Connections at present, those in their TLS handshake included. */
  public int connections() {
    return links.size();
  }

  /** Closes the port and all connections. */
  @Override
  public void close() {
    closed = true;
    try {
      socket.close();
    } catch (IOException e) {
      // it listens no more
    }
    tell(s -> s.close(now()));
    links.forEach(l -> l.close("the station is being closed"));
  }
}
