package io.ocpp809.station.profile;

import io.ocpp809.station.limit.Limit;
import io.ocpp809.station.limit.LimitCurve;
import io.ocpp809.station.limit.LimitCurve.Step;
import io.ocpp809.station.profile.ChargingProfile.Period;
import io.ocpp809.station.profile.ChargingProfile.Purpose;
import io.ocpp809.station.profile.ProfileStore.Installed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * What all profiles together allow an EVSE (OCPP 1.6 section 3.13.3, 2.0.1 K01): for each purpose
 * the highest stack level that has a period, of the transaction purposes TxProfile before
 * TxDefaultProfile, and of what remains the minimum.
 */
public final class CompositeSchedule {
  private final ProfileStore store;
  private final int evse;
  private final int voltage;
  private final int phases;
  private final Instant transactionStart;
  private final List<ChargingProfile> maxima;
  private final List<ChargingProfile> own;
  private final List<ChargingProfile> defaults;
  private final List<ChargingProfile> shared;

  /**
   * Makes the calculation for one EVSE.
   *
   * @param store the profiles
   * @param evse the EVSE; 0 for the station, to which only its own maximum applies
   * @param voltage phase to neutral, in V, by which A and W are compared
   * @param phases phases in use, where a period does not say
   * @param transactionStart start of the running transaction, or the instant from which one is
   *     assumed
   * @param transactionId the running transaction
   */
  public CompositeSchedule(
      ProfileStore store,
      int evse,
      int voltage,
      int phases,
      Instant transactionStart,
      Optional<String> transactionId) {
    this.store = store;
    this.evse = evse;
    this.voltage = voltage;
    this.phases = phases;
    this.transactionStart = transactionStart;
    this.maxima = stack(store, Purpose.STATION_MAX, 0, transactionId);
    this.own = stack(store, Purpose.TX, evse, transactionId);
    this.defaults = stack(store, Purpose.TX_DEFAULT, evse, transactionId);
    this.shared = stack(store, Purpose.TX_DEFAULT, 0, transactionId);
  }

  /** The limit at an instant; empty if no profile says anything. */
  public Optional<Limit> at(Instant now) {
    Optional<Period> max = maximum(now);
    Optional<Period> tx = transaction(now);
    return max.isPresent() && tx.isPresent()
        ? Optional.of(smaller(max.get(), tx.get()))
        : max.or(() -> tx).map(Period::limit);
  }

  private Optional<Period> transaction(Instant now) {
    return evse == 0
        ? Optional.empty()
        : leading(own, now).or(() -> leading(defaults, now)).or(() -> leading(shared, now));
  }

  /** Phases that the leading period of the transaction's profiles asks for at an instant. */
  public OptionalInt phases(Instant now) {
    return transaction(now).map(Period::phases).orElse(OptionalInt.empty());
  }

  /** In one unit the smaller value, on however many phases; else what comes to less power. */
  private Limit smaller(Period a, Period b) {
    boolean first =
        a.limit().kind() == b.limit().kind()
            ? a.limit().value() <= b.limit().value()
            : watts(a) <= watts(b);
    return first ? a.limit() : b.limit();
  }

  private int watts(Period p) {
    return p.limit().toWatts(voltage, p.phases().orElse(phases));
  }

  private Optional<Period> maximum(Instant now) {
    return leading(maxima, now);
  }

  private Optional<Period> leading(List<ChargingProfile> stack, Instant now) {
    for (ChargingProfile p : stack) {
      Optional<Period> period = p.at(now, transactionStart);
      if (period.isPresent()) {
        return period;
      }
    }
    return Optional.empty();
  }

  /** The profiles of a purpose and place that count, the highest stack level first. */
  private static List<ChargingProfile> stack(
      ProfileStore store, Purpose purpose, int place, Optional<String> transactionId) {
    return store.installed().stream()
        .filter(i -> i.evse() == place && i.profile().purpose() == purpose)
        .map(Installed::profile)
        .filter(
            p ->
                purpose != Purpose.TX
                    || p.transactionId().isEmpty()
                    || p.transactionId().equals(transactionId))
        .sorted(Comparator.comparingInt(ChargingProfile::stackLevel).reversed())
        .toList();
  }

  /** The next instant after the given one at which the limit may change. */
  public Optional<Instant> nextChange(Instant now) {
    return store.installed().stream()
        .map(i -> i.profile().nextChange(now, transactionStart))
        .flatMap(Optional::stream)
        .min(Comparator.naturalOrder());
  }

  /**
   * The limit as a curve.
   *
   * @param from start
   * @param duration how far to look
   */
  public LimitCurve curve(Instant from, Duration duration) {
    return curve(from, duration, this::at);
  }

  /** What the profiles for the whole station allow, as a curve. */
  public LimitCurve stationCurve(Instant from, Duration duration) {
    return curve(from, duration, t -> maximum(t).map(Period::limit));
  }

  /** What the profiles for transactions allow, as a curve. */
  public LimitCurve transactionCurve(Instant from, Duration duration) {
    return curve(from, duration, t -> transaction(t).map(Period::limit));
  }

  private LimitCurve curve(
      Instant from, Duration duration, Function<Instant, Optional<Limit>> limit) {
    Instant end = from.plus(duration);
    List<Step> steps = new ArrayList<>();
    Instant t = from;
    while (t.isBefore(end)) {
      steps.add(new Step(t, limit.apply(t)));
      Optional<Instant> next = nextChange(t);
      if (next.isEmpty()) {
        break;
      }
      t = next.get();
    }
    return LimitCurve.merged(steps);
  }
}
