package io.ocpp809.kura.driver;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Named threads that do not keep the gateway alive, and end when they have had nothing to do for 5
 * s.
 */
public final class Threads {
  private static final int IDLE_SECONDS = 5;

  private Threads() {}

  /** One thread that takes tasks one after another. */
  public static ThreadPoolExecutor one(String name) {
    ThreadPoolExecutor result =
        new ThreadPoolExecutor(
            1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named(name));
    result.allowCoreThreadTimeOut(true);
    return result;
  }

  /** One thread that takes tasks at their times; what is cancelled is forgotten at once. */
  public static ScheduledThreadPoolExecutor timer(String name) {
    ScheduledThreadPoolExecutor result = new ScheduledThreadPoolExecutor(1, named(name));
    result.setRemoveOnCancelPolicy(true);
    result.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
    result.allowCoreThreadTimeOut(true);
    return result;
  }

  /** Makes threads of that name with a number behind it. */
  public static ThreadFactory named(String name) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
