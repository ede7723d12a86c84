package io.ocpp809.it.inside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.it.exam.InsideKura;
import io.ocpp809.it.peers.Logged;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What is changed or deleted while a vehicle charges. */
@InsideKura
public class ReconfigurationIT {

  private static final String OTHER = "CP%202";

  private static void assertNoError(int mark) {
    assertEquals(List.of(), Logged.since(mark, "ERROR"));
  }

  @Test
  public void anEvseDeletedInATransactionEndsItAndLeavesThePilePausedWithItsGateClosed()
      throws Exception {
    int mark = Logged.mark();
    try (Place place = Place.keba("deleted")) {
      place.charge();
      place.awaitEnergy(1);
      place.kura.delete("deleted-1");
      Until.holds("the CSMS is told the end", () -> place.booked().energyWh().isPresent());
      Until.holds(
          () -> "the pile is let go: " + place,
          () ->
              place.kura.station("deleted").view().evses().isEmpty()
                  && place.keba().writes().contains("5014=0"));
      assertEquals(0, place.keba().grantedAmpere());
      assertEquals("5014=0", lastGate(place));
      place.assertEnergyBilled();
      Until.holds(
          "the asset that it made goes too",
          () -> place.kura.active(List.of("deleted-1-pile")).isEmpty());
    }
    assertNoError(mark);
  }

  private static String lastGate(Place place) {
    List<String> gate = place.keba().writes().stream().filter(w -> w.startsWith("5014=")).toList();
    return gate.get(gate.size() - 1);
  }

  @Test
  public void anEvseGivenAnotherNumberEndsItsTransactionAndServesUnderTheNewOne() throws Exception {
    int mark = Logged.mark();
    try (Place place = Place.keba("numbered")) {
      place.charge();
      place.awaitEnergy(1);
      place.kura.update("numbered-1", Map.of("evse.number", 2));
      Until.holds("the CSMS is told the end", () -> place.booked().energyWh().isPresent());
      place.assertEnergyBilled();
      place.pile.unplug();
      Until.holds(
          () -> "number 2 is Available: " + place.kura.words("numbered", 2),
          () ->
              place.kura.station("numbered").view().evse(1).isEmpty()
                  && status(place, 2).equals("Available"));
      place.pile.plug(Place.CAR_WATTS);
      Until.holds(
          () -> "the CSMS knows the vehicle: " + place.kura.words("numbered", 2),
          () -> status(place, 2).equals("Preparing"));
      assertEquals("Accepted", place.backend.remoteStart(Place.IDENTITY, 2, "AGAIN"));
      Until.holds(
          () -> "it is booked: " + place.kura.words("numbered", 2),
          () -> place.backend.charges().size() == 2);
      assertEquals("AGAIN", place.backend.charges().get(1).idTag());
      place.pile.unplug();
      Until.holds("it has ended", () -> place.backend.charges().get(1).energyWh().isPresent());
    }
    assertNoError(mark);
  }

  private static String status(Place place, int connector) {
    return place.backend.status(Place.IDENTITY, connector).orElse("");
  }

  @Test
  public void anEvseGivenToAnotherStationEndsItsTransactionAtTheFirst() throws Exception {
    int mark = Logged.mark();
    try (Place place = Place.keba("first")) {
      place.charge();
      place.awaitEnergy(1);
      place.kura.create(Kura.STATION, "second", Map.of("vendor", "Test", "model", "Second"));
      place.kura.create(
          Kura.CSMS,
          "csms-2",
          Map.of(
              "Station.target",
              Kura.named("second"),
              "url",
              place.backend.url(),
              "identity",
              "CP 2",
              "backoff.minimum",
              1,
              "backoff.random",
              0));
      place.kura.update("first-1", Map.of("Station.target", Kura.named("second")));
      Until.holds("the first CSMS is told the end", () -> place.booked().energyWh().isPresent());
      place.assertEnergyBilled();
      place.pile.unplug();
      Until.holds(
          () -> "the second station has it: " + place.kura.words("second", 1),
          () ->
              place.kura.station("first").view().evses().isEmpty()
                  && place.backend.status(OTHER, 1).orElse("").equals("Available"));
      place.pile.plug(Place.CAR_WATTS);
      Until.holds(
          "it is Preparing", () -> place.backend.status(OTHER, 1).orElse("").equals("Preparing"));
      assertEquals("Accepted", place.backend.remoteStart(OTHER, 1, "AGAIN"));
      Until.holds("it charges there", () -> place.keba().watts() > 0);
      Until.holds("it is booked there", () -> place.backend.charges().size() == 2);
      assertEquals(OTHER, place.backend.charges().get(1).station());
      place.pile.unplug();
      Until.holds("it has ended", () -> place.backend.charges().get(1).energyWh().isPresent());
    }
    assertNoError(mark);
  }

  @Test
  public void aTransactionOutlivesTheLossOfItsDriverAndOfItsAsset() throws Exception {
    int mark = Logged.mark();
    try (Place place = Place.keba("orphan")) {
      place.charge();
      place.kura.delete("line");
      place.awaitStatus("Faulted");
      assertEquals(OptionalLong.empty(), place.booked().energyWh());
      place.kura.create(Kura.DRIVER, "line", Map.of("transport", "TCP", "port", place.line.port()));
      place.awaitStatus("Charging");

      place.kura.delete("orphan-1-pile");
      place.kura.update("orphan-1", Map.of("asset.overwrite", true));
      Until.holds(
          "the asset is made anew", () -> !place.kura.active(List.of("orphan-1-pile")).isEmpty());
      place.awaitStatus("Charging");
      place.awaitGrant(16);
      place.awaitEnergy(1);
      place.pile.unplug();
      Until.holds("it has ended", () -> place.booked().energyWh().isPresent());
      assertEquals("EVDisconnected", place.booked().reason());
      place.assertEnergyBilled();
    }
    assertNoError(mark);
  }

  @Test
  public void aChangedAttributeOfEachComponentAppliesAndTheTransactionRunsOn() throws Exception {
    int mark = Logged.mark();
    try (Place place = Place.keba("changed")) {
      place.charge();

      place.kura.update("line", Map.of("fast.period", 400));
      place.kura.update("changed-1", Map.of("rating", 13.0));
      place.awaitGrant(13);
      place.kura.update("changed", Map.of("limit.current", 10.0));
      place.awaitGrant(10);
      place.kura.create(Kura.SITE, "site", Map.of("fuse.current", 9.0, "ramp", 100.0));
      place.kura.update("changed", Map.of("Site.target", Kura.named("site")));
      place.awaitGrant(9);
      place.kura.update("site", Map.of("fuse.current", 7.0));
      place.awaitGrant(7);
      place.kura.update("site", Map.of("fuse.current", 32.0));
      place.kura.update("changed", Map.of("limit.current", 0.0));
      place.awaitGrant(13);

      place.kura.update("changed-mirror", Map.of("topic.prefix", "other"));
      Until.holds(
          "the mirror uses the other prefix",
          () -> place.telemetry.at("other/changed/evse/1/measured").contains("power"));
      place.kura.update("changed-csms", Map.of("identity", "CP 2"));
      Until.holds("the other identity is used", () -> place.backend.connected(OTHER));
      Until.holds("the first is gone", () -> !place.backend.connected(Place.IDENTITY));
      place.kura.update("changed-csms", Map.of("identity", "CP 1"));
      Until.holds("the first identity is back", () -> place.backend.connected(Place.IDENTITY));

      assertTrue(place.keba().watts() > 0, place::toString);
      place.awaitEnergy(1);
      place.pile.unplug();
      Until.holds("it has ended", () -> place.booked().energyWh().isPresent());
      assertEquals(1, place.backend.charges().size());
      assertEquals(
          place.pile.registerWh() - place.registerAtStart,
          place.booked().energyWh().getAsLong(),
          1.0);
    }
    assertNoError(mark);
  }
}
