package io.ocpp809.modbus;

import io.ocpp809.modbus.Reply.Failed;
import io.ocpp809.modbus.Reply.Failed.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * Decides what happens on a line: which request is sent when, which octets are its reply, when a
 * link is thrown away. Pure: it has no socket, thread or clock; the caller passes monotonic
 * nanoseconds, does each {@link Step}, and delivers the outcomes. Not thread-safe.
 */
final class LineMachine {
  private static final int BUFFER = 600;
  private static final int TIMEOUTS_BEFORE_CLOSE = 3;
  private static final long DRAIN_MOST = 1_000_000_000L;
  private static final long BROADCAST_PAUSE = 100_000_000L;

  private enum Phase {
    CLOSED,
    OPENING,
    CLOSING,
    READY,
    AWAITING,
    DRAINING
  }

  private final Framing framing;
  private final boolean stream;
  private final String endpoint;
  private final LineSettings settings;
  private final OrderQueue queue = new OrderQueue();
  private final UnitRests rests = new UnitRests();
  private final Map<Integer, UnitCounters> counters = new HashMap<>();
  private final LineLoad load = new LineLoad();
  private final Reconnect reconnect = new Reconnect();
  private final List<Outcome> outcomes = new ArrayList<>();
  private final byte[] buffer = new byte[BUFFER];
  private Phase phase = Phase.CLOSED;
  private Order current;
  private Order followUp;
  private int length;
  private int transaction;
  private String stray = "";
  private int timeoutsInARow;
  private long sentAt;
  private long deadline;
  private long freeAt = Long.MIN_VALUE;
  private long lastOctet;
  private long drainEnd;

  /**
   * Makes the machine of a line.
   *
   * @param stream whether the link is a TCP connection, thrown away where a serial port is drained
   */
  LineMachine(Framing framing, boolean stream, String endpoint, LineSettings settings) {
    this.framing = framing;
    this.stream = stream;
    this.endpoint = endpoint;
    this.settings = settings;
  }

  /** Takes an order. */
  void submit(Order order) {
    if (!queue.add(order)) {
      settle(order.done(), new Failed(Kind.LINK, endpoint + ": too many requests wait"));
    }
  }

  /** What to do now. */
  Step next(long now) {
    switch (phase) {
      case OPENING -> {
        return new Step.Wait(deadline, false);
      }
      case AWAITING -> {
        if (now < deadline) {
          return new Step.Wait(deadline, true);
        }
        timedOut(now);
      }
      case DRAINING -> {
        long end = Math.min(lastOctet + settings.drainNanos(), drainEnd);
        if (now < end) {
          return new Step.Wait(end, true);
        }
        phase = Phase.READY;
      }
      default -> {}
    }
    if (phase == Phase.CLOSING) {
      phase = Phase.CLOSED;
      return new Step.Close();
    }
    return phase == Phase.DRAINING ? next(now) : idle(now);
  }

  private Step idle(long now) {
    if (queue.isEmpty() && followUp == null) {
      return new Step.Wait(Long.MAX_VALUE, stream && phase == Phase.READY);
    }
    if (freeAt != Long.MIN_VALUE && now < freeAt) {
      return new Step.Wait(freeAt, false);
    }
    if (followUp != null) {
      Order order = followUp;
      followUp = null;
      return begin(order, now);
    }
    if (phase == Phase.CLOSED && reconnect.pausing(now)) {
      queue.drain().forEach(o -> fail(o, new Failed(Kind.LINK, reconnect.fault()), now));
      return new Step.Wait(Long.MAX_VALUE, false);
    }
    if (phase == Phase.CLOSED) {
      phase = Phase.OPENING;
      deadline = now + settings.connectMillis() * 1_000_000L;
      return new Step.Open(deadline);
    }
    Order order = queue.take(now, o -> dropped(o, now));
    return order == null ? next(now) : begin(order, now);
  }

  private boolean dropped(Order o, long now) {
    if (now >= o.expires()) {
      settle(o.done(), new Failed(Kind.TIMEOUT, "the line was busy for too long; not sent"));
      return true;
    }
    int unit = o.request().unit();
    OptionalLong wait = rests.refused(unit, o.priority() == Priority.WRITE, now);
    wait.ifPresent(nanos -> settle(o.done(), Failed.resting(unit, nanos)));
    return wait.isPresent();
  }

  private Step begin(Order order, long now) {
    Request request = order.request();
    transaction = transaction + 1 & 0xFFFF;
    byte[] frame = framing.encode(request, transaction);
    length = 0;
    stray = "";
    sentAt = now;
    if (request.unit() == 0 && framing instanceof RtuFraming) {
      freeAt = now + settings.wireNanos(frame.length) + BROADCAST_PAUSE;
      settle(order.done(), new Reply.Done());
      return new Step.Send(frame);
    }
    current = order;
    deadline =
        now
            + settings.timeoutMillis() * 1_000_000L
            + settings.wireNanos(frame.length + Pdu.replyLength(request) + 3);
    phase = Phase.AWAITING;
    return new Step.Send(frame);
  }

  /** The link has been opened. */
  void opened() {
    reconnect.opened();
    timeoutsInARow = 0;
    phase = Phase.READY;
  }

  /** The link could not be opened. */
  void openFailed(String why, long now) {
    phase = Phase.CLOSED;
    reconnect.failed(why, now);
  }

  /** The link has failed; a fresh one is made for the next request. */
  void broken(String why, long now) {
    phase = Phase.CLOSING;
    abandonFollowUp(why);
    if (current != null) {
      finish(new Failed(Kind.LINK, endpoint + ": " + why), now);
    }
  }

  private void abandonFollowUp(String why) {
    if (followUp != null) {
      settle(followUp.done(), new Failed(Kind.LINK, endpoint + ": " + why));
      followUp = null;
    }
  }

  /** Octets have arrived. */
  void received(byte[] octets, int count, long now) {
    lastOctet = now;
    if (phase != Phase.AWAITING) {
      return;
    }
    int taken = Math.min(count, buffer.length - length);
    System.arraycopy(octets, 0, buffer, length, taken);
    length += taken;
    while (current != null && length > 0) {
      Framing.Found found = framing.find(current.request(), transaction, buffer, length);
      length -= found.consumed();
      System.arraycopy(buffer, found.consumed(), buffer, 0, length);
      if (found.reply() != null) {
        recover(found.reply(), now);
        finish(found.reply(), now);
        return;
      }
      if (found.consumed() == 0) {
        return;
      }
      stray = found.stray();
      counters(current.request().unit()).stale();
    }
  }

  private void timedOut(long now) {
    timeoutsInARow++;
    Reply reply = Failed.late(current.request().unit(), length, stray, settings.timeoutMillis());
    recover(reply, now);
    finish(reply, now);
  }

  /**
   * After a failure: a stream is closed where what comes next could be taken for something else; a
   * serial line is listened to until it is quiet.
   */
  private void recover(Reply reply, long now) {
    phase = Phase.READY;
    if (!(reply instanceof Failed)) {
      timeoutsInARow = 0;
      return;
    }
    if (!stream) {
      phase = Phase.DRAINING;
      lastOctet = now;
      drainEnd = now + DRAIN_MOST;
      return;
    }
    boolean clean = framing instanceof MbapFraming && length == 0 && timedOutOnly(reply);
    if (!clean || timeoutsInARow >= TIMEOUTS_BEFORE_CLOSE) {
      phase = Phase.CLOSING;
    }
  }

  private static boolean timedOutOnly(Reply reply) {
    return reply instanceof Failed f && f.kind() == Kind.TIMEOUT;
  }

  private void finish(Reply reply, long now) {
    Order order = current;
    current = null;
    freeAt = now + settings.gapNanos();
    int unit = order.request().unit();
    counters(unit).count(reply, now - sentAt);
    load.busy(now, now - sentAt);
    if (!(reply instanceof Failed f && f.kind() == Kind.LINK)) {
      rests.note(unit, alive(reply), now - sentAt, now);
    }
    Optional<Request> next = order.next().apply(reply);
    if (next.isPresent() && phase == Phase.READY && now < order.expires()) {
      followUp = order.following(next.get());
      return;
    }
    settle(order.done(), next.isPresent() ? expired(reply) : reply);
  }

  private static Reply expired(Reply reply) {
    return reply.good() ? new Failed(Kind.TIMEOUT, "read, but too late to write") : reply;
  }

  private static boolean alive(Reply reply) {
    boolean silent = reply instanceof Failed f && f.kind() == Kind.TIMEOUT;
    boolean gateway = reply instanceof Reply.Refused r && (r.code() == 10 || r.code() == 11);
    return !silent && !gateway;
  }

  private void fail(Order order, Failed failed, long now) {
    counters(order.request().unit()).count(failed, 0);
    load.busy(now, 0);
    settle(order.done(), failed);
  }

  private void settle(CompletableFuture<Reply> done, Reply reply) {
    outcomes.add(new Outcome(done, reply));
  }

  /** Outcomes since the last call. */
  List<Outcome> outcomes() {
    List<Outcome> result = List.copyOf(outcomes);
    outcomes.clear();
    return result;
  }

  /** Fails everything that waits. */
  void close(long now) {
    Failed failed = new Failed(Kind.LINK, "the line is closed");
    abandonFollowUp("the line is closed");
    if (current != null) {
      settle(current.done(), failed);
      current = null;
    }
    queue.drain().forEach(o -> fail(o, failed, now));
    phase = Phase.CLOSED;
  }

  /** Counters of a unit. */
  UnitCounters counters(int unit) {
    return counters.computeIfAbsent(unit, u -> new UnitCounters());
  }

  /** Percent of the last ten to twenty seconds in which a request was under way. */
  double loadPercent(long now) {
    return load.percent(now);
  }

  /** Whether a unit is at rest because it does not answer. */
  boolean resting(int unit) {
    return rests.resting(unit);
  }
}
