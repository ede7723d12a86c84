package io.ocpp809.bench.truth;

import com.google.gson.JsonObject;

/**
 * A Call of a station as the CSMS received it.
 *
 * @param station its identity
 * @param action its action
 * @param payload its payload
 */
public record Call(String station, String action, JsonObject payload) {}
