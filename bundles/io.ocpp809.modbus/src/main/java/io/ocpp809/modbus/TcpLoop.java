package io.ocpp809.modbus;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Carries all lines over TCP on one thread, so that no device that does not answer holds up
 * another. Names are resolved aside, on threads that live only while they resolve.
 */
public final class TcpLoop implements AutoCloseable {
  private static final int RESOLVERS = 4;
  private static final long IDLE_MILLIS = 1_000;

  private final Selector selector;
  private final Thread thread;
  private final ThreadPoolExecutor resolvers;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final Set<TcpDriver> drivers = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * Starts the loop.
   *
   * @param threads makes its threads
   * @throws IOException if the system refuses
   */
  public TcpLoop(ThreadFactory threads) throws IOException {
    selector = Selector.open();
    resolvers =
        new ThreadPoolExecutor(
            RESOLVERS, RESOLVERS, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
    resolvers.allowCoreThreadTimeOut(true);
    thread = threads.newThread(this::run);
    thread.start();
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
    LineMachine machine = new LineMachine(framing, true, host + ":" + port, settings);
    return new Line(
        machine,
        settings,
        m -> {
          TcpDriver driver = new TcpDriver(this, m, InetSocketAddress.createUnresolved(host, port));
          drivers.add(driver);
          return driver;
        });
  }

  Selector selector() {
    return selector;
  }

  Executor resolvers() {
    return resolvers;
  }

  /** Runs a task on the loop's thread. */
  void post(Runnable task) {
    tasks.add(task);
    selector.wakeup();
  }

  void forget(TcpDriver driver) {
    drivers.remove(driver);
  }

  private void run() {
    while (!closed) {
      try {
        long wait = IDLE_MILLIS;
        long now = System.nanoTime();
        for (TcpDriver d : drivers) {
          wait = Math.min(wait, d.millisToWait(now));
        }
        if (wait > 0 && tasks.isEmpty()) {
          selector.select(wait);
        } else {
          selector.selectNow();
        }
        ready();
      } catch (IOException | RuntimeException e) {
        drivers.forEach(d -> d.failed(String.valueOf(e.getMessage())));
      }
    }
    drivers.forEach(TcpDriver::closeChannel);
  }

  private void ready() {
    for (SelectionKey key : selector.selectedKeys()) {
      ((TcpDriver) key.attachment()).ready(key);
    }
    selector.selectedKeys().clear();
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
    long now = System.nanoTime();
    for (TcpDriver d : drivers) {
      if (d.millisToWait(now) <= 0) {
        d.advance();
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    resolvers.shutdownNow();
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
