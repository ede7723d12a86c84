package io.ocpp809.kura.modbus;

import io.ocpp809.modbus.Device.PollClass;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The channels that a driver has been told of, and those among them that somebody listens to; they
 * outlast its line. Safe for many threads.
 */
final class Channels {
  private final Map<ChannelSpec, ChannelSpec> known = new ConcurrentHashMap<>();
  private final List<ChannelSpec> listened = new CopyOnWriteArrayList<>();

  /** The channel that says the same and is known already; the same channel if it is new. */
  ChannelSpec know(ChannelSpec fresh) {
    ChannelSpec before = known.putIfAbsent(fresh, fresh);
    return before == null ? fresh : before;
  }

  /** Somebody listens to a channel: it is polled by each session, if it is polled at all. */
  void listen(ChannelSpec spec) {
    if (spec.poll() != PollClass.NEVER && !listened.contains(spec)) {
      listened.add(spec);
    }
  }

  /** Somebody listens no more. */
  void unlisten(Listeners left) {
    listened.removeIf(spec -> !left.hears(spec));
  }

  /** Whether somebody listens. */
  boolean listened() {
    return !listened.isEmpty();
  }

  /** A session takes the place of the one before. */
  void begin(DriverSession session) {
    known.keySet().forEach(session::control);
    listened.forEach(session::track);
  }

  /** Forgets all. */
  void clear() {
    listened.clear();
    known.clear();
  }
}
