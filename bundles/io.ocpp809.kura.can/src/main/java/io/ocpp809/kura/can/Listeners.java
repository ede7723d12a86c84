package io.ocpp809.kura.can;

import io.ocpp809.kura.driver.ListenRule;
import io.ocpp809.kura.driver.Listener;
import io.ocpp809.kura.driver.Records;
import io.ocpp809.kura.driver.Shown;
import io.ocpp809.kura.driver.Telling;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.channel.listener.ChannelListener;
import org.eclipse.kura.type.DataType;

/**
 * Who listens to which channel, kept whether there is a bus or not. Listeners are told on a thread
 * of their own; one that is slow misses values in between, never the newest.
 */
final class Listeners implements BusUser {
  private final Telling telling;
  private final LongSupplier clock;
  private final List<Listener<ChannelSpec>> all = new CopyOnWriteArrayList<>();
  private final Map<Object, List<Listener<ChannelSpec>>> byPlace = new ConcurrentHashMap<>();
  private volatile Optional<Source> source = Optional.empty();

  Listeners(Supplier<Executor> executor, LongSupplier clock) {
    this.clock = clock;
    this.telling = new Telling(executor);
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
    Listener<ChannelSpec> l = new Listener<>(listener, spec.name(), type, spec);
    synchronized (this) {
      all.add(l);
      for (Object place : places(spec)) {
        byPlace.computeIfAbsent(place, k -> new CopyOnWriteArrayList<>()).add(l);
      }
    }
    source.ifPresent(s -> changed(l, s, clock.getAsLong()));
  }

  private static List<?> places(ChannelSpec spec) {
    if (spec.what() instanceof ChannelSpec.Raw raw) {
      return List.of(raw.key());
    }
    return spec.what() instanceof ChannelSpec.Gbt g ? GbtSignals.messages(g.signal()) : List.of();
  }

  /** Forgets a listener, by identity; unknown ones are no fault. */
  synchronized void remove(ChannelListener listener) {
    for (Listener<ChannelSpec> l : all) {
      if (l.is(listener)) {
        l.end();
        all.remove(l);
        places(l.spec()).forEach(place -> byPlace.get(place).remove(l));
      }
    }
  }

  /** Forgets everybody. */
  synchronized void clear() {
    all.forEach(Listener::end);
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
    source.ifPresent(s -> all.forEach(l -> changed(l, s, now)));
  }

  /** Tells a listener something about its channel. */
  private interface Each {
    void tell(Listener<ChannelSpec> l, Source s, long now);
  }

  private void each(Object place, Each each) {
    List<Listener<ChannelSpec>> there = byPlace.getOrDefault(place, List.of());
    if (!there.isEmpty()) {
      long now = clock.getAsLong();
      source.ifPresent(s -> there.forEach(l -> each.tell(l, s, now)));
    }
  }

  /** A frame came: what the channel's dead band and interval let pass is told, changed or not. */
  private void arrived(Listener<ChannelSpec> l, Source s, long now) {
    Shown next = s.shown(l.spec(), now);
    if (l.takes(next, l.spec().listening()::passes)) {
      tell(l, next);
    }
  }

  /** Nothing came for certain: only what is different is told. */
  private void changed(Listener<ChannelSpec> l, Source s, long now) {
    Shown next = s.shown(l.spec(), now);
    ListenRule rule = l.spec().listening();
    if (l.takes(next, (told, n) -> !(told != null && told.same(n)) && rule.passes(told, n))) {
      tell(l, next);
    }
  }

  /** Tells all that there is no bus. */
  void fault(String why) {
    Shown shown = Shown.fault(why, clock.getAsLong());
    for (Listener<ChannelSpec> l : all) {
      l.takes(shown, (told, next) -> true);
      tell(l, shown);
    }
  }

  private void tell(Listener<ChannelSpec> l, Shown shown) {
    telling.tell(l, record -> Records.fill(record, shown, clock.getAsLong()));
  }

  /** Tells a listener whose channel's configuration is wrong, once. */
  void refuse(ChannelListener listener, ChannelRecord record) {
    telling.refuse(listener, record);
  }
}
