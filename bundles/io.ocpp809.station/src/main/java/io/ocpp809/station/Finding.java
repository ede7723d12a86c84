package io.ocpp809.station;

import java.util.Objects;

/**
 * Something the operator should know, in words that say what to do.
 *
 * @param id stable name, such as {@code energy.unaccounted}
 * @param evse EVSE it concerns; 0 for the station
 * @param text what was found and what to do
 */
public record Finding(String id, int evse, String text) {
  /** Checks that no part is null. */
  public Finding {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(text, "text");
  }
}
