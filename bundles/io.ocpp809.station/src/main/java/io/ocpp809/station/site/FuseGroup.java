package io.ocpp809.station.site;

import io.ocpp809.station.site.SiteOptions.Circuit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What hangs behind one fuse, or shares the power of one pile: who, and how much per phase.
 *
 * @param kind what it is
 * @param name its name for the operator
 * @param limit most current on each phase of the site, mA
 */
record FuseGroup(Kind kind, String name, long[] limit) {
  static final int PHASES = 3;
  private static final String GRID = "the grid connection";

  /** What keeps it together. */
  enum Kind {
    /** Everything. */
    GRID,
    /** Everything, and no fuse: what somebody allows the site to take. */
    OPERATOR,
    /** A sub-distribution. */
    CIRCUIT,
    /** Outlets of one pile. */
    PILE
  }

  /** The grid connection with so much on each phase. */
  static FuseGroup grid(long[] limit) {
    return new FuseGroup(Kind.GRID, GRID, limit);
  }

  /** What is allowed on each phase at the grid connection. */
  static FuseGroup operator(long[] limit) {
    return new FuseGroup(Kind.OPERATOR, GRID, limit);
  }

  /** The fuses of a site; what piles share is not a fuse. */
  static List<FuseGroup> fuses(SiteOptions options) {
    List<FuseGroup> result = new ArrayList<>();
    if (options.fuseMilliamps() > 0) {
      result.add(grid(all(options.fuseMilliamps() - options.reserveMilliamps())));
    }
    for (Circuit c : options.circuits()) {
      result.add(
          new FuseGroup(
              Kind.CIRCUIT, c.name(), all(c.fuseMilliamps() - options.reserveMilliamps())));
    }
    return result;
  }

  /** Piles with several outlets. */
  static List<FuseGroup> piles(List<Member> members) {
    Map<String, FuseGroup> result = new LinkedHashMap<>();
    for (Member m : members) {
      if (m.sharing()) {
        result.putIfAbsent(
            m.shared(), new FuseGroup(Kind.PILE, m.shared(), all(m.sharedMilliamps())));
      }
    }
    return new ArrayList<>(result.values());
  }

  static long[] all(long milliamps) {
    long[] limit = new long[PHASES];
    Arrays.fill(limit, milliamps);
    return limit;
  }

  /** Whether a pile is in it. */
  boolean holds(Member m, SiteOptions o) {
    return switch (kind) {
      case GRID, OPERATOR -> true;
      case PILE -> m.sharing() && m.shared().equals(name);
      case CIRCUIT -> {
        String at = m.circuit();
        int depth = 0;
        while (!at.isEmpty() && !at.equals(name) && depth++ <= o.circuits().size()) {
          at = above(at, o);
        }
        yield at.equals(name);
      }
    };
  }

  private static String above(String circuit, SiteOptions o) {
    return o.circuits().stream()
        .filter(c -> c.name().equals(circuit))
        .map(Circuit::above)
        .findFirst()
        .orElse("");
  }

  /** What is drawn behind it on one phase: nothing yet. */
  Load load() {
    return new Load(kind == Kind.PILE);
  }
}
