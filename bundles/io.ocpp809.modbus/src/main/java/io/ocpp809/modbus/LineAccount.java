package io.ocpp809.modbus;

import io.ocpp809.modbus.Reply.Failed;
import java.util.HashMap;
import java.util.Map;

/**
 * What a line's requests came to: counters of each unit, and how much of its time the line is in
 * use. Time is given in nanoseconds of any monotonic clock.
 */
final class LineAccount {
  private static final int RTU_FRAME = 3;

  private final LineSettings settings;
  private final Map<Integer, UnitCounters> counters = new HashMap<>();
  private final LineLoad load = new LineLoad();

  LineAccount(LineSettings settings) {
    this.settings = settings;
  }

  /**
   * An exchange has ended.
   *
   * @param sent how many octets the request had
   * @param took from sending until the end, ns
   */
  void ended(Request request, Reply reply, int sent, long took, long now) {
    UnitCounters unit = counters(request.unit());
    unit.count(reply, took);
    if (reply.good()) {
      int octets = sent + Pdu.replyLength(request) + RTU_FRAME;
      unit.turnaround(took - settings.wireNanos(octets));
    }
    load.busy(now, took);
  }

  /** A request failed without having been sent. */
  void unsent(Request request, Failed failed, long now) {
    counters(request.unit()).count(failed, 0);
    load.busy(now, 0);
  }

  /** A frame was passed over while a unit's reply was waited for. */
  void stale(int unit) {
    counters(unit).stale();
  }

  /** Counters of a unit. */
  UnitCounters counters(int unit) {
    return counters.computeIfAbsent(unit, u -> new UnitCounters());
  }

  /** Percent of the last ten to twenty seconds in which a request was under way. */
  double loadPercent(long now) {
    return load.percent(now);
  }
}
