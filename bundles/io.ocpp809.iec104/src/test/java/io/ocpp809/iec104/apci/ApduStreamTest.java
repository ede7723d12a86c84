package io.ocpp809.iec104.apci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.iec104.apci.Apdu.Function;
import io.ocpp809.iec104.apci.Apdu.Supervisory;
import io.ocpp809.iec104.apci.Apdu.Unnumbered;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApduStreamTest {
  private final ApduStream stream = new ApduStream();

  private List<Apdu> take(String hex) throws ApduException {
    List<Apdu> result = new ArrayList<>();
    take(hex, result);
    return result;
  }

  private void take(String hex, List<Apdu> result) throws ApduException {
    byte[] octets = HexFormat.of().parseHex(hex.replace(" ", ""));
    stream.take(octets, octets.length, result::add);
  }

  @Test
  @DisplayName("60870-5-104 5: an APDU may come octet by octet")
  void anApduMayComeOctetByOctet() throws Exception {
    List<Apdu> all = new ArrayList<>();
    for (String octet : "68 04 07 00 00 00".split(" ")) {
      assertTrue(all.isEmpty());
      all.addAll(take(octet));
    }
    assertEquals(List.of(new Unnumbered(Function.STARTDT_ACT)), all);
    assertFalse(stream.inside());
  }

  @Test
  @DisplayName("60870-5-104 5: several APDUs may come at once and the last in part")
  void severalApdusMayComeAtOnceAndTheLastInPart() throws Exception {
    assertEquals(
        List.of(new Unnumbered(Function.TESTFR_ACT), new Supervisory(8)),
        take("68 04 43 00 00 00 68 04 01 00 10 00 68 0E 00"));
    assertTrue(stream.inside());
  }

  @Test
  @DisplayName("60870-5-104 5: what came before the octets that are no APDU is taken")
  void whatCameBeforeTheOctetsThatAreNoApduIsTaken() {
    List<Apdu> all = new ArrayList<>();
    assertThrows(ApduException.class, () -> take("68 04 43 00 00 00 68 04 01 00 10 00 FF", all));
    assertEquals(List.of(new Unnumbered(Function.TESTFR_ACT), new Supervisory(8)), all);
  }

  @ParameterizedTest
  @CsvSource({
    "69 04 07 00 00 00,start octet 0x69 instead of 0x68",
    "68 02,length 2 of an APDU; 4 to 253 are allowed",
    "68 FF,length 255 of an APDU; 4 to 253 are allowed",
    "68 FE,length 254 of an APDU; 4 to 253 are allowed",
    "68 04 00 00 00 00,an I-APDU without ASDU",
    "68 05 01 00 00 00 00,'an S- or U-APDU has the length 4, not 5'",
    "68 04 03 00 00 00,a U-APDU with the control field 0003 0000",
    "68 04 0F 00 00 00,a U-APDU with the control field 000F 0000",
    "68 04 07 00 01 00,a U-APDU with the control field 0007 0001",
  })
  @DisplayName("60870-5-104 5: what is no APDU is told apart")
  void whatIsNoApduIsToldApart(String hex, String message) {
    assertEquals(message, assertThrows(ApduException.class, () -> take(hex)).getMessage());
  }
}
