package io.ocpp809.mqtt;

import io.ocpp809.station.Station;
import java.util.function.Consumer;

/** Follows one station and hands its messages on. */
public final class StationMirror implements AutoCloseable {
  private final Station station;
  private final Projection projection;
  private final AutoCloseable registration;

  /**
   * Starts following.
   *
   * @param measuring when measured values are published
   * @param personal which personal data may be published
   * @param sink takes messages in order, quickly and without throwing, in the station's mailbox
   */
  public StationMirror(
      Station station,
      MeasuringOptions measuring,
      Personal personal,
      Consumer<MirrorMessage> sink) {
    this.station = station;
    this.projection = new Projection(station.name(), measuring, personal);
    this.registration = station.listen(event -> projection.of(event).ifPresent(sink));
  }

  /** Hands the present state to somebody who may not know it, from any thread. */
  public void snapshot(Consumer<MirrorMessage> to) {
    projection.of(station.view()).forEach(to);
  }

  /** Stops following. */
  @Override
  public void close() {
    try {
      registration.close();
    } catch (Exception e) {
      throw new IllegalStateException("station " + station.name() + " cannot be left", e);
    }
  }
}
