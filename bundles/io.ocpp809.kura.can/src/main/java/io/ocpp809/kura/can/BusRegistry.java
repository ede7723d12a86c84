package io.ocpp809.kura.can;

import io.ocpp809.kura.can.DriverOptions.BusOptions;
import io.ocpp809.kura.driver.Threads;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.LongSupplier;

/**
 * The buses of this bundle by endpoint: drivers that name the same endpoint share one link. Owns
 * the threads: one for each bus, one for timers, one that tells listeners; none while no driver is
 * active.
 */
final class BusRegistry {
  private static final BusRegistry INSTANCE = new BusRegistry(Making::link, System::nanoTime);

  private final LinkMaker maker;
  private final LongSupplier clock;
  private final ThreadPoolExecutor events = Threads.one("ocpp809-can-events");
  private final Map<String, Shared> buses = new HashMap<>();
  private final Map<String, CompletableFuture<Void>> leaving = new HashMap<>();
  private ScheduledThreadPoolExecutor timer;

  private static final class Shared {
    private final Bus bus;
    private int users;

    Shared(Bus bus) {
      this.bus = bus;
    }
  }

  /**
   * @param maker makes the links
   * @param clock tells how old values are, monotonic, ns
   */
  BusRegistry(LinkMaker maker, LongSupplier clock) {
    this.maker = maker;
    this.clock = clock;
  }

  static BusRegistry instance() {
    return INSTANCE;
  }

  /**
   * The bus at an endpoint, shared with those who have it already.
   *
   * @throws IllegalStateException if another driver uses the endpoint with other settings
   */
  synchronized Bus acquire(BusOptions o) {
    Shared shared = buses.get(o.endpoint());
    if (shared != null && !shared.bus.options().equals(o)) {
      throw new IllegalStateException(
          o.endpoint()
              + " is in use by another driver with other settings; give both the same link, role,"
              + " bit.rate, send, current.offset, session.silence and vin.masked");
    }
    if (shared == null) {
      shared =
          new Shared(new Bus(o, maker, clock, Threads.one("ocpp809-can-" + o.endpoint()), timer()));
      buses.put(o.endpoint(), shared);
      CompletableFuture<Void> before = leaving.remove(o.endpoint());
      shared.bus.begin(before == null ? CompletableFuture.completedFuture(null) : before);
    }
    shared.users++;
    return shared.bus;
  }

  /** Gives a bus back; the last user closes it. */
  synchronized void release(Bus bus) {
    String endpoint = bus.options().endpoint();
    Shared shared = buses.get(endpoint);
    if (shared != null && shared.bus == bus && --shared.users == 0) {
      buses.remove(endpoint);
      leaving.values().removeIf(CompletableFuture::isDone);
      leaving.put(endpoint, bus.close());
    }
  }

  /** The one timer of all drivers; its tasks only hand over. */
  synchronized ScheduledExecutorService timer() {
    if (timer == null) {
      timer = Threads.timer("ocpp809-can-timer");
    }
    return timer;
  }

  /** Tells how old values are, monotonic, ns. */
  LongSupplier clock() {
    return clock;
  }

  /** Tells listeners; no more tasks wait than there are listeners. */
  Executor events() {
    return events;
  }
}
