package io.ocpp809.it.inside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.it.exam.InsideKura;
import io.ocpp809.it.peers.Logged;
import io.ocpp809.testkit.modbus.ModbusServer;
import io.ocpp809.testkit.pile.HeidelbergEnergyControl;
import io.ocpp809.testkit.pile.KebaP30;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** From the pile's registers to the CSMS and the broker, over sockets, peers outside. */
@InsideKura
public class EndToEndIT {

  private static final double LIMIT_AMPERE = 8;

  @Test
  public void aPileOnTcpIsAuthorisedStartedMeteredLimitedAndStoppedByACsmsWeHaveNotWritten()
      throws Exception {
    int mark = Logged.mark();
    try (Place place = Place.keba("limited")) {
      KebaP30 keba = (KebaP30) place.pile;
      place.awaitStatus("Available");
      assertEquals(List.of("Test Box"), place.backend.boots(Place.IDENTITY));
      assertEquals(
          "Accepted", place.backend.configure(Place.IDENTITY, "MeterValueSampleInterval", "1"));

      keba.plug(Place.CAR_WATTS);
      place.awaitStatus("Preparing");
      keba.showCard(0x04A1B2C3L);
      place.awaitStatus("Charging");
      assertEquals(List.of(place.booked().idTag()), place.backend.authorised());
      Until.holds("16 A are granted", () -> keba.grantedAmpere() == 16);

      Until.holds(
          "meter values of the transaction come with the pile's register and power",
          () ->
              place.backend.samples().stream()
                  .filter(s -> s.transactionId() == place.booked().id())
                  .filter(s -> s.measurand().equals("Energy.Active.Import.Register"))
                  .anyMatch(s -> Double.parseDouble(s.value()) > place.registerAtStart));
      Until.holds(
          "the mirror tells the same",
          () ->
              place.mirrored("started", "\"meterStart\":" + place.booked().meterStart())
                  && place
                      .telemetry
                      .at("ocpp809/" + place.name + "/evse/1/measured")
                      .contains("\"power\":1104"));

      assertEquals("Accepted", place.backend.limit(Place.IDENTITY, 1, LIMIT_AMPERE));
      Until.holds("the pile grants 8 A", () -> keba.grantedAmpere() == LIMIT_AMPERE);
      Until.holds(
          "the mirror tells the limit",
          () ->
              place.telemetry.at("ocpp809/" + place.name + "/evse/1/limit").contains("\"amps\":8"));
      place.awaitEnergy(2);

      assertEquals("Accepted", place.backend.unlimit(Place.IDENTITY));
      Until.holds("16 A are granted again", () -> keba.grantedAmpere() == 16);

      assertEquals("Accepted", place.backend.remoteStop(Place.IDENTITY, place.booked().id()));
      Until.holds("the transaction has ended", () -> place.booked().energyWh().isPresent());
      assertEquals("Remote", place.booked().reason());
      assertEquals(0, keba.grantedAmpere());
      place.assertEnergyBilled();
      keba.unplug();
      place.awaitStatus("Available");
    }
    assertEquals(List.of(), Logged.since(mark, "ERROR"));
  }

  @Test
  public void aPileOnRtuOverTcpIsStartedFromRemoteAndEndsWhenTheVehicleLeaves() throws Exception {
    int mark = Logged.mark();
    try (Place place =
        new Place(
            "rtu",
            new HeidelbergEnergyControl(System::nanoTime, 1_234_000),
            1,
            ModbusServer.Framing.RTU,
            "heidelberg-energy-control",
            Map.of("energy", "APPARENT"))) {
      HeidelbergEnergyControl box = (HeidelbergEnergyControl) place.pile;
      place.awaitStatus("Available");
      box.plug(Place.CAR_WATTS);
      place.awaitStatus("Preparing");
      assertEquals("Accepted", place.backend.remoteStart(Place.IDENTITY, 1, "REMOTE01"));
      place.awaitStatus("Charging");
      assertEquals("REMOTE01", place.booked().idTag());
      assertEquals("Accepted", place.backend.limit(Place.IDENTITY, 1, LIMIT_AMPERE));
      Until.holds("the box grants 8 A", () -> box.grantedAmpere() == LIMIT_AMPERE);
      place.awaitEnergy(3);
      box.unplug();
      place.awaitStatus("Available");
      Until.holds("the transaction has ended", () -> place.booked().energyWh().isPresent());
      assertEquals("EVDisconnected", place.booked().reason());
      place.assertEnergyBilled();
    }
    assertEquals(List.of(), Logged.since(mark, "ERROR"));
  }

  @Test
  public void aLostCsmsIsToldEverythingWhenItIsBack() throws Exception {
    int mark = Logged.mark();
    try (Place place = Place.keba("lost")) {
      KebaP30 keba = (KebaP30) place.pile;
      place.awaitStatus("Available");
      keba.plug(Place.CAR_WATTS);
      keba.showCard(0x04A1B2C3L);
      place.awaitStatus("Charging");

      place.backend.goAway();
      place.awaitEnergy(3);
      assertTrue(keba.grantedAmpere() > 0, "charging goes on");
      keba.unplug();
      Until.holds("the mirror tells the end", () -> place.mirrored("ended", "meterStop"));
      assertTrue(place.booked().energyWh().isEmpty());

      place.backend.comeBack();
      Until.holds("the CSMS is told", () -> place.booked().energyWh().isPresent());
      place.awaitStatus("Available");
      place.assertEnergyBilled();
    }
    assertEquals(List.of(), Logged.since(mark, "ERROR"));
  }
}
