package io.ocpp809.testkit.gbt27930;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Moves a {@link VirtualBus} with the clock of this machine, for a demo that people look at. */
public final class LiveBus implements AutoCloseable {
  private static final long STEP_MILLIS = 5;

  private final VirtualBus bus;
  private final Consumer<VirtualBus> before;
  private final ScheduledExecutorService worker =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "charging bus");
            thread.setDaemon(true);
            return thread;
          });

  private LiveBus(VirtualBus bus, Consumer<VirtualBus> before) {
    this.bus = bus;
    this.before = before;
  }

  /**
   * Starts it.
   *
   * @param charger what kind of charger
   * @param vehicle what kind of vehicle
   * @param converter hears every frame
   * @param before is called before each step, on the bus's thread, to plug, limit and look
   */
  public static LiveBus start(
      ChargerSettings charger,
      VehicleSettings vehicle,
      Converter converter,
      Consumer<VirtualBus> before) {
    VirtualBus bus = new VirtualBus(charger, vehicle, System.nanoTime());
    bus.listen(converter);
    LiveBus live = new LiveBus(bus, before);
    live.worker.scheduleWithFixedDelay(live::step, 0, STEP_MILLIS, TimeUnit.MILLISECONDS);
    return live;
  }

  private void step() {
    before.accept(bus);
    bus.runTo(System.nanoTime());
  }

  /** Has something done on the bus's thread, before its next step. */
  public void then(Consumer<VirtualBus> action) {
    worker.execute(() -> action.accept(bus));
  }

  @Override
  public void close() {
    worker.shutdownNow();
    try {
      if (worker.awaitTermination(120, TimeUnit.SECONDS)) {
        bus.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
