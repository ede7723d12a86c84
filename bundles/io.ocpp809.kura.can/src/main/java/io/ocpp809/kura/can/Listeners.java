package io.ocpp809.kura.can;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.channel.listener.ChannelEvent;
import org.eclipse.kura.channel.listener.ChannelListener;
import org.eclipse.kura.type.DataType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who listens to which channel, kept whether there is a bus or not. Listeners are told on a thread
 * of their own; one that is slow misses values in between, never the newest.
 */
final class Listeners implements BusUser {
  private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

  private final Supplier<Executor> executor;
  private final LongSupplier clock;
  private final List<Registration> all = new CopyOnWriteArrayList<>();
  private final Map<Object, List<Registration>> byPlace = new ConcurrentHashMap<>();
  private volatile Optional<Source> source = Optional.empty();

  private static final class Registration {
    private final ChannelListener listener;
    private final DataType type;
    private final ChannelSpec spec;
    private final AtomicReference<Shown> pending = new AtomicReference<>();
    private volatile boolean ended;
    private Shown told;

    Registration(ChannelListener listener, DataType type, ChannelSpec spec) {
      this.listener = listener;
      this.type = type;
      this.spec = spec;
    }
  }

  Listeners(Supplier<Executor> executor, LongSupplier clock) {
    this.clock = clock;
    this.executor = executor;
  }

  /** What there is to tell from now on; nothing while there is no bus. */
  void source(Optional<Source> next) {
    source = next;
    if (next.isPresent()) {
      tick();
    }
  }

  /** Remembers a listener, and tells it what is known. */
  void add(ChannelListener listener, DataType type, ChannelSpec spec) {
    Registration r = new Registration(listener, type, spec);
    synchronized (this) {
      all.add(r);
      for (Object place : places(spec)) {
        byPlace.computeIfAbsent(place, k -> new CopyOnWriteArrayList<>()).add(r);
      }
    }
    source.ifPresent(s -> changed(r, s, clock.getAsLong()));
  }

  private static List<?> places(ChannelSpec spec) {
    if (spec.what() instanceof ChannelSpec.Raw raw) {
      return List.of(raw.key());
    }
    return spec.what() instanceof ChannelSpec.Gbt g ? GbtSignals.messages(g.signal()) : List.of();
  }

  /** Forgets a listener, by identity; unknown ones are no fault. */
  synchronized void remove(ChannelListener listener) {
    for (Registration r : all) {
      if (r.listener == listener) {
        r.ended = true;
        all.remove(r);
        places(r.spec).forEach(place -> byPlace.get(place).remove(r));
      }
    }
  }

  /** Forgets everybody. */
  synchronized void clear() {
    all.forEach(r -> r.ended = true);
    all.clear();
    byPlace.clear();
  }

  @Override
  public void heard(Key key) {
    each(key, this::arrived);
  }

  @Override
  public void said(Set<String> messages) {
    messages.forEach(m -> each(m, this::arrived));
    each(GbtSignals.DERIVED, this::changed);
  }

  @Override
  public void tick() {
    long now = clock.getAsLong();
    source.ifPresent(s -> all.forEach(r -> changed(r, s, now)));
  }

  /** Tells a listener something about its channel. */
  private interface Telling {
    void tell(Registration r, Source s, long now);
  }

  private void each(Object place, Telling telling) {
    List<Registration> there = byPlace.getOrDefault(place, List.of());
    if (!there.isEmpty()) {
      long now = clock.getAsLong();
      source.ifPresent(s -> there.forEach(r -> telling.tell(r, s, now)));
    }
  }

  /** A frame came: what the channel's dead band and interval let pass is told, changed or not. */
  private void arrived(Registration r, Source s, long now) {
    Shown next = s.shown(r.spec, now);
    synchronized (r) {
      if (!r.spec.listening().passes(r.told, next)) {
        return;
      }
      r.told = next;
    }
    tell(r, next);
  }

  /** Nothing came for certain: only what is different is told. */
  private void changed(Registration r, Source s, long now) {
    Shown next = s.shown(r.spec, now);
    synchronized (r) {
      boolean same = r.told != null && r.told.sameKind(next) && r.told.value().equals(next.value());
      if (same || !r.spec.listening().passes(r.told, next)) {
        return;
      }
      r.told = next;
    }
    tell(r, next);
  }

  /** Tells all that there is no bus. */
  void fault(String why) {
    Shown shown = Shown.fault(why, clock.getAsLong());
    for (Registration r : all) {
      synchronized (r) {
        r.told = shown;
      }
      tell(r, shown);
    }
  }

  /** Tells a listener whose channel's configuration is wrong, once. */
  void refuse(ChannelListener listener, ChannelRecord record) {
    executor.get().execute(() -> call(listener, record));
  }

  private void tell(Registration r, Shown shown) {
    if (r.pending.getAndSet(shown) == null) {
      try {
        executor.get().execute(() -> deliver(r));
      } catch (RuntimeException refused) {
        // Nobody delivers it: the next value has to be handed over anew.
        r.pending.set(null);
        throw refused;
      }
    }
  }

  private void deliver(Registration r) {
    Shown shown = r.pending.getAndSet(null);
    if (shown != null && !r.ended) {
      ChannelRecord record = ChannelRecord.createReadRecord(r.spec.name(), r.type);
      Records.fill(record, shown, clock.getAsLong());
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
