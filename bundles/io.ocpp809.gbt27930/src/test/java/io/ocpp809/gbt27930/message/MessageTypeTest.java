package io.ocpp809.gbt27930.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageTypeTest {
  @ParameterizedTest
  @CsvSource({
    // message, identifier, PGN in decimal, octets 2011, octets 2015, ms
    "CHM, 1826F456, 9728, 3, 3, 250",
    "BHM, 182756F4, 9984, 2, 2, 250",
    "CRM, 1801F456, 256, 8, 8, 250",
    "BRM, 1C0256F4, 512, 41, 49, 250",
    "BCP, 1C0656F4, 1536, 13, 13, 500",
    "CTS, 1807F456, 1792, 7, 7, 500",
    "CML, 1808F456, 2048, 6, 8, 250",
    "BRO, 100956F4, 2304, 1, 1, 250",
    "CRO, 100AF456, 2560, 1, 1, 250",
    "BCL, 181056F4, 4096, 5, 5, 50",
    "BCS, 1C1156F4, 4352, 9, 9, 250",
    "CCS, 1812F456, 4608, 6, 8, 50",
    "BSM, 181356F4, 4864, 7, 7, 250",
    "BMV, 1C1556F4, 5376, 512, 512, 10000",
    "BMT, 1C1656F4, 5632, 128, 128, 10000",
    "BSP, 1C1756F4, 5888, 16, 16, 10000",
    "BST, 101956F4, 6400, 4, 4, 10",
    "CST, 101AF456, 6656, 4, 4, 10",
    "BSD, 181C56F4, 7168, 7, 7, 250",
    "CSD, 181DF456, 7424, 5, 8, 250",
    "BEM, 081E56F4, 7680, 4, 4, 250",
    "CEM, 081FF456, 7936, 4, 4, 250",
  })
  void theIdentifierIsPriorityPgnDestinationAndSource(
      MessageType type, String id, int pgn, int octets2011, int octets2015, int period) {
    assertEquals(Integer.parseInt(id, 16), type.id());
    assertEquals(pgn, type.pgn());
    assertEquals(Optional.of(type), MessageType.of(pgn));
    assertEquals(octets2011, type.length(Edition.Y2011));
    assertEquals(octets2015, type.length(Edition.Y2015));
    assertEquals(period, type.periodMillis(Edition.Y2015));
  }

  @Test
  void theListsComeEachSecondInTheEditionOf2011() {
    assertEquals(1_000, MessageType.BMV.periodMillis(Edition.Y2011));
    assertEquals(50, MessageType.CCS.periodMillis(Edition.Y2011));
  }

  @Test
  void theEditionOf2011HasNoHandshake() {
    assertFalse(MessageType.CHM.existsIn(Edition.Y2011));
    assertFalse(MessageType.BHM.existsIn(Edition.Y2011));
    assertTrue(MessageType.CRM.existsIn(Edition.Y2011));
  }

  @ParameterizedTest
  @CsvSource({"0", "0x2601", "0x3000", "0xEC00", "-256", "0x12600", "0x7FFFFF00"})
  void anyOtherPgnIsNoMessage(String pgn) {
    assertEquals(Optional.empty(), MessageType.of(Integer.decode(pgn)));
  }
}
