package io.ocpp809.station.site;

import io.ocpp809.station.EvseView;
import io.ocpp809.station.limit.Limit;
import io.ocpp809.station.limit.LimitSource;
import io.ocpp809.station.reading.Measurand;
import io.ocpp809.station.reading.Phase;
import io.ocpp809.station.reading.Reading;
import io.ocpp809.station.site.SitePlanner.Pile;
import io.ocpp809.station.transaction.TransactionView;
import io.ocpp809.station.vehicle.VehicleReport;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A pile at a site: what it was granted, what it may still draw, and what is known of it. */
final class Seat {
  /** Time within which a pile follows its grant, ms. */
  static final long OBEY_MILLIS = 3_000;

  /** Time that a vehicle must draw on some phases only until the others are given away, ms. */
  static final long PHASES_MILLIS = 30_000;

  /** Age of all readings from which a pile counts as silent, ms. */
  static final long STALE_MILLIS = 10_000;

  /** Time after which a pile without a current or power reading is taken in all the same, ms. */
  static final long UNMEASURED_MILLIS = 5_000;

  /** Time for which a pile that was found charging waits for its transaction, ms. */
  static final long RECONCILE_MILLIS = 15_000;

  /**
   * Time for which a limit that is no fuse pauses nobody for what a pile might draw that has not
   * been heard since it took its seat, ms.
   */
  static final long AWAITED_MILLIS = 15_000;

  /** Age from which a current or power does not count any more, ms. */
  static final long UNSEEN_MILLIS = 15_000;

  private static final int DRAWN_BEFORE = 1_000;
  private static final int OBEYED_MILLIAMPS = 1_000;
  private static final int DRAWING_MILLIAMPS = 3_000;
  private static final int NOTHING_MILLIAMPS = 500;
  private static final int SMALL_MILLIAMPS = 500;
  private static final long HOUR_MILLIS = 3_600_000;

  private final Member member;
  private final SeatedStation station;
  private final int evse;
  private final LimitSource source;
  private final ArrayDeque<Long> pauses = new ArrayDeque<>();
  private String refusal = "";
  private boolean told;
  private boolean adopted;
  private long seatedAtMillis = -1;
  private long heardAtMillis = -1;
  private long adoptedAtMillis;
  private int grant;
  private int possible;
  private long loweredAtMillis = Long.MIN_VALUE / 2;
  private boolean silent = true;
  private String transaction = "";
  private long partlySinceMillis = -1;
  private long excessSinceMillis = -1;
  private Optional<LimitSource> named = Optional.empty();

  Seat(Member member, SeatedStation station, int evse, LimitSource source) {
    this.member = member;
    this.station = station;
    this.evse = evse;
    this.source = source;
    this.possible = member.failSafeMilliamps();
  }

  /** Takes the place of an earlier seat of the same pile, which may still draw what that had. */
  Seat after(Seat earlier) {
    possible = Math.max(possible, earlier.possible);
    seatedAtMillis = earlier.adopted ? seatedAtMillis : earlier.seatedAtMillis;
    return this;
  }

  /** Whether a pile comes back to this seat as it was. */
  boolean is(Member other, SeatedStation where, int number) {
    return member.equals(other) && station == where && evse == number;
  }

  Member member() {
    return member;
  }

  int grant() {
    return grant;
  }

  boolean refused() {
    return !refusal.isEmpty();
  }

  SeatedStation station() {
    return station;
  }

  /** Refuses the pile, or takes it in: says so once at its EVSE, and holds a refused one at 0. */
  void refuse(String why) {
    if (told && why.equals(refusal)) {
      return;
    }
    told = true;
    refusal = why;
    String text = why;
    if (!why.isEmpty() && !member.controllable()) {
      text +=
          ". "
              + member.id()
              + " takes no limit and cannot be paused: it goes on drawing up to "
              + Limit.milliamps(member.ratingMilliamps()).words()
              + " per phase, which the site leaves to it; switch it off at the pile";
    }
    station.finding("site.refused", evse, why.isEmpty() ? Optional.empty() : Optional.of(text));
    if (refused()) {
      grant(0);
    }
  }

  /** Lets it go; its station draws what it likes from then on. */
  void leave() {
    station.share(evse, source, Optional.empty());
    named(Optional.empty());
    station.finding("site.refused", evse, Optional.empty());
  }

  void planned() {
    station.planned(evse, source);
  }

  void grant(int milliamps) {
    grant = milliamps;
    possible = Math.max(possible, milliamps);
    Optional<Limit> limit = Optional.of(Limit.milliamps(milliamps));
    station.share(evse, source, limit);
    named.ifPresent(by -> station.share(evse, by, limit));
  }

  /**
   * Says whose limit for the whole site leaves the pile no more than its grant, so that the reason
   * of the limit in force names him.
   */
  void named(Optional<LimitSource> by) {
    Optional<LimitSource> next = grant < member.ratingMilliamps() ? by : Optional.empty();
    if (!next.equals(named)) {
      named.ifPresent(before -> station.share(evse, before, Optional.empty()));
      named = next;
      next.ifPresent(n -> station.share(evse, n, Optional.of(Limit.milliamps(grant))));
    }
  }

  /**
   * What is known of it now.
   *
   * @param mayBegin whether piles that are paused may begin
   */
  Pile look(SiteOptions options, boolean mayBegin, long now) {
    Optional<EvseView> view = station.view().evse(evse);
    seatedAtMillis = seatedAtMillis < 0 ? now : seatedAtMillis;
    silent = view.map(v -> !v.reachable() || stale(v, now)).orElse(true);
    String running = view.flatMap(EvseView::transaction).map(TransactionView::id).orElse("");
    List<Reading> fresh = view.map(v -> fresh(v, now)).orElse(List.of());
    boolean blind = fresh.isEmpty() && measured(view);
    List<Integer> drawn = view.isPresent() ? drawn(fresh, options.voltage()) : List.of();
    int most = drawn.stream().mapToInt(Integer::intValue).max().orElse(0);
    if (!adopted && !silent && !refused()) {
      adopt(measured(view), most, now);
    }
    if (silent) {
      possible = Math.max(possible, member.failSafeMilliamps());
      loweredAtMillis = now;
    }
    boolean little = !blind && most <= grant + OBEYED_MILLIAMPS;
    boolean told = view.filter(v -> obeys(v.acknowledgedMilliamps())).isPresent();
    if (!silent && told && little && now - loweredAtMillis >= OBEY_MILLIS) {
      possible = grant;
    }
    boolean another = !transaction.isEmpty() && !running.equals(transaction);
    phases(running, silent, drawn, now);
    boolean wanting =
        !refused()
            && !another
            && (!running.isEmpty() || draws(most, now))
            && (grant > 0 || mayBegin && !tired(options, now));
    return new Pile(
        member,
        wanting,
        silent,
        grant,
        possible,
        drawn,
        phasesUsed(drawn, now),
        excess(most, now),
        silent && !adopted && now - seatedAtMillis < AWAITED_MILLIS);
  }

  /** A vehicle that pauses draws little whatever its limit: the pile must have taken that over. */
  private boolean obeys(int acknowledgedMilliamps) {
    return !member.controllable() || acknowledgedMilliamps >= 0 && acknowledgedMilliamps <= grant;
  }

  /** What it draws, if that has been more than all it was granted for a while, mA; else 0. */
  private int excess(int most, long now) {
    if (silent || most <= possible + OBEYED_MILLIAMPS) {
      excessSinceMillis = -1;
      return 0;
    }
    if (excessSinceMillis < 0) {
      excessSinceMillis = now;
    }
    return now - excessSinceMillis >= OBEY_MILLIS ? most : 0;
  }

  private static List<Reading> fresh(EvseView v, long now) {
    return v.readings().stream()
        .filter(Seat::drawing)
        .filter(Reading::usable)
        .filter(r -> r.ageMillis(now) <= UNSEEN_MILLIS)
        .toList();
  }

  private static boolean drawing(Reading r) {
    return r.measurand() == Measurand.CURRENT_IMPORT
        || r.measurand() == Measurand.POWER_ACTIVE_IMPORT;
  }

  /**
   * Takes a pile in that answers for the first time with what it draws already, so that a restart
   * of the gateway interrupts no charging: as soon as that is measured, or cannot be for a while. A
   * vehicle that draws less than the least current that can be granted is granted that.
   */
  private void adopt(boolean measured, int most, long now) {
    if (heardAtMillis < 0) {
      heardAtMillis = now;
    }
    if (measured || now - heardAtMillis >= UNMEASURED_MILLIS) {
      adopted = true;
      adoptedAtMillis = now;
      possible = member.ratingMilliamps();
      loweredAtMillis = now;
      int least = most < DRAWN_BEFORE ? 0 : Math.max(member.minimumMilliamps(), most);
      int drawing = Math.min(member.ratingMilliamps(), least);
      grant(member.controllable() ? drawing : member.ratingMilliamps());
    }
  }

  /** Whether it has been charging since before it was taken in, its transaction not yet known. */
  private boolean draws(int most, long now) {
    return adopted && grant > 0 && now - adoptedAtMillis < RECONCILE_MILLIS && most >= DRAWN_BEFORE;
  }

  private static boolean measured(Optional<EvseView> view) {
    return view.stream()
        .flatMap(v -> v.readings().stream())
        .anyMatch(r -> drawing(r) && (r.usable() || !r.meter().equals(VehicleReport.METER)));
  }

  /**
   * Whether nothing was read for so long that its watchdog may have tripped; what a vehicle says
   * proves nothing of the pile.
   */
  private static boolean stale(EvseView v, long now) {
    List<Reading> own =
        v.readings().stream().filter(r -> !r.meter().equals(VehicleReport.METER)).toList();
    return !own.isEmpty() && own.stream().allMatch(r -> r.ageMillis(now) > STALE_MILLIS);
  }

  /** Whether it was paused too often within an hour: it stays paused until the hour is over. */
  private boolean tired(SiteOptions options, long now) {
    while (!pauses.isEmpty() && now - pauses.peek() >= HOUR_MILLIS) {
      pauses.poll();
    }
    return pauses.size() >= options.pausesPerHour();
  }

  private void phases(String running, boolean silent, List<Integer> drawn, long now) {
    boolean some = drawn.stream().anyMatch(d -> d >= DRAWING_MILLIAMPS);
    boolean few = drawn.stream().anyMatch(d -> d < NOTHING_MILLIAMPS);
    boolean between = drawn.stream().anyMatch(d -> d >= NOTHING_MILLIAMPS && d < DRAWING_MILLIAMPS);
    boolean same = running.equals(transaction) && !running.isEmpty();
    transaction = running;
    if (!same || silent || grant == 0 || !some || !few || between) {
      partlySinceMillis = -1;
    } else if (partlySinceMillis < 0) {
      partlySinceMillis = now;
    }
  }

  private List<Integer> phasesUsed(List<Integer> drawn, long now) {
    if (partlySinceMillis < 0 || now - partlySinceMillis < PHASES_MILLIS) {
      return member.phases();
    }
    List<Integer> used = new ArrayList<>();
    for (int i = 0; i < member.phases().size() && i < drawn.size(); i++) {
      if (drawn.get(i) >= DRAWING_MILLIAMPS) {
        used.add(member.phases().get(i));
      }
    }
    return used;
  }

  /**
   * Carries out what was planned. Small rises wait, so that the pile is not written at each
   * flicker; one that does not answer keeps its grant, with which it counts.
   */
  void follow(int planned, long now) {
    if (!member.controllable() || silent) {
      return;
    }
    boolean small = planned > grant && planned - grant < SMALL_MILLIAMPS;
    int next = small && grant > 0 && planned < member.ratingMilliamps() ? grant : planned;
    if (!adopted || next == grant) {
      return;
    }
    if (next < grant) {
      possible = Math.max(possible, grant);
      loweredAtMillis = now;
    }
    if (next == 0 && !transaction.isEmpty()) {
      pauses.add(now);
    }
    grant(next);
  }

  private List<Integer> drawn(List<Reading> readings, int voltage) {
    List<Integer> result = new ArrayList<>();
    List<Phase> phases = List.of(Phase.L1, Phase.L2, Phase.L3);
    boolean byPhase =
        readings.stream()
            .anyMatch(r -> r.measurand() == Measurand.CURRENT_IMPORT && phases.contains(r.phase()));
    if (!byPhase) {
      double watts =
          readings.stream()
              .filter(r -> r.measurand() == Measurand.POWER_ACTIVE_IMPORT)
              .filter(r -> r.phase() == Phase.ALL)
              .mapToDouble(Reading::value)
              .findFirst()
              .orElse(0);
      int each = (int) Math.round(watts * 1000 / ((double) voltage * member.phases().size()));
      member.phases().forEach(p -> result.add(each));
      return result;
    }
    for (int i = 0; i < member.phases().size(); i++) {
      Phase phase = phases.get(i);
      result.add(
          readings.stream()
              .filter(r -> r.measurand() == Measurand.CURRENT_IMPORT && r.phase() == phase)
              .mapToInt(r -> (int) Math.round(r.value() * 1000))
              .findFirst()
              .orElse(0));
    }
    return result;
  }
}
