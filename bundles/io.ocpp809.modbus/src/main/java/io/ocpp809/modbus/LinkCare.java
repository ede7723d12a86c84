package io.ocpp809.modbus;

import io.ocpp809.modbus.Reply.Failed;
import io.ocpp809.modbus.Reply.Failed.Kind;

/**
 * What becomes of a link. After a failure an RTU line, also behind a converter, is listened to
 * until it is quiet; a stream is closed where what comes next could be taken for something else,
 * and after three time-outs in a row, since the peer may be gone without a word. A link that could
 * not be opened is tried again after a pause. Time is given in nanoseconds of any monotonic clock.
 */
final class LinkCare {
  private static final int TIMEOUTS_BEFORE_CLOSE = 3;
  private static final long DRAIN_MOST = 1_000_000_000L;

  private final boolean rtu;
  private final boolean stream;
  private final long quiet;
  private final Reconnect reconnect = new Reconnect();
  private boolean called;
  private int timeoutsInARow;
  private long lastOctet;
  private long drainEnd;

  /**
   * Looks after the links of a line.
   *
   * @param stream whether they are TCP connections, thrown away where a serial port is drained
   */
  LinkCare(Framing framing, boolean stream, LineSettings settings) {
    this.rtu = framing instanceof RtuFraming;
    this.stream = stream;
    this.quiet = settings.drainNanos();
  }

  /** The device makes the connection: an RTU line is kept where one that we dial is made anew. */
  void called() {
    called = true;
  }

  /** A link has been opened. */
  void opened() {
    reconnect.opened();
    timeoutsInARow = 0;
  }

  /** The link could not be opened. */
  void openFailed(String why, long now) {
    reconnect.failed(why, now);
  }

  /** Whether the latest attempt to open failed and the next one is not due. */
  boolean pausing(long now) {
    return reconnect.pausing(now);
  }

  /** Why the latest attempt to open failed; empty if it did not. */
  String fault() {
    return reconnect.fault();
  }

  /** Octets have come. */
  void heard(long now) {
    lastOctet = now;
  }

  /**
   * Where the line stands after a reply.
   *
   * @param late whether the time for it had passed
   * @param heard how many octets of the device came that are no reply
   */
  LinePhase after(Reply reply, boolean late, int heard, long now) {
    if (!(reply instanceof Failed failed)) {
      timeoutsInARow = 0;
      return LinePhase.READY;
    }
    if (late) {
      timeoutsInARow++;
    }
    if (rtu) {
      lastOctet = now;
      drainEnd = now + DRAIN_MOST;
      return LinePhase.DRAINING;
    }
    boolean clean = heard == 0 && failed.kind() == Kind.TIMEOUT;
    return clean && timeoutsInARow < TIMEOUTS_BEFORE_CLOSE ? LinePhase.READY : LinePhase.CLOSING;
  }

  /** When a line that is listened to has been quiet for long enough, or long enough at all. */
  long quietAt() {
    return Math.min(lastOctet + quiet, drainEnd);
  }

  /** Where the line stands when it has become quiet. */
  LinePhase drained() {
    boolean kept = called && timeoutsInARow < TIMEOUTS_BEFORE_CLOSE;
    return stream && !kept ? LinePhase.CLOSING : LinePhase.READY;
  }
}
