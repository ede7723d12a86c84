package io.ocpp809.template;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.ocpp809.testkit.station.StationAtCsms;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A station at its CSMS whose pile is an image of registers. The pile does what it is told without
 * showing it: what it shows is the image.
 */
final class StationAtImage {
  /** Everything that a CSMS may ask for; the station refuses what its pile does not measure. */
  private static final List<String> MEASURANDS =
      List.of(
          "Energy.Active.Import.Register",
          "Energy.Active.Export.Register",
          "Power.Active.Import",
          "Power.Factor",
          "Current.Import",
          "Voltage",
          "Frequency",
          "Temperature",
          "SoC",
          "Current.Offered",
          "Power.Offered");

  private final PileTemplate template;
  private final ImageSheet sheet;
  private final StationAtCsms station;
  private RegisterImage image;

  /**
   * A station that has booted at its CSMS.
   *
   * @param sheet outlet, rating, tokens, companion meter and what may be billed
   * @param image what the registers hold
   */
  StationAtImage(PileTemplate template, ImageSheet sheet, RegisterImage image) {
    this.template = template;
    this.sheet = sheet;
    this.image = image;
    station = new StationAtCsms(sheet.evse(), template.capabilities(true));
    show(image);
    station.connect();
  }

  /** The registers hold this from now on; two seconds pass. */
  void show(RegisterImage next) {
    image = next;
    for (int i = 0; i < 2; i++) {
      report();
      station.pass(Duration.ofSeconds(1));
    }
    report();
  }

  private void report() {
    station.report(sheet.report(template, image, station.millis()));
  }

  /** A start by the CSMS; its answer's status. */
  String remoteStart() {
    return station
        .call("RemoteStartTransaction", "{\"connectorId\":1,\"idTag\":\"CARD\"}")
        .get("status")
        .getAsString();
  }

  /** What the CSMS is told of the connector now: status, error code and the maker's code. */
  String status() {
    station.call(
        "TriggerMessage", "{\"requestedMessage\":\"StatusNotification\",\"connectorId\":1}");
    JsonObject last = last("StatusNotification").orElseThrow();
    return String.join(
        " ",
        last.get("status").getAsString(),
        last.get("errorCode").getAsString(),
        last.has("vendorErrorCode") ? last.get("vendorErrorCode").getAsString() : "-");
  }

  /** All sampled values that the CSMS can get now, each as measurand, phase, value, unit. */
  List<String> meterValues() {
    String measured = MEASURANDS.stream().filter(this::sampled).collect(Collectors.joining(","));
    sampled(measured);
    station.call("TriggerMessage", "{\"requestedMessage\":\"MeterValues\",\"connectorId\":1}");
    List<String> result = new ArrayList<>();
    JsonObject last = last("MeterValues").orElseThrow();
    for (JsonElement v :
        last.getAsJsonArray("meterValue").get(0).getAsJsonObject().getAsJsonArray("sampledValue")) {
      JsonObject o = v.getAsJsonObject();
      List<String> words = new ArrayList<>(List.of(o.get("measurand").getAsString()));
      for (String key : List.of("phase", "value", "unit", "location")) {
        if (o.has(key)) {
          words.add(o.get(key).getAsString());
        }
      }
      result.add(String.join(" ", words));
    }
    return result;
  }

  private boolean sampled(String measurands) {
    return station
        .call(
            "ChangeConfiguration",
            "{\"key\":\"MeterValuesSampledData\",\"value\":\"" + measurands + "\"}")
        .get("status")
        .getAsString()
        .equals("Accepted");
  }

  /** The payload of the last call of an action. */
  Optional<JsonObject> last(String action) {
    return station.last(action);
  }
}
