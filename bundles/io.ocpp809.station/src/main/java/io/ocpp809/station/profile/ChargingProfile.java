package io.ocpp809.station.profile;

import io.ocpp809.station.limit.Limit;
import io.ocpp809.station.pile.Capabilities.LimitKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A charging profile (OCPP 1.6 section 7.8, 2.0.1 ChargingProfileType).
 *
 * @param id identifier given by the CSMS
 * @param stackLevel the higher wins among profiles of one purpose
 * @param purpose what it is for
 * @param kind how its start is found
 * @param recurrency how often it repeats; only with {@link Kind#RECURRING}
 * @param validFrom from when on it is valid
 * @param validTo until when it is valid, exclusive
 * @param transactionId the transaction it is for, a UUID of the station; only with {@link
 *     Purpose#TX}
 * @param start start of the schedule; empty with {@link Kind#RELATIVE}
 * @param duration length of the schedule; empty: its last period never ends
 * @param unit A per phase or W
 * @param periods in order, the first at zero
 * @param received when it arrived; stands for a start that is missing
 */
public record ChargingProfile(
    int id,
    int stackLevel,
    Purpose purpose,
    Kind kind,
    Optional<Recurrency> recurrency,
    Optional<Instant> validFrom,
    Optional<Instant> validTo,
    Optional<String> transactionId,
    Optional<Instant> start,
    Optional<Duration> duration,
    LimitKind unit,
    List<Period> periods,
    Instant received) {

  /** What a profile is for. */
  public enum Purpose {
    /** Limit of the whole station. */
    STATION_MAX,
    /** Default for transactions. */
    TX_DEFAULT,
    /** For one transaction. */
    TX
  }

  /** How the start of the schedule is found. */
  public enum Kind {
    /** It is given. */
    ABSOLUTE,
    /** It is given and repeats. */
    RECURRING,
    /** It is the start of the transaction. */
    RELATIVE
  }

  /** How often a schedule repeats. */
  public enum Recurrency {
    /** Every 24 hours. */
    DAILY(Duration.ofDays(1)),
    /** Every 7 days. */
    WEEKLY(Duration.ofDays(7));

    private final Duration length;

    Recurrency(Duration length) {
      this.length = length;
    }

    /** Time from one start to the next. */
    public Duration length() {
      return length;
    }
  }

  /**
   * A period of a schedule.
   *
   * @param startSeconds start after that of the schedule, s
   * @param limit the limit, mA per phase or W by the schedule's unit
   * @param phases phases that a limit in W spreads over; empty: 3 on AC
   */
  public record Period(int startSeconds, Limit limit, OptionalInt phases) {
    /** Checks that no part is null. */
    public Period {
      Objects.requireNonNull(limit, "limit");
      Objects.requireNonNull(phases, "phases");
    }
  }

  /** Copies the list and checks that no part is null. */
  public ChargingProfile {
    Objects.requireNonNull(purpose, "purpose");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(recurrency, "recurrency");
    Objects.requireNonNull(validFrom, "validFrom");
    Objects.requireNonNull(validTo, "validTo");
    Objects.requireNonNull(transactionId, "transactionId");
    Objects.requireNonNull(start, "start");
    Objects.requireNonNull(duration, "duration");
    Objects.requireNonNull(unit, "unit");
    Objects.requireNonNull(received, "received");
    periods = List.copyOf(periods);
  }

  /** The same profile bound to a transaction. */
  public ChargingProfile forTransaction(String transaction) {
    return new ChargingProfile(
        id,
        stackLevel,
        purpose,
        kind,
        recurrency,
        validFrom,
        validTo,
        Optional.of(transaction),
        start,
        duration,
        unit,
        periods,
        received);
  }

  /**
   * The period that the profile has at an instant.
   *
   * @param now the instant
   * @param transactionStart start of the running transaction, or the instant from which one is
   *     assumed
   * @return the period, or empty if the profile says nothing then
   */
  public Optional<Period> at(Instant now, Instant transactionStart) {
    if (validFrom.map(now::isBefore).orElse(false)
        || validTo.map(to -> !now.isBefore(to)).orElse(false)) {
      return Optional.empty();
    }
    long seconds = Duration.between(startAt(now, transactionStart), now).getSeconds();
    if (seconds < 0 || duration.map(d -> seconds >= d.getSeconds()).orElse(false)) {
      return Optional.empty();
    }
    Optional<Period> result = Optional.empty();
    for (Period p : periods) {
      if (p.startSeconds() > seconds) {
        break;
      }
      result = Optional.of(p);
    }
    return result;
  }

  /** The next instant after the given one at which {@link #at} may answer otherwise. */
  public Optional<Instant> nextChange(Instant now, Instant transactionStart) {
    Instant begin = startAt(now, transactionStart);
    Optional<Instant> next = Optional.empty();
    next = earlier(next, validFrom, now);
    next = earlier(next, validTo, now);
    next = earlier(next, nextPeriod(begin, now), now);
    next = earlier(next, duration.map(begin::plus), now);
    if (kind == Kind.RECURRING) {
      next = earlier(next, recurrency.map(r -> begin.plus(r.length())), now);
    }
    return next;
  }

  private Optional<Instant> nextPeriod(Instant begin, Instant now) {
    long passed = Duration.between(begin, now).getSeconds();
    for (Period p : periods) {
      if (p.startSeconds() > passed) {
        return Optional.of(begin.plusSeconds(p.startSeconds()));
      }
    }
    return Optional.empty();
  }

  private static Optional<Instant> earlier(
      Optional<Instant> best, Optional<Instant> candidate, Instant now) {
    if (candidate.isEmpty() || !candidate.get().isAfter(now)) {
      return best;
    }
    return best.isEmpty() || candidate.get().isBefore(best.get()) ? candidate : best;
  }

  private Instant startAt(Instant now, Instant transactionStart) {
    return switch (kind) {
      case RELATIVE -> transactionStart;
      case ABSOLUTE -> start.orElse(received);
      case RECURRING -> recurring(start.orElse(received), now);
    };
  }

  private Instant recurring(Instant first, Instant now) {
    long length = recurrency.orElse(Recurrency.DAILY).length().getSeconds();
    long passed = Duration.between(first, now).getSeconds();
    return passed < 0 ? first : first.plusSeconds(passed / length * length);
  }
}
