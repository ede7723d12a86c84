package io.ocpp809.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ocpp809.station.ConnectorState;
import io.ocpp809.station.Finding;
import io.ocpp809.station.Station;
import io.ocpp809.station.StationEvent;
import io.ocpp809.station.StationListener;
import io.ocpp809.station.journal.TransactionEvent;
import io.ocpp809.station.pile.FaultClass;
import io.ocpp809.station.pile.PileFault;
import io.ocpp809.station.reading.ReadingContext;
import io.ocpp809.station.time.EventTime;
import io.ocpp809.station.transaction.ChargingState;
import io.ocpp809.station.transaction.StopReason;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProjectionTest {
  private final Projection open =
      new Projection("hall", MeasuringOptions.DEFAULT, new Personal(true, true));
  private final Projection discreet =
      new Projection("hall", MeasuringOptions.DEFAULT, Personal.NOTHING);

  private static String line(MirrorMessage m) {
    String json = new String(Json.payload(m), StandardCharsets.UTF_8);
    return m.topic("p") + " " + json.replace("\"", "'");
  }

  private static String line(Optional<MirrorMessage> m) {
    return m.map(ProjectionTest::line).orElse("nothing");
  }

  @Test
  void aConnectorIsPublishedWithItsFault() {
    StationEvent event =
        new StationEvent.ConnectorChanged(
            Events.at(0),
            1,
            2,
            ConnectorState.FAULTED,
            Optional.of(new PileFault(FaultClass.GROUND_FAILURE, "E17", "RCD", false)),
            "look at it");
    assertEquals(
        "p/hall/evse/1/connector/2 {'time':'2026-03-01T08:00:00Z','state':'Faulted',"
            + "'error':'GroundFailure','code':'E17','text':'RCD','info':'look at it'}",
        line(open.of(event)));
  }

  @Test
  void aWarningIsNoErrorAndAnUntrustedClockIsMarked() {
    EventTime untrusted = new EventTime("b", 0, Events.START, false);
    StationEvent event =
        new StationEvent.ConnectorChanged(
            untrusted,
            1,
            1,
            ConnectorState.CHARGING,
            Optional.of(new PileFault(FaultClass.HIGH_TEMPERATURE, "", "", true)),
            "");
    assertEquals(
        "p/hall/evse/1/connector/1 {'time':'2026-03-01T08:00:00Z','state':'Charging',"
            + "'warning':'HighTemperature','clock':'untrusted'}",
        line(open.of(event)));
  }

  @ParameterizedTest
  @CsvSource({
    "AVAILABLE, Available",
    "PREPARING, Preparing",
    "CHARGING, Charging",
    "SUSPENDED_EV, SuspendedEV",
    "SUSPENDED_EVSE, SuspendedEVSE",
    "FINISHING, Finishing",
    "RESERVED, Reserved",
    "UNAVAILABLE, Unavailable",
    "FAULTED, Faulted",
  })
  void statesHaveTheNamesOfOcpp16(ConnectorState state, String name) {
    StationEvent event =
        new StationEvent.ConnectorChanged(Events.at(0), 1, 1, state, Optional.empty(), "");
    assertEquals(name, open.of(event).orElseThrow().values().get("state"));
  }

  @Test
  void aTransactionIsPublishedFromStartToEnd() {
    String base = "p/hall/evse/1/transaction {'time':'2026-03-01T08:00:00Z',";
    assertEquals(
        base
            + "'event':'started','transaction':'t','connector':1,'meterStart':1000,"
            + "'token':'04A1B2C3'}",
        line(open.of(transaction(started()))));
    assertEquals(
        base + "'event':'updated','transaction':'t','connector':1,'state':'EVConnected'}",
        line(
            open.of(
                transaction(
                    new TransactionEvent.StateChanged(
                        Events.at(0), "t", 1, 1, ChargingState.EV_CONNECTED)))));
    assertEquals(
        base
            + "'event':'ended','transaction':'t','connector':1,'meterStop':1500,"
            + "'reason':'EVDisconnected'}",
        line(
            open.of(
                transaction(
                    new TransactionEvent.Ended(
                        Events.at(0),
                        "t",
                        1,
                        1,
                        1500,
                        StopReason.EV_DISCONNECTED,
                        Optional.empty(),
                        List.of())))));
    assertEquals(
        "nothing",
        line(
            open.of(
                transaction(
                    new TransactionEvent.Metered(
                        Events.at(0), "t", 1, 1, ReadingContext.SAMPLE_PERIODIC, List.of())))));
  }

  @Test
  void energyThatNobodyIsBilledForIsPublishedAsItsSum() {
    assertEquals(
        "p/hall/evse/1/unaccounted {'time':'2026-03-01T08:00:00Z','energy':12}",
        line(open.of(new StationEvent.EnergyUnaccounted(Events.at(0), 1, 5, 12))));
  }

  private static TransactionEvent.Started started() {
    return new TransactionEvent.Started(
        Events.at(0), "t", 1, 1, Events.TOKEN, 1000, OptionalInt.empty(), OptionalInt.empty());
  }

  private static StationEvent transaction(TransactionEvent event) {
    return new StationEvent.Transaction(1, event);
  }

  @Test
  void theVehiclesNumberIsMaskedUnlessAllowed() {
    StationEvent.VehicleIdentified event =
        new StationEvent.VehicleIdentified(
            new EventTime("boot", 0, Instant.parse("2026-03-01T08:00:00Z"), true),
            1,
            "tx",
            "LGBT27930TEST0001");
    MirrorMessage masked = discreet.of(event).orElseThrow();
    assertEquals("evse/1/vehicle", masked.path());
    assertEquals("LGB**************", masked.values().get("vin"));
    assertEquals("LGBT27930TEST0001", open.of(event).orElseThrow().values().get("vin"));
    assertEquals(false, masked.kind().retained());
    assertEquals("VehicleIdentified[1, tx, LGB**************]", event.toString());
  }

  @Test
  void tokensAreKeptBackUnlessAllowed() {
    assertEquals(
        false, discreet.of(transaction(started())).orElseThrow().values().containsKey("token"));
  }

  @Test
  void aLimitIsPublishedWithItsReason() {
    String base = "p/hall/evse/1/limit {'time':'2026-03-01T08:00:00Z',";
    assertEquals(
        base + "'limited':true,'amps':8.5,'reason':'8.5 A: fuse'}",
        line(
            open.of(
                new StationEvent.LimitChanged(
                    Events.at(0), 1, 8500, -1, "8.5 A: fuse", Optional.empty()))));
    assertEquals(
        base + "'limited':true,'watts':4200,'reason':'4200 W: grid'}",
        line(
            open.of(
                new StationEvent.LimitChanged(
                    Events.at(0), 1, -1, 4200, "4200 W: grid", Optional.empty()))));
    assertEquals(
        base + "'limited':false}",
        line(
            open.of(new StationEvent.LimitChanged(Events.at(0), 1, -1, -1, "", Optional.empty()))));
  }

  @Test
  void aFindingIsPublishedAndTakenBack() {
    Finding finding = new Finding("energy.unaccounted", 1, "look");
    assertEquals(
        "p/hall/evse/1/finding/energy.unaccounted {'time':'2026-03-01T08:00:00Z','text':'look'}",
        line(open.of(new StationEvent.FindingChanged(Events.at(0), finding, true))));
    assertEquals(
        "p/hall/evse/1/finding/energy.unaccounted ",
        line(open.of(new StationEvent.FindingChanged(Events.at(0), finding, false))));
  }

  @Test
  void aReceiptIsPublished() {
    assertEquals(
        "p/hall/evse/1/receipt {'time':'2026-03-01T08:00:00Z','stage':'seen','text':'8 A'}",
        line(open.of(new StationEvent.ReceiptAdvanced(Events.at(0), 1, "seen", "8 A"))));
  }

  @Test
  void samplesForTheCsmsAreNotMirrored() {
    assertEquals(
        "nothing",
        line(
            open.of(
                new StationEvent.Sampled(
                    Events.at(0), 1, 1, ReadingContext.SAMPLE_PERIODIC, List.of()))));
  }

  @Test
  void eachEvseHasItsOwnGate() {
    assertEquals(true, open.of(Events.measured(0, Events.power(1))).isPresent());
    assertEquals(
        true,
        open.of(new StationEvent.Measured(Events.at(1), 2, List.of(Events.power(1)))).isPresent());
    assertEquals(false, open.of(Events.measured(2, Events.power(9000))).isPresent());
  }

  @Test
  void aSnapshotHoldsTheStateOfTheWholeStation() {
    String time = " {'time':'2026-03-01T08:00:05Z',";
    assertEquals(
        List.of(
            "p/hall/station"
                + time
                + "'vendor':'Acme','model':'Pile','serial':'S1','firmware':'1.0',"
                + "'operative':true,'evses':1}",
            "p/hall/evse/1/connector/1" + time + "'state':'Charging'}",
            "p/hall/evse/1/limit"
                + time
                + "'limited':true,'amps':8,'reason':'8 A: grid set-point of 14:02'}",
            "p/hall/evse/1/unaccounted" + time + "'energy':12}",
            "p/hall/evse/1/transaction"
                + time
                + "'event':'running','transaction':'t-1','connector':1,'state':'SuspendedEV',"
                + "'meterStart':1000,'energy':250}",
            "p/hall/evse/1/finding/pile.failsafe" + time + "'text':'look'}"),
        discreet.of(Events.view("hall")).stream().map(ProjectionTest::line).toList());
  }

  @Test
  void aMirrorFollowsItsStationUntilItIsClosed() {
    List<StationListener> listeners = new ArrayList<>();
    Station station =
        (Station)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Station.class},
                (proxy, method, arguments) ->
                    switch (method.getName()) {
                      case "name" -> "hall";
                      case "view" -> Events.view("hall");
                      case "listen" -> {
                        listeners.add((StationListener) arguments[0]);
                        yield (AutoCloseable) listeners::clear;
                      }
                      default -> throw new UnsupportedOperationException(method.getName());
                    });
    List<MirrorMessage> messages = new ArrayList<>();
    StationMirror mirror =
        new StationMirror(station, MeasuringOptions.DEFAULT, Personal.NOTHING, messages::add);
    listeners.get(0).onEvent(Events.measured(0, Events.power(1)));
    assertEquals(1, messages.size());
    mirror.snapshot(messages::add);
    assertEquals(7, messages.size());
    mirror.close();
    assertEquals(List.of(), listeners);
  }
}
