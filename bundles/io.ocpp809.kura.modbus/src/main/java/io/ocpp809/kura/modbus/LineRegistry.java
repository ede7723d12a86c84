package io.ocpp809.kura.modbus;

import io.ocpp809.modbus.Framing;
import io.ocpp809.modbus.Line;
import io.ocpp809.modbus.Link;
import io.ocpp809.modbus.TcpLink;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The lines of this bundle by endpoint: drivers that name the same endpoint share one line, so that
 * no two of them talk at once. Owns the threads.
 */
final class LineRegistry {
  private static final int POOL = 4;
  private static final LineRegistry INSTANCE = new LineRegistry();

  private final Map<String, Shared> lines = new HashMap<>();
  private ThreadPoolExecutor pool;
  private ScheduledThreadPoolExecutor timer;
  private int users;

  private static final class Shared {
    private final Line line;
    private final DriverOptions options;
    private final ExecutorService own;
    private int users;

    private Shared(Line line, DriverOptions options, ExecutorService own) {
      this.line = line;
      this.options = options;
      this.own = own;
    }
  }

  static LineRegistry instance() {
    return INSTANCE;
  }

  /**
   * A line to an endpoint, shared with those who have it already.
   *
   * @throws IllegalStateException if another driver uses the endpoint with other settings
   */
  synchronized Line acquire(DriverOptions o) {
    Shared shared = lines.get(o.endpoint());
    if (shared != null && !sameLine(shared.options, o)) {
      throw new IllegalStateException(
          o.endpoint()
              + " is in use by another driver with other line settings; give both the same");
    }
    if (shared == null) {
      shared = open(o);
      lines.put(o.endpoint(), shared);
    }
    shared.users++;
    users++;
    return shared.line;
  }

  private static boolean sameLine(DriverOptions a, DriverOptions b) {
    return a.transport() == b.transport()
        && a.baud() == b.baud()
        && a.parity().equals(b.parity())
        && a.stopBits() == b.stopBits();
  }

  private Shared open(DriverOptions o) {
    if (o.transport() == DriverOptions.Transport.RTU) {
      ThreadPoolExecutor own = threads(1, "ocpp809-modbus-" + o.device());
      Link.Factory factory = SerialLink.factory(o);
      return new Shared(new Line(factory, Framing.rtu(), o.line(), own), o, own);
    }
    Framing framing = o.transport() == DriverOptions.Transport.TCP ? Framing.tcp() : Framing.rtu();
    Link.Factory factory = TcpLink.factory(o.host(), o.port());
    return new Shared(new Line(factory, framing, o.line(), pool()), o, null);
  }

  /** Gives a line back; the last user closes it. */
  synchronized void release(DriverOptions o) {
    Shared shared = lines.get(o.endpoint());
    if (shared != null && --shared.users == 0) {
      lines.remove(o.endpoint());
      shared.line.close();
      if (shared.own != null) {
        shared.own.shutdown();
      }
    }
    if (--users == 0) {
      stop();
    }
  }

  private void stop() {
    if (pool != null) {
      pool.shutdown();
      pool = null;
    }
    if (timer != null) {
      timer.shutdownNow();
      timer = null;
    }
  }

  private ThreadPoolExecutor pool() {
    if (pool == null) {
      pool = threads(POOL, "ocpp809-modbus");
    }
    return pool;
  }

  /** The one timer of all drivers; its tasks only hand over. */
  synchronized ScheduledExecutorService timer() {
    if (timer == null) {
      timer = new ScheduledThreadPoolExecutor(1, named("ocpp809-modbus-timer"));
      timer.setRemoveOnCancelPolicy(true);
    }
    return timer;
  }

  private static ThreadPoolExecutor threads(int count, String name) {
    ThreadPoolExecutor result =
        new ThreadPoolExecutor(
            count, count, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named(name));
    result.allowCoreThreadTimeOut(true);
    return result;
  }

  private static ThreadFactory named(String name) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
