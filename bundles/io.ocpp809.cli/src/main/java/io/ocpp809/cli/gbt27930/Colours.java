package io.ocpp809.cli.gbt27930;

import io.ocpp809.gbt27930.session.Phase;
import java.util.Locale;

/** What the picture looks like. */
final class Colours {
  static final String CHARGER = "#1f4e9c";
  static final String VEHICLE = "#7cb868";
  static final String DEMAND = "#c55a11";
  private static final String PAUSE = "#ffe08a";

  private Colours() {}

  /** The span of a phase, or of a pause in it. */
  static Picture.Span span(Phase phase, String pausedBy, double from, double to) {
    if (!pausedBy.isEmpty()) {
      return new Picture.Span("paused by " + pausedBy, PAUSE, from, to);
    }
    return new Picture.Span(phase.name().toLowerCase(Locale.ROOT), colour(phase), from, to);
  }

  private static String colour(Phase phase) {
    return switch (phase) {
      case HANDSHAKE -> "#dbe9f6";
      case RECOGNITION -> "#bcd6ee";
      case PARAMETERS -> "#d9d2e9";
      case READY -> "#c3e0dc";
      case CHARGING -> "#cfe8c4";
      case STOPPING -> "#f6c9a8";
      case INTERRUPTED, LOST -> "#f2b0b0";
      default -> "#e6e6e6";
    };
  }
}
