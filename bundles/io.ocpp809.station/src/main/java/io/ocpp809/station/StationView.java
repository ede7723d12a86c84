package io.ocpp809.station;

import io.ocpp809.station.time.EventTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A station at a moment; immutable, safe to pass to any thread.
 *
 * @param name the station's name in the configuration ({@code kura.service.pid})
 * @param identity what it tells of itself at boot
 * @param time when the view was taken
 * @param operative whether the station as a whole is in service
 * @param fault what keeps the whole station from working, such as a store that cannot write; empty
 *     if nothing does
 * @param evses its EVSEs by number
 * @param findings what the operator should know about, and is not put right yet
 */
public record StationView(
    String name,
    StationIdentity identity,
    EventTime time,
    boolean operative,
    String fault,
    List<EvseView> evses,
    List<Finding> findings) {
  /** Copies the lists and checks that no part is null. */
  public StationView {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(identity, "identity");
    Objects.requireNonNull(time, "time");
    Objects.requireNonNull(fault, "fault");
    evses = List.copyOf(evses);
    findings = List.copyOf(findings);
  }

  /** The EVSE of that number. */
  public Optional<EvseView> evse(int number) {
    return evses.stream().filter(e -> e.evse() == number).findFirst();
  }
}
