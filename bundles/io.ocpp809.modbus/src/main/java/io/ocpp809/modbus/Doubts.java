package io.ocpp809.modbus;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads that were given up on a line whose frames bear no transaction identifier. Their replies may
 * still come, and fit any later read of the same unit, function and count, whatever its address. A
 * reply counts as doubtful while one of them is younger than three time-outs. Time is given in
 * nanoseconds of any monotonic clock.
 */
final class Doubts {
  private static final int TIMEOUTS = 3;

  private final List<GivenUp> all = new ArrayList<>();

  private record GivenUp(int unit, int function, int count, long until) {}

  /**
   * A request was given up; only reads matter, since an acknowledgement names what was written.
   *
   * @param timeoutNanos how long its reply was waited for
   */
  void gaveUp(Request request, long sentAt, long timeoutNanos) {
    if (request instanceof Request.Read r) {
      all.add(new GivenUp(r.unit(), r.function(), r.count(), sentAt + TIMEOUTS * timeoutNanos));
    }
  }

  /** Whether a reply to the request may be that of another one. */
  boolean doubtful(Request request, long now) {
    all.removeIf(g -> g.until() < now);
    return request instanceof Request.Read r
        && all.stream()
            .anyMatch(
                g ->
                    g.unit() == r.unit() && g.function() == r.function() && g.count() == r.count());
  }

  /** The unit has answered once and only once: nothing given up will come any more. */
  void settled(int unit) {
    all.removeIf(g -> g.unit() == unit);
  }
}
