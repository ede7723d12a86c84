package io.ocpp809.kura.can;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.template.VehicleRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.configuration.metatype.Scalar;
import org.eclipse.kura.core.configuration.metatype.Tad;
import org.eclipse.kura.type.DataType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The channels of {@code docs/channels/gbt27930-vehicle.csv}: as the console takes them in, under
 * the names that the station looks for, and what they show of recorded sessions.
 */
class VehicleAssetTest {
  private static final Path FILE = Path.of("../../docs/channels/gbt27930-vehicle.csv");
  private static final Path RECORDINGS =
      Path.of("../io.ocpp809.gbt27930/src/test/resources/io/ocpp809/gbt27930/recordings");
  private static final long START = 1_000_000_000L;
  private static final Set<String> OF_KURA = Set.of("name", "enabled", "type", "value.type");

  private final Rig rig = new Rig();

  @AfterEach
  void end() {
    rig.close();
  }

  private static List<Map<String, String>> channels() throws IOException {
    List<String> lines = Files.readAllLines(FILE);
    List<String> columns = List.of(lines.get(0).split(","));
    List<Map<String, String>> result = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] fields = line.split(",");
      assertEquals(columns.size(), fields.length, line);
      Map<String, String> channel = new LinkedHashMap<>();
      for (int i = 0; i < fields.length; i++) {
        channel.put(columns.get(i), fields[i]);
      }
      result.add(channel);
    }
    return result;
  }

  @Test
  void theirNamesAreTheRolesOfAVehicleAndOnlyTheOneThatIsComputedIsLeftOut() throws IOException {
    Set<String> names = new TreeSet<>();
    channels().forEach(c -> names.add(c.get("name")));
    Set<String> roles = new TreeSet<>();
    Arrays.stream(VehicleRole.values()).map(VehicleRole::text).forEach(roles::add);
    roles.remove("offered.power");
    assertEquals(roles, names);
  }

  @Test
  void theConsoleTakesEveryColumnAndEveryValue() throws IOException {
    Map<String, Tad> ads = new HashMap<>();
    for (Object ad : (List<?>) new CanChannelDescriptor().getDescriptor()) {
      ads.put(((Tad) ad).getId(), (Tad) ad);
    }
    for (Map<String, String> channel : channels()) {
      channel.forEach(
          (column, text) -> {
            Tad ad = ads.get(column);
            assertTrue(ad != null || OF_KURA.contains(column), column);
            if (ad != null && !ad.getOption().isEmpty()) {
              assertTrue(ad.getOption().stream().anyMatch(o -> o.getValue().equals(text)), text);
            }
            if (ad != null && ad.getType() == Scalar.INTEGER) {
              Integer.parseInt(text);
            }
            if (ad != null && ad.getType() == Scalar.DOUBLE) {
              Double.parseDouble(text);
            }
          });
      DataType.getDataType(channel.get("value.type"));
      ChannelSpec.of(channel.get("name"), new HashMap<>(channel));
    }
  }

  /** What all channels show, as the asset reads them: in one call. */
  static Map<String, String> shown(CanDriver driver) throws IOException {
    List<ChannelRecord> records = new ArrayList<>();
    for (Map<String, String> channel : channels()) {
      ChannelRecord r =
          ChannelRecord.createReadRecord(
              channel.get("name"), DataType.getDataType(channel.get("value.type")));
      r.setChannelConfig(new HashMap<>(channel));
      records.add(r);
    }
    driver.read(records);
    Map<String, String> result = new LinkedHashMap<>();
    records.forEach(r -> result.put(r.getChannelName(), Rig.shown(r)));
    return result;
  }

  /** Plays a recording from after a moment to another, in seconds of it, both ends included. */
  private void play(String name, double from, double to) throws IOException {
    for (String line : Files.readAllLines(RECORDINGS.resolve(name + ".log"))) {
      String[] parts = line.split("[() #]+");
      double at = Double.parseDouble(parts[1]);
      if (at > from && at <= to) {
        rig.clock.set(START + Math.round(at * 1e6) * 1_000);
        rig.send(parts[3], parts[4]);
      }
    }
  }

  @Test
  void aSessionIsShownFromItsBeginToItsEnd() throws IOException {
    CanDriver driver = rig.driver();
    play("s01-soc-target-reached", -1, 5);
    Map<String, String> charging = shown(driver);
    assertEquals("charging", charging.get("session.state"));
    assertEquals("none", charging.get("session.stopParty"));
    assertEquals("", charging.get("session.stopReason"));
    assertEquals("", charging.get("session.error"));
    assertEquals("LGBT27930TEST0001", charging.get("vehicle.vin"));
    assertEquals("120.0", charging.get("offered.current"));
    assertEquals(
        "! the charger has not told the energy of the session", charging.get("session.energy"));
    assertEquals(
        Double.parseDouble(charging.get("outlet.voltage"))
            * Double.parseDouble(charging.get("outlet.current")),
        Double.parseDouble(charging.get("outlet.power")),
        0.01);
    play("s01-soc-target-reached", 5, 1_000);
    Map<String, String> after = shown(driver);
    assertEquals("vehicle", after.get("session.stopParty"));
    assertEquals("soc-reached", after.get("session.stopReason"));
    assertEquals("ended", after.get("session.state"));
    assertTrue(after.get("session.evidence").startsWith("BST "), after.get("session.evidence"));
    assertEquals("! no CCS within the last 1000 ms", stale(driver));
    rig.pass(6_000);
    Rig.await(() -> Rig.read(driver, "s", DataType.STRING, "signal=session.state").equals("none"));
    assertEquals(
        "! no session: nothing is heard of charger and vehicle", shown(driver).get("vehicle.vin"));
  }

  private String stale(CanDriver driver) {
    rig.pass(1_001);
    return Rig.read(driver, "v", DataType.DOUBLE, "signal=CCS.outputVoltage");
  }

  @Test
  void aMissedMessageIsAnErrorThatIsToldOnceAndHasItsEvidence() throws IOException {
    CanDriver driver = rig.driver();
    BlockingQueue<ChannelRecord> told =
        Rig.listen(driver, "session.error", DataType.STRING, "signal=session.error");
    assertEquals("", Rig.next(told));
    play("s04-bcl-lost-1s", -1, 1_000);
    Map<String, String> after = shown(driver);
    assertEquals("GBT27930.CEM.3925", after.get("session.error"));
    assertTrue(after.get("session.stopReason").contains("communication"));
    Rig.until(told, "GBT27930.CEM.3925");
    assertEquals(0, told.size());
  }

  @Test
  void aRecordingTakesThePlaceOfTheBusAsTheFormSays() throws IOException {
    Path file = RECORDINGS.resolve("s01-soc-target-reached.log");
    long frames = Files.readAllLines(file).size();
    CanDriver driver = new CanDriver(new BusRegistry(Making::link, System::nanoTime));
    driver.activate(Rig.config("link=REPLAY", "replay.pace=FAST", "replay.file=" + file));
    try {
      Rig.await(
          () ->
              Rig.read(driver, "n", DataType.LONG, "kind=LINK", "signal=heard")
                  .equals(String.valueOf(frames)));
    } finally {
      driver.deactivate();
    }
  }

  @Test
  void aRecordingThatIsNotThereIsNamed() {
    CanDriver driver = new CanDriver(new BusRegistry(Making::link, System::nanoTime));
    driver.activate(Rig.config("link=REPLAY", "replay.file=/no/such/recording.log"));
    try {
      Rig.await(
          () ->
              Rig.read(driver, "soc", DataType.LONG, "signal=BCS.soc")
                  .contains("/no/such/recording.log"));
    } finally {
      driver.deactivate();
    }
  }
}
