package io.ocpp809.kura.station;

import io.ocpp809.station.time.TimeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;

/** A runtime whose calls of assets wait until the test lets them go. */
final class StuckAssets extends StationRuntime {
  final List<Runnable> tasks = new ArrayList<>();
  private final AssetCalls calls = new AssetCalls(tasks::add, 5, 3);

  StuckAssets(TimeSource time, ScheduledExecutorService scheduler) {
    super(time, scheduler);
  }

  @Override
  AssetCalls assets() {
    return calls;
  }
}
