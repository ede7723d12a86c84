package io.ocpp809.bench.modbus;

import io.ocpp809.modbus.BlockPlanner;
import io.ocpp809.modbus.BlockPlanner.Block;
import io.ocpp809.modbus.LineSettings;
import io.ocpp809.modbus.Point;
import io.ocpp809.modbus.WordOrder;
import io.ocpp809.template.PileTemplate;
import io.ocpp809.template.TemplateException;
import io.ocpp809.template.TemplateLibrary;
import io.ocpp809.template.TemplatePoint;
import io.ocpp809.template.workbench.Placed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The reads of every template against one read a channel and against joining from the left. */
public final class Plans {
  private static final int BAUD = 9_600;

  private Plans() {}

  /**
   * What came of it.
   *
   * @param worse plans that take longer at 9600 baud than one of the other two
   * @param medianGain time of one read a channel by that of the plan, each on the line that its
   *     product has as delivered, the lower median of all templates
   * @param templates how many templates
   */
  public record Quality(int worse, double medianGain, int templates) {}

  /**
   * Looks at all templates that ship and have addresses.
   *
   * @param turnaroundMillis time that a device takes before it answers, ms; on TCP all that a read
   *     takes
   */
  public static Quality look(int turnaroundMillis) throws TemplateException {
    List<Double> gains = new ArrayList<>();
    int worse = 0;
    for (String name : TemplateLibrary.names()) {
      PileTemplate template = TemplateLibrary.named(name);
      if (!template.foreign()) {
        Times slow = times(template, new LineSettings(500, 0, 2_000, BAUD, 11), turnaroundMillis);
        worse += slow.plan > slow.single + 1 || slow.plan > slow.greedy + 1 ? 1 : 0;
        Times own = times(template, delivered(template), turnaroundMillis);
        gains.add(own.single / own.plan);
      }
    }
    gains.sort(Comparator.naturalOrder());
    return new Quality(worse, gains.get((gains.size() - 1) / 2), gains.size());
  }

  private record Times(double plan, double single, double greedy) {}

  private static Times times(PileTemplate template, LineSettings line, int turnaroundMillis) {
    List<Point> points = points(template);
    boolean exact = template.block().equals("EXACT");
    int gap = exact ? 0 : Integer.parseInt(template.block().substring("GAP:".length()));
    int most = Math.min(template.mostRegisters(), line.mostRegisters());
    double single = nanos(line, turnaroundMillis, new BlockPlanner(0, most, true).plan(points));
    return new Times(
        nanos(line, turnaroundMillis, new BlockPlanner(gap, most, exact).plan(points)),
        single,
        exact ? single : nanos(line, turnaroundMillis, greedy(points, gap, most)));
  }

  private static LineSettings delivered(PileTemplate t) {
    if (t.transport().tcp()) {
      return LineSettings.network();
    }
    int bits = 9 + (t.transport().parity().equals("NONE") ? 0 : 1) + t.transport().stopBits();
    return new LineSettings(500, 0, 2_000, t.transport().baud(), bits);
  }

  private static List<Point> points(PileTemplate t) {
    List<Point> result = new ArrayList<>();
    for (TemplatePoint p : t.points()) {
      if (p.readable()) {
        Placed placed = Placed.of(t, p, 0, 1);
        result.add(
            placed.codec(io.ocpp809.modbus.Table.valueOf(p.table()), WordOrder.valueOf(p.order())));
      }
    }
    return result;
  }

  /** Joins from the left whatever may be joined. */
  private static List<Block> greedy(List<Point> points, int gap, int most) {
    List<Point> sorted = new ArrayList<>(points);
    sorted.sort(Comparator.comparing(Point::table).thenComparingInt(Point::address));
    List<Block> result = new ArrayList<>();
    Block current = null;
    for (Point p : sorted) {
      int longest = Math.min(p.table().registers() ? most : 16 * most, p.table().mostPerRead());
      int end = current == null ? 0 : current.address() + current.count();
      boolean joins =
          current != null
              && current.table() == p.table()
              && p.address() <= end + gap
              && Math.max(end, p.address() + p.size()) - current.address() <= longest;
      if (joins) {
        int next = Math.max(end, p.address() + p.size());
        current = new Block(p.table(), current.address(), next - current.address());
        result.set(result.size() - 1, current);
      } else {
        current = new Block(p.table(), p.address(), p.size());
        result.add(current);
      }
    }
    return result;
  }

  private static double nanos(LineSettings line, int turnaroundMillis, List<Block> blocks) {
    double sum = 0;
    for (Block b : blocks) {
      int octets = b.table().registers() ? 2 * b.count() : (b.count() + 7) / 8;
      sum += line.wireNanos(13 + octets) + 2.0 * line.silenceNanos() + turnaroundMillis * 1e6;
    }
    return sum;
  }
}
