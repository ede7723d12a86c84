package io.ocpp809.testkit.csms;

import com.google.gson.JsonObject;

/**
 * One message as the CSMS saw it.
 *
 * @param station identity of the station
 * @param fromStation whether the station sent it
 * @param action the action
 * @param payload the Call's payload
 */
public record Message(String station, boolean fromStation, String action, JsonObject payload) {}
