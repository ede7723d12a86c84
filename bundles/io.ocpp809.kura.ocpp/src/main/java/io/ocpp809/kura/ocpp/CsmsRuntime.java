package io.ocpp809.kura.ocpp;

import io.ocpp809.store.StoreWriter;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** What all CSMS connections of a gateway share: a small pool, a timer and the disk's writer. */
@Component(service = CsmsRuntime.class, immediate = true)
public final class CsmsRuntime {
  private final ThreadPoolExecutor pool;
  private final ScheduledThreadPoolExecutor timers;
  private final StoreWriter writer = new StoreWriter();

  /** Made by the component runtime. */
  @Activate
  public CsmsRuntime() {
    pool =
        new ThreadPoolExecutor(
            2, 2, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named("ocpp809-csms"));
    pool.allowCoreThreadTimeOut(true);
    timers = new ScheduledThreadPoolExecutor(1, named("ocpp809-csms-timer"));
    timers.setRemoveOnCancelPolicy(true);
  }

  @Deactivate
  void deactivate() {
    timers.shutdownNow();
    pool.shutdown();
    writer.close();
  }

  ExecutorService pool() {
    return pool;
  }

  ScheduledExecutorService timers() {
    return timers;
  }

  StoreWriter writer() {
    return writer;
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
