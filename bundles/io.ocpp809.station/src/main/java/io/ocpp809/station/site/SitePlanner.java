package io.ocpp809.station.site;

import io.ocpp809.station.site.SiteOptions.Circuit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Shares what the fuses leave. Pure: from what is known of each pile it works out new grants, such
 * that on every phase of every fuse the sum of what each pile may draw stays within it, whatever
 * the piles do with their grants in the meantime: a pile counts with its old grant until it has
 * been seen to obey the new one, and with its fail-safe current while it is silent.
 */
final class SitePlanner {
  private static final int PHASES = 3;

  private final SiteOptions options;

  SitePlanner(SiteOptions options) {
    this.options = options;
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
   */
  record Pile(
      Member member,
      boolean wanting,
      boolean silent,
      int grantMilliamps,
      int possibleMilliamps,
      List<Integer> drawnMilliamps) {}

  /**
   * What the site's meter says.
   *
   * @param fresh whether its values count
   * @param milliamps current drawn from the grid on each phase, mA; negative when feeding in
   */
  record MeterState(boolean fresh, int[] milliamps) {}

  /**
   * Why a configuration cannot be accepted.
   *
   * @return empty if it can
   */
  String fault(List<Member> members) {
    for (Group g : groups(new int[PHASES])) {
      int[] sum = new int[PHASES];
      StringBuilder names = new StringBuilder();
      for (Member m : members) {
        if (g.holds(m, options)) {
          m.phases().forEach(p -> sum[p] += m.failSafeMilliamps());
          names.append(names.isEmpty() ? "" : ", ").append(m.id());
        }
      }
      for (int p = 0; p < PHASES; p++) {
        if (sum[p] > g.limit[p]) {
          return "fail-safe currents of "
              + names
              + " add up to "
              + sum[p] / 1000d
              + " A on L"
              + (p + 1)
              + ", above the "
              + g.limit[p] / 1000d
              + " A of "
              + g.name
              + "; lower them at the piles or name a larger fuse";
        }
      }
    }
    return "";
  }

  private static final class Group {
    private final String name;
    private final int[] limit;

    private Group(String name, int[] limit) {
      this.name = name;
      this.limit = limit;
    }

    private boolean holds(Member m, SiteOptions o) {
      if (name.isEmpty() || name.equals(GRID)) {
        return true;
      }
      String at = m.circuit();
      while (!at.isEmpty()) {
        if (at.equals(name)) {
          return true;
        }
        at = above(at, o);
      }
      return false;
    }

    private static String above(String circuit, SiteOptions o) {
      return o.circuits().stream()
          .filter(c -> c.name().equals(circuit))
          .map(Circuit::above)
          .findFirst()
          .orElse("");
    }
  }

  private static final String GRID = "the grid connection";

  private List<Group> groups(int[] house) {
    List<Group> result = new ArrayList<>();
    if (options.fuseMilliamps() > 0) {
      int[] left = new int[PHASES];
      for (int p = 0; p < PHASES; p++) {
        left[p] = options.fuseMilliamps() - options.reserveMilliamps() - Math.max(0, house[p]);
      }
      result.add(new Group(GRID, left));
    }
    for (Circuit c : options.circuits()) {
      int[] left = new int[PHASES];
      Arrays.fill(left, c.fuseMilliamps() - options.reserveMilliamps());
      result.add(new Group(c.name(), left));
    }
    return result;
  }

  /**
   * New grants by member.
   *
   * @param piles the piles, the one first that is served first when not all can be
   * @param meter the site's meter
   * @param stepMillis time since the last plan, ms, by which rises are bounded
   */
  Map<String, Integer> plan(List<Pile> piles, MeterState meter, long stepMillis) {
    List<Group> groups = groups(house(piles, meter));
    if (options.metered() && !meter.fresh()) {
      int[] share = new int[PHASES];
      Arrays.fill(share, options.failSafeMilliamps());
      groups.add(new Group(GRID, share));
    }
    Map<String, Integer> wanted = share(piles, groups);
    return bounded(piles, wanted, groups, stepMillis);
  }

  private int[] house(List<Pile> piles, MeterState meter) {
    int[] house = new int[PHASES];
    if (!options.metered() || !meter.fresh()) {
      return house;
    }
    System.arraycopy(meter.milliamps(), 0, house, 0, PHASES);
    for (Pile pile : piles) {
      for (int i = 0; i < pile.drawnMilliamps().size() && i < pile.member().phases().size(); i++) {
        house[pile.member().phases().get(i)] -= pile.drawnMilliamps().get(i);
      }
    }
    return house;
  }

  /** An equal share for all that want, fewer where it would be below their minimum. */
  private Map<String, Integer> share(List<Pile> piles, List<Group> groups) {
    List<Pile> served =
        new ArrayList<>(piles.stream().filter(p -> p.wanting() && !p.silent()).toList());
    while (true) {
      Map<String, Integer> result = fill(served, piles, groups);
      Pile starved = null;
      for (Pile p : served) {
        if (result.get(p.member().id()) < p.member().minimumMilliamps()) {
          starved = p;
        }
      }
      if (starved == null) {
        piles.forEach(p -> result.putIfAbsent(p.member().id(), 0));
        return result;
      }
      served.remove(starved);
    }
  }

  private Map<String, Integer> fill(List<Pile> served, List<Pile> all, List<Group> groups) {
    Map<String, Integer> grants = new LinkedHashMap<>();
    served.forEach(p -> grants.put(p.member().id(), 0));
    List<Pile> rising = new ArrayList<>(served);
    while (!rising.isEmpty()) {
      int step = step(rising, grants, all, groups);
      rising.forEach(p -> grants.merge(p.member().id(), step, Integer::sum));
      int before = rising.size();
      rising.removeIf(
          p ->
              grants.get(p.member().id()) >= p.member().ratingMilliamps()
                  || blocked(p, grants, all, groups));
      if (rising.size() == before) {
        return grants;
      }
    }
    return grants;
  }

  private int step(
      List<Pile> rising, Map<String, Integer> grants, List<Pile> all, List<Group> groups) {
    int step = Integer.MAX_VALUE;
    for (Pile p : rising) {
      step = Math.min(step, p.member().ratingMilliamps() - grants.get(p.member().id()));
    }
    for (Group g : groups) {
      for (int phase = 0; phase < PHASES; phase++) {
        int count = 0;
        for (Pile p : rising) {
          count += g.holds(p.member(), options) && p.member().phases().contains(phase) ? 1 : 0;
        }
        if (count > 0) {
          step = Math.min(step, Math.max(0, left(g, phase, grants, all)) / count);
        }
      }
    }
    return Math.max(0, step);
  }

  private boolean blocked(Pile p, Map<String, Integer> grants, List<Pile> all, List<Group> groups) {
    return groups.stream()
        .filter(g -> g.holds(p.member(), options))
        .anyMatch(
            g ->
                p.member().phases().stream().anyMatch(ph -> left(g, ph, grants, all) < all.size()));
  }

  private int left(Group g, int phase, Map<String, Integer> grants, List<Pile> all) {
    int left = g.limit[phase];
    for (Pile p : all) {
      if (g.holds(p.member(), options) && p.member().phases().contains(phase)) {
        left -= p.silent() ? silentDraw(p) : grants.getOrDefault(p.member().id(), 0);
      }
    }
    return left;
  }

  private static int silentDraw(Pile p) {
    return Math.max(p.member().failSafeMilliamps(), p.possibleMilliamps());
  }

  /** Lowers at once; raises only into what the others can no longer draw, and only by the ramp. */
  private Map<String, Integer> bounded(
      List<Pile> piles, Map<String, Integer> wanted, List<Group> groups, long stepMillis) {
    Map<String, Integer> result = new HashMap<>();
    for (Pile p : piles) {
      result.put(p.member().id(), Math.min(wanted.get(p.member().id()), p.grantMilliamps()));
    }
    long ramp = options.rampMilliampsPerSecond() * stepMillis / 1000;
    for (Pile p : piles) {
      String id = p.member().id();
      int target = wanted.get(id);
      if (target > p.grantMilliamps() && !p.silent()) {
        int first = p.grantMilliamps() == 0 ? p.member().minimumMilliamps() : 0;
        long most = Math.min(target, Math.max(first, p.grantMilliamps() + ramp));
        long room = room(p, piles, result, groups);
        long raised = Math.min(most, room);
        if (raised > p.grantMilliamps() && raised >= p.member().minimumMilliamps()) {
          result.put(id, (int) raised);
        }
      }
    }
    return result;
  }

  private long room(Pile mine, List<Pile> piles, Map<String, Integer> result, List<Group> groups) {
    long room = Integer.MAX_VALUE;
    for (Group g : groups) {
      if (!g.holds(mine.member(), options)) {
        continue;
      }
      for (int phase : mine.member().phases()) {
        long left = g.limit[phase];
        for (Pile p : piles) {
          if (p != mine && g.holds(p.member(), options) && p.member().phases().contains(phase)) {
            left -=
                p.silent()
                    ? silentDraw(p)
                    : Math.max(result.get(p.member().id()), p.possibleMilliamps());
          }
        }
        room = Math.min(room, left);
      }
    }
    return room;
  }
}
