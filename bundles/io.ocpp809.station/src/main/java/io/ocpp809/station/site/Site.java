package io.ocpp809.station.site;

import io.ocpp809.station.limit.Limit;
import io.ocpp809.station.limit.LimitSource;
import io.ocpp809.station.mailbox.Mailbox;
import io.ocpp809.station.reading.Reading;
import io.ocpp809.station.site.SitePlanner.Pile;
import io.ocpp809.station.time.TimeSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/**
 * A site at work: once a second, and whenever its meter or a station has news, it grants each pile
 * what the fuses leave. Lives in a mailbox of its own; safe to call from any thread.
 *
 * <p>A pile that does not fit is refused: it keeps its seat, held at 0, so that what it draws all
 * the same still counts, and is taken in as soon as it fits.
 *
 * <p>A fault while planning raises nothing and cuts nobody: what was granted stands until the next
 * plan, a second later, and the stations' leases end if none succeeds for a while. What the meter
 * says and cannot be taken in is dropped; a meter of which nothing else comes grows stale.
 */
public final class Site {
  private static final long TICK_MILLIS = 1_000;

  /** After so long without another fault of a task none is reported any more, ms. */
  static final long FAULTLESS_MILLIS = 3_600_000;

  private final TimeSource time;
  private final Mailbox mailbox;
  private final LimitSource source;
  private final Map<String, Seat> seats = new LinkedHashMap<>();
  private final GridMeter meter = new GridMeter();
  private final MeterNotices notices = new MeterNotices();
  private final House.Watch house = new House.Watch();
  private final Turns turns = new Turns();
  private final long chargeFromMillis;
  private volatile SiteOptions options;
  private final Map<LimitSource, Limit> outside = new ConcurrentHashMap<>();
  private volatile SiteView view;
  private long plannedAtMillis;
  private Runnable faultless = () -> {};
  private volatile boolean closed;

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
    this(options, time, pool, timers, chance, LimitSource.FUSE);
  }

  /**
   * Makes something that shares as a site does, such as a station with a limit of its own; only a
   * site with a fuse refuses piles.
   *
   * @param source whose limits its grants are
   */
  public Site(
      SiteOptions options,
      TimeSource time,
      Executor pool,
      ScheduledExecutorService timers,
      double chance,
      LimitSource source) {
    this.options = options;
    this.time = time;
    this.source = source;
    this.view = SiteView.unknown(options);
    this.mailbox = new Mailbox(pool, timers, this::taskFailed);
    this.plannedAtMillis = time.monotonicMillis();
    this.chargeFromMillis = plannedAtMillis + Math.round(chance * options.delayMillis());
    mailbox.post(this::tick);
  }

  private synchronized void taskFailed(Throwable fault) {
    plannedAtMillis = time.monotonicMillis();
    faultless.run();
    faultless = mailbox.after(FAULTLESS_MILLIS, () -> tell("site.task", Optional.empty()));
    tell(
        "site.task",
        Optional.of(
            "A task of the site "
                + name()
                + " failed and was skipped, what was granted stands: "
                + fault));
  }

  private synchronized void tell(String finding, Optional<String> text) {
    stations().forEach(s -> s.finding(finding, 0, text));
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
    if (source != LimitSource.FUSE) {
      return "";
    }
    if (!joining.circuit().isEmpty()
        && options.circuits().stream().noneMatch(c -> c.name().equals(joining.circuit()))) {
      return "circuit: the site has no circuit " + joining.circuit();
    }
    List<Member> all = accepted(joining.id());
    all.add(joining);
    return new SitePlanner(options).fault(all);
  }

  private List<Member> accepted(String butFor) {
    List<Member> result = new ArrayList<>();
    seats.values().stream()
        .filter(s -> !s.refused() && !s.member().id().equals(butFor))
        .forEach(s -> result.add(s.member()));
    return result;
  }

  /**
   * Gives a pile its seat, refused or not; whether it is shows in the finding {@code site.refused}
   * of its EVSE. Until it has answered it counts with its fail-safe current.
   */
  public synchronized void join(Member member, SeatedStation station, int evse) {
    Seat earlier = seats.get(member.id());
    if (earlier != null && earlier.is(member, station, evse)) {
      return;
    }
    Seat seat = new Seat(member, station, evse, source);
    if (earlier != null) {
      seat.after(earlier);
    }
    seat.refuse(refusal(member));
    seats.put(member.id(), seat);
    mailbox.post(this::plan);
  }

  /** Lets a pile go; its station draws what it likes from then on. */
  public synchronized void leave(String id) {
    Optional.ofNullable(seats.remove(id)).ifPresent(Seat::leave);
    mailbox.post(this::plan);
  }

  /**
   * Lets a pile go that somebody else shares out to from now on: its station keeps what it was
   * granted until then.
   */
  public synchronized void hand(String id, SeatedStation station) {
    if (Optional.ofNullable(seats.get(id)).filter(s -> s.station() == station).isPresent()) {
      seats.remove(id);
      mailbox.post(this::plan);
    }
  }

  /** What the meter at the grid connection sees. */
  public void meter(List<Reading> readings) {
    mailbox.urgent(
        () -> {
          if (meter.accept(readings, options.voltage())) {
            house.meterRead();
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
    String fault = source == LimitSource.FUSE ? new SitePlanner(next).fault(accepted("")) : "";
    if (fault.isEmpty()) {
      options = next;
      mailbox.post(this::plan);
    }
    return fault;
  }

  /**
   * What the grid operator allows the whole site to take at the grid connection: what its meter
   * sees, the house included, or where there is none what the piles take. A reduction overtakes
   * everything; a rise follows {@code ramp} as any other.
   *
   * @param by who allows it: {@link LimitSource#GRID}, or {@link LimitSource#FAIL_SAFE} while he is
   *     not heard; the smaller one holds
   * @param limit W of all phases together, which are taken to be loaded alike, or mA per phase;
   *     empty takes it back
   */
  public void limit(LimitSource by, Optional<Limit> limit) {
    limit.ifPresentOrElse(l -> outside.put(by, l), () -> outside.remove(by));
    mailbox.urgent(this::plan);
  }

  /** The site as it was when it planned last. */
  public SiteView view() {
    return view;
  }

  private Optional<Map.Entry<LimitSource, Limit>> smallest() {
    return outside.entrySet().stream().min(Comparator.comparingInt(e -> milliamps(e.getValue())));
  }

  private int milliamps(Limit limit) {
    return limit.toMilliamps(options.voltage(), FuseGroup.PHASES);
  }

  /** Something has changed at a station. */
  public void nudge() {
    mailbox.post(this::plan);
  }

  private void tick() {
    if (!closed) {
      mailbox.after(TICK_MILLIS, this::tick);
      plan();
    }
  }

  private synchronized void plan() {
    long now = time.monotonicMillis();
    seats.values().stream().filter(Seat::refused).forEach(s -> s.refuse(refusal(s.member())));
    Map<String, Pile> piles = new LinkedHashMap<>();
    for (Seat seat : seats.values()) {
      Pile pile = seat.look(options, now >= chargeFromMillis, now);
      piles.put(seat.member().id(), pile);
      turns.note(seat.member().id(), pile.wanting(), seat.grant() > 0, now);
    }
    turns.keep(piles.keySet());
    List<Pile> order =
        turns.order(List.copyOf(piles.keySet()), options.turnMillis(), now).stream()
            .map(piles::get)
            .toList();
    int[] drawn = SitePlanner.drawn(order);
    meter.compare(drawn, now);
    MeterState seen = meter.state(now, options.staleMillis(), options.voltage());
    int[] houseNow = seen.house(drawn);
    notices.look(options, meter, houseNow, now, stations());
    Optional<Map.Entry<LimitSource, Limit>> smallest = smallest();
    SitePlanner planner =
        new SitePlanner(
            options, smallest.map(e -> milliamps(e.getValue())).orElse(Integer.MAX_VALUE));
    Optional<LimitSource> names = smallest.map(Map.Entry::getKey).filter(s -> planner.limited());
    House behind = house.take(seen, drawn, SitePlanner.possible(order), planner.connection(), now);
    Map<String, Integer> grants = planner.plan(order, behind, now - plannedAtMillis);
    plannedAtMillis = now;
    for (Seat seat : seats.values()) {
      seat.follow(grants.get(seat.member().id()), now);
      boolean wants = piles.get(seat.member().id()).wanting();
      seat.named(wants ? names : Optional.empty());
      seat.planned();
    }
    view =
        new SiteView(
            options, smallest.map(Map.Entry::getValue), meter.readings(), drawn, seats.size());
  }

  private Set<SeatedStation> stations() {
    Set<SeatedStation> stations = new LinkedHashSet<>();
    seats.values().forEach(s -> stations.add(s.station()));
    return stations;
  }

  /** Stops granting; what was granted stands until the piles' leases end. */
  public void close() {
    closed = true;
    mailbox.close();
  }
}
