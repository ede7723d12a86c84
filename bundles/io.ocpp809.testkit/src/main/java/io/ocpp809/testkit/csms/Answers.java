package io.ocpp809.testkit.csms;

import com.google.gson.JsonObject;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the CSMS answers, and its book of transactions. A start that is sent again is not booked
 * twice.
 */
final class Answers {

  private final Clock clock;
  private final Map<Integer, Charge> charges = new LinkedHashMap<>();
  private final Map<String, Integer> starts = new LinkedHashMap<>();
  private final Set<String> blocked = ConcurrentHashMap.newKeySet();
  private int lastId;

  Answers(Clock clock) {
    this.clock = clock;
  }

  void block(String idTag) {
    blocked.add(idTag);
  }

  synchronized List<Charge> charges() {
    return List.copyOf(charges.values());
  }

  /** The payload of the CallResult, or null if the action is unknown. */
  synchronized JsonObject to(String station, String action, JsonObject call) {
    JsonObject answer = new JsonObject();
    switch (action) {
      case "BootNotification" -> {
        answer.addProperty("status", "Accepted");
        answer.addProperty("currentTime", now());
        answer.addProperty("interval", 30);
      }
      case "Heartbeat" -> answer.addProperty("currentTime", now());
      case "Authorize" -> answer.add("idTagInfo", info(call.get("idTag").getAsString()));
      case "StartTransaction" -> {
        answer.addProperty("transactionId", start(station, call));
        answer.add("idTagInfo", info(call.get("idTag").getAsString()));
      }
      case "StopTransaction" -> stop(call);
      case "DataTransfer" -> answer.addProperty("status", "UnknownVendorId");
      case "StatusNotification",
          "MeterValues",
          "FirmwareStatusNotification",
          "DiagnosticsStatusNotification" -> {}
      default -> {
        return null;
      }
    }
    return answer;
  }

  private int start(String station, JsonObject call) {
    String same = station + call;
    Integer known = starts.get(same);
    if (known != null) {
      return known;
    }
    int id = ++lastId;
    starts.put(same, id);
    charges.put(
        id,
        new Charge(
            id,
            station,
            call.get("connectorId").getAsInt(),
            call.get("idTag").getAsString(),
            call.get("meterStart").getAsLong(),
            OptionalLong.empty(),
            ""));
    return id;
  }

  private void stop(JsonObject call) {
    String reason = call.has("reason") ? call.get("reason").getAsString() : "Local";
    charges.computeIfPresent(
        call.get("transactionId").getAsInt(),
        (id, charge) -> charge.ended(call.get("meterStop").getAsLong(), reason));
  }

  private JsonObject info(String idTag) {
    JsonObject info = new JsonObject();
    info.addProperty("status", blocked.contains(idTag) ? "Blocked" : "Accepted");
    return info;
  }

  private String now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS).toString();
  }
}
