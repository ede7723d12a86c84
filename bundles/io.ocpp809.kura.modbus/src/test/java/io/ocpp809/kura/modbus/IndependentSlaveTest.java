package io.ocpp809.kura.modbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import org.eclipse.kura.channel.ChannelFlag;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.type.DataType;
import org.eclipse.kura.type.TypedValue;
import org.eclipse.kura.type.TypedValues;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The driver against a slave on libmodbus, a program in C that misbehaves and keeps statistics; run
 * by the interoperability suite, which compiles it and names it by the property {@code
 * ocpp809.slave}. The slave's registers tell their address and the number of the request.
 */
@EnabledIfSystemProperty(named = "ocpp809.slave", matches = ".+")
class IndependentSlaveTest {
  private static final String EVERYWHERE =
      "silence late split dribble dribble_long hole unit function exception_other short long count"
          + " garbage garbage_after echo twice half refuse_1 refuse_2 refuse_3 refuse_4 refuse_5"
          + " refuse_6 refuse_7 refuse_8 refuse_9 refuse_10 refuse_11";
  private static final String CHECKSUM = " flip_data flip_unit crc";
  private static final String CONNECTION = " torn close reset close_after deaf";
  private static final String HEADER = " transaction protocol length stale";
  private static final long PATIENCE = 120_000_000_000L;

  private final ModbusDriver driver = new ModbusDriver();
  private final List<Process> programs = new ArrayList<>();
  private BufferedReader answers;
  private OutputStream commands;
  @TempDir Path folder;

  @AfterEach
  void stop() throws Exception {
    driver.deactivate();
    for (Process p : programs) {
      p.destroy();
      p.waitFor();
    }
  }

  private Process start(String... command) throws IOException {
    Process p = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    programs.add(p);
    return p;
  }

  private Map<String, Object> slave(String transport) throws Exception {
    String program = System.getProperty("ocpp809.slave");
    Map<String, Object> p = new HashMap<>();
    List<String> command = new ArrayList<>(List.of(program));
    if (transport.equals("RTU")) {
      Path device = folder.resolve("slave");
      Path port = folder.resolve("driver");
      start("socat", "pty,raw,echo=0,link=" + device, "pty,raw,echo=0,link=" + port);
      await("a serial port", () -> Files.exists(device) && Files.exists(port));
      command.addAll(List.of("rtu", device.toString()));
      p.putAll(Map.of("device", port.toString(), "parity", "NONE", "baud", 9600));
    } else {
      command.add(transport.equals("TCP") ? "tcp" : "rtutcp");
    }
    Process s = start(command.toArray(String[]::new));
    answers = s.inputReader(StandardCharsets.UTF_8);
    commands = s.getOutputStream();
    String hello = answers.readLine();
    if (hello.startsWith("port ")) {
      p.putAll(Map.of("host", "127.0.0.1", "port", Integer.parseInt(hello.substring(5))));
    }
    p.putAll(Map.of("transport", transport, "timeout", 200, "read.bound", 10_000, "max.age", 0));
    return p;
  }

  private String tell(String command) throws IOException {
    commands.write((command + "\n").getBytes(StandardCharsets.UTF_8));
    commands.flush();
    return answers.readLine();
  }

  private Map<String, Long> statistics() throws IOException {
    Map<String, Long> result = new HashMap<>();
    for (String part : tell("stats").split(" ")) {
      result.put(part.replaceAll("=.*", ""), Long.parseLong(part.replaceAll(".*=", "")));
    }
    return result;
  }

  private interface Condition {
    boolean holds() throws IOException;
  }

  private static void await(String what, Condition condition) throws IOException {
    long end = System.nanoTime() + PATIENCE;
    while (!condition.holds()) {
      assertTrue(System.nanoTime() < end, "not within 120 s: " + what);
      Thread.onSpinWait();
    }
  }

  /** Reads three registers; whether it went well. What comes must be of this request. */
  private boolean read(int address, String after, LongPredicate fresh) {
    ChannelRecord r = ChannelRecord.createReadRecord("three", DataType.BYTE_ARRAY);
    r.setChannelConfig(
        new HashMap<>(
            Map.of("address", "" + address, "data.type", "BYTES", "length", "3", "poll", "NEVER")));
    driver.read(List.of(r));
    if (r.getChannelStatus().getChannelFlag() != ChannelFlag.SUCCESS) {
      return false;
    }
    byte[] octets = (byte[]) r.getValue().getValue();
    for (int i = 0; i < 3; i++) {
      assertEquals(address + i, octets[2 * i], after + ": a value of another register");
      assertEquals(octets[1], octets[2 * i + 1], after + ": values of two requests");
    }
    assertTrue(fresh.test(octets[1] & 0xFF), after + ": a value of an earlier request");
    return true;
  }

  /** Whether a number of a request, of which eight bits are seen, is beyond those before it. */
  private static boolean later(long seen, long asked) {
    long ahead = seen - asked & 0xFF;
    return ahead > 0 && ahead < 128;
  }

  private static String[] kinds(String transport) {
    String more =
        switch (transport) {
          case "TCP" -> CONNECTION + HEADER;
          case "RTU_OVER_TCP" -> CONNECTION + CHECKSUM;
          default -> CHECKSUM;
        };
    return (EVERYWHERE + more).split(" ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TCP", "RTU_OVER_TCP", "RTU"})
  void noWrongValueNoCollisionAndBackWithinTheDeadlineAtAnIndependentSlave(String transport)
      throws Exception {
    driver.activate(slave(transport));
    String[] kinds = kinds(transport);
    assertTrue(kinds.length >= 25);
    for (String kind : kinds) {
      assertEquals("ok", tell("wrong " + kind));
      long before = statistics().get("requests");
      int[] address = {0};
      await(
          transport + " is back after " + kind,
          () -> {
            long asked = statistics().get("requests");
            boolean good = read(address[0], kind, n -> later(n, asked));
            address[0] = (address[0] + 5) % 60;
            return good && statistics().get("requests") - before > 1;
          });
    }
    Map<String, Long> s = statistics();
    assertEquals(kinds.length, s.get("spoilt"), Arrays.toString(kinds));
    assertEquals(0, s.get("collisions"), "requests while the slave was answering");
    if (transport.equals("RTU")) {
      assertTrue(s.get("least_gap_us") >= 3_640, "3.5 characters of 10 bits at 9600: " + s);
    }
  }

  private static ChannelRecord write(String name, TypedValue<?> value, Map<String, String> config) {
    ChannelRecord r = ChannelRecord.createWriteRecord(name, value);
    r.setChannelConfig(new HashMap<>(config));
    return r;
  }

  /** The life register is written each 300 ms while the lease runs; the slave waits for 8 s. */
  @ParameterizedTest
  @ValueSource(strings = {"TCP", "RTU_OVER_TCP", "RTU"})
  void theWatchdogIsFedUnderTheLeaseOnlyAndNoLimitIsWrittenAboveTheHardware(String transport)
      throws Exception {
    driver.bindAuthority("token"::equals);
    Map<String, Object> p = slave(transport);
    p.put("timeout", 5_000);
    driver.activate(p);
    Map<String, String> leaseConfig =
        Map.of("table", "LEASE", "watchdog", "WRITE", "watchdog.timeout", "8000");
    Map<String, String> limit = Map.of("address", "100", "factor", "0.1", "control", "LIMIT");
    Map<String, String> life =
        Map.of("address", "110", "control", "FEED", "feed.value", "0x55AA", "feed.every", "300");
    ChannelRecord foreign = write("limit.set", TypedValues.newDoubleValue(6.0), limit);
    driver.write(List.of(foreign));
    assertEquals(ChannelFlag.FAILURE, foreign.getChannelStatus().getChannelFlag());
    TypedValue<?> token = TypedValues.newStringValue("token;20000");
    ChannelRecord own = write("limit.set", TypedValues.newDoubleValue(32.09), limit);
    ChannelRecord feed = write("watchdog.feed", TypedValues.newLongValue(1L), life);
    driver.write(List.of(write("control.lease", token, leaseConfig), own, feed));
    assertEquals(ChannelFlag.SUCCESS, own.getChannelStatus().getChannelFlag());
    assertEquals("ok", tell("watchdog 8000"));
    await("the watchdog is fed", () -> statistics().get("feeds") >= 6);
    Map<String, Long> fed = statistics();
    assertEquals(0, fed.get("trips"), "fed while the lease runs");
    assertEquals(1, fed.get("limit_writes"), "the foreign write never came");
    assertEquals(320, fed.get("limit"), "rounded down to what the pile bears");
    assertEquals(0, fed.get("above"));
    TypedValue<?> last = TypedValues.newStringValue("token;1");
    driver.write(List.of(write("control.lease", last, leaseConfig)));
    await("the watchdog trips", () -> statistics().get("trips") == 1);
    driver.write(List.of(foreign));
    assertEquals(ChannelFlag.FAILURE, foreign.getChannelStatus().getChannelFlag());
    assertEquals(1, statistics().get("limit_writes"), "nothing is written without the lease");
    assertEquals(0, statistics().get("collisions"));
  }
}
