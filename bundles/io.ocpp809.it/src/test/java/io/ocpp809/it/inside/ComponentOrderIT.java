package io.ocpp809.it.inside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.it.exam.InsideKura;
import io.ocpp809.it.peers.Backend;
import io.ocpp809.it.peers.Logged;
import io.ocpp809.it.peers.Telemetry;
import io.ocpp809.station.ConnectorState;
import io.ocpp809.template.AssetDraft;
import io.ocpp809.template.TemplateLibrary;
import io.ocpp809.testkit.csms.Charge;
import io.ocpp809.testkit.modbus.ModbusServer;
import io.ocpp809.testkit.pile.KebaP30;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;

/** Components and bundles come and go in any order. */
@InsideKura
public class ComponentOrderIT {

  private static final int ORDERS = 10;
  private static final int CHARGING_ORDERS = 8;
  private static final int BUNDLE_ORDERS = 4;

  /** A station with everything around it; the names are those of the components. */
  private static final class Yard implements AutoCloseable {
    static final double REGISTER_WH = 5_000;

    final KebaP30 pile = new KebaP30(System::nanoTime, REGISTER_WH);
    final ModbusServer line =
        ModbusServer.start(ModbusServer.Framing.TCP, Map.of(KebaP30.UNIT, pile));
    final Backend backend = Backend.start();
    final Telemetry telemetry = new Telemetry();
    final Kura kura = new Kura();
    final Map<String, Runnable> parts = new LinkedHashMap<>();
    final String name;

    Yard(String name) throws Exception {
      this.name = name;
      part(Kura.DRIVER, "line", Map.of("transport", "TCP", "port", line.port()));
      Map<String, Object> asset =
          AssetDraft.of(TemplateLibrary.named("keba-p30"), "line", KebaP30.UNIT, 1);
      part(Kura.ASSET, "pile", asset);
      part(Kura.SITE, "site", Map.of("fuse.current", 32.0, "ramp", 100.0));
      part(
          Kura.STATION,
          name,
          Map.of("Site.target", Kura.named("site"), "vendor", "Test", "model", "KEBA P30"));
      part(
          Kura.EVSE,
          name + "-1",
          Map.of(
              "Station.target",
              Kura.named(name),
              "PileAsset.target",
              Kura.named("pile"),
              "template",
              "keba-p30",
              "rating",
              16.0,
              "failsafe.current",
              6.0,
              "token.policy",
              "NONE",
              "token",
              "YARD"));
      part(
          Kura.CSMS,
          name + "-csms",
          Map.of(
              "Station.target",
              Kura.named(name),
              "url",
              backend.url(),
              "identity",
              "KEBA",
              "backoff.minimum",
              1,
              "backoff.random",
              0));
      part(
          Kura.MQTT,
          "mirror",
          Map.of(
              "Station.target",
              Kura.named(name),
              "broker.uri",
              telemetry.uri(),
              "interval.min",
              1,
              "interval.max",
              1));
    }

    private void part(String factory, String pid, Map<String, Object> form) {
      parts.put(pid, () -> kura.create(factory, pid, form));
    }

    List<String> shuffled(Random random) {
      List<String> order = new ArrayList<>(parts.keySet());
      Collections.shuffle(order, random);
      return order;
    }

    void create(List<String> order) {
      telemetry.forget();
      order.forEach(pid -> parts.get(pid).run());
    }

    void delete(List<String> order) {
      order.forEach(kura::delete);
      Until.holds(
          () -> "gone after " + order + ": " + kura.active(order) + OurThreads.ofConnections(),
          () ->
              kura.active(order).isEmpty()
                  && kura.station(name) == null
                  && !backend.connected("KEBA")
                  && OurThreads.ofConnections().isEmpty());
    }

    void awaitWork(String state, List<String> order) {
      Until.holds(
          () -> "works after " + order + ": " + this,
          () ->
              backend.connected("KEBA")
                  && kura.evse(name, 1).reachable()
                  && backend.status("KEBA", 1).orElse("").equals(state)
                  && telemetry
                      .at("ocpp809/" + name + "/evse/1/connector/1")
                      .contains("\"" + state + "\"")
                  && telemetry.at("ocpp809/" + name + "/evse/1/measured").contains("energy"));
    }

    private ConnectorState state() {
      return kura.evse(name, 1).connectors().get(0).state();
    }

    /** The vehicle charges; where its use had ended before, it is plugged in anew. */
    void awaitVehicle(List<String> order) {
      Until.holds(
          () -> "the vehicle is known after " + order + ": " + this,
          () -> Set.of(ConnectorState.CHARGING, ConnectorState.FINISHING).contains(state()));
      if (state() == ConnectorState.FINISHING) {
        pile.unplug();
        awaitWork("Available", order);
        pile.plug(Place.CAR_WATTS);
      }
      awaitWork("Charging", order);
    }

    @Override
    public String toString() {
      return kura.words(name, 1)
          + " backend: "
          + backend.connected("KEBA")
          + " "
          + backend.status("KEBA", 1)
          + " "
          + backend.charges()
          + " telemetry: "
          + telemetry.at("ocpp809/" + name + "/evse/1/connector/1")
          + telemetry.at("ocpp809/" + name + "/evse/1/measured");
    }

    List<Charge> running() {
      return backend.charges().stream().filter(c -> c.energyWh().isEmpty()).toList();
    }

    @Override
    public void close() throws IOException {
      kura.close();
      backend.close();
      telemetry.close();
      line.close();
    }
  }

  @Test
  public void aStationWorksInWhateverOrderItsComponentsComeAndLeavesNothingWhenTheyGo()
      throws Exception {
    int mark = Logged.mark();
    Random random = new Random(809);
    try (Yard yard = new Yard("idle")) {
      for (int i = 0; i < ORDERS; i++) {
        List<String> coming = yard.shuffled(random);
        yard.create(coming);
        yard.awaitWork("Available", coming);
        yard.delete(yard.shuffled(random));
      }
    }
    assertEquals(List.of(), Logged.since(mark, "ERROR"));
  }

  @Test
  public void aChargingVehicleIsTakenOverInAnyOrderAndItsTransactionEndsWithItsEvse()
      throws Exception {
    int mark = Logged.mark();
    Random random = new Random(1809);
    try (Yard yard = new Yard("charging")) {
      yard.pile.plug(Place.CAR_WATTS);
      for (int i = 0; i < CHARGING_ORDERS; i++) {
        List<String> coming = yard.shuffled(random);
        yard.create(coming);
        yard.awaitVehicle(coming);
        Until.holds("one transaction runs", () -> yard.running().size() == 1);
        yard.delete(yard.shuffled(random));
      }
      List<String> coming = new ArrayList<>(yard.parts.keySet());
      yard.create(coming);
      yard.awaitVehicle(coming);
      yard.pile.unplug();
      Until.holds("no transaction is left", () -> yard.running().isEmpty());
      long billed = yard.backend.charges().stream().mapToLong(c -> c.energyWh().getAsLong()).sum();
      double most = yard.pile.registerWh() - Yard.REGISTER_WH + yard.backend.charges().size();
      assertTrue(billed <= most, billed + " Wh billed of " + most);
    }
    assertEquals(List.of(), Logged.since(mark, "ERROR"));
  }

  @Test
  public void bundlesStopAndStartInAnyOrderAndARunningTransactionGoesOn() throws Exception {
    int mark = Logged.mark();
    Random random = new Random(2809);
    try (Yard yard = new Yard("bundles")) {
      yard.create(new ArrayList<>(yard.parts.keySet()));
      yard.awaitWork("Available", List.of());
      yard.pile.plug(Place.CAR_WATTS);
      yard.awaitWork("Charging", List.of());
      List<Bundle> bundles = new ArrayList<>(yard.kura.shipped());
      for (int i = 0; i < BUNDLE_ORDERS; i++) {
        Collections.shuffle(bundles, random);
        for (Bundle bundle : bundles) {
          bundle.stop();
        }
        if (i == 0) {
          Until.holds(
              () -> "no thread is left: " + OurThreads.all(), () -> OurThreads.all().isEmpty());
        }
        Collections.shuffle(bundles, random);
        yard.telemetry.forget();
        for (Bundle bundle : bundles) {
          bundle.start();
        }
        yard.awaitWork("Charging", bundles.stream().map(Bundle::getSymbolicName).toList());
      }
      yard.pile.unplug();
      Until.holds("the transaction has ended", () -> yard.running().isEmpty());
      assertEquals(1, yard.backend.charges().size());
      assertEquals(
          yard.pile.registerWh() - Yard.REGISTER_WH,
          yard.backend.charges().get(0).energyWh().getAsLong(),
          1.0);
    }
    assertEquals(List.of(), Logged.since(mark, "ERROR"));
  }
}
