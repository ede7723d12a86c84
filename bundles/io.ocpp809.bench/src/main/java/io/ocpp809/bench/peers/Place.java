package io.ocpp809.bench.peers;

import io.ocpp809.testkit.modbus.ModbusServer;
import io.ocpp809.testkit.pile.SimulatedPile;

/**
 * A station with its one pile.
 *
 * @param station identity at the CSMS
 * @param number from 1
 * @param product what stands there
 * @param pile the pile
 * @param line the line that it is on
 * @param unit its unit there
 */
record Place(
    String station, int number, Product product, SimulatedPile pile, ModbusServer line, int unit) {}
