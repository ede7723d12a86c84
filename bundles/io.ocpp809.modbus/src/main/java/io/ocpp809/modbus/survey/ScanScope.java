package io.ocpp809.modbus.survey;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a scan looks for and how far it goes.
 *
 * @param ways ways in the order in which they are worth trying; see {@link ScanPlan}
 * @param hints settings that are likely, such as those of the driver's form and of products
 * @param firstUnit first unit that is asked, 0 to 255
 * @param lastUnit last unit that is asked
 * @param waitMillis longest wait for the first octet of a reply, ms; on a serial line hints, common
 *     settings and the units at known settings are given 520 ms at least
 * @param register register that is read where no hint names one
 * @param patient whether, after everything else, all is asked once more with function 4 and more
 *     patience
 */
public record ScanScope(
    List<Way> ways,
    List<Hint> hints,
    int firstUnit,
    int lastUnit,
    int waitMillis,
    int register,
    boolean patient) {

  /** Wait for a reply at a rare setting of a serial line, ms; few devices take longer to begin. */
  public static final int SERIAL_MILLIS = 110;

  /** Wait for a reply over TCP, ms; there may be a serial line behind it. */
  public static final int NETWORK_MILLIS = 520;

  /**
   * Settings that are likely.
   *
   * @param way way
   * @param unit unit
   * @param table table and
   * @param address register that such a device has
   */
  public record Hint(Way way, int unit, Optional<io.ocpp809.modbus.Table> table, int address) {}

  /** Checks the ranges; messages name the option. */
  public ScanScope {
    ways = List.copyOf(ways);
    hints = List.copyOf(hints);
    Objects.requireNonNull(ways, "ways");
    if (ways.isEmpty()) {
      throw new IllegalArgumentException("a scan needs at least one setting to try");
    }
    if (firstUnit < 0 || lastUnit > 255 || firstUnit > lastUnit) {
      throw new IllegalArgumentException(
          "units: 0 to 255, the lower one first, not " + firstUnit + "-" + lastUnit);
    }
    if (waitMillis < 20 || waitMillis > 10_000) {
      throw new IllegalArgumentException("wait: 20 to 10000 ms, not " + waitMillis);
    }
    if (register < 0 || register > 65_535) {
      throw new IllegalArgumentException("register: 0 to 65535, not " + register);
    }
  }
}
