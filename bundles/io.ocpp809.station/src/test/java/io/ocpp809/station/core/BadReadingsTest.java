package io.ocpp809.station.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.station.ConnectorState;
import io.ocpp809.station.StationEvent.Measured;
import io.ocpp809.station.journal.TransactionEvent.Started;
import io.ocpp809.station.pile.PileFault;
import io.ocpp809.station.reading.Measurand;
import io.ocpp809.station.reading.Phase;
import io.ocpp809.station.reading.Quality;
import io.ocpp809.station.reading.Reading;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A meter that misbehaves while a vehicle charges: one finding, a warning, and a right bill. */
class BadReadingsTest {
  private final StationHarness h = new StationHarness();

  private long billed() {
    h.pile.unplug();
    h.run(12);
    return h.ended().meterStopWh() - h.started().meterStartWh();
  }

  private Optional<String> warning() {
    return h.connector().fault().map(PileFault::vendorCode);
  }

  @ParameterizedTest(name = "a register of {0} Wh: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          NaN          | meter.none        | The meter answers "no value"; nothing is counted. Check the meter.
          Infinity     | meter.none        | The meter answers "no value"; nothing is counted. Check the meter.
          -1           | meter.implausible | The meter's register reads -1 Wh, which cannot be; it is ignored.
          -2147483648  | meter.implausible | The meter's register reads -2147483648 Wh, which cannot be; it is ignored.
          1e15         | meter.implausible | The meter's register reads 1000000000000000 Wh, which cannot be; it is ignored.
          """)
  void aRegisterThatCannotBeIsSaidIgnoredAndCaughtUpWith(double shown, String id, String text) {
    h.charging();
    h.run(60);
    h.pile.shows = Optional.of(shown);
    h.run(30);
    assertEquals(text, h.finding(id).orElseThrow());
    assertEquals(Optional.of(id), warning());
    assertEquals(ConnectorState.CHARGING, h.state(), "a warning is no fault");
    h.pile.shows = Optional.empty();
    h.run(5);
    assertEquals(Optional.empty(), h.finding(id), "gone when the meter is right again");
    assertEquals(Optional.empty(), warning());
    assertEquals(h.registerWh() - 1_000_000, billed());
  }

  @Test
  void oneWrongReadingInBetweenCostsNothing() {
    h.charging();
    h.run(60);
    for (double shown : new double[] {0, 4_000_000, 17}) {
      h.pile.shows = Optional.of(shown);
      h.run(1);
      h.pile.shows = Optional.empty();
      h.run(10);
    }
    assertEquals(h.registerWh() - 1_000_000, billed());
  }

  @Test
  void aMeterThatRunsBackwardsBillsNothingAndSaysSo() {
    h.charging();
    h.run(60);
    long forward = h.registerWh() - 1_000_000;
    for (int i = 1; i <= 30; i++) {
      h.pile.shows = Optional.of(1_000_000.0 + forward - 20 * i);
      h.run(1);
    }
    String text = h.finding("meter.backwards").orElseThrow();
    assertTrue(text.startsWith("The meter's register runs backwards, from "), text);
    assertTrue(text.endsWith("or does it add up both directions?"), text);
    long billed = billed();
    assertTrue(billed <= forward && billed >= forward - 1, billed + " of " + forward);
  }

  @Test
  void aRegisterThatStandsStillUnderLoadIsSaidWithWhatIsNotBilled() {
    h.charging();
    h.pile.shows = Optional.of(h.pile.registerWh);
    h.run(310);
    String text = h.finding("meter.frozen").orElseThrow();
    assertTrue(
        text.startsWith(
            "The meter's register has stood still for 5 minutes while 11040 W flow, about 9"),
        text);
    assertTrue(text.endsWith("Wh by now, which nobody is billed. Check the meter."), text);
    assertEquals(Optional.of("meter.frozen"), warning());
    h.pile.shows = Optional.empty();
    h.run(5);
    assertEquals(Optional.empty(), h.finding("meter.frozen"));
    assertEquals(h.registerWh() - 1_000_000, billed(), "it catches up by itself");
  }

  @Test
  void aRegisterThatWrapsLosesNothing() {
    h.pile.registerWh = 999_900;
    h.charging();
    h.pile.display = wh -> wh % 1_000_000;
    h.run(80);
    assertTrue(h.finding("meter.wrapped").orElseThrow().endsWith("it is counted on without loss."));
    long used = h.registerWh() - 999_900;
    long billed = billed();
    assertTrue(Math.abs(billed - used) <= 1, billed + " of " + used);
  }

  @Test
  void aRegisterThatBeginsAnewIsCountedOnAndSaidWhatIsNotKnown() {
    h.charging();
    h.run(60);
    double before = h.pile.registerWh;
    h.pile.registerWh = 0;
    h.run(60);
    String text = h.finding("meter.reset").orElseThrow();
    assertTrue(text.contains(" Wh. What it shows now is counted from where it stood"), text);
    long used = Math.round(before - 1_000_000 + h.pile.registerWh);
    long billed = billed();
    assertTrue(Math.abs(billed - used) <= 1, billed + " of " + used);
  }

  @Test
  void aRegisterOfOneKilowattHourStepsLosesNothing() {
    h.pile.display = wh -> Math.floor(wh / 1_000) * 1_000;
    h.charging();
    h.run(3_000);
    assertFalse(h.found("meter.implausible"), () -> h.events.toString());
    assertFalse(h.found("meter.rebased"));
    assertEquals((long) Math.floor(h.pile.registerWh / 1_000) * 1_000 - 1_000_000, billed());
  }

  @Test
  void aMeterThatFallsSilentLosesNothingWhenItAnswersAgainAndAnotherOneDoesNotBillInItsPlace() {
    h.pile.meter = "companion";
    h.charging();
    h.run(60);
    h.pile.meter = "own";
    h.pile.shows = Optional.of(55.0);
    h.run(120);
    assertTrue(
        h.finding("meter.silent").orElseThrow().startsWith("The meter companion does not answer."));
    h.pile.meter = "companion";
    h.pile.shows = Optional.empty();
    h.run(5);
    assertEquals(Optional.empty(), h.finding("meter.silent"));
    assertEquals(h.registerWh() - 1_000_000, billed());
  }

  @Test
  void aMeterThatIsGoneForTenMinutesIsReplacedAndTheGapIsSaid() {
    h.pile.meter = "companion";
    h.charging();
    h.run(60);
    h.pile.meter = "own";
    h.run(590);
    assertFalse(h.found("meter.exchanged"));
    h.run(20);
    assertEquals(
        "The meter companion has not answered for 600 s; The meter own bills from "
            + h.finding("meter.exchanged").orElseThrow().replaceAll(".* bills from (\\d+) .*", "$1")
            + " Wh on. What flowed in between is not billed.",
        h.finding("meter.exchanged").orElseThrow());
  }

  @ParameterizedTest(name = "{0} {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          CURRENT_IMPORT | N   | 1e9    | The pile says Current.Import 1.0E9 A, which cannot be; it is ignored. Check the template.
          VOLTAGE        | L1  | -65535 | The pile says Voltage -65535.0 V, which cannot be; it is ignored. Check the template.
          SOC            | ALL | 255    | The pile says SoC 255.0 Percent, which cannot be; it is ignored. Check the template.
          """)
  void anyOtherReadingThatCannotBeIsSaidAndInvalid(
      Measurand measurand, Phase phase, double value, String text) {
    h.charging();
    h.pile.more.add(Reading.measured(measurand, phase, value, 0));
    h.run(2);
    assertEquals(text, h.finding("reading.impossible").orElseThrow());
    assertTrue(
        h.events.stream()
            .filter(e -> e instanceof Measured)
            .flatMap(e -> ((Measured) e).readings().stream())
            .filter(r -> r.measurand() == measurand && r.value() == value)
            .allMatch(r -> r.quality() == Quality.INVALID));
    h.pile.more.clear();
    h.run(1);
    assertEquals(Optional.empty(), h.finding("reading.impossible"));
    assertEquals(h.registerWh() - 1_000_000, billed());
  }

  @Test
  void aPileWithoutAnyRegisterStartsAfterHalfAMinuteAndSaysThatNothingIsBilled() {
    h.pile.metered = false;
    h.run(1);
    h.pile.plug();
    h.remoteStart();
    h.run(20);
    assertTrue(h.journaled(Started.class).isEmpty(), "its meter may only be slow");
    h.run(20);
    assertTrue(h.finding("meter.not-billing").orElseThrow().contains("Name a companion meter"));
    h.pile.metered = true;
    double appeared = h.pile.registerWh;
    h.run(60);
    long used = Math.round(h.pile.registerWh - appeared);
    long billed = billed();
    assertTrue(billed <= used + 1 && billed >= used - 4, billed + " of " + used);
  }

  @Test
  void aMeterThatIsSlowerThanTheStartGivesTheStartItsRegister() {
    h.pile.metered = false;
    h.run(1);
    h.pile.plug();
    h.remoteStart();
    h.run(10);
    h.pile.metered = true;
    h.run(2);
    assertEquals(1_000_000, h.started().meterStartWh());
  }

  @Test
  void readingsOfAPileThatHasFallenSilentAreNotToldAgain() {
    h.charging();
    h.run(30);
    h.pile.reachable = false;
    h.run(70);
    int before = h.journaled(io.ocpp809.station.journal.TransactionEvent.Metered.class).size();
    h.run(600);
    assertEquals(
        before, h.journaled(io.ocpp809.station.journal.TransactionEvent.Metered.class).size());
  }
}
