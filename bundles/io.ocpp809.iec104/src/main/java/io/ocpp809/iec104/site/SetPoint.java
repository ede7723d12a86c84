package io.ocpp809.iec104.site;

import io.ocpp809.station.limit.Limit;
import io.ocpp809.station.pile.Capabilities.LimitKind;
import java.time.Instant;
import java.util.Optional;

/**
 * A set-point that was accepted.
 *
 * @param limit what it comes to, at most the rating
 * @param at when it was accepted
 * @param minutes how long it stands from then on; 0 until it is changed or taken back
 */
public record SetPoint(Limit limit, Instant at, int minutes) {
  /** One that stands until it is changed or taken back. */
  public SetPoint(Limit limit, Instant at) {
    this(limit, at, 0);
  }

  /** As text, for keeping. */
  String text() {
    return limit.kind() + " " + limit.value() + " " + at.toEpochMilli() + " " + minutes;
  }

  static Optional<SetPoint> of(String text) {
    try {
      String[] parts = text.split(" ");
      Limit limit = new Limit(LimitKind.valueOf(parts[0]), Integer.parseInt(parts[1]));
      Instant at = Instant.ofEpochMilli(Long.parseLong(parts[2]));
      return Optional.of(new SetPoint(limit, at, Integer.parseInt(parts[3])));
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }
}
