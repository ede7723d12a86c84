package io.ocpp809.iec104.link;

import io.ocpp809.iec104.station.Audit;
import io.ocpp809.iec104.station.ControlledStation;
import io.ocpp809.iec104.station.Moment;
import io.ocpp809.iec104.station.StationListener;
import java.io.IOException;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/**
 * Runs a {@link ControlledStation}: is the one lock under which it is called, lets time pass for it
 * whether anybody can connect or not, and serves it on a port. Takes a thread that watches the
 * time, one that accepts, and two a connection. Safe for many threads.
 */
public final class StationServer implements AutoCloseable {
  private static final long TICK_MILLIS = 200;
  private static final long SECOND_MILLIS = 1_000;
  private static final long REST_MILLIS = 10;

  /** So many times as long as a look has taken none follows, or until the next tick. */
  private static final int REST_LOOKS = 50;

  private final ControlledStation station;
  private final Supplier<Moment> clock;
  private final StationListener listener;
  private final Object lock = new Object();
  private Optional<Door> door = Optional.empty();
  private volatile Runnable everySecond = () -> {};
  private final Semaphore nudges = new Semaphore(0);
  private final long tickMillis;
  private volatile boolean closed;
  private boolean failing;

  /**
   * Lets time pass for a station; nothing is listened on yet.
   *
   * @param station the station; from now on it is called through this server only
   * @param clock present time
   * @param listener is told of clients that are turned away
   */
  public StationServer(
      ControlledStation station, Supplier<Moment> clock, StationListener listener) {
    this(station, clock, listener, TICK_MILLIS);
  }

  /** As the other one, with another time between two looks at the time, ms. */
  StationServer(
      ControlledStation station,
      Supplier<Moment> clock,
      StationListener listener,
      long tickMillis) {
    this.station = station;
    this.clock = clock;
    this.listener = listener;
    this.tickMillis = tickMillis;
    start(this::watch, "ocpp809-iec104-time");
  }

  static void start(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Opens a port in place of the one before.
   *
   * @param tls if present, connections are encrypted and clients must show a certificate that it
   *     trusts (IEC 62351-3)
   * @throws IOException if the port cannot be had; the message says which and why
   */
  public synchronized void listen(ServerOptions options, Optional<SSLContext> tls)
      throws IOException {
    shut();
    door = Optional.of(new Door(this, options, tls));
  }

  /** Closes the port and all connections; time goes on. */
  public synchronized void shut() {
    door.ifPresent(Door::close);
    door = Optional.empty();
    tell(s -> s.close(now()));
  }

  /** Whether a port is open. */
  public synchronized boolean listening() {
    return door.isPresent();
  }

  /** The port that is listened on; 0 for none. */
  public synchronized int port() {
    return door.map(Door::port).orElse(0);
  }

  /** Connections at present, those in their TLS handshake included. */
  public synchronized int connections() {
    return door.map(Door::connections).orElse(0);
  }

  /** Calls the station. */
  public void tell(Consumer<ControlledStation> call) {
    synchronized (lock) {
      call.accept(station);
    }
  }

  /** Asks the station. */
  public <T> T ask(Function<ControlledStation, T> question) {
    synchronized (lock) {
      return question.apply(station);
    }
  }

  /** Present time. */
  public Moment now() {
    return clock.get();
  }

  /**
   * Has something done under the station's lock once a second, and soon after each {@link #nudge}:
   * at once if the last time was a while ago, else as soon as it takes a fiftieth of the time. If
   * it fails, the station's time-outs go on, and it is tried again.
   */
  public void everySecond(Runnable task) {
    everySecond = task;
  }

  /** Something has changed that the task of each second looks at. */
  public void nudge() {
    if (nudges.availablePermits() == 0) {
      nudges.release();
    }
  }

  private void watch() {
    long lookedAt = Long.MIN_VALUE / 2;
    boolean nudged = false;
    while (!closed) {
      try {
        long now = now().millis();
        if (nudged || now - lookedAt >= SECOND_MILLIS) {
          nudges.drainPermits();
          lookedAt = now;
          long begin = System.nanoTime();
          look();
          rest(System.nanoTime() - begin);
        }
        tell(s -> s.tick(now()));
        nudged = nudges.tryAcquire(tickMillis, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException | Error e) {
        failed(e);
        pause();
      }
    }
  }

  private void rest(long lookNanos) throws InterruptedException {
    long millis = TimeUnit.NANOSECONDS.toMillis(REST_LOOKS * lookNanos);
    Thread.sleep(Math.max(REST_MILLIS, Math.min(TICK_MILLIS, millis)));
  }

  private void look() {
    try {
      tell(s -> everySecond.run());
      failing = false;
    } catch (RuntimeException | Error e) {
      failed(e);
    }
  }

  /** Told once until it succeeds again. */
  private void failed(Throwable e) {
    if (!failing) {
      failing = true;
      audit("", "", "a task of each second failed and is tried again: " + e);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(TICK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void audit(String group, String peer, String reason) {
    synchronized (lock) {
      listener.audit(new Audit(now(), group, peer, "connection", false, reason));
    }
  }

  static void close(Socket socket) {
    if (socket != null) {
      try {
        socket.close();
      } catch (IOException e) {
        // it is of no use any more
      }
    }
  }

  /** Closes the port and all connections; time stands still. */
  @Override
  public void close() {
    closed = true;
    shut();
  }
}
