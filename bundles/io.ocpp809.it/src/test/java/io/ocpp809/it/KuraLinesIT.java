package io.ocpp809.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.cli.gateway.Feature;
import io.ocpp809.cli.gateway.GatewayException;
import io.ocpp809.testkit.modbus.ModbusServer;
import io.ocpp809.testkit.pile.KebaP30;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleWiring;

/** The import ranges of the shipped bundles, tried on each line of Kura. */
class KuraLinesIT {

  @TempDir Path home;

  @ParameterizedTest
  @EnumSource
  void everyShippedBundleResolvesAndBecomesActive(KuraLine line) throws Exception {
    try (KuraContainer kura = KuraContainer.withShippedBundles(line, home)) {
      Map<String, String> notActive = new TreeMap<>(kura.gateway().states());
      assertTrue(
          notActive.size() > Feature.GATEWAY.jars(KuraContainer.ROOT).size(), notActive::toString);
      notActive.values().removeIf("ACTIVE"::equals);
      assertEquals(Map.of(), notActive);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theContainerExportsThePackagesAtTheVersionsOfItsLine(KuraLine line) throws Exception {
    try (KuraContainer kura = KuraContainer.empty(line, home)) {
      Map<String, String> exported = new TreeMap<>();
      for (Bundle bundle : kura.gateway().context().getBundles()) {
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        if (wiring == null) {
          continue;
        }
        for (BundleCapability one : wiring.getCapabilities("osgi.wiring.package")) {
          exported.merge(
              (String) one.getAttributes().get("osgi.wiring.package"),
              one.getAttributes().get("version").toString(),
              (a, b) -> a + " " + b);
        }
      }
      exported.keySet().retainAll(line.versions().keySet());
      assertEquals(new TreeMap<>(line.versions()), exported);
    }
  }

  @ParameterizedTest
  @EnumSource
  void configuredComponentsBecomeActive(KuraLine line) throws Exception {
    KebaP30 pile = new KebaP30(System::nanoTime, 5000);
    try (ModbusServer server =
            ModbusServer.start(ModbusServer.Framing.TCP, Map.of(KebaP30.UNIT, pile));
        KuraContainer kura = KuraContainer.withShippedBundles(line, home)) {
      List<?> problems =
          kura.configure(
              """
              {
                "io.ocpp809.driver.modbus~line": {"transport": "TCP", "host": "127.0.0.1", "port": %d},
                "io.ocpp809.station~keba": {"vendor": "Test", "model": "KEBA P30"},
                "io.ocpp809.evse~keba-1": {
                  "Station.target": "(kura.service.pid=keba)", "site.number": 1,
                  "template": "keba-p30", "driver.pid": "line", "rating": 16, "failsafe.current": 6
                },
                "io.ocpp809.csms~csms": {
                  "Station.target": "(kura.service.pid=keba)",
                  "url": "ws://127.0.0.1:9/", "identity": "keba"
                },
                "io.ocpp809.mqtt~mirror": {
                  "Station.target": "(kura.service.pid=keba)", "broker.uri": "tcp://127.0.0.1:9"
                }
              }
              """
                  .formatted(server.port()));
      assertEquals(List.of(), problems);
      for (String pid : List.of("line", "keba", "keba-1", "csms", "mirror")) {
        kura.awaitComponent(pid);
      }
      kura.service("io.ocpp809.station.Station", "(kura.service.pid=keba)");
      kura.service("java.util.function.Function", "(io.ocpp809.line.faults=true)");
    }
  }

  @Test
  void aBundleBoundTo56DoesNotResolveOnTheContainerOf55() throws Exception {
    Path copy = home.resolve("probe.jar");
    Path boundTo56 =
        Feature.EMULATED.jars(KuraContainer.ROOT).stream()
            .filter(jar -> jar.getFileName().toString().startsWith("io.ocpp809.kura.emulator-"))
            .findFirst()
            .orElseThrow();
    Files.copy(boundTo56, copy);
    try (KuraContainer kura = KuraContainer.empty(KuraLine.KURA_5_5, home.resolve("kura55"))) {
      for (Bundle bundle : kura.gateway().context().getBundles()) {
        if ("io.ocpp809.kura.emulator".equals(bundle.getSymbolicName())) {
          bundle.uninstall();
        }
      }
      GatewayException refused =
          assertThrows(GatewayException.class, () -> kura.gateway().install(List.of(copy)));
      assertTrue(refused.getMessage().contains("org.eclipse.kura.channel"), refused.getMessage());
    }
  }
}
