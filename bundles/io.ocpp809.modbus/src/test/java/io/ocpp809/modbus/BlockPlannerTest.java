package io.ocpp809.modbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.modbus.BlockPlanner.Block;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class BlockPlannerTest {
  private static final Point A = Point.of(Table.INPUT, 5, DataType.UINT16);
  private static final Point B = Point.of(Table.INPUT, 6, DataType.UINT32);
  private static final Point C = Point.of(Table.INPUT, 10, DataType.UINT16);
  private static final Point D = Point.of(Table.HOLDING, 11, DataType.UINT16);

  private static Block input(int address, int count) {
    return new Block(Table.INPUT, address, count);
  }

  private static List<Point> inputs(int... addresses) {
    List<Point> result = new ArrayList<>();
    for (int a : addresses) {
      result.add(Point.of(Table.INPUT, a, DataType.UINT16));
    }
    return result;
  }

  @Test
  void pointsWithinTheGapAreReadTogether() {
    assertEquals(
        List.of(new Block(Table.HOLDING, 11, 1), input(5, 6)),
        new BlockPlanner(2, 125, false).plan(List.of(C, A, D, B)));
  }

  @Test
  void aLargerGapAndAFullBlockBeginAnother() {
    assertEquals(
        List.of(input(5, 3), input(10, 1)), new BlockPlanner(1, 125, false).plan(List.of(A, B, C)));
    assertEquals(
        List.of(input(5, 1), input(6, 2)), new BlockPlanner(0, 2, false).plan(List.of(A, B)));
  }

  @Test
  void exactReadsEachPointOnItsOwn() {
    assertEquals(
        List.of(input(5, 1), input(6, 2)), new BlockPlanner(9, 125, true).plan(List.of(A, B)));
  }

  @Test
  void aGapThatCostsMoreThanARequestIsNotBridgedThoughItMayBe() {
    // a read costs ten registers besides its own
    assertEquals(List.of(input(0, 12)), new BlockPlanner(50, 125, false).plan(inputs(0, 11)));
    assertEquals(
        List.of(input(0, 1), input(13, 1)), new BlockPlanner(50, 125, false).plan(inputs(0, 13)));
    assertEquals(List.of(input(0, 14)), new BlockPlanner(50, 125, false, 40).plan(inputs(0, 13)));
  }

  @Test
  void blocksAreNotFilledFromTheLeftWhereThatCostsMore() {
    // at most 6 registers: {0} {4 to 9} and not {0 to 5} {8, 9}: one request alike, fewer registers
    assertEquals(
        List.of(input(0, 1), input(4, 6)),
        new BlockPlanner(3, 6, false).plan(inputs(0, 4, 5, 8, 9)));
  }

  @Test
  void aProhibitedRangeIsNotReadAcrossButWhatAPointNeedsIs() {
    BlockPlanner planner = new BlockPlanner(9, 125, false);
    List<Block> pair = List.of(new NeverRead(Table.INPUT, 7, 8).block());
    assertEquals(List.of(input(5, 6)), planner.plan(inputs(5, 10)));
    assertEquals(List.of(input(5, 1), input(10, 1)), planner.plan(inputs(5, 10), pair));
    assertEquals(List.of(input(5, 3), input(10, 1)), planner.plan(inputs(5, 7, 10), pair));
    List<Block> holding = List.of(new NeverRead(Table.HOLDING, 7, 8).block());
    assertEquals(List.of(input(5, 6)), planner.plan(inputs(5, 10), holding));
  }

  @Test
  void rangesThatAreNeverReadAreWrittenAsTextAndWrongOnesNamed() {
    String text = "HOLDING 730; INPUT 10-19";
    List<NeverRead> list = NeverRead.list(text);
    assertEquals(text, NeverRead.text(list));
    assertEquals(input(10, 10), list.get(1).block());
    assertEquals("HOLDING 830", list.get(0).moved(100).text());
    assertEquals(List.of(), NeverRead.list(" ; "));
    String wrong = "\"HOLD 3\" is not such as HOLDING 730 or INPUT 10-19";
    assertEquals(
        wrong,
        assertThrows(IllegalArgumentException.class, () -> NeverRead.list("COIL 1; HOLD 3"))
            .getMessage());
    assertEquals(
        "addresses 9 to 8 do not exist",
        assertThrows(IllegalArgumentException.class, () -> NeverRead.list("COIL 9-8"))
            .getMessage());
  }

  @Test
  void partsOfOneRegisterAndPointsThatOverlapAreReadOnce() {
    Point low = Point.of(Table.INPUT, 5, DataType.UINT16);
    Point pair = Point.of(Table.INPUT, 5, DataType.UINT32);
    Point high = Point.of(Table.INPUT, 6, DataType.UINT32);
    assertEquals(
        List.of(input(5, 3)), new BlockPlanner(0, 125, false).plan(List.of(low, pair, high, low)));
  }

  @Test
  void everyPointIsReadAndNoPlanCostsMoreThanAnyOtherWithTheSameLimits() {
    Random random = new Random(809);
    for (int run = 0; run < 3_000; run++) {
      List<Point> points = new ArrayList<>();
      int count = 1 + random.nextInt(9);
      for (int i = 0; i < count; i++) {
        DataType type = random.nextInt(3) == 0 ? DataType.UINT32 : DataType.UINT16;
        points.add(Point.of(Table.INPUT, random.nextInt(60), type));
      }
      int gap = random.nextInt(20);
      int most = 2 + random.nextInt(30);
      double overhead = random.nextInt(25);
      List<Block> plan = new BlockPlanner(gap, most, false, overhead).plan(points);
      for (Point p : points) {
        assertTrue(plan.stream().anyMatch(b -> b.holds(p)), points + " by " + plan);
      }
      assertTrue(plan.stream().allMatch(b -> b.count() <= most), plan.toString());
      List<Block> intervals = distinct(points);
      if (intervals.stream().anyMatch(b -> b.count() > most)) {
        // points that overlap over more than a block: each is read on its own there
        continue;
      }
      double best = exhaustive(intervals, gap, most, overhead);
      assertEquals(best, cost(plan, overhead), 1e-9, points + " by " + plan);
    }
  }

  private static double cost(List<Block> plan, double overhead) {
    return plan.stream().mapToDouble(b -> overhead + b.count()).sum();
  }

  /** Points that overlap are read together: they are one interval to the search, too. */
  private static List<Block> distinct(List<Point> points) {
    List<Point> sorted = new ArrayList<>(points);
    sorted.sort(Comparator.comparingInt(Point::address).thenComparingInt(p -> -p.size()));
    List<Block> result = new ArrayList<>();
    for (Point p : sorted) {
      Block last = result.isEmpty() ? null : result.get(result.size() - 1);
      if (last != null && p.address() < last.end()) {
        int end = Math.max(last.end(), p.address() + p.size());
        result.set(result.size() - 1, input(last.address(), end - last.address()));
      } else {
        result.add(input(p.address(), p.size()));
      }
    }
    return result;
  }

  /** Tries every way to part the intervals. */
  private static double exhaustive(List<Block> atoms, int gap, int most, double overhead) {
    int n = atoms.size();
    double best = Double.MAX_VALUE;
    for (int cuts = 0; cuts < 1 << n - 1; cuts++) {
      double cost = 0;
      int from = 0;
      boolean allowed = true;
      for (int i = 0; i < n; i++) {
        boolean last = i == n - 1 || (cuts >> i & 1) == 1;
        if (!last) {
          allowed &= atoms.get(i + 1).address() - atoms.get(i).end() <= gap;
        } else {
          int length = atoms.get(i).end() - atoms.get(from).address();
          allowed &= length <= most;
          cost += overhead + length;
          from = i + 1;
        }
      }
      best = allowed ? Math.min(best, cost) : best;
    }
    return best;
  }

  /** Reads as a device does that refuses some blocks, until nothing new is learnt. */
  private static List<Block> settle(
      BlockPlanner planner, List<Point> points, Predicate<Block> readable) {
    for (int round = 0; round < 60; round++) {
      List<Block> plan = planner.plan(points);
      boolean changed = false;
      for (Block block : plan) {
        if (readable.test(block)) {
          planner.learned(block);
        } else {
          changed |= planner.learn(block, points.stream().filter(block::holds).toList());
        }
      }
      if (!changed && plan.equals(planner.plan(points))) {
        return plan;
      }
    }
    throw new AssertionError("it does not settle: " + planner.plan(points));
  }

  @Test
  void aRegisterThatIsNotThereCostsItselfAlone() {
    List<Point> points = inputs(0, 1, 2, 3, 4, 5, 6, 7);
    for (int bad = 0; bad < 8; bad++) {
      int missing = bad;
      List<Block> plan =
          settle(
              new BlockPlanner(0, 125, false),
              points,
              b -> missing < b.address() || missing >= b.end());
      Set<Block> expected = new HashSet<>();
      expected.add(input(missing, 1));
      if (missing > 0) {
        expected.add(input(0, missing));
      }
      if (missing < 7) {
        expected.add(input(missing + 1, 7 - missing));
      }
      assertEquals(expected, new HashSet<>(plan), "register " + missing);
    }
  }

  @Test
  void aHoleBetweenPointsIsFoundAndTheRestStaysJoined() {
    List<Point> points = inputs(0, 1, 2, 3, 6, 7, 8, 9);
    List<Block> plan =
        settle(new BlockPlanner(4, 125, false), points, b -> b.end() <= 4 || b.address() >= 6);
    assertEquals(List.of(input(0, 4), input(6, 4)), plan);
  }

  @Test
  void aBoundaryThatIsNotInTheMiddleIsFound() {
    List<Point> points = inputs(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    for (int at = 1; at < 10; at++) {
      int boundary = at;
      List<Block> plan =
          settle(
              new BlockPlanner(0, 125, false),
              points,
              b -> b.end() <= boundary || b.address() >= boundary);
      assertEquals(
          List.of(input(0, boundary), input(boundary, 10 - boundary)), plan, "at " + boundary);
    }
  }

  @Test
  void twoRegistersThatAreNotThereAreBothFound() {
    List<Point> points = inputs(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    List<Block> plan =
        settle(
            new BlockPlanner(0, 125, false),
            points,
            b -> !(b.address() <= 2 && b.end() > 2) && !(b.address() <= 7 && b.end() > 7));
    assertEquals(List.of(input(0, 2), input(2, 1), input(3, 4), input(7, 1), input(8, 2)), plan);
  }

  @Test
  void aDeviceThatReadsOneRegisterAtATimeIsAskedSo() {
    List<Point> points = inputs(0, 1, 2, 3);
    List<Block> plan = settle(new BlockPlanner(0, 125, false), points, b -> b.count() == 1);
    assertEquals(List.of(input(0, 1), input(1, 1), input(2, 1), input(3, 1)), plan);
  }

  @Test
  void aRegisterThatIsReadAgainIsJoinedAgain() {
    List<Point> points = inputs(0, 1, 2);
    BlockPlanner planner = new BlockPlanner(0, 125, false);
    settle(planner, points, b -> b.address() > 1 || b.end() <= 1);
    planner.learned(input(1, 1));
    assertEquals(List.of(input(0, 3)), planner.plan(points));
  }

  @Test
  void theOnePointOfARefusedBlockCannotBeHelped() {
    BlockPlanner planner = new BlockPlanner(0, 125, false);
    assertFalse(planner.learn(input(5, 1), List.of(A)));
    assertEquals(List.of(input(5, 1)), planner.plan(List.of(A)));
  }
}
