package io.ocpp809.iec104.asdu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.iec104.asdu.Content.Command;
import io.ocpp809.iec104.asdu.Content.Monitored;
import io.ocpp809.iec104.asdu.Content.Parameter;
import io.ocpp809.iec104.asdu.Content.Qualifier;
import io.ocpp809.iec104.asdu.Content.TestPattern;
import io.ocpp809.iec104.asdu.Value.Bitstring;
import io.ocpp809.iec104.asdu.Value.IntegratedTotal;
import io.ocpp809.iec104.asdu.Value.Normalized;
import io.ocpp809.iec104.asdu.Value.PackedPoints;
import io.ocpp809.iec104.asdu.Value.ProtectionEvent;
import io.ocpp809.iec104.asdu.Value.RegulatingStep;
import io.ocpp809.iec104.asdu.Value.Scaled;
import io.ocpp809.iec104.asdu.Value.ShortFloat;
import io.ocpp809.iec104.asdu.Value.SinglePoint;
import io.ocpp809.iec104.asdu.Value.StepPosition;
import io.ocpp809.iec104.asdu.Value.TwoBits;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class AsduTest {
  private static final Cp56Time2a TIME =
      Cp56Time2a.of(Instant.parse("2026-11-22T07:21:19.934Z"), ZoneOffset.UTC, false);

  /** Elements of one object in hexadecimal, by IEC 60870-5-101, 7.2.6; the address is 1. */
  static List<Arguments> elements() {
    Quality all = new Quality(0xFF);
    return List.of(
        // SPI 1, BL 10 + SB 20 + NT 40 + IV 80 = F1
        Arguments.of(TypeId.M_SP_NA_1, new Monitored(new SinglePoint(true), points(all)), "F1"),
        // DPI 2 and IV
        Arguments.of(
            TypeId.M_DP_NA_1,
            new Monitored(new TwoBits(DoublePoint.ON), new Quality(Quality.IV)),
            "82"),
        // -64 is 0x40 in seven bits, transient adds 0x80
        Arguments.of(
            TypeId.M_ST_NA_1, new Monitored(new StepPosition(-64, true), Quality.GOOD), "C0 00"),
        Arguments.of(
            TypeId.M_ST_NA_1, new Monitored(new StepPosition(63, false), Quality.GOOD), "3F 00"),
        Arguments.of(
            TypeId.M_BO_NA_1,
            new Monitored(new Bitstring(0x01020304), Quality.GOOD),
            "04 03 02 01 00"),
        // -1 is 0x8000
        Arguments.of(
            TypeId.M_ME_NA_1,
            new Monitored(Normalized.of(-1), new Quality(Quality.OV)),
            "00 80 01"),
        Arguments.of(TypeId.M_ME_NB_1, new Monitored(Scaled.of(-123), Quality.GOOD), "85 FF 00"),
        // 22.08f is 0x41B0A3D7
        Arguments.of(
            TypeId.M_ME_NC_1,
            new Monitored(new ShortFloat(22.08f), Quality.GOOD),
            "D7 A3 B0 41 00"),
        // sequence 3, CY 20, CA 40, IV 80
        Arguments.of(
            TypeId.M_IT_NA_1,
            new Monitored(new IntegratedTotal(123_456, 3, true, true), new Quality(Quality.IV)),
            "40 E2 01 00 E3"),
        Arguments.of(
            TypeId.M_PS_NA_1,
            new Monitored(new PackedPoints(0x8001, 0x0100), new Quality(Quality.NT)),
            "01 80 00 01 40"),
        Arguments.of(TypeId.M_ME_ND_1, new Monitored(Normalized.of(0.5), Quality.GOOD), "00 40"),
        // 60 % is 19661 = 0x4CCD; select sets bit 7 of QOS
        Arguments.of(TypeId.C_SE_NA_1, new Command(Normalized.of(0.6), 0, true), "CD 4C 80"),
        Arguments.of(TypeId.C_SE_NB_1, new Command(Scaled.of(160), 0, false), "A0 00 00"),
        Arguments.of(
            TypeId.C_SE_NC_1, new Command(new ShortFloat(22f), 127, false), "00 00 B0 41 7F"),
        // SCS 1, QU 1 is bit 2, S/E bit 7
        Arguments.of(TypeId.C_SC_NA_1, new Command(new SinglePoint(true), 1, true), "85"),
        Arguments.of(TypeId.C_DC_NA_1, new Command(new TwoBits(DoublePoint.OFF), 31, false), "7D"),
        Arguments.of(TypeId.C_RC_NA_1, new Command(new RegulatingStep(2), 0, false), "02"),
        Arguments.of(TypeId.C_BO_NA_1, new Command(new Bitstring(1), 0, false), "01 00 00 00"),
        Arguments.of(TypeId.C_CI_NA_1, new Qualifier(0x45), "45"),
        Arguments.of(
            TypeId.P_ME_NC_1, new Parameter(new ShortFloat(0.5f), 1, true, true), "00 00 00 3F C1"),
        Arguments.of(
            TypeId.P_ME_NA_1, new Parameter(Normalized.of(0.5), 4, false, false), "00 40 04"),
        Arguments.of(TypeId.P_ME_NB_1, new Parameter(Scaled.of(7), 63, false, false), "07 00 3F"),
        // with the time tag of 2026-11-22T07:21:19.934Z: 19934 is 0x4DDE
        Arguments.of(TypeId.C_TS_TA_1, new TestPattern(0x1234), "34 12 DE 4D 15 07 16 0B 1A"),
        // SEP 2, EI 08, IV 80; elapsed 1000 ms
        Arguments.of(
            TypeId.M_EP_TD_1,
            new Monitored(new ProtectionEvent(2, 1_000), new Quality(Quality.EI | Quality.IV)),
            "8A E8 03 DE 4D 15 07 16 0B 1A"),
        Arguments.of(
            TypeId.M_EP_TF_1,
            new Monitored(new ProtectionEvent(0x0F, 65_535), Quality.GOOD),
            "0F 00 FF FF DE 4D 15 07 16 0B 1A"));
  }

  private static Quality points(Quality q) {
    return new Quality(q.bits() & ~(Quality.OV | Quality.EI));
  }

  @ParameterizedTest
  @MethodSource("elements")
  @DisplayName("60870-5-101 7.2.6: the elements of a type have the octets of the standard")
  void theElementsOfATypeHaveTheOctetsOfTheStandard(TypeId type, Content content, String hex)
      throws Exception {
    InformationObject object =
        new InformationObject(1, content, type.timed() ? Optional.of(TIME) : Optional.empty());
    byte[] octets = new Asdu(type, 3, false, false, 0, 1, false, List.of(object)).encode();
    byte[] body = HexFormat.of().parseHex("010000" + hex.replace(" ", ""));
    assertArrayEquals(body, java.util.Arrays.copyOfRange(octets, 6, octets.length));
    assertEquals(object, Asdu.decode(RawAsdu.of(octets)).objects().get(0));
  }

  @ParameterizedTest
  @EnumSource(TypeId.class)
  @DisplayName("60870-5-101 7.1: a type takes its own length only")
  void aTypeTakesItsOwnLengthOnly(TypeId type) throws Exception {
    for (int number : new int[] {1, 2, 127}) {
      for (boolean sequence : new boolean[] {true, false}) {
        int right = 6 + (sequence ? 3 + number * type.octets() : number * (3 + type.octets()));
        for (int length = Math.max(6, right - 1); length <= Math.min(249, right + 1); length++) {
          byte[] octets = new byte[length];
          octets[0] = (byte) type.code();
          octets[1] = (byte) (number | (sequence ? 0x80 : 0));
          RawAsdu raw = RawAsdu.of(octets);
          if (length == right) {
            assertEquals(number, Asdu.decode(raw).objects().size());
          } else {
            assertThrows(MalformedAsduException.class, () -> Asdu.decode(raw), type.name());
          }
        }
      }
    }
  }

  @Test
  @DisplayName("60870-5-101 7.1: an ASDU without objects is malformed")
  void anAsduWithoutObjectsIsMalformed() {
    MalformedAsduException e =
        assertThrows(
            MalformedAsduException.class,
            () -> Asdu.decode(RawAsdu.of(HexFormat.of().parseHex("640006000100"))));
    assertEquals("C_IC_NA_1 with number of objects 0", e.getMessage());
  }

  @Test
  @DisplayName("60870-5-101 7.1: a missing octet is told with both lengths")
  void aMissingOctetIsToldWithBothLengths() {
    MalformedAsduException e =
        assertThrows(
            MalformedAsduException.class,
            () -> Asdu.decode(RawAsdu.of(HexFormat.of().parseHex("640106000100000000"))));
    assertEquals("C_IC_NA_1 with 1 objects has 10 octets, not 9", e.getMessage());
  }

  @Test
  @DisplayName("60870-5-101 7.1: a sequence beyond the largest address is malformed")
  void aSequenceBeyondTheLargestAddressIsMalformed() {
    byte[] octets = HexFormat.of().parseHex("018203000100FFFFFF0101");
    assertThrows(MalformedAsduException.class, () -> Asdu.decode(RawAsdu.of(octets)));
  }

  @Test
  @DisplayName("60870-5-101 7.1: too few octets are no ASDU")
  void tooFewOctetsAreNoAsdu() {
    assertThrows(MalformedAsduException.class, () -> RawAsdu.of(new byte[5]));
    assertThrows(MalformedAsduException.class, () -> RawAsdu.of(new byte[250]));
  }

  @Test
  @DisplayName("60870-5-101 7.2.3: a confirmation mirrors all but the cause")
  void aConfirmationMirrorsAllButTheCause() throws Exception {
    // an unknown type 200 with test bit and originator 9
    RawAsdu raw = RawAsdu.of(HexFormat.of().parseHex("C80186090200AABBCC0102"));
    assertArrayEquals(
        HexFormat.of().parseHex("C801EC090200AABBCC0102"), raw.mirrored(Cause.UNKNOWN_TYPE, true));
    assertTrue(raw.test());
    assertEquals(0xCCBBAA, raw.firstAddress());
    assertArrayEquals(
        HexFormat.of().parseHex("C80187090700AABBCC0102"),
        raw.mirrored(Cause.ACTIVATION_CON, false, 7));
  }

  @ParameterizedTest
  @CsvSource({"0.5,16384", "1,32767", "-1,-32768", "2,32767", "-2,-32768", "0.6,19661", "NaN,0"})
  @DisplayName("60870-5-101 7.2.6: a normalised value is rounded and held in its range")
  void aNormalisedValueIsRoundedAndHeldInItsRange(double value, int raw) {
    assertEquals(raw, Normalized.of(value).raw());
  }

  @Test
  void aTypeWithTimeTagIsNotWrittenWithoutAndTheOtherWayRound() {
    Content on = new Monitored(new SinglePoint(true), Quality.GOOD);
    InformationObject untimed = InformationObject.of(1, on);
    assertThrows(
        IllegalArgumentException.class,
        () ->
            Asdu.monitored(TypeId.M_SP_TB_1, Cause.SPONTANEOUS, 1, false, List.of(untimed))
                .encode());
    InformationObject timed = InformationObject.of(1, on, TIME);
    assertThrows(
        IllegalArgumentException.class,
        () ->
            Asdu.monitored(TypeId.M_SP_NA_1, Cause.SPONTANEOUS, 1, false, List.of(timed)).encode());
    assertThrows(
        IllegalArgumentException.class,
        () ->
            Asdu.monitored(TypeId.M_DP_NA_1, Cause.SPONTANEOUS, 1, false, List.of(untimed))
                .encode());
  }

  @Test
  @DisplayName("60870-5-101 7.1: as many objects fit as the facts say")
  void asManyObjectsFitAsTheFactsSay() {
    assertEquals(16, Asdu.most(TypeId.M_ME_TF_1, false));
    assertEquals(30, Asdu.most(TypeId.M_ME_NC_1, false));
    assertEquals(48, Asdu.most(TypeId.M_ME_NC_1, true));
    assertEquals(22, Asdu.most(TypeId.M_SP_TB_1, false));
    assertEquals(127, Asdu.most(TypeId.M_SP_NA_1, true));
    List<InformationObject> seventeen = new ArrayList<>();
    for (int i = 0; i < 17; i++) {
      seventeen.add(
          InformationObject.of(2 * i, new Monitored(new ShortFloat(i), Quality.GOOD), TIME));
    }
    Asdu asdu = Asdu.monitored(TypeId.M_ME_TF_1, Cause.SPONTANEOUS, 1, false, seventeen);
    assertThrows(IllegalArgumentException.class, asdu::encode);
  }

  @Test
  @DisplayName("60870-5-101 7.2.6: a time tag keeps milliseconds and the summer hour")
  void aTimeTagKeepsMillisecondsAndTheSummerHour() {
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    Instant summer = Instant.parse("2026-10-25T00:30:00.001Z");
    Instant winter = Instant.parse("2026-10-25T01:30:00.001Z");
    assertEquals(Optional.of(summer), Cp56Time2a.of(summer, berlin, false).instant(berlin));
    assertEquals(Optional.of(winter), Cp56Time2a.of(winter, berlin, false).instant(berlin));
    assertTrue(Cp56Time2a.of(summer, berlin, false).summer());
    assertFalse(Cp56Time2a.of(summer, ZoneOffset.UTC, false).summer());
    assertTrue(Cp56Time2a.of(summer, berlin, true).invalid());
  }

  @Test
  @DisplayName("60870-5-101 7.2.6: a time tag that names no moment is kept but is none")
  void aTimeTagThatNamesNoMomentIsKeptButIsNone() {
    Cp56Time2a none = new Cp56Time2a(65_535, 63, 31, 0, 7, 0, 127, false, false);
    assertEquals(Optional.empty(), none.instant(ZoneOffset.UTC));
  }

  @Test
  void whatEverOctetsComeTheyAreReadOrRefused() {
    Random random = new Random(104);
    for (int i = 0; i < 100_000; i++) {
      byte[] octets = new byte[random.nextInt(260)];
      random.nextBytes(octets);
      if (octets.length > 1 && random.nextBoolean()) {
        TypeId type = TypeId.values()[random.nextInt(TypeId.values().length)];
        octets[0] = (byte) type.code();
        octets[1] = (byte) (1 + random.nextInt(3));
        octets = java.util.Arrays.copyOf(octets, 6 + octets[1] * (3 + type.octets()));
      }
      try {
        Asdu asdu = Asdu.decode(RawAsdu.of(octets));
        assertEquals(octets.length, asdu.encode().length);
      } catch (MalformedAsduException e) {
        assertFalse(e.getMessage().isEmpty());
      }
    }
  }
}
