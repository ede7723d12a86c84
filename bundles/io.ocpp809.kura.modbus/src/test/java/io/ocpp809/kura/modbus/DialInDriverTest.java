package io.ocpp809.kura.modbus;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.testkit.modbus.ModbusServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.eclipse.kura.channel.ChannelFlag;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.type.DataType;
import org.eclipse.kura.type.TypedValues;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The driver and piles that dial in through a modem. */
@Timeout(600)
class DialInDriverTest {
  private final Registers registers = new Registers();
  private final Registers others = new Registers();
  private final ModbusDriver driver = new ModbusDriver();
  private final ModbusDriver second = new ModbusDriver();
  private Socket reserved;
  private ModbusServer pile;
  private ModbusServer other;

  /** A port that is bound and not listened on is nobody else's, and the driver may listen there. */
  @BeforeEach
  void startPiles() throws IOException {
    reserved = new Socket();
    reserved.setReuseAddress(true);
    reserved.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
    pile = ModbusServer.start(ModbusServer.Framing.RTU, Map.of(1, registers));
    other = ModbusServer.start(ModbusServer.Framing.TCP, Map.of(1, others));
  }

  @AfterEach
  void stop() throws IOException {
    driver.deactivate();
    second.deactivate();
    pile.close();
    other.close();
    reserved.close();
  }

  private int port() {
    return reserved.getLocalPort();
  }

  private Map<String, Object> form(String transport, String by, String caller) {
    Map<String, Object> form = new HashMap<>(Map.of("max.age", 0));
    form.putAll(
        Map.of(
            "transport",
            transport,
            "listen.address",
            "127.0.0.1",
            "port",
            port(),
            "caller.by",
            by,
            "caller",
            caller,
            "heartbeat",
            "0xFE FE FE FE",
            "timeout",
            10_000,
            "read.bound",
            30_000,
            "connect.timeout",
            30_000));
    return form;
  }

  private static ChannelRecord read(ModbusDriver from) {
    ChannelRecord r = ChannelRecord.createReadRecord("state", DataType.LONG);
    r.setChannelConfig(Map.of("address", "10", "poll", "NEVER"));
    from.read(List.of(r));
    return r;
  }

  private static Object value(ModbusDriver from) {
    ChannelRecord r = read(from);
    assertEquals(
        ChannelFlag.SUCCESS,
        r.getChannelStatus().getChannelFlag(),
        r.getChannelStatus().getExceptionMessage());
    return r.getValue().getValue();
  }

  private static String message(ModbusDriver from) {
    return read(from).getChannelStatus().getExceptionMessage();
  }

  /** A modem calls again until somebody listens, as they do. */
  private Socket dial(ModbusServer from, String registration) {
    Socket[] modem = new Socket[1];
    await(
        () -> {
          try {
            modem[0] = from.dial(port(), registration.getBytes(US_ASCII));
            return true;
          } catch (IOException refused) {
            return false;
          }
        });
    return modem[0];
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + 120_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "not within 120 s");
      Thread.onSpinWait();
    }
  }

  @Test
  void aPileThatDialsInIsReadAndWrittenAmongItsModemsHeartbeats() throws Exception {
    registers.values[10] = 42;
    driver.activate(form("DIAL_IN_RTU", "FIRST_OCTETS", "PILE-7"));
    Socket modem = dial(pile, "PILE-7");
    assertEquals(42L, value(driver));
    byte[] heartbeat = {(byte) 0xFE, (byte) 0xFE, (byte) 0xFE, (byte) 0xFE};
    for (int i = 0; i < 20; i++) {
      modem.getOutputStream().write(heartbeat);
      registers.values[10] = i;
      assertEquals((long) i, value(driver));
    }
    ChannelRecord w = ChannelRecord.createWriteRecord("plain", TypedValues.newLongValue(5));
    w.setChannelConfig(Map.of("address", "20"));
    driver.write(List.of(w));
    assertEquals(ChannelFlag.SUCCESS, w.getChannelStatus().getChannelFlag());
    assertEquals(5, registers.values[20]);
  }

  @Test
  void twoDriversShareAPortAndEachHasItsPile() {
    registers.values[10] = 1;
    others.values[10] = 2;
    driver.activate(form("DIAL_IN_RTU", "FIRST_OCTETS", "0x0101"));
    second.activate(form("DIAL_IN_TCP", "FIRST_OCTETS", "PILE-8"));
    dial(other, "PILE-8");
    dial(pile, "\u0001\u0001");
    assertEquals(2L, value(second));
    assertEquals(1L, value(driver));
  }

  @Test
  void aPileIsFoundByItsUnitAndAfterItHasHungUpAgain() {
    registers.values[10] = 7;
    driver.activate(form("DIAL_IN_RTU", "UNIT", "1"));
    dial(pile, "");
    assertEquals(7L, value(driver));
    pile.drop();
    await(() -> pile.connections() == 0);
    dial(pile, "");
    await(() -> read(driver).getChannelStatus().getChannelFlag() == ChannelFlag.SUCCESS);
  }

  @Test
  void aPileIsFoundByItsSourceAddressAndReadsFailWithAReasonUntilItCalls() {
    registers.values[10] = 9;
    Map<String, Object> form = form("DIAL_IN_RTU", "ADDRESS", "127.0.0.1");
    form.put("connect.timeout", 100);
    driver.activate(form);
    String message = message(driver);
    assertTrue(message.contains("the device has not dialled in yet"), message);
    dial(pile, "");
    await(() -> read(driver).getChannelStatus().getChannelFlag() == ChannelFlag.SUCCESS);
    assertEquals(9L, value(driver));
  }

  @Test
  void devicesThatCannotBeToldApartAreRefusedToTheSecondDriver() {
    driver.activate(form("DIAL_IN_RTU", "FIRST_OCTETS", "PILE-1"));
    second.activate(form("DIAL_IN_RTU", "FIRST_OCTETS", "PILE-10"));
    assertEquals(
        "caller: PILE-10 and PILE-1 begin alike; see 127.0.0.1:" + port(), message(second));
  }

  @Test
  void aLineOfADeviceThatDialsInIsNotLentToASurvey() {
    driver.activate(form("DIAL_IN_RTU", "ANYBODY", ""));
    assertEquals(
        "a survey is for serial ports and TCP without TLS; read and test work here",
        driver.line().lend().orElseThrow());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "caller         |           | caller: it is known by nothing; write what its modem sends"
            + " first, or another caller.by",
        "caller         | 0x0       | caller: pairs of hexadecimal digits are needed behind 0x, not"
            + " 0x0",
        "caller         | 0x        | caller: 1 to 64 octets are needed, not 0",
        "heartbeat      | 0xG0      | heartbeat: pairs of hexadecimal digits are needed behind 0x,"
            + " not 0xG0",
        "heartbeat      | PIL       | heartbeat: the registration begins with it; they must differ",
        "caller.by      | PHONE     | caller.by: PHONE is none of [FIRST_OCTETS, ADDRESS, UNIT,"
            + " ANYBODY]",
        "caller.by      | ADDRESS   | caller: an address such as 10.8.0.7, not PILE-7",
        "caller.by      | UNIT      | caller: a whole number is needed, not PILE-7",
        "close.after    | 1000      | close.after: 0 for a device that dials in; nobody hangs up on"
            + " it",
        "port           | 70000     | port: 1 to 65535, not 70000",
      })
  void anAttributeThatIsWrongIsNamed(String attribute, String value, String message) {
    Map<String, Object> form = form("DIAL_IN_RTU", "FIRST_OCTETS", "PILE-7");
    form.put(attribute, value == null ? "" : value);
    assertEquals(
        message,
        assertThrows(IllegalArgumentException.class, () -> DriverOptions.of(form)).getMessage());
  }

  @Test
  void octetsAreTextOrHexadecimalDigits() {
    assertArrayEquals(
        new byte[] {(byte) 0xFE, (byte) 0xFE, (byte) 0xFE, (byte) 0xFE},
        DriverOptions.of(form("DIAL_IN_RTU", "FIRST_OCTETS", "PILE-7"))
            .line()
            .calling()
            .orElseThrow()
            .heartbeat());
    assertEquals(
        "127.0.0.1:" + port() + ", PILE-7",
        DriverOptions.of(form("DIAL_IN_RTU", "FIRST_OCTETS", "0x50494C452D37")).line().endpoint());
  }
}
