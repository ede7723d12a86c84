package io.ocpp809.iec104.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.iec104.station.Moment;
import io.ocpp809.station.limit.Limit;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GridLimitsTest {
  private static final int RATING = 100_000;

  private boolean clockTrusted = true;
  private long now = 1_000_000;
  private Instant wall = Instant.parse("2026-03-01T10:00:00Z");

  private GridLimits limits(double ramp, boolean floor, OptionalInt failSafe) {
    return new GridLimits(
        new GridOptions(
            RATING,
            ramp,
            floor,
            20_000,
            List.of(
                new GroupPolicy("centre", 60_000, failSafe),
                new GroupPolicy("second", 60_000, OptionalInt.empty()))),
        now);
  }

  private SetPoint watts(int watts) {
    wall = wall.plusSeconds(1);
    return new SetPoint(Limit.watts(watts), wall);
  }

  private static Optional<Limit> of(int watts) {
    return Optional.of(Limit.watts(watts));
  }

  private Optional<Limit> site(GridLimits limits) {
    return limits.step(GridLimits.SITE, Rated.site(RATING, 4), now);
  }

  @Test
  void theLastAcceptedSetPointOfAGroupWinsAndOfTwoGroupsTheSmaller() {
    GridLimits limits = limits(0, false, OptionalInt.empty());
    assertEquals(Optional.empty(), site(limits));
    limits.accept(GridLimits.SITE, "centre", watts(30_000), now);
    limits.accept(GridLimits.SITE, "centre", watts(50_000), now);
    assertEquals(of(50_000), site(limits));
    limits.accept(GridLimits.SITE, "second", watts(40_000), now);
    assertEquals(of(40_000), site(limits));
    assertEquals(40_000, limits.last(GridLimits.SITE).orElseThrow().limit().value());
    limits.release(GridLimits.SITE, "second");
    assertEquals(of(50_000), site(limits));
    limits.release(GridLimits.SITE, "centre");
    assertEquals(Optional.empty(), site(limits));
  }

  @Test
  void itIsLoweredAtOnceAndRaisedByTheRamp() {
    GridLimits limits = limits(0.1, false, OptionalInt.empty());
    limits.accept(GridLimits.SITE, "centre", watts(60_000), now);
    assertEquals(of(60_000), site(limits));
    limits.accept(GridLimits.SITE, "centre", watts(20_000), now);
    assertEquals(of(20_000), site(limits));
    limits.accept(GridLimits.SITE, "centre", watts(25_000), now);
    assertEquals(of(20_000), site(limits));
    // 10 % of 100 kW a minute are 1667 W in ten seconds
    now += 10_000;
    assertEquals(of(21_667), site(limits));
    now += 5_000;
    assertEquals(of(21_667), site(limits));
    now += 15_000;
    assertEquals(of(25_000), site(limits));
    limits.accept(GridLimits.SITE, "centre", watts(5_000), now);
    assertEquals(of(5_000), site(limits));
  }

  @Test
  void whatIsTakenBackRisesByTheRampToTheRating() {
    GridLimits limits = limits(0.5, false, OptionalInt.empty());
    limits.accept(3, "centre", watts(1_000), now);
    assertEquals(of(1_000), limits.step(3, new Rated(22_000, 3, 1), now));
    limits.release(3, "centre");
    assertEquals(of(1_000), limits.step(3, new Rated(22_000, 3, 1), now));
    now += 60_000;
    assertEquals(of(12_000), limits.step(3, new Rated(22_000, 3, 1), now));
    assertTrue(limits.targets().contains(3));
    now += 60_000;
    assertEquals(Optional.empty(), limits.step(3, new Rated(22_000, 3, 1), now));
    assertFalse(limits.targets().contains(3));
  }

  @Test
  void aSetPointInAmpereRisesInAmpere() {
    GridLimits limits = limits(1, false, OptionalInt.empty());
    limits.accept(1, "centre", new SetPoint(Limit.milliamps(6_000), wall), now);
    assertEquals(Optional.of(Limit.milliamps(6_000)), limits.step(1, new Rated(22_080, 3, 1), now));
    limits.accept(1, "centre", new SetPoint(Limit.milliamps(32_000), wall.plusSeconds(1)), now);
    limits.step(1, new Rated(22_080, 3, 1), now);
    now += 15_000;
    // 32 A a minute are 8 A in a quarter of it
    assertEquals(
        Optional.of(Limit.milliamps(14_000)), limits.step(1, new Rated(22_080, 3, 1), now));
  }

  @Test
  void theFailSafeHoldsAfterTheDelayAndNeverReleases() {
    GridLimits limits = limits(0, false, OptionalInt.of(30_000));
    limits.heard("centre", true, now);
    limits.accept(GridLimits.SITE, "centre", watts(10_000), now);
    now += 3_600_000;
    assertEquals(OptionalInt.empty(), limits.failSafeWatts(now));
    limits.heard("centre", false, now);
    now += 59_999;
    assertEquals(OptionalInt.empty(), limits.failSafeWatts(now));
    now += 1;
    assertEquals(OptionalInt.of(30_000), limits.failSafeWatts(now));
    assertEquals(of(10_000), site(limits), "the set-point stands, and the smaller holds");
    limits.heard("centre", true, now);
    assertEquals(OptionalInt.empty(), limits.failSafeWatts(now));
    assertEquals(of(10_000), site(limits));
  }

  @Test
  void afterARestartTheFailSafeHoldsIfNobodyIsHeardWithinTheDelay() {
    GridLimits limits = limits(0, false, OptionalInt.of(30_000));
    now += 60_000;
    assertEquals(OptionalInt.of(30_000), limits.failSafeWatts(now));
  }

  @Test
  void aFailSafeThatHeldBeforeARestartHoldsAtOnceAfterIt() {
    GridLimits before = limits(0, false, OptionalInt.of(30_000));
    now += 60_000;
    String kept = before.text(now);
    GridLimits after = limits(0, false, OptionalInt.of(30_000));
    after.restore(kept, new Moment(now, wall, true));
    assertEquals(OptionalInt.of(30_000), after.failSafeWatts(now));
  }

  @Test
  void aGroupThatHoldsLimitsNothingWhenItIsGone() {
    GridLimits limits = limits(0, false, OptionalInt.empty());
    now += 86_400_000;
    assertEquals(OptionalInt.empty(), limits.failSafeWatts(now));
  }

  @ParameterizedTest
  @CsvSource({"1,4200", "2,7560", "3,10500", "8,18900", "9,19320", "20,40110"})
  void theFloorIsThatOfTheDirective(int evses, int watts) {
    // 4.2 + (n - 1) x GZF x 4.2 kW, GZF 0.80 for two, 0.75 for three, 0.50 for eight, 0.45 beyond
    assertEquals(watts, Floor.watts(evses));
  }

  @Test
  void theFloorLiftsALimitOfTheGridOnlyWhereItIsChosen() {
    GridLimits limits = limits(0, true, OptionalInt.empty());
    limits.accept(1, "centre", watts(1_000), now);
    assertEquals(of(4_200), limits.step(1, new Rated(11_000, 3, 1), now));
    limits.accept(GridLimits.SITE, "centre", watts(0), now);
    assertEquals(of(13_020), limits.step(GridLimits.SITE, Rated.site(RATING, 4), now));
  }

  @Test
  void whatStandsOutlivesARestartAndDamageLosesTheLineAlone() {
    GridLimits before = limits(0, false, OptionalInt.empty());
    before.accept(GridLimits.SITE, "centre", watts(10_000), now);
    before.accept(7, "second", new SetPoint(Limit.milliamps(8_000), wall), now);
    GridLimits after = limits(0, false, OptionalInt.empty());
    String damaged =
        "nonsense\n0\tgone\tPOWER 1 2 0\n1\tcentre\tPOWER x 2 0\nvalidity\tcentre\tx\n";
    after.restore(damaged + before.text(now), new Moment(now, wall, true));
    assertEquals(of(10_000), site(after));
    assertEquals(Optional.of(Limit.milliamps(8_000)), after.step(7, new Rated(22_000, 3, 1), now));
    assertEquals(2, after.targets().size());
  }

  private GridLimits withValidity(int minutes) {
    GridLimits limits = limits(0, false, OptionalInt.empty());
    limits.validity("centre", minutes);
    wall = Instant.parse("2026-03-01T10:00:00Z");
    SetPoint p = new SetPoint(Limit.watts(10_000), wall, clockTrusted, limits.validity("centre"));
    limits.accept(GridLimits.SITE, "centre", p, now);
    return limits;
  }

  @Test
  void aSetPointEndsWithTheValidityThatItsGroupAskedForBefore() {
    GridLimits limits = withValidity(15);
    limits.accept(GridLimits.SITE, "second", watts(40_000), now);
    limits.validity("centre", 1);
    now += 15 * 60_000 - 1;
    assertEquals(List.of(), limits.expire(now));
    assertEquals(of(10_000), site(limits));
    now += 1;
    assertEquals("centre", limits.expire(now).get(0).group());
    assertEquals(of(40_000), site(limits), "the second group asked for none");
    now += 86_400_000;
    assertEquals(List.of(), limits.expire(now));
  }

  @ParameterizedTest
  @CsvSource({"true, 10", "false, 15"})
  void afterARestartAValidityGoesOnIfTheClockIsTrustedAndElseBeginsAnew(boolean trusted, int rest) {
    String kept = withValidity(15).text(now);
    GridLimits after = limits(0, false, OptionalInt.empty());
    now = 5_000;
    after.restore(kept, new Moment(now, wall.plusSeconds(300), trusted));
    assertEquals(15, after.validity("centre"));
    assertEquals(List.of(), after.expire(now + rest * 60_000L - 1));
    assertEquals(1, after.expire(now + rest * 60_000L).size());
  }

  @Test
  void wrongOptionsAreNamed() {
    assertThrows(
        IllegalArgumentException.class, () -> new GroupPolicy("a", 10, OptionalInt.empty()));
    assertThrows(
        IllegalArgumentException.class, () -> new GroupPolicy("a", 60_000, OptionalInt.of(-1)));
    assertThrows(
        IllegalArgumentException.class, () -> new GridOptions(1, 0, false, 20_000, List.of()));
    assertThrows(
        IllegalArgumentException.class,
        () -> new GridOptions(10_000, Double.NaN, false, 20_000, List.of()));
    assertThrows(
        IllegalArgumentException.class, () -> new GridOptions(10_000, 0, false, 1, List.of()));
  }

  @Test
  void aValidityThatBeganUnderAWrongClockBeginsAnewAfterARestart() {
    clockTrusted = false;
    String kept = withValidity(15).text(now);
    GridLimits after = limits(0, false, OptionalInt.empty());
    after.restore(kept, new Moment(now, wall.plusSeconds(86_400L * 365 * 20), true));
    assertEquals(List.of(), after.expire(now));
    assertEquals(of(10_000), site(after));
  }
}
