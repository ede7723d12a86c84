package io.ocpp809.kura.modbus;

import io.ocpp809.kura.modbus.DriverSession.DeviceKey;
import io.ocpp809.modbus.Line;
import io.ocpp809.modbus.Point;
import io.ocpp809.modbus.PointValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.channel.listener.ChannelEvent;
import org.eclipse.kura.channel.listener.ChannelListener;
import org.eclipse.kura.type.DataType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who listens to which channel, kept whether there is a connection or not. Listeners are told on a
 * thread of their own; one that is slow misses values in between, never the newest.
 */
final class Listeners {
  private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

  private final Supplier<Executor> executor;
  private final List<Registration> all = new CopyOnWriteArrayList<>();
  private final Map<Place, List<Registration>> byPoint = new ConcurrentHashMap<>();
  private final Queue<Registration> due = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean handedOver = new AtomicBoolean();

  private record Place(DeviceKey device, Point point) {}

  private static final class Registration {
    private final ChannelListener listener;
    private final DataType type;
    private final ChannelSpec spec;
    private final AtomicReference<Consumer<ChannelRecord>> pending = new AtomicReference<>();
    private volatile boolean ended;
    private PointValue told;

    Registration(ChannelListener listener, DataType type, ChannelSpec spec) {
      this.listener = listener;
      this.type = type;
      this.spec = spec;
    }
  }

  Listeners(Supplier<Executor> executor) {
    this.executor = executor;
  }

  /** Remembers a listener. */
  synchronized void add(ChannelListener listener, DataType type, ChannelSpec spec) {
    Registration r = new Registration(listener, type, spec);
    all.add(r);
    place(r).ifPresent(p -> byPoint.computeIfAbsent(p, k -> new CopyOnWriteArrayList<>()).add(r));
  }

  private static Optional<Place> place(Registration r) {
    return r.spec.point().map(p -> new Place(DeviceKey.of(r.spec), p));
  }

  /** Forgets a listener, by identity; unknown ones are no fault. */
  synchronized void remove(ChannelListener listener) {
    for (Registration r : all) {
      if (r.listener == listener) {
        r.ended = true;
        all.remove(r);
        place(r)
            .ifPresent(
                p -> {
                  List<Registration> there = byPoint.getOrDefault(p, List.of());
                  there.remove(r);
                  if (there.isEmpty()) {
                    byPoint.remove(p);
                  }
                });
      }
    }
  }

  /** Forgets everybody. */
  synchronized void clear() {
    all.forEach(r -> r.ended = true);
    all.clear();
    byPoint.clear();
  }

  /** Whether somebody listens to the channel. */
  boolean hears(ChannelSpec spec) {
    return all.stream().anyMatch(r -> r.spec.equals(spec));
  }

  /**
   * Tells those who listen to a point what their channels' dead band and interval let pass.
   *
   * @param shown what a channel that holds good values for so many failures shows
   */
  void arrived(DeviceKey device, Point point, IntFunction<PointValue> shown) {
    for (Registration r : byPoint.getOrDefault(new Place(device, point), List.of())) {
      PointValue value = shown.apply(r.spec.hold());
      synchronized (r) {
        if (!r.spec.listening().passes(r.told, value)) {
          continue;
        }
        r.told = value;
      }
      tell(r, record -> Records.fill(record, value));
    }
  }

  /** Tells all that there is no line. */
  void fault(String why) {
    for (Registration r : all) {
      synchronized (r) {
        r.told = null;
      }
      tell(r, record -> Records.fail(record, why));
    }
  }

  /** Tells those who listen to counters. */
  void counters(Line line) {
    for (Registration r : all) {
      if (!r.spec.counter().isEmpty()) {
        Object value = Counters.value(line, r.spec.unit(), r.spec.counter());
        tell(r, record -> Records.good(record, value, System.currentTimeMillis()));
      }
    }
  }

  /** Tells a listener whose channel's configuration is wrong, once. */
  void refuse(ChannelListener listener, ChannelRecord record) {
    executor.get().execute(() -> call(listener, record));
  }

  private void tell(Registration r, Consumer<ChannelRecord> fill) {
    if (r.pending.getAndSet(fill) == null) {
      due.add(r);
      try {
        handOver();
      } catch (RuntimeException refused) {
        // Nobody delivers it: the next value has to be handed over anew.
        due.remove(r);
        r.pending.set(null);
        throw refused;
      }
    }
  }

  /** What comes together wakes the thread that tells it once. */
  private void handOver() {
    if (handedOver.compareAndSet(false, true)) {
      try {
        executor.get().execute(this::deliver);
      } catch (RuntimeException refused) {
        handedOver.set(false);
        throw refused;
      }
    }
  }

  private void deliver() {
    handedOver.set(false);
    try {
      for (Registration r = due.poll(); r != null; r = due.poll()) {
        deliver(r);
      }
    } finally {
      if (!due.isEmpty()) {
        handOver();
      }
    }
  }

  private static void deliver(Registration r) {
    Consumer<ChannelRecord> fill = r.pending.getAndSet(null);
    if (fill != null && !r.ended) {
      ChannelRecord record = ChannelRecord.createReadRecord(r.spec.name(), r.type);
      fill.accept(record);
      call(r.listener, record);
    }
  }

  private static void call(ChannelListener listener, ChannelRecord record) {
    try {
      listener.onChannelEvent(new ChannelEvent(record));
    } catch (RuntimeException e) {
      LOG.warn("a listener of channel {} failed: {}", record.getChannelName(), e.toString());
    }
  }
}
