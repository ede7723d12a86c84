package io.ocpp809.kura.can;

import io.ocpp809.can.LinkCounters;
import java.util.List;

/** State and counters of a link, as channels of kind LINK. */
final class Counters {
  /** Names. */
  static final List<String> NAMES =
      List.of("state", "heard", "sent", "lost", "bus.errors", "malformed", "opened");

  private Counters() {}

  /**
   * The name, if there is such a counter.
   *
   * @throws IllegalArgumentException if there is none
   */
  static String checked(String name) {
    if (!NAMES.contains(name)) {
      throw new IllegalArgumentException("signal: " + name + " is none of " + NAMES);
    }
    return name;
  }

  /**
   * Its value now.
   *
   * @param words what the link is doing, in words
   */
  static Object value(String name, LinkCounters c, String words) {
    return switch (name) {
      case "heard" -> c.heard();
      case "sent" -> c.sent();
      case "lost" -> c.lost();
      case "bus.errors" -> c.busErrors();
      case "malformed" -> c.malformed();
      case "opened" -> c.opened();
      default -> words;
    };
  }
}
