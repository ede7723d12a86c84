package io.ocpp809.gbt27930.session;

import java.util.List;

/**
 * How a session was stopped.
 *
 * @param party who stopped it
 * @param causes why: words such as {@code soc-reached}, the one that decides first; never empty
 *     once somebody has stopped it
 * @param evidence the first message that told it, such as {@code CST 0400F0F0}
 */
public record Stop(Party party, List<String> causes, String evidence) {
  /** Not stopped. */
  public static final Stop NONE = new Stop(Party.NONE, List.of(), "");

  /** Copies the list. */
  public Stop {
    causes = List.copyOf(causes);
  }
}
