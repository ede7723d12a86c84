package io.ocpp809.ocpp.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointTest {
  private static Endpoint of(String url, String identity, String password) {
    return Endpoint.of(url, identity, password, List.of("ocpp1.6"), Optional.empty());
  }

  @ParameterizedTest
  @CsvSource({
    "ws://h/ocpp,       CP1,     ws://h/ocpp/CP1",
    "ws://h:8080/ocpp/, CP1,     ws://h:8080/ocpp/CP1",
    "wss://h/ocpp/CP1,  CP1,     wss://h/ocpp/CP1",
    "wss://h/ocpp/CP1/, CP1,     wss://h/ocpp/CP1",
    "ws://h,            CP1,     ws://h/CP1",
    "' ws://h ',        CP1,     ws://h/CP1",
    "ws://h/o,          Säule 1, ws://h/o/S%C3%A4ule%201",
    "ws://h/o,          a/b,     ws://h/o/a%2Fb"
  })
  void theIdentityIsEncodedAtTheEndOfTheAddress(String url, String identity, String expected) {
    assertEquals(expected, of(url, identity, "").uri().toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "csms.example/ocpp|CP1|url: must begin with ws:// or wss://, such as ws://csms.example/ocpp; it is csms.example/ocpp",
        "http://h/ocpp|CP1|url: must begin with ws:// or wss://, such as ws://csms.example/ocpp; it is http://h/ocpp",
        "''|CP1|url: the address of the CSMS is not set",
        "ws://h/o|a:b|identity: at most 48 characters and no colon",
        "ws://h/o|''|identity: the station's identity is not set",
        "ws:///o|CP1|url: no host in ws:///o",
        "ws://h/o?x=1|CP1|url: must end with a path, as the identity is put behind it; without ? and #: ws://h/o?x=1",
        "ws://h/o#x|CP1|url: must end with a path, as the identity is put behind it; without ? and #: ws://h/o#x",
        "ws://u:p@h/o|CP1|url: must not carry a user; enter identity and password in their own fields",
        "ws://h:99999/o|CP1|url: the port is 1 to 65535, not 99999",
        "ws://my host/o|CP1|url: Illegal character in authority in ws://my host/o; enter an address such as ws://csms.example/ocpp"
      })
  void aWrongAddressIsRefusedByAttribute(String url, String identity, String message) {
    assertEquals(
        message,
        assertThrows(IllegalArgumentException.class, () -> of(url, identity, "")).getMessage());
  }

  @Test
  void aHexadecimalPasswordStandsForItsOctets() {
    assertEquals("Basic Q1AxOnNlY3JldA==", of("ws://h/o", "CP1", "secret").authorization().get());
    // CP1: and sixteen octets 41 42 … 50, which read ABCDEFGHIJKLMNOP
    assertEquals(
        "Basic Q1AxOkFCQ0RFRkdISUpLTE1OT1A=",
        of("ws://h/o", "CP1", "4142434445464748494A4B4C4D4E4F50").authorization().get());
    assertTrue(of("ws://h/o", "CP1", "").authorization().isEmpty());
  }

  @Test
  void aPasswordThatLooksLikeOctetsIsSentAsItIsBehindText() {
    assertEquals(
        "Basic "
            + Base64.getEncoder()
                .encodeToString(
                    "CP1:4142434445464748494A4B4C4D4E4F50".getBytes(StandardCharsets.UTF_8)),
        of("ws://h/o", "CP1", "text:4142434445464748494A4B4C4D4E4F50").authorization().get());
  }
}
