package io.ocpp809.ocpp.transport;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.handshake.ServerHandshake;
import org.java_websocket.protocols.IProtocol;
import org.java_websocket.protocols.Protocol;

/**
 * Transport by Java-WebSocket: a client for each attempt, with a watchdog over the handshake and a
 * limit on what is received. The only class that knows that library.
 */
public final class WebSocketTransport implements Transport {
  /** Longest text that is received, in octets. */
  public static final int RECEIVE_AT_MOST = 1 << 20;

  private static final int CONNECT_MILLIS = 15_000;
  private static final long HANDSHAKE_MILLIS = 30_000;
  private static final Pattern STATUS = Pattern.compile("status code received: (\\d{3})");

  private final ScheduledExecutorService timers;

  /**
   * Makes a transport.
   *
   * @param timers watches over handshakes
   */
  public WebSocketTransport(ScheduledExecutorService timers) {
    this.timers = timers;
  }

  @Override
  public Connection connect(Endpoint endpoint, Listener listener) {
    Client client = new Client(endpoint, listener);
    client.begin();
    return client.handle();
  }

  private final class Client extends WebSocketClient {
    private final Endpoint endpoint;
    private final Listener listener;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile boolean open;
    private volatile String error = "";

    private Client(Endpoint endpoint, Listener listener) {
      super(
          endpoint.uri(),
          new Draft_6455(
              Collections.emptyList(), protocols(endpoint.subProtocols()), RECEIVE_AT_MOST),
          endpoint.authorization().map(a -> Map.of("Authorization", a)).orElse(Map.of()),
          CONNECT_MILLIS);
      this.endpoint = endpoint;
      this.listener = listener;
      setConnectionLostTimeout(0);
      setTcpNoDelay(true);
      setDaemon(true);
      endpoint.tls().ifPresent(this::setSocketFactory);
    }

    private void begin() {
      timers.schedule(
          () -> {
            if (!open) {
              error = "the server accepts the connection but does not answer; is it a WebSocket?";
              end(error);
              closeConnection(1006, error);
            }
          },
          HANDSHAKE_MILLIS,
          TimeUnit.MILLISECONDS);
      connect();
    }

    private Connection handle() {
      return new Connection() {
        @Override
        public void send(String text) {
          if (isOpen()) {
            Client.this.send(text);
          }
        }

        @Override
        public void ping() {
          if (isOpen()) {
            sendPing();
          }
        }

        @Override
        public void close() {
          Client.this.close();
        }
      };
    }

    @Override
    public void onOpen(ServerHandshake handshake) {
      open = true;
      IProtocol chosen = getProtocol();
      listener.opened(chosen == null ? "" : chosen.getProvidedProtocol());
    }

    @Override
    public void onMessage(String message) {
      listener.text(message);
    }

    @Override
    public void onClose(int code, String reason, boolean remote) {
      open = true;
      end(words(code, reason == null ? "" : reason));
    }

    @Override
    public void onError(Exception e) {
      error = e.getClass().getSimpleName() + ": " + e.getMessage();
      if (e instanceof javax.net.ssl.SSLException) {
        error = "TLS failed: " + e.getMessage() + "; check certificate, host name and clock";
      } else if (e instanceof java.net.UnknownHostException) {
        error = "host " + endpoint.uri().getHost() + " is not known; check url and name service";
      }
    }

    private void end(String reason) {
      if (ended.compareAndSet(false, true)) {
        listener.closed(reason);
      }
    }

    private String words(int code, String reason) {
      Matcher status = STATUS.matcher(reason);
      if (status.find()) {
        return switch (status.group(1)) {
          case "401", "403" ->
              "the server refuses the login (" + status.group(1) + "); check identity and password";
          case "404" ->
              "the server does not know this address or identity (404); check url and"
                  + " identity";
          default -> "the server answers " + status.group(1) + " instead of a WebSocket";
        };
      }
      if (code == 1002 && reason.contains("refuses handshake")) {
        return "the server does not offer " + String.join(" or ", endpoint.subProtocols());
      }
      if (code == 1009) {
        return "a frame longer than " + RECEIVE_AT_MOST + " octets came; the connection is closed";
      }
      String why = error.isEmpty() ? reason : error;
      return why.isEmpty() ? "closed with code " + code : why;
    }
  }

  private static List<IProtocol> protocols(List<String> names) {
    List<IProtocol> result = new ArrayList<>();
    names.forEach(n -> result.add(new Protocol(n)));
    return result;
  }
}
