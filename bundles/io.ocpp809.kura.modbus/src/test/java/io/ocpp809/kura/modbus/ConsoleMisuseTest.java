package io.ocpp809.kura.modbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.testkit.modbus.ModbusServer;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.kura.channel.ChannelFlag;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.type.DataType;
import org.eclipse.kura.type.TypedValue;
import org.eclipse.kura.type.TypedValues;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people enter in Kura's console without meaning harm: it must do none. */
class ConsoleMisuseTest {
  private final Registers registers = new Registers();
  private final ModbusDriver driver = new ModbusDriver();
  private ModbusServer server;

  @BeforeEach
  void startDevice() throws IOException {
    server = ModbusServer.start(ModbusServer.Framing.TCP, Map.of(1, registers));
    driver.bindAuthority("token"::equals);
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
            60_000,
            "timeout",
            10_000,
            "read.bound",
            30_000));
  }

  private static ChannelRecord configured(ChannelRecord r, String... attributes) {
    Map<String, Object> config = new HashMap<>();
    for (String a : attributes) {
      config.put(a.substring(0, a.indexOf('=')), a.substring(a.indexOf('=') + 1));
    }
    r.setChannelConfig(config);
    return r;
  }

  private String read(DataType type, String... attributes) {
    ChannelRecord r = configured(ChannelRecord.createReadRecord("a", type), attributes);
    driver.read(List.of(r));
    return told(r);
  }

  private String write(TypedValue<?> value, String... attributes) {
    ChannelRecord r = configured(ChannelRecord.createWriteRecord("a", value), attributes);
    driver.write(List.of(r));
    return told(r);
  }

  private static String told(ChannelRecord r) {
    return r.getChannelStatus().getChannelFlag() == ChannelFlag.SUCCESS
        ? "good"
        : r.getChannelStatus().getExceptionMessage();
  }

  private String renew(int millis, String watchdog) {
    return write(
        TypedValues.newStringValue("token;" + millis),
        "table=LEASE",
        "watchdog=" + watchdog,
        "watchdog.timeout=15000");
  }

  /** A lease of a millisecond has ended soon. */
  private void awaitSilence() {
    long end = System.nanoTime() + 120_000_000_000L;
    while (!read(DataType.LONG, "address=1").equals("silent: the station's lease has ended")) {
      assertTrue(System.nanoTime() < end, "not within 120 s");
      Thread.onSpinWait();
    }
  }

  @Test
  void aLeaseChannelMadeByHandDoesNotWakeAUnitThatIsLeftAlone() {
    assertEquals("good", renew(1, "ANY_REQUEST"));
    awaitSilence();
    // The console's defaults: watchdog NONE.
    assertEquals("good", read(DataType.STRING, "table=LEASE"));
    assertEquals("silent: the station's lease has ended", read(DataType.LONG, "address=1"));
  }

  @Test
  void aFormThatWasWrongForAMomentDoesNotReviveAnEndedLease() {
    assertEquals("good", renew(1, "ANY_REQUEST"));
    Map<String, Object> wrong = properties();
    wrong.put("baud", "fast");
    driver.modified(wrong);
    driver.modified(properties());
    awaitSilence();
  }

  @Test
  void aNumberWithoutEndHarmsNoOtherRecord() {
    ChannelRecord huge =
        configured(
            ChannelRecord.createWriteRecord("huge", TypedValues.newStringValue("1e999999999")),
            "address=1");
    ChannelRecord other =
        configured(
            ChannelRecord.createWriteRecord("other", TypedValues.newIntegerValue(7)), "address=2");
    driver.write(List.of(huge, other));
    assertEquals(
        "channel huge, value 1e999999999: a number is needed, not 1e999999999", told(huge));
    assertEquals("good", told(other));
  }

  @Test
  void eachTypeOfRecordOnEachKindOfChannelIsAnsweredAndThrowsNothing() {
    for (DataType type : DataType.values()) {
      for (String channel :
          new String[] {
            "table=HOLDING",
            "table=COIL;data.type=BOOLEAN",
            "table=LEASE",
            "table=COUNTER",
            "table=COUNTER;counter=line.trace",
            "data.type=STRING_ASCII;length=2",
            "data.type=BYTES;length=2",
            "data.type=BCD;length=2",
            "data.type=FLOAT64",
            "data.type=nonsense",
            "address=65535;data.type=UINT32",
            "unit=256",
            "unit=-1",
            "poll=ALWAYS",
            "address= 5 ",
            "mask=zz"
          }) {
        assertFalse(read(type, channel.split(";")).isBlank(), type + " " + channel);
      }
    }
  }

  @Test
  void aRecordWithoutConfigurationIsReadAsAChannelWithoutAttributes() {
    ChannelRecord bare = ChannelRecord.createReadRecord("bare", DataType.LONG);
    driver.read(List.of(bare));
    assertEquals("good", told(bare));
  }
}
