package io.ocpp809.ocpp.v16;

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

  private final Station station;
  private final Connectors connectors;
  private final TransactionIds ids;

  SmartCharging(Station station, Connectors connectors, TransactionIds ids) {
    this.station = station;
    this.connectors = connectors;
    this.ids = ids;
  }

  private Optional<Integer> evse(int connector) {
    return connector == 0 ? Optional.of(0) : connectors.evse(connector);
  }

  void set(SetChargingProfile m, Consumer<Record> answer) {
    Optional<Integer> evse = evse(m.connectorId());
    Optional<Integer> number = m.csChargingProfiles().transactionId();
    Optional<String> transaction = number.flatMap(ids::transaction);
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

  void clear(ClearChargingProfile m, Consumer<Record> answer) {
    Optional<Integer> evse = m.connectorId().flatMap(this::evse);
    if (m.connectorId().isPresent() && evse.isEmpty()) {
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

  void composite(GetCompositeSchedule m, Consumer<Record> answer) {
    Optional<Integer> evse = evse(m.connectorId());
    if (evse.isEmpty() || m.duration() < 0) {
      answer.accept(rejected());
      return;
    }
    Instant start = station.now().wall();
    station.compositeSchedule(
        evse.get(),
        Duration.ofSeconds(Math.max(1, m.duration())),
        curve ->
            answer.accept(
                curve.map(c -> schedule(m, c, start)).orElseGet(SmartCharging::rejected)));
  }

  private static GetCompositeScheduleResponse rejected() {
    return new GetCompositeScheduleResponse(
        AcceptedRejected.Rejected, Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static GetCompositeScheduleResponse schedule(
      GetCompositeSchedule m, LimitCurve curve, Instant start) {
    RateUnit unit = m.chargingRateUnit().orElse(RateUnit.A);
    List<SchedulePeriod> periods = new ArrayList<>();
    for (LimitCurve.Step step : curve.steps()) {
      if (step.limit().isPresent()) {
        long at = Math.max(0, Math.round(Duration.between(start, step.from()).toMillis() / 1000d));
        BigDecimal limit = Translate.limit(step.limit().get(), unit, VOLTAGE, PHASES);
        boolean same =
            !periods.isEmpty() && periods.get(periods.size() - 1).limit().compareTo(limit) == 0;
        if (!same) {
          periods.add(
              new SchedulePeriod(periods.isEmpty() ? 0 : (int) at, limit, Optional.empty()));
        }
      }
    }
    return new GetCompositeScheduleResponse(
        AcceptedRejected.Accepted,
        Optional.of(m.connectorId()),
        Optional.of(start),
        Optional.of(
            new Schedule(
                Optional.of(m.duration()), Optional.empty(), unit, periods, Optional.empty())));
  }
}
