package io.ocpp809.bench.truth;

/**
 * A car's stay at a pile.
 *
 * @param station identity of the pile's station
 * @param movedWh what the pile's register has moved from plug to unplug, in Wh
 */
public record Session(String station, double movedWh) {}
