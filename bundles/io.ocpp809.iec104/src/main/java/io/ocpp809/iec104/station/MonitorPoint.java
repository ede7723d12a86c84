package io.ocpp809.iec104.station;

import java.util.Set;

/**
 * A point in monitor direction.
 *
 * @param address information object address, 1 to 16777215
 * @param kind its types
 * @param name what it is, in the operator's words
 * @param groups groups of interrogation (1 to 16; of counters 1 to 4) that it belongs to, besides
 *     the general one
 * @param deadBand change that makes an event of a measured value, in its unit; 0 for any change. Of
 *     a total 0 means that it tells no events
 * @param intervalMillis least time between two events of a measured value or total, ms
 * @param cyclicMillis period of cyclic transmission, ms; 0 for none
 * @param background whether the background scan tells it
 */
public record MonitorPoint(
    int address,
    MonitorKind kind,
    String name,
    Set<Integer> groups,
    double deadBand,
    long intervalMillis,
    long cyclicMillis,
    boolean background) {
  /** Checks the ranges; messages name the attribute. */
  public MonitorPoint {
    groups = Set.copyOf(groups);
    int most = kind == MonitorKind.TOTAL ? 4 : 16;
    PointTable.address(address, name);
    require(
        groups.stream().allMatch(g -> g >= 1 && g <= most), name, "groups: 1 to " + most, groups);
    require(deadBand >= 0 && deadBand < 1e9, name, "dead band: 0 or more", deadBand);
    require(
        intervalMillis >= 0 && intervalMillis <= 86_400_000,
        name,
        "interval: 0 to 86400000 ms",
        intervalMillis);
    require(
        cyclicMillis == 0 || cyclicMillis >= 1_000 && cyclicMillis <= 86_400_000,
        name,
        "cyclic: 0, or 1000 to 86400000 ms",
        cyclicMillis);
  }

  /** A point that tells each change, belongs to no group but the general one, and is scanned. */
  public static MonitorPoint of(int address, MonitorKind kind, String name) {
    return new MonitorPoint(address, kind, name, Set.of(), 0, 0, 0, true);
  }

  private static void require(boolean right, String name, String range, Object is) {
    if (!right) {
      throw new IllegalArgumentException("point " + name + ": " + range + ", not " + is);
    }
  }
}
