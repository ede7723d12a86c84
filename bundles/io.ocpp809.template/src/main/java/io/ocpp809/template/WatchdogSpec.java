package io.ocpp809.template;

import io.ocpp809.station.pile.Capabilities.Watchdog;

/**
 * What keeps the pile from falling back to its fail-safe.
 *
 * @param kind what feeds it
 * @param point point that is written, for {@link Watchdog#WRITE}; else empty
 * @param value text that is written
 * @param everyMillis how often, ms
 * @param timeoutMillis after which silence it trips, ms; 0 without a watchdog
 */
public record WatchdogSpec(
    Watchdog kind, String point, String value, int everyMillis, int timeoutMillis) {
  /** No watchdog. */
  public static final WatchdogSpec NONE = new WatchdogSpec(Watchdog.NONE, "", "", 0, 0);
}
