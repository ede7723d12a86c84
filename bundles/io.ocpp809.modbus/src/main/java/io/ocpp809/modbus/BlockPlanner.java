package io.ocpp809.modbus;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Joins the points of a unit into as few reads as its device allows. A block that the device
 * refused with exception 2 or 3 is remembered and never joined again.
 */
public final class BlockPlanner {
  private final int gap;
  private final int most;
  private final boolean exact;
  private final Set<Long> splitBefore = new HashSet<>();

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
  }

  /**
   * Makes a planner.
   *
   * @param gap most unused registers between two points of one block
   * @param most most registers of one block (sixteen times as many bits)
   * @param exact whether each point is read on its own
   */
  public BlockPlanner(int gap, int most, boolean exact) {
    this.gap = gap;
    this.most = most;
    this.exact = exact;
  }

  /** The reads that fetch all these points. */
  public List<Block> plan(Iterable<Point> points) {
    List<Point> sorted = new ArrayList<>();
    points.forEach(sorted::add);
    sorted.sort(Comparator.comparing(Point::table).thenComparingInt(Point::address));
    List<Block> result = new ArrayList<>();
    Block current = null;
    for (Point p : sorted) {
      if (current != null && joins(current, p)) {
        int end = Math.max(current.address() + current.count(), p.address() + p.size());
        current = new Block(current.table(), current.address(), end - current.address());
      } else {
        if (current != null) {
          result.add(current);
        }
        current = new Block(p.table(), p.address(), p.size());
      }
    }
    if (current != null) {
      result.add(current);
    }
    return result;
  }

  private boolean joins(Block b, Point p) {
    int end = b.address() + b.count();
    boolean same = p.address() == b.address() && p.size() == b.count();
    int length = Math.max(end, p.address() + p.size()) - b.address();
    return b.table() == p.table()
        && (same || !exact)
        && p.address() <= end + gap
        && length <= Math.min(p.table().registers() ? most : 16 * most, p.table().mostPerRead())
        && (p.address() < end || !splitBefore.contains(key(p)));
  }

  /**
   * Learns that a device refuses a block.
   *
   * @param refused the block
   * @param points points of the unit
   * @return whether the plan has changed
   */
  public boolean learn(Block refused, Iterable<Point> points) {
    boolean changed = false;
    for (Point p : points) {
      if (refused.holds(p) && p.address() > refused.address()) {
        changed |= splitBefore.add(key(p));
      }
    }
    return changed;
  }

  private static long key(Point p) {
    return (long) p.table().ordinal() << 32 | p.address();
  }
}
