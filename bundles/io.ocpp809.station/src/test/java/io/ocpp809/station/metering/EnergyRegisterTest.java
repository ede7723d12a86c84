package io.ocpp809.station.metering;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ocpp809.station.metering.EnergyRegister.State;
import io.ocpp809.station.metering.EnergyRegister.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A register at an outlet of 11 kW, read once a second: at most 4.6 Wh flow between readings. */
class EnergyRegisterTest {
  private final EnergyRegister register = new EnergyRegister(11_000);
  private long now;

  private List<Verdict> read(double... values) {
    List<Verdict> verdicts = new ArrayList<>();
    for (double v : values) {
      now += 1_000;
      verdicts.add(register.accept(v, now));
    }
    return verdicts;
  }

  private static double number(String text) {
    return Double.parseDouble(text);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a register that rises is taken as it is           | 1000 1003 1006            | GOOD GOOD GOOD                       | 1006
          no number is ignored                              | 1000 NaN 1003             | GOOD IMPOSSIBLE GOOD                 | 1003
          infinity is ignored                               | 1000 Infinity 1003        | GOOD IMPOSSIBLE GOOD                 | 1003
          a negative register is ignored                    | 1000 -1 1003              | GOOD IMPOSSIBLE GOOD                 | 1003
          a register beyond any meter is ignored            | 1000 1e14 1003            | GOOD IMPOSSIBLE GOOD                 | 1003
          a step down of 5 Wh is noise                      | 1000 995 1001             | GOOD NOISE GOOD                      | 1001
          one wrong high reading costs nothing              | 1000 900000 1003          | GOOD SUSPECT GOOD                    | 1003
          one reading of 0 costs nothing                    | 1000 0 1003               | GOOD WAITING GOOD                    | 1003
          a jump that stays is a new base and no energy     | 1000 90000 90003 90006    | GOOD SUSPECT SUSPECT REBASED         | 1006
          a register that begins at 0 is counted on         | 1000 0 3 6                | GOOD WAITING WAITING RESET           | 1006
          a fall to another meter's level is no energy      | 90000 40000 40003 40006   | GOOD WAITING WAITING REBASED         | 90006
          a fall of 16 bits past the end loses nothing      | 65534 1 4 7               | GOOD WAITING WAITING WRAPPED         | 65543
          a fall of 32 bits of 0.1 Wh loses nothing         | 429496728 1 4 7           | GOOD WAITING WAITING WRAPPED         | 429496736
          a full decimal counter loses nothing              | 99999998 1 4 7            | GOOD WAITING WAITING WRAPPED         | 100000007
          a meter that runs backwards counts nothing        | 1000 990 980 970 960      | GOOD WAITING WAITING BACKWARDS BACKWARDS | 1000
          and counts on when it rises again                 | 1000 990 980 970 973 976  | GOOD WAITING WAITING BACKWARDS BACKWARDS REBASED | 1006
          near 0 backwards is no reset either               | 90 84 78 72 66            | GOOD WAITING WAITING BACKWARDS BACKWARDS | 90
          """)
  void aRegisterThatMisbehavesNeitherBillsNorLoses(
      String name, String readings, String verdicts, long expected) {
    assertEquals(
        verdicts,
        String.join(
            " ",
            read(Arrays.stream(readings.split(" ")).mapToDouble(Double::parseDouble).toArray())
                .stream()
                .map(Verdict::name)
                .toList()));
    assertEquals(expected, register.wh().orElseThrow());
  }

  @Test
  void aCoarseRegisterThatStoodStillIsBelievedAfterThreeReadingsAndLosesNothing() {
    read(5_000);
    now += 400_000;
    read(5_000);
    assertEquals(
        List.of(Verdict.WAITING, Verdict.WAITING, Verdict.GOOD), read(6_000, 6_000, 6_000));
    assertEquals(6_000, register.wh().orElseThrow());
  }

  @Test
  void aReadingThatWasTakenAlreadyConfirmsNothing() {
    read(1_000);
    for (int i = 0; i < 10; i++) {
      assertEquals(Verdict.SUSPECT, register.accept(90_000, now + 1_000));
    }
    assertEquals(1_000, register.wh().orElseThrow());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          what flowed in a known absence counts            | -3600000 | 1000 | 9000 9000 9000      | 9000
          more than can have flowed in it does not         | -3600000 | 1000 | 90000 90000 90000   | 1000
          an absence of unknown length is believed         | unknown  | 1000 | 90000 90000 90000   | 90000
          a register that began anew in it counts what it shows | -3600000 | 50000 | 3000 3000 3000 | 53000
          another level below is a new base                | -60000   | 50000 | 30000 30000 30000  | 50000
          a wrap is not guessed over an absence            | -3600000 | 65000 | 100 100 100        | 65100
          """)
  void afterARestartTheRegisterGoesOnFromWhatWasKept(
      String name, String at, double lastRaw, String readings, long expected) {
    register.restore(
        new State(0, lastRaw), at.equals("unknown") ? Long.MIN_VALUE : Long.parseLong(at));
    for (String r : readings.split(" ")) {
      read(number(r));
    }
    assertEquals(expected, register.wh().orElseThrow());
  }

  @Test
  void oneWrongReadingAfterAnAbsenceOfUnknownLengthCostsNothing() {
    register.restore(new State(0, 1_000), Long.MIN_VALUE);
    assertEquals(List.of(Verdict.WAITING, Verdict.GOOD), read(4_294_967_295d, 1_003));
    assertEquals(1_003, register.wh().orElseThrow());
  }

  @Test
  void whatWasAddedBeforeARestartIsAddedAfterIt() {
    read(1_000, 0, 3, 6);
    EnergyRegister after = new EnergyRegister(11_000);
    after.restore(register.state(), -1_000);
    after.accept(9, 1);
    assertEquals(1_009, after.wh().orElseThrow());
  }

  @Test
  void anotherMeterCountsFromItsOwnRegister() {
    read(1_000);
    register.exchange(70_000, now + 1_000);
    read(70_000, 70_003);
    assertEquals(1_003, register.wh().orElseThrow());
  }

  @Test
  void aRegisterThatAppearsLateCountsFromThere() {
    register.startAt(0);
    read(70_000, 70_003);
    assertEquals(3, register.wh().orElseThrow());
  }
}
