package io.ocpp809.gbt27930.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ocpp809.can.Frame;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecoderTest {
  private static Decoded decoded(String id, String octets) {
    return Decoder.decode(
        Frame.extended(Integer.parseInt(id, 16), HexFormat.of().parseHex(octets)), Context.Y2015);
  }

  @ParameterizedTest
  @CsvSource({
    "0070F4B5, destination and source of another bus",
    "10F2AAB0, destination and source of another bus",
    "10F1AABB, destination and source of another bus",
    "1801F8F4, BMS to somebody else",
    "1012F857, somebody else",
    "1A12F456, reserved bit set",
    "1912F456, data page 1",
    "1C02FFF4, a message to all instead of to the charger",
    "1C0256FF, from all",
  })
  void framesThatAreNotBetweenChargerAndBmsAreForeign(String id, String why) {
    assertInstanceOf(Decoded.Foreign.class, decoded(id, "F00E760E0000FDFF"), why);
  }

  @Test
  void framesWithElevenBitsAndRemoteFramesAreForeign() {
    assertInstanceOf(
        Decoded.Foreign.class, Decoder.decode(Frame.standard(0x456, (byte) 1), Context.Y2015));
    assertInstanceOf(
        Decoded.Foreign.class,
        Decoder.decode(
            new Frame(MessageType.CCS.id(), Frame.Kind.EXTENDED_REMOTE, 8, 0), Context.Y2015));
  }

  @ParameterizedTest
  @CsvSource({
    "0001FFFFFFFFFFFF, 1", // one octet and fill, as in the edition of 2011
    "00E9030000333230, 1001",
    "00FFFFFF00FFFFFF, 16777215",
    "00FEFFFFFFFFFFFF, 4294967294", // no number of 2011
    "00FFFFFFFFFFFFFF, -1", // not supplied
  })
  void theChargersNumberIsReadBeforeTheEditionIsKnown(String octets, long number) {
    Crm crm = (Crm) ((Decoded.Said) decoded("1801F456", octets)).message();
    assertEquals(number, crm.chargerNumber().orElse(-1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"181056F4", "001056F4", "1C1056F4"})
  void thePriorityIsNotLookedAt(String id) {
    Message message = assertInstanceOf(Decoded.Said.class, decoded(id, "D80FD00702")).message();
    assertInstanceOf(Bcl.class, message);
  }

  @ParameterizedTest
  @CsvSource({
    "0C38F456, CHARGER, 14336", // version negotiation
    "0C3956F4, BMS, 14592",
    "0C37F456, CHARGER, 14080", // control
    "1035F456, CHARGER, 13568", // confirmed short message
    "183656F4, BMS, 13824", // unconfirmed short message
    "1834F456, CHARGER, 13312", // long message
  })
  void theEditionOf2024IsNamedAndNotMisread(String id, Node sender, int pgn) {
    assertEquals(new Decoded.Unsupported(sender, pgn), decoded(id, "0102030405060708"));
  }

  @Test
  void aProposalOfAnotherCurrentOffsetIsReported() {
    // 0A is 10 x 100 A; F2: two plugs, bits 5 and 6 are ones: no answer
    assertEquals(
        new Decoded.OffsetProposed(Node.CHARGER, -1000, 2, 3), decoded("1830F456", "0AF2"));
    // E1: one plug, bits 5 and 6 are 10
    assertEquals(
        new Decoded.OffsetProposed(Node.BMS, -1000, 1, 2), decoded("183156F4", "0AE1FFFFFFFFFFFF"));
    assertEquals(new Decoded.Unknown(Node.BMS, 0x3000), decoded("183056F4", "0AF2"));
    assertEquals(new Decoded.Unknown(Node.CHARGER, 0x3000), decoded("1830F456", "0A"));
    assertEquals(new Decoded.Unknown(Node.CHARGER, 0x3000), decoded("1830F456", "FFFF"));
  }

  @ParameterizedTest
  @CsvSource({
    "1CEC56F4, BMS, true",
    "1CEB56F4, BMS, false",
    "1CECF456, CHARGER, true",
    "1CEBF456, CHARGER, false",
    "1CECFFF4, BMS, true",
    "1CEBFFF4, BMS, false",
    "18ECFF56, CHARGER, true",
  })
  void partsOfATransportSessionAreToldApart(String id, Node sender, boolean control) {
    assertEquals(new Decoded.Transport(sender, control), decoded(id, "1031000700000200"));
  }

  @Test
  void aMessageFromTheWrongSideIsNone() {
    assertEquals(new Decoded.Unknown(Node.BMS, 0x1200), decoded("181256F4", "F00E760E0000FDFF"));
    assertEquals(
        new Decoded.Unknown(Node.CHARGER, 0x0200),
        Decoder.decode(Node.CHARGER, 0x0200, new byte[49], Context.Y2015));
  }

  @Test
  void aVendorsOwnMessageIsUnknown() {
    assertEquals(new Decoded.Unknown(Node.CHARGER, 0x6100), decoded("1861F456", "0102"));
    assertEquals(
        new Decoded.Unknown(Node.BMS, 0x6100),
        Decoder.decode(Node.BMS, 0x6100, new byte[20], Context.Y2015));
  }

  @Test
  void troubleCodesHaveTheirBitsInTheOrderOfTheStandard() {
    // SPN 3901 = 0x0F3D: 3D 0F, high bits 0; failure mode 7 in bits 4 to 8: 7 << 3 = 38; 3 times
    TroubleCode connector = new TroubleCode(3901, 7, 3);
    assertEquals(
        new Decoded.Diagnosed(
            Node.CHARGER, new Diagnosis.Codes(Diagnosis.Kind.CURRENT, List.of(connector))),
        decoded("1820F456", "3D0F3803"));
    assertEquals("charging connector", connector.failure());
    assertEquals("3d0f3803", HexFormat.of().formatHex(connector.encode()));
    // SPN 0x51234: 34 12, high bits 5, failure mode 31: F8 | 5
    TroubleCode high = new TroubleCode(0x51234, 31, 126);
    assertEquals("3412fd7e", HexFormat.of().formatHex(high.encode()));
    assertEquals(
        new Decoded.Diagnosed(
            Node.BMS, new Diagnosis.Codes(Diagnosis.Kind.HISTORIC, List.of(high, connector))),
        decoded("182156F4", "3412FD7E3D0F3803"));
    assertEquals("failure mode 31", high.failure());
  }

  @Test
  void diagnosticsComeInATransportSessionToo() {
    byte[] octets = HexFormat.of().parseHex("3D0F38033D0F38033D0F3803FF");
    Decoded.Diagnosed diagnosed =
        assertInstanceOf(
            Decoded.Diagnosed.class, Decoder.decode(Node.BMS, 0x2500, octets, Context.Y2015));
    Diagnosis.Codes codes = assertInstanceOf(Diagnosis.Codes.class, diagnosed.diagnosis());
    assertEquals(Diagnosis.Kind.PENDING, codes.kind());
    assertEquals(3, codes.codes().size());
  }

  @Test
  void theOtherDiagnosticsAreCountsAndRequestsToClear() {
    assertEquals(
        new Decoded.Diagnosed(Node.BMS, new Diagnosis.Counts(2, 5)), decoded("182256F4", "0205"));
    assertEquals(new Decoded.Unknown(Node.BMS, 0x2200), decoded("182256F4", "02"));
    assertEquals(
        new Decoded.Diagnosed(Node.CHARGER, new Diagnosis.ClearCurrent()), decoded("1823F456", ""));
    assertEquals(
        new Decoded.Diagnosed(Node.CHARGER, new Diagnosis.ClearHistoric()),
        decoded("1824F456", "FFFFFFFFFFFFFFFF"));
    assertEquals(
        new Decoded.Diagnosed(Node.BMS, new Diagnosis.Codes(Diagnosis.Kind.CURRENT, List.of())),
        decoded("182056F4", "FFFFFFFFFFFFFFFF"));
  }

  @Test
  void aDiagnosisIsWrittenAsItIsRead() {
    for (Diagnosis diagnosis :
        List.of(
            new Diagnosis.Codes(Diagnosis.Kind.CURRENT, List.of(new TroubleCode(3901, 7, 3))),
            new Diagnosis.Codes(Diagnosis.Kind.HISTORIC, List.of()),
            new Diagnosis.Codes(Diagnosis.Kind.PENDING, List.of(new TroubleCode(0x7FFFF, 0, 0))),
            new Diagnosis.Counts(255, 0),
            new Diagnosis.ClearCurrent(),
            new Diagnosis.ClearHistoric())) {
      assertEquals(Optional.of(diagnosis), Diagnosis.decode(diagnosis.pgn(), diagnosis.encode()));
    }
  }

  @Test
  void aTroubleCodeBeyondItsBitsIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new TroubleCode(0x80000, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new TroubleCode(1, 32, 0));
    assertThrows(IllegalArgumentException.class, () -> new TroubleCode(1, 0, 128));
    assertThrows(IllegalArgumentException.class, () -> new TroubleCode(-1, 0, 0));
  }
}
