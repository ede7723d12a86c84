package io.ocpp809.gbt27930.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.can.Frame;
import io.ocpp809.gbt27930.message.MessageType;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionObserverTest {
  // BCL: 380.0 V, 20 A, constant current. Raw 3800 = 0ED8, (400 - 20) * 10 = 3800.
  private static final String BCL = "181056F4#D80ED80E02";
  private static final String BCL_NOTHING = "181056F4#D80EA00F02";
  // CCS: 380.0 V, 20 A, minute 1, permitted; then 0 A permitted, 0 A paused
  private static final String CCS = "1812F456#D80ED80E0100FDFF";
  private static final String CCS_NO_CURRENT = "1812F456#D80EA00F0100FDFF";
  private static final String CCS_PAUSED = "1812F456#D80EA00F0100FCFF";
  private static final String BSM = "181356F4#0150014F0100D0";
  private static final String BSM_FORBIDDEN = "181356F4#0150014F0100C0";
  private static final String BSM_UNTRUSTED = "181356F4#0150014F01AAEA";
  private static final String CHM = "1826F456#010100";
  private static final String CRM = "1801F456#0001000000333230";
  private static final String CRM_OTHER = "1801F456#0002000000333230";
  private static final String BEM_CCS = "081E56F4#F0F0F1FC";
  private static final String BEM_CLEAN = "081E56F4#F0F0F0FC";
  private static final String CST_MANUAL = "101AF456#0400F0F0";
  private static final String BST_TOLD = "101956F4#400000F0";
  private static final String BSD = "181C56F4#4D4D014E014E51";
  private static final String CSD = "181DF456#0100010001000000";

  private final Story story = new Story();

  /** Both speak for so long. */
  private Story charge(long millis) {
    for (long t = 0; t < millis; t += 50) {
      story.hear(BCL).hear(CCS);
      if (t % 250 == 0) {
        story.hear(BSM);
      }
      story.pass(50);
    }
    return story;
  }

  private String state() {
    return story.observer.view().state();
  }

  @Test
  void whoComesInTheMiddleOfASessionDerivesTheStateFromWhatIsSaid() {
    charge(500);
    assertEquals("charging", state());
    assertEquals(
        List.of("0.000 joined by BCL D80ED80E02", "0.000 CHARGING"), story.lines().subList(0, 2));
    assertEquals(Optional.empty(), story.observer.view().vin());
    story.hear(CST_MANUAL).hear(BST_TOLD).hear(BSD).hear(CSD);
    assertEquals("ended", state());
    assertTrue(story.summary().joined());
    assertFalse(story.summary().energyContradicts(), "what was before is not known");
  }

  @ParameterizedTest
  @CsvSource({
    "1826F456#010100, HANDSHAKE",
    "182756F4#D80F, HANDSHAKE",
    "1801F456#AA01000000333230, RECOGNITION",
    "1808F456#4C1DD007F00AA00F, PARAMETERS",
    "100956F4#AA, PARAMETERS",
    "181056F4#D80ED80E02, CHARGING",
    "1812F456#D80ED80E0100FDFF, CHARGING",
    "101956F4#010000F0, STOPPING",
    "181C56F4#4D4D014E014E51, STOPPING",
    "081E56F4#F0F0F1FC, INTERRUPTED",
  })
  void whateverComesFirstTellsThePhase(String frame, Phase phase) {
    story.hear(frame);
    assertEquals(phase, story.observer.view().phase());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1812F457#D80EA00F0100FCFF", // to another address
        "101AAAF4#0400F0F0",
        "101AF4AA#0400F0F0",
        "0070F4B5#0400F0F0",
        "10F2AAB0#0400F0F0",
        "1CECFFAA#2009000200001100",
        "101A56F4#0400F0F0", // the vehicle says what only the charger may
        "1819F456#010000F0",
        "081E56F4#F0F0F0FC", // an error message without an error
      })
  void framesOfOthersAndFramesWithoutErrorEndNothing(String frame) {
    charge(500).hear(frame);
    assertEquals("charging", state());
    assertEquals(Stop.NONE, story.observer.view().stop());
  }

  @Test
  void elevenBitFramesAndRemoteFramesAreNothing() {
    assertEquals(List.of(), story.observer.heard(Frame.standard(0x456, new byte[8]), 0));
    Frame remote = new Frame(0x1812F456, Frame.Kind.EXTENDED_REMOTE, 8, 0);
    assertEquals(List.of(), story.observer.heard(remote, 0));
    assertEquals(Phase.NONE, story.observer.view().phase());
  }

  @Test
  void aMessageThatIsTooShortIsRemarkedAndItsMissingValuesAreNotAvailable() {
    charge(100).hear("1812F456#D80E");
    SessionEvent.Heard last = (SessionEvent.Heard) story.events.get(story.events.size() - 1);
    assertEquals(1, last.remarks().size());
    assertEquals("charging", state());
    assertTrue(story.observer.view().watts().isEmpty());
  }

  @Test
  void aPauseOfTheVehicleIsNoStop() {
    charge(500).hear(BSM_FORBIDDEN).hear(CCS_PAUSED);
    assertEquals("paused-by-vehicle", state());
    story.hear(BSM_UNTRUSTED);
    assertEquals("paused-by-vehicle", state(), "untrusted changes nothing");
    story.hear(BSM);
    assertEquals("charging", state(), "the charger has half a second to follow");
    story.pass(100).hear(CCS);
    charge(1_000);
    assertEquals(
        List.of("0.500 paused by VEHICLE", "0.500 resumed"),
        story.lines().stream().filter(l -> l.contains("pause") || l.contains("resum")).toList());
  }

  @Test
  void noDemandAndNoCurrentIsAPauseOfTheVehicle() {
    charge(500).hear(BCL_NOTHING);
    assertEquals("charging", state(), "current flows still");
    story.hear(CCS_NO_CURRENT);
    assertEquals("paused-by-vehicle", state());
    story.hear(BCL);
    assertEquals("charging", state());
  }

  @Test
  void aPauseOfTheChargerCountsAfterHalfASecond() {
    charge(500);
    for (int i = 0; i < 12; i++) {
      story.hear(BCL).hear(CCS_PAUSED).pass(50);
    }
    assertEquals("paused-by-charger", state());
    story.hear(CCS);
    assertEquals("charging", state());
  }

  @Test
  void anAbnormalStateOfTheBatteryIsToldOnceHoweverOftenItComes() {
    charge(300);
    for (int i = 0; i < 10; i++) {
      story.hear("181356F4#0150014F0110D4").pass(50);
    }
    assertEquals(
        List.of("GBT27930.BSM.3092", "GBT27930.BSM.3095"),
        story.events.stream()
            .filter(e -> e instanceof SessionEvent.ErrorTold)
            .map(e -> ((SessionEvent.ErrorTold) e).code())
            .toList());
    assertEquals("charging", state(), "it is the charger who stops");
  }

  @Test
  void stopFramesEveryTenMillisecondsAreOneStop() {
    charge(300);
    for (int i = 0; i < 100; i++) {
      story.hear(CST_MANUAL).hear(BST_TOLD).pass(10);
    }
    assertEquals(1, story.events.stream().filter(e -> e instanceof SessionEvent.Stopped).count());
    assertEquals(
        new Stop(Party.CHARGER, List.of("manual"), "CST 0400F0F0"), story.observer.view().stop());
  }

  @ParameterizedTest
  @CsvSource({
    // who says that the other was first settles it; else who spoke first; evidence is the first
    "101AF456#0400F0F0, 101956F4#400000F0, CHARGER, manual",
    "101AF456#4000F0F0, 101956F4#010000F0, VEHICLE, soc-reached",
    "101956F4#010000F0, 101AF456#4000F0F0, VEHICLE, soc-reached",
    "101956F4#000000F0, 101AF456#0000F0F0, VEHICLE, unspecified",
    "101AF456#4000F0F0, 101956F4#400000F0, BOTH, unspecified",
    "101AF456#1001F0F0, 101956F4#400000F0, CHARGER, charger-temperature",
    "101AF456#1004F0F0, 101956F4#400000F0, CHARGER, connector",
    "101AF456#1010F0F0, 101956F4#400000F0, CHARGER, charger-temperature",
    "101AF456#1040F0F0, 101956F4#400000F0, CHARGER, energy-unavailable",
    "101AF456#1000F1F0, 101956F4#400000F0, CHARGER, emergency",
    "101AF456#1000F4F0, 101956F4#400000F0, CHARGER, charger-fault",
    "101AF456#1000F0F1, 101956F4#400000F0, CHARGER, current-mismatch",
    "101AF456#1000F0F4, 101956F4#400000F0, CHARGER, charger-voltage",
    "101956F4#040000F0, 101AF456#4000F0F0, VEHICLE, voltage-reached",
    "101956F4#100000F0, 101AF456#4000F0F0, VEHICLE, cell-voltage-reached",
    "101956F4#000100F0, 101AF456#4000F0F0, VEHICLE, insulation",
    "101956F4#000400F0, 101AF456#4000F0F0, VEHICLE, connector-temperature",
    "101956F4#001000F0, 101AF456#4000F0F0, VEHICLE, component-temperature",
    "101956F4#004000F0, 101AF456#4000F0F0, VEHICLE, vehicle-connector",
    "101956F4#000001F0, 101AF456#4000F0F0, VEHICLE, battery-temperature",
    "101956F4#000004F0, 101AF456#4000F0F0, VEHICLE, relay",
    "101956F4#000010F0, 101AF456#4000F0F0, VEHICLE, detection-point",
    "101956F4#000040F0, 101AF456#4000F0F0, VEHICLE, vehicle-fault",
    "101956F4#000000F1, 101AF456#4000F0F0, VEHICLE, over-current",
    "101956F4#000000F4, 101AF456#4000F0F0, VEHICLE, vehicle-voltage",
  })
  void theCauseIsThatOfTheBits(String first, String second, Party party, String cause) {
    charge(300).hear(first).hear(second);
    Stop stop = story.observer.view().stop();
    assertEquals(party, stop.party());
    assertEquals(List.of(cause), stop.causes());
    assertEquals(first.substring(9), stop.evidence().substring(4));
  }

  @Test
  void untrustedBitsAreNoCause() {
    charge(300).hear("101956F4#AAAAAAFA").hear("101AF456#AAAAFAFA");
    assertEquals(List.of("unspecified"), story.observer.view().stop().causes());
  }

  @Test
  void whenBothGoSilentInTheMiddleTheSessionIsLostAndItComesBack() {
    charge(500).pass(5_100);
    assertEquals("lost", state());
    assertEquals(List.of("silence"), story.observer.view().stop().causes());
    story.hear(BCL);
    assertEquals("charging", state());
    story.pass(40_000);
    assertEquals("none", state());
    assertEquals(List.of("BCL", "CCS", "BCS"), missing(), "no BCS in 5 s of charging either");
  }

  private List<String> missing() {
    return story.events.stream()
        .filter(e -> e instanceof SessionEvent.Missing)
        .map(e -> ((SessionEvent.Missing) e).type().name())
        .distinct()
        .toList();
  }

  @Test
  void aGapOfTheChargerIsMissedAtOneSecondAndToldAsLateWhenItEnds() {
    charge(500);
    for (int i = 0; i < 26; i++) {
      story.hear(BCL).pass(50);
    }
    story.hear(CCS);
    assertEquals(
        List.of("1.450 CCS missing for 1000 since CCS", "1.800 CCS late: 1350"),
        story.lines().stream().filter(l -> l.contains("missing") || l.contains("late")).toList());
    assertEquals("charging", state());
  }

  @Test
  void anErrorInChargingInterruptsItAndANewRecognitionIsTheNextAttempt() {
    story.hear(CHM).hear(CRM);
    charge(300).hear(BEM_CCS).hear(BEM_CCS);
    assertEquals("interrupted", state());
    assertEquals("GBT27930.BEM.3905", story.observer.view().error());
    assertEquals("BEM F0F0F1FC", story.observer.view().evidence());
    story.pass(2_000).hear(CRM);
    assertEquals(2, story.observer.view().attempts());
    assertEquals("handshake", state());
    story.hear(BEM_CLEAN);
    assertEquals("handshake", state());
  }

  @Test
  void statisticsThatNeverComeEndTheSessionASecondAfterTheirTime() {
    charge(300).hear(CST_MANUAL);
    for (int i = 0; i < 1_090; i++) {
      story.hear(BST_TOLD).pass(10);
      assertEquals("stopping", state());
    }
    for (int i = 0; i < 20; i++) {
      story.hear(BST_TOLD).pass(10);
    }
    assertEquals("ended", state());
    assertEquals(List.of("BSD", "CSD"), missing().stream().sorted().toList());
  }

  @Test
  void twoChargersOnOneBusAreNoticedAndTheSecondEndsNothing() {
    story.hear(CHM).hear(CRM).hear(CRM_OTHER).hear(CRM_OTHER);
    charge(300).hear(CHM).hear(CRM);
    assertEquals("charging", state());
    assertEquals(
        List.of("0.000 TWO_CHARGERS CRM 0002000000333230"),
        story.lines().stream().filter(l -> l.contains("TWO")).toList());
  }

  @Test
  void aNewSessionFollowsWithoutAPauseBetween() {
    charge(300).hear(CST_MANUAL).hear(BST_TOLD).hear(BSD).hear(CSD).hear(CHM);
    assertEquals("handshake", state());
    assertEquals(Stop.NONE, story.observer.view().stop());
    assertTrue(story.observer.latest(MessageType.BSD).isEmpty(), "of the session before");
  }

  @Test
  void trafficOfNewerEditionsIsReportedOnceAndNotMisread() {
    story.hear("0C38F456#0102030405060708").hear("0C3956F4#0102030405060708");
    story.hear("1036F456#0102030405060708");
    assertEquals(List.of("0.000 NEWER_EDITION 0C38F456#0102030405060708"), story.lines());
    assertEquals(Phase.NONE, story.observer.view().phase());
  }

  @Test
  void aProposedOffsetThatIsNotTheSettingIsReported() {
    story.hear("1830F456#0AF2FFFFFFFFFFFF");
    assertEquals(List.of("0.000 OTHER_OFFSET 1830F456#0AF2FFFFFFFFFFFF"), story.lines());
    Story set = new Story(new ObserverSettings(-1000, 5_000));
    set.hear("1830F456#0AF2FFFFFFFFFFFF");
    assertEquals(List.of(), set.lines());
  }

  @Test
  void aTransportSessionThatNeverEndsIsToldAndHoldsNothingUp() {
    charge(300);
    for (int i = 0; i < 20; i++) {
      story.hear("1CEC56F4#10090002FF001100");
      charge(100);
    }
    charge(1_500);
    assertEquals(
        1, story.events.stream().filter(e -> e instanceof SessionEvent.TransferFailed).count());
    assertEquals("charging", state());
  }

  @ParameterizedTest
  @CsvSource({
    "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF,",
    "0000000000000000000000000000000000,",
    "4C47425427393330544553543030301B20,",
    "4C474254323739333054455354303030 31, LGBT27930TEST0001",
  })
  void aVinOfFillOfZerosOrOfGarbageIsNone(String octets, String vin) {
    byte[] brm = new byte[49];
    java.util.Arrays.fill(brm, (byte) 0xFF);
    brm[0] = 1;
    brm[1] = 1;
    brm[2] = 0;
    byte[] number = HexFormat.of().parseHex(octets.replace(" ", ""));
    System.arraycopy(number, 0, brm, 24, 17);
    story.hear("1CEC56F4#10310007FF000200");
    for (int i = 0; i < 7; i++) {
      StringBuilder packet = new StringBuilder(String.format("1CEB56F4#%02X", i + 1));
      for (int k = 0; k < 7; k++) {
        packet.append(String.format("%02X", brm[7 * i + k]));
      }
      story.hear(packet.toString());
    }
    assertEquals(Optional.ofNullable(vin), story.observer.view().vin());
  }

  @Test
  void settingsBeyondTheirRangesAreNamed() {
    assertEquals(
        "current.offset: -6500 to 0 A, not 1",
        assertThrows(IllegalArgumentException.class, () -> new ObserverSettings(1, 5_000))
            .getMessage());
    assertEquals(
        "session.silence: 1000 to 60000 ms, not 10",
        assertThrows(IllegalArgumentException.class, () -> new ObserverSettings(-400, 10))
            .getMessage());
  }

  @Test
  void whateverIsHeardRaisesNothingAndForeignFramesEndNothing() {
    Random random = new Random(27930);
    MessageType[] types = MessageType.values();
    long nanos = 0;
    SessionObserver observer = new SessionObserver(ObserverSettings.STANDARD);
    long told = 0;
    for (int i = 0; i < 300_000; i++) {
      nanos += random.nextInt(40_000_000);
      int id =
          switch (random.nextInt(4)) {
            case 0 -> random.nextInt() & Frame.MAX_EXTENDED_ID;
            case 1 -> random.nextBoolean() ? 0x1CEC56F4 : 0x1CEB56F4;
            default -> types[random.nextInt(types.length)].id();
          };
      long data = random.nextBoolean() ? random.nextLong() : random.nextLong() & 0x0F0F_0F0F_FFFFL;
      Frame frame = new Frame(id, Frame.Kind.EXTENDED, random.nextInt(9), data);
      told += observer.heard(frame, nanos).size();
    }
    assertTrue(told > 100_000);
    charge(500);
    for (int i = 0; i < 100_000; i++) {
      int id = random.nextInt() & Frame.MAX_EXTENDED_ID;
      int parties = id & 0xFFFF;
      if (parties != 0xF456 && parties != 0x56F4 && parties != 0xFFF4 && parties != 0xFF56) {
        story.observer.heard(
            new Frame(id, Frame.Kind.EXTENDED, 8, random.nextLong()), story.millis() * 1_000_000);
      }
    }
    assertEquals("charging", state());
  }
}
