package io.ocpp809.testkit.modbus;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Serves devices on a loopback port, one thread a connection. A request for a unit that is not
 * there gets no reply, as on a bus. It can be slow as a serial line is, misbehave, and tells what
 * it was asked.
 */
public final class ModbusServer implements AutoCloseable {

  /** How requests and replies are framed. */
  public enum Framing {
    /** MBAP header, as Modbus TCP has it. */
    TCP,
    /** Unit, PDU and CRC, as an RTU line has it, sent through a transparent gateway. */
    RTU
  }

  private static final int REMEMBERED = 10_000;

  private final Framing framing;
  private final Respondent respondent;
  private final ServerSocket listener;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final Deque<SeenRequest> requests = new ArrayDeque<>();
  private final List<Consumer<SeenExchange>> listeners = new CopyOnWriteArrayList<>();
  private final Object line = new Object();
  private long quietFrom;
  private Thread acceptor;
  private volatile boolean silent;
  private volatile Pace pace = Pace.NONE;
  private volatile Duration delay = Duration.ZERO;

  private ModbusServer(Framing framing, Map<Integer, Device> devices, ServerSocket listener) {
    this.framing = framing;
    this.respondent = new Respondent(framing, devices);
    this.listener = listener;
  }

  /**
   * Starts serving.
   *
   * @param framing how frames look
   * @param devices unit identifier to device
   * @return the running server
   * @throws IOException if no port can be opened
   */
  public static ModbusServer start(Framing framing, Map<Integer, Device> devices)
      throws IOException {
    return start(framing, devices, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
  }

  /**
   * Starts serving on a socket of the caller's making, such as one with TLS.
   *
   * @param framing how frames look
   * @param devices unit identifier to device
   * @param listener bound; closed with the server
   * @return the running server
   */
  public static ModbusServer start(
      Framing framing, Map<Integer, Device> devices, ServerSocket listener) {
    ModbusServer server = new ModbusServer(framing, devices, listener);
    server.acceptor = run("modbus-server-" + listener.getLocalPort(), server::accept);
    return server;
  }

  /**
   * Serves the same devices on a pair of streams too, such as those of a serial port or a pseudo
   * terminal, until they end.
   *
   * @param in where requests come from
   * @param out where replies go
   */
  public void attach(InputStream in, OutputStream out) {
    run("modbus-stream", () -> serveStreams(in, out));
  }

  /**
   * Dials in somewhere and serves the same devices there, as one behind a modem does.
   *
   * @param port port on the loopback interface
   * @param registration what the modem says first; may be empty
   * @return the connection, to say more on or to hang up
   * @throws IOException if nobody listens there
   */
  public Socket dial(int port, byte[] registration) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.getOutputStream().write(registration);
    connections.add(socket);
    run("modbus-modem-" + socket.getLocalPort(), () -> serve(socket));
    return socket;
  }

  /**
   * The port.
   *
   * @return TCP port on the loopback interface
   */
  public int port() {
    return listener.getLocalPort();
  }

  /**
   * Lets the devices fall silent: requests are read, nothing is answered or carried out.
   *
   * @param silent true for silence
   */
  public void silence(boolean silent) {
    this.silent = silent;
  }

  /**
   * The devices themselves, to let them misbehave.
   *
   * @return what answers here
   */
  public Respondent respondent() {
    return respondent;
  }

  /**
   * Does something wrong with the next replies.
   *
   * @param how what
   * @param times with how many replies; adds to what was asked for before
   */
  public void misbehave(Misbehaviour how, int times) {
    respondent.misbehave(how, times);
  }

  /**
   * Answers later, to the end of the delay.
   *
   * @param delay time from a request until its reply
   */
  public void delay(Duration delay) {
    this.delay = delay;
  }

  /**
   * Takes as long as a serial line would; all connections share that line.
   *
   * @param pace the line
   */
  public void pace(Pace pace) {
    this.pace = pace;
  }

  /**
   * Adds a listener; called on the connection's thread when a reply has been sent, on a paced line
   * at the time of its last octet there.
   *
   * @param listener told of each exchange
   */
  public void listen(Consumer<SeenExchange> listener) {
    listeners.add(listener);
  }

  /**
   * What was asked, the newest 10,000 requests, oldest first; none while silent.
   *
   * @return a copy
   */
  public List<SeenRequest> requests() {
    synchronized (requests) {
      return List.copyOf(requests);
    }
  }

  /**
   * How many clients are connected.
   *
   * @return connections that are open
   */
  public int connections() {
    return connections.size();
  }

  /** Cuts all connections; new ones are accepted. */
  public void drop() {
    connections.forEach(ModbusServer::shut);
  }

  /** Ends; afterwards nobody listens on the port. */
  @Override
  public void close() throws IOException {
    listener.close();
    awaitAcceptor();
    drop();
  }

  /** The system lets the port go when nobody waits for a connection there any more. */
  private void awaitAcceptor() {
    try {
      acceptor.join(TimeUnit.MINUTES.toMillis(2));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Thread run(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        socket.setTcpNoDelay(true);
        connections.add(socket);
        run("modbus-connection-" + socket.getPort(), () -> serve(socket));
      } catch (IOException e) {
        if (listener.isClosed()) {
          return;
        }
      }
    }
  }

  private void serve(Socket socket) {
    Sending.End end = Sending.End.OPEN;
    try {
      end = serveStreams(socket.getInputStream(), socket.getOutputStream());
      finish(socket, end);
    } catch (IOException e) {
      // The peer has gone, or this server was closed: both end the connection.
      end = Sending.End.CLOSED;
    } finally {
      if (end != Sending.End.DEAF) {
        shut(socket);
        connections.remove(socket);
      }
    }
  }

  /** Ends a connection as the last reply wants it. */
  private static void finish(Socket socket, Sending.End end) throws IOException {
    if (end == Sending.End.RESET) {
      socket.setSoLinger(true, 0);
    } else if (end == Sending.End.HALF_CLOSED) {
      socket.shutdownOutput();
      socket.getInputStream().skipNBytes(Long.MAX_VALUE);
    }
  }

  private Sending.End serveStreams(InputStream in, OutputStream out) {
    try {
      DataInputStream data = new DataInputStream(in);
      Sending.End end = Sending.End.OPEN;
      while (end == Sending.End.OPEN) {
        Frame request = Frame.read(framing, data);
        end = request == null ? end : exchange(request, out);
      }
      return end;
    } catch (IOException e) {
      // The peer has gone, or the stream was closed: the conversation is over either way.
      return Sending.End.CLOSED;
    }
  }

  /** Carries a request out and answers. */
  private Sending.End exchange(Frame request, OutputStream out) throws IOException {
    long arrived = System.nanoTime();
    if (!respondent.knows(request.unit()) || silent) {
      return Sending.End.OPEN;
    }
    SeenRequest seen = Pdu.seen(arrived, request.unit(), request.pdu());
    remember(seen);
    synchronized (line) {
      Sending reply = respondent.answer(request);
      pass(arrived, request.octets(), reply, out);
      SeenExchange exchange = new SeenExchange(seen, System.nanoTime());
      listeners.forEach(listener -> listener.accept(exchange));
      return reply.end();
    }
  }

  /**
   * Sends a reply as late as a line lets it. A paced line is free again after the silence that
   * follows a reply; a client that keeps that silence itself does not pay for it twice.
   */
  private void pass(long arrived, int requestOctets, Sending reply, OutputStream out)
      throws IOException {
    Pace line = pace;
    long started = line.baud() == 0 ? arrived : Math.max(arrived, quietFrom);
    long free = started + delay.toNanos() + line.nanos(requestOctets, reply.octets());
    waitUntil(free - line.silenceNanos());
    quietFrom = free;
    for (Sending.Part part : reply.parts()) {
      waitUntil(System.nanoTime() + part.pause().toNanos());
      if (!silent) {
        out.write(part.octets());
        out.flush();
      }
    }
  }

  private void remember(SeenRequest request) {
    synchronized (requests) {
      if (requests.size() == REMEMBERED) {
        requests.removeFirst();
      }
      requests.addLast(request);
    }
  }

  private static void waitUntil(long nanos) {
    for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private static void shut(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new IllegalStateException("A socket does not close", e);
    }
  }
}
