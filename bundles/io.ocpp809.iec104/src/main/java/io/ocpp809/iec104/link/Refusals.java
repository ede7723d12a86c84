package io.ocpp809.iec104.link;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Says which of many refusals are told, so that who knocks again and again does not drive what was
 * commanded out of the journal: of a peer the first, then one a minute with how many there were.
 * Not thread-safe.
 */
final class Refusals {
  private static final long PERIOD_MILLIS = 60_000;
  private static final int MOST_PEERS = 1_000;

  private final Map<String, Told> peers = new LinkedHashMap<>();

  private static final class Told {
    private long at;
    private long since;

    Told(long at) {
      this.at = at;
    }
  }

  /**
   * A peer was refused.
   *
   * @param now monotonic ms
   * @return what is to be told, if anything
   */
  Optional<String> told(String peer, String reason, long now) {
    Told before = peers.get(peer);
    if (before == null) {
      if (peers.size() >= MOST_PEERS) {
        peers.remove(peers.keySet().iterator().next());
      }
      peers.put(peer, new Told(now));
      return Optional.of(reason);
    }
    before.since++;
    if (now - before.at < PERIOD_MILLIS) {
      return Optional.empty();
    }
    String more = before.since > 1 ? ", " + before.since + " times" : "";
    before.at = now;
    before.since = 0;
    return Optional.of(reason + more);
  }
}
