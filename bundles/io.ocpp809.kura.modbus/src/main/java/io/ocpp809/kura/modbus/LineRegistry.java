package io.ocpp809.kura.modbus;

import io.ocpp809.kura.modbus.DriverOptions.LineOptions;
import io.ocpp809.modbus.Framing;
import io.ocpp809.modbus.Line;
import io.ocpp809.modbus.Link;
import io.ocpp809.modbus.TcpLoop;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
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
 * no two of them talk at once. Owns the threads: one for all TCP lines, one for each serial line,
 * one for timers, one that tells listeners; none while no driver is active.
 */
final class LineRegistry {
  private static final LineRegistry INSTANCE = new LineRegistry();

  private final Map<String, Shared> lines = new HashMap<>();
  private TcpLoop loop;
  private ScheduledThreadPoolExecutor timer;
  private ThreadPoolExecutor events;

  private static final class Shared {
    private final Line line;
    private final LineOptions options;
    private final ExecutorService own;
    private int users;

    private Shared(Line line, LineOptions options, ExecutorService own) {
      this.line = line;
      this.options = options;
      this.own = own;
    }
  }

  static LineRegistry instance() {
    return INSTANCE;
  }

  /**
   * A line to an endpoint, shared with those who have it already; the first one's time-outs count.
   *
   * @throws IllegalStateException if another driver uses the endpoint with other settings
   */
  synchronized Line acquire(LineOptions o) {
    Shared shared = lines.get(o.endpoint());
    if (shared != null && !shared.options.sharable(o)) {
      throw new IllegalStateException(
          o.endpoint()
              + " is in use by another driver with other line settings; give both the same");
    }
    if (shared == null) {
      shared = open(o);
      lines.put(o.endpoint(), shared);
    }
    shared.users++;
    return shared.line;
  }

  private Shared open(LineOptions o) {
    if (o.transport() == DriverOptions.Transport.RTU) {
      ThreadPoolExecutor own = threads(1, "ocpp809-modbus-" + o.device());
      Link.Factory factory = SerialLink.factory(o);
      return new Shared(new Line(factory, Framing.rtu(), o.settings(), own), o, own);
    }
    Framing framing = o.transport() == DriverOptions.Transport.TCP ? Framing.tcp() : Framing.rtu();
    return new Shared(loop().line(o.host(), o.port(), framing, o.settings()), o, null);
  }

  /** Gives a line back; the last user closes it. */
  synchronized void release(LineOptions o) {
    Shared shared = lines.get(o.endpoint());
    if (shared != null && --shared.users == 0) {
      lines.remove(o.endpoint());
      shared.line.close();
      if (shared.own != null) {
        shared.own.shutdown();
      }
    }
    if (lines.isEmpty() && loop != null) {
      loop.close();
      loop = null;
    }
  }

  private TcpLoop loop() {
    if (loop == null) {
      try {
        loop = new TcpLoop(named("ocpp809-modbus-tcp"));
      } catch (IOException e) {
        throw new IllegalStateException("no connections can be made: " + e.getMessage(), e);
      }
    }
    return loop;
  }

  /** The one timer of all drivers; its tasks only hand over. */
  synchronized ScheduledExecutorService timer() {
    if (timer == null) {
      timer = new ScheduledThreadPoolExecutor(1, named("ocpp809-modbus-timer"));
      timer.setRemoveOnCancelPolicy(true);
      timer.setKeepAliveTime(5, TimeUnit.SECONDS);
      timer.allowCoreThreadTimeOut(true);
    }
    return timer;
  }

  /** Tells listeners; no more tasks wait than there are listeners. */
  synchronized Executor events() {
    if (events == null) {
      events = threads(1, "ocpp809-modbus-events");
    }
    return events;
  }

  private static ThreadPoolExecutor threads(int count, String name) {
    ThreadPoolExecutor result =
        new ThreadPoolExecutor(
            count, count, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named(name));
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
