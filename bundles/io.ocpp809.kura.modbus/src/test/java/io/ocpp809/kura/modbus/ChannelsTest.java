package io.ocpp809.kura.modbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.testkit.modbus.ModbusServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.kura.channel.ChannelFlag;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.type.DataType;
import org.eclipse.kura.type.TypedValue;
import org.eclipse.kura.type.TypedValues;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Channels from their attributes to the registers of a simulated device and back. */
class ChannelsTest {
  private final Registers registers = new Registers();
  private final ModbusDriver driver = new ModbusDriver();
  private ModbusServer server;

  @BeforeEach
  void startDevice() throws IOException {
    server = ModbusServer.start(ModbusServer.Framing.TCP, Map.of(1, registers));
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
            "timeout",
            10_000,
            "read.bound",
            30_000,
            "max.age",
            0));
  }

  private static ChannelRecord configured(ChannelRecord r, String attributes) {
    Map<String, Object> config = new HashMap<>();
    for (String a : attributes.split(" ")) {
      config.put(a.substring(0, a.indexOf('=')), a.substring(a.indexOf('=') + 1));
    }
    r.setChannelConfig(config);
    return r;
  }

  private static ChannelRecord write(TypedValue<?> value, String attributes) {
    return configured(ChannelRecord.createWriteRecord("channel", value), attributes);
  }

  private static String outcome(ModbusDriver by, ChannelRecord r) {
    by.write(List.of(r));
    return r.getChannelStatus().getChannelFlag() == ChannelFlag.SUCCESS
        ? "written"
        : r.getChannelStatus().getExceptionMessage();
  }

  private String read(DataType type, String attributes) {
    ChannelRecord r = configured(ChannelRecord.createReadRecord("channel", type), attributes);
    driver.read(List.of(r));
    return r.getChannelStatus().getChannelFlag() == ChannelFlag.SUCCESS
        ? String.valueOf(r.getValue().getValue())
        : r.getChannelStatus().getExceptionMessage();
  }

  @ParameterizedTest
  @CsvSource({
    "address=7",
    "address=8 address.base=1",
    "address=40008 address.base=40001",
    "address=400008 address.base=40001"
  })
  void theSameRegisterByEachNotation(String attributes) {
    registers.values[7] = 42;
    assertEquals("42", read(DataType.INTEGER, attributes + " poll=NEVER"));
  }

  @ParameterizedTest
  @CsvSource({
    "address=0 address.base=1,      'address: 1 to 65536, not 0'",
    "address=30008 address.base=40001, 'address: 30008 does not begin with 4, the digit of table"
        + " HOLDING; the first one is 400001 or 40001'",
    "address=7 address.base=2,      'address.base: 2 is none of 0, 1, 40001'",
    "hold=-1,                       'hold: 0 to 1000, not -1'",
    "listen.deadband=-1,            'listen.deadband: 0 or more, not -1.0'",
    "listen.interval=x,             'listen.interval: a whole number is needed, not x'"
  })
  void aWrongAttributeIsNamed(String attributes, String message) {
    assertEquals(message, read(DataType.INTEGER, attributes));
  }

  @ParameterizedTest
  @CsvSource({
    "70000, address=3, 'channel channel, value 70000.0: raw value 70000 is not within 0 to 65535 of"
        + " UINT16'",
    "7000, address=3 factor=0.1, 'channel channel, value 7000.0: raw value 70000 is not within 0 to"
        + " 65535 of UINT16; it takes 0.0 to 6553.5'",
    "-500, address=3 data.type=INT16 factor=0.01 add=10, 'channel channel, value -500.0: raw value"
        + " -51000 is not within -32768 to 32767 of INT16; it takes -317.68 to 337.67'",
    "16, address=3 mask=F0 shift=4, 'channel channel, value 16.0: raw value 16 is not within 0 to 15"
        + " of mask F0'"
  })
  void aValueOutOfRangeIsRefusedWithChannelValueAndRange(
      double value, String attributes, String message) {
    assertEquals(message, outcome(driver, write(TypedValues.newDoubleValue(value), attributes)));
    assertEquals(List.of(), registers.writes);
  }

  @Test
  void whatIsLargerThanALongFailsAsLongAndIsExactAsText() {
    for (int i = 0; i < 4; i++) {
      registers.values[i] = 0xFFFF;
    }
    String attributes = "address=0 data.type=UINT64 poll=NEVER";
    assertEquals(
        "the value 18446744073709551615 does not fit type LONG", read(DataType.LONG, attributes));
    assertEquals("18446744073709551615", read(DataType.STRING, attributes));
    registers.values[10] = 0x7FFF;
    for (int i = 11; i < 14; i++) {
      registers.values[i] = 0xFFFF;
    }
    assertEquals(
        "9223372036854775807", read(DataType.LONG, attributes.replace("address=0", "address=10")));
  }

  @Test
  void bitsOfOneRegisterWrittenAtOnceByTwoDriversAreAllThereInTheEnd() {
    ModbusDriver second = new ModbusDriver();
    second.activate(properties());
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      List<CompletableFuture<Void>> both = new ArrayList<>();
      for (int half = 0; half < 2; half++) {
        ModbusDriver by = half == 0 ? driver : second;
        int first = 8 * half;
        both.add(
            CompletableFuture.runAsync(
                () -> {
                  for (int round = 0; round < 10; round++) {
                    for (int bit = first; bit < first + 8; bit++) {
                      String at = "address=5 data.type=BOOLEAN bit=" + bit;
                      boolean on = round % 2 == 0 || bit % 2 == 0;
                      assertEquals(
                          "written", outcome(by, write(TypedValues.newBooleanValue(on), at)));
                    }
                  }
                },
                pool));
      }
      CompletableFuture.allOf(both.toArray(CompletableFuture[]::new)).join();
    } finally {
      pool.shutdown();
      second.deactivate();
    }
    assertEquals(0x5555, registers.values[5]);
    assertEquals(160, registers.writes.size());
  }

  /** A value of the same millisecond would be young enough to be answered again. */
  private void readFromTheDevice(ChannelRecord r) {
    int before = registers.reads.get();
    while (registers.reads.get() == before) {
      driver.read(List.of(r));
    }
  }

  @Test
  void aReadShowsTheHeldValueWithItsOwnTimeAndThenTheFailure() throws IOException {
    registers.values[7] = 42;
    String attributes = "address=7 poll=NEVER hold=2";
    ChannelRecord r =
        configured(ChannelRecord.createReadRecord("channel", DataType.INTEGER), attributes);
    driver.read(List.of(r));
    assertEquals(ChannelFlag.SUCCESS, r.getChannelStatus().getChannelFlag());
    long at = r.getTimestamp();
    registers.failing = true;
    for (int failure = 1; failure <= 2; failure++) {
      readFromTheDevice(r);
      assertEquals(ChannelFlag.SUCCESS, r.getChannelStatus().getChannelFlag());
      assertEquals(42, r.getValue().getValue());
      assertTrue(Math.abs(r.getTimestamp() - at) <= 2, "its own time");
    }
    readFromTheDevice(r);
    assertEquals(ChannelFlag.FAILURE, r.getChannelStatus().getChannelFlag());
    assertEquals("exception 4: device failure", r.getChannelStatus().getExceptionMessage());
  }
}
