package io.ocpp809.iec104.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {

  @ParameterizedTest
  @CsvSource({
    "192.0.2.7,192.0.2.7,true",
    "192.0.2.7,192.0.2.8,false",
    "192.0.2.0/24,192.0.2.255,true",
    "192.0.2.0/24,192.0.3.0,false",
    "10.0.0.0/12,10.15.255.255,true",
    "10.0.0.0/12,10.16.0.0,false",
    "0.0.0.0/0,203.0.113.9,true",
    "192.0.2.128/25,192.0.2.127,false",
    "192.0.2.128/25,192.0.2.200,true",
    "2001:db8::/32,2001:db8:1::5,true",
    "2001:db8::/32,2001:db9::5,false",
    "0.0.0.0/0,2001:db8::5,false",
  })
  void anAddressLiesWithinOrNot(String range, String address, boolean within) throws Exception {
    assertEquals(within, AddressRange.of(range).holds(InetAddress.getByName(address)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "control.example",
        "192.0.2",
        "192.0.2.0/33",
        "192.0.2.0/-1",
        "1/2/3",
        "192.0.2.0/x",
        "300.0.0.1"
      })
  void whatIsNoRangeIsNamed(String text) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> AddressRange.of(text)).getMessage();
    assertEquals(
        "\"" + text + "\" is no address: write 192.0.2.7, or 192.0.2.0/24 for a network", message);
  }
}
