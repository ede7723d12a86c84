package io.ocpp809.kura.station;

import io.ocpp809.station.core.ChargingStation;

/**
 * A place for an EVSE.
 *
 * @param host its station
 * @param target filter by which the form names the station
 * @param number of the EVSE there
 */
record EvsePlace(StationHost host, String target, int number) {
  /** The station. */
  ChargingStation station() {
    return host.station();
  }
}
