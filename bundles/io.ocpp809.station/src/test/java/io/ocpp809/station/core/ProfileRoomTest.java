package io.ocpp809.station.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.station.Answers.Verdict;
import io.ocpp809.station.limit.Limit;
import io.ocpp809.station.limit.LimitCurve;
import io.ocpp809.station.pile.Capabilities.LimitKind;
import io.ocpp809.station.pile.PileCommand;
import io.ocpp809.station.profile.ChargingProfile;
import io.ocpp809.station.profile.ChargingProfile.Kind;
import io.ocpp809.station.profile.ChargingProfile.Period;
import io.ocpp809.station.profile.ChargingProfile.Purpose;
import io.ocpp809.station.profile.ProfileStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Charging profiles at piles that charge. */
class ProfileRoomTest {
  private final StationHarness h = new StationHarness();
  private final StationHarness.Pile second = h.new Pile();

  private ChargingProfile profile(
      int id, Purpose purpose, Kind kind, LimitKind unit, int... startAndLimit) {
    List<Period> periods = new ArrayList<>();
    for (int i = 0; i < startAndLimit.length; i += 2) {
      periods.add(
          new Period(startAndLimit[i], new Limit(unit, startAndLimit[i + 1]), OptionalInt.empty()));
    }
    Instant now = h.scheduler.clock().instant();
    return new ChargingProfile(
        id,
        0,
        purpose,
        kind,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        kind == Kind.ABSOLUTE ? Optional.of(now) : Optional.empty(),
        Optional.empty(),
        unit,
        periods,
        now);
  }

  private void set(int evse, ChargingProfile profile) {
    List<String> answers = new ArrayList<>();
    h.station.setProfile(evse, profile, answers::add);
    h.scheduler.runDue();
    assertEquals(List.of(""), answers);
  }

  private void maximum(LimitKind unit, int... startAndLimit) {
    set(0, profile(1, Purpose.STATION_MAX, Kind.ABSOLUTE, unit, startAndLimit));
  }

  private void runBoth(int seconds, int most) {
    for (int i = 0; i < seconds; i++) {
      h.scheduler.advance(Duration.ofSeconds(1));
      h.pile.charge();
      second.charge();
      h.station.report(1, h.pile.report());
      h.station.report(2, second.report());
      h.scheduler.runDue();
      int sum = h.pile.milliamps() + second.milliamps();
      assertTrue(sum <= most, sum + " mA");
    }
  }

  private void bothCharge(int most) {
    h.station.attach(EvseOptions.of(2, 16_000), second);
    runBoth(2, most);
    start(1, h.pile, most);
    start(2, second, most);
  }

  private void start(int evse, StationHarness.Pile pile, int most) {
    pile.plug();
    runBoth(1, most);
    h.station.remoteStart(
        OptionalInt.of(evse), StationHarness.CARD, OptionalInt.empty(), Optional.empty(), v -> {});
    runBoth(10, most);
  }

  private String stationSchedule() {
    List<LimitCurve> curves = new ArrayList<>();
    h.station.compositeSchedule(0, Duration.ofSeconds(600), c -> curves.add(c.orElseThrow()));
    h.scheduler.runDue();
    return String.join(
        " ",
        curves.get(0).steps().stream().map(s -> s.limit().map(Limit::words).orElse("-")).toList());
  }

  @Test
  void theMaximumOfAStationHoldsForAllThatChargeTogether() {
    maximum(LimitKind.CURRENT, 0, 20_000);
    bothCharge(20_000);
    assertEquals(10_000, h.pile.limitMilliamps);
    assertEquals(10_000, second.limitMilliamps);
    assertEquals("20 A", stationSchedule());
    h.pile.unplug();
    runBoth(10, 20_000);
    assertEquals(16_000, second.limitMilliamps);
  }

  @Test
  void aMaximumThatComesInMidChargeLowersAllTogether() {
    bothCharge(32_000);
    maximum(LimitKind.POWER, 0, 20 * 690);
    runBoth(1, 32_000);
    runBoth(20, 20_000);
    assertEquals(10_000, h.pile.limitMilliamps);
    assertEquals(10_000, second.limitMilliamps);
  }

  @Test
  void theMaximumFollowsItsScheduleAndFreesAllWhenItIsCleared() {
    bothCharge(32_000);
    maximum(LimitKind.CURRENT, 0, 20_000, 60, 12_000, 120, 0);
    runBoth(58, 32_000);
    assertEquals(10_000, h.pile.limitMilliamps);
    runBoth(4, 20_000);
    runBoth(50, 12_000);
    assertEquals(12_000, h.pile.limitMilliamps + second.limitMilliamps);
    runBoth(10, 12_000);
    assertEquals(0, h.pile.limitMilliamps + second.limitMilliamps);
    h.station.clearProfiles(
        new ProfileStore.Filter(
            OptionalInt.of(1), OptionalInt.empty(), Optional.empty(), OptionalInt.empty()),
        n -> assertEquals(1, n));
    runBoth(30, 32_000);
    assertEquals(32_000, h.pile.limitMilliamps + second.limitMilliamps);
    assertEquals("16 A: rating", h.station.view().evse(1).orElseThrow().limit());
  }

  @Test
  void aMaximumHoldsOverARestart() {
    maximum(LimitKind.CURRENT, 0, 20_000);
    bothCharge(20_000);
    h.boot();
    h.station.attach(EvseOptions.of(2, 16_000), second);
    runBoth(30, 20_000);
    assertEquals(20_000, h.pile.limitMilliamps + second.limitMilliamps);
  }

  @Test
  void aStartWithAProfileNeverTellsThePileMoreThanThatAllows() {
    h.run(1);
    h.pile.plug();
    h.run(1);
    List<Verdict> answers = new ArrayList<>();
    h.station.remoteStart(
        OptionalInt.of(1),
        StationHarness.CARD,
        OptionalInt.empty(),
        Optional.of(profile(1, Purpose.TX, Kind.RELATIVE, LimitKind.CURRENT, 0, 8_000)),
        answers::add);
    h.run(3);
    assertEquals(List.of(Verdict.ACCEPTED), answers);
    assertEquals(8_000, h.pile.limitMilliamps);
    assertNeverTold(8_000);
  }

  @Test
  void aRelativeDefaultBeginsWithTheTransactionAndNotWhenItCame() {
    set(1, profile(1, Purpose.TX_DEFAULT, Kind.RELATIVE, LimitKind.CURRENT, 0, 6_000, 60, 16_000));
    h.run(100);
    h.pile.plug();
    h.run(1);
    h.remoteStart();
    h.run(3);
    assertEquals(6_000, h.pile.limitMilliamps);
    assertNeverTold(6_000);
    h.run(60);
    assertEquals(16_000, h.pile.limitMilliamps);
  }

  private void assertNeverTold(int most) {
    h.pile.commands.forEach(
        c -> {
          if (c instanceof PileCommand.LimitCurrent l) {
            assertTrue(l.milliamps() <= most, h.pile.commands.toString());
          }
        });
  }

  @Test
  void aRelativeProfileCountsFromTheStartAlsoUnderAClockThatWasWrongThen() {
    h.clockTrusted = false;
    h.charging();
    set(1, profile(1, Purpose.TX, Kind.RELATIVE, LimitKind.CURRENT, 0, 8_000, 600, 12_000));
    h.run(2);
    assertEquals(8_000, h.pile.limitMilliamps);
    h.station.clockOffset(Duration.ofDays(20_000).toMillis());
    h.run(10);
    assertEquals(8_000, h.pile.limitMilliamps);
    h.run(600);
    assertEquals(12_000, h.pile.limitMilliamps);
  }
}
