package io.ocpp809.cli.modbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.ocpp809.cli.UsageException;
import io.ocpp809.template.PileTemplate;
import io.ocpp809.template.TemplateLibrary;
import io.ocpp809.testkit.modbus.Device;
import io.ocpp809.testkit.modbus.ModbusServer;
import io.ocpp809.testkit.modbus.SeenRequest;
import io.ocpp809.testkit.pile.HeidelbergEnergyControl;
import io.ocpp809.testkit.pile.KebaP30;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands against simulated devices over TCP and RTU over TCP. */
class ModbusCommandTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final AtomicBoolean stopped = new AtomicBoolean();
  private InputStream in = new ByteArrayInputStream(new byte[0]);
  private ModbusServer server;

  @AfterEach
  void close() throws Exception {
    if (server != null) {
      server.close();
    }
  }

  private String serve(ModbusServer.Framing framing, Map<Integer, Device> devices)
      throws Exception {
    server = ModbusServer.start(framing, devices);
    return "127.0.0.1:" + server.port();
  }

  private HeidelbergEnergyControl heidelberg() {
    return new HeidelbergEnergyControl(() -> 0L, 1_234_567);
  }

  private int run(String... arguments) {
    return new ModbusCommand(in, new PrintStream(out), new PrintStream(err), false, stopped)
        .run(List.of(arguments));
  }

  private String text() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private JsonObject json() {
    return JsonParser.parseString(text()).getAsJsonObject();
  }

  private void assertNothingWasWritten() {
    assertTrue(server.requests().stream().noneMatch(SeenRequest::write));
    assertTrue(
        server.requests().stream()
            .allMatch(r -> List.of(1, 2, 3, 4, 17, 43).contains(r.function())));
  }

  @Test
  void csvPrintsTheChannelsForTheUploadOfTheConsole() throws Exception {
    assertEquals(0, run("csv", "eastron-sdm630", "--unit", "7"));
    assertEquals(
        io.ocpp809.template.AssetCsv.of(TemplateLibrary.named("eastron-sdm630"), 7, 1), text());
    UsageException e = assertThrows(UsageException.class, () -> run("csv", "generic-roles"));
    assertTrue(e.getMessage().startsWith("modbus csv: TEMPLATE: template generic-roles has no"));
  }

  @Test
  void aWrongCommandLineNamesTheOptionAndWhatToDo() {
    String[][] cases = {
      {
        "modbus takes scan, read, test, learn, listen or csv, not fly; modbus --help says what they do",
        "fly"
      },
      {"modbus scan: takes WHERE; modbus --help says what they are", "scan"},
      {
        "modbus read: ttyUSB7 is not there; a serial port is written with its folder: /dev/ttyUSB7",
        "read",
        "ttyUSB7",
        "hr",
        "1"
      },
      {
        "modbus read: --trust or --key: there is no file /no/such.pem",
        "read",
        "h",
        "hr",
        "1",
        "--tls",
        "--trust",
        "/no/such.pem"
      },
      {
        "modbus scan: there is no option --fast; there are --all, --any-name, --json, --key,"
            + " --line, --no-templates, --register, --rs485, --rtu, --timeout, --tls, --trust,"
            + " --unit, --units",
        "scan",
        "h",
        "--fast"
      },
      {"modbus scan: --units: the lower number first, not 9-3", "scan", "h", "--units", "9-3"},
      {"modbus scan: --units: 0 to 255, not 300", "scan", "h", "--units", "1-300"},
      {"modbus scan: --timeout needs a value", "scan", "h", "--timeout"},
      {
        "modbus scan: --line is for a serial port; a converter's line is set at the converter",
        "scan",
        "h",
        "--line",
        "9600-8E1"
      },
      {
        "modbus scan: --line: fast is no line setting; write baud and format such as 9600-8E1",
        "scan",
        "/dev/ttyS9",
        "--line",
        "fast"
      },
      {
        "modbus scan: a b is neither a serial port such as /dev/ttyUSB0 nor a host such as"
            + " 10.0.0.5:502",
        "scan",
        "a b"
      },
      {
        "modbus read: TABLE: hr (holding), ir (input), co (coil) or di (discrete), not xr",
        "read",
        "h",
        "xr",
        "1"
      },
      {"modbus read: COUNT: 1 to 125, not 126", "read", "h", "hr", "1", "126"},
      {"modbus read: ADDRESS: a whole number is needed, not one", "read", "h", "hr", "one"},
      {
        "modbus learn: --steps: two steps at least; one tells nothing apart",
        "learn",
        "h",
        "--steps",
        "plugged"
      },
      {
        "modbus learn: --registers: ranges such as hr:0-99,ir:1000-1020, not hr",
        "learn",
        "h",
        "--registers",
        "hr"
      },
      {
        "modbus listen: listening is for a serial line, or for a converter with RTU over TCP"
            + " (--rtu); Modbus TCP between two others cannot be heard",
        "listen",
        "h"
      },
      {"modbus read: --unit is given twice", "read", "h", "hr", "1", "--unit", "1", "--unit", "2"},
      {
        "modbus learn: --out and --trace: they need a file each",
        "learn",
        "h",
        "--out",
        "a.json",
        "--trace",
        "./a.json"
      },
      {
        "modbus csv: --outlet: keba-p30 has one outlet; there is no outlet 2",
        "csv",
        "keba-p30",
        "--outlet",
        "2"
      },
      {
        "modbus test: --outlet: keba-p30 has one outlet; there is no outlet 2",
        "test",
        "keba-p30",
        "h",
        "--outlet",
        "2"
      },
      {
        "modbus test: takes TEMPLATE WHERE, not keba-p30; modbus --help says what they are",
        "test",
        "keba-p30"
      },
    };
    for (String[] c : cases) {
      String[] arguments = java.util.Arrays.copyOfRange(c, 1, c.length);
      UsageException e = assertThrows(UsageException.class, () -> run(arguments), c[0]);
      assertEquals(c[0], e.getMessage());
    }
    UsageException e =
        assertThrows(UsageException.class, () -> run("test", "nobodys", "127.0.0.1:1"));
    assertTrue(e.getMessage().contains("there is no template nobodys"), e.getMessage());
    UsageException noFile =
        assertThrows(UsageException.class, () -> run("test", "mine.json", "127.0.0.1:1"));
    assertTrue(
        noFile.getMessage().contains("TEMPLATE: there is no file mine.json"), noFile.getMessage());
  }

  @Test
  void aHostThatRefusesIsNamed() throws Exception {
    // A port that is bound and not listened on stays nobody else's.
    try (Socket bound = new Socket()) {
      bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      String where = "127.0.0.1:" + bound.getLocalPort();
      assertEquals(1, run("read", where, "hr", "0"));
      assertEquals(
          "ocpp809: " + where + " refuses the connection; is Modbus TCP switched on there?\n",
          err.toString(StandardCharsets.UTF_8));
    }
  }

  @Test
  void registersAreShownRawAndInEveryTypeThatMakesSense() throws Exception {
    String where = serve(ModbusServer.Framing.RTU, Map.of(3, heidelberg()));
    assertEquals(0, run("read", where, "ir", "17", "2", "--rtu", "--unit", "3"), text());
    assertTrue(text().contains("ir 17"), text());
    assertTrue(text().contains("30018"), text());
    assertTrue(text().contains("0012"), text());
    // 1234567 is 0x0012D687.
    assertTrue(text().contains("1234567"), text());
    out.reset();
    assertEquals(
        0,
        run("read", where, "ir", "17", "2", "--rtu", "--unit", "3", "--type", "UINT32", "--json"));
    assertEquals(4, json().getAsJsonArray("decoded").size());
    assertEquals(
        "1234567",
        json().getAsJsonArray("decoded").get(0).getAsJsonObject().get("value").getAsString());
    out.reset();
    assertEquals(1, run("read", where, "hr", "9000", "--rtu", "--unit", "3", "--json"));
    assertEquals("exception 2: illegal data address", json().get("fault").getAsString());
    assertNothingWasWritten();
  }

  @Test
  void theFramesOfACommandAreWrittenToAFileForSupport(@TempDir Path folder) throws Exception {
    String where = serve(ModbusServer.Framing.RTU, Map.of(3, heidelberg()));
    Path file = folder.resolve("frames.txt");
    String name = file.toString();
    assertEquals(
        1, run("read", where, "hr", "9000", "--rtu", "--unit", "3", "--trace", name), text());
    List<String> lines = Files.readAllLines(file);
    assertTrue(lines.get(0).startsWith(where + ", RTU"), lines.get(0));
    assertTrue(lines.get(1).contains("-> unit 3  03 03 23 28 00 01 "), lines.get(1));
    assertTrue(lines.get(1).endsWith("  function 3, 1 from 9000"), lines.get(1));
    assertTrue(lines.get(2).contains("<- unit 3  03 83 02 "), lines.get(2));
    assertTrue(lines.get(2).endsWith("  exception 2: illegal data address"), lines.get(2));
    err.reset();
    String nowhere = folder.resolve("no/such/file").toString();
    assertEquals(
        1, run("read", where, "ir", "17", "--rtu", "--unit", "3", "--trace", nowhere), text());
    assertTrue(
        err.toString(StandardCharsets.UTF_8).contains("--trace: " + nowhere + " cannot be written"),
        err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void aScanFindsRtuOverTcpItsUnitsAndTheTemplateThatFits() throws Exception {
    String where = serve(ModbusServer.Framing.RTU, Map.of(3, heidelberg()));
    assertEquals(0, run("scan", where, "--timeout", "1000", "--units", "2-4", "--json"), text());
    assertEquals("RTU_OVER_TCP", json().get("transport").getAsString());
    JsonObject unit = json().getAsJsonArray("units").get(0).getAsJsonObject();
    assertEquals(3, unit.get("unit").getAsInt());
    assertEquals(
        "heidelberg-energy-control",
        unit.getAsJsonArray("templates").get(0).getAsJsonObject().get("template").getAsString());
    assertEquals(1, json().getAsJsonArray("units").size());
    assertNothingWasWritten();
  }

  @Test
  void aScanSaysWhatADeviceSaysOfItself() throws Exception {
    Device device =
        new Device() {
          @Override
          public List<String> identity() {
            return List.of("Maker", "Pile 22", "1.4");
          }
        };
    String where = serve(ModbusServer.Framing.TCP, Map.of(7, device));
    assertEquals(
        0, run("scan", where, "--timeout", "1000", "--units", "6-8", "--no-templates"), text());
    assertTrue(text().contains("Found at Modbus TCP on " + where), text());
    assertTrue(text().contains("unit 7: says it is Maker Pile 22 1.4"), text());
    assertTrue(text().contains("In the driver's form: transport TCP, host 127.0.0.1"), text());
    assertTrue(text().contains("In the EVSE's form: unit 7"), text());
  }

  @Test
  void aScanThatFindsNothingSaysWhatToCheck() throws Exception {
    String where = serve(ModbusServer.Framing.TCP, Map.of());
    assertEquals(1, run("scan", where, "--timeout", "20", "--units", "1-2", "--no-templates"));
    assertTrue(text().startsWith("The connection stands, but no unit answers"), text());
  }

  @Test
  void aStoppedScanSendsNothingMoreAndTellsWhatItFound() throws Exception {
    String where = serve(ModbusServer.Framing.TCP, Map.of(1, heidelberg()));
    stopped.set(true);
    assertEquals(130, run("scan", where, "--json"));
    assertTrue(json().get("stopped").getAsBoolean());
    assertEquals(List.of(), server.requests());
  }

  @Test
  void aTestShowsEveryPointAndWhatOcppWouldSay() throws Exception {
    KebaP30 keba = new KebaP30(() -> 0L, 1_000_000);
    keba.plug(11_000);
    String where = serve(ModbusServer.Framing.TCP, Map.of(255, keba));
    run("test", "keba-p30", where, "--json");
    PileTemplate template = TemplateLibrary.named("keba-p30");
    JsonObject result = json();
    assertEquals(
        template.points().stream().filter(p -> p.readable()).count(),
        result.getAsJsonArray("points").size());
    JsonObject status = result.getAsJsonObject("ocpp16").getAsJsonObject("statusNotification");
    assertEquals("Preparing", status.get("status").getAsString());
    assertEquals(1, status.get("connectorId").getAsInt());
    String meterValues = result.getAsJsonObject("ocpp16").get("meterValues").toString();
    assertTrue(meterValues.contains("Energy.Active.Import.Register"), meterValues);
    assertTrue(result.getAsJsonObject("polling").get("fastReads").getAsInt() > 0);
    assertNothingWasWritten();
    out.reset();
    run("test", "keba-p30", where);
    assertTrue(text().contains("evse.state"), text());
    assertTrue(text().contains("StatusNotification {\"connectorId\":1"), text());
  }

  @Test
  void aSettingThatThePileNeedsIsNamedWithItsAdvice() throws Exception {
    String where = serve(ModbusServer.Framing.RTU, Map.of(1, heidelberg()));
    assertEquals(1, run("test", "heidelberg-energy-control", where, "--rtu"));
    assertTrue(text().contains("UNMET  standby is 0, must be 4: Standby must be off"), text());
    assertTrue(text().contains("ok     externLock is 1"), text());
  }

  @Test
  void learningProposesTheStateAndADraftThatCanBeRead(@TempDir Path folder) throws Exception {
    HeidelbergEnergyControl pile = heidelberg();
    pile.write(6, 261, new int[] {160});
    String where = serve(ModbusServer.Framing.RTU, Map.of(1, pile));
    Path draft = folder.resolve("draft.json");
    in = new Hands(pile);
    int status =
        run(
            "learn",
            where,
            "--rtu",
            "--registers",
            "ir:4-18,hr:257-262",
            "--pause",
            "0",
            "--steps",
            "unplugged,plugged,charging,unplugged",
            "--out",
            draft.toString(),
            "--json");
    assertEquals(0, status, text() + err);
    assertEquals("ir5", json().get("state").getAsString());
    assertEquals("{\"3\":\"A1\",\"5\":\"B1\",\"7\":\"C2\"}", json().get("enum").toString());
    PileTemplate t = TemplateLibrary.read("draft.json", Files.readString(draft));
    assertEquals("C", t.confidence());
    assertEquals("C2", t.channel("evse.state").orElseThrow().meanings().get("7"));
    assertNothingWasWritten();
    assertTrue(
        err.toString(StandardCharsets.UTF_8)
            .contains("Step plugged (B1): do it, then press Enter"));
  }

  /** Does each step at the pile when its line is read. */
  private static final class Hands extends InputStream {
    private final HeidelbergEnergyControl pile;
    private int step;

    private Hands(HeidelbergEnergyControl pile) {
      this.pile = pile;
    }

    @Override
    public int read() {
      throw new UnsupportedOperationException("lines are read in blocks");
    }

    @Override
    public synchronized int read(byte[] octets, int offset, int length) {
      switch (step++) {
        case 0 -> pile.unplug();
        case 1 -> pile.plug(0);
        case 2 -> pile.carDraws(11_000);
        case 3 -> pile.unplug();
        default -> {
          return -1;
        }
      }
      octets[offset] = '\n';
      return 1;
    }
  }

  @Test
  void withoutInputAStepNeedsATime() throws Exception {
    String where = serve(ModbusServer.Framing.RTU, Map.of(1, heidelberg()));
    assertEquals(1, run("learn", where, "--rtu", "--registers", "ir:5"));
    assertTrue(
        err.toString(StandardCharsets.UTF_8).contains("--step-seconds"),
        err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void exampleOfASilentUnitIsToldInLearning() throws Exception {
    String where = serve(ModbusServer.Framing.RTU, Map.of());
    assertEquals(1, run("learn", where, "--rtu", "--timeout", "20"));
    assertFalse(err.toString(StandardCharsets.UTF_8).isEmpty());
    assertTrue(
        err.toString(StandardCharsets.UTF_8).contains("find it with modbus scan"),
        err.toString(StandardCharsets.UTF_8));
  }
}
