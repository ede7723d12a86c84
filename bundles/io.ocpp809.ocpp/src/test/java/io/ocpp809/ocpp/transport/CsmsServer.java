package io.ocpp809.ocpp.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.java_websocket.WebSocket;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.framing.Framedata;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.protocols.Protocol;
import org.java_websocket.server.WebSocketServer;

/** A WebSocket server on loopback that notes what comes. */
final class CsmsServer extends WebSocketServer {
  private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
  private final CountDownLatch started = new CountDownLatch(1);
  private final CompletableFuture<WebSocket> client = new CompletableFuture<>();

  private CsmsServer() {
    super(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        1,
        List.of(new Draft_6455(List.of(), List.of(new Protocol("ocpp1.6")))));
    setDaemon(true);
  }

  static CsmsServer running() {
    CsmsServer server = new CsmsServer();
    server.start();
    try {
      if (!server.started.await(120, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the server does not start");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return server;
  }

  String next() throws InterruptedException {
    return seen.poll(120, TimeUnit.SECONDS);
  }

  /** The first client; waits until the server knows it. */
  WebSocket client() {
    return client.orTimeout(120, TimeUnit.SECONDS).join();
  }

  @Override
  public void onStart() {
    setConnectionLostTimeout(0);
    started.countDown();
  }

  @Override
  public void onOpen(WebSocket socket, ClientHandshake handshake) {
    client.complete(socket);
  }

  @Override
  public void onMessage(WebSocket socket, String message) {
    seen.add(message);
  }

  @Override
  public void onWebsocketPong(WebSocket socket, Framedata frame) {
    seen.add("(pong)");
  }

  @Override
  public void onClose(WebSocket socket, int code, String reason, boolean remote) {
    seen.add("(closed " + code + (remote ? " by the other side)" : ")"));
  }

  @Override
  public void onError(WebSocket socket, Exception e) {
    seen.add("(error " + e + ")");
  }
}
