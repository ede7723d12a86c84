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
 * @param trusted whether the clock was trusted then
 * @param minutes how long it stands from then on; 0 until it is changed or taken back
 */
public record SetPoint(Limit limit, Instant at, boolean trusted, int minutes) {
  /** One that stands until it is changed or taken back. */
  public SetPoint(Limit limit, Instant at) {
    this(limit, at, true, 0);
  }

  /** As text, for keeping. */
  String text() {
    return text(limit) + " " + at.toEpochMilli() + " " + minutes + " " + trusted;
  }

  static String text(Limit limit) {
    return limit.kind() + " " + limit.value();
  }

  static Optional<SetPoint> of(String text) {
    try {
      String[] parts = text.split(" ");
      Instant at = Instant.ofEpochMilli(Long.parseLong(parts[2]));
      boolean trusted = Boolean.parseBoolean(parts[4]);
      return limit(text).map(l -> new SetPoint(l, at, trusted, Integer.parseInt(parts[3])));
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  /** The limit that text begins with. */
  static Optional<Limit> limit(String text) {
    try {
      String[] parts = text.split(" ");
      return Optional.of(new Limit(LimitKind.valueOf(parts[0]), Integer.parseInt(parts[1])));
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }
}
