package io.ocpp809.mqtt;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the connection to the broker and sends what is offered, in order; what was not acknowledged
 * when the connection was lost is sent again. All work is done on the executor, which must have one
 * thread.
 */
public final class MirrorSession implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MirrorSession.class);
  private static final byte[] WILL = "{\"online\":false}".getBytes(StandardCharsets.UTF_8);
  private static final int MOST_IN_FLIGHT = 32;
  private static final long ANSWER_SECONDS = 30;
  private static final long HELD_SECONDS = 60;

  private final MqttOptions options;
  private final MqttLink.Factory factory;
  private final ScheduledExecutorService executor;
  private final Clock clock;
  private final BackOff backOff;
  private final Runnable onConnected;
  private final OutBuffer buffer;
  private final Map<Long, MirrorMessage> inFlight = new LinkedHashMap<>();
  private Optional<MqttLink> link = Optional.empty();
  private Optional<ScheduledFuture<?>> timer = Optional.empty();
  private long attempt;
  private long nextId;
  private long delivered;
  private long failures;
  private long reportedLost;
  private boolean connected;
  private boolean closed;
  private volatile MirrorStatus status = new MirrorStatus(false, "not started", 0, 0, 0);

  /**
   * Makes a session that does nothing yet.
   *
   * @param factory begins connections
   * @param executor one thread, which runs everything
   * @param clock wall clock for the times of the session's own messages
   * @param onConnected called after each connecting, to offer the present state
   */
  public MirrorSession(
      MqttOptions options,
      MqttLink.Factory factory,
      ScheduledExecutorService executor,
      Clock clock,
      BackOff backOff,
      Runnable onConnected) {
    this.options = options;
    this.factory = factory;
    this.executor = executor;
    this.clock = clock;
    this.backOff = backOff;
    this.onConnected = onConnected;
    this.buffer = new OutBuffer(options.bufferMessages());
  }

  /** Begins to connect, and to connect again whenever the connection is lost. */
  public void start() {
    executor.execute(this::connect);
  }

  /** Takes a message, from any thread. */
  public void offer(MirrorMessage message) {
    executor.execute(
        () -> {
          buffer.add(message);
          pump();
        });
  }

  /** How it stands. */
  public MirrorStatus status() {
    return status;
  }

  private void connect() {
    if (closed) {
      return;
    }
    long mine = ++attempt;
    timer = after(ANSWER_SECONDS * 1000, () -> lost(mine, "the broker does not answer"));
    tell("connecting to " + options.uri());
    try {
      link =
          Optional.of(
              factory.open(
                  options,
                  new MqttLink.Will(options.prefix() + "/" + options.linkPath(), WILL),
                  events(mine)));
    } catch (IllegalArgumentException e) {
      lost(mine, e.getMessage());
    }
  }

  private MqttLink.Events events(long mine) {
    return new MqttLink.Events() {
      @Override
      public void connected() {
        executor.execute(() -> MirrorSession.this.connected(mine));
      }

      @Override
      public void lost(String reason) {
        executor.execute(() -> MirrorSession.this.lost(mine, reason));
      }

      @Override
      public void delivered(long id) {
        executor.execute(() -> MirrorSession.this.delivered(mine, id));
      }
    };
  }

  private void connected(long mine) {
    if (mine != attempt || closed) {
      return;
    }
    cancelTimer();
    timer = after(HELD_SECONDS * 1000, backOff::reset);
    connected = true;
    LOG.info("MQTT mirror connected to {} after {} failed attempts", options, failures);
    failures = 0;
    buffer.add(online(true));
    if (buffer.lost() > reportedLost) {
      buffer.add(losses(buffer.lost() - reportedLost));
      reportedLost = buffer.lost();
    }
    tell("connected to " + options.uri());
    pump();
    onConnected.run();
  }

  private void lost(long mine, String reason) {
    if (mine != attempt || closed) {
      return;
    }
    attempt++;
    cancelTimer();
    if (failures++ == 0) {
      LOG.warn("MQTT mirror: {}; messages wait, up to {}", reason, options.bufferMessages());
    } else {
      LOG.debug("MQTT mirror: {} ({} times)", reason, failures);
    }
    connected = false;
    link.ifPresent(l -> l.close(false));
    link = Optional.empty();
    buffer.putBack(new ArrayList<>(inFlight.values()));
    inFlight.clear();
    long wait = backOff.nextMillis();
    timer = after(wait, this::connect);
    tell(reason);
  }

  private void delivered(long mine, long id) {
    if (mine == attempt && inFlight.remove(id) != null) {
      delivered++;
      pump();
    }
  }

  private void pump() {
    while (connected && inFlight.size() < MOST_IN_FLIGHT) {
      Optional<MirrorMessage> next = buffer.poll();
      if (next.isEmpty()) {
        break;
      }
      MirrorMessage message = next.get();
      long id = nextId++;
      inFlight.put(id, message);
      link.ifPresent(l -> send(l, id, message));
    }
    tell(status.detail());
  }

  private void send(MqttLink to, long id, MirrorMessage message) {
    Kind kind = message.kind();
    to.publish(
        id, message.topic(options.prefix()), Json.payload(message), kind.qos(), kind.retained());
  }

  private MirrorMessage online(boolean online) {
    return new MirrorMessage(
        Kind.LINK, "", options.linkPath(), clock.instant(), Map.of("online", online));
  }

  private MirrorMessage losses(long lost) {
    String path = "losses/" + MirrorMessage.level(options.clientId());
    return new MirrorMessage(Kind.LOSSES, "", path, clock.instant(), Map.of("lost", lost));
  }

  private Optional<ScheduledFuture<?>> after(long millis, Runnable what) {
    return Optional.of(executor.schedule(what, millis, TimeUnit.MILLISECONDS));
  }

  private void cancelTimer() {
    timer.ifPresent(t -> t.cancel(false));
    timer = Optional.empty();
  }

  private void tell(String detail) {
    int waiting = buffer.size() + inFlight.size();
    status = new MirrorStatus(connected, detail, delivered, waiting, buffer.lost());
  }

  /** Says good-bye, then ends; what still waits is dropped. Shut the executor down afterwards. */
  @Override
  public void close() {
    executor.execute(
        () -> {
          if (closed) {
            return;
          }
          closed = true;
          attempt++;
          cancelTimer();
          if (connected) {
            link.ifPresent(l -> send(l, nextId++, online(false)));
          }
          link.ifPresent(l -> l.close(connected));
          connected = false;
          tell("closed");
        });
  }
}
