package io.ocpp809.can;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ocpp809.can.LinkException.Kind;
import io.ocpp809.can.LinkSettings.Role;
import io.ocpp809.can.LinkSettings.SocketCan;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Texts as iproute2 6.1 prints them on Linux 6.1. */
class InterfaceViewTest {
  private static final String VCAN =
      """
      2: vcan0: <NOARP,UP,LOWER_UP> mtu 72 qdisc noqueue state UNKNOWN mode DEFAULT group default
          link/can  promiscuity 0  allmulti 0 minmtu 0 maxmtu 0\s
          vcan numtxqueues 1 gso_max_size 65536 gso_max_segs 65535\s
      """;

  private static final String ETHERNET =
      """
      2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc mq state UP mode DEFAULT
          link/ether 02:42:ac:11:00:02 brd ff:ff:ff:ff:ff:ff promiscuity 0\s
      """;

  private static String can(String flags, String modes, String bitRate) {
    return "3: can0: <"
        + flags
        + "> mtu 16 qdisc pfifo_fast state UP mode DEFAULT group default qlen 10\n"
        + "    link/can  promiscuity 0  allmulti 0 minmtu 0 maxmtu 0 \n"
        + "    can "
        + modes
        + "state ERROR-ACTIVE restart-ms 0 \n"
        + bitRate
        + "\t  clock 0 numtxqueues 1 gso_max_size 65536 \n";
  }

  private static final String RATE_250 = "\t  bitrate 250000 sample-point 0.875\n";
  private static final String LISTENING = can("NOARP,UP,LOWER_UP,ECHO", "<LISTEN-ONLY> ", RATE_250);

  private static String check(String text, Role role, int bitRate) throws LinkException {
    return InterfaceView.parse(text)
        .check("can0", new LinkSettings(new SocketCan("can0"), role, bitRate, List.of()));
  }

  private static void refused(Kind kind, String message, String text, Role role, int bitRate) {
    LinkException e = assertThrows(LinkException.class, () -> check(text, role, bitRate));
    assertEquals(kind + ": " + message, e.kind() + ": " + e.getMessage());
  }

  @Test
  void aChargingBusOpensWhenListenOnlyAndTheBitRateAreReadBack() throws LinkException {
    assertEquals(
        "can0: listening only, 250000 bit/s, ERROR-ACTIVE",
        check(LISTENING, Role.CHARGING_BUS, 250_000));
    // Several modes at once.
    assertEquals(
        "can0: listening only, 250000 bit/s, ERROR-ACTIVE",
        check(
            can("NOARP,UP", "<LISTEN-ONLY,BERR-REPORTING> ", RATE_250),
            Role.CHARGING_BUS,
            250_000));
  }

  @Test
  void anInterfaceThatAcknowledgesIsRefusedOnAChargingBusWithWhatToType() {
    String words =
        "can0 is not listening only, a charging bus allows nothing else; type: ip link set can0"
            + " down && ip link set can0 up type can bitrate 250000 listen-only on";
    refused(
        Kind.NOT_LISTEN_ONLY,
        words,
        can("NOARP,UP,LOWER_UP,ECHO", "", RATE_250),
        Role.CHARGING_BUS,
        250_000);
    refused(
        Kind.NOT_LISTEN_ONLY,
        words,
        can("NOARP,UP,LOWER_UP,ECHO", "<LOOPBACK,BERR-REPORTING> ", RATE_250),
        Role.CHARGING_BUS,
        250_000);
  }

  @Test
  void aWrongBitRateIsRefusedWithWhatToType() {
    refused(
        Kind.BIT_RATE,
        "can0 has 250000 bit/s, not 50000; type: ip link set can0 down && ip link set can0 up type"
            + " can bitrate 50000 listen-only on",
        LISTENING,
        Role.CHARGING_BUS,
        50_000);
    refused(
        Kind.BIT_RATE,
        "can0 has 250000 bit/s, not 500000; type: ip link set can0 down && ip link set can0 up"
            + " type can bitrate 500000",
        can("NOARP,UP", "", RATE_250),
        Role.OTHER,
        500_000);
  }

  @Test
  void aBitRateThatIsNotToldIsRefused() {
    refused(
        Kind.BIT_RATE,
        "can0 does not tell its bit rate; type: ip link set can0 down && ip link set can0 up type"
            + " can bitrate 250000 listen-only on",
        can("NOARP,UP", "<LISTEN-ONLY> ", ""),
        Role.CHARGING_BUS,
        250_000);
  }

  @Test
  void anInterfaceThatIsDownIsRefusedWithWhatToType() {
    refused(
        Kind.DOWN,
        "can0 is down; type: ip link set can0 up type can bitrate 250000 listen-only on",
        can("NOARP,ECHO", "<LISTEN-ONLY> ", RATE_250),
        Role.CHARGING_BUS,
        250_000);
    refused(
        Kind.DOWN,
        "can0 is down; type: ip link set can0 up",
        VCAN.replace("UP,LOWER_UP", "X"),
        Role.TEST_BUS,
        0);
  }

  @Test
  void aVirtualInterfaceCountsAsATestBus() throws LinkException {
    assertEquals("can0: virtual, a test bus", check(VCAN, Role.CHARGING_BUS, 250_000));
    assertEquals("can0: virtual, a test bus", check(VCAN, Role.TEST_BUS, 0));
    assertEquals(
        "can0: virtual, a test bus", check(VCAN.replace("vcan num", "vxcan num"), Role.OTHER, 0));
  }

  @Test
  void anInterfaceWithWiresIsNoTestBus() {
    refused(
        Kind.SETTINGS,
        "can0 has wires and is no test bus; choose what the bus is, or make a virtual one: ip link"
            + " add vcan0 type vcan && ip link set vcan0 up",
        LISTENING,
        Role.TEST_BUS,
        0);
  }

  @Test
  void anInterfaceThatIsNoCanIsRefused() {
    refused(
        Kind.SETTINGS,
        "can0 is no CAN interface; those there are shows: ip -brief link show type can",
        ETHERNET,
        Role.OTHER,
        0);
  }

  @Test
  void anotherBusOpensAsItIsSetUp() throws LinkException {
    assertEquals(
        "can0: 250000 bit/s, ERROR-ACTIVE", check(can("NOARP,UP", "", RATE_250), Role.OTHER, 0));
    assertEquals(
        "can0: listening only, 250000 bit/s, ERROR-ACTIVE", check(LISTENING, Role.OTHER, 250_000));
  }

  @Test
  void textThatIsNoneOfThisIsNoInterface() {
    InterfaceView nothing = new InterfaceView(false, false, false, false, 0, "");
    assertEquals(nothing, InterfaceView.parse(""));
    assertEquals(nothing, InterfaceView.parse("Usage: ip [ OPTIONS ] OBJECT\n<UP> bitrate 5 \n"));
  }

  @Test
  void aMachineWithoutTheProgramIpIsToldWhatToInstall() {
    assertEquals(
        "the program ip, which reads back listen-only and the bit rate, is missing; type: apt-get"
            + " install iproute2",
        assertThrows(LinkException.class, () -> IpProgram.find(List.of())).getMessage());
  }
}
