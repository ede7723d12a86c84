package io.ocpp809.iec104.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.iec104.station.CommandPoint;
import io.ocpp809.iec104.station.MonitorPoint;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PointPlanTest {
  private static final String HEAD = "address;type;evse;what;factor;procedure\n";

  @Test
  void theShortPlanHasAboutTwentyPointsOfTheSite() {
    PointPlan plan = PointPlan.standard(List.of());
    assertEquals(17, plan.points().size());
    assertEquals(2, plan.commands().size());
    assertTrue(plan.points().stream().allMatch(p -> p.evse() == 0));
  }

  @Test
  void anAddressReadsAsClassEvseAndPoint() {
    PointPlan plan = PointPlan.standard(List.of(1, 7, 99, 100, 999));
    assertEquals("evse.power 1", plan.table().monitored(20_101).orElseThrow().name());
    assertEquals("evse.power 7", plan.table().monitored(20_701).orElseThrow().name());
    assertEquals("evse.limit 1", plan.table().command(50_101).orElseThrow().name());
    assertEquals("evse.stop 1", plan.table().command(40_101).orElseThrow().name());
    assertEquals("limit", plan.table().command(50_001).orElseThrow().name());
    assertEquals("evse.status 99", plan.table().monitored(29_913).orElseThrow().name());
    assertEquals("evse.status 100", plan.table().monitored(210_013).orElseThrow().name());
    assertEquals("evse.limit 999", plan.table().command(599_901).orElseThrow().name());
  }

  @Test
  void theGroupsOfInterrogationAreStatesAndMeasuredValuesOfTheSiteAndOfTheEvses() {
    PointPlan plan = PointPlan.standard(List.of(1));
    Map<Integer, Integer> groups = new TreeMap<>();
    for (int address : List.of(10_001, 20_001, 10_101, 10_150, 20_101, 20_113, 30_001, 30_101)) {
      MonitorPoint p = plan.table().monitored(address).orElseThrow();
      groups.put(address, p.groups().iterator().next());
    }
    assertEquals(
        "{10001=1, 10101=3, 10150=3, 20001=2, 20101=4, 20113=4, 30001=1, 30101=2}",
        groups.toString());
  }

  @Test
  void nineHundredNinetyNineEvsesHaveNoAddressTwice() {
    List<Integer> all = java.util.stream.IntStream.rangeClosed(1, 999).boxed().toList();
    PointPlan plan = PointPlan.standard(all);
    assertEquals(26 + 999 * 21, plan.points().size());
  }

  @Test
  void aPlanIsTheSameAfterItWasWrittenAndRead() {
    PointPlan plan = PointPlan.standard(List.of(1, 2, 120));
    PointPlan again = PointList.read(PointList.write(plan));
    assertEquals(plan.points(), again.points());
    assertEquals(plan.commands(), again.commands());
  }

  @Test
  void anOperatorDictatesAddressesTypesSignsAndTheBaseOfPercent() {
    PointPlan plan =
        PointList.read(
            "# the operator's list\n"
                + "address;type;evse;what;factor;dead_band;interval_s;cyclic_s;groups;name;procedure;background\n"
                + "\n"
                + "0-3-233;M_ME_NA_1;;power;-0,001;0.01;2;10;1 3;P;;no\n"
                + "2000;C_SE_NA_1;4;evse.limit;0.00002;;;;;;direct;\n");
    MonitorPoint power = plan.points().get(0).point();
    assertEquals(1_001, power.address());
    assertEquals(Set.of(1, 3), power.groups());
    assertEquals(2_000, power.intervalMillis());
    assertEquals(10_000, power.cyclicMillis());
    assertEquals(-0.001, plan.points().get(0).factor());
    assertEquals("P", power.name());
    assertEquals(false, power.background());
    assertEquals(CommandPoint.Procedure.DIRECT, plan.commands().get(0).point().procedure());
    assertEquals("evse.limit 4", plan.commands().get(0).point().name());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x;M_SP_NA_1;;csms;1;|line 2, column address: 1 to 16777215, not \"x\"",
        "0;M_SP_NA_1;;csms;1;|line 2, column address: 1 to 16777215, not \"0\"",
        "1-2-256;M_SP_NA_1;;csms;1;|line 2, column address: the parts of 1-2-256 are 0 to 255",
        "5;M_SP_NA_1;;nothing;1;|line 2, column what: no point tells nothing",
        "5;M_SP_NA_1;;power;1;|line 2, column type: power cannot be told as M_SP_NA_1",
        "5;C_SE_NC_1;;stop;1;|line 2, column type: stop cannot be commanded by C_SE_NC_1",
        "5;M_SP_NA_1;1000;evse.lost;1;|line 2, column evse: 0 to 999, not \"1000\"",
        "5;M_SP_NA_1;;evse.lost;1;|line 2, column evse: evse.lost needs the number of an EVSE",
        "5;M_SP_NA_1;3;csms;1;|line 2, column evse: csms is the site's; leave it empty or 0",
        "5;M_SP_NA_1;;csms;0;|line 2, column factor: must not be 0",
        "5;M_SP_NA_1;;csms;one;|line 2, column factor: a number, not \"one\"",
        "5;C_SE_NC_1;;limit;1;sbo|line 2, column procedure: direct, select or select_for_rises, not \"sbo\"",
      })
  void whatIsWrongInAListIsToldWithLineAndColumn(String line, String message) {
    assertEquals(
        message,
        assertThrows(IllegalArgumentException.class, () -> PointList.read(HEAD + line))
            .getMessage());
  }

  @Test
  void anUnknownTypeColumnAndAddressesTwiceAreTold() {
    String type =
        assertThrows(
                IllegalArgumentException.class,
                () -> PointList.read(HEAD + "5;M_ME_TF_1;;power;1;"))
            .getMessage();
    assertTrue(
        type.startsWith("line 2, column type: unknown \"M_ME_TF_1\"; there are [M_DP_NA_1"), type);
    String column =
        assertThrows(IllegalArgumentException.class, () -> PointList.read("ioa;type;what\n"))
            .getMessage();
    assertTrue(column.contains("line 1: unknown columns [ioa]; there are [address, "), column);
    assertTrue(column.contains("line 1: the column address is missing"), column);
    String twice =
        assertThrows(
                IllegalArgumentException.class,
                () -> PointList.read(HEAD + "5;M_SP_NA_1;;csms;1;\n5;M_SP_NA_1;;clock;1;\n"))
            .getMessage();
    assertEquals("addresses taken twice: 5 (csms, clock); each point needs its own", twice);
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> PointList.read("\n# nothing\n"))
            .getMessage()
            .startsWith("there is no line with the names of the columns"));
  }
}
