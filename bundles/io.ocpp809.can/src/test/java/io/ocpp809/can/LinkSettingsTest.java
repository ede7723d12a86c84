package io.ocpp809.can;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.can.LinkSettings.ConverterUdp;
import io.ocpp809.can.LinkSettings.Role;
import io.ocpp809.can.LinkSettings.SlcanSerial;
import io.ocpp809.can.LinkSettings.SlcanTcp;
import io.ocpp809.can.LinkSettings.SocketCan;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class LinkSettingsTest {
  private static final SocketCan CAN0 = new SocketCan("can0");

  private static void refused(String message, Executable what) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, what).getMessage());
  }

  @Test
  void eachSettingOutOfRangeIsNamed() {
    refused("interface: name a CAN interface, such as can0", () -> new SocketCan(""));
    refused("interface: name a CAN interface, such as can0", () -> new SocketCan("../can0"));
    refused(
        "device: name a serial port, such as /dev/ttyACM0", () -> new SlcanSerial(" ", 115_200));
    refused("baud: 300 to 921600, not 3000000", () -> new SlcanSerial("/dev/ttyACM0", 3_000_000));
    refused("host: name the host or its address", () -> new SlcanTcp("", 2000));
    refused("port: 1 to 65535, not 0", () -> new SlcanTcp("127.0.0.1", 0));
    refused(
        "local.port: 0 to 65535, not 70000",
        () -> new ConverterUdp("127.0.0.1", 8000, 70_000, true));
    refused(
        "bit.rate: 0 to 1000000 bit/s, not -1",
        () -> new LinkSettings(CAN0, Role.OTHER, -1, List.of()));
  }

  @Test
  void aChargingBusNeedsABitRate() {
    refused(
        "bit.rate: a charging bus needs one, 250000 by GB/T 27930 (50000 where the pile's maker"
            + " says so)",
        () -> new LinkSettings(CAN0, Role.CHARGING_BUS, 0, List.of()));
  }

  @Test
  void aFramePassesAnyOfTheFiltersOfItsFormat() {
    LinkSettings gbt =
        new LinkSettings(
            CAN0,
            Role.CHARGING_BUS,
            250_000,
            List.of(new IdFilter(0xF456, 0xFFFF, true), new IdFilter(0x56F4, 0xFFFF, true)));
    assertTrue(gbt.passes(Frame.extended(0x1826F456)));
    assertTrue(gbt.passes(Frame.extended(0x182756F4)));
    assertFalse(gbt.passes(Frame.extended(0x18275600)));
    assertFalse(gbt.passes(Frame.standard(0x456)));
    assertTrue(new LinkSettings(CAN0, Role.OTHER, 0, List.of()).passes(Frame.standard(0x456)));
    refused(
        "filter: 800 under the mask 7FF has bits beyond 7FF",
        () -> new IdFilter(0x800, 0x7FF, false));
  }
}
