package io.ocpp809.gbt27930.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.gbt27930.message.MessageType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What real chargers and vehicles do that no clause of the standard has. */
class OdditiesTest {
  private static final String CHM = "1826F456#010100";
  private static final String BHM = "182756F4#D80F";
  private static final String CRM_START = "1801F456#0001000000333230";
  private static final String CRM_KNOWN = "1801F456#AA01000000333230";
  private static final String CML = "1808F456#4C1DD007F00AA00F";
  private static final String CTS_OF_FILL = "1807F456#FFFFFFFFFFFFFF";
  private static final String BRO_NOT_YET = "100956F4#00";
  private static final String BRO = "100956F4#AA";
  private static final String CRO_NOT_YET = "100AF456#00";
  private static final String CRO = "100AF456#AA";
  // 380.0 V, 20 A: raw 0ED8 both
  private static final String BCL = "181056F4#D80ED80E02";
  private static final String BCL_NOTHING = "181056F4#D80EA00F02";
  private static final String CCS = "1812F456#D80ED80E0100FDFF";
  private static final String CCS_NO_CURRENT = "1812F456#D80EA00F0100FDFF";
  private static final String CCS_PAUSED = "1812F456#D80EA00F0100FCFF";
  private static final String BSM = "181356F4#0150014F0100D0";
  private static final String BST_SOC = "101956F4#010000F0";
  private static final String BST_TOLD = "101956F4#400000F0";
  private static final String CST_MANUAL = "101AF456#0400F0F0";
  private static final String BSD = "181C56F4#4D4D014E014E51";
  private static final String CSD = "181DF456#0100010001000000";
  private static final String BEM_CRM = "081E56F4#F4F0F0FC";
  private static final String BEM_CML = "081E56F4#F0F1F0FC";
  private static final String BEM_CCS = "081E56F4#F0F0F1FC";
  private static final String BRM_REQUEST = "1CEC56F4#10310007FF000200";
  private static final String BCS_REQUEST = "1CEC56F4#10090002FF001100";

  private Story story = new Story();

  private String state() {
    return story.observer.view().state();
  }

  private List<String> told(String... words) {
    List<String> found = new ArrayList<>();
    for (String line : story.lines()) {
      for (String word : words) {
        if (line.contains(word)) {
          found.add(line);
        }
      }
    }
    return found;
  }

  /** Frames at a period, one after another in the same moment, for so long. */
  private void repeat(long millis, long period, String... frames) {
    for (long t = 0; t < millis; t += period) {
      for (String frame : frames) {
        story.hear(frame);
      }
      story.pass(period);
    }
  }

  /** BRM of V1.1 or V1.0 with its packets. */
  private void brm(boolean since2015) {
    story.hear(since2015 ? BRM_REQUEST : "1CEC56F4#10290006FF000200");
    String first = since2015 ? "01010003E803A0" : "00010003E803A0";
    for (int i = 1; i <= (since2015 ? 7 : 6); i++) {
      story.hear("1CEB56F4#0" + i + (i == 1 ? first : "FFFFFFFFFFFFFF"));
    }
  }

  private void bcp() {
    story.hear("1CEC56F4#100D0002FF000600");
    story.hear("1CEB56F4#016801A00FE803D8").hear("1CEB56F4#020F78F401D80EFF");
  }

  private void bcs() {
    story.hear(BCS_REQUEST).hear("1CEB56F4#01D80ED80E4F014D");
    story.hear("1CEB56F4#020A00FFFFFFFFFF");
  }

  private void charge(long millis) {
    for (long t = 0; t < millis; t += 50) {
      story.hear(BCL).hear(CCS);
      if (t % 250 == 0) {
        story.hear(BSM);
        bcs();
      }
      story.pass(50);
    }
  }

  private void prepare() {
    story.hear(CHM).hear(BHM);
    story.pass(250).hear(CRM_START);
    brm(true);
    story.hear(CRM_KNOWN);
    bcp();
    story.hear(CML).hear(BRO).hear(CRO);
  }

  @Test
  void brmThatIsRepeatedAfterItsRecognitionLeadsNowhereBack() {
    prepare();
    brm(true);
    brm(true);
    assertEquals("ready", state());
    charge(300);
    brm(true);
    assertEquals("charging", state());
    assertEquals(1, story.observer.view().attempts());
    assertEquals(List.of(), told("missing", "late", "over"));
  }

  @Test
  void bclMayComeBeforeCcs() {
    prepare();
    repeat(2_000, 50, BCL);
    assertEquals("charging", state());
    charge(500);
    assertEquals(List.of(), told("missing", "late", "paused"));
  }

  @Test
  void supplyThatNeverComesIsMissedAndWhoGoesOnAloneIsNotCharging() {
    prepare();
    story.hear(BCL);
    repeat(9_900, 50, BCL);
    assertEquals("charging", state());
    assertEquals(List.of("5.250 BCS missing for 5000 since BCL D80ED80E02"), told("BCS missing"));
    assertEquals(List.of("5.250 CCS missing for 5000 since BCL D80ED80E02"), told("CCS missing"));
    repeat(40_000, 50, BCL);
    assertEquals("ended", state());
    assertEquals(
        List.of("10.250 LOST", "40.250 ENDED", "40.250 over"), told("LOST", "ENDED", "over"));
    assertEquals(List.of("silence"), story.summary().stop().causes());
    story.pass(5_100);
    assertEquals("none", state());
  }

  @Test
  void whoWasLostAloneComesBackByItsOwnWord() {
    charge(500);
    repeat(10_100, 50, BCL);
    assertEquals("lost", state());
    story.hear(CCS);
    assertEquals("charging", state());
    assertEquals(Stop.NONE, story.observer.view().stop());
  }

  @Test
  void readyAndThenNothingOfChargingIsMissed() {
    prepare();
    repeat(6_000, 250, CRO, BRO);
    assertEquals("ready", state());
    assertEquals(3, told("missing for 5000 since BRO", "missing for 5000 since CRO").size());
  }

  @Test
  void aPauseOfTheChargerBeforeItsStopIsAPauseAndThenAManualStop() {
    charge(500);
    repeat(1_000, 50, BCL, CCS_PAUSED);
    assertEquals("paused-by-charger", state());
    story.hear(CST_MANUAL).hear(BST_TOLD);
    assertEquals("stopping", state());
    assertEquals(Party.NONE, story.observer.view().pausedBy());
    assertEquals(
        new Stop(Party.CHARGER, List.of("manual"), "CST 0400F0F0"), story.observer.view().stop());
  }

  @Test
  void aChargerThatFillsWithZerosDoesNotPauseWhileItSupplies() {
    charge(500);
    repeat(2_000, 50, BCL, "1812F456#D80ED80E01000000");
    assertEquals("charging", state());
    assertEquals(List.of(), told("paused"));
  }

  @Test
  void currentThatDithersAtItsLeastIsOnePause() {
    charge(500);
    // 1.1 A and 0.9 A: raw 0F95 and 0F97
    repeat(5_000, 100, BCL_NOTHING, "1812F456#D80E950F0100FDFF", "1812F456#D80E970F0100FDFF");
    assertEquals(1, told("paused").size());
    assertEquals(0, told("resumed").size());
  }

  @Test
  void aChargerThatSaysChmForEverWhileTheVehicleTellsBrmIsMissed() {
    story.hear(CHM);
    for (int i = 0; i < 40; i++) {
      story.hear(CHM).hear("1830F456#04F1FFFFFFFFFFFF");
      brm(true);
      story.pass(250);
    }
    assertEquals("handshake", state());
    assertEquals(1, story.observer.view().attempts());
    assertEquals(
        List.of(
            "5.000 BHM missing for 5000 since CHM 010100",
            "5.000 CRM missing for 5000 since BRM 01010003E803A0FF"),
        told("missing"));
    assertEquals(List.of(), told("over", "INTERRUPTED"));
  }

  @Test
  void csdThatNeverComesIsMissedTenSecondsAfterBst() {
    charge(300);
    story.hear(CST_MANUAL);
    repeat(1_000, 10, CST_MANUAL);
    repeat(9_980, 10, BST_TOLD);
    story.hear(BSD);
    assertEquals("stopping", state());
    repeat(1_200, 10, BST_TOLD);
    assertEquals("ended", state());
    assertEquals(List.of("11.300 CSD missing for 10000 since BST 400000F0"), told("CSD missing"));
    assertEquals(1, told("over").size());
  }

  @Test
  void notReadyTwentyNineTimesAndThenReadyMissesNothing() {
    story.hear(CRM_START);
    brm(true);
    story.hear(CRM_KNOWN);
    bcp();
    story.hear(CML).hear(CTS_OF_FILL).hear(BRO_NOT_YET).pass(1_250);
    for (int i = 0; i < 29; i++) {
      story.hear(BRO).hear(CRO_NOT_YET).pass(250);
    }
    assertEquals("parameters", state());
    story.hear(CRO);
    assertEquals("ready", state());
    assertEquals(List.of(), told("missing", "late"));
  }

  @Test
  void readinessThatNeverComesIsMissedAfterAMinute() {
    story.hear(CRM_KNOWN);
    bcp();
    story.hear(CML);
    repeat(61_000, 250, BRO, CRO_NOT_YET);
    assertEquals(List.of("60.000 CRO missing for 60000 since BRO AA"), told("missing"));
    story = new Story();
    story.hear(CRM_KNOWN);
    bcp();
    repeat(61_000, 250, CML, BRO_NOT_YET);
    assertEquals(List.of("60.000 BRO missing for 60000 since BRO 00"), told("missing"));
  }

  @ParameterizedTest
  @CsvSource({
    // zeros say nothing: who has a cause decides, and is the evidence
    "101956F4#00000000, 101AF456#0400F0F0, CHARGER, manual, CST 0400F0F0",
    "101AF456#00000000, 101956F4#010000F0, VEHICLE, soc-reached, BST 010000F0",
    "101956F4#00000000, 101AF456#00000000, VEHICLE, unspecified, BST 00000000",
    "101AF456#0400F0F0, 101956F4#00000000, CHARGER, manual, CST 0400F0F0",
    "101956F4#010000F0, 101AF456#0400F0F0, VEHICLE, manual, BST 010000F0",
  })
  void aStopOfZerosIsUnspecifiedUntilOneOfThemSaysWhy(
      String first, String second, Party party, String cause, String evidence) {
    charge(300);
    story.hear(first).hear(second);
    Stop stop = story.observer.view().stop();
    assertEquals(party, stop.party());
    assertEquals(cause, stop.causes().get(0));
    assertEquals(evidence, stop.evidence());
  }

  @Test
  void anUnansweredRequestAtTheEndIsToldOnceAndTheSessionIsOver() {
    charge(300);
    story.hear(BST_SOC).hear("101AF456#4000F0F0").hear(BSD).hear(CSD);
    repeat(20_000, 250, BCS_REQUEST);
    assertEquals("ended", state());
    story.pass(10_000);
    assertEquals("none", state());
    assertEquals(1, told("TimedOut").size());
    assertEquals(1, told("over").size());
  }

  @Test
  void transfersThatFailAgainAndAgainAreToldOnceUntilOneComesThrough() {
    story.hear(CRM_START);
    for (int i = 0; i < 100; i++) {
      story.hear(BRM_REQUEST).hear("1CEB56F4#0101010003E80300").pass(250);
      story.hear(BRM_REQUEST).hear("1CECF456#FFFFFFFFFF000200").pass(250);
    }
    assertEquals(List.of("Superseded 200", "Aborted 200"), failures());
    brm(true);
    story.hear(BRM_REQUEST).hear("1CECF456#FFFFFFFFFF000200");
    assertEquals(List.of("Superseded 200", "Aborted 200", "Aborted 200"), failures());
  }

  private List<String> failures() {
    return told("Aborted", "Superseded", "TimedOut").stream()
        .map(l -> l.substring(l.indexOf(' ') + 1))
        .toList();
  }

  @Test
  void framesThatAreAllPaddedToEightAreASessionLikeAnyOther() {
    story.hear("1826F456#010100FFFFFFFFFF").hear("182756F4#D80FFFFFFFFFFFFF");
    story.pass(250).hear(CRM_START);
    brm(true);
    story.hear(CRM_KNOWN);
    bcp();
    story.hear("100956F4#AAFFFFFFFFFFFFFF").hear("100AF456#AAFFFFFFFFFFFFFF");
    assertEquals("ready", state());
    repeat(500, 50, "181056F4#D80ED80E02FFFFFF", CCS, "181356F4#0150014F0100D0FF");
    assertEquals("charging", state());
    story.hear("101956F4#010000F0FFFFFFFF").hear("101AF456#4000F0F0FFFFFFFF");
    story.hear("181C56F4#4D4D014E014E51FF").hear(CSD);
    assertEquals("ended", state());
    assertEquals(List.of("soc-reached"), story.summary().stop().causes());
    assertEquals(List.of(), story.summary().errors());
  }

  @Test
  void aVehicleOf2011ThatIsAlwaysALittleLateIsNotToldAgainAndAgain() {
    story.hear(CRM_START);
    brm(false);
    story.hear(CRM_KNOWN);
    long[] periods = {94, 106, 94, 120, 88, 101};
    for (int i = 0; i < 600; i++) {
      story.hear(BCL).hear(CCS).pass(periods[i % periods.length]);
    }
    assertEquals(List.of(), told("BCL missing", "CCS missing"));
    for (int i = 0; i < 200; i++) {
      story.hear(BCL).hear(CCS).pass(210 + i);
    }
    assertTrue(told("BCL missing").size() <= 2, () -> told("BCL missing").toString());
    story.pass(2_000);
    assertTrue(
        told("BCL missing").get(told("BCL missing").size() - 1).contains("missing for 100 "));
  }

  @Test
  void afterAFewLateOnesAMessageThatIsGoneIsStillTold() {
    charge(500);
    for (int i = 0; i < 20; i++) {
      repeat(1_100, 50, CCS);
      story.hear(BCL);
    }
    assertEquals(1, told("BCL missing").size());
    repeat(3_000, 50, CCS);
    assertEquals(2, told("BCL missing").size());
  }

  @Test
  void anErrorInTheHandshakeThatIsToldAllTheTimeIsOneInterruption() {
    story.hear(CRM_START);
    // the charger goes on to say "not recognised", the vehicle goes on to complain
    repeat(5_000, 250, CRM_START);
    repeat(10_000, 250, BEM_CRM, CRM_START);
    repeat(10_000, 250, BEM_CML, CRM_START);
    assertEquals("interrupted", state());
    assertEquals(2, told("GBT27930.BEM").size());
    assertEquals(1, told("INTERRUPTED").size());
    assertEquals(1, story.observer.view().attempts());
    story.pass(1_000).hear(CRM_START);
    assertEquals(2, story.observer.view().attempts());
  }

  @Test
  void theOldErrorBehindANewAttemptIsNotANewOne() {
    charge(300);
    repeat(2_000, 250, BEM_CCS);
    story.hear(CRM_START);
    repeat(500, 250, BEM_CCS);
    assertEquals("handshake", state());
    brm(true);
    story.hear(CRM_KNOWN);
    assertEquals(1, story.observer.view().attempts());
    assertEquals(1, told("GBT27930.BEM.3905").size());
  }

  @Test
  void anErrorThatNobodyAnswersEndsTheSessionAfterHalfAMinute() {
    charge(300);
    repeat(40_000, 250, BEM_CCS);
    assertEquals(List.of("30.300 ENDED", "30.300 over"), told("ENDED", "over"));
    story.pass(5_000);
    assertEquals("none", state());
  }

  @Test
  void aSecondAttemptIsReadyByItsOwnWordsOnly() {
    prepare();
    charge(300);
    story.hear(BEM_CCS).pass(2_000).hear(CRM_START);
    brm(true);
    story.hear(CRM_KNOWN);
    bcp();
    story.hear(CML).hear(BRO_NOT_YET);
    assertEquals("parameters", state());
    story.hear(BRO).hear(CRO);
    assertEquals("ready", state());
    charge(300);
    assertEquals(Stop.NONE, story.observer.view().stop());
  }

  @Test
  void whatASecondAttemptLacksIsMissedAnew() {
    prepare();
    story.hear(BEM_CML).pass(2_000).hear(CRM_START).pass(2_500).hear(CRM_START).pass(2_600);
    assertEquals(
        List.of("7.250 BRM missing for 5000 since CRM 0001000000333230"), told("BRM missing"));
  }

  @ParameterizedTest
  @CsvSource({BST_SOC + ", VEHICLE", CST_MANUAL + ", CHARGER"})
  void aStopBeforeChargingIsAStop(String frame, Party party) {
    story.hear(CHM).hear(CRM_START);
    brm(true);
    story.hear(frame);
    assertEquals("stopping", state());
    assertEquals(party, story.observer.view().stop().party());
    story.pass(5_000);
    assertEquals(Phase.RECOGNITION, story.summary().reached());
    assertEquals(0, story.summary().chargingNanos());
  }

  @Test
  void aStopThatFollowsSilenceIsAStop() {
    charge(300);
    story.pass(5_500);
    assertEquals("lost", state());
    story.hear(CST_MANUAL);
    assertEquals("stopping", state());
    assertEquals("manual", story.observer.view().stop().causes().get(0));
  }

  @ParameterizedTest
  @CsvSource({CHM, CRM_START})
  void anotherPlugInFollowsAnEndThatWasNotToldToItsEnd(String frame) {
    prepare();
    charge(300);
    story.hear(CST_MANUAL).hear(BST_TOLD).hear(BSD).pass(400);
    repeat(1_000, 250, frame);
    assertEquals("handshake", state());
    assertEquals(1, told("over").size());
    assertEquals(List.of("manual"), story.summary().stop().causes());
    assertEquals(Stop.NONE, story.observer.view().stop());
    assertEquals(Optional.empty(), story.observer.latest(MessageType.BSD));
    assertEquals(List.of(), told("TWO_CHARGERS", "joined"));
  }

  @Test
  void aChargerThatStartsAnewInChargingIsNoSecondCharger() {
    prepare();
    charge(300);
    repeat(2_000, 250, CRM_START);
    assertEquals("handshake", state());
    assertEquals(2, story.observer.view().attempts());
    assertEquals(List.of(), told("TWO_CHARGERS"));
  }

  @Test
  void aSecondChargerThatSuppliesBesideTheFirstIsNoticed() {
    charge(300);
    story.hear(CHM).pass(50).hear(CCS);
    assertEquals(1, told("TWO_CHARGERS CHM 010100").size());
    assertEquals("charging", state());
  }

  @Test
  void aChargerThatHasNoNumberAtFirstIsNoSecondCharger() {
    story.hear("1801F456#0000000000333230").hear(CRM_KNOWN).hear(CRM_KNOWN);
    assertEquals(List.of(), told("TWO_CHARGERS"));
    story.hear("1801F456#AA02000000333230");
    assertEquals(1, told("TWO_CHARGERS").size());
  }

  @Test
  void anErrorOfTheVehicleWhileTheChargerSaysChmForEverIsOneInterruption() {
    story.hear(CHM).hear(BHM);
    repeat(5_000, 250, CHM, BHM);
    repeat(20_000, 250, "081E56F4#F1F0F0FC", CHM);
    assertEquals("interrupted", state());
    assertEquals(1, told("INTERRUPTED").size());
    assertEquals(1, told("GBT27930.BEM.3901").size());
    assertEquals(0, told("over").size());
    repeat(2_000, 250, CHM);
    assertEquals("handshake", state());
    assertEquals(1, told("over").size());
  }

  @Test
  void lastWordsThatAreSaidOnIntoTheNextSessionDoNotStopIt() {
    charge(300);
    story.hear(CST_MANUAL).hear(BST_TOLD).hear(BSD).hear(CSD);
    assertEquals("ended", state());
    for (int i = 0; i < 40; i++) {
      story.hear(i % 5 == 0 ? CHM : BSD).hear(BST_TOLD).pass(50);
    }
    assertEquals("handshake", state());
    assertEquals(Stop.NONE, story.observer.view().stop());
    assertEquals(1, told("over").size());
    story.pass(1_500).hear(BST_SOC);
    assertEquals("stopping", state());
  }

  @Test
  void anErrorThatIsSaidOnIntoTheNextSessionIsNotOneOfIt() {
    charge(300);
    story.hear(CST_MANUAL).hear(BST_TOLD).hear(BSD).hear(CSD);
    repeat(1_000, 250, "081E56F4#F0F0F0FD");
    story.hear(CHM);
    repeat(1_000, 250, "081E56F4#F0F0F0FD", CHM);
    assertEquals("handshake", state());
    assertEquals("", story.observer.view().error());
  }

  @Test
  void aPlugThatIsPulledInChargingAndPutInAgainIsTwoSessions() {
    prepare();
    charge(300);
    story.pass(3_000).hear(CHM);
    assertEquals("handshake", state());
    assertEquals(List.of("silence"), story.summary().stop().causes());
  }

  @Test
  void demandThatIsLeftOverWhileTheChargerBeginsDoesNotCharge() {
    story.hear(CRM_START);
    repeat(3_000, 250, CRM_START, BCL);
    assertEquals("handshake", state());
    assertEquals(1, story.observer.view().attempts());
  }

  @Test
  void oneFrameOfAStopBetweenFramesOfChargingEndsNothingForGood() {
    charge(500);
    story.hear(BST_SOC);
    assertEquals("stopping", state());
    charge(5_100);
    assertEquals("charging", state());
    assertEquals(Stop.NONE, story.observer.view().stop());
    assertEquals(List.of(), told("over"));
    charge(20_000);
    story.hear(CST_MANUAL).hear(BST_TOLD);
    assertEquals(List.of("manual"), story.observer.view().stop().causes());
  }

  @Test
  void aChargerThatSuppliesNothingAfterAStopDoesNotGoOn() {
    charge(500);
    story.hear(BST_SOC);
    repeat(15_000, 50, BCL, CCS_NO_CURRENT);
    assertEquals("ended", state());
  }

  @Test
  void aGapIsToldTheSameWhetherTimePassesInStepsOrAtOnce() {
    charge(500);
    story.hear(CST_MANUAL);
    story.pass(60_000).hear(CHM);
    List<String> inSteps = story.lines();
    story = new Story();
    charge(500);
    story.hear(CST_MANUAL);
    story.leap(60_000).hear(CHM);
    assertEquals(inSteps, story.lines());
    assertFalse(inSteps.isEmpty());
  }

  @Test
  void ofTwoFaultsWithoutANameThatOfWhoStoppedIsTheCause() {
    story.hear(CHM);
    story.pass(250).hear("1801F456#0005FFFFFFFFFFFF");
    brm(false);
    charge(1_000);
    story.hear("101956F4#000004F0").pass(50);
    story.hear("101AF456#1000F4F0").pass(50);
    assertEquals(Party.VEHICLE, story.observer.view().stop().party());
    assertEquals(List.of("vehicle-fault"), story.observer.view().stop().causes());
  }

  @Test
  void whoMissesTheStatisticsSaysSoWithinTheSession() {
    prepare();
    charge(1_000);
    story.hear(CST_MANUAL).hear(BST_TOLD);
    repeat(10_250, 250, BSD);
    repeat(2_000, 250, "081E56F4#F0F0F0FD");
    story.pass(6_000);
    assertEquals(List.of("GBT27930.BEM.3907"), story.summary().errors());
    assertEquals(1, told("CSD missing").size());
  }

  @Test
  void whatIsMissingIsToldOnceThoughBothOfThemSayIt() {
    prepare();
    charge(1_000);
    story.pass(1_050);
    story.hear(BEM_CCS).hear("081FF456#FCF0C4FC");
    story.pass(100);
    assertEquals(1, told("CCS missing").size());
    assertEquals(1, told("BCL missing").size());
  }

  @Test
  void anAbortByTheOtherSideIsToldToo() {
    story.hear(CHM).hear(BHM);
    story.pass(250).hear(CRM_START);
    story.hear(BRM_REQUEST).hear("1CEC56F4#FFFFFFFFFF000200").pass(50);
    story.hear(BRM_REQUEST).hear("1CECF456#FF01FFFFFF000200").pass(50);
    story.hear(BRM_REQUEST).hear("1CECF456#FF01FFFFFF000200").pass(50);
    assertEquals(2, told("Aborted 200").size());
  }

  @Test
  void aMessageThatIsHeardButDoesNotAffirmIsMissingAsSuch() {
    story.hear(CHM).hear(BHM);
    story.pass(250).hear(CRM_START);
    brm(true);
    repeat(5_250, 250, CRM_START);
    SessionEvent.Missing missing =
        story.events.stream()
            .filter(SessionEvent.Missing.class::isInstance)
            .map(SessionEvent.Missing.class::cast)
            .findFirst()
            .orElseThrow();
    assertEquals(MessageType.CRM, missing.type());
    assertTrue(missing.affirming());
  }
}
