package io.ocpp809.cli.demo;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.ocpp809.testkit.csms.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Says in one short line what an OCPP 1.6 message is about. */
final class Words {

  private static final List<String> TOLD =
      List.of(
          "status",
          "info",
          "vendorErrorCode",
          "idTag",
          "transactionId",
          "meterStart",
          "meterStop",
          "reason",
          "chargePointVendor",
          "chargePointModel");

  private static final Map<String, String> UNITS = Map.of("meterStart", " Wh", "meterStop", " Wh");

  private Words() {}

  /**
   * The line of a message: who, in which direction, what, and the fields that tell a person
   * something.
   */
  static String of(Message message) {
    List<String> parts = new ArrayList<>();
    JsonObject payload = message.payload();
    for (String field : TOLD) {
      JsonElement value = payload.get(field);
      if (value != null && value.isJsonPrimitive()) {
        String text = value.getAsString();
        boolean plain = field.equals("status") || field.equals("info");
        parts.add(plain ? text : field + " " + text + UNITS.getOrDefault(field, ""));
      }
    }
    if (payload.has("csChargingProfiles")) {
      parts.add(profile(payload.getAsJsonObject("csChargingProfiles")));
    }
    if (payload.has("meterValue")) {
      parts.add(values(payload.getAsJsonArray("meterValue")));
    }
    String told = String.join(", ", parts);
    return message.station()
        + (message.fromStation() ? " → " : " ← ")
        + message.action()
        + (told.isEmpty() ? "" : ": " + told);
  }

  private static String profile(JsonObject profile) {
    JsonObject schedule = profile.getAsJsonObject("chargingSchedule");
    JsonObject first = schedule.getAsJsonArray("chargingSchedulePeriod").get(0).getAsJsonObject();
    return profile.get("chargingProfilePurpose").getAsString()
        + " "
        + first.get("limit").getAsString()
        + " "
        + schedule.get("chargingRateUnit").getAsString();
  }

  private static String values(JsonArray meterValues) {
    JsonArray sampled = meterValues.get(0).getAsJsonObject().getAsJsonArray("sampledValue");
    List<String> parts = new ArrayList<>();
    for (JsonElement one : sampled) {
      JsonObject value = one.getAsJsonObject();
      if (!value.has("phase")) {
        parts.add(
            value.get("value").getAsString()
                + (value.has("unit") ? " " + value.get("unit").getAsString() : ""));
      }
    }
    return String.join(", ", parts);
  }
}
