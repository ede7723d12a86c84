package io.ocpp809.station.core;

import io.ocpp809.station.limit.Limit;
import io.ocpp809.station.pile.Capabilities.LimitKind;
import io.ocpp809.station.pile.PileReport;
import io.ocpp809.station.pile.PileState;
import io.ocpp809.station.reading.Measurand;
import io.ocpp809.station.reading.Phase;
import io.ocpp809.station.reading.Reading;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Compares the limit that was written last with what the pile shows as its limit and with what the
 * vehicle draws. Pure: time comes with the reports. Not thread-safe.
 */
final class EffectWatch {
  /** Time within which a limit must show in the measurement, ms. */
  static final long EFFECT_MILLIS = 10_000;

  /** Time from a write until what the pile shows counts, where nothing is read back, ms. */
  static final long SETTLE_MILLIS = 1_500;

  /** Most by which the measurement may be above a limit, A per phase. */
  static final double TOLERANCE_AMPERE = 1;

  /** Most by which the measurement may be above a limit, W; 5 % if that is more. */
  static final double TOLERANCE_WATT = 300;

  private static final double SHOWN_AMPERE = 0.5;
  private static final double SHOWN_WATT = 100;

  private Optional<Limit> limit = Optional.empty();
  private long writtenAtMillis;
  private boolean readBackFollows;
  private long countsFromMillis;
  private boolean agreed;
  private long overSinceMillis = -1;
  private Optional<Limit> before = Optional.empty();
  private OptionalDouble kept = OptionalDouble.empty();

  /** What a report shows of the limit written last. */
  sealed interface Finding {
    /** The vehicle draws no more than the limit. */
    record Obeyed() implements Finding {}

    /** The vehicle draws more for longer than it may. */
    record Ignored(String drawn) implements Finding {}

    /** No current or power was measured within the time. */
    record Unmeasured() implements Finding {}

    /** Somebody else has changed the limit. */
    record Foreign(String shown) implements Finding {}

    /** Nothing can be said yet. */
    record Open() implements Finding {}
  }

  /** A limit was acknowledged. */
  void wrote(Limit next, long now, boolean andReadBack) {
    limit = Optional.of(next);
    if (next.value() != 0) {
      before = limit;
    }
    kept =
        before.filter(b -> b.kind() == next.kind()).stream()
            .mapToDouble(EffectWatch::shown)
            .findFirst();
    writtenAtMillis = now;
    countsFromMillis = now + SETTLE_MILLIS;
    readBackFollows = andReadBack;
    agreed = false;
    overSinceMillis = -1;
  }

  /** The limit was read back. */
  void readBack(long now) {
    readBackFollows = false;
    countsFromMillis = now;
  }

  /** What was written does not count any more. */
  void forget() {
    limit = Optional.empty();
  }

  /**
   * Looks at a report.
   *
   * @param report what the pile says
   * @param stepMilliamps quantisation of the pile's limit, mA
   * @param perAmpere W of one ampere per phase, where only the power is measured
   * @param now monotonic ms
   */
  Finding look(PileReport report, int stepMilliamps, double perAmpere, long now) {
    if (limit.isEmpty()) {
      return new Finding.Open();
    }
    Optional<String> foreign = foreign(report, limit.get(), stepMilliamps);
    if (foreign.isPresent()) {
      return new Finding.Foreign(foreign.get());
    }
    return effect(report, limit.get(), perAmpere, now);
  }

  private Optional<String> foreign(PileReport report, Limit written, int stepMilliamps) {
    boolean amps = written.kind() == LimitKind.CURRENT;
    double expected = shown(written);
    double slack = amps ? Math.max(SHOWN_AMPERE, (stepMilliamps - 1) / 1000d) : SHOWN_WATT;
    if (written.value() == 0) {
      return foreignInPause(report, amps, slack);
    }
    Optional<Reading> register = report.limitShown().filter(r -> counts(r, amps));
    if (register.isPresent()) {
      double shown = register.get().value();
      boolean lower = shown < expected - slack;
      if (shown > expected + slack || lower && agreed) {
        return Optional.of(words(shown, amps));
      }
      agreed |= !lower;
    }
    return report.readings().stream()
        .filter(r -> counts(r, amps) && r.value() > expected + slack)
        .findFirst()
        .map(r -> words(r.value(), amps));
  }

  /** A limit in the unit in which it is shown, A or W. */
  private static double shown(Limit limit) {
    return limit.kind() == LimitKind.CURRENT ? limit.value() / 1000d : limit.value();
  }

  /**
   * A pile that pauses by its gate goes on showing the limit of before. It has been changed if it
   * shows more than that, or anything after it has shown 0.
   */
  private Optional<String> foreignInPause(PileReport report, boolean amps, double slack) {
    OptionalDouble shown =
        Stream.concat(report.limitShown().stream(), report.readings().stream())
            .filter(r -> counts(r, amps))
            .mapToDouble(Reading::value)
            .max();
    if (shown.isEmpty()) {
      return Optional.empty();
    }
    double value = shown.getAsDouble();
    if (value <= slack) {
      agreed = true;
      return Optional.empty();
    }
    kept = kept.isPresent() ? kept : shown;
    return agreed || value > kept.getAsDouble() + slack
        ? Optional.of(words(value, amps))
        : Optional.empty();
  }

  private boolean counts(Reading r, boolean amps) {
    Measurand offered = amps ? Measurand.CURRENT_OFFERED : Measurand.POWER_OFFERED;
    boolean ripe = !readBackFollows && r.takenAtMillis() > countsFromMillis;
    return r.measurand() == offered && r.usable() && ripe;
  }

  private Finding effect(PileReport report, Limit written, double perAmpere, long now) {
    boolean amps = written.kind() == LimitKind.CURRENT;
    OptionalDouble measured = amps ? amperes(report, perAmpere) : watts(report);
    if (measured.isEmpty()) {
      return now - writtenAtMillis > EFFECT_MILLIS ? new Finding.Unmeasured() : new Finding.Open();
    }
    double most =
        amps
            ? written.value() / 1000d + TOLERANCE_AMPERE
            : written.value() + Math.max(TOLERANCE_WATT, written.value() * 0.05);
    if (measured.getAsDouble() <= most) {
      overSinceMillis = -1;
      return new Finding.Obeyed();
    }
    if (overSinceMillis < 0) {
      overSinceMillis = now;
    }
    return now - overSinceMillis >= EFFECT_MILLIS
        ? new Finding.Ignored(words(measured.getAsDouble(), amps))
        : new Finding.Open();
  }

  private OptionalDouble amperes(PileReport report, double perAmpere) {
    OptionalDouble current =
        report.readings().stream()
            .filter(r -> r.measurand() == Measurand.CURRENT_IMPORT && fresh(r))
            .mapToDouble(r -> Math.abs(r.value()))
            .max();
    if (current.isPresent()) {
      return current;
    }
    OptionalDouble watts = watts(report);
    return watts.isPresent() ? OptionalDouble.of(watts.getAsDouble() / perAmpere) : watts;
  }

  private OptionalDouble watts(PileReport report) {
    OptionalDouble watts =
        report.readings().stream()
            .filter(r -> r.measurand() == Measurand.POWER_ACTIVE_IMPORT && fresh(r))
            .filter(r -> r.phase() == Phase.ALL)
            .mapToDouble(Reading::value)
            .findFirst();
    boolean idle =
        report.state().filter(s -> !s.supplying() && s != PileState.STARTING).isPresent();
    return watts.isEmpty() && idle && report.takenAtMillis() > writtenAtMillis
        ? OptionalDouble.of(0)
        : watts;
  }

  private boolean fresh(Reading r) {
    return r.usable() && r.takenAtMillis() > writtenAtMillis;
  }

  private static String words(double value, boolean amps) {
    return amps ? String.format(Locale.ROOT, "%.1f A", value) : Math.round(value) + " W";
  }
}
