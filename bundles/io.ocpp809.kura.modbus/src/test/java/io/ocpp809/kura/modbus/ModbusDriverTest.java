package io.ocpp809.kura.modbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.testkit.modbus.ModbusServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.eclipse.kura.channel.ChannelFlag;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.channel.listener.ChannelListener;
import org.eclipse.kura.core.configuration.metatype.Tad;
import org.eclipse.kura.driver.PreparedRead;
import org.eclipse.kura.type.DataType;
import org.eclipse.kura.type.TypedValue;
import org.eclipse.kura.type.TypedValues;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The driver against a simulated device on the loopback interface. */
class ModbusDriverTest {
  private static final Predicate<String> AUTHORITY = "token"::equals;
  private static final String REFUSED = "controlled by the charging station; write refused";

  private final Registers registers = new Registers();
  private final ModbusDriver driver = new ModbusDriver();
  private ModbusServer server;

  @BeforeEach
  void startDevice() throws IOException {
    server = ModbusServer.start(ModbusServer.Framing.TCP, Map.of(1, registers));
    driver.bindAuthority(AUTHORITY);
  }

  @AfterEach
  void stopDevice() throws IOException {
    driver.deactivate();
    server.close();
  }

  /** Time-outs that no machine is too slow for; a test that needs them short says so. */
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

  private void activateImpatient() {
    Map<String, Object> p = properties();
    p.put("timeout", 200);
    driver.activate(p);
  }

  private void activate() {
    driver.activate(properties());
  }

  private static ChannelRecord readRecord(String name, DataType type, String... attributes) {
    ChannelRecord r = ChannelRecord.createReadRecord(name, type);
    r.setChannelConfig(config(attributes));
    return r;
  }

  private static ChannelRecord writeRecord(String name, TypedValue<?> v, String... attributes) {
    ChannelRecord r = ChannelRecord.createWriteRecord(name, v);
    r.setChannelConfig(config(attributes));
    return r;
  }

  private static Map<String, Object> config(String... attributes) {
    Map<String, Object> config = new HashMap<>();
    for (String a : attributes) {
      config.put(a.substring(0, a.indexOf('=')), a.substring(a.indexOf('=') + 1));
    }
    return config;
  }

  private static ChannelRecord lease(String watchdog) {
    return writeRecord(
        "control.lease",
        TypedValues.newStringValue("token;5000"),
        "table=LEASE",
        "watchdog=" + watchdog,
        "watchdog.timeout=15000");
  }

  private static String message(ChannelRecord r) {
    assertEquals(ChannelFlag.FAILURE, r.getChannelStatus().getChannelFlag());
    assertTrue(r.getTimestamp() > 0);
    return r.getChannelStatus().getExceptionMessage();
  }

  private static void assertGood(ChannelRecord r) {
    assertEquals(
        ChannelFlag.SUCCESS,
        r.getChannelStatus().getChannelFlag(),
        r.getChannelStatus().getExceptionMessage());
    assertTrue(r.getTimestamp() > 0);
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + 120_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "not within 120 s");
      Thread.onSpinWait();
    }
  }

  @Test
  void aProhibitedRegisterIsInNoRequestWhicheverChannelOfTheUnitNamesIt() {
    activate();
    List<ChannelRecord> records =
        List.of(
            readRecord("a", DataType.LONG, "address=2"),
            readRecord("b", DataType.LONG, "address=4"),
            readRecord("c", DataType.LONG, "address=9", "block.never=HOLDING 3; HOLDING 6-7"));
    driver.read(records);
    driver.modified(with("timeout", 9_000));
    driver.read(records);
    records.forEach(r -> assertEquals(ChannelFlag.SUCCESS, r.getChannelStatus().getChannelFlag()));
    assertTrue(registers.ranges.size() >= 6, registers.ranges.toString());
    registers.ranges.forEach(
        range -> {
          int first = Integer.parseInt(range.split("\\+")[0]);
          int end = first + Integer.parseInt(range.split("\\+")[1]);
          assertTrue(end <= 3 || first >= 8 || first > 3 && end <= 6, range);
        });
    ChannelRecord wrong = readRecord("d", DataType.LONG, "address=9", "block.never=HOLDING 3-1");
    driver.read(List.of(wrong));
    assertEquals("block.never: addresses 3 to 1 do not exist", message(wrong));
  }

  @Test
  void whatADeviceRefusesIsKnownAlsoAfterItsLineHasBeenSetAnew() {
    activate();
    registers.hole = 3;
    List<ChannelRecord> records =
        List.of(
            readRecord("a", DataType.LONG, "address=2", "poll=NEVER"),
            readRecord("b", DataType.LONG, "address=4", "poll=NEVER"));
    driver.read(records);
    assertEquals("2+3", registers.ranges.get(0));
    driver.modified(with("timeout", 9_000));
    registers.ranges.clear();
    driver.modified(with("timeout", 8_000));
    driver.read(records);
    assertEquals(List.of("2+1", "4+1"), registers.ranges);
  }

  private Map<String, Object> with(String key, Object value) {
    Map<String, Object> p = properties();
    p.put(key, value);
    p.put("max.age", 0);
    return p;
  }

  @Test
  void aReadConnectsByItselfAndFillsEachRecordInItsType() {
    activate();
    registers.values[0] = 0x0001;
    registers.values[1] = 0x86A0;
    registers.values[10] = 163;
    ChannelRecord energy =
        readRecord("energy.total", DataType.LONG, "data.type=UINT32", "poll=NEVER");
    ChannelRecord current =
        readRecord("current.l1", DataType.DOUBLE, "address=10", "factor=0.1", "poll=NEVER");
    ChannelRecord text = readRecord("raw", DataType.STRING, "address=10", "poll=NEVER");
    ChannelRecord tooSmall = readRecord("flag", DataType.BYTE_ARRAY, "address=10", "poll=NEVER");
    driver.read(List.of(energy, current, text, tooSmall));
    assertGood(energy);
    assertEquals(100_000L, energy.getValue().getValue());
    assertEquals(16.3, current.getValue().getValue());
    assertEquals("163", text.getValue().getValue());
    assertEquals("the value 163 is no array of octets", message(tooSmall));
    assertEquals(1, registers.reads.get(), "one block");
  }

  @ParameterizedTest
  @CsvSource({
    "table=COILS,       'table: COILS is none of [HOLDING, INPUT, COIL, DISCRETE, LEASE, COUNTER]'",
    "data.type=UINT17,  'data.type: UINT17 is none of [BOOLEAN, INT8, UINT8, INT16, UINT16, INT32,"
        + " UINT32, INT64, UINT64, FLOAT32, FLOAT64, STRING_ASCII, STRING_UTF16, BYTES, BCD]'",
    "address=65536,     'address: 0 to 65535, not 65536'",
    "address=x,         'address: a whole number is needed, not x'",
    "unit=300,          'unit: 0 to 255, not 300'",
    "block=GAP:-1,      'block: EXACT or GAP:0 to GAP:125, not GAP:-1'",
    "mask=12345,        'mask: 12345 has more bits than 1 registers'",
    "bit=3,             'bit: needs data.type BOOLEAN, not UINT16'",
    "factor=0,          'factor: must not be 0'",
    "invalid=zz,        'invalid: hexadecimal digits are needed, not zz'",
    "address=200,       'exception 2: illegal data address'"
  })
  void aWrongAttributeFailsItsOwnRecordOnly(String attribute, String expected) {
    activate();
    ChannelRecord wrong = readRecord("wrong", DataType.LONG, attribute, "factor=1");
    if (attribute.startsWith("factor")) {
      wrong.setChannelConfig(config(attribute));
    }
    ChannelRecord right = readRecord("right", DataType.LONG);
    driver.read(List.of(wrong, right));
    assertEquals(expected, message(wrong));
    assertGood(right);
  }

  @Test
  void aCounterThatDoesNotExistIsNamed() {
    activate();
    ChannelRecord r = readRecord("c", DataType.LONG, "table=COUNTER", "counter=errors");
    driver.read(List.of(r));
    assertTrue(message(r).startsWith("counter: errors is none of [good, timeouts"));
  }

  @Test
  void anAnswerFromTheCacheCostsNoRequest() {
    Map<String, Object> p = properties();
    p.put("fast.period", 60_000);
    p.put("max.age", 60_000);
    driver.activate(p);
    driver.read(List.of(readRecord("a", DataType.LONG, "poll=NEVER")));
    int before = registers.reads.get();
    ChannelRecord again = readRecord("a", DataType.LONG, "poll=NEVER");
    driver.read(List.of(again));
    assertGood(again);
    assertEquals(before, registers.reads.get());
  }

  @Test
  void withAGreatestAgeOfZeroEachReadIsARequestHoweverQuicklyTheyFollow() {
    Map<String, Object> p = properties();
    p.put("max.age", 0);
    driver.activate(p);
    for (int i = 1; i <= 200; i++) {
      registers.values[0] = i;
      ChannelRecord r = readRecord("a", DataType.INTEGER, "poll=NEVER");
      driver.read(List.of(r));
      assertGood(r);
      assertEquals(i, r.getValue().getValue());
    }
    assertEquals(200, registers.reads.get());
  }

  @Test
  void aDeviceThatDoesNotAnswerFailsTheRecordWithinTheBound() {
    activateImpatient();
    server.silence(true);
    ChannelRecord r = readRecord("a", DataType.LONG);
    driver.read(List.of(r));
    assertEquals("unit 1 did not answer within 200 ms", message(r));
  }

  @Test
  void aPortThatNobodyListensOnFailsTheRecordWithTheReason() throws IOException {
    // A port that is bound and not listened on stays nobody else's.
    try (Socket bound = new Socket()) {
      bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      int port = bound.getLocalPort();
      driver.activate(Map.of("port", port, "read.bound", 30_000, "connect.timeout", 20_000));
      ChannelRecord r = readRecord("a", DataType.LONG);
      driver.read(List.of(r));
      assertEquals("127.0.0.1:" + port + " cannot be reached: Connection refused", message(r));
    }
  }

  @Test
  void aSerialPortThatIsNotThereFailsTheRecordAndNothingElse() {
    driver.activate(Map.of("transport", "RTU", "device", "/dev/ttyNOT0"));
    ChannelRecord r = readRecord("a", DataType.LONG);
    driver.read(List.of(r));
    assertTrue(message(r).startsWith("/dev/ttyNOT0 does not exist"), message(r));
  }

  @Test
  void aWrongAttributeOfTheDriverFailsEachRecordAndIsMendedByTheNextConfiguration() {
    Map<String, Object> p = properties();
    p.put("transport", "UDP");
    driver.activate(p);
    ChannelRecord r = readRecord("a", DataType.LONG);
    driver.read(List.of(r));
    assertEquals(
        "transport: UDP is none of [TCP, RTU_OVER_TCP, RTU, TLS, RTU_OVER_TLS,"
            + " DIAL_IN_RTU, DIAL_IN_TCP]",
        message(r));
    driver.modified(properties());
    driver.read(List.of(r));
    assertGood(r);
  }

  @Test
  void writesOfAnyTypeAreConvertedOrFailed() {
    activate();
    ChannelRecord text =
        writeRecord("t", TypedValues.newStringValue("12.5"), "address=3", "factor=0.1");
    ChannelRecord flag =
        writeRecord(
            "b", TypedValues.newBooleanValue(true), "address=4", "data.type=BOOLEAN", "bit=3");
    ChannelRecord large = writeRecord("l", TypedValues.newLongValue(70_000L), "address=5");
    ChannelRecord input = writeRecord("i", TypedValues.newLongValue(1L), "table=INPUT");
    ChannelRecord counter =
        writeRecord("c", TypedValues.newLongValue(1L), "table=COUNTER", "counter=good");
    registers.values[4] = 0xF0;
    driver.write(List.of(text, flag, large, input, counter));
    assertGood(text);
    assertGood(flag);
    assertEquals(125, registers.values[3]);
    assertEquals(0xF8, registers.values[4], "the other bits stay");
    assertEquals(
        "channel l, value 70000: raw value 70000 is not within 0 to 65535 of UINT16",
        message(large));
    assertEquals("table INPUT is read-only", message(input));
    assertEquals("a counter cannot be written", message(counter));
  }

  private static ChannelRecord limit(double amperes) {
    return writeRecord(
        "limit.set",
        TypedValues.newDoubleValue(amperes),
        "address=20",
        "factor=0.1",
        "control=LIMIT");
  }

  @Test
  void aControlledChannelIsWrittenOnlyInTheStationsOwnCall() {
    activate();
    ChannelRecord foreign = limit(32);
    driver.write(List.of(foreign));
    assertEquals(REFUSED, message(foreign));
    ChannelRecord own = limit(16.09);
    ChannelRecord lease = lease("NONE");
    driver.write(List.of(lease, own));
    assertGood(lease);
    assertGood(own);
    assertEquals(160, registers.values[20], "a limit is rounded down");
    ChannelRecord meanwhile = limit(32);
    driver.write(List.of(meanwhile));
    assertEquals(REFUSED, message(meanwhile), "also while the station's lease runs");
    ChannelRecord disguised =
        writeRecord("x", TypedValues.newLongValue(0x1234L), "address=19", "data.type=UINT32");
    driver.write(List.of(disguised));
    assertEquals(REFUSED, message(disguised), "also under another name");
    assertEquals(160, registers.values[20]);
  }

  @Test
  void aTokenThatNobodyAcknowledgesIsRefused() {
    activate();
    driver.unbindAuthority(AUTHORITY);
    ChannelRecord lease = lease("NONE");
    ChannelRecord own = limit(16);
    driver.write(List.of(lease, own));
    assertEquals(REFUSED, message(lease));
    assertEquals(REFUSED, message(own));
    driver.bindAuthority(
        t -> {
          throw new IllegalStateException("broken");
        });
    driver.write(List.of(lease));
    assertEquals(REFUSED, message(lease));
    ChannelRecord malformed =
        writeRecord("control.lease", TypedValues.newStringValue("token"), "table=LEASE");
    driver.write(List.of(malformed));
    assertEquals("a lease is written as token;milliseconds", message(malformed));
  }

  @Test
  void afterTheLeaseHasEndedAUnitWhoseWatchdogAnyRequestFeedsIsLeftAlone() {
    activate();
    ChannelRecord lease =
        writeRecord(
            "control.lease",
            TypedValues.newStringValue("token;300"),
            "table=LEASE",
            "watchdog=ANY_REQUEST",
            "watchdog.timeout=15000");
    driver.write(List.of(lease));
    assertGood(lease);
    ChannelRecord r = readRecord("a", DataType.LONG, "poll=FAST");
    await(
        () -> {
          driver.read(List.of(r));
          return r.getChannelStatus().getChannelFlag() == ChannelFlag.FAILURE;
        });
    assertEquals("silent: the station's lease has ended", message(r));
    ChannelRecord other = readRecord("b", DataType.LONG, "address=9");
    driver.read(List.of(other));
    assertEquals("silent: the station's lease has ended", message(other));
    driver.write(List.of(lease("ANY_REQUEST")));
    ChannelRecord again = readRecord("c", DataType.LONG, "address=11");
    driver.read(List.of(again));
    assertGood(again);
  }

  @Test
  void aLeaseChannelShowsHowTheLeaseStands() {
    activate();
    ChannelRecord shown =
        readRecord(
            "control.lease", DataType.STRING, "table=LEASE", "unit=7", "watchdog=ANY_REQUEST");
    driver.read(List.of(shown));
    assertGood(shown);
    assertEquals("no charging station has taken a lease", shown.getValue().getValue());
  }

  @Test
  void aLifeRegisterIsFedAfterItsFirstWriteWhileTheLeaseRuns() {
    activate();
    ChannelRecord life =
        writeRecord(
            "watchdog.feed",
            TypedValues.newLongValue(1L),
            "address=30",
            "control=FEED",
            "feed.value=0x55AA",
            "feed.every=300");
    driver.write(List.of(lease("WRITE"), life));
    assertGood(life);
    await(() -> registers.writes.stream().filter("6:30=[21930]"::equals).count() >= 3);
  }

  @Test
  void aLifeRegisterIsFedOnAfterTheDriverWasSetToAnotherLineAndBack() {
    activate();
    ChannelRecord life =
        writeRecord(
            "watchdog.feed",
            TypedValues.newLongValue(1L),
            "address=30",
            "control=FEED",
            "feed.value=0x55AA",
            "feed.every=300");
    driver.write(List.of(lease("WRITE"), life));
    Map<String, Object> wrong = new HashMap<>(properties());
    wrong.put("port", 1);
    driver.modified(wrong);
    wrong.put("host", "");
    driver.modified(wrong);
    driver.modified(properties());
    registers.writes.clear();
    driver.write(List.of(lease("WRITE")));
    await(() -> registers.writes.stream().filter("6:30=[21930]"::equals).count() >= 2);
  }

  private static ChannelRecord ampere(long value, String... attributes) {
    String[] all = Arrays.copyOf(attributes, attributes.length + 2);
    all[attributes.length] = "address=10";
    all[attributes.length + 1] = "control=LIMIT";
    return writeRecord("limit.set", TypedValues.newLongValue(value), all);
  }

  private static ChannelRecord rewriting(String token) {
    return writeRecord(
        "control.lease",
        TypedValues.newStringValue(token),
        "table=LEASE",
        "watchdog=REWRITE",
        "watchdog.timeout=2000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"block=EXACT", "block.max=20", "factor=0.5", "data.type=INT16"})
  void aLimitIsNotWrittenAgainAsItsChannelWroteItBeforeItWasChanged(String change) {
    activate();
    driver.write(List.of(rewriting("token;60000@0a"), ampere(16)));
    ChannelRecord changed = ampere(3, change);
    driver.write(List.of(rewriting("token;60000@0a"), changed));
    assertGood(changed);
    int raw = change.startsWith("factor") ? 6 : 3;
    registers.writes.clear();
    await(() -> registers.writes.size() >= 4);
    assertEquals(Set.of("6:10=[" + raw + "]"), Set.copyOf(registers.writes));
  }

  @Test
  void whatAnEarlierUseOfThePileWroteIsNotRepeatedUnderTheLeaseOfAnother() {
    activate();
    ChannelRecord life =
        writeRecord(
            "watchdog.feed",
            TypedValues.newLongValue(1L),
            "address=30",
            "control=FEED",
            "feed.every=300");
    driver.write(List.of(rewriting("token;10@0a"), ampere(16), life));
    ChannelRecord other =
        writeRecord("limit.set", TypedValues.newLongValue(6L), "address=11", "control=LIMIT");
    long over = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(20);
    driver.write(List.of(rewriting("token;60000@0b"), other));
    assertGood(other);
    await(() -> System.nanoTime() - over > 0);
    // what the former lease had under way is written before this
    driver.write(List.of(rewriting("token;60000@0b"), other));
    assertGood(other);
    registers.writes.clear();
    await(() -> registers.writes.size() >= 4);
    assertEquals(Set.of("6:11=[6]"), Set.copyOf(registers.writes));
  }

  @Test
  void onePileIsDrivenByOneEvseAlsoOverTwoDrivers() {
    activate();
    ModbusDriver second = new ModbusDriver();
    second.bindAuthority(AUTHORITY);
    second.activate(properties());
    try {
      ChannelRecord first = ampere(16);
      driver.write(List.of(rewriting("token;60000@0a.01"), first));
      assertGood(first);
      ChannelRecord other = ampere(32);
      second.write(List.of(rewriting("token;60000@0b.01"), other));
      assertEquals(
          "another EVSE of this gateway drives this pile; give it one EVSE only", message(other));
      ChannelRecord anew = ampere(10);
      second.write(List.of(rewriting("token;60000@0a.02"), anew));
      assertGood(anew);
      assertFalse(registers.writes.contains("6:10=[32]"), registers.writes.toString());
      registers.writes.clear();
      await(() -> registers.writes.size() >= 4);
      assertEquals(Set.of("6:10=[10]"), Set.copyOf(registers.writes));
    } finally {
      second.deactivate();
    }
  }

  @Test
  void whoIsRefusedAPileDoesNotEndWhatTheRightfulEvseRepeats() {
    activate();
    driver.write(List.of(rewriting("token;60000@0a.01"), ampere(6)));
    ChannelRecord other = ampere(16, "block=EXACT");
    driver.write(List.of(rewriting("token;60000@0b.01"), other));
    assertEquals(
        "another EVSE of this gateway drives this pile; give it one EVSE only", message(other));
    registers.writes.clear();
    await(() -> registers.writes.size() >= 4);
    assertEquals(Set.of("6:10=[6]"), Set.copyOf(registers.writes));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 255})
  void onePileIsDrivenByOneEvseAlsoWhereItsUnitMeansTheDeviceItself(int unit) {
    activate();
    ChannelRecord first = ampere(16);
    driver.write(List.of(rewriting("token;60000@0a.01"), first));
    assertGood(first);
    ChannelRecord lease = rewriting("token;60000@0b.01");
    lease.setChannelConfig(
        config("table=LEASE", "watchdog=REWRITE", "watchdog.timeout=2000", "unit=" + unit));
    ChannelRecord other = ampere(32, "unit=" + unit);
    driver.write(List.of(lease, other));
    assertEquals(
        "another EVSE of this gateway drives this pile; give it one EVSE only", message(other));
  }

  @ParameterizedTest
  @CsvSource({"1, 255", "1, 0", "255, 7", "0, 7", "255, 0"})
  void whatTheStationControlsIsNotWrittenByOneOfTheUnitsThatMeanTheDeviceItself(int unit, int by) {
    activate();
    driver.write(
        List.of(ampere(16, "unit=" + unit), readRecord("limit", DataType.LONG, "address=10")));
    ChannelRecord foreign =
        writeRecord("raw", TypedValues.newLongValue(32L), "address=10", "unit=" + by);
    driver.write(List.of(foreign));
    assertEquals(REFUSED, message(foreign));
    ChannelRecord lease =
        writeRecord(
            "control.lease",
            TypedValues.newStringValue("token;1;HOLDING 9: clears a fault"),
            "table=LEASE",
            "unit=" + unit);
    driver.write(List.of(lease));
    ChannelRecord never =
        writeRecord("raw9", TypedValues.newLongValue(1L), "address=9", "unit=" + by);
    driver.write(List.of(never));
    assertTrue(message(never).contains("is never written: clears a fault"), message(never));
    assertEquals(List.of(), registers.writes);
  }

  @ParameterizedTest
  @CsvSource({"1, 255", "1, 0", "255, 7"})
  void aDeviceThatIsLeftAloneIsNotAskedByOneOfTheUnitsThatMeanIt(int unit, int by) {
    activate();
    ChannelRecord lease =
        writeRecord(
            "control.lease",
            TypedValues.newStringValue("token;1"),
            "table=LEASE",
            "watchdog=ANY_REQUEST",
            "unit=" + unit);
    driver.write(List.of(lease));
    assertGood(lease);
    ChannelRecord stands =
        readRecord("control.lease", DataType.STRING, "table=LEASE", "unit=" + unit);
    await(
        () -> {
          driver.read(List.of(stands));
          return stands.getValue().getValue().equals("silent: the station's lease has ended");
        });
    ChannelRecord r = readRecord("a", DataType.LONG, "unit=" + by);
    driver.read(List.of(r));
    assertEquals("silent: the station's lease has ended", message(r));
  }

  private final class Listener implements ChannelListener {
    private final BlockingQueue<ChannelRecord> events = new LinkedBlockingQueue<>();

    @Override
    public void onChannelEvent(org.eclipse.kura.channel.listener.ChannelEvent event) {
      events.add(event.getChannelRecord());
    }

    private ChannelRecord next(ChannelFlag flag) throws InterruptedException {
      while (true) {
        ChannelRecord r = events.poll(120, TimeUnit.SECONDS);
        assertNotNull(r, "no event of " + flag);
        if (r.getChannelStatus().getChannelFlag() == flag) {
          return r;
        }
      }
    }
  }

  private static Map<String, Object> listening(String name, String type, String... attributes) {
    Map<String, Object> config = config(attributes);
    config.put("+name", name);
    config.put("+value.type", type);
    return config;
  }

  @Test
  void aListenerHearsValuesLinkLossAndTheReturn() throws InterruptedException {
    registers.values[7] = 42;
    Listener listener = new Listener();
    driver.registerChannelListener(listening("power", "DOUBLE", "address=7"), listener);
    activateImpatient();
    ChannelRecord first = listener.next(ChannelFlag.SUCCESS);
    assertEquals("power", first.getChannelName());
    assertEquals(42.0, first.getValue().getValue());
    server.silence(true);
    assertEquals(
        "unit 1 did not answer within 200 ms", message(listener.next(ChannelFlag.FAILURE)));
    server.silence(false);
    server.drop();
    listener.next(ChannelFlag.SUCCESS);
    driver.unregisterChannelListener(new Listener());
    driver.unregisterChannelListener(listener);
    assertTrue(registers.reads.get() > 0);
  }

  @Test
  void aListenerOfAWronglyConfiguredChannelIsToldWhy() throws InterruptedException {
    activate();
    Listener listener = new Listener();
    driver.registerChannelListener(listening("x", "LONG", "table=NONE"), listener);
    assertTrue(message(listener.next(ChannelFlag.FAILURE)).startsWith("table: NONE is none of"));
  }

  @Test
  void countersAreChannels() {
    activate();
    driver.read(List.of(readRecord("a", DataType.LONG)));
    driver.read(List.of(readRecord("b", DataType.LONG, "address=200")));
    ChannelRecord good = readRecord("g", DataType.LONG, "table=COUNTER", "counter=good");
    ChannelRecord code = readRecord("e", DataType.LONG, "table=COUNTER", "counter=exceptions.2");
    ChannelRecord load = readRecord("l", DataType.DOUBLE, "table=COUNTER", "counter=line.load");
    driver.read(List.of(good, code, load));
    assertTrue((Long) good.getValue().getValue() >= 1);
    assertTrue((Long) code.getValue().getValue() >= 1);
    assertGood(load);
  }

  @Test
  void whatIsPolledOnceIsNotReadAgainHoweverYoungValuesMustBe() {
    Map<String, Object> properties = properties();
    properties.put("max.age", 0);
    driver.activate(properties);
    registers.values[0] = 7;
    assertEquals(7L, read("a", "poll=ONCE"));
    assertEquals(0L, read("b", "poll=NEVER", "address=50"));
    registers.values[0] = 8;
    registers.values[50] = 8;
    await(() -> read("b", "poll=NEVER", "address=50").equals(8L));
    assertEquals(7L, read("a", "poll=ONCE"));
  }

  private Object read(String name, String... attributes) {
    ChannelRecord record = readRecord(name, DataType.LONG, attributes);
    driver.read(List.of(record));
    assertGood(record);
    return record.getValue().getValue();
  }

  @Test
  void aPreparedReadReturnsTheSameRecordsEachTime() throws Exception {
    activate();
    List<ChannelRecord> records = List.of(readRecord("a", DataType.LONG));
    PreparedRead prepared = driver.prepareRead(records);
    assertEquals(records, prepared.execute());
    prepared.close();
    assertGood(prepared.execute().get(0));
  }

  @Test
  void twoDriversOnOneEndpointShareItsConnectionAndMustAgree() {
    activate();
    ModbusDriver second = new ModbusDriver();
    Map<String, Object> p = properties();
    p.put("transport", "RTU_OVER_TCP");
    second.activate(p);
    ChannelRecord r = readRecord("a", DataType.LONG);
    second.read(List.of(r));
    assertEquals(
        "127.0.0.1:"
            + server.port()
            + " is in use by another driver with other line settings; give both the same",
        message(r));
    second.modified(properties());
    second.read(List.of(r));
    assertGood(r);
    second.deactivate();
    ChannelRecord first = readRecord("b", DataType.LONG, "address=50");
    driver.read(List.of(first));
    assertGood(first);
  }

  @Test
  void changedPeriodsKeepTheConnectionAndItsCounters() {
    activate();
    driver.read(List.of(readRecord("a", DataType.LONG)));
    Map<String, Object> p = properties();
    p.put("fast.period", 300);
    driver.modified(p);
    ChannelRecord good = readRecord("g", DataType.LONG, "table=COUNTER", "counter=good");
    driver.read(List.of(good));
    assertTrue((Long) good.getValue().getValue() >= 1, "counted by the line that went on");
  }

  @Test
  void aLeaseThatHasEndedStaysEndedWhenTheLineIsSetUpAnew() {
    activate();
    ChannelRecord lease =
        writeRecord(
            "control.lease",
            TypedValues.newStringValue("token;1"),
            "table=LEASE",
            "watchdog=ANY_REQUEST",
            "watchdog.timeout=15000");
    driver.write(List.of(lease));
    Map<String, Object> p = properties();
    p.put("timeout", 9_000);
    driver.modified(p);
    ChannelRecord r = readRecord("a", DataType.LONG);
    await(
        () -> {
          driver.read(List.of(r));
          return r.getChannelStatus().getChannelFlag() == ChannelFlag.FAILURE;
        });
    assertEquals("silent: the station's lease has ended", message(r));
  }

  @Test
  void theDescriptorHasWhatKuraNeedsOfEachAttribute() {
    List<?> ads = (List<?>) driver.getChannelDescriptor().getDescriptor();
    for (Object o : ads) {
      Tad ad = (Tad) o;
      assertFalse(ad.getId().startsWith("+") || ad.getId().contains("#"), ad.getId());
      assertNotNull(ad.getName());
      assertNotNull(ad.getType());
      assertNotNull(ad.getDescription());
      assertEquals(0, ad.getCardinality());
      assertFalse(ad.isRequired() && (ad.getDefault() == null || ad.getDefault().isEmpty()));
    }
    ChannelSpec defaults = ChannelSpec.of("x", config());
    Map<String, Object> filled = new HashMap<>();
    ads.forEach(a -> filled.put(((Tad) a).getId(), ((Tad) a).getDefault()));
    assertEquals(defaults, ChannelSpec.of("x", filled), "the defaults are those of the reader");
  }
}
