package io.ocpp809.iec104.site;

import io.ocpp809.iec104.station.Moment;
import io.ocpp809.station.limit.Limit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;

/**
 * Set-points that stand: one slot a target and commanding group, in which the last accepted one
 * wins, until it is taken back or the validity ends that its group has asked for; of several groups
 * the smallest. What is given is lowered at once and raised by the ramp. While a group is not heard
 * for longer than its delay, its fail-safe limit holds for the site besides; silence never releases
 * anything. Pure; time is passed in.
 */
public final class GridLimits {
  /** Number of the site among the targets; EVSEs have theirs. */
  public static final int SITE = 0;

  /** Simultaneity of steered devices by BK6-22-300: for two to eight of them, then for more. */
  private static final double[] SIMULTANEITY = {0.80, 0.75, 0.70, 0.65, 0.60, 0.55, 0.50};

  private static final double MANY = 0.45;
  private static final int FLOOR_WATTS = 4_200;
  private static final int VOLTAGE = 230;
  private static final long STEP_MILLIS = 10_000;
  private static final String LOST = "lost";
  private static final String VALIDITY = "validity";
  private static final long MINUTE = 60_000;

  private final GridOptions options;
  private final Map<String, Link> links = new LinkedHashMap<>();
  private final SortedMap<Integer, Map<String, Slot>> slots = new TreeMap<>();
  private final SortedMap<Integer, Optional<Limit>> given = new TreeMap<>();
  private final Map<Integer, Long> raisedAt = new HashMap<>();
  private boolean failSafe;

  private static final class Link {
    private final GroupPolicy policy;
    private boolean up;
    private long goneAt;
    private int validity;

    Link(GroupPolicy policy, long now) {
      this.policy = policy;
      this.goneAt = now;
    }
  }

  /** A set-point, and the monotonic ms at which it ends. */
  private record Slot(SetPoint setPoint, long until) {}

  /**
   * A set-point whose validity has ended.
   *
   * @param target the site or an EVSE
   * @param group who gave it
   * @param setPoint what it was
   */
  record Expired(int target, String group, SetPoint setPoint) {}

  /**
   * Begins without a set-point, and with no group heard.
   *
   * @param now monotonic ms
   */
  public GridLimits(GridOptions options, long now) {
    this.options = options;
    options.groups().forEach(g -> links.put(g.group(), new Link(g, now)));
  }

  /**
   * Takes a set-point of a group for a target.
   *
   * @param now monotonic ms; its validity begins
   */
  public void accept(int target, String group, SetPoint setPoint, long now) {
    accept(target, group, setPoint, 0, now);
  }

  private void accept(int target, String group, SetPoint setPoint, long gone, long now) {
    long until =
        setPoint.minutes() == 0 ? Long.MAX_VALUE : now + setPoint.minutes() * MINUTE - gone;
    slots.computeIfAbsent(target, t -> new LinkedHashMap<>()).put(group, new Slot(setPoint, until));
  }

  /**
   * Sets how long the set-points stand that a group gives from now on; those that stand keep
   * theirs.
   *
   * @param minutes 0 until they are changed
   */
  public void validity(String group, int minutes) {
    Link link = links.get(group);
    if (link != null) {
      link.validity = minutes;
    }
  }

  /** How long a set-point stands that a group gives now, minutes; 0 until it is changed. */
  public int validity(String group) {
    Link link = links.get(group);
    return link == null ? 0 : link.validity;
  }

  /** Takes the set-points back whose validity has ended. */
  List<Expired> expire(long now) {
    List<Expired> ended = new ArrayList<>();
    slots.forEach(
        (target, groups) ->
            groups.forEach(
                (group, slot) -> {
                  if (slot.until() <= now) {
                    ended.add(new Expired(target, group, slot.setPoint()));
                  }
                }));
    ended.forEach(e -> release(e.target(), e.group()));
    return ended;
  }

  /** Takes a group's set-point for a target back. */
  public void release(int target, String group) {
    Map<String, Slot> mine = slots.get(target);
    if (mine != null) {
      mine.remove(group);
      if (mine.isEmpty()) {
        slots.remove(target);
      }
    }
  }

  /** A group is heard, or not any more. */
  public void heard(String group, boolean up, long now) {
    Link link = links.get(group);
    if (link != null && link.up != up) {
      link.up = up;
      link.goneAt = now;
    }
  }

  /** The set-point for a target that was accepted last, of whatever group. */
  public Optional<SetPoint> last(int target) {
    return slots.getOrDefault(target, Map.of()).values().stream()
        .map(Slot::setPoint)
        .max(java.util.Comparator.comparing(SetPoint::at));
  }

  /** Targets that have a set-point, or had one that is still being taken back. */
  public Collection<Integer> targets() {
    SortedMap<Integer, Boolean> all = new TreeMap<>();
    slots.keySet().forEach(t -> all.put(t, true));
    given.keySet().forEach(t -> all.put(t, true));
    return all.keySet();
  }

  /** Whether a commanding group is not heard and its fail-safe limit holds. */
  public boolean failSafe() {
    return failSafe;
  }

  /** The fail-safe limit of the site at this moment, W; empty while all that matter are heard. */
  public OptionalInt failSafeWatts(long now) {
    OptionalInt least = OptionalInt.empty();
    for (Link link : links.values()) {
      if (lost(link, now) && link.policy.failSafeWatts().isPresent()) {
        int watts = link.policy.failSafeWatts().getAsInt();
        least = OptionalInt.of(least.isPresent() ? Math.min(least.getAsInt(), watts) : watts);
      }
    }
    failSafe = least.isPresent();
    return least;
  }

  /**
   * What a target is to be limited to now.
   *
   * @param target the site or an EVSE
   * @param ratingWatts what it can draw at most, W
   * @param evses how many EVSEs it has, for the floor
   * @param now monotonic ms
   * @return empty for no limit
   */
  public Optional<Limit> step(int target, int ratingWatts, int evses, long now) {
    Optional<Limit> wanted = smallest(target).map(l -> options.floor() ? floored(l, evses) : l);
    Optional<Limit> before = given.getOrDefault(target, Optional.empty());
    Optional<Limit> next = ramped(target, before, wanted, ratingWatts, now);
    if (next.isPresent()) {
      given.put(target, next);
    } else {
      given.remove(target);
      raisedAt.remove(target);
    }
    return next;
  }

  private static boolean lost(Link link, long now) {
    return !link.up && now - link.goneAt >= link.policy.delayMillis();
  }

  private Optional<Limit> smallest(int target) {
    return slots.getOrDefault(target, Map.of()).values().stream()
        .map(s -> s.setPoint().limit())
        .min(java.util.Comparator.comparingInt(l -> l.toWatts(VOLTAGE, 3)));
  }

  private Optional<Limit> ramped(
      int target, Optional<Limit> before, Optional<Limit> wanted, int ratingWatts, long now) {
    if (before.isEmpty()) {
      return wanted;
    }
    Limit from = before.get();
    IntUnaryOperator unit = watts -> Limit.watts(watts).toMilliamps(VOLTAGE, 3);
    boolean amperes = from.kind() == io.ocpp809.station.pile.Capabilities.LimitKind.CURRENT;
    int rating = amperes ? unit.applyAsInt(ratingWatts) : ratingWatts;
    int to =
        wanted
            .map(w -> amperes ? w.toMilliamps(VOLTAGE, 3) : w.toWatts(VOLTAGE, 3))
            .map(v -> Math.min(v, rating))
            .orElse(rating);
    if (options.rampPerMinute() == 0 || to <= from.value()) {
      raisedAt.remove(target);
      return wanted;
    }
    long since = now - raisedAt.computeIfAbsent(target, x -> now);
    if (since < STEP_MILLIS) {
      return before;
    }
    raisedAt.put(target, now);
    int risen =
        (int)
            Math.min(
                Integer.MAX_VALUE,
                from.value() + Math.round(rating * options.rampPerMinute() * since / 60_000));
    return risen >= to ? wanted : Optional.of(new Limit(from.kind(), risen));
  }

  private static Limit floored(Limit limit, int evses) {
    int floor = floorWatts(evses);
    return limit.toWatts(VOLTAGE, 3) >= floor ? limit : Limit.watts(floor);
  }

  /**
   * Least power that a limit leaves so many EVSEs behind one energy management, W: 4.2 kW for one,
   * and for each further one 4.2 kW by the simultaneity of their number (BNetzA BK6-22-300).
   */
  static int floorWatts(int evses) {
    if (evses <= 1) {
      return FLOOR_WATTS;
    }
    double g = evses - 2 < SIMULTANEITY.length ? SIMULTANEITY[evses - 2] : MANY;
    return (int) Math.round(FLOOR_WATTS + (evses - 1) * g * FLOOR_WATTS);
  }

  private static long gone(SetPoint p, Moment at) {
    return at.trusted() ? Math.max(0, at.wall().toEpochMilli() - p.at().toEpochMilli()) : 0;
  }

  /** What stands, and who is lost, as text, so that it outlives a restart. */
  public String text(long now) {
    StringBuilder out = new StringBuilder();
    links.forEach(
        (group, link) -> {
          if (lost(link, now)) {
            out.append(LOST).append('\t').append(group).append('\n');
          }
          if (link.validity > 0) {
            out.append(VALIDITY + '\t' + group + '\t' + link.validity + '\n');
          }
        });
    slots.forEach(
        (target, groups) ->
            groups.forEach(
                (group, slot) ->
                    out.append(target)
                        .append('\t')
                        .append(group)
                        .append('\t')
                        .append(slot.setPoint().text())
                        .append('\n')));
    return out.toString();
  }

  /**
   * Takes back what {@link #text} wrote; lines that are damaged or of groups that are gone not. A
   * validity goes on where it was if the clock is trusted, else it begins anew: a limit rather
   * lasts too long than too short.
   */
  public void restore(String text, Moment at) {
    long now = at.millis();
    for (String line : text.lines().toList()) {
      String[] parts = line.split("\t");
      if (parts.length == 2 && parts[0].equals(LOST) && links.containsKey(parts[1])) {
        Link link = links.get(parts[1]);
        link.goneAt = now - link.policy.delayMillis();
      }
      if (parts.length != 3 || !links.containsKey(parts[1])) {
        continue;
      }
      if (parts[0].equals(VALIDITY) && parts[2].matches("\\d{1,5}")) {
        links.get(parts[1]).validity = Integer.parseInt(parts[2]);
      }
      if (parts[0].matches("\\d{1,3}")) {
        int target = Integer.parseInt(parts[0]);
        SetPoint.of(parts[2]).ifPresent(p -> accept(target, parts[1], p, gone(p, at), now));
      }
    }
  }
}
