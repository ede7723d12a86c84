package io.ocpp809.ocpp.transport;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ServerSocketFactory;

/** A server on a loopback port that reads a handshake and answers it as the test says. */
final class TcpServer implements AutoCloseable {
  /** What it does with a connection. */
  interface Script {
    /**
     * Acts; the connection is closed afterwards.
     *
     * @param request lines of the handshake
     */
    void run(List<String> request, Socket socket) throws Exception;
  }

  final List<String> requests = new CopyOnWriteArrayList<>();
  private final ServerSocket listener;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  TcpServer(Script script) throws IOException {
    this(ServerSocketFactory.getDefault(), script);
  }

  TcpServer(ServerSocketFactory factory, Script script) throws IOException {
    listener = factory.createServerSocket(0, 5, InetAddress.getLoopbackAddress());
    Thread thread =
        new Thread(
            () -> {
              while (!listener.isClosed()) {
                try (Socket socket = listener.accept()) {
                  sockets.add(socket);
                  script.run(request(socket), socket);
                } catch (Exception over) {
                  // the client has gone, or the test is over
                }
              }
            },
            "test-server");
    thread.setDaemon(true);
    thread.start();
  }

  /** Answers the handshake with a status and nothing else. */
  static Script answering(String status) {
    return (request, socket) ->
        write(socket, "HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n");
  }

  /** Reads and never says anything. */
  static void silent(List<String> request, Socket socket) throws IOException {
    while (socket.getInputStream().read() >= 0) {
      // whatever comes
    }
  }

  /** Opens a WebSocket; the protocol header is left out if empty. */
  static void upgrade(List<String> request, Socket socket, String protocol) throws IOException {
    String key =
        request.stream()
            .filter(l -> l.toLowerCase().startsWith("sec-websocket-key:"))
            .map(l -> l.substring(l.indexOf(':') + 1).trim())
            .findFirst()
            .orElseThrow();
    write(
        socket,
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Accept: "
            + accept(key)
            + (protocol.isEmpty() ? "" : "\r\nSec-WebSocket-Protocol: " + protocol)
            + "\r\n\r\n");
  }

  private static String accept(String key) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-1")
              .digest(
                  (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
                      .getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void write(Socket socket, String text) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(text.getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private List<String> request(Socket socket) throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII), 1);
    List<String> lines = new CopyOnWriteArrayList<>();
    for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
      lines.add(line);
    }
    requests.addAll(lines);
    return lines;
  }

  int port() {
    return listener.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket s : sockets) {
      s.close();
    }
  }
}
