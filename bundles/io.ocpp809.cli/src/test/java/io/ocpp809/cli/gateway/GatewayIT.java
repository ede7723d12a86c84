package io.ocpp809.cli.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewayIT {

  private static final Path ROOT = Path.of(System.getProperty("ocpp809.root"));

  @TempDir Path folder;

  @Test
  void everyShippedBundleIsActiveInTheEmulatedGatewayAndAgainAfterARestart() throws IOException {
    for (int run = 0; run < 2; run++) {
      try (Gateway gateway = Gateway.start(folder, false, Map.of())) {
        gateway.install(Feature.EMULATED.jars(ROOT));
        gateway.install(Feature.GATEWAY.jars(ROOT));
        assertEquals(Set.of("ACTIVE"), new TreeSet<>(gateway.states().values()));
      }
    }
  }

  @Test
  void aServiceIsCalledByTheNamesOfItsMethods() throws IOException {
    try (Gateway gateway = Gateway.start(folder, false, Map.of("a.property", "seen"))) {
      gateway.install(Feature.EMULATED.jars(ROOT));
      Service admin =
          gateway
              .service("org.osgi.service.cm.ConfigurationAdmin", "", Duration.ofSeconds(120))
              .orElseThrow();
      assertTrue(admin.call("getConfiguration", "some.pid", null).toString().length() > 0);
      GatewayException missing =
          assertThrows(GatewayException.class, () -> admin.call("noSuchMethod"));
      assertEquals(
          "org.osgi.service.cm.ConfigurationAdmin has no method noSuchMethod"
              + " that takes 0 such arguments",
          missing.getMessage());
      assertEquals("seen", gateway.context().getProperty("a.property"));
      assertTrue(gateway.service("no.Such", "", Duration.ofMillis(1)).isEmpty());
    }
  }

  @Test
  void aBundleThatCannotBeInstalledIsNamed() throws IOException {
    Path broken = Files.writeString(folder.resolve("broken.jar"), "no jar");
    try (Gateway gateway = Gateway.start(folder.resolve("storage"), false, Map.of())) {
      GatewayException refused =
          assertThrows(GatewayException.class, () -> gateway.install(List.of(broken)));
      assertTrue(
          refused.getMessage().startsWith("broken.jar cannot be installed: "), refused::getMessage);
    }
  }

  @Test
  void aFeatureThatIsNotBuiltIsNamed() {
    IOException refused = assertThrows(IOException.class, () -> Feature.GATEWAY.jars(folder));
    assertTrue(refused.getMessage().startsWith("Feature gateway is not built: "));
  }
}
