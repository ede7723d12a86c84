package io.ocpp809.modbus;

import io.ocpp809.modbus.BlockPlanner.Block;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Whether the polls of a driver fit into the time of its line, computed before they run.
 *
 * @param endpoint the line's endpoint
 * @param baud bits per second; 0 where there is no serial line
 * @param fast time of one fast poll of all units
 * @param slow time of one slow poll of all units
 * @param fastMillis period of fast polls, ms
 * @param slowMillis period of slow polls, ms
 * @param others part of the line's time that other drivers plan to take; 1 is all of it
 */
public record PlanBudget(
    String endpoint,
    int baud,
    Cost fast,
    Cost slow,
    int fastMillis,
    int slowMillis,
    double others) {
  private static final int REQUEST_OCTETS = 8;
  private static final int REPLY_OCTETS = 5;
  private static final int STEP_MILLIS = 100;
  private static final int[] BAUDS = {19_200, 38_400, 57_600, 115_200};

  /**
   * Time that reads take on a line.
   *
   * @param wireNanos time of their octets, ns, which falls with a higher rate
   * @param waitNanos silences, pauses and turnaround, ns, which do not, or hardly
   */
  public record Cost(long wireNanos, long waitNanos) {
    /** No reads. */
    public static final Cost NONE = new Cost(0, 0);

    /**
     * What reads take.
     *
     * @param blocks the reads
     * @param settings the line
     * @param turnaroundNanos time that the device takes before it answers, ns
     */
    public static Cost of(Collection<Block> blocks, LineSettings settings, long turnaroundNanos) {
      long wire = 0;
      for (Block b : blocks) {
        int data = b.table().registers() ? 2 * b.count() : (b.count() + 7) / 8;
        wire += settings.wireNanos(REQUEST_OCTETS + REPLY_OCTETS + data);
      }
      long wait = settings.silenceNanos() + settings.gapNanos() + turnaroundNanos;
      return new Cost(wire, blocks.size() * wait);
    }

    /** Both one after the other. */
    public Cost plus(Cost other) {
      return new Cost(wireNanos + other.wireNanos, waitNanos + other.waitNanos);
    }

    /** All of it, ns. */
    public long nanos() {
      return wireNanos + waitNanos;
    }
  }

  /** Part of the line's time that this driver takes; 1 is all of it. */
  public double share() {
    return part(fast.nanos(), slow.nanos());
  }

  private double part(long fastNanos, long slowNanos) {
    return fastNanos / 1e6 / fastMillis + slowNanos / 1e6 / slowMillis;
  }

  /** Whether all polls of the line keep their periods. */
  public boolean fits() {
    return share() + others <= 1;
  }

  /** Whether they do with a twentieth of the time to spare: a turnaround that varies is no news. */
  public boolean fitsWell() {
    return share() + others <= 0.95;
  }

  /** What does not fit, by how much, and what to do, for the installer. */
  public String words() {
    double needs = (share() + others) * fastMillis / 1_000;
    double shown = fits() ? needs : Math.ceil(needs * 10 - 1e-6) / 10;
    String text =
        "Plan of "
            + endpoint
            + " needs "
            + String.format(Locale.ROOT, "%.1f", shown)
            + " s, period is "
            + seconds(fastMillis)
            + " s";
    return fits() ? text : text + ": " + advice();
  }

  private String advice() {
    double left = 1 - others - part(0, slow.nanos());
    String period;
    if (left <= 0) {
      period =
          others >= 1
              ? "other drivers of the line fill it; raise their periods"
              : "raise slow.period";
    } else {
      long least = (long) Math.ceil(fast.nanos() / 1e6 / left / STEP_MILLIS - 1e-6) * STEP_MILLIS;
      period = "raise fast.period to " + seconds(least) + " s";
    }
    if (baud == 0) {
      return period + ", or poll fewer values";
    }
    double wire = part(fast.wireNanos(), slow.wireNanos());
    double stays = others + part(fast.waitNanos(), slow.waitNanos());
    int faster =
        IntStream.of(BAUDS)
            .filter(b -> b > baud && stays + wire * baud / b <= 1)
            .findFirst()
            .orElse(0);
    return period + (faster == 0 ? ", or poll fewer values" : " or use " + faster + " baud");
  }

  private static String seconds(long millis) {
    return millis % 1_000 == 0
        ? String.valueOf(millis / 1_000)
        : String.format(Locale.ROOT, "%.1f", millis / 1e3);
  }
}
