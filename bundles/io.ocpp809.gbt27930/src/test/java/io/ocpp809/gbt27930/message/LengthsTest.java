package io.ocpp809.gbt27930.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.can.Frame;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Padded and short messages, fill bits, and what differs between the editions. */
class LengthsTest {
  private static Decoded.Said said(MessageType type, String octets, Context context) {
    return assertInstanceOf(
        Decoded.Said.class,
        Decoder.decode(type.sender(), type.pgn(), HexFormat.of().parseHex(octets), context));
  }

  private static Message message(MessageType type, String octets) {
    return said(type, octets, Context.Y2015).message();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "FF", "00", "FFFFFF", "000000", "5A5A5A"})
  void paddingDoesNotMatter(String padding) {
    assertEquals(
        message(MessageType.BCL, "D80FD00702"), message(MessageType.BCL, "D80FD00702" + padding));
    assertEquals(List.of(), said(MessageType.BCL, "D80FD00702" + padding, Context.Y2015).remarks());
  }

  @Test
  void unusedBitsDoNotMatter() {
    // BST 4.5 to 4.8, CST 3.5 to 3.8 and 4.5 to 4.8, BSM 7.7, CCS 7.3 to 8, BEM 1.5 and so on
    assertEquals(message(MessageType.BST, "40000000"), message(MessageType.BST, "400000F0"));
    assertEquals(message(MessageType.CST, "04000000"), message(MessageType.CST, "0400F0F0"));
    assertEquals(
        message(MessageType.BSM, "424B014A1B0010"), message(MessageType.BSM, "424B014A1B00D0"));
    assertEquals(
        message(MessageType.CCS, "CA0D0E0B01000100"), message(MessageType.CCS, "CA0D0E0B0100FDFF"));
    assertEquals(message(MessageType.BEM, "000001FC"), message(MessageType.BEM, "F0F0F1FC"));
    assertEquals(message(MessageType.CEM, "000000FC"), message(MessageType.CEM, "FCF0C0FC"));
  }

  @Test
  void aValueThatIsNotWhollyThereIsNotAvailableAndTheFirstOneMissingIsRemarked() {
    Decoded.Said three = said(MessageType.BCL, "D80FD0", Context.Y2015);
    assertEquals(
        new Bcl(OptionalDouble.of(405.6), OptionalDouble.empty(), ChargeMode.UNKNOWN),
        three.message());
    assertEquals(
        List.of("BCL.currentDemand (SPN 3073) is missing, because the message is too short"),
        three.remarks().stream().map(Remark::text).toList());
  }

  @Test
  void aShortBstHasItsErrorsUnusedNotNormal() {
    Bst bst = (Bst) message(MessageType.BST, "010000");
    assertEquals(Condition.ABNORMAL, bst.socReached());
    assertEquals(Condition.UNUSED, bst.overCurrent());
  }

  @ParameterizedTest
  @EnumSource
  void aMessageWithoutOctetsIsRefused(MessageType type) {
    Decoded.Refused refused = new Decoded.Refused(type);
    assertEquals(refused, Decoder.decode(Frame.extended(type.id()), Context.Y2015));
    assertEquals(refused, Decoder.decode(type.sender(), type.pgn(), new byte[0], Context.Y2015));
  }

  @ParameterizedTest
  @EnumSource
  void everyLengthIsReadAndFramesReadAsArraysDo(MessageType type) {
    for (int length = 1; length <= 600; length++) {
      byte[] octets = new byte[length];
      for (int i = 0; i < length; i++) {
        octets[i] = (byte) (31 * i + 7);
      }
      Decoded.Said fromArray =
          assertInstanceOf(
              Decoded.Said.class, Decoder.decode(type.sender(), type.pgn(), octets, Context.Y2015));
      assertEquals(
          length < type.leastLength(),
          fromArray.remarks().stream().anyMatch(one -> one.reason() == Remark.Reason.SHORT));
      if (length <= 8) {
        assertEquals(fromArray, Decoder.decode(Frame.extended(type.id(), octets), Context.Y2015));
      }
    }
  }

  @Test
  void theShortMessagesOf2011AreWhole() {
    assertEquals(List.of(), said(MessageType.CML, "8813D007F00A", Context.Y2011).remarks());
    assertEquals(List.of(), said(MessageType.CCS, "A20D240F0100", Context.Y2011).remarks());
    assertEquals(List.of(), said(MessageType.CSD, "3C00F40101", Context.Y2011).remarks());
  }

  @Test
  void anEditionOf2011HasNoPermissionWhateverThePaddingSays() {
    Ccs padded = (Ccs) said(MessageType.CCS, "A20D240F01000000", Context.Y2011).message();
    assertEquals(Permission.UNUSED, padded.permission());
    Ccs paused = (Ccs) said(MessageType.CCS, "A20D240F01000000", Context.Y2015).message();
    assertEquals(Permission.PAUSED, paused.permission());
  }

  @Test
  void theNumberOf2011HasOneOctetAndTheAreaSix() {
    // 00, number 01, "ZH-CN", one octet of fill
    Crm crm = (Crm) said(MessageType.CRM, "00015A482D434EFF", Context.Y2011).message();
    assertEquals(
        new Crm(Recognition.NOT_RECOGNISED, OptionalLong.of(1), Optional.of("ZH-CN")), crm);
    assertEquals("00015a482d434eff", HexFormat.of().formatHex(crm.encode(Context.Y2011)));
    Csd csd = (Csd) said(MessageType.CSD, "3C00F4010100FFFF", Context.Y2011).message();
    assertEquals(OptionalLong.of(1), csd.chargerNumber());
  }

  @Test
  void groupsOf2011CountFromOne() {
    String octets = "C50EA00F4C614D0000";
    assertEquals(
        OptionalInt.of(7),
        ((Bcs) said(MessageType.BCS, octets, Context.Y2011).message()).maxCellGroup());
    assertEquals(OptionalInt.of(6), ((Bcs) message(MessageType.BCS, octets)).maxCellGroup());
  }

  @Test
  void fifteenIsAGroupUnlessTheVoltageIsFillToo() {
    // F14C: 3.32 V, group 15; FFFF: nothing
    assertEquals(
        OptionalInt.of(15), ((Bcs) message(MessageType.BCS, "C50EA00F4CF14D0000")).maxCellGroup());
    assertEquals(
        OptionalInt.empty(), ((Bcs) message(MessageType.BCS, "C50EA00FFFFF4D0000")).maxCellGroup());
  }

  @Test
  void fillAtTheEndOfAListIsNoItem() {
    assertEquals(2, ((Bmv) message(MessageType.BMV, "4F114F11FFFFFFFF")).cells().size());
    assertEquals(3, ((Bmt) message(MessageType.BMT, "454509FFFFFFFFFF")).temperatures().size());
    assertEquals(List.of(1, 255, 2), ((Bsp) message(MessageType.BSP, "01FF02FFFF")).octets());
    assertEquals(List.of(), ((Bmt) message(MessageType.BMT, "FF")).temperatures());
  }

  @Test
  void aCellWithinAListMayBeMissing() {
    Bmv bmv = (Bmv) message(MessageType.BMV, "4F11FFFF4E21");
    assertEquals(
        List.of(
            new Cell(OptionalDouble.of(3.35), OptionalInt.of(1)),
            new Cell(OptionalDouble.empty(), OptionalInt.empty()),
            new Cell(OptionalDouble.of(3.34), OptionalInt.of(2))),
        bmv.cells());
    assertEquals("4f11ffff4e21", HexFormat.of().formatHex(bmv.encode(Context.Y2015)));
    assertEquals(Optional.of("3.35;;3.34"), Signals.named("BMV.cells").orElseThrow().value(bmv));
  }

  @Test
  void moreThanTheStandardAllowsAndHalfACellAreLeftOutAndRemarked() {
    assertEquals(
        "BMV.cells (SPN 3101) has more octets than its items need; the rest is left out",
        said(MessageType.BMV, "4F114F", Context.Y2015).remarks().get(0).text());
    Decoded.Said many = said(MessageType.BMV, "4F11".repeat(300), Context.Y2015);
    assertEquals(256, ((Bmv) many.message()).cells().size());
    assertEquals(Remark.Reason.SURPLUS, many.remarks().get(0).reason());
    assertEquals(128, ((Bmt) message(MessageType.BMT, "45".repeat(130))).temperatures().size());
    assertEquals(16, ((Bsp) message(MessageType.BSP, "45".repeat(17))).octets().size());
  }

  @Test
  void theVersionSaysTheEdition() {
    assertEquals(Edition.Y2011, ProtocolVersion.V1_0.edition());
    assertEquals(Edition.Y2015, ProtocolVersion.V1_1.edition());
    // a vehicle that has major and minor the wrong way round: 01 00 00
    assertEquals(Edition.Y2011, new ProtocolVersion(0, 1).edition());
    assertTrue(ProtocolVersion.V1_1.supported());
    assertEquals(false, new ProtocolVersion(2, 0).supported());
  }

  @Test
  void brmOfV10Has41OctetsAndOfV11Has49() {
    Message old = message(MessageType.BRM, "000100060603600C" + "FF".repeat(33));
    Message now = message(MessageType.BRM, "010100060603600C" + "FF".repeat(33));
    assertEquals(41, old.encode(Context.Y2015).length);
    assertEquals(49, now.encode(Context.Y2015).length);
    assertEquals(
        List.of(),
        said(MessageType.BRM, "01".repeat(41), Context.Y2011).remarks().stream()
            .filter(one -> one.reason() == Remark.Reason.SHORT)
            .toList());
  }

  @Test
  void theBoundsOfACellAreThoseOfItsSpn() {
    // 2400 = 960: 24.0 V; 2401 = 961 is refused; 0 is 0.0 V; group 0
    Decoded.Said said = said(MessageType.BMV, "600961090000", Context.Y2015);
    assertEquals(
        List.of(
            new Cell(OptionalDouble.of(24.0), OptionalInt.of(0)),
            new Cell(OptionalDouble.empty(), OptionalInt.of(0)),
            new Cell(OptionalDouble.of(0.0), OptionalInt.of(0))),
        ((Bmv) said.message()).cells());
    assertEquals(
        "BMV.cell2 (SPN 3102), raw 2401 (0x961), is beyond what it can be and is taken for not"
            + " available",
        said.remarks().get(0).text());
    assertEquals(3356, lastSpn(said(MessageType.BMV, "6109".repeat(256), Context.Y2015)));
  }

  @Test
  void theBoundsOfATemperatureAreThoseOfItsSpn() {
    // 0: -50; 250 = FA: 200; 251 = FB is refused; FF not available; 50 = 32: 0
    Decoded.Said said = said(MessageType.BMT, "00FAFBFF32", Context.Y2015);
    assertEquals(
        List.of(
            OptionalInt.of(-50),
            OptionalInt.of(200),
            OptionalInt.empty(),
            OptionalInt.empty(),
            OptionalInt.of(0)),
        ((Bmt) said.message()).temperatures());
    assertEquals(List.of(3363), said.remarks().stream().map(one -> one.field().spn()).toList());
    assertEquals(3488, lastSpn(said(MessageType.BMT, "FB".repeat(128), Context.Y2015)));
  }

  private static int lastSpn(Decoded.Said said) {
    return said.remarks().get(said.remarks().size() - 1).field().spn();
  }
}
