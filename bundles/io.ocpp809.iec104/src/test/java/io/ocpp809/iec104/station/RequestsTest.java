package io.ocpp809.iec104.station;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.iec104.apci.ApciParameters;
import io.ocpp809.iec104.asdu.Cause;
import io.ocpp809.iec104.asdu.Content;
import io.ocpp809.iec104.asdu.Content.Command;
import io.ocpp809.iec104.asdu.Content.Qualifier;
import io.ocpp809.iec104.asdu.Cp56Time2a;
import io.ocpp809.iec104.asdu.Quality;
import io.ocpp809.iec104.asdu.TypeId;
import io.ocpp809.iec104.asdu.Value;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Interrogations, counters, clock, test, reset; and what is refused with which cause. */
class RequestsTest {
  private final Scene scene =
      Scene.of(
          GroupSettings.commanding("centre"),
          new GroupSettings(
              "watcher",
              false,
              Set.of(),
              ApciParameters.standard(),
              1_000,
              GroupSettings.Termination.NONE));
  private Master master;

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

  @Test
  @DisplayName(
      "60870-5-5 6.6: a station interrogation is answered with all but counters and without time"
          + " tags")
  void aStationInterrogationIsAnsweredWithAllButCountersAndWithoutTimeTags() {
    scene.charging(true);
    scene.update(Scene.POWER, new Value.ShortFloat(22.08f), Quality.NT);
    scene.settle();
    master.seen();
    master.interrogate(20);
    assertEquals(
        "C_IC_NA_1 actcon oa3 0=20\n"
            + "M_SP_NA_1 inrogen oa3 10101=on\n"
            + "M_DP_NA_1 inrogen oa3 10150=indeterminate!IV\n"
            + "M_ME_NC_1 inrogen oa3 20101=22.08!NT 20102=0.0!IV\n"
            + "C_IC_NA_1 actterm oa3 0=20",
        master.seen());
  }

  @Test
  @DisplayName("60870-5-5 6.6: an interrogation of a group is answered with its points")
  void anInterrogationOfAGroupIsAnsweredWithItsPoints() {
    master.interrogate(22);
    assertEquals(
        "C_IC_NA_1 actcon oa3 0=22\n"
            + "M_ME_NC_1 inro2 oa3 20101=0.0!IV 20102=0.0!IV\n"
            + "C_IC_NA_1 actterm oa3 0=22",
        master.seen());
  }

  @ParameterizedTest
  @CsvSource({"0", "19", "37", "99", "255"})
  @DisplayName("60870-5-5 6.6: an interrogation of what is not there is refused")
  void anInterrogationOfWhatIsNotThereIsRefused(int qualifier) {
    master.interrogate(qualifier);
    assertEquals("C_IC_NA_1 actcon NEG oa3 0=" + qualifier, master.seen());
    assertEquals("qualifier " + qualifier + " of an interrogation: 20 to 36", scene.lastRefusal());
  }

  @Test
  @DisplayName("60870-5-5 6.6: answers stand behind older events and the confirmation before them")
  void answersStandBehindOlderEventsAndTheConfirmationBeforeThem() {
    Master slow = new Master(scene, "watcher").silent();
    for (int i = 0; i < 60; i++) {
      scene.pass(2_000);
      scene.charging(i % 2 == 0);
      scene.update(
          Scene.OPERATIVE, new Value.TwoBits(io.ocpp809.iec104.asdu.DoublePoint.of(i % 2 == 0)), 0);
    }
    slow.start();
    slow.interrogate(20);
    for (int i = 0; i < 20; i++) {
      slow.confirm();
    }
    List<String> lines = List.of(slow.seen().split("\n"));
    assertEquals("C_IC_NA_1 actterm oa3 0=20", lines.get(lines.size() - 1));
    int confirmed = lines.indexOf("C_IC_NA_1 actcon oa3 0=20");
    int last = lines.lastIndexOf("M_SP_TB_1 spont 10101=off");
    int answered = lines.indexOf("M_SP_NA_1 inrogen oa3 10101=off");
    assertTrue(confirmed < last && last < answered, lines.toString());
  }

  @Test
  @DisplayName("60870-5-5 6.6: a second interrogation takes the place of the first")
  void aSecondInterrogationTakesThePlaceOfTheFirst() {
    Master slow = new Master(scene, "watcher").silent().start();
    for (int i = 0; i < 11; i++) {
      scene.pass(1);
      scene.update(
          Scene.OPERATIVE, new Value.TwoBits(io.ocpp809.iec104.asdu.DoublePoint.of(i % 2 == 0)), 0);
    }
    slow.interrogate(20);
    slow.interrogate(20);
    slow.confirm();
    slow.confirm();
    long ends =
        List.of(slow.seen().split("\n")).stream()
            .filter(l -> l.startsWith("C_IC_NA_1 actterm"))
            .count();
    assertEquals(1, ends);
  }

  @Test
  @DisplayName("60870-5-5 6.6: stopping an interrogation that does not run is refused")
  void stoppingAnInterrogationThatDoesNotRunIsRefused() {
    master.send(TypeId.C_IC_NA_1, Cause.DEACTIVATION, 0, new Qualifier(20));
    assertEquals("C_IC_NA_1 deactcon NEG oa3 0=20", master.seen());
    assertEquals("no interrogation runs", scene.lastRefusal());
  }

  @Test
  @DisplayName("60870-5-5 6.6: an interrogation of all addresses is answered with ours")
  void anInterrogationOfAllAddressesIsAnsweredWithOurs() {
    master.commonAddress = 65_535;
    master.interrogate(21);
    assertEquals(
        "C_IC_NA_1 actcon oa3 0=21\nM_SP_NA_1 inro1 oa3 10101=off!IV\nC_IC_NA_1 actterm oa3 0=21",
        master.seen());
  }

  @Test
  @DisplayName("60870-5-5 6.9: counters are frozen and read until the next freeze")
  void countersAreFrozenAndReadUntilTheNextFreeze() {
    scene.energy(1_000);
    master.count(0x45);
    assertEquals("C_CI_NA_1 actcon oa3 0=69\nC_CI_NA_1 actterm oa3 0=69", master.seen());
    scene.energy(1_500);
    master.count(5);
    assertEquals(
        "C_CI_NA_1 actcon oa3 0=5\nM_IT_NA_1 reqcogen oa3 30101=1000#1\nC_CI_NA_1 actterm oa3 0=5",
        master.seen());
    master.count(0x45);
    master.seen();
    master.count(1);
    assertEquals(
        "C_CI_NA_1 actcon oa3 0=1\nM_IT_NA_1 reqco1 oa3 30101=1500#2\nC_CI_NA_1 actterm oa3 0=1",
        master.seen());
  }

  @Test
  @DisplayName(
      "60870-5-5 6.9: a counter is read as it is if it was never frozen and counts anew after a"
          + " reset")
  void aCounterIsReadAsItIsIfItWasNeverFrozenAndCountsAnewAfterAReset() {
    scene.energy(1_000);
    master.count(5);
    assertTrue(master.seen().contains("30101=1000#0"));
    master.count(0x85);
    scene.energy(1_200);
    master.count(0x45);
    master.seen();
    master.count(5);
    assertTrue(master.seen().contains("30101=200#2"));
  }

  @Test
  @DisplayName("60870-5-5 6.9: counters of an unknown group are refused and a watcher freezes none")
  void countersOfAnUnknownGroupAreRefusedAndAWatcherFreezesNone() {
    master.count(0);
    assertEquals("C_CI_NA_1 actcon NEG oa3 0=0", master.seen());
    assertEquals("request 0 of counters: 1 to 5", scene.lastRefusal());
    Master watcher = started("watcher");
    watcher.count(0x45);
    assertEquals("C_CI_NA_1 actcon NEG oa3 0=69", watcher.seen());
    assertEquals("the group only watches", scene.lastRefusal());
    watcher.count(5);
    assertTrue(watcher.seen().contains("M_IT_NA_1 reqcogen oa3"));
  }

  @Test
  @DisplayName("60870-5-101 7.4: a point is read with the cause requested and without confirmation")
  void aPointIsReadWithTheCauseRequestedAndWithoutConfirmation() {
    scene.power(4);
    scene.settle();
    master.seen();
    master.send(TypeId.C_RD_NA_1, Cause.REQUEST, Scene.POWER, new Content.Empty());
    assertEquals("M_ME_NC_1 req oa3 20101=4.0", master.seen());
    master.send(TypeId.C_RD_NA_1, Cause.REQUEST, 9_999, new Content.Empty());
    assertEquals("C_RD_NA_1 ukioa NEG oa3 9999=-", master.seen());
    master.send(TypeId.C_RD_NA_1, Cause.ACTIVATION, Scene.POWER, new Content.Empty());
    assertEquals("C_RD_NA_1 ukcause NEG oa3 20101=-", master.seen());
  }

  @Test
  void anOriginatorThatIsNotListedFreezesNothingClearsNothingAndSetsNoTime() {
    Scene strict =
        Scene.of(
            EventLog.none(),
            new StationSettings(
                1, ZoneOffset.UTC, StationSettings.ClockPolicy.FOLLOW, 10_000, 60_000, 0, 0),
            new GroupSettings(
                "centre",
                true,
                Set.of(7),
                ApciParameters.standard(),
                1_000,
                GroupSettings.Termination.NONE));
    Master m = new Master(strict, "centre").start();
    m.seen();
    m.send(TypeId.C_CI_NA_1, Cause.ACTIVATION, 0, new Qualifier(0x45));
    m.send(TypeId.C_RP_NA_1, Cause.ACTIVATION, 0, new Qualifier(2));
    m.send(
        TypeId.C_CS_NA_1,
        Cause.ACTIVATION.code(),
        0,
        new Content.Empty(),
        Optional.of(Cp56Time2a.of(strict.now().wall(), ZoneOffset.UTC, false)));
    assertEquals(
        "C_CI_NA_1 actcon NEG oa3 0=69\nC_RP_NA_1 actcon NEG oa3 0=2\nC_CS_NA_1 actcon NEG oa3 0=-",
        m.seen());
    assertEquals("originator 3 is not allowed", strict.lastRefusal());
  }

  @Test
  void aClientThatAsksAndNeverTakesTheAnswersIsClosedBeforeTheyPileUp() {
    Master greedy = new Master(scene, "watcher").silent().start();
    int asked = 0;
    while (greedy.closed().isEmpty() && asked < 20_000) {
      greedy.send(TypeId.C_RD_NA_1, Cause.REQUEST, Scene.POWER, new Content.Empty());
      asked++;
    }
    assertEquals("more than 10000 answers wait to be confirmed", greedy.closed());
    assertEquals("", master.closed());
  }

  @Test
  @DisplayName("60870-5-5 6.11: a test command is mirrored")
  void aTestCommandIsMirrored() {
    master.send(
        TypeId.C_TS_TA_1,
        Cause.ACTIVATION.code(),
        0,
        new Content.TestPattern(0x1234),
        Optional.of(Cp56Time2a.of(scene.now().wall(), ZoneOffset.UTC, false)));
    assertEquals("C_TS_TA_1 actcon oa3 0=-", master.seen());
  }

  @Test
  @DisplayName(
      "60870-5-5 6.1: the process is not reset but buffered events are cleared for those who may"
          + " command")
  void theProcessIsNotResetButBufferedEventsAreClearedForThoseWhoMayCommand() {
    master.send(TypeId.C_RP_NA_1, Cause.ACTIVATION, 0, new Qualifier(1));
    assertEquals("C_RP_NA_1 actcon NEG oa3 0=1", master.seen());
    master.send(TypeId.C_RP_NA_1, Cause.ACTIVATION, 0, new Qualifier(2));
    assertEquals("C_RP_NA_1 actcon oa3 0=2", master.seen());
    assertTrue(scene.told.contains("centre cleared"));
    Master watcher = started("watcher");
    watcher.send(TypeId.C_RP_NA_1, Cause.ACTIVATION, 0, new Qualifier(2));
    assertEquals("C_RP_NA_1 actcon NEG oa3 0=2", watcher.seen());
  }

  @ParameterizedTest
  @CsvSource({
    // unknown type 200, also from a master that does not know its own length; 120 to 127 and 51 are
    // not served
    "C8 01 06 03 01 00 00 00 00 14,type 200 uktype NEG oa3",
    "C8 02 06 03 01 00,type 200 uktype NEG oa3",
    "33 01 06 03 01 00 61 1E 00 01 00 00 00,'C_BO_NA_1 uktype NEG oa3 7777=Bitstring[bits=1]'",
    "7A 01 06 03 01 00 00 00 00,type 122 uktype NEG oa3",
    "00 01 06 03 01 00 00 00 00,type 0 uktype NEG oa3",
    "2C 01 06 03 01 00 00 00 00,type 44 uktype NEG oa3",
    "70 01 06 03 01 00 B9 0B 00 00 00 00 3F 01,P_ME_NC_1 uktype NEG oa3 3001=-",
    // cause 3, 20 and 14 for an interrogation
    "64 01 03 03 01 00 00 00 00 14,C_IC_NA_1 ukcause NEG oa3 0=20",
    "64 01 14 03 01 00 00 00 00 14,C_IC_NA_1 ukcause NEG oa3 0=20",
    "64 01 0E 03 01 00 00 00 00 14,C_IC_NA_1 ukcause NEG oa3 0=20",
    // a step command, which no point of a site takes; its address and cause are looked at later
    "2F 01 06 03 01 00 B5 C3 00 81,C_RC_NA_1 uktype NEG oa3 50101=select:RegulatingStep[state=1]",
    "3C 01 03 03 09 00 B5 C3 00 81 00 00 00 00 01 01 1A,C_RC_TA_1 uktype NEG oa3"
        + " 50101=select:RegulatingStep[state=1]",
    // common address 9, 0; object address 1
    "64 01 06 03 09 00 00 00 00 14,C_IC_NA_1 ukca NEG oa3 0=20",
    "64 01 06 03 00 00 00 00 00 14,C_IC_NA_1 ukca NEG oa3 0=20",
    "64 01 06 03 01 00 01 00 00 14,C_IC_NA_1 ukioa NEG oa3 1=20",
    // a command to all
    "32 01 06 03 FF FF B5 C3 00 00 00 B0 41 80,C_SE_NC_1 ukca NEG oa3 50101=select:22.0",
    // two objects
    "64 02 06 03 01 00 00 00 00 14 00 00 00 14,C_IC_NA_1 actcon NEG oa3 0=20 0=20",
    // a sequence, which control direction does not have
    "64 81 06 03 01 00 00 00 00 14,C_IC_NA_1 actcon NEG oa3 0=20",
    "32 81 06 03 01 00 B5 C3 00 00 00 B0 41 80,C_SE_NC_1 actcon NEG oa3 50101=select:22.0",
    "32 81 08 03 01 00 B5 C3 00 00 00 B0 41 80,C_SE_NC_1 deactcon NEG oa3 50101=select:22.0",
    // a read for a test is answered as one
    "66 01 85 03 01 00 85 4E 00,M_ME_NC_1 req TEST oa3 20101=0.0!IV",
    // the test bit is mirrored and nothing is told
    "64 01 86 03 01 00 00 00 00 14,'C_IC_NA_1 actcon TEST oa3 0=20;C_IC_NA_1 actterm TEST oa3"
        + " 0=20'",
  })
  @DisplayName(
      "60870-5-101 7.2.3: the first that is wrong is answered in the order type cause addresses")
  void theFirstThatIsWrongIsAnsweredInTheOrderTypeCauseAddresses(String hex, String answer) {
    master.send(HexFormat.of().parseHex(hex.replace(" ", "")));
    assertEquals(answer.replace(";", "\n"), master.seen());
  }

  @ParameterizedTest
  @CsvSource({
    // confirmations, terminations and refusals
    "64 01 07 03 01 00 00 00 00 14",
    "32 01 0A 03 01 00 B5 C3 00 00 00 B0 41 00",
    "C8 01 6C 03 01 00 00 00 00 14",
    "64 01 6E 03 09 00 00 00 00 14",
    // monitor direction, also of types without a codec
    "01 01 03 03 01 00 01 00 00 01",
    "02 01 03 03 01 00 01 00 00 01 00 00 00",
    "46 01 04 00 01 00 00 00 00 00",
  })
  @DisplayName(
      "60870-5-101 7.2.3: an answer is never answered nor is information in monitor direction")
  void anAnswerIsNeverAnsweredNorIsInformationInMonitorDirection(String hex) {
    master.send(HexFormat.of().parseHex(hex.replace(" ", "")));
    assertEquals("", master.seen());
    assertEquals("", master.closed());
    assertTrue(scene.lastRefusal().endsWith("is not answered"));
  }

  @ParameterizedTest
  @CsvSource({
    "64 01 06 03 01 00 00 00 00,'C_IC_NA_1 with 1 objects has 10 octets, not 9: 64 01 06 03 01 00"
        + " 00 00 00'",
    "64 00 06 03 01 00,C_IC_NA_1 with number of objects 0: 64 00 06 03 01 00",
    "32 02 06 03 01 00 B5 C3 00 00 00 B0 41 00,'C_SE_NC_1 with 2 objects has 22 octets, not 14: 32"
        + " 02 06 03 01 00 B5 C3 00 00 00 B0 41 00'",
    "64 01,'an ASDU has 6 to 249 octets, not 2: 64 01'",
  })
  @DisplayName(
      "60870-5-101 7.1: an ASDU that contradicts itself closes the connection and is told with its"
          + " octets")
  void anAsduThatContradictsItselfClosesTheConnectionAndIsToldWithItsOctets(
      String hex, String reason) {
    master.send(HexFormat.of().parseHex(hex.replace(" ", "")));
    assertEquals(reason, master.closed());
    assertEquals(reason, scene.lastRefusal());
  }

  @Test
  @DisplayName("60870-5-5 6.8: a command is known by its type whatever the point")
  void aCommandIsKnownByItsTypeWhateverThePoint() {
    master.send(
        TypeId.C_SC_NA_1,
        Cause.ACTIVATION,
        Scene.LIMIT,
        new Command(new Value.SinglePoint(true), 0, false));
    assertEquals("C_SC_NA_1 ukioa NEG oa3 50101=on", master.seen());
  }
}
