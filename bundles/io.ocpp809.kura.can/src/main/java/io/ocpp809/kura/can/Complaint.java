package io.ocpp809.kura.can;

import java.util.Optional;

/**
 * What is logged of a link that fails: each reason once, however often it is tried in vain, until
 * the link was open again.
 */
final class Complaint {
  private final String endpoint;
  private String last = "";

  /**
   * @param endpoint the link's name, which begins each line
   */
  Complaint(String endpoint) {
    this.endpoint = endpoint;
  }

  /**
   * The line to be logged for a failure.
   *
   * @param why the reason, with or without the link's name before it
   * @return the line; empty if the same was said last
   */
  synchronized Optional<String> about(String why) {
    if (why.equals(last)) {
      return Optional.empty();
    }
    last = why;
    return Optional.of(named(why));
  }

  /**
   * A line about the link.
   *
   * @param words what is said, with or without the link's name before it
   * @return the line, which begins with that name
   */
  String named(String words) {
    return words.startsWith(endpoint) ? words : endpoint + ": " + words;
  }

  /** The link is open: what comes is said anew. */
  synchronized void over() {
    last = "";
  }
}
