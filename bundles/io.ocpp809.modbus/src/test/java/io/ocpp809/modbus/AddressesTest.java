package io.ocpp809.modbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Addresses from 0 as on the wire, and from 1 behind the digit of their table. */
class AddressesTest {
  @ParameterizedTest
  @CsvSource({
    "HOLDING, 0, 400001",
    "HOLDING, 1004, 401005",
    "HOLDING, 65535, 465536",
    "INPUT, 9998, 309999",
    "DISCRETE, 5, 100006",
    "COIL, 400, 000401"
  })
  void bothAreShownAndReadBack(Table table, int wire, String numbered) {
    assertEquals(table + " " + wire + " (" + numbered + ")", Addresses.words(table, wire));
    assertEquals(wire, Addresses.wire(table, Integer.parseInt(numbered)));
  }

  @ParameterizedTest
  @CsvSource({"HOLDING, 40001, 0", "HOLDING, 49999, 9998", "INPUT, 31005, 1004", "COIL, 1, 0"})
  void fiveDigitsReachTheFirst9999(Table table, int numbered, int wire) {
    assertEquals(wire, Addresses.wire(table, numbered));
  }

  @ParameterizedTest
  @CsvSource({"HOLDING, 30001", "INPUT, 40001", "HOLDING, 1004", "DISCRETE, 400001"})
  void theDigitOfAnotherTableIsNamed(Table table, int numbered) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Addresses.wire(table, numbered))
            .getMessage();
    assertEquals(
        numbered + " does not begin with ", message.substring(0, message.indexOf(",") - 1));
  }

  @Test
  void thereIsNoAddress0AndNoneBeyond65536() {
    assertThrows(IllegalArgumentException.class, () -> Addresses.wire(Table.HOLDING, 400_000));
    assertThrows(IllegalArgumentException.class, () -> Addresses.wire(Table.HOLDING, 465_537));
    assertThrows(IllegalArgumentException.class, () -> Addresses.wire(Table.COIL, 0));
  }
}
