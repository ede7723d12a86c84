package io.ocpp809.iec104.station;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.iec104.apci.ApciParameters;
import io.ocpp809.iec104.apci.Apdu.Function;
import io.ocpp809.iec104.asdu.Cause;
import io.ocpp809.iec104.asdu.Content.Command;
import io.ocpp809.iec104.asdu.Cp56Time2a;
import io.ocpp809.iec104.asdu.DoublePoint;
import io.ocpp809.iec104.asdu.Quality;
import io.ocpp809.iec104.asdu.TypeId;
import io.ocpp809.iec104.asdu.Value;
import io.ocpp809.iec104.station.GroupSettings.Termination;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands and set-points, direct and with select before execute (IEC 60870-5-5, 6.8). */
class OrdersTest {
  private final Scene scene =
      Scene.of(
          GroupSettings.commanding("centre"),
          group("second", true, Set.of(7), Termination.NONE),
          group("watcher", false, Set.of(), Termination.NONE),
          group("positive", true, Set.of(), Termination.POSITIVE),
          group("effect", true, Set.of(), Termination.BY_EFFECT));
  private Master master;

  private static GroupSettings group(
      String name, boolean commands, Set<Integer> originators, Termination termination) {
    return new GroupSettings(
        name, commands, originators, ApciParameters.standard(), 1_000, termination);
  }

  @BeforeEach
  void starts() {
    master = started("centre");
  }

  private Master started(String group) {
    Master result = new Master(scene, group).start();
    scene.settle();
    result.seen();
    return result;
  }

  private void refused(String answer, String reason) {
    assertEquals(answer, master.seen());
    assertEquals(reason, scene.lastRefusal());
    assertEquals(0, scene.orders.size());
  }

  @Test
  @DisplayName("60870-5-5 6.8: a set point is selected then executed")
  void aSetPointIsSelectedThenExecuted() {
    master.select(Scene.LIMIT, 22);
    assertEquals("C_SE_NC_1 actcon oa3 50101=select:22.0", master.seen());
    assertEquals(0, scene.orders.size());
    master.execute(Scene.LIMIT, 22);
    assertEquals("C_SE_NC_1 actcon oa3 50101=22.0", master.seen());
    assertEquals(1, scene.orders.size());
    assertEquals(new Value.ShortFloat(22), scene.orders.get(0).value());
    assertEquals(3, scene.orders.get(0).originator());
    master.execute(Scene.LIMIT, 22);
    assertEquals("C_SE_NC_1 actcon NEG oa3 50101=22.0", master.seen());
  }

  @Test
  @DisplayName("60870-5-5 6.8: a direct point is executed at once and refuses a select")
  void aDirectPointIsExecutedAtOnceAndRefusesASelect() {
    master.execute(Scene.LIMIT_DIRECT, 30);
    assertEquals("C_SE_NC_1 actcon oa3 50001=30.0", master.seen());
    assertEquals(1, scene.orders.size());
    master.select(Scene.LIMIT_DIRECT, 30);
    assertEquals("C_SE_NC_1 actcon NEG oa3 50001=select:30.0", master.seen());
    assertEquals("the point is commanded without select", scene.lastRefusal());
  }

  @Test
  @DisplayName("60870-5-5 6.8: execute without select is refused")
  void executeWithoutSelectIsRefused() {
    master.execute(Scene.LIMIT, 22);
    refused("C_SE_NC_1 actcon NEG oa3 50101=22.0", "it is not selected, or not any more");
  }

  @Test
  @DisplayName("60870-5-5 6.8: execute with another value is refused and the selection is gone")
  void executeWithAnotherValueIsRefusedAndTheSelectionIsGone() {
    master.select(Scene.LIMIT, 22);
    master.seen();
    master.execute(Scene.LIMIT, 23);
    refused(
        "C_SE_NC_1 actcon NEG oa3 50101=23.0",
        "it was selected with another value, type or qualifier");
    master.execute(Scene.LIMIT, 22);
    refused("C_SE_NC_1 actcon NEG oa3 50101=22.0", "it is not selected, or not any more");
  }

  @Test
  @DisplayName(
      "60870-5-5 6.8: execute by another master or originator is refused and the selection stays")
  void executeByAnotherMasterOrOriginatorIsRefusedAndTheSelectionStays() {
    master.select(Scene.LIMIT, 22);
    Master other = started("positive");
    other.execute(Scene.LIMIT, 22);
    assertEquals("C_SE_NC_1 actcon NEG oa3 50101=22.0", other.seen());
    assertEquals("it is selected by another controlling station", scene.lastRefusal());
    other.select(Scene.LIMIT, 5);
    assertEquals("C_SE_NC_1 actcon NEG oa3 50101=select:5.0", other.seen());
    master.seen();
    master.originator = 4;
    master.execute(Scene.LIMIT, 22);
    assertEquals("C_SE_NC_1 actcon NEG oa4 50101=22.0", master.seen());
    master.originator = 3;
    master.execute(Scene.LIMIT, 22);
    assertEquals("C_SE_NC_1 actcon oa3 50101=22.0", master.seen());
  }

  @Test
  @DisplayName("60870-5-5 6.8: a reduction is not held back by the selection of another group")
  void aReductionIsNotHeldBackByTheSelectionOfAnotherGroup() {
    master.select(Scene.LIMIT, 22);
    Master other = started("positive");
    scene.reduces = true;
    other.select(Scene.LIMIT, 5);
    other.execute(Scene.LIMIT, 5);
    assertEquals(
        "C_SE_NC_1 actcon oa3 50101=select:5.0\nC_SE_NC_1 actcon oa3 50101=5.0", other.seen());
    scene.station.completed(scene.orders.get(0), true, scene.now());
    scene.reduces = false;
    master.seen();
    master.execute(Scene.LIMIT, 22);
    assertEquals("C_SE_NC_1 actcon oa3 50101=22.0", master.seen(), "its selection has stayed");
  }

  @Test
  void aReductionWithoutSelectIsNotHeldBackByTheSelectionOfAnotherGroup() {
    master.select(Scene.LIMIT_RISES, 22);
    Master other = started("positive");
    scene.reduces = true;
    other.execute(Scene.LIMIT_RISES, 5);
    assertEquals("C_SE_NC_1 actcon oa3 50002=5.0", other.seen());
    scene.reduces = false;
    scene.station.completed(scene.orders.get(0), true, scene.now());
    other.execute(Scene.LIMIT_RISES, 6);
    assertEquals(
        "C_SE_NC_1 actterm oa3 50002=5.0\nC_SE_NC_1 actcon NEG oa3 50002=6.0", other.seen());
    assertEquals("it is selected by another controlling station", scene.lastRefusal());
  }

  @Test
  void aReductionStillNeedsItsOwnSelectAndIsHeldBackByItsOwnGroup() {
    scene.reduces = true;
    master.select(Scene.LIMIT, 22);
    Master other = started("positive");
    other.execute(Scene.LIMIT, 5);
    assertEquals("C_SE_NC_1 actcon NEG oa3 50101=5.0", other.seen());
    assertEquals("it is not selected, or not any more", scene.lastRefusal());
    master.originator = 4;
    master.seen();
    master.select(Scene.LIMIT, 5);
    assertEquals("C_SE_NC_1 actcon NEG oa4 50101=select:5.0", master.seen());
    assertEquals("it is selected by another controlling station", scene.lastRefusal());
  }

  @Test
  @DisplayName("60870-5-5 6.8: a selection lives ten seconds and the same master renews it")
  void aSelectionLivesTenSecondsAndTheSameMasterRenewsIt() {
    master.select(Scene.LIMIT, 22);
    scene.pass(9_999);
    master.select(Scene.LIMIT, 22);
    scene.pass(9_999);
    master.seen();
    master.execute(Scene.LIMIT, 22);
    assertEquals("C_SE_NC_1 actcon oa3 50101=22.0", master.seen());
    master.select(Scene.LIMIT, 22);
    scene.pass(10_000);
    master.seen();
    master.execute(Scene.LIMIT, 22);
    assertEquals("C_SE_NC_1 actcon NEG oa3 50101=22.0", master.seen());
    assertEquals(1, scene.orders.size());
  }

  @Test
  @DisplayName("60870-5-5 6.8: a selection is cancelled by deactivation")
  void aSelectionIsCancelledByDeactivation() {
    deactivate();
    assertEquals("C_SE_NC_1 deactcon NEG oa3 50101=select:22.0", master.seen());
    master.select(Scene.LIMIT, 22);
    deactivate();
    assertEquals(
        "C_SE_NC_1 actcon oa3 50101=select:22.0\nC_SE_NC_1 deactcon oa3 50101=select:22.0",
        master.seen());
    master.execute(Scene.LIMIT, 22);
    refused("C_SE_NC_1 actcon NEG oa3 50101=22.0", "it is not selected, or not any more");
  }

  private void deactivate() {
    master.send(
        TypeId.C_SE_NC_1,
        Cause.DEACTIVATION,
        Scene.LIMIT,
        new Command(new Value.ShortFloat(22), 0, true));
  }

  @Test
  @DisplayName("60870-5-5 6.8: a selection is gone with its connection and with STOPDT")
  void aSelectionIsGoneWithItsConnectionAndWithStopdt() {
    master.select(Scene.LIMIT, 22);
    master.leave();
    master = started("centre");
    master.execute(Scene.LIMIT, 22);
    refused("C_SE_NC_1 actcon NEG oa3 50101=22.0", "it is not selected, or not any more");
    master.select(Scene.LIMIT, 22);
    scene.settle();
    master.act(Function.STOPDT_ACT);
    master.act(Function.STARTDT_ACT);
    scene.settle();
    master.seen();
    master.execute(Scene.LIMIT, 22);
    refused("C_SE_NC_1 actcon NEG oa3 50101=22.0", "it is not selected, or not any more");
  }

  @Test
  @DisplayName("60870-5-5 6.8: only a rise needs a select where that is chosen")
  void onlyARiseNeedsASelectWhereThatIsChosen() {
    master.execute(Scene.LIMIT_RISES, 5);
    assertEquals("C_SE_NC_1 actcon oa3 50002=5.0", master.seen());
    master.execute(Scene.LIMIT_RISES, 20);
    assertEquals("C_SE_NC_1 actcon NEG oa3 50002=20.0", master.seen());
    master.select(Scene.LIMIT_RISES, 20);
    master.execute(Scene.LIMIT_RISES, 20);
    assertEquals(2, scene.orders.size());
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  @DisplayName("60870-5-5 6.8: a set point that is no number is refused")
  void aSetPointThatIsNoNumberIsRefused(float value) {
    master.execute(Scene.LIMIT_DIRECT, value);
    refused("C_SE_NC_1 actcon NEG oa3 50001=" + value, "the value is not a finite number");
  }

  @Test
  void whatTheProcessRefusesIsRefusedAlsoWhenItIsSelected() {
    scene.refusal = "remote control is off";
    master.select(Scene.LIMIT, 22);
    refused("C_SE_NC_1 actcon NEG oa3 50101=select:22.0", "remote control is off");
  }

  @Test
  @DisplayName(
      "60870-5-5 6.8: a group that watches and an originator that is not listed are refused")
  void aGroupThatWatchesAndAnOriginatorThatIsNotListedAreRefused() {
    master = started("watcher");
    master.execute(Scene.LIMIT_DIRECT, 5);
    refused("C_SE_NC_1 actcon NEG oa3 50001=5.0", "the group only watches");
    master = started("second");
    master.execute(Scene.LIMIT_DIRECT, 5);
    refused("C_SE_NC_1 actcon NEG oa3 50001=5.0", "originator 3 is not allowed");
    master.originator = 7;
    master.execute(Scene.LIMIT_DIRECT, 5);
    assertEquals("C_SE_NC_1 actcon oa7 50001=5.0", master.seen());
  }

  @ParameterizedTest
  @CsvSource({"ON,true", "OFF,true", "INTERMEDIATE,false", "INDETERMINATE,false"})
  @DisplayName("60870-5-5 6.8: a double command is on or off")
  void aDoubleCommandIsOnOrOff(DoublePoint state, boolean accepted) {
    master.send(
        TypeId.C_DC_NA_1,
        Cause.ACTIVATION,
        Scene.ENABLE,
        new Command(new Value.TwoBits(state), 0, false));
    assertEquals(accepted ? 1 : 0, scene.orders.size());
    assertEquals(
        "C_DC_NA_1 actcon "
            + (accepted ? "" : "NEG ")
            + "oa3 40102="
            + state.toString().toLowerCase(),
        master.seen());
  }

  @ParameterizedTest
  @CsvSource({"0,true", "1,true", "2,false", "3,false", "31,false"})
  @DisplayName("60870-5-5 6.8: the qualifier of a point is fixed")
  void theQualifierOfAPointIsFixed(int qualifier, boolean accepted) {
    Command select = new Command(new Value.SinglePoint(true), qualifier, true);
    master.send(TypeId.C_SC_NA_1, Cause.ACTIVATION, Scene.STOP, select);
    assertEquals(
        "C_SC_NA_1 actcon " + (accepted ? "" : "NEG ") + "oa3 40101=select:on", master.seen());
  }

  @Test
  @DisplayName("60870-5-5 6.8: a qualifier of a set point is refused")
  void aQualifierOfASetPointIsRefused() {
    master.send(
        TypeId.C_SE_NC_1,
        Cause.ACTIVATION,
        Scene.LIMIT_DIRECT,
        new Command(new Value.ShortFloat(5), 1, false));
    refused("C_SE_NC_1 actcon NEG oa3 50001=5.0", "qualifier 1 is not supported");
  }

  @ParameterizedTest
  @CsvSource({
    "0,''",
    "60000,''",
    "60001,it is 60001 ms old",
    "-5000,''",
    "-5001,its time tag lies 5001 ms in the future"
  })
  @DisplayName("60870-5-5 6.8: a command with time tag is taken while it is fresh")
  void aCommandWithTimeTagIsTakenWhileItIsFresh(long age, String reason) {
    tagged(age, false);
    assertEquals(reason, scene.lastRefusal());
    assertEquals(reason.isEmpty() ? 1 : 0, scene.orders.size());
  }

  private void tagged(long age, boolean invalid) {
    master.send(
        TypeId.C_SE_TC_1,
        Cause.ACTIVATION.code(),
        Scene.LIMIT_DIRECT,
        new Command(new Value.ShortFloat(5), 0, false),
        Optional.of(Cp56Time2a.of(scene.now().wall().minusMillis(age), ZoneOffset.UTC, invalid)));
  }

  @Test
  @DisplayName(
      "60870-5-5 6.8: the age of a command is not judged while our own clock is not trusted")
  void theAgeOfACommandIsNotJudgedWhileOurOwnClockIsNotTrusted() {
    scene.trusted = false;
    tagged(86_400_000, false);
    assertEquals(1, scene.orders.size());
    scene.trusted = true;
    tagged(0, true);
    assertEquals("its time tag is invalid", scene.lastRefusal());
  }

  @Test
  @DisplayName("60870-5-5 6.11: a command with test bit is confirmed and drives nothing")
  void aCommandWithTestBitIsConfirmedAndDrivesNothing() {
    // C_SE_NC_1, cause 6 with T, 5.0 for 50001
    master.send(HexFormat.of().parseHex("32018603010051C30000" + "00A04000"));
    assertEquals("C_SE_NC_1 actcon TEST oa3 50001=5.0", master.seen());
    assertEquals(0, scene.orders.size());
  }

  @Test
  @DisplayName("60870-5-5 6.8: more than one object is refused")
  void moreThanOneObjectIsRefused() {
    String object = "51C300" + "0000A040" + "00";
    master.send(HexFormat.of().parseHex("320206030100" + object + object));
    refused("C_SE_NC_1 actcon NEG oa3 50001=5.0 50001=5.0", "more than one object");
  }

  @Test
  @DisplayName("60870-5-5 6.8: the termination comes as the group wants it")
  void theTerminationComesAsTheGroupWantsIt() {
    master.execute(Scene.LIMIT_DIRECT, 5);
    scene.station.completed(scene.orders.get(0), true, scene.now());
    assertEquals("C_SE_NC_1 actcon oa3 50001=5.0", master.seen());
    Master positive = started("positive");
    positive.execute(Scene.LIMIT_DIRECT, 6);
    scene.station.completed(scene.orders.get(1), false, scene.now());
    assertEquals(
        "C_SE_NC_1 actcon oa3 50001=6.0\nC_SE_NC_1 actterm oa3 50001=6.0", positive.seen());
    Master effect = started("effect");
    effect.execute(Scene.LIMIT_DIRECT, 7);
    scene.station.completed(scene.orders.get(2), false, scene.now());
    assertEquals(
        "C_SE_NC_1 actcon oa3 50001=7.0\nC_SE_NC_1 actterm NEG oa3 50001=7.0", effect.seen());
  }

  @Test
  @DisplayName("60870-5-5 6.8: while a termination is awaited the point takes no other command")
  void whileATerminationIsAwaitedThePointTakesNoOtherCommand() {
    Master positive = started("positive");
    positive.execute(Scene.LIMIT_DIRECT, 6);
    positive.execute(Scene.LIMIT_DIRECT, 7);
    assertEquals(
        "C_SE_NC_1 actcon oa3 50001=6.0\nC_SE_NC_1 actcon NEG oa3 50001=7.0", positive.seen());
    assertEquals("the command before has not ended", scene.lastRefusal());
    scene.station.completed(scene.orders.get(0), true, scene.now());
    positive.execute(Scene.LIMIT_DIRECT, 7);
    assertEquals(2, scene.orders.size());
  }

  @Test
  @DisplayName("60870-5-5 6.8: a reduction is not held back by a running command of another group")
  void aReductionIsNotHeldBackByARunningCommandOfAnotherGroup() {
    Master positive = started("positive");
    Master effect = started("effect");
    positive.execute(Scene.LIMIT_DIRECT, 20);
    effect.execute(Scene.LIMIT_DIRECT, 30);
    assertEquals("the command before has not ended", scene.lastRefusal());
    scene.reduces = true;
    effect.execute(Scene.LIMIT_DIRECT, 7);
    positive.execute(Scene.LIMIT_DIRECT, 6);
    assertEquals("the command before has not ended", scene.lastRefusal());
    assertEquals(2, scene.orders.size());
    scene.station.completed(scene.orders.get(0), true, scene.now());
    scene.station.completed(scene.orders.get(1), true, scene.now());
    assertEquals(
        "C_SE_NC_1 actcon oa3 50001=20.0\nC_SE_NC_1 actcon NEG oa3 50001=6.0\n"
            + "C_SE_NC_1 actterm oa3 50001=20.0",
        positive.seen());
    assertEquals(
        "C_SE_NC_1 actcon NEG oa3 50001=30.0\nC_SE_NC_1 actcon oa3 50001=7.0\n"
            + "C_SE_NC_1 actterm oa3 50001=7.0",
        effect.seen());
  }

  @Test
  @DisplayName("60870-5-5 6.8: without termination the last accepted set point wins")
  void withoutTerminationTheLastAcceptedSetPointWins() {
    master.execute(Scene.LIMIT_DIRECT, 6);
    master.execute(Scene.LIMIT_DIRECT, 7);
    assertEquals(2, scene.orders.size());
  }

  @Test
  @DisplayName("60870-5-5 6.8: return information is told even if nothing has changed")
  void returnInformationIsToldEvenIfNothingHasChanged() {
    scene.power(5);
    scene.settle();
    master.seen();
    Sample sample = scene.station.present(Scene.POWER).orElseThrow();
    scene.station.feedBack(Scene.POWER, sample, true, scene.now());
    scene.station.feedBack(
        Scene.POWER,
        new Sample(sample.value(), Quality.GOOD, sample.at(), true),
        false,
        scene.now());
    assertEquals("M_ME_TF_1 retrem 20101=5.0\nM_ME_TF_1 retloc 20101=5.0", master.seen());
  }

  @Test
  void everyCommandAndEveryRefusalIsAudited() {
    master.execute(Scene.LIMIT_DIRECT, 5);
    Audit line = scene.audit.get(scene.audit.size() - 1);
    assertEquals("centre", line.group());
    assertEquals("192.0.2.1", line.peer());
    assertTrue(line.accepted());
    assertEquals(
        "C_SE_NC_1 act, originator 3, common address 1, object 50001, execute"
            + " ShortFloat[value=5.0]",
        line.what());
  }
}
