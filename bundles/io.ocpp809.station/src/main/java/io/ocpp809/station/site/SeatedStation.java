package io.ocpp809.station.site;

import io.ocpp809.station.StationView;
import io.ocpp809.station.limit.Limit;
import io.ocpp809.station.limit.LimitSource;
import java.util.Optional;

/** A charging station as those see it who share out what its piles may draw. */
public interface SeatedStation {
  /** The station at this moment. */
  StationView view();

  /**
   * What an EVSE may draw from now on.
   *
   * @param evse number of the EVSE
   * @param source whose share
   * @param limit the share; empty ends it
   */
  void share(int evse, LimitSource source, Optional<Limit> limit);

  /**
   * Whoever shares has just planned for an EVSE; without that for a while the station is not
   * healthy.
   *
   * @param evse number of the EVSE
   * @param source whose share
   */
  void planned(int evse, LimitSource source);

  /**
   * Tells the operator something, or takes it back.
   *
   * @param id stable name
   * @param evse the EVSE; 0 for the station
   * @param text what was found; empty if it is gone
   */
  void finding(String id, int evse, Optional<String> text);
}
