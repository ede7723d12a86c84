package io.ocpp809.kura.station;

import io.ocpp809.station.time.TimeSource;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
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
public class StationRuntime {
  private static final int POOL_THREADS = 2;
  private static final int ASSET_THREADS = 5;
  private static final int ASSET_READS = 3;

  /**
   * How long what is under way is waited for at the end, ms, first in the mailboxes, then in calls
   * of assets and of Kura: when the bundle has gone nothing can be ended properly any more.
   */
  private static final int STOP_MILLIS = 1_000;

  private final String bootId = UUID.randomUUID().toString();
  private final TimeSource time;
  private final LeaseAuthority leases;
  private final ExecutorService pool;
  private final ExecutorService assetPool;
  private final AssetCalls assets;
  private final ScheduledExecutorService scheduler;
  private volatile ClockService clock;
  private final List<Function<String, String>> lineFaults = new CopyOnWriteArrayList<>();
  private ServiceRegistration<?> registration;

  private final Claims claims = new Claims();

  /** Made by the component runtime. */
  public StationRuntime() {
    this.time = TimeSource.of(Clock.systemUTC(), StationRuntime::millis, this::trusted, bootId);
    this.leases = new LeaseAuthority(new SecureRandom(), StationRuntime::millis);
    this.pool = pool("ocpp809-station", POOL_THREADS);
    this.assetPool = pool("ocpp809-asset", ASSET_THREADS);
    this.assets = new AssetCalls(assetPool, ASSET_THREADS, ASSET_READS);
    ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(1, named("ocpp809-timer"));
    timers.setRemoveOnCancelPolicy(true);
    timers.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    this.scheduler = timers;
  }

  /** One whose time and threads are somebody else's. */
  StationRuntime(TimeSource time, ScheduledExecutorService scheduler) {
    this.time = time;
    this.leases = new LeaseAuthority(new SecureRandom(), time::monotonicMillis);
    this.pool = scheduler;
    this.assetPool = scheduler;
    this.assets = new AssetCalls(scheduler, ASSET_THREADS, ASSET_READS);
    this.scheduler = scheduler;
  }

  private static ExecutorService pool(String name, int threads) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            threads, threads, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named(name));
    pool.allowCoreThreadTimeOut(true);
    pool.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    return pool;
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
    assetPool.shutdown();
    try {
      pool.awaitTermination(STOP_MILLIS, TimeUnit.MILLISECONDS);
      assetPool.awaitTermination(STOP_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
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

  @Reference(
      target = "(io.ocpp809.line.faults=true)",
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      unbind = "unbindLineFaults")
  void bindLineFaults(Function<String, String> service) {
    lineFaults.add(service);
  }

  void unbindLineFaults(Function<String, String> service) {
    lineFaults.remove(service);
  }

  /**
   * What is wrong with the line of a driver as a whole.
   *
   * @param driverPid {@code kura.service.pid} of the driver
   * @return in words; empty if nothing is, or its driver does not say
   */
  Optional<String> lineFault(String driverPid) {
    return lineFaults.stream().map(f -> f.apply(driverPid)).filter(t -> !t.isEmpty()).findFirst();
  }

  /** The time of this run. */
  TimeSource time() {
    return time;
  }

  /** For work of sites, stations and EVSEs; no task waits for anything. */
  ExecutorService pool() {
    return pool;
  }

  /**
   * For calls of assets and of Kura's configuration service, which may wait as long as a driver
   * does: an asset that hangs stops no station.
   */
  AssetCalls assets() {
    return assets;
  }

  /** Numbers within sites and outlets of piles, each of which one EVSE may have. */
  Claims claims() {
    return claims;
  }

  /** For timers; tasks only hand over to {@link #pool()}. */
  ScheduledExecutorService scheduler() {
    return scheduler;
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
