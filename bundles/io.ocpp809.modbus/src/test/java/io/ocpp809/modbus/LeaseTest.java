package io.ocpp809.modbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.modbus.Lease.Watchdog;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeaseTest {
  private static final Point LIFE = Point.of(Table.HOLDING, 5018, DataType.UINT16);
  private static final Point LIMIT = Point.of(Table.HOLDING, 1210, DataType.FLOAT32);

  private long now = 50_000;

  private Lease lease(Watchdog kind, long timeout) {
    Lease lease = new Lease(kind, () -> now);
    lease.watchdog(kind, timeout);
    return lease;
  }

  @Test
  void aLeaseRunsForItsTimeAndIsProlonged() {
    Lease lease = lease(Watchdog.ANY_REQUEST, 15_000);
    assertFalse(lease.current());
    assertFalse(lease.silent(), "never held: the unit may be read");
    lease.renew(3_000);
    now += 2_999;
    assertTrue(lease.current());
    lease.renew(3_000);
    now += 2_999;
    assertTrue(lease.current());
    now += 1;
    assertFalse(lease.current());
    assertTrue(lease.silent());
    lease.renew(1);
    assertFalse(lease.silent(), "current again");
  }

  @Test
  void aUnitThatNobodyLeasesIsReadForAMinuteOnlyWhereAnyRequestFeedsItsWatchdog() {
    Lease fed = lease(Watchdog.ANY_REQUEST, 15_000);
    Lease other = lease(Watchdog.WRITE, 15_000);
    now += Lease.GRACE_MILLIS - 1;
    assertFalse(fed.silent());
    assertEquals("no charging station has taken a lease", fed.words());
    now += 1;
    assertTrue(fed.silent());
    assertEquals(
        "silent: no charging station has taken a lease, and any request would feed the pile's"
            + " watchdog",
        fed.words());
    assertFalse(other.silent());
    fed.renew(1_000);
    assertFalse(fed.silent(), "a lease brings it back");
    assertEquals("the station's lease runs", fed.words());
  }

  @Test
  void onlyAWatchdogFedByAnyRequestMakesAUnitSilent() {
    for (Watchdog kind : List.of(Watchdog.NONE, Watchdog.WRITE, Watchdog.REWRITE)) {
      Lease lease = lease(kind, 15_000);
      lease.renew(1);
      now += 1;
      assertFalse(lease.silent(), kind.name());
    }
  }

  @Test
  void aLeaseWithoutEndIsRefused() {
    Lease lease = lease(Watchdog.NONE, 0);
    assertEquals(
        "a lease runs for 1 to 300000 ms",
        assertThrows(IllegalArgumentException.class, () -> lease.renew(300_001)).getMessage());
    assertThrows(IllegalArgumentException.class, () -> lease.renew(0));
    assertFalse(lease.current());
  }

  @Test
  void aLifeRegisterIsWrittenEachQuarterWhileTheLeaseRuns() {
    Lease lease = lease(Watchdog.WRITE, 20_000);
    FeedPlan plan = new FeedPlan();
    plan.feed(LIFE, "0x55AA", 0, "");
    assertEquals(List.of(), plan.due(lease, now), "no lease yet");
    lease.renew(60_000);
    assertEquals(1, plan.due(lease, now).size());
    now += 4_999;
    assertEquals(0, plan.due(lease, now).size());
    now += 1;
    assertEquals(1, plan.due(lease, now).size());
    now += 60_000;
    assertEquals(0, plan.due(lease, now).size(), "the lease has ended");
  }

  @Test
  void aFeedThatFailedIsRepeatedAfterASecond() {
    Lease lease = lease(Watchdog.WRITE, 20_000);
    FeedPlan plan = new FeedPlan();
    plan.feed(LIFE, 1, 10_000, "");
    lease.renew(60_000);
    plan.due(lease, now);
    plan.failed(LIFE, now);
    now += 999;
    assertEquals(0, plan.due(lease, now).size());
    now += 1;
    assertEquals(1, plan.due(lease, now).size());
  }

  @Test
  void aLimitThatIsValidForATimeIsWrittenAgainWithItsNewestValue() {
    Lease lease = lease(Watchdog.REWRITE, 60_000);
    lease.renew(300_000);
    FeedPlan plan = new FeedPlan();
    plan.limit(LIMIT, 16.0, now, "");
    now += 10_000;
    plan.limit(LIMIT, 8.0, now, "");
    now += 14_999;
    assertEquals(List.of(), plan.due(lease, now));
    now += 1;
    assertEquals(List.of(new FeedPlan.Due(LIMIT, 8.0, Control.LIMIT)), plan.due(lease, now));
    assertEquals(List.of(), plan.due(lease, now));
  }

  @Test
  void whereNothingIsPolledARequestIsSentBeforeTheWatchdogTrips() {
    Lease lease = lease(Watchdog.ANY_REQUEST, 15_000);
    FeedPlan plan = new FeedPlan();
    assertFalse(plan.quiet(lease, now), "no lease");
    lease.renew(60_000);
    plan.heard(now);
    now += 3_749;
    assertFalse(plan.quiet(lease, now));
    now += 1;
    assertTrue(plan.quiet(lease, now));
    assertFalse(plan.quiet(lease, now), "under way");
    now += 500;
    assertTrue(plan.quiet(lease, now), "it was not answered");
  }

  @Test
  void whatAHolderHasToldIsRepeatedWhileHisLeaseRunsAndNotWhileAnothersDoes() {
    Lease lease = lease(Watchdog.REWRITE, 20_000);
    FeedPlan plan = new FeedPlan();
    lease.renew("a", 10_000);
    lease.renew("b", 60_000);
    plan.limit(LIMIT, 16.0, now, "a");
    plan.feed(LIFE, 1, 5_000, "a");
    now += 5_000;
    assertEquals(2, plan.due(lease, now).size());
    now += 5_000;
    assertTrue(lease.current(), "it runs for the other one");
    assertEquals(List.of(), plan.due(lease, now));
    plan.feed(LIFE, 1, 5_000, "b");
    assertEquals(List.of(new FeedPlan.Due(LIFE, 1, Control.FEED)), plan.due(lease, now));
  }

  @Test
  void aLimitOfBeforeABreakOfTheLeaseWaitsForWhatTheStationTellsAfterIt() {
    Lease lease = lease(Watchdog.REWRITE, 20_000);
    FeedPlan plan = new FeedPlan();
    lease.renew(10_000);
    plan.limit(LIMIT, 32.0, now, "");
    now += 30_000;
    lease.renew(10_000);
    assertEquals(List.of(), plan.due(lease, now), "the station may tell less in a moment");
    plan.limit(LIMIT, 8.0, now + 1_000, "");
    now += 6_000;
    assertEquals(List.of(new FeedPlan.Due(LIMIT, 8.0, Control.LIMIT)), plan.due(lease, now));
  }

  @Test
  void aLimitOfBeforeABreakIsWrittenAgainWhereTheStationTellsNoOther() {
    Lease lease = lease(Watchdog.REWRITE, 20_000);
    FeedPlan plan = new FeedPlan();
    lease.renew(10_000);
    plan.limit(LIMIT, 16.0, now, "");
    now += 12_000;
    lease.renew(10_000);
    now += 4_999;
    assertEquals(List.of(), plan.due(lease, now));
    now += 1;
    assertEquals(List.of(new FeedPlan.Due(LIMIT, 16.0, Control.LIMIT)), plan.due(lease, now));
  }

  @Test
  void aLimitThatIsWrittenInAnotherWayReplacesTheOneOfTheSameRegister() {
    Lease lease = lease(Watchdog.REWRITE, 20_000);
    lease.renew(60_000);
    FeedPlan plan = new FeedPlan();
    Point whole = Point.of(Table.HOLDING, 1211, DataType.UINT16);
    Point elsewhere = Point.of(Table.HOLDING, 1212, DataType.UINT16);
    plan.limit(LIMIT, 16.0, now, "");
    plan.limit(elsewhere, 10.0, now, "");
    plan.limit(whole, 6.0, now, "");
    now += 5_000;
    assertEquals(
        List.of(
            new FeedPlan.Due(elsewhere, 10.0, Control.LIMIT),
            new FeedPlan.Due(whole, 6.0, Control.LIMIT)),
        plan.due(lease, now));
  }

  @Test
  void aLimitIsRepeatedOnlyForWhoeverDrivesThePileNow() {
    Lease lease = lease(Watchdog.REWRITE, 20_000);
    lease.renew("0a.01", 60_000);
    FeedPlan one = new FeedPlan();
    lease.drive(LIMIT, "0a.01");
    one.limit(LIMIT, 16.0, now, "0a.01");
    lease.renew("0a.02", 60_000);
    assertTrue(lease.mayDrive(LIMIT, "0a.02"), "the same EVSE by way of another driver");
    lease.drive(LIMIT, "0a.02");
    now += 5_000;
    assertEquals(List.of(), one.due(lease, now));
  }

  @Test
  void whatAnotherHolderFeedsGoesOnWhenOneFeedsByWayOfAnotherDevice() {
    Lease lease = lease(Watchdog.WRITE, 20_000);
    lease.renew("a", 60_000);
    lease.renew("b", 60_000);
    FeedPlan plan = new FeedPlan();
    plan.feed(LIFE, 1, 5_000, "a");
    plan.feed(LIFE, 1, 5_000, "b");
    plan.leave(LIFE, "b");
    FeedPlan.Due due = new FeedPlan.Due(LIFE, 1, Control.FEED);
    assertEquals(List.of(due), plan.due(lease, now));
    assertEquals(60_000, plan.leftMillis(due, lease));
    plan.leave(LIFE, "a");
    now += 5_000;
    assertEquals(List.of(), plan.due(lease, now));
    assertEquals(0, plan.leftMillis(due, lease));
  }
}
