package io.ocpp809.station.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.station.limit.Limit;
import io.ocpp809.station.limit.LimitCurve;
import io.ocpp809.station.pile.Capabilities.LimitKind;
import io.ocpp809.station.profile.ChargingProfile.Kind;
import io.ocpp809.station.profile.ChargingProfile.Period;
import io.ocpp809.station.profile.ChargingProfile.Purpose;
import io.ocpp809.station.profile.ChargingProfile.Recurrency;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CompositeScheduleTest {
  private static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");

  private static List<Period> periods(int... startAndAmps) {
    List<Period> result = new ArrayList<>();
    for (int i = 0; i < startAndAmps.length; i += 2) {
      result.add(
          new Period(
              startAndAmps[i], Limit.milliamps(startAndAmps[i + 1] * 1000), OptionalInt.empty()));
    }
    return result;
  }

  private static ChargingProfile profile(
      int id, int level, Purpose purpose, int seconds, int... startAndAmps) {
    return new ChargingProfile(
        id,
        level,
        purpose,
        Kind.ABSOLUTE,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        purpose == Purpose.TX ? Optional.of("tx") : Optional.empty(),
        Optional.of(T0),
        seconds == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(seconds)),
        LimitKind.CURRENT,
        periods(startAndAmps),
        T0);
  }

  private static String curve(ProfileStore store, int seconds) {
    LimitCurve curve =
        new CompositeSchedule(store, 1, 230, 3, T0, Optional.of("tx"))
            .curve(T0, Duration.ofSeconds(seconds));
    StringBuilder text = new StringBuilder();
    for (LimitCurve.Step s : curve.steps()) {
      text.append(Duration.between(T0, s.from()).getSeconds())
          .append(':')
          .append(s.limit().map(l -> String.valueOf(l.value() / 1000)).orElse("-"))
          .append(' ');
    }
    return text.toString().trim();
  }

  /** OCTT TC_K_40: a higher stack level wins while it lasts. */
  @Test
  void stackedProfilesOfOnePurpose() {
    ProfileStore store =
        ProfileStore.EMPTY
            .with(1, profile(1, 0, Purpose.TX_DEFAULT, 400, 0, 6, 100, 8, 200, 10))
            .with(1, profile(2, 1, Purpose.TX_DEFAULT, 150, 0, 7, 100, 9));
    assertEquals("0:7 100:9 150:8 200:10", curve(store, 350));
  }

  /** OCTT TC_K_41 with the periods that the erratum of 2025-02 adds. */
  @Test
  void threePurposesAtOnce() {
    ProfileStore store =
        ProfileStore.EMPTY
            .with(0, profile(1, 0, Purpose.STATION_MAX, 0, 0, 10))
            .with(1, profile(2, 0, Purpose.TX_DEFAULT, 300, 0, 6, 60, 10, 120, 8, 180, 15, 260, 8))
            .with(1, profile(3, 0, Purpose.TX, 260, 0, 8, 50, 11, 140, 16, 200, 6, 240, 12));
    assertEquals("0:8 50:10 200:6 240:10 260:8 300:10", curve(store, 400));
  }

  @Test
  void aDailyProfileRepeatsAndLeavesAGapForALowerLevel() {
    ChargingProfile night =
        new ChargingProfile(
            1,
            1,
            Purpose.TX_DEFAULT,
            Kind.RECURRING,
            Optional.of(Recurrency.DAILY),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(T0.minusSeconds(86_400 * 3L)),
            Optional.of(Duration.ofHours(8)),
            LimitKind.CURRENT,
            periods(0, 6),
            T0);
    ProfileStore store =
        ProfileStore.EMPTY.with(1, night).with(1, profile(2, 0, Purpose.TX_DEFAULT, 0, 0, 16));
    assertEquals("0:6 28800:16 86400:6", curve(store, 100_000));
  }

  @Test
  void aProfileReplacesTheOneOfItsLevelAndPurposeOrItsId() {
    ProfileStore store =
        ProfileStore.EMPTY
            .with(1, profile(1, 0, Purpose.TX_DEFAULT, 0, 0, 6))
            .with(1, profile(2, 0, Purpose.TX_DEFAULT, 0, 0, 8));
    assertEquals(1, store.installed().size());
    assertEquals(1, store.with(2, profile(2, 3, Purpose.TX_DEFAULT, 0, 0, 9)).installed().size());
    assertEquals(
        ProfileStore.EMPTY,
        store.without(
            new ProfileStore.Filter(
                OptionalInt.empty(), OptionalInt.of(1), Optional.empty(), OptionalInt.empty())));
  }

  @Test
  void profilesComeBackFromTheirBytes() {
    ProfileStore store =
        ProfileStore.EMPTY
            .with(0, profile(1, 0, Purpose.STATION_MAX, 0, 0, 10))
            .with(1, profile(3, 7, Purpose.TX, 260, 0, 8, 50, 11));
    assertEquals(store, ProfileCodec.decode(ProfileCodec.encode(store)));
  }

  @Test
  void theCompositeIsNeverAboveAnyLeadingPurposeInAThousandRandomStacks() {
    Random random = new Random(40);
    for (int i = 0; i < 1_000; i++) {
      ProfileStore max =
          ProfileStore.EMPTY.with(
              0, profile(1, 0, Purpose.STATION_MAX, 50 + random.nextInt(300), 0, amps(random)));
      ProfileStore tx =
          ProfileStore.EMPTY.with(
              1,
              profile(
                  2,
                  0,
                  Purpose.TX_DEFAULT,
                  50 + random.nextInt(300),
                  0,
                  amps(random),
                  40,
                  amps(random)));
      ProfileStore both = new ProfileStore(List.of(max.installed().get(0), tx.installed().get(0)));
      for (int s = 0; s < 400; s += 7) {
        Instant t = T0.plusSeconds(s);
        Optional<Limit> composite = at(both, t);
        for (ProfileStore one : List.of(max, tx)) {
          assertTrue(
              at(one, t)
                  .map(l -> composite.isPresent() && composite.get().value() <= l.value())
                  .orElse(true));
        }
      }
    }
  }

  private static int amps(Random random) {
    return 6 + random.nextInt(26);
  }

  private static Optional<Limit> at(ProfileStore store, Instant t) {
    return new CompositeSchedule(store, 1, 230, 3, T0, Optional.of("tx")).at(t);
  }

  private static ChargingProfile onPhases(ChargingProfile p, int phases) {
    return new ChargingProfile(
        p.id(),
        p.stackLevel(),
        p.purpose(),
        p.kind(),
        p.recurrency(),
        p.validFrom(),
        p.validTo(),
        p.transactionId(),
        p.start(),
        p.duration(),
        p.unit(),
        p.periods().stream()
            .map(q -> new Period(q.startSeconds(), q.limit(), OptionalInt.of(phases)))
            .toList(),
        p.received());
  }

  @Test
  void amperesPerPhaseAreComparedAsSuchWhateverTheNumberOfPhases() {
    ProfileStore store =
        ProfileStore.EMPTY
            .with(0, profile(1, 0, Purpose.STATION_MAX, 0, 0, 10))
            .with(1, onPhases(profile(2, 0, Purpose.TX_DEFAULT, 0, 0, 16), 1));
    assertEquals("0:10", curve(store, 60));
  }

  @Test
  void whatNoPileCanDoIsAFault() {
    ChargingProfile good = profile(1, 0, Purpose.TX_DEFAULT, 0, 0, 10);
    assertEquals("", ProfileStore.fault(1, onPhases(good, 3)));
    assertEquals("numberPhases 0 is not within 1 to 3", ProfileStore.fault(1, onPhases(good, 0)));
    assertEquals("numberPhases 4 is not within 1 to 3", ProfileStore.fault(1, onPhases(good, 4)));
    assertEquals(
        "duration must be above 0 s",
        ProfileStore.fault(1, profile(1, 0, Purpose.TX_DEFAULT, -5, 0, 10)));
  }
}
