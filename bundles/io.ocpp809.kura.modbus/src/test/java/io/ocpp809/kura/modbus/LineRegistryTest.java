package io.ocpp809.kura.modbus;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LineRegistryTest {
  @Test
  void whoeverTellsAListenerWaitsForNobodyWhoOpensOrClosesALine() throws Exception {
    LineRegistry registry = LineRegistry.instance();
    synchronized (registry) {
      assertNotNull(CompletableFuture.supplyAsync(registry::events).get(60, TimeUnit.SECONDS));
    }
  }
}
