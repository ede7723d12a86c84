package io.ocpp809.kura.station;

import io.ocpp809.station.core.ChargingStation;
import io.ocpp809.station.port.Memory;
import io.ocpp809.station.site.Member;
import java.util.Optional;

/** A configured station, as the EVSEs of this bundle find it. */
interface StationHost {
  /** The station. */
  ChargingStation station();

  /** Filter of the site whose fuse the station shares; empty if it shares none. */
  Optional<String> site();

  /**
   * Takes a number for an EVSE, or stands in line for it.
   *
   * @param evse the number
   * @param claimant the EVSE
   * @return empty if it has the number; else the name of the EVSE that has it
   */
  Optional<String> claim(int evse, Claims.Claimant claimant);

  /**
   * Gives a number back.
   *
   * @param evse the number
   * @param claimant the EVSE
   * @param forGood true if the EVSE does not come back: then its pile leaves the site, and the
   *     number is anybody's
   */
  void release(int evse, Claims.Claimant claimant, boolean forGood);

  /** What the station keeps over a restart. */
  Memory memory();

  /** Seats a pile in the station's site, now and whenever the site comes. */
  void seat(int evse, Member member);
}
