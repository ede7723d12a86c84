package io.ocpp809.modbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.modbus.BlockPlanner.Block;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlockPlannerTest {
  private static final Point A = Point.of(Table.INPUT, 5, DataType.UINT16);
  private static final Point B = Point.of(Table.INPUT, 6, DataType.UINT32);
  private static final Point C = Point.of(Table.INPUT, 10, DataType.UINT16);
  private static final Point D = Point.of(Table.HOLDING, 11, DataType.UINT16);

  @Test
  void pointsWithinTheGapAreReadTogether() {
    assertEquals(
        List.of(new Block(Table.HOLDING, 11, 1), new Block(Table.INPUT, 5, 6)),
        new BlockPlanner(2, 125, false).plan(List.of(C, A, D, B)));
  }

  @Test
  void aLargerGapAndAFullBlockBeginAnother() {
    assertEquals(
        List.of(new Block(Table.INPUT, 5, 3), new Block(Table.INPUT, 10, 1)),
        new BlockPlanner(1, 125, false).plan(List.of(A, B, C)));
    assertEquals(
        List.of(new Block(Table.INPUT, 5, 1), new Block(Table.INPUT, 6, 2)),
        new BlockPlanner(0, 2, false).plan(List.of(A, B)));
  }

  @Test
  void exactReadsEachPointOnItsOwn() {
    assertEquals(
        List.of(new Block(Table.INPUT, 5, 1), new Block(Table.INPUT, 6, 2)),
        new BlockPlanner(9, 125, true).plan(List.of(A, B)));
  }

  @Test
  void aRefusedBlockIsSplitForGood() {
    BlockPlanner planner = new BlockPlanner(2, 125, false);
    Block refused = planner.plan(List.of(A, B, C)).get(0);
    assertTrue(planner.learn(refused, List.of(A, B, C)));
    assertEquals(3, planner.plan(List.of(A, B, C)).size());
  }
}
