package io.ocpp809.gbt27930.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.gbt27930.message.Bmv;
import io.ocpp809.gbt27930.message.Ccs;
import io.ocpp809.gbt27930.message.Cml;
import io.ocpp809.gbt27930.message.Edition;
import io.ocpp809.gbt27930.message.MessageType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an observer tells of made sessions and of a real one; forty seconds pass behind each. */
class RecordingsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "s01-soc-target-reached",
        "s02-manual-or-remote-stop",
        "s03-brm-timeout-3-retries",
        "s04-bcl-lost-1s",
        "s05-bsm-insulation-fault",
        "s06-bms-pause-resume",
        "s07-emergency-stop",
        "s08-tp-window-hold-retransmit",
        "s09-tp-abort-bam-timeout",
        "s10-padded-dlc8-ccs7",
        "s11-2011-vehicle",
        "s12-power-limit",
        "real-ccs-lost"
      })
  void aSessionIsToldAsItWas(String recording) throws IOException {
    List<String> told =
        new String(
                getClass().getResourceAsStream(recording + ".txt").readAllBytes(),
                StandardCharsets.US_ASCII)
            .lines()
            .toList();
    assertEquals(told, Story.of(recording, 40_000).lines());
  }

  @ParameterizedTest
  @CsvSource({
    "s01-soc-target-reached, VEHICLE, soc-reached, 34.3, 80",
    "s02-manual-or-remote-stop, CHARGER, manual, 34.3, 34",
    "s05-bsm-insulation-fault, CHARGER, insulation, 34.3, 34",
    "s06-bms-pause-resume, VEHICLE, cell-voltage-reached, 34.3, 34",
    "s07-emergency-stop, CHARGER, emergency, 34.3, 34",
    "s10-padded-dlc8-ccs7, VEHICLE, voltage-reached, 34.3, 34",
    "s12-power-limit, CHARGER, condition, 34.3, 34",
  })
  void theSummaryNamesWhoStoppedAndWhyAndHowFull(
      String recording, Party party, String cause, double socBegin, double socEnd)
      throws IOException {
    SessionSummary s = Story.of(recording, 0).summary();
    assertEquals(party, s.stop().party());
    assertEquals(List.of(cause), s.stop().causes());
    assertEquals(OptionalDouble.of(socBegin), s.socBegin());
    assertEquals(OptionalDouble.of(socEnd), s.socEnd());
    assertEquals(Optional.of("LGBT27930TEST0001"), s.vin());
    assertEquals(Phase.CHARGING, s.reached());
    assertEquals(Optional.empty(), s.firstMissing());
    assertFalse(s.joined());
  }

  @Test
  void theFirstMissingMessageIsNamedWithTheMessageAfterWhichItWasDue() throws IOException {
    SessionEvent.Missing brm =
        Story.of("s03-brm-timeout-3-retries", 10_000).summary().firstMissing().orElseThrow();
    assertEquals(MessageType.BRM, brm.type());
    assertEquals("CRM 00E9030000333230", brm.since());
    SessionEvent.Missing bcl =
        Story.of("s04-bcl-lost-1s", 10_000).summary().firstMissing().orElseThrow();
    assertEquals(MessageType.BCL, bcl.type());
    SessionEvent.Missing ccs =
        Story.of("real-ccs-lost", 10_000).summary().firstMissing().orElseThrow();
    assertEquals(MessageType.CCS, ccs.type());
    assertEquals("BEM F0F0F1FC", ccs.since());
  }

  @Test
  void fourAttemptsWithoutAVehicleAreASessionThatNeverCharged() throws IOException {
    SessionSummary s = Story.of("s03-brm-timeout-3-retries", 10_000).summary();
    assertEquals(4, s.attempts());
    assertEquals(Phase.RECOGNITION, s.reached());
    assertEquals(List.of("GBT27930.CEM.3921"), s.errors());
  }

  @Test
  void aVehicleOf2011IsReadByItsOwnLengthsAndMissesNothing() throws IOException {
    Story story = Story.of("s11-2011-vehicle", 0);
    assertEquals(Edition.Y2011, story.summary().edition());
    assertEquals(Optional.of("V1.0"), story.summary().protocolVersion());
    assertEquals(Optional.empty(), story.summary().firstMissing());
    assertEquals(OptionalDouble.empty(), story.latest(MessageType.CML, Cml.class).minCurrent());
  }

  @Test
  void energyIsTheIntegralOfVoltageAndCurrent() throws IOException {
    // 117 A for 3 s, then 60 A for 2 s, both at 352 V: 34.3 + 11.7 Wh, less the rise at the start
    SessionSummary s = Story.of("s12-power-limit", 0).summary();
    assertEquals(43, s.estimatedWh(), 0.5);
    assertEquals(117, s.greatestCurrent());
    assertEquals(OptionalDouble.of(800), s.toldWh());
    assertTrue(s.energyContradicts());
  }

  @Test
  void aLimitShowsInTheChargersCurrent() throws IOException {
    Story story = Story.of("s12-power-limit", 0);
    assertEquals(OptionalDouble.of(60), story.latest(MessageType.CCS, Ccs.class).outputCurrent());
  }

  @Test
  void cellVoltagesComeThroughWindowsHoldsAndRepetitions() throws IOException {
    Story story = Story.of("s08-tp-window-hold-retransmit", 0);
    assertEquals(30, story.latest(MessageType.BMV, Bmv.class).cells().size());
  }
}
