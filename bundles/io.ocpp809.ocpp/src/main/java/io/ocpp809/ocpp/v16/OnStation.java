package io.ocpp809.ocpp.v16;

import io.ocpp809.station.StationEvent;
import io.ocpp809.station.StationListener;
import java.util.concurrent.Executor;

/** Hands on what happens at the station to those who report it. */
final class OnStation implements StationListener {
  private final Executor mailbox;
  private final StatusBlock status;
  private final MeterBlock meters;
  private final GridLimitBlock grid;
  private final VehicleBlock vehicles;

  OnStation(
      Executor mailbox,
      StatusBlock status,
      MeterBlock meters,
      GridLimitBlock grid,
      VehicleBlock vehicles) {
    this.mailbox = mailbox;
    this.status = status;
    this.meters = meters;
    this.grid = grid;
    this.vehicles = vehicles;
  }

  @Override
  public void onEvent(StationEvent event) {
    if (event instanceof StationEvent.ConnectorChanged c) {
      mailbox.execute(() -> status.changed(c));
    } else if (event instanceof StationEvent.Sampled s) {
      mailbox.execute(() -> meters.sampled(s, Caller.Cause.OWN));
    } else if (event instanceof StationEvent.LimitChanged l) {
      mailbox.execute(() -> grid.changed(l));
    } else if (event instanceof StationEvent.VehicleIdentified v) {
      mailbox.execute(() -> vehicles.identified(v));
    } else if (event instanceof StationEvent.FindingChanged f
        && f.raised()
        && f.finding().id().equals(StationEvent.FindingChanged.LIST_CONFLICT)) {
      mailbox.execute(status::listConflict);
    }
  }
}
