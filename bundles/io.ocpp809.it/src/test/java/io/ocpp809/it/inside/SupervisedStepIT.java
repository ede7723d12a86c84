package io.ocpp809.it.inside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.it.exam.InsideKura;
import io.ocpp809.station.Finding;
import io.ocpp809.testkit.modbus.ModbusServer;
import io.ocpp809.testkit.modbus.SeenRequest;
import io.ocpp809.testkit.pile.DeltaDc;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The limit step of a pile of confidence B, from the console's form to the wire. */
@InsideKura
public class SupervisedStepIT {
  private static final int LIMIT = 1600;

  private static Place charging(String name) throws Exception {
    DeltaDc delta = new DeltaDc(System::nanoTime);
    delta.write(16, LIMIT, new int[] {0, 20_000});
    delta.plug(20_000);
    Place place =
        new Place(
            name, delta, 1, ModbusServer.Framing.TCP, "delta-dc", Map.of("rating.power", 22_000));
    Until.holds(
        () -> "its power is read: " + place,
        () ->
            place.kura.evse(name, 1).readings().stream().anyMatch(r -> r.value() == 20_000)
                && readOnly(place));
    return place;
  }

  private static boolean readOnly(Place place) {
    return place.kura.evse(place.name, 1).capabilities().orElseThrow().readOnly();
  }

  private static List<Integer> limits(Place place) {
    return place.line.requests().stream()
        .filter(SeenRequest::write)
        .filter(r -> r.address() == LIMIT)
        .map(r -> r.values().get(1))
        .distinct()
        .toList();
  }

  private static String findings(Place place) {
    return place.kura.station(place.name).view().findings().stream()
        .map(Finding::text)
        .toList()
        .toString();
  }

  @Test
  public void aStepThatIsChosenInTheFormGoesDownAndBackAndLetsThePileBeWritten() throws Exception {
    try (Place place = charging("watched")) {
      assertEquals(List.of(), limits(place), "read only");
      place.kura.update("watched-1", Map.of("supervise", "CHARGING"));
      Until.holds(() -> "it passes: " + findings(place), () -> !readOnly(place));
      assertEquals(List.of(12_000, 20_000), limits(place).subList(0, 2));
      Until.holds(
          "the wish is taken back", () -> "OFF".equals(place.kura.form("watched-1", "supervise")));
    }
  }

  @Test
  public void aStepAtAnEmptyOutletThatIsNotEmptyWritesNothing() throws Exception {
    try (Place place = charging("plugged")) {
      place.kura.update("plugged-1", Map.of("supervise", "EMPTY"));
      Until.holds(
          () -> "it says why: " + findings(place),
          () -> findings(place).contains("a vehicle is plugged in"));
      assertEquals(List.of(), limits(place));
      assertTrue(readOnly(place));
    }
  }
}
