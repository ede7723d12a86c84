package io.ocpp809.cli.demo;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Where the day is played: waits for what must happen, and keeps the view up to date meanwhile. */
final class Stage {

  private static final long TICK_NANOS = 200_000_000;

  private final World world;
  private final View view;

  /** Something that must happen did not; the message says what. */
  static final class SceneFailed extends Exception {
    private static final long serialVersionUID = 1L;

    SceneFailed(String message) {
      super(message);
    }
  }

  Stage(World world, View view) {
    this.world = world;
    this.view = view;
  }

  /** Opens a scene. */
  void scene(String title) {
    world.board.scene(title);
    tick();
  }

  /** Lets time pass. */
  void hold(Duration duration) {
    long end = System.nanoTime() + duration.toNanos();
    while (System.nanoTime() < end) {
      tick();
      LockSupport.parkNanos(TICK_NANOS);
    }
  }

  /**
   * Waits until something has happened.
   *
   * @param what for people, as a sentence
   * @param happened tells whether it has
   * @param patience how long to wait at most
   * @throws SceneFailed if it has not happened by then
   */
  void await(String what, BooleanSupplier happened, Duration patience) throws SceneFailed {
    long end = System.nanoTime() + patience.toNanos();
    while (!happened.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new SceneFailed("not within " + patience.toSeconds() + " s: " + what);
      }
      tick();
      LockSupport.parkNanos(TICK_NANOS);
    }
    tick();
  }

  private void tick() {
    world.measure();
    view.show(world.board.picture());
  }
}
