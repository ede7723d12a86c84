package io.ocpp809.station.core;

import io.ocpp809.station.limit.PhaseSwitch;
import io.ocpp809.station.pile.Capabilities;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * Lets the pile of one EVSE charge on as many phases as its profile wants, where it can switch. How
 * it was left is kept over a restart.
 */
final class PhaseRoom {
  private static final int THREE = 3;

  private final StationContext context;
  private final LimitControl limits;
  private final Meter meter;
  private final int evse;
  private Supplier<OptionalInt> wanted = OptionalInt::empty;
  private PhaseSwitch machine;
  private long pluggedAtMillis = -1;

  PhaseRoom(StationContext context, EvseOptions options, LimitControl limits, Meter meter) {
    this.context = context;
    this.limits = limits;
    this.meter = meter;
    this.evse = options.evse();
    this.machine = remembered();
  }

  /**
   * Who knows the phases wanted now; without a wish it is all that are connected.
   *
   * @param wish 1 or 3
   */
  void wanted(Supplier<OptionalInt> wish) {
    wanted = wish;
  }

  private String key() {
    return "evse." + evse + ".phases";
  }

  private PhaseSwitch remembered() {
    String[] kept =
        context
            .ports
            .memory()
            .get(key())
            .map(b -> new String(b, StandardCharsets.UTF_8).split(" "))
            .orElse(new String[] {"3", "0"});
    long ago = Math.max(0, context.wall().toEpochMilli() - Long.parseLong(kept[1]));
    long rest = Math.max(0, PhaseSwitch.DWELL_MILLIS - ago);
    return new PhaseSwitch(Integer.parseInt(kept[0]), context.millis() + rest);
  }

  /** Takes a pile in: what it may draw counts by the phases it was left with. */
  void attached(Optional<Capabilities> capabilities, EvseOptions options) {
    if (able(capabilities, options)) {
      limits.phases(machine.phases());
    }
  }

  private static boolean able(Optional<Capabilities> c, EvseOptions options) {
    return options.phases() == THREE
        && c.filter(p -> p.phaseSwitch() && p.controllable() && !p.limitKinds().isEmpty())
            .isPresent();
  }

  /** Looks whether something is due; called with each report. */
  void look(Optional<Capabilities> capabilities, EvseOptions options, boolean plugged) {
    long now = context.millis();
    if (!plugged) {
      pluggedAtMillis = -1;
    } else if (pluggedAtMillis < 0) {
      pluggedAtMillis = now;
    }
    boolean able = able(capabilities, options);
    int wish = able ? wanted.get().orElse(THREE) : machine.phases();
    PhaseSwitch.Output out =
        machine.step(
            new PhaseSwitch.Input(
                now,
                wish == 1 ? 1 : THREE,
                able,
                pluggedAtMillis < 0 ? -1 : now - pluggedAtMillis,
                meter.freshMilliamps(StopRoom.FRESH_MILLIS)));
    if (!out.fault().isEmpty()) {
      context.raise("phases.not-switched", evse, "Phases: " + out.fault() + ".");
    }
    limits.hold(out.hold());
    out.command().ifPresent(phases -> limits.switchPhases(phases, this::switched));
  }

  private void switched(int phases, boolean done) {
    machine.outcome(phases, done, context.millis());
    if (done) {
      String text = phases + " " + context.wall().toEpochMilli();
      context.ports.memory().put(key(), text.getBytes(StandardCharsets.UTF_8));
      context.clear("phases.not-switched", evse);
      limits.phases(phases);
    } else {
      limits.phases(THREE);
    }
  }
}
