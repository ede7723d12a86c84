package io.ocpp809.station.site;

import io.ocpp809.station.site.SitePlanner.Pile;
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
    loads = new Load[groups.size()][FuseGroup.PHASES];
    for (int g = 0; g < loads.length; g++) {
      for (int phase = 0; phase < FuseGroup.PHASES; phase++) {
        loads[g][phase] = groups.get(g).load();
      }
    }
    for (Pile p : piles) {
      Place place = new Place(loads.length);
      for (int g = 0; g < loads.length; g++) {
        place.in[g] = groups.get(g).holds(p.member(), options);
      }
      places.put(p, place);
      add(p, place, p.fixed() ? p.fixedDraw() : draw.applyAsInt(p));
    }
  }

  private void add(Pile p, Place place, int milliamps) {
    for (int g = 0; g < loads.length; g++) {
      for (int phase = 0; phase < FuseGroup.PHASES; phase++) {
        if (place.in[g] && p.on(phase)) {
          loads[g][phase].add(p.member(), milliamps);
        }
      }
    }
    place.milliamps += milliamps;
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
    Place place = places.get(mine);
    long room = Integer.MAX_VALUE;
    for (int g = 0; g < loads.length; g++) {
      for (int phase : mine.phases()) {
        if (place.in[g]) {
          long others = loads[g][phase].sumWithout(mine.member(), place.milliamps);
          room = Math.min(room, groups.get(g).limit()[phase] - others);
        }
      }
    }
    return room;
  }
}
