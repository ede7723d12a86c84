package io.ocpp809.cli.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.testkit.modbus.ModbusServer;
import io.ocpp809.testkit.pile.KebaP30;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** The emulator with a shipped driver and a simulated pile. */
class EmulatorIT {

  private static final Path ROOT = Path.of(System.getProperty("ocpp809.root"));
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final String PACKAGE = "io.ocpp809.kura.emulator.";
  private static final String SITED =
      "\"io.ocpp809.site~home\": {},"
          + "\"io.ocpp809.station~cp\": {\"Site.target\": \"(kura.service.pid=home)\"}";

  @TempDir Path folder;

  private KebaP30 pile;
  private ModbusServer server;
  private Gateway gateway;

  @BeforeEach
  void start() throws IOException {
    pile = new KebaP30(System::nanoTime, 5000);
    server = ModbusServer.start(ModbusServer.Framing.TCP, Map.of(KebaP30.UNIT, pile));
    startGateway();
  }

  private void startGateway() throws IOException {
    gateway =
        Gateway.start(
            folder.resolve("framework"),
            false,
            Map.of("kura.home", folder.resolve("kura").toString()));
    gateway.install(Feature.EMULATED.jars(ROOT));
    gateway.install(Feature.GATEWAY.jars(ROOT));
  }

  @AfterEach
  void stop() throws IOException {
    gateway.close();
    server.close();
  }

  private List<?> load(String text) {
    return (List<?>)
        gateway
            .service(PACKAGE + "ConfigurationFile", "", PATIENCE)
            .orElseThrow()
            .call("load", text);
  }

  private String file() {
    return """
        {
          ":configurator:resource-version": 1,
          "io.ocpp809.driver.modbus~line": {"transport": "TCP", "host": "127.0.0.1", "port": %d},
          "org.eclipse.kura.wire.WireAsset~pile": {
            "driver.pid": "line",
            "energy.total#+name": "energy.total", "energy.total#+type": "READ",
            "energy.total#+value.type": "DOUBLE",
            "energy.total#unit": 255, "energy.total#address": 1036, "energy.total#data.type": "UINT32",
            "energy.total#factor": 0.1, "energy.total#block": "EXACT",
            "nothing#+type": "READ", "nothing#+value.type": "LONG",
            "nothing#unit": 255, "nothing#address": 7, "nothing#block": "EXACT"
          }
        }
        """
        .formatted(server.port());
  }

  private List<String> read(String... channels) {
    Service asset =
        gateway
            .service("org.eclipse.kura.asset.Asset", "(kura.service.pid=pile)", PATIENCE)
            .orElseThrow();
    List<String> values = new ArrayList<>();
    for (Object one : (List<?>) asset.call("read", new TreeSet<>(Set.of(channels)))) {
      Service channel = Service.of(one);
      Service status = Service.of(channel.call("getChannelStatus"));
      Object value = channel.call("getValue");
      values.add(
          channel.call("getChannelName")
              + " "
              + status.call("getChannelFlag")
              + " "
              + (value == null
                  ? status.call("getExceptionMessage")
                  : Service.of(value).call("getValue")));
    }
    return values;
  }

  private List<String> readOnceAttached(String... channels) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        return read(channels);
      } catch (GatewayException notYet) {
        if (System.nanoTime() > end) {
          throw notYet;
        }
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void theExampleConfigurationIsAccepted() throws IOException {
    String example = Files.readString(ROOT.resolve("docs/examples/wallbox.json"));
    assertEquals(
        List.of(), load(example.replace("192.0.2.10", "127.0.0.1").replace("wss:", "ws:")));
    assertTrue(
        gateway
            .service("io.ocpp809.station.Station", "(kura.service.pid=wallbox)", PATIENCE)
            .isPresent());
    assertEquals(1, gateway.services("io.ocpp809.station.Station").size());
  }

  @Test
  void aConfigurationFileMakesADriverAndAnAssetThatReadsThePile() {
    assertEquals(List.of(), load(file()));
    assertEquals(List.of("energy.total SUCCESS 5000.0"), readOnceAttached("energy.total"));
    List<String> absent = read("no.such");
    assertEquals(List.of("no.such FAILURE Channel not found"), absent);
    assertTrue(read("nothing").get(0).startsWith("nothing FAILURE "));
  }

  @Test
  void whatWasConfiguredComesBackAfterARestart() throws IOException {
    assertEquals(List.of(), load(file()));
    gateway.close();
    startGateway();
    assertEquals(List.of("energy.total SUCCESS 5000.0"), readOnceAttached("energy.total"));
    assertEquals(List.of(), load(file()));
  }

  @Test
  void aFileThatIsWrongChangesNothingAndSaysWhy() {
    List<?> problems =
        load(
            """
            {
              "io.ocpp809.driver.modbus~a": {"port": 0, "prt": 502, "timeout": "soon"},
              "io.ocpp809.driver.modbus": {},
              "io.ocpp809.driver.modbsu~b": {},
              "org.eclipse.kura.wire.WireAsset~c": {"driver.pid": "a"}
            }
            """);
    assertEquals(5, problems.size(), problems::toString);
    assertTrue(
        problems.contains(
            "io.ocpp809.driver.modbus~a: timeout needs a value of type Integer, not soon"),
        problems::toString);
    assertTrue(
        problems.contains("io.ocpp809.driver.modbus~a: port is 0, at least 1 is needed"),
        problems::toString);
    Object pids =
        gateway
            .service("org.eclipse.kura.configuration.ConfigurationService", "", PATIENCE)
            .orElseThrow()
            .call("getConfigurableComponentPids");
    assertEquals(Set.of(), pids);
    assertEquals(List.of("The file is no JSON object: Not a JSON Object: []"), load("[]"));
    String broken = String.valueOf(load("{ \"a\": 1,, }").get(0));
    assertTrue(broken.startsWith("The file is no JSON object: "), broken);
    assertTrue(broken.contains("line 1 column") && !broken.contains("Exception"), broken);
    assertEquals(List.of("There is nothing in the file; keys are factoryPid~name"), load("{}"));
  }

  @Test
  void theConfigurationServiceRefusesWhatIsWrong() {
    Service service =
        gateway
            .service("org.eclipse.kura.configuration.ConfigurationService", "", PATIENCE)
            .orElseThrow();
    GatewayException unknown =
        assertThrows(
            GatewayException.class,
            () -> service.call("createFactoryConfiguration", "org.acme", "x", Map.of(), true));
    assertTrue(unknown.getMessage().contains("There is no factory org.acme"), unknown::getMessage);
    service.call("createFactoryConfiguration", "io.ocpp809.driver.modbus", "x", Map.of(), true);
    GatewayException twice =
        assertThrows(
            GatewayException.class,
            () ->
                service.call(
                    "createFactoryConfiguration", "io.ocpp809.driver.modbus", "x", Map.of(), true));
    assertTrue(twice.getMessage().contains("x exists already"), twice::getMessage);
  }

  private Service configuration() {
    return gateway
        .service("org.eclipse.kura.configuration.ConfigurationService", "", PATIENCE)
        .orElseThrow();
  }

  private String evse() {
    return """
        {
          ":configurator:resource-version": 1,
          "io.ocpp809.driver.modbus~line": {"transport": "TCP", "host": "127.0.0.1", "port": %d},
          "io.ocpp809.station~cp": {},
          "io.ocpp809.evse~outlet": {
            "Station.target": "(kura.service.pid=cp)",
            "template": "keba-p30", "driver.pid": "line", "unit": 255
          }
        }
        """
        .formatted(server.port());
  }

  private String form(String pid, String key) {
    Object component = configuration().call("getComponentConfiguration", pid);
    return component == null
        ? ""
        : String.valueOf(
            ((Map<?, ?>) Service.of(component).call("getConfigurationProperties")).get(key));
  }

  private static void await(BooleanSupplier condition, String what) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, what);
      Thread.onSpinWait();
    }
  }

  private List<Object> assets() {
    try {
      ServiceReference<?>[] found =
          gateway
              .context()
              .getAllServiceReferences(null, "(&(kura.service.pid=outlet-pile)(driver.pid=line))");
      return found == null
          ? List.of()
          : Stream.of(found).map(one -> one.getProperty("service.id")).toList();
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aRollbackLeavesOneAssetOfAnEvse() {
    assertEquals(List.of(), load(evse()));
    await(() -> form("outlet", "PileAsset.target").contains("outlet-pile"), "no asset in the form");
    await(() -> assets().size() == 1, "no asset");
    List<Object> before = assets();

    configuration().call("rollback", 0L);
    await(() -> assets().size() == 1 && !assets().equals(before), "the asset does not come back");

    Map<String, Object> wrong = Map.of("energy.total#factor", 7.0);
    configuration().call("updateConfiguration", "outlet-pile", wrong, true);
    configuration().call("updateConfiguration", "outlet", Map.of("asset.overwrite", true), true);
    await(() -> form("outlet-pile", "energy.total#factor").equals("0.1"), "the EVSE is idle");
    assertEquals(1, assets().size(), "assets of one name");
  }

  /** The filter is the one of Kura's console. */
  @Test
  void theConsoleListsEachServiceOnce() throws InvalidSyntaxException {
    load(evse().replace("\"io.ocpp809.station~cp\": {}", SITED));
    await(() -> !gateway.services("io.ocpp809.station.Station").isEmpty(), "no station");
    await(() -> !gateway.services("io.ocpp809.station.site.Site").isEmpty(), "no site");
    Filter listed =
        FrameworkUtil.createFilter(
            "(!(|(objectClass=org.eclipse.kura.driver.Driver)(kura.ui.service.hide=true)"
                + "(objectClass=org.eclipse.kura.wire.WireComponent)))");
    await(
        () ->
            ((List<?>) configuration().call("getComponentConfigurations", listed))
                .stream()
                    .map(one -> Service.of(one).call("getPid").toString())
                    .sorted()
                    .toList()
                    .equals(List.of("cp", "home", "outlet")),
        "the console's list is not cp, home, outlet");
  }

  @Test
  void theCloudIsOfferedTheRequestsForCommissioning() {
    Service handlers =
        gateway.service(PACKAGE + "EmulatedRequestHandlers", "", PATIENCE).orElseThrow();
    assertTrue(
        ((Set<?>) handlers.call("ids")).containsAll(Set.of("OCPP809-MODBUS", "OCPP809-PILE")),
        () -> String.valueOf(handlers.call("ids")));
  }
}
