package io.ocpp809.modbus;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Joins the points of a unit into the reads that take the least time on the wire: of all ways to
 * part them that keep gap, length and prohibited ranges, the cheapest. What the device refuses is
 * remembered for as long as the planner lives, so that it costs its own register alone. Not
 * thread-safe.
 */
public final class BlockPlanner {
  /**
   * What a read costs besides its registers, in registers: request and reply have 13 octets, and
   * 3.5 characters of silence follow each, that is 20 octets together.
   */
  public static final double OVERHEAD = 10;

  private static final int BITS_PER_REGISTER = 16;

  private final int gap;
  private final int most;
  private final boolean exact;
  private final double overhead;
  private final Refusals refusals = new Refusals();

  /**
   * A block of registers or bits.
   *
   * @param table which table
   * @param address first address
   * @param count how many
   */
  public record Block(Table table, int address, int count) {
    /** Whether the point lies within. */
    public boolean holds(Point p) {
      return p.table() == table
          && p.address() >= address
          && p.address() + p.size() <= address + count;
    }

    /** First address behind it. */
    int end() {
      return address + count;
    }

    /** Whether any register lies in both. */
    boolean touches(Block other) {
      return table == other.table && address < other.end() && other.address < end();
    }
  }

  /**
   * Makes a planner.
   *
   * @param gap most unused registers between two points of one block
   * @param most most registers of one block (sixteen times as many bits)
   * @param exact whether each point is read on its own
   */
  public BlockPlanner(int gap, int most, boolean exact) {
    this(gap, most, exact, OVERHEAD);
  }

  /**
   * Makes a planner.
   *
   * @param overhead what a read costs besides its registers, in registers: {@link #OVERHEAD}, and
   *     more for a device that takes long to answer
   */
  public BlockPlanner(int gap, int most, boolean exact, double overhead) {
    this.gap = gap;
    this.most = most;
    this.exact = exact;
    this.overhead = overhead;
  }

  /** Takes over what another planner has learnt of the same device. */
  public void adopt(BlockPlanner before) {
    refusals.adopt(before.refusals);
  }

  /** The reads that fetch all these points, by table and rising address. */
  public List<Block> plan(Iterable<Point> points) {
    return plan(points, List.of());
  }

  /**
   * The reads that fetch all these points, by table and rising address.
   *
   * @param prohibited ranges that no read may touch unless a point lies there
   */
  public List<Block> plan(Iterable<Point> points, Collection<Block> prohibited) {
    List<Block> atoms = atoms(points);
    List<Block> result = new ArrayList<>();
    int from = 0;
    while (from < atoms.size()) {
      int to = from + 1;
      while (to < atoms.size() && atoms.get(to).table() == atoms.get(from).table()) {
        to++;
      }
      cheapest(atoms.subList(from, to), prohibited, result);
      from = to;
    }
    return result;
  }

  /** Points that overlap become one, as far as a read may be that long; each is needed once. */
  private List<Block> atoms(Iterable<Point> points) {
    List<Block> sorted = new ArrayList<>();
    points.forEach(p -> sorted.add(new Block(p.table(), p.address(), p.size())));
    sorted.sort(
        Comparator.comparing(Block::table)
            .thenComparingInt(Block::address)
            .thenComparingInt(b -> -b.count()));
    List<Block> atoms = new ArrayList<>();
    for (Block b : sorted) {
      Block last = atoms.isEmpty() ? null : atoms.get(atoms.size() - 1);
      boolean within = last != null && last.table() == b.table() && b.end() <= last.end();
      if (within && !exact || b.equals(last)) {
        continue;
      }
      Block joined =
          last == null ? b : new Block(b.table(), last.address(), b.end() - last.address());
      if (last != null && last.touches(b) && !exact && joined.count() <= longest(b.table())) {
        atoms.set(atoms.size() - 1, joined);
      } else {
        atoms.add(b);
      }
    }
    return atoms;
  }

  private int longest(Table table) {
    return Math.min(table.registers() ? most : BITS_PER_REGISTER * most, table.mostPerRead());
  }

  /** Of all ways to part the atoms of a table the cheapest; of equally cheap ones fewer reads. */
  private void cheapest(List<Block> atoms, Collection<Block> prohibited, List<Block> result) {
    int n = atoms.size();
    double[] cost = new double[n + 1];
    int[] next = new int[n];
    for (int i = n - 1; i >= 0; i--) {
      cost[i] = Double.MAX_VALUE;
      int end = atoms.get(i).end();
      for (int j = i;
          j < n && (j == i || joins(atoms.get(i), end, atoms.get(j), prohibited));
          j++) {
        end = Math.max(end, atoms.get(j).end());
        double whole = cost(atoms.get(i), end) + cost[j + 1];
        if (whole <= cost[i]) {
          cost[i] = whole;
          next[i] = j + 1;
        }
      }
    }
    for (int i = 0; i < n; i = next[i]) {
      int end = 0;
      for (int j = i; j < next[i]; j++) {
        end = Math.max(end, atoms.get(j).end());
      }
      Block first = atoms.get(i);
      result.add(new Block(first.table(), first.address(), end - first.address()));
    }
  }

  private double cost(Block first, int end) {
    double unit = first.table().registers() ? 1 : 1.0 / BITS_PER_REGISTER;
    return overhead + unit * (end - first.address());
  }

  private boolean joins(Block first, int end, Block b, Collection<Block> prohibited) {
    Block whole =
        new Block(first.table(), first.address(), Math.max(end, b.end()) - first.address());
    Block between = new Block(first.table(), end, Math.max(0, b.address() - end));
    return !exact
        && b.address() <= end + gap
        && whole.count() <= longest(first.table())
        && prohibited.stream().noneMatch(p -> between.count() > 0 && p.touches(between))
        && !refusals.part(whole, b);
  }

  /**
   * Learns that a device refuses a block: it is parted in the middle, and in the end what cannot be
   * read costs itself alone.
   *
   * @param refused the block
   * @param points points of the unit
   * @return whether the plan has changed; if not, the one point of the block cannot be read
   */
  public boolean learn(Block refused, Iterable<Point> points) {
    List<Block> inside = atoms(points).stream().filter(a -> a.touches(refused)).toList();
    return refusals.refused(refused, inside);
  }

  /** Learns that a device reads a block. */
  public void learned(Block read) {
    refusals.accepted(read);
  }
}
