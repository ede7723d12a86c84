package io.ocpp809.it.inside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ocpp809.it.exam.InsideKura;
import io.ocpp809.it.peers.Logged;
import io.ocpp809.station.ConnectorState;
import io.ocpp809.template.AssetDraft;
import io.ocpp809.template.TemplateLibrary;
import io.ocpp809.testkit.modbus.ModbusServer;
import io.ocpp809.testkit.pile.HeidelbergEnergyControl;
import io.ocpp809.testkit.pile.KebaP30;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.kura.system.SystemService;
import org.junit.jupiter.api.Test;

/** Forms that are filled in wrongly: one clear message each, and the others go on working. */
@InsideKura
public class BadFormsIT {

  /** A station that works, beside which others are configured wrongly. */
  private static final class Neighbour implements AutoCloseable {
    final KebaP30 pile = new KebaP30(System::nanoTime, 1_000);
    final ModbusServer server =
        ModbusServer.start(
            ModbusServer.Framing.TCP, Map.of(KebaP30.UNIT, pile, 7, new KebaP30(() -> 0, 0)));
    final Kura kura = new Kura();
    final int mark = Logged.mark();

    Neighbour() throws IOException {
      kura.create(Kura.DRIVER, "line", Map.of("transport", "TCP", "port", server.port()));
      kura.create(Kura.STATION, "good", Map.of());
      kura.create(Kura.EVSE, "good-1", evse("good", "keba-p30", Map.of("driver.pid", "line")));
      kura.awaitState("good", 1, ConnectorState.AVAILABLE);
    }

    Map<String, Object> evse(String station, String template, Map<String, Object> more) {
      Map<String, Object> form = new LinkedHashMap<>();
      form.put("Station.target", Kura.named(station));
      form.put("template", template);
      form.put("rating", 16.0);
      form.put("failsafe.current", 6.0);
      form.putAll(more);
      return form;
    }

    /** Waits for the one message that contains all of these words. */
    void awaitMessage(String... words) {
      Until.holds(
          () -> "a message with " + List.of(words) + " is logged: " + Logged.since(mark, "WARN"),
          () -> !messages(words).isEmpty());
      assertEquals(1, messages(words).size(), () -> messages(words).toString());
    }

    private List<String> messages(String... words) {
      return Logged.since(mark, "WARN").stream()
          .filter(line -> List.of(words).stream().allMatch(line::contains))
          .toList();
    }

    /** The good station charges whoever comes. */
    void assertWorks() {
      kura.update("good-1", Map.of("token.policy", "NONE"));
      pile.plug(Place.CAR_WATTS);
      kura.awaitState("good", 1, ConnectorState.CHARGING);
      pile.unplug();
      kura.awaitState("good", 1, ConnectorState.AVAILABLE);
    }

    @Override
    public void close() throws IOException {
      assertWorks();
      kura.close();
      server.close();
    }
  }

  @Test
  public void anUnknownTemplateIsNamedWithThoseThatThereAre() throws Exception {
    try (Neighbour n = new Neighbour()) {
      n.kura.create(Kura.STATION, "bad", Map.of());
      Map<String, Object> form = n.evse("bad", "keba-p31", Map.of("driver.pid", "line"));
      AssertionError refused =
          assertThrows(AssertionError.class, () -> n.kura.create(Kura.EVSE, "bad-1", form));
      assertTrue(refused.getMessage().contains("template is keba-p31"), refused::getMessage);
      assertTrue(refused.getMessage().contains("keba-p30"), refused::getMessage);
    }
  }

  @Test
  public void anUnknownRoleOfATemplateIsNamedWithItsPoint() throws Exception {
    try (Neighbour n = new Neighbour()) {
      n.kura.create(Kura.STATION, "bad", Map.of());
      String text =
          """
          {"profile": "own", "format": 1, "vendor": "V", "model": "M", "kind": "ac-evse",
           "confidence": "A", "sources": ["x"], "transport": {"tcp": {"port": 502, "unit": 1}},
           "capabilities": {"gate": "none", "authoriser": "nobody", "energy": "none"},
           "points": [{"name": "oddPoint", "table": "hr", "addr": 1, "type": "u16",
                       "access": "r", "role": "power.totl"}]}
          """;
      n.kura.create(Kura.EVSE, "bad-1", n.evse("bad", "keba-p30", Map.of("template.text", text)));
      n.awaitMessage("bad-1", "template", "oddPoint", "power.totl");
    }
  }

  @Test
  public void anAssetThatIsMissingIsNamed() throws Exception {
    try (Neighbour n = new Neighbour()) {
      n.kura.create(Kura.STATION, "bad", Map.of());
      n.kura.create(
          Kura.EVSE,
          "bad-1",
          n.evse("bad", "keba-p30", Map.of("PileAsset.target", Kura.named("nobody"))));
      n.awaitMessage("bad-1", "PileAsset.target", "nobody");
    }
  }

  @Test
  public void anAssetThatGoesIsNamed() throws Exception {
    try (Neighbour n = new Neighbour()) {
      n.kura.create(Kura.STATION, "bad", Map.of());
      n.kura.create(
          Kura.ASSET, "mine", AssetDraft.of(TemplateLibrary.named("keba-p30"), "line", 7, 1));
      n.kura.create(
          Kura.EVSE,
          "bad-1",
          n.evse("bad", "keba-p30", Map.of("PileAsset.target", Kura.named("mine"))));
      n.kura.awaitState("bad", 1, ConnectorState.AVAILABLE);
      n.kura.delete("mine");
      n.awaitMessage("bad-1", "PileAsset.target", "mine");
    }
  }

  @Test
  public void anAssetOnAnotherDriverThanTheFormSaysIsNamed() throws Exception {
    try (Neighbour n = new Neighbour()) {
      n.kura.create(Kura.STATION, "bad", Map.of());
      n.kura.create(Kura.DRIVER, "line-2", Map.of("transport", "TCP", "port", n.server.port()));
      n.kura.create(
          Kura.ASSET,
          "bad-1-pile",
          AssetDraft.of(TemplateLibrary.named("keba-p30"), "line-2", 7, 1));
      n.kura.create(
          Kura.EVSE, "bad-1", n.evse("bad", "keba-p30", Map.of("driver.pid", "line", "unit", 7)));
      n.awaitMessage("bad-1", "driver.pid: ", "is on driver line-2");
    }
  }

  @Test
  public void twoEvsesWithOneNumberAreNamed() throws Exception {
    try (Neighbour n = new Neighbour()) {
      n.kura.create(
          Kura.EVSE, "good-2", n.evse("good", "keba-p30", Map.of("driver.pid", "line", "unit", 7)));
      n.awaitMessage("good-2", "evse.number", "good-1");
    }
  }

  @Test
  public void twoEvsesOnOneOutletAreNamed() throws Exception {
    try (Neighbour n = new Neighbour()) {
      n.kura.create(Kura.STATION, "bad", Map.of());
      n.kura.create(Kura.EVSE, "bad-1", n.evse("bad", "keba-p30", Map.of("driver.pid", "line")));
      n.awaitMessage("bad-1", "PileAsset.target", "good-1");
    }
  }

  @Test
  public void failSafeCurrentsAboveTheFuseAreNamed() throws Exception {
    try (Neighbour n = new Neighbour()) {
      n.kura.create(Kura.SITE, "site", Map.of("fuse.current", 10.0));
      n.kura.create(Kura.STATION, "bad", Map.of("Site.target", Kura.named("site")));
      n.kura.create(
          Kura.EVSE,
          "bad-1",
          n.evse(
              "bad",
              "keba-p30",
              Map.of("driver.pid", "line", "unit", 7, "failsafe.current", 12.0)));
      n.awaitMessage("bad-1", "fail-safe");
    }
  }

  @Test
  public void aSerialPortThatIsAbsentIsNamedAtTheDriver() throws Exception {
    try (Neighbour n = new Neighbour()) {
      n.kura.create(
          Kura.DRIVER, "serial", Map.of("transport", "RTU", "device", "/dev/tty-of-nobody"));
      n.kura.create(Kura.STATION, "bad", Map.of());
      n.kura.create(
          Kura.EVSE,
          "bad-1",
          n.evse("bad", "heidelberg-energy-control", Map.of("driver.pid", "serial")));
      n.awaitMessage("/dev/tty-of-nobody");
    }
  }

  @Test
  public void aSerialPortThatAnotherProgramHasIsNamedAndUsedOnceItIsFree() throws Exception {
    Path socat = Path.of("/usr/bin/socat");
    Path flock = Path.of("/usr/bin/flock");
    assumeTrue(
        Files.isExecutable(socat) && Files.isExecutable(flock),
        "socat makes a serial port, flock is the other program");
    Path port = Path.of(System.getProperty("java.io.tmpdir"), "ocpp809-port-" + System.nanoTime());
    List<Process> others = new ArrayList<>();
    HeidelbergEnergyControl pile = new HeidelbergEnergyControl(System::nanoTime, 1_000);
    try (Neighbour n = new Neighbour();
        ModbusServer server = ModbusServer.start(ModbusServer.Framing.RTU, Map.of(1, pile))) {
      others.add(start(socat, "pty,raw,echo=0,link=" + port, "tcp:127.0.0.1:" + server.port()));
      Until.holds("socat has made " + port, () -> Files.exists(port));
      Process holder = start(flock, "-o", port.toString(), "-c", "echo locked; exec sleep 600");
      others.add(holder);
      assertEquals("locked", holder.inputReader().readLine());
      n.kura.create(
          Kura.DRIVER,
          "serial",
          Map.of("transport", "RTU", "device", port.toString(), "parity", "NONE"));
      n.kura.create(Kura.STATION, "bad", Map.of());
      n.kura.create(
          Kura.EVSE,
          "bad-1",
          n.evse("bad", "heidelberg-energy-control", Map.of("driver.pid", "serial")));
      n.awaitMessage(port + " is in use by another program");
      holder.descendants().forEach(ProcessHandle::destroy);
      holder.destroy();
      n.kura.awaitState("bad", 1, ConnectorState.AVAILABLE);
      n.kura.delete("bad-1");
      n.kura.delete("serial");
    } finally {
      others.forEach(Process::destroy);
      Files.deleteIfExists(port);
    }
  }

  private static Process start(Path program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  @Test
  public void aLineThatAnotherDriverUsesWithOtherSettingsIsNamed() throws Exception {
    try (Neighbour n = new Neighbour()) {
      n.kura.create(
          Kura.DRIVER, "other", Map.of("transport", "RTU_OVER_TCP", "port", n.server.port()));
      n.awaitMessage("127.0.0.1:" + n.server.port(), "in use by another driver");
    }
  }

  @Test
  public void aStoreThatCannotWriteIsNamedAndItsStationStartsNothing() throws Exception {
    try (Neighbour n = new Neighbour()) {
      SystemService system =
          n.kura.context().getService(n.kura.context().getServiceReference(SystemService.class));
      Path folder = Path.of(system.getKuraDataDirectory(), "ocpp809", "blocked");
      Files.createDirectories(folder.getParent());
      Files.writeString(folder, "a file in its place");
      n.kura.create(Kura.STATION, "blocked", Map.of());
      KebaP30 pile = new KebaP30(System::nanoTime, 0);
      try (ModbusServer server =
          ModbusServer.start(ModbusServer.Framing.TCP, Map.of(KebaP30.UNIT, pile))) {
        n.kura.create(Kura.DRIVER, "line-2", Map.of("transport", "TCP", "port", server.port()));
        n.kura.create(
            Kura.EVSE,
            "blocked-1",
            n.evse("blocked", "keba-p30", Map.of("driver.pid", "line-2", "token.policy", "NONE")));
        n.kura.awaitState("blocked", 1, ConnectorState.AVAILABLE);
        pile.plug(Place.CAR_WATTS);
        n.kura.awaitState("blocked", 1, ConnectorState.PREPARING);
        n.awaitMessage("blocked", folder.toString());
        assertTrue(n.kura.evse("blocked", 1).transaction().isEmpty());
        assertEquals(0, pile.watts());
        n.kura.delete("blocked-1");
        n.kura.delete("line-2");
      }
    }
  }
}
