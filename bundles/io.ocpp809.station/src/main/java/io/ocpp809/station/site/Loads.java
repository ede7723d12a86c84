package io.ocpp809.station.site;

import io.ocpp809.station.site.SitePlanner.Pile;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * What the piles of a site draw behind each of its fuses, kept up while one after another is given
 * something else.
 */
final class Loads {
  private final Load[][] loads;
  private final Load[][] heard;
  private final Map<Pile, Place> places = new IdentityHashMap<>();

  /** Where a pile hangs, and what it counts with. */
  private static final class Place {
    private final boolean[] in;
    private int milliamps;

    private Place(int groups) {
      in = new boolean[groups];
    }
  }

  /**
   * Counts all piles.
   *
   * @param groups what hangs behind each fuse
   * @param draw what each draws that is not beyond reach, mA
   */
  Loads(List<Pile> piles, List<FuseGroup> groups, SiteOptions options, ToIntFunction<Pile> draw) {
    loads = groups.stream().map(Loads::none).toArray(Load[][]::new);
    heard =
        groups.stream()
            .map(g -> g.kind() == FuseGroup.Kind.OPERATOR ? none(g) : new Load[0])
            .toArray(Load[][]::new);
    for (Pile p : piles) {
      Place place = new Place(loads.length);
      for (int g = 0; g < loads.length; g++) {
        place.in[g] = groups.get(g).holds(p.member(), options);
      }
      places.put(p, place);
      add(p, place, p.fixed() ? p.fixedDraw() : draw.applyAsInt(p));
    }
  }

  private static Load[] none(FuseGroup group) {
    Load[] none = new Load[FuseGroup.PHASES];
    Arrays.setAll(none, phase -> group.load());
    return none;
  }

  private void add(Pile p, Place place, int milliamps) {
    for (int g = 0; g < loads.length; g++) {
      if (place.in[g]) {
        add(p, loads[g], milliamps);
        if (!p.awaited()) {
          add(p, heard[g], milliamps);
        }
      }
    }
    place.milliamps += milliamps;
  }

  private static void add(Pile p, Load[] phases, int milliamps) {
    for (int phase = 0; phase < phases.length; phase++) {
      if (p.on(phase)) {
        phases[phase].add(p.member(), milliamps);
      }
    }
  }

  /** Counts a pile that is not beyond reach with another current, mA. */
  void set(Pile p, int milliamps) {
    Place place = places.get(p);
    add(p, place, milliamps - place.milliamps);
  }

  /** Whether a pile hangs behind a fuse. */
  boolean in(int group, Pile p) {
    return places.get(p).in[group];
  }

  /**
   * What all leave of a fuse on a phase, mA.
   *
   * @param groups the fuses with what they bear now
   */
  long left(List<FuseGroup> groups, int group, int phase) {
    return groups.get(group).limit()[phase] - loads[group][phase].sum();
  }

  /**
   * What the others leave to a pile on the phases that its vehicle uses, mA.
   *
   * @param groups the fuses with what they bear now
   */
  long room(List<FuseGroup> groups, Pile mine) {
    return room(groups, mine, false);
  }

  /**
   * What the others leave to a pile that charges already, mA: of what is no fuse, those that are
   * awaited take nothing.
   *
   * @param groups the fuses with what they bear without shortages that have just begun
   */
  long lasting(List<FuseGroup> groups, Pile mine) {
    return room(groups, mine, true);
  }

  private long room(List<FuseGroup> groups, Pile mine, boolean lasting) {
    Place place = places.get(mine);
    long room = Integer.MAX_VALUE;
    for (int g = 0; g < loads.length; g++) {
      Load[] phases = lasting && heard[g].length > 0 ? heard[g] : loads[g];
      for (int phase : mine.phases()) {
        if (place.in[g]) {
          long others = phases[phase].sumWithout(mine.member(), place.milliamps);
          room = Math.min(room, groups.get(g).limit()[phase] - others);
        }
      }
    }
    return room;
  }
}
