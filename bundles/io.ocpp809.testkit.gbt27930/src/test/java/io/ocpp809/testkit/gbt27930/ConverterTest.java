package io.ocpp809.testkit.gbt27930;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.can.CanLink;
import io.ocpp809.can.Frame;
import io.ocpp809.can.LinkSettings;
import io.ocpp809.can.LinkSettings.ConverterTcp;
import io.ocpp809.can.LinkSettings.Role;
import io.ocpp809.can.Links;
import io.ocpp809.gbt27930.message.Edition;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class ConverterTest {
  private final Queue<Frame> heard = new ConcurrentLinkedQueue<>();

  private static CanLink link(Converter converter) {
    return Links.listening(
        new LinkSettings(
            new ConverterTcp("127.0.0.1", converter.port(), true),
            Role.CHARGING_BUS,
            LinkSettings.GBT_27930_BIT_RATE,
            List.of()));
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "not within 120 s");
      Thread.onSpinWait();
    }
  }

  @Test
  void whatTheProductHearsThroughAConverterIsWhatWasSaidAndItSendsNothing() throws Exception {
    try (Converter converter = Converter.start();
        CanLink link = link(converter)) {
      link.open((frame, nanos) -> heard.add(frame));
      await(() -> converter.connected() == 1);
      Frame one = Frame.extended(0x1826F456, (byte) 1, (byte) 1, (byte) 0);
      Frame two = Frame.extended(0x100956F4, (byte) 0xAA);
      converter.heard(one, 0);
      converter.heard(two, 0);
      await(() -> heard.size() == 2);
      assertEquals(List.of(one, two), List.copyOf(heard));
      assertEquals(0, converter.received());
    }
  }

  @Test
  void aLiveBusIsHeardByWhoeverIsConnected() throws Exception {
    try (Converter converter = Converter.start();
        CanLink link = link(converter);
        LiveBus live =
            LiveBus.start(
                ChargerSettings.of60Kilowatt(Edition.Y2015),
                VehicleSettings.car(Edition.Y2015),
                converter,
                bus -> {})) {
      link.open((frame, nanos) -> heard.add(frame));
      await(() -> converter.connected() == 1);
      live.then(VirtualBus::plugAndStart);
      // CHM of the charger and BHM of the vehicle.
      await(() -> heard.stream().anyMatch(f -> f.id() == 0x1826F456));
      await(() -> heard.stream().anyMatch(f -> f.id() == 0x182756F4));
    }
  }
}
