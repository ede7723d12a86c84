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
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

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
  private static final byte[] GARBAGE = {0x55, (byte) 0xAA, 0x00, 0x13};

  private final Framing framing;
  private final Map<Integer, Device> devices;
  private final ServerSocket listener;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final ConcurrentLinkedQueue<Misbehaviour> wrong = new ConcurrentLinkedQueue<>();
  private final Deque<SeenRequest> requests = new ArrayDeque<>();
  private final Object line = new Object();
  private volatile boolean silent;
  private volatile Pace pace = Pace.NONE;
  private volatile Duration delay = Duration.ZERO;

  private ModbusServer(Framing framing, Map<Integer, Device> devices, ServerSocket listener) {
    this.framing = framing;
    this.devices = Map.copyOf(devices);
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
    ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    ModbusServer server = new ModbusServer(framing, devices, listener);
    run("modbus-server-" + listener.getLocalPort(), server::accept);
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
   * Does something wrong with the next replies.
   *
   * @param how what
   * @param times with how many replies; adds to what was asked for before
   */
  public void misbehave(Misbehaviour how, int times) {
    for (int i = 0; i < times; i++) {
      wrong.add(how);
    }
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

  @Override
  public void close() throws IOException {
    listener.close();
    drop();
  }

  private static void run(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
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
    try (socket) {
      serveStreams(socket.getInputStream(), socket.getOutputStream());
    } catch (IOException e) {
      // The peer has gone, or this server was closed: both end the connection.
      shut(socket);
    } finally {
      connections.remove(socket);
    }
  }

  private void serveStreams(InputStream in, OutputStream out) {
    try {
      DataInputStream data = new DataInputStream(in);
      boolean open = true;
      while (open) {
        Frame request = Frame.read(framing, data);
        open = request == null || exchange(request, out);
      }
    } catch (IOException e) {
      // The peer has gone, or the stream was closed: the conversation is over either way.
      return;
    }
  }

  /** Carries a request out and answers; false ends the conversation. */
  private boolean exchange(Frame request, OutputStream out) throws IOException {
    long arrived = System.nanoTime();
    Device device = devices.get(request.unit());
    if (device == null || silent) {
      return true;
    }
    remember(Pdu.seen(arrived, request.unit(), request.pdu()));
    synchronized (line) {
      byte[] answer = Pdu.answer(device, request.pdu());
      Misbehaviour how = wrong.poll();
      byte[] frame = request.reply(answer, how);
      long started = pace.baud() == 0 ? arrived : System.nanoTime();
      waitUntil(started + delay.toNanos() + pace.nanos(request.octets(), frame.length));
      return send(frame, how, out);
    }
  }

  private boolean send(byte[] frame, Misbehaviour how, OutputStream out) throws IOException {
    if (silent || how == Misbehaviour.SILENCE) {
      return true;
    }
    if (how == Misbehaviour.DROP) {
      return false;
    }
    if (how == Misbehaviour.GARBAGE) {
      out.write(GARBAGE);
    }
    out.write(frame, 0, how == Misbehaviour.TORN ? frame.length / 2 : frame.length);
    if (how == Misbehaviour.TWICE) {
      out.write(frame);
    }
    out.flush();
    return how != Misbehaviour.TORN;
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
