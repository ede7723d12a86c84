package io.ocpp809.kura.station;

import io.ocpp809.station.time.TimeSource;
import io.ocpp809.store.StoreWriter;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Hashtable;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.eclipse.kura.clock.ClockService;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * What all sites, stations and EVSEs of a gateway share: one small pool, one scheduler, the time
 * and the authority over controlled writes. Runs as long as the bundle does.
 */
@Component(service = StationRuntime.class, immediate = true)
public final class StationRuntime {
  private static final int POOL_THREADS = 6;

  private final String bootId = UUID.randomUUID().toString();
  private final TimeSource time;
  private final LeaseAuthority leases;
  private final ExecutorService pool;
  private final ScheduledExecutorService scheduler;
  private final StoreWriter writer = new StoreWriter();
  private volatile ClockService clock;
  private ServiceRegistration<?> registration;

  /** Made by the component runtime. */
  public StationRuntime() {
    this.time = TimeSource.of(Clock.systemUTC(), StationRuntime::millis, this::trusted, bootId);
    this.leases = new LeaseAuthority(new SecureRandom(), StationRuntime::millis);
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            POOL_THREADS,
            POOL_THREADS,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            named("ocpp809-station"));
    threads.allowCoreThreadTimeOut(true);
    threads.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    this.pool = threads;
    ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(1, named("ocpp809-timer"));
    timers.setRemoveOnCancelPolicy(true);
    timers.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    this.scheduler = timers;
  }

  @Activate
  void activate(BundleContext context) {
    registration =
        context.registerService(
            Predicate.class, leases, new Hashtable<>(Map.of(LeaseAuthority.PROPERTY, true)));
  }

  @Deactivate
  void deactivate() {
    registration.unregister();
    scheduler.shutdownNow();
    pool.shutdown();
    writer.close();
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      unbind = "unbindClock")
  void bindClock(ClockService service) {
    clock = service;
  }

  void unbindClock(ClockService service) {
    if (clock == service) {
      clock = null;
    }
  }

  /** The time of this run. */
  TimeSource time() {
    return time;
  }

  /** For work of a station; tasks may wait for an asset, never longer than its driver's bound. */
  ExecutorService pool() {
    return pool;
  }

  /** For timers; tasks only hand over to {@link #pool()}. */
  ScheduledExecutorService scheduler() {
    return scheduler;
  }

  /** Writes everything that is kept on disk. */
  StoreWriter writer() {
    return writer;
  }

  /** The authority over controlled writes. */
  LeaseAuthority leases() {
    return leases;
  }

  private boolean trusted() {
    ClockService service = clock;
    if (service == null) {
      return false;
    }
    try {
      return service.getLastSync() != null;
    } catch (org.eclipse.kura.KuraException e) {
      return false;
    }
  }

  private static long millis() {
    return System.nanoTime() / 1_000_000;
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
