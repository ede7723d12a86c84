package io.ocpp809.modbus;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Carries all lines over TCP on one thread, so that no device that does not answer holds up
 * another. Names are looked up and certificates checked aside, on threads that live only meanwhile.
 */
public final class TcpLoop implements AutoCloseable {
  private static final int RESOLVERS = 16;
  private static final long IDLE_NANOS = 1_000_000_000;
  private static final long MILLI = 1_000_000;

  /** Longest time for which a socket is not looked at, ns. */
  private static final long SLICE_NANOS = 200_000;

  private static final long FAULT_NANOS = 100_000_000;

  private final Selector selector;
  private final Thread thread;
  private final ThreadPoolExecutor resolvers;
  private final ThreadPoolExecutor handshakes;
  private final UnaryOperator<InetSocketAddress> resolver;
  private final Queue<Task> tasks = new ConcurrentLinkedQueue<>();
  private final Map<String, CallPort> ports = new ConcurrentHashMap<>();
  private final Set<Participant> participants = ConcurrentHashMap.newKeySet();
  private final Hosts hosts = new Hosts();
  private volatile boolean closed;

  private record Task(Participant owner, Runnable work) {}

  /**
   * Starts the loop.
   *
   * @param threads makes its threads
   * @throws IOException if the system refuses
   */
  public TcpLoop(ThreadFactory threads) throws IOException {
    this(threads, t -> new InetSocketAddress(t.getHostString(), t.getPort()));
  }

  /**
   * Starts the loop with a way of its own to look names up.
   *
   * @param resolver may take its time; gives an unresolved address for a name that is not known
   */
  TcpLoop(ThreadFactory threads, UnaryOperator<InetSocketAddress> resolver) throws IOException {
    this.resolver = resolver;
    selector = Selector.open();
    resolvers = pool(RESOLVERS, threads);
    handshakes = pool(1, threads);
    thread = threads.newThread(this::run);
    thread.start();
  }

  private static ThreadPoolExecutor pool(int most, ThreadFactory threads) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            most, most, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /**
   * Makes a line to a host and port; nothing is sent or resolved before its first request.
   *
   * @param host name or address
   * @param port port
   * @param framing how frames look there
   * @param settings how it is used
   */
  public Line line(String host, int port, Framing framing, LineSettings settings) {
    return line(host, port, framing, settings, Optional.empty());
  }

  /**
   * Makes a line to a host and port, through TLS if that is asked for; nothing is sent or resolved
   * before its first request.
   *
   * @param host name or address
   * @param port port
   * @param framing how frames look there
   * @param settings how it is used
   * @param tls how it is secured; empty if it is not
   */
  public Line line(
      String host, int port, Framing framing, LineSettings settings, Optional<Tls> tls) {
    LineMachine machine = new LineMachine(framing, true, host + ":" + port, settings);
    InetSocketAddress target = InetSocketAddress.createUnresolved(host, port);
    return line(machine, settings, driver -> new Dialler(this, driver, target, tls));
  }

  /**
   * Makes a line to a device that dials in. The port is listened on from now on.
   *
   * @param calling where it dials in, and how it is known
   * @param framing how frames look there
   * @param settings how it is used; the time for connecting is how long a request waits for a call
   * @param told told once about each kind of caller that nobody expects there
   */
  public Line line(Calling calling, Framing framing, LineSettings settings, Consumer<String> told) {
    LineMachine machine = new LineMachine(framing, true, calling.endpoint(), settings);
    machine.called(new Interjections(calling.interjections()));
    return line(
        machine,
        settings,
        driver ->
            new Awaiting(
                this,
                driver,
                calling,
                new Reception.Expected(
                    calling.who(),
                    calling.heartbeat(),
                    framing,
                    settings.timeoutMillis() * 1_000_000L + settings.wireNanos(16),
                    driver::silent),
                told));
  }

  /** Listens where a line's device is expected; on the loop's thread. */
  void expect(Calling where, Awaiting line, Reception.Expected device, Consumer<String> told)
      throws IOException {
    CallPort port =
        ports.computeIfAbsent(
            where.place(),
            p -> {
              CallPort fresh = new CallPort(this, where, told);
              participants.add(fresh);
              return fresh;
            });
    port.expect(line, device);
    port.listen();
  }

  /** A line expects nobody any more; on the loop's thread. */
  void expectNoMore(Calling where, Awaiting line) {
    CallPort port = ports.get(where.place());
    if (port != null && port.forget(line)) {
      participants.remove(port);
      ports.remove(where.place());
    }
  }

  /** The port that is listened on at a place; 0 if none is. */
  int portAt(Calling where) {
    CallPort port = ports.get(where.place());
    return port == null ? 0 : port.port();
  }

  private Line line(
      LineMachine machine, LineSettings settings, Function<TcpDriver, TcpDriver.Opener> opener) {
    return new Line(
        machine,
        settings,
        m -> {
          TcpDriver driver = new TcpDriver(this, m, opener);
          participants.add(driver);
          post(driver, driver::prepare);
          return driver;
        });
  }

  InetSocketAddress resolve(InetSocketAddress target) {
    return resolver.apply(target);
  }

  /** Who has which address; for the loop's thread. */
  Hosts hosts() {
    return hosts;
  }

  Executor handshakes() {
    return handshakes;
  }

  Selector selector() {
    return selector;
  }

  Executor resolvers() {
    return resolvers;
  }

  /** Runs somebody's task on the loop's thread. */
  void post(Participant owner, Runnable work) {
    tasks.add(new Task(owner, work));
    selector.wakeup();
    LockSupport.unpark(thread);
  }

  void add(Participant participant) {
    participants.add(participant);
  }

  void forget(Participant participant) {
    participants.remove(participant);
  }

  private void run() {
    while (!closed) {
      try {
        long wait = IDLE_NANOS;
        long now = System.nanoTime();
        for (Participant p : participants) {
          wait = Math.min(wait, nanosToWait(p, now));
        }
        await(wait);
        ready();
      } catch (IOException e) {
        participants.forEach(p -> p.failed(String.valueOf(e.getMessage())));
      } catch (Throwable e) {
        tell(e);
      }
    }
    // A driver that was closed a moment ago is not among the participants any more, its task still
    // waits.
    perform();
    participants.forEach(p -> guarded(p, p::end));
  }

  /**
   * Waits for sockets, tasks or the time. A selector counts whole milliseconds, and a silence of
   * 3.5 characters has none: rounded up, it would cost a line at 115200 baud a part in thirty of
   * its time.
   */
  private void await(long nanos) throws IOException {
    if (nanos >= MILLI && tasks.isEmpty()) {
      selector.select(nanos / MILLI);
      return;
    }
    if (nanos > 0 && tasks.isEmpty()) {
      LockSupport.parkNanos(Math.min(nanos, SLICE_NANOS));
    }
    selector.selectNow();
  }

  private void ready() {
    for (SelectionKey key : selector.selectedKeys()) {
      Participant owner = (Participant) key.attachment();
      guarded(owner, () -> owner.ready(key));
    }
    selector.selectedKeys().clear();
    perform();
    long now = System.nanoTime();
    for (Participant p : participants) {
      if (nanosToWait(p, now) <= 0) {
        guarded(p, p::advance);
      }
    }
  }

  private static long nanosToWait(Participant p, long now) {
    long at = p.dueNanos();
    return at == Long.MAX_VALUE ? Long.MAX_VALUE : at - now;
  }

  private void perform() {
    for (Task task = tasks.poll(); task != null; task = tasks.poll()) {
      guarded(task.owner(), task.work());
    }
  }

  /** A bug in one line, an Error too, must not end the thread that carries all of them. */
  private static void guarded(Participant owner, Runnable work) {
    try {
      work.run();
    } catch (Throwable e) {
      tell(e);
      owner.failed(e.toString());
    }
  }

  /** Waits a moment too, so that a fault that lasts does not take a whole processor. */
  private static void tell(Throwable e) {
    Thread thread = Thread.currentThread();
    thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
    LockSupport.parkNanos(FAULT_NANOS);
  }

  @Override
  public void close() {
    closed = true;
    resolvers.shutdownNow();
    handshakes.shutdownNow();
    selector.wakeup();
    try {
      if (Thread.currentThread() != thread) {
        thread.join(2_000);
      }
      selector.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new IllegalStateException("the selector does not close", e);
    }
  }
}
