package io.ocpp809.kura.station;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What is to be known of a pile before it is asked anything, by its template and its form. */
final class PileNotices {
  private PileNotices() {}

  /** Texts by the name of their finding, those that do not hold included as empty. */
  static Map<String, Optional<String>> of(EvseSettings s) {
    Map<String, Optional<String>> result = new LinkedHashMap<>();
    result.put("pile.unprotected", unprotected(s));
    result.put("pile.read-only", readOnly(s));
    return result;
  }

  private static Optional<String> unprotected(EvseSettings s) {
    return Optional.of(
            "unprotected: the pile, "
                + s.template().vendor()
                + " "
                + s.template().model()
                + ", has no watchdog: when the gateway falls silent it keeps its last limit. It"
                + " counts with its full rating against the fuse")
        .filter(t -> s.capabilities().controllable() && !s.capabilities().isProtected());
  }

  private static Optional<String> readOnly(EvseSettings s) {
    return Optional.of(
            "supervised: the template is of confidence B or C, so the pile is read only and"
                + " takes no limit, until a limit step has passed with this template at this"
                + " pile. Standing at the pile, choose one under supervise")
        .filter(t -> s.capabilities().readOnly());
  }
}
