package io.ocpp809.ocpp.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.testkit.tls.Certificates;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The transport against servers on loopback, each as a CSMS or a wrong address may behave. */
class WebSocketTransportTest {
  private static final long PATIENCE_SECONDS = 120;

  @TempDir private Path folder;
  private final ScheduledExecutorService timers =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread t = new Thread(task, "test-timer");
            t.setDaemon(true);
            return t;
          });
  private final List<AutoCloseable> open = new ArrayList<>();
  private final Heard heard = new Heard();
  private Transport.Connection connection;
  private Duration farewell = Duration.ofSeconds(60);

  @AfterEach
  void end() throws Exception {
    if (connection != null) {
      connection.abort("the test is over");
    }
    for (AutoCloseable o : open) {
      o.close();
    }
    timers.shutdownNow();
  }

  private static final class Heard implements Transport.Listener {
    private final CompletableFuture<String> opened = new CompletableFuture<>();
    private final CompletableFuture<String> closed = new CompletableFuture<>();
    private volatile boolean byOther;
    private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> pongs = new LinkedBlockingQueue<>();

    @Override
    public void opened(String subProtocol) {
      opened.complete(subProtocol);
    }

    @Override
    public void text(String text) {
      texts.add(text);
    }

    @Override
    public void pong() {
      pongs.add("pong");
    }

    @Override
    public void closed(String reason, boolean byOther) {
      this.byOther = byOther;
      if (!closed.complete(reason)) {
        throw new IllegalStateException("told twice");
      }
    }
  }

  private static <T> T soon(CompletableFuture<T> future) throws Exception {
    return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private TcpServer server(TcpServer.Script script) throws Exception {
    TcpServer server = new TcpServer(script);
    open.add(server);
    return server;
  }

  private TcpServer tls(Certificates c, TcpServer.Script script) throws Exception {
    TcpServer server = new TcpServer(c.server().getServerSocketFactory(), script);
    open.add(server);
    return server;
  }

  private void connect(String url, Optional<SSLSocketFactory> tls, Duration handshake) {
    WebSocketTransport transport =
        new WebSocketTransport(
            timers, new WebSocketTransport.Bounds(Duration.ofSeconds(60), handshake, farewell));
    connection =
        transport.connect(Endpoint.of(url, "CP 1", "secret", List.of("ocpp1.6"), tls), heard);
  }

  private void connect(int port) {
    connect("ws://127.0.0.1:" + port + "/ocpp", Optional.empty(), Duration.ofSeconds(60));
  }

  private void connectTls(int port, SSLContext context) {
    connect(
        "wss://127.0.0.1:" + port + "/ocpp",
        Optional.of(context.getSocketFactory()),
        Duration.ofSeconds(60));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "401 Unauthorized|the server refuses the login (401); check identity and password; 32 to 40 hexadecimal digits are sent as octets, behind text: as they are",
        "403 Forbidden|the server refuses the login (403); check identity and password; 32 to 40 hexadecimal digits are sent as octets, behind text: as they are",
        "404 Not Found|the server does not know this address or identity (404); check url and identity",
        "307 Temporary Redirect|the server redirects to another address (307); enter that one as url",
        "400 Bad Request|the server answers 400 instead of a WebSocket; check url",
        "200 OK|the server answers 200 instead of a WebSocket; check url"
      })
  void aRefusedHandshakeSaysWhatToCheck(String status, String message) throws Exception {
    connect(server(TcpServer.answering(status)).port());
    assertEquals(message, soon(heard.closed));
    assertFalse(heard.opened.isDone());
  }

  @Test
  void theIdentityIsEncodedAndThePasswordGoesWithTheFirstRequest() throws Exception {
    TcpServer server = server(TcpServer.answering("401 Unauthorized"));
    connect(server.port());
    soon(heard.closed);
    assertEquals("GET /ocpp/CP%201 HTTP/1.1", server.requests.get(0));
    assertTrue(server.requests.contains("Authorization: Basic Q1AgMTpzZWNyZXQ="));
    assertTrue(server.requests.contains("Sec-WebSocket-Protocol: ocpp1.6"));
  }

  @ParameterizedTest
  @CsvSource({"''", "ocpp2.0.1"})
  void aServerThatDoesNotOfferTheSubProtocolIsNamed(String offered) throws Exception {
    connect(
        server(
                (request, socket) -> {
                  TcpServer.upgrade(request, socket, offered);
                  TcpServer.silent(request, socket);
                })
            .port());
    assertEquals(
        "the server does not offer ocpp1.6; is it an OCPP server of that version?",
        soon(heard.closed));
    assertFalse(heard.opened.isDone());
  }

  @Test
  void aServerThatAcceptsTcpAndSaysNothingIsGivenUp() throws Exception {
    TcpServer server = server(TcpServer::silent);
    connect("ws://127.0.0.1:" + server.port() + "/ocpp", Optional.empty(), Duration.ofMillis(300));
    assertEquals(
        "the server accepts the connection but does not answer; check that url leads to a"
            + " WebSocket",
        soon(heard.closed));
    noThreadIsLeft();
  }

  @Test
  void aServerThatAcceptsTcpAndSaysNothingToTlsIsGivenUp() throws Exception {
    CompletableFuture<Integer> end = new CompletableFuture<>();
    ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    open.add(mute);
    Thread reader =
        new Thread(
            () -> {
              try (Socket s = mute.accept()) {
                InputStream in = s.getInputStream();
                int last = in.read();
                while (last >= 0) {
                  last = in.read();
                }
                end.complete(last);
              } catch (IOException gone) {
                end.complete(-1);
              }
            });
    reader.setDaemon(true);
    reader.start();
    connect(
        "wss://127.0.0.1:" + mute.getLocalPort() + "/ocpp",
        Optional.of((SSLSocketFactory) SSLSocketFactory.getDefault()),
        Duration.ofMillis(300));
    assertEquals(
        "the server accepts the connection but does not answer; check that url leads to a"
            + " WebSocket",
        soon(heard.closed));
    assertEquals(-1, soon(end), "its socket is closed");
    noThreadIsLeft();
  }

  @Test
  void aPortThatNobodyListensOnIsNamed() throws Exception {
    // A port that is bound and not listened on stays nobody else's.
    try (Socket bound = new Socket()) {
      bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      connect(bound.getLocalPort());
      assertEquals(
          "nobody accepts connections at 127.0.0.1:"
              + bound.getLocalPort()
              + "; check url and network, and that the CSMS runs",
          soon(heard.closed));
    }
  }

  private CsmsServer csms() {
    CsmsServer server = CsmsServer.running();
    open.add(() -> server.stop(100));
    return server;
  }

  @Test
  void textsGoBothWaysAndPingsAreAnsweredBothWays() throws Exception {
    CsmsServer server = csms();
    connect(server.getPort());
    assertEquals("ocpp1.6", soon(heard.opened));
    connection.send("hello");
    assertEquals("hello", server.next());
    server.client().send("world");
    assertEquals("world", heard.texts.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
    connection.ping();
    assertEquals("pong", heard.pongs.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
    server.client().sendPing();
    assertEquals("(pong)", server.next());
  }

  @Test
  void aFrameOfTwoMebibytesEndsTheConnectionWithAMessageAndTheNextOneWorks() throws Exception {
    CsmsServer server = csms();
    connect(server.getPort());
    soon(heard.opened);
    server.client().send("x".repeat(2 << 20));
    assertEquals(
        "a frame longer than 1048576 octets came; the connection is closed and made anew",
        soon(heard.closed));
    Heard again = new Heard();
    Transport.Connection second =
        new WebSocketTransport(timers)
            .connect(
                Endpoint.of(
                    "ws://127.0.0.1:" + server.getPort(),
                    "CP1",
                    "",
                    List.of("ocpp1.6"),
                    Optional.empty()),
                again);
    assertEquals("ocpp1.6", soon(again.opened));
    second.close("enough");
    soon(again.closed);
  }

  @Test
  void closedOnPurposeTheServerSeesACloseFrame() throws Exception {
    CsmsServer server = csms();
    connect(server.getPort());
    soon(heard.opened);
    connection.close("enough");
    assertEquals("(closed 1000 by the other side)", server.next());
    assertEquals("enough", soon(heard.closed));
    assertFalse(heard.byOther, "it was us");
    noThreadIsLeft();
  }

  @ParameterizedTest
  @CsvSource({"1000, true", "1001, false", "1011, true", "1012, false", "1013, false"})
  void aServerThatGoesAwayOrRestartsBlamesNoMessage(int code, boolean byOther) throws Exception {
    CsmsServer server = csms();
    connect(server.getPort());
    soon(heard.opened);
    server.client().close(code, "");
    soon(heard.closed);
    assertEquals(byOther, heard.byOther);
  }

  @Test
  void aServerThatDoesNotConfirmTheCloseIsLeftAfterTheBound() throws Exception {
    farewell = Duration.ofMillis(200);
    connect(
        server(
                (request, socket) -> {
                  TcpServer.upgrade(request, socket, "ocpp1.6");
                  TcpServer.silent(request, socket);
                })
            .port());
    soon(heard.opened);
    connection.close("enough");
    assertTrue(soon(heard.closed).startsWith("enough"));
    noThreadIsLeft();
  }

  @Test
  void aConnectionThatBreaksOffSaysSo() throws Exception {
    connect(server((request, socket) -> TcpServer.upgrade(request, socket, "ocpp1.6")).port());
    soon(heard.opened);
    assertEquals("the connection broke off", soon(heard.closed));
    assertFalse(heard.byOther);
  }

  @Test
  void theReasonOfTheCsmsForAnEndIsTold() throws Exception {
    CsmsServer server = csms();
    connect(server.getPort());
    soon(heard.opened);
    server.client().close(1008, "another connection of CP1");
    assertEquals(
        "the connection was closed with code 1008 another connection of CP1", soon(heard.closed));
    assertTrue(heard.byOther);
  }

  @Test
  void aConnectionCostsTwoDaemonThreadsThatEndWithIt() throws Exception {
    CsmsServer server = csms();
    Set<Thread> before = ours();
    connect(server.getPort());
    soon(heard.opened);
    connection.send("hello");
    server.next();
    Set<Thread> during = ours();
    during.removeAll(before);
    assertEquals(2, during.size(), during.toString());
    assertTrue(during.stream().allMatch(Thread::isDaemon));
    assertTrue(
        during.stream().anyMatch(t -> t.getName().equals("ocpp809-csms-CP 1")), during.toString());
    connection.abort("enough");
    assertEquals("enough", soon(heard.closed));
    noThreadIsLeft();
  }

  /** Threads of the library's client. */
  private static Set<Thread> ours() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(
            t ->
                t.getName().startsWith("WebSocketConnectReadThread")
                    || t.getName().startsWith("WebSocketWriteThread")
                    || t.getName().startsWith("ocpp809-csms"))
        .collect(Collectors.toSet());
  }

  private static void noThreadIsLeft() throws Exception {
    for (Thread t : ours()) {
      t.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
      assertFalse(t.isAlive(), t.getName());
    }
  }

  @Test
  void aTrustedCertificateOpensTheConnection() throws Exception {
    Certificates c = Certificates.issued(folder, "ip:127.0.0.1", "-1d", 10);
    TcpServer server =
        tls(
            c,
            (request, socket) -> {
              TcpServer.upgrade(request, socket, "ocpp1.6");
              TcpServer.silent(request, socket);
            });
    connectTls(server.port(), c.trusting());
    assertEquals("ocpp1.6", soon(heard.opened));
  }

  @Test
  void aDeadServerOfTlsIsLeftAtOnceAlsoWhileATextIsBeingWritten() throws Exception {
    Certificates c = Certificates.issued(folder, "ip:127.0.0.1", "-1d", 10);
    CompletableFuture<Void> over = new CompletableFuture<>();
    TcpServer server =
        tls(
            c,
            (request, socket) -> {
              TcpServer.upgrade(request, socket, "ocpp1.6");
              over.get();
            });
    connectTls(server.port(), c.trusting());
    soon(heard.opened);
    for (int i = 0; i < 40; i++) {
      connection.send("x".repeat(1 << 20));
    }
    writerIsStuck();
    CompletableFuture<Void> left = CompletableFuture.runAsync(() -> connection.abort("dead"));
    soon(left);
    assertEquals("dead", soon(heard.closed));
    noThreadIsLeft();
    over.complete(null);
  }

  /** Waits until the library's writer stands in a write that the other side does not take. */
  private static void writerIsStuck() throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    int seen = 0;
    while (seen < 20) {
      assertTrue(System.nanoTime() < deadline, "nobody is stuck");
      boolean writing =
          ours().stream()
              .flatMap(t -> java.util.Arrays.stream(t.getStackTrace()))
              .anyMatch(
                  e ->
                      e.getMethodName().equals("implWrite")
                          || e.getMethodName().equals("socketWrite0"));
      seen = writing ? seen + 1 : 0;
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
  }

  @Test
  void aCertificateThatIsNotTrustedIsRefusedWithWhatToDo() throws Exception {
    Certificates c = Certificates.issued(folder, "ip:127.0.0.1", "-1d", 10);
    Certificates other = Certificates.issued(folder, "ip:127.0.0.2", "-1d", 10);
    connectTls(tls(c, TcpServer::silent).port(), other.trusting());
    assertEquals(
        "the server's certificate is not trusted; put the certificate of its authority into the"
            + " gateway's trust store",
        soon(heard.closed));
  }

  @Test
  void aCertificateThatIsNotValidYetPointsToTheClock() throws Exception {
    Certificates c = Certificates.issued(folder, "ip:127.0.0.1", "+10d", 10);
    connectTls(tls(c, TcpServer::silent).port(), c.trusting());
    String told = soon(heard.closed);
    assertTrue(
        told.matches(
            "the server's certificate is not valid yet; the gateway's clock shows"
                + " \\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ: set the clock"),
        told);
  }

  @Test
  void aCertificateThatHasExpiredIsNamed() throws Exception {
    Certificates c = Certificates.issued(folder, "ip:127.0.0.1", "-10d", 5);
    connectTls(tls(c, TcpServer::silent).port(), c.trusting());
    String told = soon(heard.closed);
    assertTrue(
        told.startsWith(
            "the server's certificate has expired; renew it, or set the gateway's clock, which"
                + " shows 2"),
        told);
  }

  @Test
  void aCertificateForAnotherHostIsRefused() throws Exception {
    Certificates c = Certificates.issued(folder, "dns:csms.example", "-1d", 10);
    connectTls(tls(c, TcpServer::silent).port(), c.trusting());
    assertEquals(
        "the server's certificate is not made out for 127.0.0.1; check url", soon(heard.closed));
  }

  @Test
  void aServerWithoutTlsIsNamed() throws Exception {
    ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    open.add(plain);
    Thread answerer =
        new Thread(
            () -> {
              try (Socket s = plain.accept()) {
                s.getOutputStream()
                    .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                TcpServer.silent(List.of(), s);
              } catch (IOException gone) {
                // the client has what it needs
              }
            });
    answerer.setDaemon(true);
    answerer.start();
    connectTls(plain.getLocalPort(), SSLContext.getDefault());
    assertEquals(
        "the server does not speak TLS; check whether url must begin with ws://",
        soon(heard.closed));
  }
}
