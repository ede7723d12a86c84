package io.ocpp809.iec104.site;

import io.ocpp809.station.StationView;
import io.ocpp809.station.limit.Limit;
import io.ocpp809.station.limit.LimitSource;
import io.ocpp809.station.site.SiteView;
import java.util.List;
import java.util.Optional;

/**
 * The site with its stations as the controlled station sees and commands it. Calls return at once.
 */
public interface ChargingSite {
  /** The site; nothing if none is configured. */
  Optional<SiteView> site();

  /** Its stations. */
  List<StationView> stations();

  /** Whether all connections to the CSMS are up; false if there is none. */
  boolean online();

  /** Limits the whole site; without a configured site each station for itself gets its share. */
  void limitSite(LimitSource source, Optional<Limit> limit);

  /** Limits an EVSE, by its number within the site. */
  void limitEvse(int siteNumber, LimitSource source, Optional<Limit> limit);

  /** Ends the transaction of an EVSE, by its number within the site. */
  void stop(int siteNumber);

  /** Puts an EVSE in or out of service, by its number within the site. */
  void operative(int siteNumber, boolean operative);
}
