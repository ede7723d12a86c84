package io.ocpp809.bench;

import com.google.gson.JsonObject;
import java.util.Map;

/** Forms of a driver that listens to a charging bus, and of the asset of the vehicle there. */
final class VehicleForms {

  /** By channel, its signal: those with a number of the shipped file of channels. */
  private static final Map<String, String> NUMBERS =
      Map.of(
          "session.energy", "session.energy",
          "vehicle.soc", "soc",
          "vehicle.voltage", "BCS.voltage",
          "vehicle.current", "BCS.current",
          "vehicle.temperature.max", "BSM.maxTemperature",
          "outlet.voltage", "CCS.outputVoltage",
          "outlet.current", "CCS.outputCurrent",
          "outlet.power", "power",
          "offered.current", "CML.maxCurrent");

  /** Those with a word. */
  private static final Map<String, String> WORDS =
      Map.of(
          "session.state", "session.state",
          "session.stopParty", "session.stopParty",
          "session.stopReason", "session.stopReason",
          "session.error", "session.error",
          "session.evidence", "session.evidence",
          "vehicle.vin", "vin");

  private VehicleForms() {}

  /**
   * The driver, on an SLCAN adapter.
   *
   * @param port of the adapter, on the loopback interface
   */
  static JsonObject driver(int port) {
    JsonObject form = new JsonObject();
    form.addProperty("link", "SLCAN_TCP");
    form.addProperty("role", "CHARGING_BUS");
    form.addProperty("host", "127.0.0.1");
    form.addProperty("port", port);
    return form;
  }

  /** The asset with all channels of a vehicle, as shipped. */
  static JsonObject asset(String driver) {
    JsonObject asset = new JsonObject();
    asset.addProperty("driver.pid", driver);
    NUMBERS.forEach((channel, signal) -> add(asset, channel, "DOUBLE", signal));
    WORDS.forEach((channel, signal) -> add(asset, channel, "STRING", signal));
    return asset;
  }

  private static void add(JsonObject asset, String channel, String type, String signal) {
    asset.addProperty(channel + "#+name", channel);
    asset.addProperty(channel + "#+type", "READ");
    asset.addProperty(channel + "#+value.type", type);
    asset.addProperty(channel + "#kind", "GBT");
    asset.addProperty(channel + "#signal", signal);
  }
}
