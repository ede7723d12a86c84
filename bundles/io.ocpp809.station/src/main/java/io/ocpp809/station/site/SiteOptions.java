package io.ocpp809.station.site;

import java.util.List;
import java.util.Objects;

/**
 * Configuration of a site.
 *
 * @param name the site's name ({@code kura.service.pid})
 * @param fuseMilliamps fuse at the grid connection per phase, mA; 0 guards none
 * @param reserveMilliamps current per phase left unused below every fuse, mA
 * @param failSafeMilliamps current per phase for all piles together while the meter is stale, mA
 * @param metered whether a meter at the grid connection is configured
 * @param staleMillis age from which the meter's values do not count any more, ms
 * @param rampMilliampsPerSecond how fast a grant may rise, mA/s
 * @param delayMillis most time by which charging resumes later after a start, ms
 * @param voltage phase to neutral, V
 * @param pausesPerHour how often sharing may pause one pile within an hour
 * @param turnMillis how long a pile is served while others wait that cannot be served with it, ms;
 *     0 for as long as it wants
 * @param circuits sub-distributions
 */
public record SiteOptions(
    String name,
    int fuseMilliamps,
    int reserveMilliamps,
    int failSafeMilliamps,
    boolean metered,
    long staleMillis,
    int rampMilliampsPerSecond,
    long delayMillis,
    int voltage,
    int pausesPerHour,
    long turnMillis,
    List<Circuit> circuits) {

  /**
   * A sub-distribution.
   *
   * @param name its name
   * @param fuseMilliamps its fuse per phase, mA
   * @param above name of the circuit above; empty for the grid connection
   */
  public record Circuit(String name, int fuseMilliamps, String above) {}

  /** Checks the parts; messages name the attribute. */
  public SiteOptions {
    Objects.requireNonNull(name, "name");
    circuits = List.copyOf(circuits);
    require(fuseMilliamps >= 0, "fuse.current: must be 0 A or more");
    require(reserveMilliamps >= 0, "reserve.current: must be 0 A or more");
    require(failSafeMilliamps >= 0, "failsafe.current: must be 0 A or more");
    require(staleMillis > 0, "meter.stale: must be above 0 s");
    require(rampMilliampsPerSecond > 0, "ramp: must be above 0 A/s");
    require(delayMillis >= 0, "powerup.delay: must be 0 s or more");
    require(voltage >= 100 && voltage <= 300, "voltage: must be 100 to 300 V");
    require(pausesPerHour >= 1, "pauses.per.hour: must be 1 or more");
    require(turnMillis >= 0, "turn: must be 0 min or more");
    require(
        fuseMilliamps == 0 || failSafeMilliamps <= fuseMilliamps,
        "failsafe.current: "
            + failSafeMilliamps / 1000.0
            + " A is above fuse.current, "
            + fuseMilliamps / 1000.0
            + " A; enter a lower one, or the fuse that is there");
    for (Circuit c : circuits) {
      require(c.fuseMilliamps() > 0, "circuits: " + c.name() + " needs a fuse above 0 A");
      require(
          c.above().isEmpty() || circuits.stream().anyMatch(o -> o.name().equals(c.above())),
          "circuits: " + c.name() + " names the circuit " + c.above() + ", which does not exist");
    }
  }

  /**
   * Circuits from lines of text: name;ampere;circuit above.
   *
   * @throws IllegalArgumentException naming the line that is wrong
   */
  public static List<Circuit> circuits(String text) {
    return text.lines()
        .map(String::trim)
        .filter(l -> !l.isEmpty())
        .map(SiteOptions::circuit)
        .toList();
  }

  private static Circuit circuit(String line) {
    String[] f = line.split(";", -1);
    try {
      return new Circuit(
          f[0].trim(),
          (int) Math.round(Double.parseDouble(f[1].trim()) * 1000),
          f.length > 2 ? f[2].trim() : "");
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw new IllegalArgumentException("circuits: name;ampere;circuit above, not " + line, e);
    }
  }

  private static void require(boolean right, String message) {
    if (!right) {
      throw new IllegalArgumentException(message);
    }
  }
}
