package io.ocpp809.kura.station;

import java.util.Optional;

/**
 * A service that comes and goes: the newest one bound. A service that is unbound after its
 * replacement was bound takes nothing away.
 *
 * @param <T> type of the service
 */
final class Slot<T> {
  private final Runnable changed;
  private volatile T service;

  /**
   * An empty slot.
   *
   * @param changed called after each change, on the thread that binds
   */
  Slot(Runnable changed) {
    this.changed = changed;
  }

  void bind(T next) {
    service = next;
    changed.run();
  }

  void unbind(T gone) {
    if (service == gone) {
      service = null;
      changed.run();
    }
  }

  Optional<T> get() {
    return Optional.ofNullable(service);
  }
}
