package io.ocpp809.modbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.modbus.BlockPlanner.Block;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanBudgetTest {
  private static PlanBudget budget(int baud, long fast, long slow, double others) {
    return new PlanBudget("/dev/ttyUSB0", baud, wire(fast), wire(slow), 1_000, 15_000, others);
  }

  private static PlanBudget.Cost wire(long millis) {
    return new PlanBudget.Cost(millis * 1_000_000, 0);
  }

  private static double millis(Block block, LineSettings line, long turnaroundNanos) {
    return PlanBudget.Cost.of(List.of(block), line, turnaroundNanos).nanos() / 1e6;
  }

  @Test
  void aReadCostsItsOctetsTwoSilencesAndTheTurnaround() {
    // FC3 of 10 registers at 9600 8E1: 8 + 5 + 20 octets of 11 bits and twice 3.5 characters are
    // 40 characters, 45.8 ms; 16 coils: 8 + 5 + 2 + 7 = 22 characters, 25.2 ms.
    LineSettings line = new LineSettings(500, 0, 500, 9600, 11);
    Block registers = new Block(Table.HOLDING, 0, 10);
    assertEquals(45.8, millis(registers, line, 0), 0.05);
    assertEquals(65.8, millis(registers, line, 20_000_000), 0.05);
    assertEquals(25.2, millis(new Block(Table.COIL, 0, 16), line, 0), 0.05);
  }

  @Test
  void aPauseThatIsLongerThanTheSilenceCountsInItsPlace() {
    LineSettings line = new LineSettings(500, 50, 500, 9600, 11);
    assertEquals(91.8, millis(new Block(Table.HOLDING, 0, 10), line, 0), 0.1);
  }

  @Test
  void aHigherRateIsAdvisedOnlyIfItSufficesForWhatDevicesTakeBeforeTheyAnswer() {
    PlanBudget.Cost slowDevice = new PlanBudget.Cost(900_000_000, 1_100_000_000);
    assertEquals(
        "Plan of line needs 2.0 s, period is 1 s: raise fast.period to 2 s, or poll fewer values",
        new PlanBudget("line", 9600, slowDevice, wire(0), 1_000, 15_000, 0).words());
    PlanBudget.Cost device = new PlanBudget.Cost(900_000_000, 700_000_000);
    assertEquals(
        "Plan of line needs 1.6 s, period is 1 s: raise fast.period to 1.6 s or use 38400 baud",
        new PlanBudget("line", 9600, device, wire(0), 1_000, 15_000, 0).words());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "9600 | 1800 | 0 | 0 | needs 1.8 s, period is 1 s: raise fast.period to 1.8 s or use 19200 baud",
        "9600 | 2500 | 0 | 0 | needs 2.5 s, period is 1 s: raise fast.period to 2.5 s or use 38400 baud",
        "9600 | 900 | 3000 | 0 | needs 1.1 s, period is 1 s: raise fast.period to 1.2 s or use 19200 baud",
        "0 | 1800 | 0 | 0 | needs 1.8 s, period is 1 s: raise fast.period to 1.8 s, or poll fewer values",
        "115200 | 1800 | 0 | 0 | needs 1.8 s, period is 1 s: raise fast.period to 1.8 s, or poll fewer values",
        "9600 | 600 | 0 | 0.5 | needs 1.1 s, period is 1 s: raise fast.period to 1.2 s or use 19200 baud",
        "0 | 100 | 15000 | 0 | needs 1.1 s, period is 1 s: raise slow.period, or poll fewer values",
        "9600 | 100 | 0 | 1 | needs 1.1 s, period is 1 s: other drivers of the line fill it; raise their periods, or poll fewer values"
      })
  void aPlanThatDoesNotFitSaysByHowMuchAndWhatToDo(
      int baud, long fast, long slow, double others, String words) {
    PlanBudget budget = budget(baud, fast, slow, others);
    assertFalse(budget.fits());
    assertEquals("Plan of /dev/ttyUSB0 " + words, budget.words());
  }

  @Test
  void aPlanThatFillsTheLineToTheLastStillFits() {
    assertTrue(budget(9600, 500, 7500, 0).fits());
    assertFalse(budget(9600, 501, 7500, 0).fits());
  }
}
