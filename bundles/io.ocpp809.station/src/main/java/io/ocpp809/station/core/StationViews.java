package io.ocpp809.station.core;

import io.ocpp809.station.EvseView;
import io.ocpp809.station.StationIdentity;
import io.ocpp809.station.StationView;
import io.ocpp809.station.pile.PileIdentity;
import java.util.Collection;
import java.util.List;

/** Takes the picture of a station that others look at. */
final class StationViews {
  private StationViews() {}

  static StationView of(
      StationContext context,
      JournalWriter journal,
      boolean operative,
      Collection<EvseRoom> evses) {
    List<EvseView> views = evses.stream().map(EvseRoom::view).toList();
    return new StationView(
        context.options().name(),
        identity(context.options(), views),
        context.now(),
        operative,
        journal.fault(),
        views,
        context.findings());
  }

  private static StationIdentity identity(StationOptions o, List<EvseView> evses) {
    PileIdentity pile =
        evses.stream()
            .map(EvseView::pile)
            .filter(p -> !p.equals(PileIdentity.UNKNOWN))
            .findFirst()
            .orElse(PileIdentity.UNKNOWN);
    return new StationIdentity(
        first(20, o.vendor(), pile.vendor(), "ocpp-809"),
        first(20, o.model(), pile.model(), "gateway"),
        first(25, o.serial(), pile.serial(), ""),
        first(50, pile.firmware(), ""),
        "",
        "");
  }

  private static String first(int most, String... texts) {
    for (String t : texts) {
      if (!t.isBlank()) {
        return t.length() <= most ? t : t.substring(0, most);
      }
    }
    return "";
  }
}
