package io.ocpp809.testkit.csms;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.java_websocket.WebSocket;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.protocols.Protocol;
import org.java_websocket.server.WebSocketServer;

/**
 * A CSMS on a loopback port that speaks {@code ocpp1.6}. It accepts every station and every token
 * that is not blocked. It can go away and come back under the same address; its book stays.
 */
public final class Csms implements AutoCloseable {

  private final int port;
  private final Answers answers;
  private final Map<String, WebSocket> stations = new ConcurrentHashMap<>();
  private final Map<String, CompletableFuture<JsonObject>> calls = new ConcurrentHashMap<>();
  private final List<Message> messages = new ArrayList<>();
  private final List<Consumer<Message>> listeners = new CopyOnWriteArrayList<>();
  private final Map<String, Integer> open = new ConcurrentHashMap<>();
  private final Map<String, Integer> mostOpen = new ConcurrentHashMap<>();
  private final Map<String, CompletableFuture<Integer>> closes = new ConcurrentHashMap<>();
  private Server server;

  private Csms(int port, Clock clock) {
    this.port = port;
    this.answers = new Answers(clock);
  }

  /**
   * Starts a CSMS.
   *
   * @param clock its wall clock
   * @return the running CSMS
   * @throws IOException if there is no free port
   */
  public static Csms start(Clock clock) throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Csms csms = new Csms(port, clock);
    csms.comeBack();
    return csms;
  }

  /**
   * Where stations connect; they add a slash and their identity.
   *
   * @return a ws URL
   */
  public String url() {
    return "ws://127.0.0.1:" + port + "/ocpp";
  }

  /** Cuts all connections and refuses new ones until {@link #comeBack()}. */
  public synchronized void goAway() {
    if (server != null) {
      try {
        server.stop(500);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      server = null;
    }
  }

  /** Listens again under the same address. */
  public synchronized void comeBack() {
    if (server == null) {
      server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      server.setReuseAddr(true);
      server.setTcpNoDelay(true);
      server.setDaemon(true);
      server.start();
      server.awaitStart();
    }
  }

  @Override
  public void close() {
    goAway();
  }

  /**
   * Refuses a token from now on.
   *
   * @param idTag the token
   */
  public void block(String idTag) {
    answers.block(idTag);
  }

  /**
   * Adds a listener for all messages; called on the connection's thread.
   *
   * @param listener told of each Call in either direction
   */
  public void listen(Consumer<Message> listener) {
    listeners.add(listener);
  }

  /**
   * The Calls seen so far, in both directions.
   *
   * @return oldest first
   */
  public List<Message> messages() {
    synchronized (messages) {
      return List.copyOf(messages);
    }
  }

  /**
   * The transactions booked.
   *
   * @return oldest first
   */
  public List<Charge> charges() {
    return answers.charges();
  }

  /**
   * Whether a station is connected.
   *
   * @param station its identity
   * @return true if so
   */
  public boolean connected(String station) {
    WebSocket socket = stations.get(station);
    return socket != null && socket.isOpen();
  }

  /**
   * The most sockets of a station that were open at the same time.
   *
   * @param station its identity
   * @return 0 if it never came
   */
  public int mostOpen(String station) {
    return mostOpen.getOrDefault(station, 0);
  }

  /**
   * The close code of a station's first connection that has ended; waits for it.
   *
   * @param station its identity
   * @return code of RFC 6455 section 7.4
   */
  public int firstClose(String station) {
    return closes
        .computeIfAbsent(station, s -> new CompletableFuture<>())
        .orTimeout(120, TimeUnit.SECONDS)
        .join();
  }

  /**
   * Calls a station.
   *
   * @param station its identity
   * @param action the action
   * @param payload its payload
   * @return the CallResult's payload; fails with the CallError's code and text, or if the station
   *     is not connected
   */
  public CompletableFuture<JsonObject> call(String station, String action, JsonObject payload) {
    WebSocket socket = stations.get(station);
    if (socket == null || !socket.isOpen()) {
      return CompletableFuture.failedFuture(new IOException(station + " is not connected"));
    }
    String id = UUID.randomUUID().toString();
    CompletableFuture<JsonObject> answer = new CompletableFuture<>();
    calls.put(id, answer);
    JsonArray frame = new JsonArray();
    frame.add(2);
    frame.add(id);
    frame.add(action);
    frame.add(payload);
    note(new Message(station, false, action, payload));
    socket.send(frame.toString());
    return answer;
  }

  private void note(Message message) {
    synchronized (messages) {
      messages.add(message);
    }
    listeners.forEach(listener -> listener.accept(message));
  }

  private void receive(WebSocket socket, String station, String text) {
    JsonArray frame = JsonParser.parseString(text).getAsJsonArray();
    String id = frame.get(1).getAsString();
    switch (frame.get(0).getAsInt()) {
      case 2 -> answer(socket, station, id, frame.get(2).getAsString(), frame.get(3));
      case 3 -> finish(id, frame.get(2).getAsJsonObject(), null);
      default ->
          finish(
              id,
              null,
              new IOException(frame.get(2).getAsString() + ": " + frame.get(3).getAsString()));
    }
  }

  private void answer(
      WebSocket socket, String station, String id, String action, JsonElement payload) {
    JsonObject call = payload.getAsJsonObject();
    JsonObject answer = answers.to(station, action, call);
    JsonArray reply = new JsonArray();
    reply.add(answer == null ? 4 : 3);
    reply.add(id);
    if (answer == null) {
      reply.add("NotImplemented");
      reply.add("Unknown action " + action);
      reply.add(new JsonObject());
    } else {
      reply.add(answer);
    }
    note(new Message(station, true, action, call));
    socket.send(reply.toString());
  }

  private void finish(String id, JsonObject answer, IOException failure) {
    CompletableFuture<JsonObject> call = calls.remove(id);
    if (call != null && failure == null) {
      call.complete(answer);
    } else if (call != null) {
      call.completeExceptionally(failure);
    }
  }

  private final class Server extends WebSocketServer {

    private final CountDownLatch started = new CountDownLatch(1);

    Server(InetSocketAddress address) {
      super(address, 1, List.of(new Draft_6455(List.of(), List.of(new Protocol("ocpp1.6")))));
    }

    @Override
    public void onOpen(WebSocket socket, ClientHandshake handshake) {
      String path = handshake.getResourceDescriptor();
      String identity =
          URLDecoder.decode(path.substring(path.lastIndexOf('/') + 1), StandardCharsets.UTF_8);
      socket.setAttachment(identity);
      stations.put(identity, socket);
      mostOpen.merge(identity, open.merge(identity, 1, Integer::sum), Math::max);
    }

    @Override
    public void onClose(WebSocket socket, int code, String reason, boolean remote) {
      String identity = socket.getAttachment();
      if (identity != null) {
        stations.remove(identity, socket);
        open.merge(identity, -1, Integer::sum);
        closes.computeIfAbsent(identity, i -> new CompletableFuture<>()).complete(code);
      }
    }

    @Override
    public void onMessage(WebSocket socket, String message) {
      receive(socket, socket.getAttachment(), message);
    }

    @Override
    public void onError(WebSocket socket, Exception failure) {
      if (socket != null) {
        socket.close(1011, String.valueOf(failure.getMessage()));
      }
    }

    @Override
    public void onStart() {
      setConnectionLostTimeout(0);
      started.countDown();
    }

    void awaitStart() {
      try {
        if (!started.await(120, TimeUnit.SECONDS)) {
          throw new IllegalStateException("The CSMS cannot listen on port " + port);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
