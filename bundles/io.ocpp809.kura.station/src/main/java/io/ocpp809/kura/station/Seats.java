package io.ocpp809.kura.station;

import io.ocpp809.station.core.ChargingStation;
import io.ocpp809.station.limit.Limit;
import io.ocpp809.station.limit.LimitSource;
import io.ocpp809.station.port.Memory;
import io.ocpp809.station.site.Member;
import io.ocpp809.station.site.Site;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * The EVSEs of a station: who has which number, and the piles in the station's site. A number
 * belongs to the EVSE that had it last, also over a restart, in whatever order they come: for a
 * minute after the start nobody else gets it.
 */
final class Seats {
  static final int OWNER_PATIENCE_SECONDS = 60;
  static final int SITE_PATIENCE_SECONDS = 10;

  /** Time after which the piles of a station that was deleted have left its site, s. */
  static final int GONE_PATIENCE_SECONDS = 60;

  private final ChargingStation station;
  private final StationRuntime runtime;
  private final Memory memory;
  private final Claims numbers = new Claims();
  private final Map<Integer, Member> members = new TreeMap<>();
  private final Set<Claims.Claimant> waiting = new LinkedHashSet<>();
  private boolean ownersAwaited = true;
  private Optional<String> siteTarget;
  private Site site;
  private Site former;

  /**
   * Seats of a station that has just started.
   *
   * @param station the station
   * @param runtime timers
   * @param memory the station's memory
   * @param siteTarget filter of its site; empty if it is configured for none
   */
  Seats(
      ChargingStation station, StationRuntime runtime, Memory memory, Optional<String> siteTarget) {
    this.station = station;
    this.runtime = runtime;
    this.memory = memory;
    this.siteTarget = siteTarget;
    runtime.scheduler().schedule(this::awaitNoOwner, OWNER_PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private static String ownerKey(int evse) {
    return "evse." + evse + ".owner";
  }

  private Optional<String> owner(int evse) {
    return memory
        .get(ownerKey(evse))
        .map(b -> new String(b, StandardCharsets.UTF_8))
        .filter(o -> !o.isEmpty());
  }

  private void own(int evse, String pid) {
    if (!owner(evse).orElse("").equals(pid)) {
      memory.put(ownerKey(evse), pid.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** As {@link StationHost#claim}. */
  synchronized Optional<String> claim(int evse, Claims.Claimant claimant) {
    Optional<String> absent = owner(evse).filter(o -> !o.equals(claimant.pid()));
    if (ownersAwaited && absent.isPresent() && numbers.holder(evse).isEmpty()) {
      waiting.add(claimant);
      return absent;
    }
    Optional<String> other = numbers.claim(evse, claimant);
    if (other.isEmpty()) {
      own(evse, claimant.pid());
    }
    return other;
  }

  private void awaitNoOwner() {
    Set<Claims.Claimant> told;
    synchronized (this) {
      ownersAwaited = false;
      told = waiting();
    }
    told.forEach(Claims.Claimant::freed);
  }

  private Set<Claims.Claimant> waiting() {
    Set<Claims.Claimant> all = new LinkedHashSet<>(waiting);
    waiting.clear();
    return all;
  }

  /** As {@link StationHost#release}. */
  void release(int evse, Claims.Claimant claimant, boolean forGood) {
    Set<Claims.Claimant> told = Set.of();
    synchronized (this) {
      waiting.remove(claimant);
      if (forGood && numbers.holder(evse).filter(h -> h == claimant).isPresent()) {
        own(evse, "");
        told = waiting();
        Member gone = members.remove(evse);
        if (gone != null && site != null) {
          site.leave(gone.id());
        }
      }
    }
    numbers.release(evse, claimant);
    told.forEach(Claims.Claimant::freed);
  }

  /** As {@link StationHost#seat}. */
  synchronized void seat(int evse, Member member) {
    if (!member.equals(members.put(evse, member)) || site == null) {
      join(evse, member);
    }
  }

  /**
   * The station was deleted, its EVSEs may stay: after a while its piles have no seats any more.
   * Until then they count as silent ones do, since they go on with their last grant until their
   * watchdogs trip; and a rollback of Kura deletes a station to bring it back at once. Whoever has
   * taken a seat over meanwhile keeps it.
   */
  synchronized void abandon() {
    Site left = site == null ? former : site;
    if (left != null) {
      Set<String> piles = new LinkedHashSet<>();
      members.values().forEach(m -> piles.add(m.id()));
      runtime
          .scheduler()
          .schedule(
              () -> piles.forEach(id -> left.hand(id, station)),
              GONE_PATIENCE_SECONDS,
              TimeUnit.SECONDS);
    }
  }

  private void join(int evse, Member member) {
    if (site == null) {
      missSiteLater();
      return;
    }
    station.finding("site.missing", 0, Optional.empty());
    site.join(member, station, evse);
  }

  /** The station is configured for another site, or for none. */
  synchronized void site(Optional<String> target) {
    siteTarget = target;
    settle();
    if (site == null && target.isPresent()) {
      missSiteLater();
    }
  }

  /** The site is there. */
  synchronized void bind(Site next) {
    former = site == null ? former : site;
    site = next;
    settle();
    members.forEach(this::join);
  }

  /** What the site granted last stays in force until it is back, or is missed. */
  synchronized void unbind(Site gone) {
    if (site == gone) {
      former = gone;
      site = null;
      settle();
      missSiteLater();
    }
  }

  /**
   * A site that was left because the form names another one, or none, limits the station no more.
   * Form and references change in any order; a site that the form still names comes back.
   */
  private void settle() {
    if (former != null && former != site && !named(former)) {
      members.values().forEach(m -> former.hand(m.id(), station));
      former = null;
    }
    if (site == null && siteTarget.isEmpty()) {
      members.keySet().forEach(e -> station.share(e, LimitSource.FUSE, Optional.empty()));
      station.finding("site.missing", 0, Optional.empty());
    }
  }

  private boolean named(Site s) {
    return siteTarget.filter(t -> t.contains("=" + s.name() + ")")).isPresent();
  }

  private void missSiteLater() {
    runtime.scheduler().schedule(this::missSite, SITE_PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private synchronized void missSite() {
    if (site != null || siteTarget.isEmpty()) {
      return;
    }
    station.finding(
        "site.missing",
        0,
        Optional.of(
            "Site.target: there is no site "
                + siteTarget.get()
                + "; its piles are paused until it is there"));
    members.keySet().forEach(this::pause);
  }

  private void pause(int evse) {
    station.share(evse, LimitSource.FUSE, Optional.of(Limit.milliamps(0)));
  }
}
