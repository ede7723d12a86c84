package io.ocpp809.kura.modbus;

import io.ocpp809.kura.driver.Threads;
import io.ocpp809.kura.modbus.DriverOptions.LineOptions;
import io.ocpp809.modbus.Framing;
import io.ocpp809.modbus.Line;
import io.ocpp809.modbus.Link;
import io.ocpp809.modbus.TcpLoop;
import io.ocpp809.modbus.Tls;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lines of this bundle by endpoint: drivers that name the same endpoint share one line, so that
 * no two of them talk at once. Owns the threads: one for all TCP lines, one for each serial line,
 * one for timers, one that tells listeners; none while no driver is active.
 */
final class LineRegistry {
  private static final Logger LOG = LoggerFactory.getLogger(LineRegistry.class);
  private static final LineRegistry INSTANCE = new LineRegistry();

  private final ThreadPoolExecutor events = Threads.one("ocpp809-modbus-events");
  private final Map<String, Shared> lines = new HashMap<>();
  private TcpLoop loop;
  private ScheduledThreadPoolExecutor timer;

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
   * @param keystores for a line through TLS
   * @throws IllegalStateException if another driver uses the endpoint with other settings, or a
   *     keystore is not there
   */
  synchronized Line acquire(LineOptions o, Keystores keystores) {
    Shared shared = lines.get(o.endpoint());
    if (shared != null && !shared.options.sharable(o)) {
      throw new IllegalStateException(
          o.endpoint()
              + " is in use by another driver with other line settings; give both the same");
    }
    if (shared == null) {
      confused(o);
      shared = open(o, keystores);
      lines.put(o.endpoint(), shared);
    }
    shared.users++;
    return shared.line;
  }

  /** Devices that dial in on one port must be told apart. */
  private void confused(LineOptions o) {
    for (Shared other : lines.values()) {
      Optional<String> why = o.calling().flatMap(c -> other.options.calling().flatMap(c::confused));
      if (why.isPresent()) {
        throw new IllegalStateException(why.get());
      }
    }
  }

  private Shared open(LineOptions o, Keystores keystores) {
    if (o.transport() == DriverOptions.Transport.RTU) {
      ThreadPoolExecutor own = Threads.one("ocpp809-modbus-" + o.device());
      Link.Factory factory = SerialLink.factory(o);
      return new Shared(new Line(factory, Framing.rtu(), o.settings(), own), o, own);
    }
    Framing framing = o.transport().mbap() ? Framing.tcp() : Framing.rtu();
    if (o.calling().isPresent()) {
      Line line = loop().line(o.calling().get(), framing, o.settings(), LineRegistry::tell);
      return new Shared(line, o, null);
    }
    Optional<Tls> tls = o.security().map(keystores::tls);
    return new Shared(loop().line(o.host(), o.port(), framing, o.settings(), tls), o, null);
  }

  private static void tell(String stranger) {
    LOG.warn("Modbus driver: {}", stranger);
  }

  /** Whether more than one driver uses the line. */
  synchronized boolean shared(LineOptions o) {
    Shared shared = lines.get(o.endpoint());
    return shared != null && shared.users > 1;
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
        loop = new TcpLoop(Threads.named("ocpp809-modbus-tcp"));
      } catch (IOException e) {
        throw new IllegalStateException("no connections can be made: " + e.getMessage(), e);
      }
    }
    return loop;
  }

  /** The one timer of all drivers; its tasks only hand over. */
  synchronized ScheduledExecutorService timer() {
    if (timer == null) {
      timer = Threads.timer("ocpp809-modbus-timer");
    }
    return timer;
  }

  /**
   * Tells listeners; no more tasks wait than there are listeners. Waits for nobody: those who tell
   * hold locks that a line needs while it is closed.
   */
  Executor events() {
    return events;
  }
}
