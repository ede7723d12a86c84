package io.ocpp809.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ocpp809.station.reading.Location;
import io.ocpp809.station.reading.Measurand;
import io.ocpp809.station.reading.Method;
import io.ocpp809.station.reading.Phase;
import io.ocpp809.station.reading.Quality;
import io.ocpp809.station.reading.Reading;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeasuredGateTest {
  private final MeasuredGate gate = new MeasuredGate(MeasuringOptions.DEFAULT);

  private boolean published(long seconds, Reading... readings) {
    return gate.take(List.of(readings), seconds * 1000).isPresent();
  }

  @Test
  void theFirstReadingsArePublished() {
    assertEquals(
        Optional.of(Map.of("power", 1000.0, "energy", 5.0)),
        gate.take(List.of(Events.power(1000.4), Events.energy(4.6)), 0));
  }

  @Test
  void nothingIsPublishedTwiceWithinTheShortestInterval() {
    published(0, Events.power(0));
    assertEquals(false, published(59, Events.power(11_000)));
    assertEquals(true, published(60, Events.power(11_000)));
  }

  @Test
  void nothingIsPublishedWithinTheDeadBandBeforeTheLongestInterval() {
    published(0, Events.power(1000));
    assertEquals(false, published(899, Events.power(1200)));
    assertEquals(true, published(900, Events.power(1200)));
  }

  @Test
  void aChangeHeldBackByTheShortestIntervalIsMadeUpFor() {
    published(0, Events.power(0), Events.energy(1));
    assertEquals(false, published(30, Events.power(11_000)));
    assertEquals(true, published(61, Events.energy(2)));
  }

  @Test
  void slowDriftIsMeasuredFromWhatWasPublishedNotFromTheReadingBefore() {
    published(0, Events.power(0));
    assertEquals(false, published(100, Events.power(150)));
    assertEquals(true, published(200, Events.power(250)));
  }

  @Test
  void energyAloneIsNoReasonUnlessABandIsSet() {
    published(0, Events.energy(0));
    assertEquals(false, published(100, Events.energy(1e6)));
    MeasuredGate eager = new MeasuredGate(new MeasuringOptions(1, 900, 0, 0, 0, 0, 100));
    eager.take(List.of(Events.energy(0)), 0);
    assertEquals(false, eager.take(List.of(Events.energy(100)), 5000).isPresent());
    assertEquals(true, eager.take(List.of(Events.energy(101)), 6000).isPresent());
  }

  @Test
  void aValueThatComesOrGoesIsAChange() {
    published(0, Events.power(0));
    assertEquals(true, published(60, Events.voltage(Phase.L1, 230)));
    assertEquals(
        Optional.of(Map.of("power", 0.0)),
        gate.take(List.of(Events.voltage(Phase.L1, 230).withQuality(Quality.INVALID)), 120_000));
  }

  @Test
  void valuesThatWereHeldOrNotMeasuredAreMarked() {
    Reading derived =
        new Reading(
            Measurand.POWER_ACTIVE_IMPORT,
            Phase.ALL,
            Location.INLET,
            5000,
            Quality.HELD,
            Method.DERIVED,
            0,
            "",
            "");
    assertEquals(
        Optional.of(Map.of("power.inlet", 5000.0, "held", "power.inlet", "derived", "power.inlet")),
        gate.take(List.of(derived), 0));
  }

  @Test
  void withoutUsableReadingsThereIsNothingToPublish() {
    assertEquals(false, published(0, Events.power(Double.NaN)));
  }

  @ParameterizedTest
  @CsvSource({
    "VOLTAGE, L2, OUTLET, voltage.l2, 230.04, 230.0",
    "CURRENT_IMPORT, L1, INLET, current.inlet.l1, 15.96, 16.0",
    "CURRENT_OFFERED, ALL, OUTLET, current.offered, 8, 8.0",
    "POWER_OFFERED, ALL, OUTLET, power.offered, 4200.2, 4200.0",
    "SOC, ALL, EV, soc, 55.4, 55.0",
    "TEMPERATURE, ALL, BODY, temperature.body, 31.25, 31.3",
    "FREQUENCY, ALL, OUTLET, frequency, 50.013, 50.01",
    "POWER_FACTOR, ALL, OUTLET, power.factor, 0.987, 0.99",
    "ENERGY_APPARENT_IMPORT_REGISTER, ALL, OUTLET, energy.apparent, 7.7, 8.0",
    "ENERGY_ACTIVE_EXPORT_REGISTER, ALL, OUTLET, energy.export, 7.7, 8.0",
    "ENERGY_ACTIVE_IMPORT_INTERVAL, ALL, OUTLET, energy.interval, 7.7, 8.0",
  })
  void valuesAreNamedAndRounded(
      Measurand measurand, Phase phase, Location at, String name, double value, double rounded) {
    Reading reading =
        new Reading(measurand, phase, at, value, Quality.GOOD, Method.MEASURED, 0, "", "");
    assertEquals(Optional.of(Map.of(name, rounded)), gate.take(List.of(reading), 0));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 900, 1, 'interval.min: 1 to 3600 s, not 0'",
    "60, 30, 1, 'interval.max: interval.min to 86400 s, not 30'",
    "60, 900, -1, 'band.power: 0 or more, not -1.0'",
    "60, 900, NaN, 'band.power: 0 or more, not NaN'",
  })
  void optionsOutOfRangeAreNamed(int shortest, int longest, double band, String message) {
    assertEquals(
        message,
        assertThrows(
                IllegalArgumentException.class,
                () -> new MeasuringOptions(shortest, longest, band, 1, 1, 1, 1))
            .getMessage());
  }

  @Test
  void aPollThatComesALittleEarlyIsNotHeldBackUntilTheNext() {
    MeasuredGate everySecond = new MeasuredGate(new MeasuringOptions(1, 1, 200, 1, 5, 1, 0));
    assertEquals(true, everySecond.take(List.of(Events.power(1)), 0).isPresent());
    assertEquals(false, everySecond.take(List.of(Events.power(1)), 899).isPresent());
    assertEquals(true, everySecond.take(List.of(Events.power(1)), 900).isPresent());
  }
}
