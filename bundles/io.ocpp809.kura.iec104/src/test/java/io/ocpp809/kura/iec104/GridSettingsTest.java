package io.ocpp809.kura.iec104;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GridSettingsTest {

  private static Map<String, Object> form(Object... more) {
    Map<String, Object> form = new HashMap<>();
    form.put("bind", "127.0.0.1");
    form.put("groups", "centre;commands;192.0.2.7 192.0.2.8;3 4\n\nwatch;watches;0.0.0.0/0");
    form.put("failsafe", "LIMIT");
    form.put("failsafe.limit", 20.5);
    for (int i = 0; i < more.length; i += 2) {
      form.put((String) more[i], more[i + 1]);
    }
    return form;
  }

  @Test
  void withoutAnAddressNothingIsListenedOn() {
    assertEquals(Optional.empty(), GridSettings.of(Map.of()));
  }

  @Test
  void aFormBecomesGroupsRightsAndLimits() {
    GridSettings s = GridSettings.of(form()).orElseThrow();
    assertEquals(2, s.groups().size());
    assertTrue(s.groups().get(0).commands());
    assertEquals(Set.of(3, 4), s.groups().get(0).originators());
    assertFalse(s.groups().get(1).commands());
    assertEquals(2, s.server().orElseThrow().clients().get("centre").size());
    assertEquals(OptionalInt.of(20_500), s.grid().groups().get(0).failSafeWatts());
    assertEquals(1, s.grid().groups().size());
    assertEquals(100_000, s.grid().installedWatts());
    assertTrue(s.remote());
    assertFalse(s.secured());
    assertEquals(17, s.plan().points().size());
  }

  @Test
  void aGroupThatHoldsIsNotMissedForTheFailSafe() {
    GridSettings s =
        GridSettings.of(form("groups", "a;commands;192.0.2.7;;hold\nb;commands;192.0.2.8"))
            .orElseThrow();
    assertEquals(OptionalInt.empty(), s.grid().groups().get(0).failSafeWatts());
    assertEquals(OptionalInt.of(20_500), s.grid().groups().get(1).failSafeWatts());
  }

  @Test
  void commandsAreRefusedUntilItIsChosenWhatHoldsWhenNobodyIsHeard() {
    assertFalse(GridSettings.of(form("failsafe", "CHOOSE")).orElseThrow().remote());
    assertTrue(GridSettings.of(form("failsafe", "HOLD")).orElseThrow().remote());
    assertFalse(GridSettings.of(form("remote.control", false)).orElseThrow().remote());
  }

  @Test
  void evsesHavePointsOfTheirOwnWhereTheyAreNamed() {
    GridSettings s = GridSettings.of(form("evses", "1-2, 7")).orElseThrow();
    assertTrue(s.plan().table().monitored(20_701).isPresent());
    assertFalse(s.plan().table().monitored(20_301).isPresent());
  }

  @Test
  void theOperatorsListTakesThePlaceOfTheDefaultPlan() {
    GridSettings s =
        GridSettings.of(form("point.list", "address;type;what\n7;M_ME_NC_1;power\n")).orElseThrow();
    assertEquals(1, s.plan().points().size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bind|eth0|bind: \"eth0\" is no address: write 192.0.2.7, or 192.0.2.0/24 for a network",
        "bind|192.0.2.0/24|bind: one address, not a network",
        "port|70000|port: 0 to 65535, not 70000",
        "port|many|port: a number is needed, not many",
        "common.address|0|common address: 1 to 65534, not 0",
        "groups|centre;commands|groups, line 1: name;rights;addresses;originators, not"
            + " centre;commands",
        "groups|centre;all;192.0.2.7|groups, line 1: rights are commands or watches, not \"all\"",
        "groups|a;commands;here|groups, line 1: \"here\" is no address: write 192.0.2.7, or"
            + " 192.0.2.0/24 for a network",
        "groups|a;commands;192.0.2.7;300|groups, line 1: originators are 0 to 255, not \"300\"",
        "groups|''|groups: nobody may connect; write a line such as centre;commands;192.0.2.7",
        "groups|a;commands;192.0.2.7;;release|groups, line 1: the fifth part is hold or nothing,"
            + " not \"release\"",
        "evses|1-x|evses: numbers and ranges such as 1-4 7, not \"1-x\"",
        "evses|4-1|evses: 1 to 999, rising, not \"4-1\"",
        "point.list|address;type;what@7;M_SP_NA_1;nothing|point.list: line 2, column what: no point"
            + " tells nothing",
        "failsafe|RELEASE|failsafe: RELEASE is none of [CHOOSE, HOLD, LIMIT]",
        "failsafe.delay|0|failsafe.delay: 1 s to 24 h, not 0.0 s",
        "time.zone|Mars|time.zone: Mars is none; write UTC, or such as Europe/Berlin",
        "w|12|w: 1 to two thirds of k (12), not 12",
        "t2|15|t2: 0.1 s to less than t1 (15.0 s), not 15.0 s",
        "installed.power|0|installed.power: 1 kW or more, not 0.0 kW",
      })
  void whatIsWrongIsNamed(String attribute, String value, String message) {
    Map<String, Object> form = form(attribute, value.replace('@', '\n'));
    assertEquals(
        message,
        assertThrows(IllegalArgumentException.class, () -> GridSettings.of(form)).getMessage());
  }

  @Test
  void twoGroupsOfOneNameAreRefused() {
    Map<String, Object> form = form("groups", "a;commands;192.0.2.7\na;watches;192.0.2.8");
    assertEquals(
        "groups, line 2: there is a group a already",
        assertThrows(IllegalArgumentException.class, () -> GridSettings.of(form)).getMessage());
  }
}
