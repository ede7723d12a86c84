package io.ocpp809.station.core;

import io.ocpp809.station.limit.Limit;
import io.ocpp809.station.limit.LimitSource;
import io.ocpp809.station.site.SeatedStation;
import io.ocpp809.station.site.Site;
import io.ocpp809.station.site.SiteOptions;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Shares a station's own limit, and the maximum of its charging profiles, among those of its EVSEs
 * that charge, and the power of a pile with several outlets among them, by the rules of a site. A
 * station that has neither shares nothing.
 */
final class OwnShare {
  private static final int RAMP_MILLIAMPS = 1_000_000;
  private static final int PAUSES_PER_HOUR = 6;
  private static final long TURN_MILLIS = 900_000;

  private final StationContext context;
  private final SeatedStation station;
  private final Set<Integer> seated = new HashSet<>();
  private Site site;
  private Optional<Limit> maximum = Optional.empty();
  private boolean closed;

  OwnShare(StationContext context, SeatedStation station) {
    this.context = context;
    this.station = station;
  }

  /**
   * Brings all EVSEs into line with their configuration, the station's and its profiles.
   *
   * @param profiles those of the station; its maximum is shared where there are several EVSEs
   */
  void apply(Collection<EvseRoom> rooms, ProfileRoom profiles) {
    boolean limited =
        context.options().limitMilliamps() > 0 || rooms.size() > 1 && profiles.limitsStation();
    for (EvseRoom room : rooms) {
      boolean outlet = !room.options().shared().isEmpty() && !room.limits.sited();
      boolean shares = room.port().isPresent() && (limited || outlet);
      if (shares) {
        open();
        room.limits.await(LimitSource.LOCAL, true);
        site.join(
            room.options()
                .member(
                    id(room.number()),
                    room.port().get().capabilities(),
                    "",
                    context.options().voltage()),
            station,
            room.number());
        if (seated.add(room.number())) {
          station.planned(room.number(), LimitSource.LOCAL);
        }
      } else {
        leave(room.number());
        room.limits.await(LimitSource.LOCAL, false);
      }
    }
    follow(profiles);
  }

  /** The maximum of the station's profiles changes with time. */
  void follow(ProfileRoom profiles) {
    Optional<Limit> now = seated.isEmpty() ? Optional.empty() : profiles.stationMaximum();
    if (site != null && !now.equals(maximum)) {
      maximum = now;
      site.limit(LimitSource.CSMS_PROFILE, now);
    }
  }

  /** A site that is made while the station closes is closed with it. */
  private synchronized void open() {
    SiteOptions options =
        new SiteOptions(
            context.options().name(),
            context.options().limitMilliamps(),
            0,
            0,
            false,
            1,
            RAMP_MILLIAMPS,
            0,
            context.options().voltage(),
            PAUSES_PER_HOUR,
            TURN_MILLIS,
            List.of());
    if (site == null) {
      site =
          new Site(
              options,
              context.ports.time(),
              context.ports.pool(),
              context.ports.timers(),
              0,
              LimitSource.LOCAL);
      if (closed) {
        site.close();
      }
    } else {
      site.reconfigure(options);
    }
  }

  private static String id(int evse) {
    return "EVSE " + evse;
  }

  /** An EVSE goes. */
  void leave(int evse) {
    if (seated.remove(evse)) {
      site.leave(id(evse));
    }
  }

  /** Something has changed that may change the shares. */
  void nudge() {
    if (site != null) {
      site.nudge();
    }
  }

  /** Shares nothing out any more; may be called on any thread. */
  synchronized void close() {
    closed = true;
    if (site != null) {
      site.close();
    }
  }
}
