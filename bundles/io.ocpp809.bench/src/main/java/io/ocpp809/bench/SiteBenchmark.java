package io.ocpp809.bench;

import io.ocpp809.station.reading.Measurand;
import io.ocpp809.station.reading.Phase;
import io.ocpp809.station.reading.Reading;
import io.ocpp809.station.site.Member;
import io.ocpp809.station.site.Site;
import io.ocpp809.station.site.SiteOptions;
import io.ocpp809.station.time.TimeSource;
import io.ocpp809.testkit.time.ManualScheduler;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Processor time of planning at a site with 100 piles, all with a car that charges, behind a meter
 * that is read ten times a second. The site is the product's own; piles, meter and time are played.
 */
final class SiteBenchmark implements Benchmark {
  private static final int PILES = 100;
  private static final int READS_A_SECOND = 10;
  private static final int WARM_UP_SECONDS = 120;
  private static final int SECONDS = 120;
  private static final int FUSE_MILLIAMPS = 1_600_000;
  private static final double GOAL_PERCENT = 1;

  @Override
  public String name() {
    return "site";
  }

  @Override
  public List<Measurement> run(Workbench bench) {
    ManualScheduler scheduler = new ManualScheduler(Instant.parse("2026-03-01T10:00:00Z"));
    TimeSource time =
        TimeSource.of(scheduler.clock(), scheduler.clock()::monotonicMillis, () -> true, "boot");
    Site site =
        new Site(
            new SiteOptions(
                "site", FUSE_MILLIAMPS, 0, 6_000, true, 5_000, 5_000, 0, 230, 60, 0, List.of()),
            time,
            scheduler,
            scheduler,
            0);
    List<PlayedStation> piles = new ArrayList<>();
    List<String> rotations = List.of("RST", "STR", "TRS");
    for (int i = 0; i < PILES; i++) {
      List<Integer> phases = Member.phases(rotations.get(i % rotations.size()), 3);
      PlayedStation pile = new PlayedStation(time, i);
      piles.add(pile);
      site.join(new Member("pile-" + i, phases, 32_000, 6_000, 6_000, ""), pile, 1);
    }
    Random random = new Random(809);
    play(site, piles, scheduler, time, random, WARM_UP_SECONDS);
    var threads = ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadCpuTime();
    play(site, piles, scheduler, time, random, SECONDS);
    double seconds = (threads.getCurrentThreadCpuTime() - before) / 1e9;
    int drawn = piles.stream().mapToInt(PlayedStation::drawn).sum();
    bench
        .notes()
        .accept(String.format(Locale.ROOT, "the piles draw %.0f A on each phase", drawn / 1000d));
    site.close();
    return List.of(
        new Measurement("site.hundred", 100 * seconds / SECONDS, "% of a core", GOAL_PERCENT));
  }

  /** Lets seconds pass: the meter is read at each tenth of them, and ten of the piles. */
  private static void play(
      Site site,
      List<PlayedStation> piles,
      ManualScheduler scheduler,
      TimeSource time,
      Random random,
      int seconds) {
    int house = 0;
    for (int step = 0; step < seconds * READS_A_SECOND; step++) {
      scheduler.advance(Duration.ofMillis(1_000 / READS_A_SECOND));
      for (int i = step % READS_A_SECOND; i < PILES; i += READS_A_SECOND) {
        piles.get(i).read(10_000 + random.nextInt(22_000));
      }
      house = random.nextInt(100) == 0 ? random.nextInt(400_000) : house;
      int all = house + piles.stream().mapToInt(PlayedStation::drawn).sum();
      List<Reading> readings = new ArrayList<>();
      for (Phase phase : List.of(Phase.L1, Phase.L2, Phase.L3)) {
        readings.add(
            Reading.measured(Measurand.CURRENT_IMPORT, phase, all / 1000d, time.monotonicMillis()));
      }
      site.meter(readings);
      scheduler.runDue();
    }
  }
}
