package io.ocpp809.testkit.gbt27930;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.gbt27930.message.Edition;
import org.junit.jupiter.api.Test;

class OutputTest {
  private final Circuit circuit = new Circuit();
  private final Output output = new Output(ChargerSettings.of60Kilowatt(Edition.Y2015));

  private void close() {
    circuit.charger(true);
    circuit.vehicle(true);
    circuit.present(400);
  }

  @Test
  void nothingFlowsBeforeBothSidesAreClosed() {
    output.flow(1, 100, circuit);
    assertEquals(0, output.amps());
    close();
    output.flow(1, 100, circuit);
    assertEquals(20, output.amps());
  }

  @Test
  void theCurrentRisesWithItsRampToWhatIsAskedForAndNoFurtherThanTheRating() {
    close();
    for (int i = 0; i < 10; i++) {
      output.flow(1, 200, circuit);
    }
    assertEquals(120, output.amps());
    output.flow(0.1, 90, circuit);
    assertEquals(100, output.amps());
    output.flow(0.1, 90, circuit);
    assertEquals(90, output.amps());
    assertEquals(90, circuit.amps());
  }

  @Test
  void aLimitHoldsWhateverTheVehicleAsksFor() {
    close();
    output.limitAmps(60);
    output.flow(100, 200, circuit);
    assertEquals(60, output.amps());
    output.limitWatts(10_000);
    output.flow(100, 200, circuit);
    assertEquals(25, output.amps());
    assertFalse(output.held(400));
    output.limitAmps(0);
    output.flow(100, 200, circuit);
    assertEquals(0, output.amps());
    assertTrue(output.held(400));
  }

  @Test
  void energyIsVoltageTimesCurrentTimesTime() {
    close();
    output.flow(6, 120, circuit);
    double before = output.kilowattHours();
    output.flow(3600, 120, circuit);
    assertEquals(48, output.kilowattHours() - before, 1e-9);
    assertEquals(60, output.minutes());
    output.begin();
    assertEquals(0, output.kilowattHours());
  }

  @Test
  void anOpenContactorEndsTheCurrentAtOnce() {
    close();
    output.flow(10, 120, circuit);
    output.cut(circuit);
    assertEquals(0, circuit.amps());
    assertEquals(0, output.amps());
  }
}
