package io.ocpp809.kura.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Proxy;
import org.eclipse.kura.system.SystemService;
import org.junit.jupiter.api.Test;

class GatewayNameTest {
  private static String name(String serial, String mac, String host) {
    return GatewayName.of(
        (SystemService)
            Proxy.newProxyInstance(
                GatewayNameTest.class.getClassLoader(),
                new Class<?>[] {SystemService.class},
                (self, method, arguments) ->
                    switch (method.getName()) {
                      case "getSerialNumber" -> serial;
                      case "getPrimaryMacAddress" -> mac;
                      case "getHostname" -> host;
                      default -> throw new UnsupportedOperationException(method.getName());
                    }));
  }

  @Test
  void aGatewayBearsItsSerialNumber() {
    assertEquals("SN42", name("SN42", "02:00:00:00:08:09", "box"));
  }

  @Test
  void withoutAReadableSerialNumberItBearsItsNetworkAddress() {
    for (String none : new String[] {"UNKNOWN", "UNSUPPORTED", "", null, "Not Specified"}) {
      assertEquals("020000000809", name(none, "02:00:00:00:08:09", "box"), String.valueOf(none));
    }
  }

  @Test
  void withoutEitherItBearsTheNameOfItsHost() {
    assertEquals("box", name("UNKNOWN", null, "box"));
    assertEquals("gateway", name("UNKNOWN", "", "UNKNOWN"));
  }
}
