package io.ocpp809.ocpp.v16;

import io.ocpp809.ocpp.v16.Messages.IdTagInfo;
import io.ocpp809.ocpp.v16.Messages.MeterValue;
import io.ocpp809.ocpp.v16.Messages.Profile;
import io.ocpp809.ocpp.v16.Messages.RateUnit;
import io.ocpp809.ocpp.v16.Messages.SampledValue;
import io.ocpp809.ocpp.v16.Messages.SchedulePeriod;
import io.ocpp809.station.ConnectorState;
import io.ocpp809.station.auth.Authorization;
import io.ocpp809.station.auth.IdToken;
import io.ocpp809.station.journal.TransactionEvent.Metered;
import io.ocpp809.station.limit.Limit;
import io.ocpp809.station.pile.Capabilities.LimitKind;
import io.ocpp809.station.profile.ChargingProfile;
import io.ocpp809.station.profile.ChargingProfile.Period;
import io.ocpp809.station.reading.Location;
import io.ocpp809.station.reading.Measurand;
import io.ocpp809.station.reading.Phase;
import io.ocpp809.station.reading.Reading;
import io.ocpp809.station.reading.ReadingContext;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** From the station's words to those of OCPP 1.6 and back. */
final class Translate {
  private Translate() {}

  static String status(ConnectorState state) {
    return switch (state) {
      case AVAILABLE -> "Available";
      case PREPARING -> "Preparing";
      case CHARGING -> "Charging";
      case SUSPENDED_EV -> "SuspendedEV";
      case SUSPENDED_EVSE -> "SuspendedEVSE";
      case FINISHING -> "Finishing";
      case RESERVED -> "Reserved";
      case UNAVAILABLE -> "Unavailable";
      case FAULTED -> "Faulted";
    };
  }

  static Authorization authorization(IdTagInfo info) {
    Authorization.Status status =
        switch (info.status()) {
          case Accepted -> Authorization.Status.ACCEPTED;
          case Blocked -> Authorization.Status.BLOCKED;
          case Expired -> Authorization.Status.EXPIRED;
          case Invalid -> Authorization.Status.INVALID;
          case ConcurrentTx -> Authorization.Status.CONCURRENT_TX;
        };
    return new Authorization(
        status,
        info.parentIdTag().filter(p -> !p.isBlank()).map(p -> new IdToken(p, IdToken.Kind.CENTRAL)),
        info.expiryDate());
  }

  static String idTag(IdToken token) {
    return cut(token.value(), 20);
  }

  /** A text as long as the wire takes it. */
  static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most);
  }

  /** A text that is left out if it is empty. */
  static Optional<String> some(String text) {
    return Optional.of(text).filter(t -> !t.isEmpty());
  }

  static MeterValue meterValue(Metered m, Instant at) {
    return meterValue(m.context(), m.readings(), at);
  }

  static MeterValue meterValue(ReadingContext context, List<Reading> readings, Instant at) {
    List<SampledValue> values = new ArrayList<>();
    for (Reading r : readings) {
      if (r.usable() && r.measurand() != Measurand.ENERGY_APPARENT_IMPORT_REGISTER) {
        values.add(
            new SampledValue(
                number(r.value()),
                Optional.of(context.wire()),
                Optional.of(r.measurand().wire()),
                phase(r),
                r.location() == Location.OUTLET
                    ? Optional.empty()
                    : Optional.of(r.location().wire()),
                unit(r.measurand())));
      }
    }
    return new MeterValue(at, values);
  }

  private static Optional<String> phase(Reading r) {
    if (r.phase() == Phase.ALL) {
      return Optional.empty();
    }
    boolean voltage = r.measurand() == Measurand.VOLTAGE && r.phase() != Phase.N;
    return Optional.of(r.phase().name() + (voltage ? "-N" : ""));
  }

  private static Optional<String> unit(Measurand m) {
    return switch (m) {
      case FREQUENCY, POWER_FACTOR -> Optional.empty();
      case TEMPERATURE -> Optional.of("Celcius");
      default -> Optional.of(m.unit().symbol());
    };
  }

  /** A number with at most three decimals and no binary noise. */
  static String number(double value) {
    BigDecimal rounded = BigDecimal.valueOf(value).setScale(3, RoundingMode.HALF_UP);
    String text = rounded.stripTrailingZeros().toPlainString();
    return text.equals("-0") ? "0" : text;
  }

  static ChargingProfile profile(Profile p, Optional<String> transaction, Instant received) {
    LimitKind kind =
        p.chargingSchedule().chargingRateUnit() == RateUnit.A ? LimitKind.CURRENT : LimitKind.POWER;
    List<Period> periods =
        p.chargingSchedule().chargingSchedulePeriod().stream().map(s -> period(s, kind)).toList();
    return new ChargingProfile(
        p.chargingProfileId(),
        p.stackLevel(),
        switch (p.chargingProfilePurpose()) {
          case ChargePointMaxProfile -> ChargingProfile.Purpose.STATION_MAX;
          case TxDefaultProfile -> ChargingProfile.Purpose.TX_DEFAULT;
          case TxProfile -> ChargingProfile.Purpose.TX;
        },
        switch (p.chargingProfileKind()) {
          case Absolute -> ChargingProfile.Kind.ABSOLUTE;
          case Recurring -> ChargingProfile.Kind.RECURRING;
          case Relative -> ChargingProfile.Kind.RELATIVE;
        },
        p.recurrencyKind()
            .map(
                r ->
                    r == Messages.Recurrency.Daily
                        ? ChargingProfile.Recurrency.DAILY
                        : ChargingProfile.Recurrency.WEEKLY),
        p.validFrom(),
        p.validTo(),
        transaction,
        p.chargingSchedule().startSchedule(),
        p.chargingSchedule().duration().map(Duration::ofSeconds),
        kind,
        periods,
        received);
  }

  private static Period period(SchedulePeriod s, LimitKind kind) {
    BigDecimal value = kind == LimitKind.CURRENT ? s.limit().movePointRight(3) : s.limit();
    int whole =
        value
            .max(BigDecimal.ZERO)
            .min(BigDecimal.valueOf(Integer.MAX_VALUE))
            .setScale(0, RoundingMode.DOWN)
            .intValue();
    return new Period(
        s.startPeriod(),
        new Limit(kind, whole),
        s.numberPhases().map(OptionalInt::of).orElse(OptionalInt.empty()));
  }

  /** A limit on the wire: A or W with at most one decimal, rounded down. */
  static BigDecimal limit(Limit limit, RateUnit unit, int voltage, int phases) {
    BigDecimal value =
        unit == RateUnit.A
            ? BigDecimal.valueOf(limit.toMilliamps(voltage, phases)).movePointLeft(3)
            : BigDecimal.valueOf(limit.toWatts(voltage, phases));
    BigDecimal one = value.setScale(1, RoundingMode.DOWN).stripTrailingZeros();
    return one.scale() < 0 ? one.setScale(0) : one;
  }
}
