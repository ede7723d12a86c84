package io.ocpp809.station.site;

import io.ocpp809.station.EvseView;
import io.ocpp809.station.Station;
import io.ocpp809.station.limit.Limit;
import io.ocpp809.station.limit.LimitCurve;
import io.ocpp809.station.limit.LimitSource;
import io.ocpp809.station.mailbox.Mailbox;
import io.ocpp809.station.reading.Measurand;
import io.ocpp809.station.reading.Phase;
import io.ocpp809.station.reading.Quality;
import io.ocpp809.station.reading.Reading;
import io.ocpp809.station.site.SitePlanner.MeterState;
import io.ocpp809.station.site.SitePlanner.Pile;
import io.ocpp809.station.time.TimeSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/**
 * A site at work: once a second, and whenever its meter or a station has news, it grants each pile
 * what the fuses leave. Lives in a mailbox of its own; safe to call from any thread.
 */
public final class Site {
  private static final long TICK_MILLIS = 1_000;
  private static final int OBEYED_MILLIAMPS = 1_000;
  private static final long OBEY_MILLIS = 3_000;
  private static final int SMALL_MILLIAMPS = 500;
  private static final long HOUR_MILLIS = 3_600_000;

  private final TimeSource time;
  private final Mailbox mailbox;
  private final Map<String, Seat> seats = new LinkedHashMap<>();
  private final long chargeFromMillis;
  private volatile SiteOptions options;
  private int[] meterMilliamps = new int[3];
  private long meterAtMillis = Long.MIN_VALUE / 2;
  private long plannedAtMillis;
  private boolean closed;

  private static final class Seat {
    private final Member member;
    private final Station station;
    private final int evse;
    private boolean adopted;
    private int grant;
    private int possible;
    private long loweredAtMillis;
    private final ArrayDeque<Long> pauses = new ArrayDeque<>();

    private Seat(Member member, Station station, int evse) {
      this.member = member;
      this.station = station;
      this.evse = evse;
      this.possible = member.failSafeMilliamps();
    }
  }

  /**
   * Makes a site.
   *
   * @param options its configuration
   * @param time the time
   * @param pool runs its mailbox
   * @param timers wakes it up
   * @param chance a number from 0 to 1 by which charging resumes later after a start
   */
  public Site(
      SiteOptions options,
      TimeSource time,
      Executor pool,
      ScheduledExecutorService timers,
      double chance) {
    this.options = options;
    this.time = time;
    this.mailbox = new Mailbox(pool, timers, e -> mailboxFailed());
    this.plannedAtMillis = time.monotonicMillis();
    this.chargeFromMillis = plannedAtMillis + Math.round(chance * options.delayMillis());
    mailbox.post(this::tick);
  }

  private void mailboxFailed() {
    seats.values().forEach(s -> grant(s, 0));
  }

  /** The site's name in the configuration. */
  public String name() {
    return options.name();
  }

  /**
   * Why a pile cannot join.
   *
   * @return empty if it can
   */
  public synchronized String refusal(Member joining) {
    List<Member> all = new ArrayList<>();
    seats.values().stream()
        .map(s -> s.member)
        .filter(m -> !m.id().equals(joining.id()))
        .forEach(all::add);
    all.add(joining);
    if (!joining.circuit().isEmpty()
        && options.circuits().stream().noneMatch(c -> c.name().equals(joining.circuit()))) {
      return "circuit: the site has no circuit " + joining.circuit();
    }
    return new SitePlanner(options).fault(all);
  }

  /**
   * Takes a pile in. Until it has answered it counts with its fail-safe current; then it is granted
   * what it draws already, so that a restart of the gateway interrupts no charging.
   */
  public synchronized void join(Member member, Station station, int evse) {
    seats.put(member.id(), new Seat(member, station, evse));
    mailbox.post(this::plan);
  }

  /** Lets a pile go; its station draws what it likes from then on. */
  public synchronized void leave(String id) {
    Seat seat = seats.remove(id);
    if (seat != null) {
      seat.station.limit(seat.evse, LimitSource.FUSE, Optional.empty());
    }
  }

  /** What the meter at the grid connection sees. */
  public void meter(List<Reading> readings) {
    mailbox.urgent(
        () -> {
          int[] next = new int[3];
          int found = 0;
          for (Reading r : readings) {
            boolean counts =
                r.measurand() == Measurand.CURRENT_IMPORT
                    && r.quality() == Quality.GOOD
                    && r.phase() != Phase.ALL
                    && r.phase() != Phase.N;
            if (counts) {
              next[r.phase().ordinal() - Phase.L1.ordinal()] = (int) Math.round(r.value() * 1000);
              found++;
            }
          }
          if (found > 0) {
            meterMilliamps = next;
            meterAtMillis = time.monotonicMillis();
            plan();
          }
        });
  }

  /**
   * Makes a changed configuration take effect.
   *
   * @return empty if it does; else why the piles do not fit it, and nothing has changed
   */
  public synchronized String reconfigure(SiteOptions next) {
    String fault = new SitePlanner(next).fault(seats.values().stream().map(s -> s.member).toList());
    if (fault.isEmpty()) {
      options = next;
      mailbox.post(this::plan);
    }
    return fault;
  }

  /** Something has changed at a station. */
  public void nudge() {
    mailbox.post(this::plan);
  }

  private void tick() {
    if (!closed) {
      plan();
      mailbox.after(TICK_MILLIS, this::tick);
    }
  }

  private synchronized void plan() {
    long now = time.monotonicMillis();
    List<Pile> piles = new ArrayList<>();
    for (Seat seat : seats.values()) {
      Pile pile = pile(seat, now);
      if (!seat.adopted && !pile.silent()) {
        seat.adopted = true;
        int drawn = pile.drawnMilliamps().stream().mapToInt(Integer::intValue).max().orElse(0);
        grant(seat, pile.wanting() ? Math.min(seat.member.ratingMilliamps(), drawn) : 0);
        pile = pile(seat, now);
      }
      piles.add(pile);
    }
    boolean fresh = now - meterAtMillis < options.staleMillis();
    Map<String, Integer> grants =
        new SitePlanner(options)
            .plan(piles, new MeterState(fresh, meterMilliamps), now - plannedAtMillis);
    plannedAtMillis = now;
    for (Seat seat : seats.values()) {
      int next = grants.get(seat.member.id());
      if (!seat.adopted) {
        continue;
      }
      next = steady(seat, capped(seat, next, now));
      if (next < seat.grant) {
        seat.possible = Math.max(seat.possible, seat.grant);
        seat.loweredAtMillis = now;
      }
      if (next != seat.grant) {
        grant(seat, next);
      }
    }
  }

  /** Small rises wait, so that a pile is not written to at each flicker of the meter. */
  private static int steady(Seat seat, int next) {
    boolean small = next > seat.grant && next - seat.grant < SMALL_MILLIAMPS;
    return small && seat.grant > 0 && next < seat.member.ratingMilliamps() ? seat.grant : next;
  }

  /** A pile that was paused too often within an hour stays paused until the hour is over. */
  private int capped(Seat seat, int next, long now) {
    while (!seat.pauses.isEmpty() && now - seat.pauses.peek() >= HOUR_MILLIS) {
      seat.pauses.poll();
    }
    boolean charging =
        seat.station.view().evse(seat.evse).flatMap(EvseView::transaction).isPresent();
    if (next == 0 && seat.grant > 0 && charging) {
      seat.pauses.add(now);
    }
    boolean resumes = next > 0 && seat.grant == 0;
    return resumes && seat.pauses.size() >= options.pausesPerHour() ? 0 : next;
  }

  private void grant(Seat seat, int milliamps) {
    seat.grant = milliamps;
    seat.possible = Math.max(seat.possible, milliamps);
    seat.station.limit(
        seat.evse, LimitSource.FUSE, Optional.of(LimitCurve.constant(Limit.milliamps(milliamps))));
  }

  private Pile pile(Seat seat, long now) {
    Optional<EvseView> view = seat.station.view().evse(seat.evse);
    boolean silent = view.map(v -> !v.reachable()).orElse(true);
    boolean wanting = now >= chargeFromMillis && view.flatMap(EvseView::transaction).isPresent();
    List<Integer> drawn = view.map(v -> drawn(v, seat.member, options.voltage())).orElse(List.of());
    int most = drawn.stream().mapToInt(Integer::intValue).max().orElse(0);
    boolean obeyed =
        !silent
            && most <= seat.grant + OBEYED_MILLIAMPS
            && now - seat.loweredAtMillis >= OBEY_MILLIS;
    if (obeyed) {
      seat.possible = seat.grant;
    }
    return new Pile(seat.member, wanting, silent, seat.grant, seat.possible, drawn);
  }

  private static List<Integer> drawn(EvseView v, Member m, int voltage) {
    List<Integer> result = new ArrayList<>();
    boolean byPhase =
        v.readings().stream()
            .anyMatch(r -> r.measurand() == Measurand.CURRENT_IMPORT && r.phase() == Phase.L1);
    if (!byPhase) {
      double watts =
          v.readings().stream()
              .filter(r -> r.measurand() == Measurand.POWER_ACTIVE_IMPORT && r.usable())
              .filter(r -> r.phase() == Phase.ALL)
              .mapToDouble(Reading::value)
              .findFirst()
              .orElse(0);
      int each = (int) Math.round(watts * 1000 / ((double) voltage * m.phases().size()));
      m.phases().forEach(p -> result.add(each));
      return result;
    }
    for (int i = 0; i < m.phases().size(); i++) {
      Phase phase = Phase.values()[Phase.L1.ordinal() + i];
      result.add(
          v.readings().stream()
              .filter(r -> r.measurand() == Measurand.CURRENT_IMPORT && r.phase() == phase)
              .filter(Reading::usable)
              .mapToInt(r -> (int) Math.round(r.value() * 1000))
              .findFirst()
              .orElse(0));
    }
    return result;
  }

  /** Stops granting; what was granted stands until the piles' leases end. */
  public void close() {
    closed = true;
    mailbox.close();
  }
}
