package io.ocpp809.template.workbench;

import io.ocpp809.modbus.BlockPlanner;
import io.ocpp809.modbus.LineSettings;
import io.ocpp809.modbus.NeverRead;
import io.ocpp809.modbus.Point;
import io.ocpp809.modbus.WordOrder;
import io.ocpp809.modbus.survey.LineFormat;
import io.ocpp809.template.PileTemplate;
import io.ocpp809.template.TemplatePoint;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What polling one outlet by its template costs on its line: the reads that the driver's planner
 * makes, and the time that they take with the pauses of line and product.
 *
 * @param fastReads reads for the values that are polled fast
 * @param fastMillis time that they take, ms
 * @param slowReads reads for those that are polled slowly
 * @param slowMillis time that they take, ms
 * @param load share of the line's time with the driver's usual periods, 1 s and 15 s; 1 is all of
 *     it
 * @param advice what to do if that is too much; empty if it is not
 */
public record PollPlan(
    int fastReads, long fastMillis, int slowReads, long slowMillis, double load, String advice) {
  private static final int FAST_PERIOD = 1_000;
  private static final int SLOW_PERIOD = 15_000;
  private static final int REQUEST_OCTETS = 8;
  private static final int REPLY_OCTETS = 5;
  private static final double FULL = 0.9;
  private static final List<Integer> BAUDS = List.of(9600, 19200, 38400, 57600, 115200);

  /**
   * The plan of one outlet.
   *
   * @param template its template
   * @param format settings of its serial line; empty over TCP
   * @param turnaroundMillis time that the device takes before it answers, ms
   */
  public static PollPlan of(
      PileTemplate template, Optional<LineFormat> format, int turnaroundMillis) {
    Cost fast = cost(template, format, turnaroundMillis, "FAST");
    Cost slow = cost(template, format, turnaroundMillis, "SLOW");
    double load = fast.millis / FAST_PERIOD + slow.millis / SLOW_PERIOD;
    return new PollPlan(
        fast.reads,
        Math.round(fast.millis),
        slow.reads,
        Math.round(slow.millis),
        load,
        advice(template, format, turnaroundMillis, load));
  }

  private record Cost(int reads, double millis) {}

  private static Cost cost(
      PileTemplate t, Optional<LineFormat> format, int turnaroundMillis, String poll) {
    LineSettings line =
        format
            .map(
                f ->
                    new LineSettings(
                        500, t.transport().gapMillis(), 2_000, f.baud(), f.bitsPerCharacter()))
            .orElse(new LineSettings(500, t.transport().gapMillis(), 2_000, 0, 11));
    int gap = t.block().startsWith("GAP:") ? Integer.parseInt(t.block().substring(4)) : 0;
    int most = Math.min(t.mostRegisters(), line.mostRegisters());
    BlockPlanner planner = new BlockPlanner(gap, most, t.block().equals("EXACT"));
    List<Point> points =
        t.points().stream()
            .filter(p -> p.readable() && p.poll().equals(poll))
            .map(p -> point(t, p))
            .toList();
    double millis = 0;
    List<BlockPlanner.Block> blocks =
        planner.plan(points, t.neverRead(1).stream().map(NeverRead::block).toList());
    for (BlockPlanner.Block b : blocks) {
      int octets = b.table().registers() ? 2 * b.count() : (b.count() + 7) / 8;
      long wire = line.wireNanos(REQUEST_OCTETS + REPLY_OCTETS + octets);
      millis += (wire + line.silenceNanos() + line.gapNanos()) / 1e6 + turnaroundMillis;
    }
    return new Cost(blocks.size(), millis);
  }

  private static Point point(PileTemplate t, TemplatePoint p) {
    Placed placed = Placed.of(t, p, 0, 1);
    return placed.codec(placed.table(), WordOrder.valueOf(p.order()));
  }

  private static String advice(
      PileTemplate t, Optional<LineFormat> format, int turnaroundMillis, double load) {
    if (load <= FULL) {
      return "";
    }
    String period =
        String.format(
            Locale.ROOT, "raise fast.period to %d ms", (long) Math.ceil(load / FULL) * 1_000);
    Optional<Integer> faster =
        format.flatMap(
            f ->
                BAUDS.stream()
                    .filter(b -> b > f.baud())
                    .filter(
                        b -> {
                          LineFormat other =
                              LineFormat.of(b + "-8" + f.parityLetter() + f.stopBits());
                          Cost fast = cost(t, Optional.of(other), turnaroundMillis, "FAST");
                          return fast.millis / FAST_PERIOD <= FULL;
                        })
                    .findFirst());
    return period + faster.map(b -> ", or use " + b + " baud").orElse("");
  }

  /** In the installer's words. */
  public String words() {
    String text =
        String.format(
            Locale.ROOT,
            "%s in %d ms of each second, %s in %d ms of each 15 s, %.0f %% of the line",
            reads(fastReads),
            fastMillis,
            reads(slowReads),
            slowMillis,
            100 * load);
    return advice.isEmpty() ? text : text + "; too much: " + advice;
  }

  private static String reads(int count) {
    return count == 1 ? "1 read" : count + " reads";
  }
}
