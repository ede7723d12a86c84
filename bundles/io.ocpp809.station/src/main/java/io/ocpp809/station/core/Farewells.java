package io.ocpp809.station.core;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Those who wait until an EVSE may be let go. Each is told once: when it may go, or when the
 * station closes before that.
 */
final class Farewells {
  private final Set<Runnable> waiting = ConcurrentHashMap.newKeySet();
  private volatile boolean over;

  /**
   * Somebody waits.
   *
   * @param gone told when the EVSE may go; at once if the station is closed
   * @return to be called when it may go
   */
  Runnable await(Runnable gone) {
    Runnable once =
        new Runnable() {
          @Override
          public void run() {
            if (waiting.remove(this)) {
              gone.run();
            }
          }
        };
    waiting.add(once);
    if (over) {
      once.run();
    }
    return once;
  }

  /** The station closes. */
  void end() {
    over = true;
    waiting.forEach(Runnable::run);
  }
}
