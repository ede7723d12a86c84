package io.ocpp809.iec104.site;

import io.ocpp809.iec104.station.Moment;
import io.ocpp809.station.limit.Limit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Set-points that stand: one slot a target and commanding group, in which the last accepted one
 * wins, until it is taken back or the validity ends that its group has asked for; of several groups
 * the smallest. What is given is lowered at once and raised by the ramp. While a group is not heard
 * for longer than its delay, its fail-safe limit holds for the site besides, and from there the
 * site rises by the ramp as well; silence never releases anything. Pure; time is passed in.
 */
public final class GridLimits {
  /** Number of the site among the targets; EVSEs have theirs. */
  public static final int SITE = 0;

  private static final String LOST = "lost";
  private static final String VALIDITY = "validity";
  private static final String GIVEN = "given";
  private static final long MINUTE = 60_000;

  private final GridOptions options;
  private final Ramp ramp;
  private final Map<String, Link> links = new LinkedHashMap<>();
  private final SortedMap<Integer, Map<String, Slot>> slots = new TreeMap<>();

  private static final class Link {
    private final GroupPolicy policy;
    private boolean up;
    private long goneAt;
    private int validity;

    Link(GroupPolicy policy, long now) {
      this.policy = policy;
      this.goneAt = now;
    }

    boolean lost(long now) {
      return !up && now - goneAt >= policy.delayMillis();
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
    this.ramp = new Ramp(options.rampPerMinute());
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
        .max(Comparator.comparing(SetPoint::at));
  }

  /** Targets that have a set-point, or a limit that still rises to the rating. */
  public Collection<Integer> targets() {
    Collection<Integer> all = new TreeSet<>(slots.keySet());
    all.addAll(ramp.targets());
    return all;
  }

  /** The fail-safe limit of the site at this moment, W; empty while all that matter are heard. */
  public OptionalInt failSafeWatts(long now) {
    return links.values().stream()
        .filter(link -> link.lost(now))
        .flatMapToInt(link -> link.policy.failSafeWatts().stream())
        .min();
  }

  /**
   * What set-points limit a target to now; of the site the fail-safe is told apart.
   *
   * @param target the site or an EVSE
   * @param rated what it can draw
   * @param now monotonic ms
   * @return empty for no limit
   */
  Optional<Limit> step(int target, Rated rated, long now) {
    Optional<Limit> wanted = wanted(target, rated);
    OptionalInt safe = target == SITE ? failSafeWatts(now) : OptionalInt.empty();
    if (safe.isEmpty()) {
      return ramp.step(target, wanted, rated, now);
    }
    Optional<Limit> least =
        wanted
            .filter(w -> rated.watts(w) < safe.getAsInt())
            .or(() -> Optional.of(Limit.watts(safe.getAsInt())));
    Optional<Limit> next = ramp.step(target, least, rated, now);
    return next.filter(n -> rated.watts(n) < safe.getAsInt()).or(() -> wanted);
  }

  /** What a target was limited to last, while it is not known what it can draw. */
  Optional<Limit> hold(int target) {
    return ramp.hold(target).or(() -> wanted(target, Rated.site(Integer.MAX_VALUE, 1)));
  }

  /** The smallest of the set-points that stand for a target, as it was given; of none, empty. */
  Optional<Limit> smallest(int target, Rated rated) {
    return slots.getOrDefault(target, Map.of()).values().stream()
        .map(s -> s.setPoint().limit())
        .min(Comparator.comparingInt(rated::watts));
  }

  /** What the smallest set-point comes to, by the floor where there is one. */
  private Optional<Limit> wanted(int target, Rated rated) {
    return smallest(target, rated).map(l -> options.floor() ? Floor.lift(l, rated) : l);
  }

  private static long gone(SetPoint p, Moment at) {
    return at.trusted() && p.trusted()
        ? Math.max(0, at.wall().toEpochMilli() - p.at().toEpochMilli())
        : 0;
  }

  /**
   * What stands, where it has risen to, and who is lost, as text, so that it outlives a restart.
   */
  public String text(long now) {
    StringBuilder out = new StringBuilder();
    links.forEach(
        (group, link) -> {
          if (link.lost(now)) {
            line(out, LOST, group);
          }
          if (link.validity > 0) {
            line(out, VALIDITY, group, link.validity);
          }
        });
    slots.forEach(
        (target, groups) ->
            groups.forEach((group, slot) -> line(out, target, group, slot.setPoint().text())));
    ramp.each((target, limit) -> line(out, GIVEN, target, SetPoint.text(limit)));
    return out.toString();
  }

  private static void line(StringBuilder out, Object... parts) {
    for (int i = 0; i < parts.length; i++) {
      out.append(i == 0 ? "" : "\t").append(parts[i]);
    }
    out.append('\n');
  }

  /**
   * Takes back what {@link #text} wrote; lines that are damaged or of groups that are gone not. A
   * validity goes on where it was if the clock is trusted and was, else it begins anew: a limit
   * rather lasts too long than too short.
   */
  public void restore(String text, Moment at) {
    for (String line : text.lines().toList()) {
      String[] parts = line.split("\t");
      if (parts.length == 3 && parts[0].equals(GIVEN) && isTarget(parts[1])) {
        int target = Integer.parseInt(parts[1]);
        SetPoint.limit(parts[2]).ifPresent(l -> ramp.restore(target, l));
      } else if (parts.length > 1 && links.containsKey(parts[1])) {
        restore(parts, links.get(parts[1]), at);
      }
    }
  }

  private void restore(String[] parts, Link link, Moment at) {
    if (parts.length == 2 && parts[0].equals(LOST)) {
      link.goneAt = at.millis() - link.policy.delayMillis();
    } else if (parts.length == 3 && parts[0].equals(VALIDITY) && parts[2].matches("\\d{1,5}")) {
      link.validity = Integer.parseInt(parts[2]);
    } else if (parts.length == 3 && isTarget(parts[0])) {
      int target = Integer.parseInt(parts[0]);
      SetPoint.of(parts[2]).ifPresent(p -> accept(target, parts[1], p, gone(p, at), at.millis()));
    }
  }

  private static boolean isTarget(String text) {
    return text.matches("\\d{1,3}");
  }
}
