package io.ocpp809.ocpp.v16;

import io.ocpp809.ocpp.json.CodecException;
import io.ocpp809.ocpp.v16.Messages.AcceptedRejected;
import io.ocpp809.ocpp.v16.Messages.ClearChargingProfile;
import io.ocpp809.ocpp.v16.Messages.ClearChargingProfileResponse;
import io.ocpp809.ocpp.v16.Messages.ClearStatus;
import io.ocpp809.ocpp.v16.Messages.GetCompositeSchedule;
import io.ocpp809.ocpp.v16.Messages.GetCompositeScheduleResponse;
import io.ocpp809.ocpp.v16.Messages.ProfileStatus;
import io.ocpp809.ocpp.v16.Messages.Purpose;
import io.ocpp809.ocpp.v16.Messages.RateUnit;
import io.ocpp809.ocpp.v16.Messages.Schedule;
import io.ocpp809.ocpp.v16.Messages.SchedulePeriod;
import io.ocpp809.ocpp.v16.Messages.SetChargingProfile;
import io.ocpp809.ocpp.v16.Messages.SetChargingProfileResponse;
import io.ocpp809.station.Station;
import io.ocpp809.station.limit.LimitCurve;
import io.ocpp809.station.profile.ChargingProfile;
import io.ocpp809.station.profile.ProfileStore;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** Smart charging of OCPP 1.6 (sections 3.13, 5.2, 5.7, 5.16). */
final class SmartCharging {
  private static final int VOLTAGE = 230;
  private static final int PHASES = 3;

  /** Longest composite schedule, s: a week, within which all that recurs comes once. */
  private static final int LONGEST_SECONDS = 604_800;

  private final Station station;
  private final Connectors connectors;
  private final TransactionIds ids;

  SmartCharging(Station station, Connectors connectors, TransactionIds ids) {
    this.station = station;
    this.connectors = connectors;
    this.ids = ids;
  }

  void register(Calls calls) {
    calls.on("SetChargingProfile", SetChargingProfile.class, this::set);
    calls.on("ClearChargingProfile", ClearChargingProfile.class, this::clear);
    calls.on("GetCompositeSchedule", GetCompositeSchedule.class, this::composite);
  }

  private Optional<Integer> evse(int connector) {
    return connectors.evseOrStation(connector);
  }

  private void set(SetChargingProfile m, Consumer<Record> answer) throws CodecException {
    Optional<Integer> evse = evse(m.connectorId());
    // a transaction is named for a TxProfile only; others carry none, or one that says nothing
    Optional<Integer> number =
        m.csChargingProfiles().chargingProfilePurpose() == Purpose.TxProfile
            ? m.csChargingProfiles().transactionId()
            : Optional.empty();
    Optional<String> transaction = number.flatMap(ids::transaction);
    limitsFit(m.csChargingProfiles());
    boolean strange = number.isPresent() && transaction.isEmpty();
    if (evse.isEmpty() || strange) {
      answer.accept(new SetChargingProfileResponse(ProfileStatus.Rejected));
      return;
    }
    ChargingProfile profile =
        Translate.profile(m.csChargingProfiles(), transaction, station.now().wall());
    station.setProfile(
        evse.get(),
        profile,
        fault ->
            answer.accept(
                new SetChargingProfileResponse(
                    fault.isEmpty()
                        ? ProfileStatus.Accepted
                        : fault.equals("NotSupported")
                            ? ProfileStatus.NotSupported
                            : ProfileStatus.Rejected)));
  }

  /**
   * Checks the limits of a profile.
   *
   * @throws CodecException if one is negative
   */
  static void limitsFit(Messages.Profile profile) throws CodecException {
    for (SchedulePeriod p : profile.chargingSchedule().chargingSchedulePeriod()) {
      if (p.limit().signum() < 0) {
        throw new CodecException(
            CodecException.Fault.PROPERTY, "limit is 0 or more, not " + p.limit());
      }
    }
  }

  private void clear(ClearChargingProfile m, Consumer<Record> answer) {
    Optional<Integer> evse = m.connectorId().flatMap(this::evse);
    if (m.id().isEmpty() && m.connectorId().isPresent() && evse.isEmpty()) {
      answer.accept(new ClearChargingProfileResponse(ClearStatus.Unknown));
      return;
    }
    ProfileStore.Filter filter =
        new ProfileStore.Filter(
            optional(m.id()),
            optional(evse),
            m.chargingProfilePurpose().map(SmartCharging::purpose),
            optional(m.stackLevel()));
    station.clearProfiles(
        filter,
        count ->
            answer.accept(
                new ClearChargingProfileResponse(
                    count > 0 ? ClearStatus.Accepted : ClearStatus.Unknown)));
  }

  private static OptionalInt optional(Optional<Integer> value) {
    return value.map(OptionalInt::of).orElse(OptionalInt.empty());
  }

  private static ChargingProfile.Purpose purpose(Purpose p) {
    return switch (p) {
      case ChargePointMaxProfile -> ChargingProfile.Purpose.STATION_MAX;
      case TxDefaultProfile -> ChargingProfile.Purpose.TX_DEFAULT;
      case TxProfile -> ChargingProfile.Purpose.TX;
    };
  }

  private void composite(GetCompositeSchedule m, Consumer<Record> answer) {
    Optional<Integer> evse = evse(m.connectorId());
    if (evse.isEmpty() || m.duration() <= 0) {
      answer.accept(rejected());
      return;
    }
    Instant start = station.now().wall();
    int seconds = Math.min(m.duration(), LONGEST_SECONDS);
    station.compositeSchedule(
        evse.get(),
        Duration.ofSeconds(seconds),
        curve ->
            answer.accept(
                curve
                    .map(c -> periods(m, c, start, seconds))
                    .filter(p -> !p.isEmpty())
                    .map(p -> schedule(m, p, start, seconds))
                    .orElseGet(SmartCharging::rejected)));
  }

  private static GetCompositeScheduleResponse rejected() {
    return new GetCompositeScheduleResponse(
        AcceptedRejected.Rejected, Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static List<SchedulePeriod> periods(
      GetCompositeSchedule m, LimitCurve curve, Instant start, int seconds) {
    RateUnit unit = unit(m);
    List<SchedulePeriod> periods = new ArrayList<>();
    for (LimitCurve.Step step : curve.steps()) {
      if (step.limit().isPresent()) {
        long at = Math.round(Duration.between(start, step.from()).toMillis() / 1000d);
        BigDecimal limit = Translate.limit(step.limit().get(), unit, VOLTAGE, PHASES);
        add(periods, periods.isEmpty() ? 0 : at, seconds, limit);
      }
    }
    return periods;
  }

  /** Adds a period; of two within one second the later counts, equal neighbours are one. */
  private static void add(List<SchedulePeriod> periods, long at, int duration, BigDecimal limit) {
    int last = periods.size() - 1;
    if (last >= 0 && at <= periods.get(last).startPeriod()) {
      int same = periods.remove(last).startPeriod();
      add(periods, same, duration, limit);
      return;
    }
    boolean equal = last >= 0 && periods.get(last).limit().compareTo(limit) == 0;
    if (!equal && at < duration) {
      periods.add(new SchedulePeriod((int) at, limit, Optional.empty()));
    }
  }

  private static RateUnit unit(GetCompositeSchedule m) {
    return m.chargingRateUnit().orElse(RateUnit.A);
  }

  private static GetCompositeScheduleResponse schedule(
      GetCompositeSchedule m, List<SchedulePeriod> periods, Instant start, int seconds) {
    return new GetCompositeScheduleResponse(
        AcceptedRejected.Accepted,
        Optional.of(m.connectorId()),
        Optional.of(start),
        Optional.of(
            new Schedule(
                Optional.of(seconds), Optional.empty(), unit(m), periods, Optional.empty())));
  }
}
