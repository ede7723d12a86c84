package io.ocpp809.kura.iec104;

import io.ocpp809.iec104.site.ChargingSite;
import io.ocpp809.iec104.station.Moment;
import io.ocpp809.station.EvseView;
import io.ocpp809.station.Station;
import io.ocpp809.station.StationView;
import io.ocpp809.station.limit.Limit;
import io.ocpp809.station.limit.LimitCurve;
import io.ocpp809.station.limit.LimitSource;
import io.ocpp809.station.site.Site;
import io.ocpp809.station.site.SiteView;
import io.ocpp809.station.transaction.TransactionView;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/** The site and its stations as they come and go in the framework. Safe for many threads. */
final class SiteLink implements ChargingSite {
  private final List<Station> stations = new CopyOnWriteArrayList<>();
  private final Map<LimitSource, Limit> whole = new EnumMap<>(LimitSource.class);
  private volatile Optional<Site> site = Optional.empty();

  void add(Station station) {
    stations.add(station);
  }

  void remove(Station station) {
    stations.remove(station);
  }

  /**
   * The site has come, or gone. One that comes takes what limits the whole over from the stations
   * or the site before; with one that goes the stations get their shares when that is given next.
   */
  synchronized void site(Optional<Site> next) {
    Optional<Site> before = site;
    site = next;
    if (next.isEmpty()) {
      return;
    }
    for (Map.Entry<LimitSource, Limit> e : whole.entrySet()) {
      next.get().limit(e.getKey(), Optional.of(e.getValue()));
      if (before.isEmpty()) {
        stations.forEach(s -> s.limit(0, e.getKey(), Optional.empty()));
      } else if (before.get() != next.get()) {
        before.get().limit(e.getKey(), Optional.empty());
      }
    }
  }

  boolean isSite(Site other) {
    return site.filter(s -> s == other).isPresent();
  }

  /**
   * Present time as the stations have it, which know whether the clock is to be trusted.
   *
   * @param millis monotonic ms while there is no station
   * @param wall wall time while there is none
   */
  Moment moment(long millis, Instant wall) {
    return stations.stream()
        .findFirst()
        .map(Station::now)
        .map(t -> new Moment(t.monotonicMillis(), t.wall(), t.trusted()))
        .orElseGet(() -> new Moment(millis, wall, false));
  }

  @Override
  public Optional<SiteView> site() {
    return site.map(Site::view);
  }

  @Override
  public List<StationView> stations() {
    return stations.stream().map(Station::view).toList();
  }

  @Override
  public boolean online() {
    return !stations.isEmpty() && stations.stream().allMatch(Station::online);
  }

  @Override
  public synchronized void limitSite(LimitSource source, Optional<Limit> limit) {
    limit.ifPresentOrElse(l -> whole.put(source, l), () -> whole.remove(source));
    if (site.isPresent()) {
      site.get().limit(source, limit);
      return;
    }
    long evses = stations.stream().mapToLong(s -> s.view().evses().size()).sum();
    Optional<Limit> part =
        limit.map(l -> new Limit(l.kind(), (int) (l.value() / Math.max(1, evses))));
    stations.forEach(s -> s.limit(0, source, part.map(LimitCurve::constant)));
  }

  @Override
  public void limitEvse(int siteNumber, LimitSource source, Optional<Limit> limit) {
    at(siteNumber, (s, e) -> s.limit(e.evse(), source, limit.map(LimitCurve::constant)));
  }

  @Override
  public void stop(int siteNumber) {
    at(
        siteNumber,
        (s, e) ->
            e.transaction().map(TransactionView::id).ifPresent(id -> s.remoteStop(id, v -> {})));
  }

  @Override
  public void operative(int siteNumber, boolean operative) {
    at(siteNumber, (s, e) -> s.changeAvailability(e.evse(), operative, a -> {}));
  }

  private void at(int siteNumber, BiConsumer<Station, EvseView> call) {
    for (Station s : stations) {
      s.view().evses().stream()
          .filter(e -> siteNumber > 0 && e.siteNumber() == siteNumber)
          .forEach(e -> call.accept(s, e));
    }
  }
}
