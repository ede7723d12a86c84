package io.ocpp809.kura.station;

import io.ocpp809.station.core.ChargingStation;
import io.ocpp809.station.site.Member;

/** A configured station, as the EVSEs of this bundle find it. */
public interface StationHost {
  /** The station. */
  ChargingStation station();

  /** Whether the station is configured to share the fuse of a site. */
  boolean sited();

  /**
   * Takes a number for an EVSE.
   *
   * @param evse the number
   * @param owner {@code kura.service.pid} of the EVSE
   * @return empty if it is free, else who has it
   */
  String claim(int evse, String owner);

  /** Gives a number back; its pile leaves the site. */
  void release(int evse, String owner);

  /** Seats a pile in the station's site, now and whenever the site comes. */
  void seat(int evse, Member member);
}
