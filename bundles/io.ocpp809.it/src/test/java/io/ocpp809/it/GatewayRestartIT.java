package io.ocpp809.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ocpp809.it.peers.Backend;
import io.ocpp809.testkit.csms.Charge;
import io.ocpp809.testkit.modbus.ModbusServer;
import io.ocpp809.testkit.pile.KebaP30;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gateway stops and starts while a vehicle charges. */
class GatewayRestartIT {

  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final double CAR_WATTS = 11_040;

  @TempDir Path home;

  private static void until(String what, BooleanSupplier holds) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within " + PATIENCE.toSeconds() + " s: " + what);
      }
      LockSupport.parkNanos(5_000_000);
    }
  }

  private static String form(int line, String url) {
    return """
    {
      "io.ocpp809.driver.modbus~line": {"transport": "TCP", "host": "127.0.0.1", "port": %d},
      "io.ocpp809.site~site": {"fuse.current": 32, "ramp": 100},
      "io.ocpp809.station~keba": {
        "Site.target": "(kura.service.pid=site)", "vendor": "Test", "model": "KEBA P30"
      },
      "io.ocpp809.evse~keba-1": {
        "Station.target": "(kura.service.pid=keba)", "template": "keba-p30",
        "driver.pid": "line", "rating": 16, "failsafe.current": 6
      },
      "io.ocpp809.csms~csms": {
        "Station.target": "(kura.service.pid=keba)", "url": "%s", "identity": "keba",
        "backoff.minimum": 1, "backoff.random": 0
      }
    }
    """
        .formatted(line, url);
  }

  @Test
  void aTransactionRunsOnThroughTheRestartUnderItsIdWithEveryWattHour() throws Exception {
    KebaP30 pile = new KebaP30(System::nanoTime, 5_000);
    try (ModbusServer line =
            ModbusServer.start(ModbusServer.Framing.TCP, Map.of(KebaP30.UNIT, pile));
        Backend backend = Backend.start()) {
      try (KuraContainer kura = KuraContainer.withShippedBundles(KuraLine.KURA_5_6, home)) {
        assertEquals(List.of(), kura.configure(form(line.port(), backend.url())));
        until("Available", () -> backend.status("keba", 1).orElse("").equals("Available"));
        pile.plug(CAR_WATTS);
        pile.showCard(0x04A1B2C3L);
        until("Charging", () -> backend.status("keba", 1).orElse("").equals("Charging"));
        until("it is booked", () -> backend.charges().size() == 1);
      }
      until("the connection is gone", () -> !backend.connected("keba"));
      double before = pile.registerWh();
      until("energy flows without the gateway", () -> pile.registerWh() - before >= 2);
      try (KuraContainer kura = KuraContainer.withShippedBundles(KuraLine.KURA_5_6, home)) {
        kura.awaitComponent("keba");
        until("it boots anew", () -> backend.boots("keba").size() == 2);
        until("Charging", () -> backend.status("keba", 1).orElse("").equals("Charging"));
        assertEquals(1, backend.charges().size());
        pile.unplug();
        until("it has ended", () -> backend.charges().get(0).energyWh().isPresent());
      }
      Charge charge = backend.charges().get(0);
      assertEquals(1, backend.charges().size());
      assertEquals("EVDisconnected", charge.reason());
      assertEquals(pile.registerWh() - 5_000, charge.energyWh().getAsLong(), 1.0);
    }
  }
}
