package io.ocpp809.station.site;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToIntBiFunction;

/**
 * Shares what the fuses leave. Pure: from what is known of each pile it works out new grants, such
 * that on every phase of every fuse the sum of what each pile may draw stays within it, whatever
 * the piles do with their grants in the meantime: a pile counts with its old grant until it has
 * been seen to obey the new one, with what it draws while that is more than it was granted, with
 * its fail-safe current while it is silent, and with its rating if it obeys no limit at all.
 */
final class SitePlanner {
  private static final int PHASES = FuseGroup.PHASES;

  private final SiteOptions options;
  private final int gridMilliamps;

  SitePlanner(SiteOptions options) {
    this(options, Integer.MAX_VALUE);
  }

  /**
   * Makes a planner.
   *
   * @param gridMilliamps what the grid operator allows on each phase at the grid connection, mA;
   *     {@link Integer#MAX_VALUE} for anything
   */
  SitePlanner(SiteOptions options, int gridMilliamps) {
    this.options = options;
    this.gridMilliamps = gridMilliamps;
  }

  /**
   * What is known of a pile.
   *
   * @param member its configuration
   * @param wanting whether a vehicle wants to charge there
   * @param silent whether the pile does not answer
   * @param grantMilliamps its present grant per phase, mA
   * @param possibleMilliamps what it may still draw, mA: the grant before, until it has obeyed
   * @param drawnMilliamps what it draws on each of its own phases, mA
   * @param phases phases of the site that its vehicle is seen to use, or all of the pile's
   * @param excessMilliamps what it draws beyond all that it was granted, mA; 0 if it obeys
   * @param awaited whether it has not been heard yet, and may be within moments
   */
  record Pile(
      Member member,
      boolean wanting,
      boolean silent,
      int grantMilliamps,
      int possibleMilliamps,
      List<Integer> drawnMilliamps,
      List<Integer> phases,
      int excessMilliamps,
      boolean awaited) {
    Pile(
        Member member,
        boolean wanting,
        boolean silent,
        int grantMilliamps,
        int possibleMilliamps,
        List<Integer> drawnMilliamps) {
      this(
          member,
          wanting,
          silent,
          grantMilliamps,
          possibleMilliamps,
          drawnMilliamps,
          member.phases(),
          0,
          false);
    }

    /** What it draws on a phase of its own, mA; 0 where it does not say. */
    private int drawn(int own) {
      return own < drawnMilliamps.size() ? drawnMilliamps.get(own) : 0;
    }

    /** What it counts with that is granted so much, or may still draw so much. */
    int counting(int milliamps) {
      return Math.max(milliamps, excessMilliamps);
    }

    /** Whether it is beyond reach: it draws what it draws. */
    boolean fixed() {
      return silent || !member.controllable();
    }

    /** What it counts with that is beyond reach, mA. */
    int fixedDraw() {
      return member.controllable()
          ? Math.max(member.failSafeMilliamps(), possibleMilliamps)
          : member.ratingMilliamps();
    }

    /** Whether it counts on a phase of the site. */
    boolean on(int phase) {
      return (fixed() ? member.phases() : phases).contains(phase);
    }
  }

  /**
   * Why a configuration cannot be accepted.
   *
   * @return empty if it can
   */
  String fault(List<Member> members) {
    for (FuseGroup g : FuseGroup.fuses(options)) {
      List<Member> held = members.stream().filter(m -> g.holds(m, options)).toList();
      for (int p = 0; p < PHASES; p++) {
        int phase = p;
        Load load = g.load();
        held.stream()
            .filter(m -> m.phases().contains(phase))
            .forEach(m -> load.add(m, m.failSafeMilliamps()));
        long sum = load.sum();
        if (sum > g.limit()[p]) {
          return String.format(
              Locale.ROOT,
              "fail-safe currents of %s add up to %.1f A on L%d, above the %.1f A of %s; lower them"
                  + " at the piles or name a larger fuse",
              String.join(", ", held.stream().map(Member::id).toList()),
              sum / 1000d,
              p + 1,
              g.limit()[p] / 1000d,
              g.name());
        }
      }
    }
    return "";
  }

  /**
   * New grants by member.
   *
   * @param piles the piles, the one first that is served first when not all can be
   * @param house what else the site's meter sees
   * @param stepMillis time since the last plan, ms, by which rises are bounded
   */
  Map<String, Integer> plan(List<Pile> piles, House house, long stepMillis) {
    List<FuseGroup> groups = groups(piles, house.most());
    List<FuseGroup> lasting = groups(piles, house.least());
    Map<String, Integer> wanted = share(piles, groups, lasting);
    Map<String, Integer> kept = share(piles, groups(piles, house.sure()), lasting);
    return bounded(piles, wanted, kept, groups, stepMillis);
  }

  private List<FuseGroup> groups(List<Pile> piles, int[] house) {
    List<FuseGroup> groups = new ArrayList<>(FuseGroup.fuses(options));
    groups.addAll(FuseGroup.piles(piles.stream().map(Pile::member).toList()));
    if (options.metered()) {
      groups.add(FuseGroup.grid(left(fuse(), options.failSafeMilliamps(), house)));
    }
    if (gridMilliamps < Integer.MAX_VALUE) {
      groups.add(
          FuseGroup.operator(
              options.metered()
                  ? left(gridMilliamps, gridMilliamps, house)
                  : FuseGroup.all(gridMilliamps)));
    }
    return groups;
  }

  /** What the house leaves on each phase, or so much where what it takes is not known, mA. */
  private static long[] left(int milliamps, int unknown, int[] house) {
    long[] left = new long[PHASES];
    Arrays.setAll(
        left,
        p ->
            house[p] == Integer.MIN_VALUE
                ? unknown
                : milliamps == Integer.MAX_VALUE
                    ? Integer.MAX_VALUE
                    : milliamps - Math.max(0, house[p]));
    return left;
  }

  private int fuse() {
    return options.fuseMilliamps() == 0
        ? Integer.MAX_VALUE
        : options.fuseMilliamps() - options.reserveMilliamps();
  }

  /** What fuse and grid operator leave on each phase at the grid connection, mA. */
  int connection() {
    return Math.min(fuse(), gridMilliamps);
  }

  /** Whether the grid operator allows less than the fuse. */
  boolean limited() {
    return gridMilliamps < Integer.MAX_VALUE && connection() == gridMilliamps;
  }

  /** What the piles draw on each phase of the site, mA. */
  static int[] drawn(List<Pile> piles) {
    return onPhases(piles, Pile::drawn);
  }

  /** What the piles may draw on each phase of the site by what they were granted, mA. */
  static int[] possible(List<Pile> piles) {
    return onPhases(piles, (pile, own) -> Math.max(pile.drawn(own), pile.possibleMilliamps()));
  }

  private static int[] onPhases(List<Pile> piles, ToIntBiFunction<Pile, Integer> milliamps) {
    int[] sum = new int[PHASES];
    for (Pile pile : piles) {
      for (int own = 0; own < pile.member().phases().size(); own++) {
        sum[pile.member().phases().get(own)] += milliamps.applyAsInt(pile, own);
      }
    }
    return sum;
  }

  /**
   * Each its minimum in the order given, as far as that goes; what is left in equal parts to those
   * that got it.
   *
   * @param lasting what the fuses leave without shortages that have just begun: what charges
   *     already keeps its minimum from it
   */
  private Map<String, Integer> share(
      List<Pile> piles, List<FuseGroup> groups, List<FuseGroup> lasting) {
    Map<String, Integer> grants = new LinkedHashMap<>();
    List<Pile> rising = new ArrayList<>();
    Loads loads = new Loads(piles, groups, options, p -> p.counting(0));
    for (Pile p : piles) {
      if (p.wanting() && !p.fixed()) {
        int minimum = p.member().minimumMilliamps();
        boolean charges = p.grantMilliamps() >= minimum;
        if ((charges ? loads.lasting(lasting, p) : loads.room(groups, p)) >= minimum) {
          grants.put(p.member().id(), minimum);
          loads.set(p, p.counting(minimum));
          rising.add(p);
        }
      }
    }
    raise(rising, grants, loads, groups, piles.size());
    piles.forEach(p -> grants.putIfAbsent(p.member().id(), 0));
    return grants;
  }

  /**
   * Raises all alike until each has its rating or nothing is left to it.
   *
   * @param rest what is left of a fuse at most, mA, when nothing is left to those behind it
   */
  private static void raise(
      List<Pile> rising,
      Map<String, Integer> grants,
      Loads loads,
      List<FuseGroup> groups,
      int rest) {
    while (!rising.isEmpty()) {
      int step = step(rising, grants, loads, groups);
      for (Pile p : rising) {
        loads.set(p, p.counting(grants.merge(p.member().id(), step, Integer::sum)));
      }
      int before = rising.size();
      rising.removeIf(
          p ->
              grants.get(p.member().id()) >= p.member().ratingMilliamps()
                  || blocked(p, loads, groups, rest));
      if (rising.size() == before && step == 0) {
        return;
      }
    }
  }

  private static int step(
      List<Pile> rising, Map<String, Integer> grants, Loads loads, List<FuseGroup> groups) {
    long step = Integer.MAX_VALUE;
    for (Pile p : rising) {
      step = Math.min(step, p.member().ratingMilliamps() - grants.get(p.member().id()));
    }
    for (int g = 0; g < groups.size(); g++) {
      for (int phase = 0; phase < PHASES; phase++) {
        int count = 0;
        for (Pile p : rising) {
          count += loads.in(g, p) && p.on(phase) ? 1 : 0;
        }
        if (count > 0) {
          step = Math.min(step, Math.max(0, loads.left(groups, g, phase)) / count);
        }
      }
    }
    return (int) Math.max(0, step);
  }

  private static boolean blocked(Pile p, Loads loads, List<FuseGroup> groups, int rest) {
    for (int g = 0; g < groups.size(); g++) {
      for (int phase : p.phases()) {
        if (loads.in(g, p) && loads.left(groups, g, phase) < rest) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Lowers at once; raises only into what the others can no longer draw, and only by the ramp.
   *
   * @param kept what those that charge may keep at most
   */
  private Map<String, Integer> bounded(
      List<Pile> piles,
      Map<String, Integer> wanted,
      Map<String, Integer> kept,
      List<FuseGroup> groups,
      long stepMillis) {
    Map<String, Integer> result = new HashMap<>();
    for (Pile p : piles) {
      result.put(p.member().id(), Math.min(kept.get(p.member().id()), p.grantMilliamps()));
    }
    Loads loads =
        new Loads(
            piles,
            groups,
            options,
            p -> p.counting(Math.max(result.get(p.member().id()), p.possibleMilliamps())));
    long ramp = options.rampMilliampsPerSecond() * stepMillis / 1000;
    for (Pile p : piles) {
      String id = p.member().id();
      int target = wanted.get(id);
      if (target > p.grantMilliamps() && !p.fixed()) {
        int first = p.grantMilliamps() == 0 ? p.member().minimumMilliamps() : 0;
        long most = Math.min(target, Math.max(first, p.grantMilliamps() + ramp));
        long raised = Math.min(most, loads.room(groups, p));
        if (raised > p.grantMilliamps() && raised >= p.member().minimumMilliamps()) {
          result.put(id, (int) raised);
          loads.set(p, p.counting(Math.max((int) raised, p.possibleMilliamps())));
        }
      }
    }
    return result;
  }
}
