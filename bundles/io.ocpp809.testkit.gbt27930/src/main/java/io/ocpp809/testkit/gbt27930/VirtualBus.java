package io.ocpp809.testkit.gbt27930;

import io.ocpp809.can.CanLink;
import io.ocpp809.can.Frame;
import io.ocpp809.can.FrameListener;
import io.ocpp809.can.LinkException;
import io.ocpp809.can.MemoryBus;
import io.ocpp809.can.SendingLink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/**
 * A charger and a vehicle on a bus in memory, with a clock that is moved by hand and jumps from one
 * thing that is due to the next: a charging of an hour takes a second or so. Each frame takes the
 * bus for as long as it would at 250 kbit/s. Not for several threads at once.
 */
public final class VirtualBus implements AutoCloseable {
  private static final long BIT_NANOS = 4_000;

  /** Bits of an extended frame beside its data: head, CRC, acknowledgement, end, pause. */
  private static final int FRAME_BITS = 67;

  private final Circuit circuit = new Circuit();
  private final ChargerMachine charger;
  private final VehicleMachine vehicle;
  private final MemoryBus bus;
  private final SendingLink chargerLink;
  private final SendingLink vehicleLink;
  private final List<CanLink> taps = new ArrayList<>();
  private long now;

  /**
   * A bus without plug: both parties are there and say nothing.
   *
   * @param charger what kind of charger
   * @param vehicle what kind of vehicle
   */
  public VirtualBus(ChargerSettings charger, VehicleSettings vehicle) {
    this(charger, vehicle, 0);
  }

  /**
   * The same, on a bus that begins at another time.
   *
   * @param nanos the clock's first reading
   */
  public VirtualBus(ChargerSettings charger, VehicleSettings vehicle, long nanos) {
    this.now = nanos;
    this.charger = new ChargerMachine(charger, circuit);
    this.vehicle = new VehicleMachine(vehicle, circuit);
    this.bus = new MemoryBus(this::nanos);
    this.chargerLink = bus.join("charger");
    this.vehicleLink = bus.join("vehicle");
    open(chargerLink, this.charger::hear);
    open(vehicleLink, this.vehicle::hear);
    this.charger.unplug(nanos);
    this.vehicle.unplug(nanos);
  }

  private static void open(CanLink link, FrameListener listener) {
    try {
      link.open(listener);
    } catch (LinkException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The charger. */
  public ChargerMachine charger() {
    return charger;
  }

  /** The vehicle. */
  public VehicleMachine vehicle() {
    return vehicle;
  }

  /** Monotonic time of the bus, in nanoseconds. */
  public long nanos() {
    return now;
  }

  /** The same in seconds. */
  public double seconds() {
    return now / 1e9;
  }

  /** Has somebody hear every frame from now on. */
  public void listen(FrameListener listener) {
    CanLink tap = bus.tap("tap " + (taps.size() + 1));
    taps.add(tap);
    open(tap, listener);
  }

  /** Has every frame from now on written down as candump does with -L. */
  public void record(StringBuilder log) {
    listen(
        (frame, nanos) ->
            log.append(String.format(Locale.ROOT, "(%.6f) can0 %s%n", nanos / 1e9, frame)));
  }

  /** The plug is put in, the vehicle wakes up, and the charger begins. */
  public void plugAndStart() {
    vehicle.wake(now);
    charger.start(now);
  }

  /** The plug is pulled. */
  public void unplug() {
    charger.unplug(now);
    vehicle.unplug(now);
  }

  /** Sends a frame as a third node would: foreign traffic, or a second charger. */
  public void inject(Frame frame) {
    try (SendingLink somebody = bus.join("somebody")) {
      open(somebody, (heard, nanos) -> {});
      put(frame, somebody);
    }
  }

  /** Moves the clock on. */
  public void run(Duration time) {
    runTo(now + time.toNanos());
  }

  /** Moves the clock to the moment, if it is not there yet. */
  public void runTo(long nanos) {
    runUntil(() -> false, Duration.ofNanos(Math.max(0, nanos - now)));
  }

  /**
   * Moves the clock on until something holds.
   *
   * @param condition is asked after each frame
   * @param most but not longer than this
   * @return whether it held
   */
  public boolean runUntil(BooleanSupplier condition, Duration most) {
    long end = now + most.toNanos();
    while (!condition.getAsBoolean()) {
      long next = Math.min(charger.due(), vehicle.due());
      if (next > end) {
        // What flows through the wires goes on without frames.
        now = Math.max(now, end);
        step();
        return condition.getAsBoolean();
      }
      now = Math.max(now, next);
      step();
    }
    return true;
  }

  private void step() {
    for (Frame frame : charger.run(now)) {
      put(frame, chargerLink);
    }
    for (Frame frame : vehicle.run(now)) {
      put(frame, vehicleLink);
    }
  }

  private void put(Frame frame, SendingLink link) {
    now += (FRAME_BITS + 8L * frame.length()) * BIT_NANOS;
    try {
      link.send(frame);
    } catch (LinkException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    chargerLink.close();
    vehicleLink.close();
    taps.forEach(CanLink::close);
  }
}
