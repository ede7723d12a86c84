package io.ocpp809.kura.can;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Recorded sessions from the bus through driver, asset and station to the messages that a CSMS
 * gets. A start is asked for as soon as the connector is Preparing. A recording that charges for
 * less than a second has no status Charging: MinimumStatusDuration holds it back.
 */
class RecordingsToCsmsTest {
  private static final Path RECORDINGS =
      Path.of("../io.ocpp809.gbt27930/src/test/resources/io/ocpp809/gbt27930/recordings");
  private static final long START = 1_000_000_000L;
  private static final double STEP_SECONDS = 0.1;

  private final Rig rig = new Rig();
  private final StationBesideBus station = new StationBesideBus();

  @AfterEach
  void end() {
    rig.close();
  }

  /** Plays a recording; after each tenth of a second the asset is read. */
  private void play(String name) throws IOException {
    CanDriver driver = rig.driver();
    station.shows(VehicleAssetTest.shown(driver), 1_000);
    double read = -1;
    boolean asked = false;
    for (String line : Files.readAllLines(RECORDINGS.resolve(name + ".log"))) {
      String[] parts = line.split("[() #]+");
      double at = Double.parseDouble(parts[1]);
      read = read < 0 ? at : read;
      while (at - read >= STEP_SECONDS) {
        read += STEP_SECONDS;
        station.shows(VehicleAssetTest.shown(driver), 100);
        if (!asked && station.statuses().contains("Preparing")) {
          asked = true;
          station.call("RemoteStartTransaction", "{\"connectorId\":1,\"idTag\":\"CARD\"}");
        }
      }
      rig.clock.set(START + Math.round(at * 1e6) * 1_000);
      rig.send(parts[3], parts[4]);
    }
    for (int i = 0; i < 110; i++) {
      station.shows(VehicleAssetTest.shown(driver), 100);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          real-ccs-lost              | Unavailable, Preparing, Charging, Finishing EVCommunicationError GBT27930.BEM.3905 | Other
          s01-soc-target-reached     | Unavailable, Preparing, Charging, Finishing | Other
          s02-manual-or-remote-stop  | Unavailable, Preparing, Charging, Finishing | Local
          s03-brm-timeout-3-retries  | Unavailable, Preparing, Preparing EVCommunicationError GBT27930.CEM.3921, Preparing, Preparing EVCommunicationError GBT27930.CEM.3921, Preparing, Preparing EVCommunicationError GBT27930.CEM.3921, Preparing, Preparing EVCommunicationError GBT27930.CEM.3921 |
          s04-bcl-lost-1s            | Unavailable, Preparing, Charging, Finishing EVCommunicationError GBT27930.CEM.3925 | Other
          s05-bsm-insulation-fault   | Unavailable, Preparing, Charging, Finishing GroundFailure GBT27930.BSM.3094 | Other
          s06-bms-pause-resume       | Unavailable, Preparing, Charging, SuspendedEV, Charging, Finishing | Other
          s07-emergency-stop         | Unavailable, Preparing, Charging, Finishing | EmergencyStop
          s10-padded-dlc8-ccs7       | Unavailable, Preparing, Finishing | Other
          s11-2011-vehicle           | Unavailable, Preparing, Charging, Finishing | Other
          s12-power-limit            | Unavailable, Preparing, Charging, Finishing | Other
          """)
  void aRecordedSessionIsWhatTheCsmsHears(String name, String statuses, String reason)
      throws IOException {
    play(name);
    assertEquals(List.of(statuses.split(", ")), station.statuses());
    assertEquals(reason == null ? "" : reason, station.last("StopTransaction", "reason"));
    assertFalse(station.sent().contains("LGBT27930"));
  }
}
