package io.ocpp809.kura.modbus;

import io.ocpp809.kura.driver.Listener;
import io.ocpp809.kura.driver.Records;
import io.ocpp809.kura.driver.Shown;
import io.ocpp809.kura.driver.Telling;
import io.ocpp809.kura.modbus.DriverSession.DeviceKey;
import io.ocpp809.modbus.Line;
import io.ocpp809.modbus.Point;
import io.ocpp809.modbus.PointValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.channel.listener.ChannelListener;
import org.eclipse.kura.type.DataType;

/**
 * Who listens to which channel, kept whether there is a connection or not. Listeners are told on a
 * thread of their own; one that is slow misses values in between, never the newest.
 */
final class Listeners {
  private final Telling telling;
  private final List<Listener<ChannelSpec>> all = new CopyOnWriteArrayList<>();
  private final Map<Place, List<Listener<ChannelSpec>>> byPoint = new ConcurrentHashMap<>();

  private record Place(DeviceKey device, Point point) {}

  Listeners(Supplier<Executor> executor) {
    this.telling = new Telling(executor);
  }

  /** Remembers a listener. */
  synchronized void add(ChannelListener listener, DataType type, ChannelSpec spec) {
    Listener<ChannelSpec> l = new Listener<>(listener, spec.name(), type, spec);
    all.add(l);
    place(spec)
        .ifPresent(p -> byPoint.computeIfAbsent(p, k -> new CopyOnWriteArrayList<>()).add(l));
  }

  private static Optional<Place> place(ChannelSpec spec) {
    return spec.point().map(p -> new Place(DeviceKey.of(spec), p));
  }

  /** Forgets a listener, by identity; unknown ones are no fault. */
  synchronized void remove(ChannelListener listener) {
    for (Listener<ChannelSpec> l : all) {
      if (l.is(listener)) {
        l.end();
        all.remove(l);
        place(l.spec())
            .ifPresent(
                p -> {
                  List<Listener<ChannelSpec>> there = byPoint.getOrDefault(p, List.of());
                  there.remove(l);
                  if (there.isEmpty()) {
                    byPoint.remove(p);
                  }
                });
      }
    }
  }

  /** Forgets everybody. */
  synchronized void clear() {
    all.forEach(Listener::end);
    all.clear();
    byPoint.clear();
  }

  /** Whether somebody listens to the channel. */
  boolean hears(ChannelSpec spec) {
    return all.stream().anyMatch(l -> l.spec().equals(spec));
  }

  /**
   * Tells those who listen to a point what their channels' dead band and interval let pass.
   *
   * @param shown what a channel that holds good values for so many failures shows
   */
  void arrived(DeviceKey device, Point point, IntFunction<PointValue> shown) {
    for (Listener<ChannelSpec> l : byPoint.getOrDefault(new Place(device, point), List.of())) {
      Shown next = Answers.shown(shown.apply(l.spec().hold()));
      if (l.takes(next, l.spec().listening()::passes)) {
        telling.tell(l, record -> Records.fill(record, next, System.nanoTime()));
      }
    }
  }

  /** Tells all that there is no line. */
  void fault(String why) {
    for (Listener<ChannelSpec> l : all) {
      l.forget();
      telling.tell(l, record -> Records.fail(record, why));
    }
  }

  /** Tells those who listen to counters. */
  void counters(Line line) {
    for (Listener<ChannelSpec> l : all) {
      if (!l.spec().counter().isEmpty()) {
        Object value = Counters.value(line, l.spec().unit(), l.spec().counter());
        telling.tell(l, record -> Records.good(record, value, System.currentTimeMillis()));
      }
    }
  }

  /** Tells a listener whose channel's configuration is wrong, once. */
  void refuse(ChannelListener listener, ChannelRecord record) {
    telling.refuse(listener, record);
  }
}
