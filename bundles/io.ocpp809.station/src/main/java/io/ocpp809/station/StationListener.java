package io.ocpp809.station;

/** Told of everything that happens at a station, in order, one event at a time. */
@FunctionalInterface
public interface StationListener {
  /** Must return quickly and not throw; called in the station's mailbox. */
  void onEvent(StationEvent event);
}
