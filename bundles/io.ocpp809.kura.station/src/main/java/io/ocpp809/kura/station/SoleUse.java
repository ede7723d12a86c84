package io.ocpp809.kura.station;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.eclipse.kura.asset.AssetConfiguration;

/** What one EVSE of the gateway, or of a site, has for itself alone: an outlet, a site's number. */
final class SoleUse {
  private final Claims claims;
  private final Claims.Claimant owner;
  private final Notices notices;
  private final Set<Object> held = new LinkedHashSet<>();

  SoleUse(Claims claims, Claims.Claimant owner, Notices notices) {
    this.claims = claims;
    this.owner = owner;
    this.notices = notices;
  }

  /**
   * Takes the outlet and the number within the site, and gives back what was held before and is not
   * needed any more.
   *
   * @param s what the form says
   * @param asset the pile's asset
   * @param site filter of the site, if the station has one
   * @return the settings, without a number within the site if another EVSE has it; empty if another
   *     EVSE serves the outlet
   */
  Optional<EvseSettings> take(EvseSettings s, AssetConfiguration asset, Optional<String> site) {
    String outlet = AssetCheck.outlet(s.pileTarget(), asset);
    int number = s.options().siteNumber();
    Optional<Object> siteNumber =
        site.filter(x -> number > 0).map(x -> "site number " + number + " of " + x);
    Set<Object> needed = new LinkedHashSet<>(Set.of("outlet " + outlet));
    siteNumber.ifPresent(needed::add);
    keep(needed);
    Optional<String> sharer = hold("outlet " + outlet);
    notices.tell(
        "evse.outlet",
        sharer.map(
            o ->
                "PileAsset.target: "
                    + outlet
                    + " is served by "
                    + o
                    + " already; choose another unit, outlet or asset"));
    Optional<String> other = siteNumber.flatMap(this::hold);
    notices.tell(
        "evse.site-number",
        other.map(
            o ->
                "site.number: "
                    + number
                    + " belongs to "
                    + o
                    + "; this EVSE has none within the site until another is chosen"));
    if (sharer.isPresent()) {
      return Optional.empty();
    }
    return Optional.of(other.isPresent() ? s.withoutSiteNumber() : s);
  }

  private Optional<String> hold(Object what) {
    held.add(what);
    return claims.claim(what, owner);
  }

  private void keep(Set<Object> needed) {
    Set<Object> gone = new LinkedHashSet<>(held);
    gone.removeAll(needed);
    held.removeAll(gone);
    gone.forEach(what -> claims.release(what, owner));
  }

  /** Gives everything back. */
  void release() {
    keep(Set.of());
  }
}
