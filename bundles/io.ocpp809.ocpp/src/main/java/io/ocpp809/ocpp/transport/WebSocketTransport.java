package io.ocpp809.ocpp.transport;

import java.io.IOException;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.java_websocket.WebSocket;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.framing.Framedata;
import org.java_websocket.handshake.ServerHandshake;
import org.java_websocket.protocols.IProtocol;
import org.java_websocket.protocols.Protocol;

/**
 * Transport by Java-WebSocket: a client for each attempt, with a watchdog over the handshake and
 * over its end, and a limit on what is received. The only class that knows that library. A
 * connection costs the library's two threads, both daemons, and no timer of its own.
 */
public final class WebSocketTransport implements Transport {
  /** Longest text that is received, in octets. */
  public static final int RECEIVE_AT_MOST = 1 << 20;

  /** Octets read at a time; the library's own 64 kB would be kept by each connection. */
  private static final int READ_BUFFER = 8 * 1024;

  /**
   * Close codes that say nothing of what was sent: broken off, going away, restarting, too busy
   * (RFC 6455 section 7.4).
   */
  private static final Set<Integer> OUTAGES =
      Set.of(
          CloseFrame.ABNORMAL_CLOSE,
          CloseFrame.GOING_AWAY,
          CloseFrame.SERVICE_RESTART,
          CloseFrame.TRY_AGAIN_LATER,
          CloseFrame.TLS_ERROR);

  private static final List<String> TLS_VERSIONS = List.of("TLSv1.3", "TLSv1.2");

  /** How long a socket of TLS that is given up may try to say goodbye. */
  private static final int LINGER_SECONDS = 1;

  private final ScheduledExecutorService timers;
  private final Bounds bounds;

  /**
   * How long to wait.
   *
   * @param connect for the TCP connection
   * @param handshake for everything until the WebSocket is open
   * @param close for the other side's close frame
   */
  public record Bounds(Duration connect, Duration handshake, Duration close) {
    /** What suits a mobile line. */
    public static final Bounds USUAL =
        new Bounds(Duration.ofSeconds(15), Duration.ofSeconds(30), Duration.ofSeconds(3));
  }

  /**
   * Makes a transport.
   *
   * @param timers watches over handshakes and ends; shared by all connections
   */
  public WebSocketTransport(ScheduledExecutorService timers) {
    this(timers, Bounds.USUAL);
  }

  /** As {@link #WebSocketTransport(ScheduledExecutorService)}, with other bounds. */
  public WebSocketTransport(ScheduledExecutorService timers, Bounds bounds) {
    this.timers = timers;
    this.bounds = bounds;
  }

  @Override
  public Connection connect(Endpoint endpoint, Listener listener) {
    Client client = new Client(endpoint, listener);
    client.begin();
    return client.handle();
  }

  private final class Client extends WebSocketClient {
    private final Listener listener;
    private final Failures failures;
    private final String name;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile boolean opened;
    private volatile boolean closing;
    private volatile String error = "";
    private volatile ScheduledFuture<?> watchdog;

    private Client(Endpoint endpoint, Listener listener) {
      super(
          endpoint.uri(),
          new Draft_6455(
              Collections.emptyList(), protocols(endpoint.subProtocols()), RECEIVE_AT_MOST),
          endpoint.authorization().map(a -> Map.of("Authorization", a)).orElse(Map.of()),
          (int) bounds.connect().toMillis());
      this.listener = listener;
      this.failures = new Failures(endpoint.uri(), endpoint.subProtocols(), Clock.systemUTC());
      String path = endpoint.uri().getPath();
      this.name = "ocpp809-csms-" + path.substring(path.lastIndexOf('/') + 1);
      setConnectionLostTimeout(0);
      setTcpNoDelay(true);
      setReceiveBufferSize(READ_BUFFER);
      setDaemon(true);
      endpoint.tls().ifPresent(this::setSocketFactory);
    }

    private void begin() {
      watchdog =
          later(
              bounds.handshake(),
              () ->
                  kill(
                      "the server accepts the connection but does not answer; check that url"
                          + " leads to a WebSocket"));
      connect();
    }

    private ScheduledFuture<?> later(Duration wait, Runnable task) {
      try {
        return timers.schedule(task, wait.toMillis(), TimeUnit.MILLISECONDS);
      } catch (RejectedExecutionException stopped) {
        return null;
      }
    }

    private Connection handle() {
      return new Connection() {
        @Override
        public void send(String text) {
          if (isOpen() && !closing) {
            Client.this.send(text);
          }
        }

        @Override
        public void ping() {
          if (isOpen() && !closing) {
            sendPing();
          }
        }

        @Override
        public void close(String reason) {
          closeInOrder(reason);
        }

        @Override
        public void abort(String reason) {
          kill(reason);
        }
      };
    }

    private void closeInOrder(String reason) {
      error = reason;
      if (opened) {
        sayGoodbye();
        later(bounds.close(), () -> kill(reason + " (the server did not confirm the close)"));
      } else {
        kill(reason);
      }
    }

    /**
     * Sends the close frame as a frame like any other and waits for the answer. The library's own
     * way to close ends the reading at once if a message is just being read, and with it the
     * writing, sometimes before the frame is out: the other side would see the connection break.
     */
    private void sayGoodbye() {
      if (closing) {
        return;
      }
      closing = true;
      CloseFrame frame = new CloseFrame();
      frame.setCode(CloseFrame.NORMAL);
      try {
        sendFrame(frame);
      } catch (WebsocketNotConnectedException over) {
        // The other side has closed it a moment ago.
      }
    }

    /** Ends it whatever the other side does: the library alone would wait for it. */
    private void kill(String reason) {
      if (ended.get()) {
        return;
      }
      error = reason;
      closeConnection(CloseFrame.ABNORMAL_CLOSE, reason);
      release(getSocket());
      end(reason, false);
    }

    /**
     * Closes a socket. One of TLS wants to say goodbye, and waits for whoever is writing: that may
     * take long where the other side is dead, so nobody waits for it.
     */
    private void release(Socket socket) {
      if (socket instanceof SSLSocket) {
        Thread closer = new Thread(() -> shut(socket, LINGER_SECONDS), name + "-close");
        closer.setDaemon(true);
        closer.start();
      } else if (socket != null) {
        shut(socket, -1);
      }
    }

    private void shut(Socket socket, int lingerSeconds) {
      try {
        if (lingerSeconds >= 0) {
          socket.setSoLinger(true, lingerSeconds);
        }
        socket.close();
      } catch (IOException gone) {
        // it is closed as far as it can be
      }
    }

    @Override
    protected void onSetSSLParameters(SSLParameters parameters) {
      super.onSetSSLParameters(parameters);
      parameters.setProtocols(
          Arrays.stream(parameters.getProtocols())
              .filter(TLS_VERSIONS::contains)
              .toArray(String[]::new));
    }

    @Override
    public void onOpen(ServerHandshake handshake) {
      Thread.currentThread().setName(name);
      opened = true;
      cancelWatchdog();
      IProtocol chosen = getProtocol();
      if (!ended.get()) {
        listener.opened(chosen == null ? "" : chosen.getProvidedProtocol());
      }
    }

    private void cancelWatchdog() {
      ScheduledFuture<?> w = watchdog;
      if (w != null) {
        w.cancel(false);
      }
    }

    @Override
    public void onMessage(String message) {
      listener.text(message);
    }

    @Override
    public void onWebsocketPong(WebSocket socket, Framedata frame) {
      super.onWebsocketPong(socket, frame);
      listener.pong();
    }

    @Override
    public void onWebsocketPing(WebSocket socket, Framedata frame) {
      super.onWebsocketPing(socket, frame);
      listener.pong();
    }

    @Override
    public void onClose(int code, String reason, boolean remote) {
      String text = reason == null ? "" : reason;
      // a failure of TLS is told after the end, or before it
      boolean byOther = remote && opened && error.isEmpty() && !OUTAGES.contains(code);
      boolean waits =
          code == CloseFrame.NEVER_CONNECTED
              && error.isEmpty()
              && later(Duration.ofMillis(100), () -> end(words(code, text), false)) != null;
      if (!waits) {
        end(words(code, text), byOther);
      }
    }

    private String words(int code, String reason) {
      return error.isEmpty() ? failures.of(code, reason, opened) : error;
    }

    @Override
    public void onError(Exception e) {
      if (error.isEmpty()) {
        error = failures.of(e);
      }
    }

    private void end(String reason, boolean byOther) {
      if (ended.compareAndSet(false, true)) {
        cancelWatchdog();
        listener.closed(reason, byOther);
      }
    }
  }

  private static List<IProtocol> protocols(List<String> names) {
    List<IProtocol> result = new ArrayList<>();
    names.forEach(n -> result.add(new Protocol(n)));
    return result;
  }
}
