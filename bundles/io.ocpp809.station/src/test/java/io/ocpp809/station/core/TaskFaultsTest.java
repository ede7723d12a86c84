package io.ocpp809.station.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.station.StationEvent.FindingChanged;
import io.ocpp809.station.core.StationOptions.OfflinePolicy;
import io.ocpp809.station.journal.VolatileJournal;
import io.ocpp809.station.port.VolatileMemory;
import io.ocpp809.station.settings.Setting;
import io.ocpp809.station.time.TimeSource;
import io.ocpp809.testkit.time.ManualScheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.AbstractCollection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

/** What goes on by a timer goes on after a fault of one of its tasks. */
class TaskFaultsTest {
  private final ManualScheduler scheduler =
      new ManualScheduler(Instant.parse("2026-03-01T10:00:00Z"));
  private final TimeSource time =
      TimeSource.of(scheduler.clock(), scheduler.clock()::monotonicMillis, () -> true, "boot");
  private final StationContext context = context();
  private final FailingOnce evses = new FailingOnce();
  private final List<String> findings = new ArrayList<>();

  private StationContext context() {
    return new StationContext(StationOptions.named("station"), ports(scheduler), () -> {});
  }

  private StationPorts ports(Executor pool) {
    return new StationPorts(time, pool, scheduler, new VolatileJournal(), new VolatileMemory());
  }

  /** No EVSEs; who looks at them for the first time fails. */
  private static final class FailingOnce extends AbstractCollection<EvseRoom> {
    private int looks;

    @Override
    public Iterator<EvseRoom> iterator() {
      looks++;
      if (looks == 1) {
        throw new IllegalStateException("out of order");
      }
      return Collections.emptyIterator();
    }

    @Override
    public int size() {
      return 0;
    }
  }

  @Test
  void anAlignedSampleThatFailsIsFollowedByTheNext() {
    context.settings.set(Setting.ALIGNED_INTERVAL, "900");
    Sampler sampler = new Sampler(context, evses);
    context.mailbox.post(sampler::start);
    scheduler.advance(Duration.ofMinutes(16));
    assertEquals(1, evses.looks);
    scheduler.advance(Duration.ofMinutes(15));
    assertTrue(evses.looks > 1);
  }

  @Test
  void profilesThatCouldNotBeToldAreToldAnewHalfADayLater() {
    ProfileRoom profiles = new ProfileRoom(context);
    context.mailbox.post(() -> profiles.apply(evses));
    scheduler.runDue();
    assertEquals(1, evses.looks);
    scheduler.advance(Duration.ofHours(12));
    assertEquals(2, evses.looks);
  }

  @Test
  void aFaultOfATaskIsReportedUntilAnHourHasPassedWithoutAnother() {
    context.listen(
        e -> {
          if (e instanceof FindingChanged f) {
            findings.add((f.raised() ? "" : "no more: ") + f.finding().text());
          }
        });
    String text =
        "A task of the station failed and was skipped: java.lang.IllegalStateException: once";
    fail("once");
    scheduler.advance(Duration.ofMinutes(40));
    fail("once");
    scheduler.advance(Duration.ofMinutes(59));
    assertEquals(List.of(text), findings);
    scheduler.advance(Duration.ofMinutes(2));
    assertEquals(List.of(text, "no more: " + text), findings);
  }

  private void fail(String text) {
    context.mailbox.post(
        () -> {
          throw new IllegalStateException(text);
        });
    scheduler.runDue();
  }

  @Test
  void aStationThatIsClosedWhileItBeginsToShareItsLimitLeavesNothingThatRuns() {
    ClosingPool pool = new ClosingPool();
    ChargingStation station =
        new ChargingStation(
            new StationOptions("s", "", "", "", 20_000, 230, OfflinePolicy.LOCAL_LIST, true),
            ports(pool));
    scheduler.runDue();
    pool.station = station;
    station.attach(EvseOptions.of(1, 16_000), new SilentPile());
    scheduler.runDue();
    assertTrue(pool.closed);
    pool.runs = 0;
    scheduler.advance(Duration.ofMinutes(1));
    assertEquals(0, pool.runs);
  }

  /** Closes the station when its share asks for a thread for the first time. */
  private final class ClosingPool implements Executor {
    private ChargingStation station;
    private int asked;
    private boolean closed;
    private int runs;

    @Override
    public void execute(Runnable task) {
      if (station != null && ++asked == 2) {
        station.close();
        closed = true;
      }
      scheduler.execute(
          () -> {
            runs++;
            task.run();
          });
    }
  }
}
