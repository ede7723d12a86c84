package io.ocpp809.kura.modbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.testkit.modbus.ModbusServer;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.eclipse.kura.channel.ChannelFlag;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.type.DataType;
import org.eclipse.kura.type.TypedValues;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a unit's lease channel or its station names as never written, no channel writes. */
class NeverWrittenChannelTest {
  private static final Predicate<String> AUTHORITY = "token"::equals;

  private final Registers registers = new Registers();
  private final ModbusDriver driver = new ModbusDriver();
  private ModbusServer server;

  @BeforeEach
  void startDevice() throws IOException {
    server = ModbusServer.start(ModbusServer.Framing.TCP, Map.of(1, registers, 2, registers));
    driver.bindAuthority(AUTHORITY);
    driver.activate(properties());
  }

  @AfterEach
  void stopDevice() throws IOException {
    driver.deactivate();
    server.close();
  }

  private Map<String, Object> properties() {
    return new HashMap<>(
        Map.of(
            "host",
            "127.0.0.1",
            "port",
            server.port(),
            "fast.period",
            200,
            "timeout",
            10_000,
            "read.bound",
            30_000));
  }

  private static <R extends ChannelRecord> R configured(R r, String... attributes) {
    Map<String, Object> config = new HashMap<>();
    for (String a : attributes) {
      config.put(a.substring(0, a.indexOf('=')), a.substring(a.indexOf('=') + 1));
    }
    r.setChannelConfig(config);
    return r;
  }

  private static ChannelRecord leaseChannel() {
    return configured(
        ChannelRecord.createReadRecord("control.lease", DataType.STRING),
        "table=LEASE",
        "never=HOLDING 9-12: protection levels; HOLDING 20 bits 0006: clears a fault");
  }

  private static ChannelRecord lease(String text) {
    return configured(
        ChannelRecord.createWriteRecord("control.lease", TypedValues.newStringValue(text)),
        "table=LEASE");
  }

  private static ChannelRecord write(int address, String... attributes) {
    String[] all = new String[attributes.length + 1];
    all[0] = "address=" + address;
    System.arraycopy(attributes, 0, all, 1, attributes.length);
    return configured(ChannelRecord.createWriteRecord("raw", TypedValues.newIntegerValue(1)), all);
  }

  private static String outcome(ModbusDriver by, ChannelRecord r) {
    by.write(List.of(r));
    return r.getChannelStatus().getChannelFlag() == ChannelFlag.SUCCESS
        ? "written"
        : r.getChannelStatus().getExceptionMessage();
  }

  private void assertGuarded(ModbusDriver by) {
    String protection = "HOLDING 9 (400010) to HOLDING 12 (400013) is never written: protection";
    assertTrue(outcome(by, write(9)).contains(protection));
    assertTrue(outcome(by, write(12, "data.type=UINT32")).contains(protection));
    assertTrue(outcome(by, write(8, "data.type=UINT32")).contains(protection));
    assertTrue(outcome(by, write(20)).contains("bits 6h is never written: clears a fault"));
    assertTrue(outcome(by, write(20, "data.type=BOOLEAN", "bit=2")).contains("never written"));
    assertEquals("written", outcome(by, write(20, "data.type=BOOLEAN", "bit=0")));
    assertEquals("written", outcome(by, write(9, "unit=2")));
    assertEquals(List.of("6:20=[1]", "6:9=[1]"), registers.writes);
  }

  @Test
  void theAssetsChannelsArePreparedAndNothingMoreIsNeeded() {
    driver.prepareRead(List.of(leaseChannel()));
    assertGuarded(driver);
  }

  @Test
  void aDriverThatWasGivenOtherSettingsOfItsLineGuardsOn() {
    driver.prepareRead(List.of(leaseChannel()));
    Map<String, Object> other = properties();
    other.put("timeout", 9_000);
    driver.modified(other);
    assertGuarded(driver);
  }

  @Test
  void anotherDriverOnTheSameLineIsRefusedToo() {
    driver.prepareRead(List.of(leaseChannel()));
    ModbusDriver second = new ModbusDriver();
    second.activate(properties());
    try {
      assertGuarded(second);
    } finally {
      second.deactivate();
    }
  }

  @Test
  void theStationHandsTheListOverWithItsLease() {
    ChannelRecord lease =
        lease("token;5000;HOLDING 9-12: protection levels; HOLDING 20 bits 0006: clears a fault");
    assertEquals("written", outcome(driver, lease));
    assertGuarded(driver);
  }

  @Test
  void aListOfSomebodyElseIsNotTaken() {
    assertEquals(
        "controlled by the charging station; write refused",
        outcome(driver, lease("other;5000;HOLDING 9: mine")));
    assertEquals("written", outcome(driver, write(9)));
  }

  @Test
  void aWrongListIsNamed() {
    ChannelRecord wrong =
        configured(
            ChannelRecord.createReadRecord("control.lease", DataType.STRING),
            "table=LEASE",
            "never=REGISTER 9");
    driver.read(List.of(wrong));
    assertTrue(
        wrong
            .getChannelStatus()
            .getExceptionMessage()
            .startsWith("never: \"REGISTER 9\" is not such as HOLDING 9-12: protection levels"));
  }
}
