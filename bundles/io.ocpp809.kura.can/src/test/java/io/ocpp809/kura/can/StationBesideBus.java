package io.ocpp809.kura.can;

import com.google.gson.JsonObject;
import io.ocpp809.station.core.EvseOptions;
import io.ocpp809.station.pile.Capabilities;
import io.ocpp809.station.pile.PileIdentity;
import io.ocpp809.station.pile.PileReport;
import io.ocpp809.station.reading.Measurand;
import io.ocpp809.station.reading.Phase;
import io.ocpp809.station.reading.Reading;
import io.ocpp809.template.ChannelValue;
import io.ocpp809.template.VehicleReader;
import io.ocpp809.testkit.station.StationAtCsms;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A station at its CSMS whose pile has a meter and a gate and tells no state: what a vehicle does
 * there is known from the channels of its asset alone.
 */
final class StationBesideBus {
  private static final Capabilities GATE_AND_METER =
      new Capabilities(
          Capabilities.Gate.ENABLE,
          Capabilities.Authoriser.GATEWAY,
          Capabilities.EnergyRegister.TOTAL,
          false,
          true,
          Set.of(Capabilities.LimitKind.CURRENT),
          Capabilities.Watchdog.NONE,
          Duration.ZERO,
          250_000,
          false,
          false,
          6_000,
          1_000,
          0,
          false);

  private final StationAtCsms station =
      new StationAtCsms(EvseOptions.of(1, 250_000), GATE_AND_METER);
  private final VehicleReader reader = new VehicleReader(1_000);
  private double registerWh = 1_000_000;

  StationBesideBus() {
    station.connect();
  }

  /** So many ms pass, after which the vehicle's asset shows this; a fault begins with "! ". */
  void shows(Map<String, String> channels, long millis) {
    station.pass(Duration.ofMillis(millis));
    long now = station.millis();
    Map<String, ChannelValue> values = new LinkedHashMap<>();
    channels.forEach(
        (name, text) -> values.put(name, new ChannelValue(text, !text.startsWith("! "), now)));
    String watts = channels.getOrDefault("outlet.power", "!");
    registerWh += watts.startsWith("!") ? 0 : Double.parseDouble(watts) * millis / 3_600_000;
    station.report(
        new PileReport(
                now,
                true,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(""),
                List.of(
                    Reading.measured(
                        Measurand.ENERGY_ACTIVE_IMPORT_REGISTER, Phase.ALL, registerWh, now)),
                PileIdentity.UNKNOWN)
            .withVehicle(reader.read(values.keySet(), values, now)));
  }

  /** A call of the CSMS. */
  void call(String action, String payload) {
    station.call(action, payload);
  }

  /** What the CSMS was told of the connector, one after another: status, error, maker's code. */
  List<String> statuses() {
    return station.told("StatusNotification").stream()
        .filter(s -> s.get("connectorId").getAsInt() == 1)
        .map(
            s ->
                (field(s, "status")
                        + " "
                        + field(s, "errorCode")
                        + " "
                        + field(s, "vendorErrorCode"))
                    .replace(" NoError", "")
                    .trim())
        .toList();
  }

  /** A field of the last call of that action; empty if there is none. */
  String last(String action, String field) {
    return station.last(action).map(s -> field(s, field)).orElse("");
  }

  private static String field(JsonObject payload, String name) {
    return payload.has(name) ? payload.get(name).getAsString() : "";
  }

  /** All that was sent, as one text. */
  String sent() {
    return station.sent().toString();
  }
}
