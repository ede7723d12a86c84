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
import java.util.function.IntFunction;

/**
 * Decides what happens on a line: which request is sent when, which octets are its reply, when a
 * link is thrown away. Pure: it has no socket, thread or clock; the caller passes monotonic
 * nanoseconds, does each {@link Step}, and delivers the outcomes. Not thread-safe.
 */
final class LineMachine {
  private static final int TIMEOUTS_BEFORE_CLOSE = 3;
  private static final long DRAIN_MOST = 1_000_000_000L;
  private static final long BROADCAST_PAUSE = 100_000_000L;

  /** How often a wait is looked at, ns, so that a write does not wait for its end. */
  private static final long HOLD_LOOK = 10_000_000L;

  private enum Phase {
    CLOSED,
    OPENING,
    CLOSING,
    READY,
    AWAITING,
    HOLDING,
    DRAINING
  }

  private final Framing framing;
  private final boolean stream;
  private final String endpoint;
  private final LineSettings settings;
  private final OrderQueue queue = new OrderQueue();
  private final BusyOrders busy = new BusyOrders();
  private final UnitRests rests = new UnitRests();
  private final Map<Integer, UnitCounters> counters = new HashMap<>();
  private final LineLoad load = new LineLoad();
  private final Reconnect reconnect = new Reconnect();
  private final Doubts doubts = new Doubts();
  private final FrameTrace trace = new FrameTrace();
  private final List<Outcome> outcomes = new ArrayList<>();
  private final Inbox inbox;
  private boolean called;
  private Phase phase = Phase.CLOSED;
  private Order current;
  private Order followUp;
  private Reply held;
  private long holdUntil;
  private int transaction;
  private String stray = "";
  private int timeoutsInARow;
  private long sentAt;
  private long deadline;
  private long freeAt = Long.MIN_VALUE;
  private long lastOctet;
  private long drainEnd;
  private boolean fresh;
  private int lastUnit = -1;
  private long idleSince;
  private int sentOctets;
  private IntFunction<Optional<String>> silence = unit -> Optional.empty();

  /**
   * Makes the machine of a line.
   *
   * @param stream whether the link is a TCP connection, thrown away where a serial port is drained
   */
  LineMachine(Framing framing, boolean stream, String endpoint, LineSettings settings) {
    this.framing = framing;
    this.inbox = new Inbox(framing);
    this.stream = stream;
    this.endpoint = endpoint;
    this.settings = settings;
  }

  /**
   * Asks, when an order's turn has come, whether its unit must be left alone by now.
   *
   * @param why why so, in words; empty if it may be asked
   */
  void silence(IntFunction<Optional<String>> why) {
    silence = why;
  }

  /** Why a unit must be left alone by now, in words; empty if it may be asked. */
  Optional<String> silent(int unit) {
    return silence.apply(unit);
  }

  /**
   * The device makes the connection. Then an RTU line is kept where one that we dial is made anew:
   * the device would need a minute to call again. Three time-outs in a row end it still, since the
   * peer may be gone without a word.
   *
   * @param modem what its modem says on its own
   */
  void called(Interjections modem) {
    called = true;
    inbox.modem(modem);
  }

  /** Takes an order. */
  void submit(Order order) {
    busy.superseded(order, outcomes::add);
    enqueue(order);
  }

  private void enqueue(Order order) {
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
      case HOLDING -> {
        if (now < holdUntil && !queue.urgent()) {
          return new Step.Wait(Math.min(holdUntil, now + HOLD_LOOK), true);
        }
        release(now);
      }
      default -> {}
    }
    switch (phase) {
      case DRAINING -> {
        long end = Math.min(lastOctet + settings.drainNanos(), drainEnd);
        if (now < end) {
          return new Step.Wait(end, true);
        }
        phase = stream && !kept() ? Phase.CLOSING : Phase.READY;
      }
      default -> {}
    }
    if (phase == Phase.CLOSING) {
      phase = Phase.CLOSED;
      return new Step.Close();
    }
    return idle(now);
  }

  private boolean kept() {
    return called && timeoutsInARow < TIMEOUTS_BEFORE_CLOSE;
  }

  private Step idle(long now) {
    if (fresh) {
      fresh = false;
      trace.note(now, -1, "connected");
      freeAt = Math.max(freeAt, now + settings.gapConnectMillis() * 1_000_000L);
      idleSince = now;
    }
    busy.ripe(now, this::enqueue);
    if (queue.isEmpty() && followUp == null) {
      return nothingToDo(now);
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
      return new Step.Wait(again(now), false);
    }
    if (phase == Phase.CLOSED) {
      phase = Phase.OPENING;
      deadline = now + settings.connectMillis() * 1_000_000L;
      return new Step.Open(deadline);
    }
    Order order = queue.take(now, o -> dropped(o, now));
    if (order == null) {
      return next(now);
    }
    long turn = idleSince + settings.gapUnitMillis() * 1_000_000L;
    if (lastUnit >= 0 && order.request().unit() != lastUnit && now < turn) {
      followUp = order;
      freeAt = turn;
      return new Step.Wait(turn, false);
    }
    return begin(order, now);
  }

  /**
   * A connection that is to be given up after a while is closed then, and made anew when needed.
   */
  private Step nothingToDo(long now) {
    if (!stream || phase != Phase.READY || settings.closeAfterMillis() == 0) {
      return new Step.Wait(again(now), stream && phase == Phase.READY);
    }
    long end = idleSince + settings.closeAfterMillis() * 1_000_000L;
    if (now < end) {
      return new Step.Wait(Math.min(end, again(now)), true);
    }
    phase = Phase.CLOSED;
    return new Step.Close();
  }

  /** When a busy device is asked again; a port that is read by waiting is not woken before. */
  private long again(long now) {
    long next = busy.next();
    return stream || next == Long.MAX_VALUE ? next : Math.min(next, now + HOLD_LOOK);
  }

  private boolean dropped(Order o, long now) {
    if (now >= o.expires()) {
      settle(o.done(), new Failed(Kind.TIMEOUT, "the line was busy for too long; not sent"));
      return true;
    }
    int unit = o.request().unit();
    Optional<String> silent = silence.apply(unit);
    if (silent.isPresent()) {
      settle(o.done(), new Failed(Kind.SILENT, silent.get()));
      return true;
    }
    OptionalLong wait = rests.refused(unit, o.priority() == Priority.WRITE, now);
    wait.ifPresent(nanos -> settle(o.done(), Failed.resting(unit, nanos)));
    return wait.isPresent();
  }

  private Step begin(Order order, long now) {
    Request request = order.request();
    current = order;
    transaction = transaction + 1 & 0xFFFF;
    byte[] frame = framing.encode(request, transaction);
    stray = "";
    sentAt = now;
    sentOctets = frame.length;
    lastUnit = request.unit();
    trace.sent(now, request, frame);
    boolean echo = settings.echo() && framing instanceof RtuFraming;
    inbox.begin(request, transaction, echo ? frame : new byte[0]);
    if (request.unit() == 0 && framing instanceof RtuFraming) {
      freeAt = now + settings.wireNanos(frame.length) + BROADCAST_PAUSE;
      idleSince = now;
      current = null;
      settle(order.done(), new Reply.Done());
      return new Step.Send(frame);
    }
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
    fresh = true;
    lastUnit = -1;
    phase = Phase.READY;
  }

  /** The link could not be opened. */
  void openFailed(String why, long now) {
    phase = Phase.CLOSED;
    trace.note(now, -1, why);
    reconnect.failed(why, now);
  }

  /** The link has failed; a fresh one is made for the next request. */
  void broken(String why, long now) {
    phase = Phase.CLOSING;
    trace.note(now, -1, "connection given up: " + why);
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

  /** Octets were there before the request was sent, and are thrown away. */
  void passed(byte[] octets, int count, long now) {
    trace.received(now, -1, octets, count, "not asked for");
    inbox.passed(octets, count, phase == Phase.AWAITING);
  }

  /** Octets have arrived. */
  void received(byte[] octets, int count, long now) {
    lastOctet = now;
    if (phase == Phase.HOLDING && !inbox.only(octets, count)) {
      trace.received(now, current.request().unit(), octets, count, "a second reply");
      fail(
          "two replies to one request; one belongs to an earlier one, given up after the time-out",
          now);
      return;
    }
    if (phase != Phase.AWAITING) {
      boolean drained = phase == Phase.DRAINING;
      trace.received(
          now, -1, octets, count, drained ? "dropped until the line is quiet" : "not asked for");
      inbox.passed(octets, count, false);
      return;
    }
    inbox.add(octets, count);
    if (!behindEcho(now)) {
      return;
    }
    while (current != null && !inbox.isEmpty()) {
      Framing.Found found = inbox.look();
      traced(now, inbox.take(found.consumed()), decision(found));
      if (found.reply() instanceof Reply.Data && doubts.doubtful(current.request(), now)) {
        held = found.reply();
        holdUntil = now + 2 * (deadline - sentAt);
        phase = Phase.HOLDING;
        return;
      }
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

  private void traced(long now, byte[] octets, String decision) {
    trace.received(now, current.request().unit(), octets, octets.length, decision);
  }

  private static String decision(Framing.Found found) {
    if (found.reply() == null) {
      return "passed over: " + found.stray();
    }
    return found.reply().good() ? "taken" : found.reply().fault();
  }

  /** Cuts out the echo; false while there is nothing else to look at. */
  private boolean behindEcho(long now) {
    switch (inbox.echo()) {
      case PART -> {
        return false;
      }
      case OTHER -> {
        traced(now, inbox.octets(), "no echo of the request");
        fail(
            "what came back is not what was sent; somebody else sends at the same time, or the"
                + " adapter does not echo",
            now);
        return false;
      }
      case WHOLE -> traced(now, inbox.takeEcho(), "the echo of the request");
      default -> {}
    }
    return true;
  }

  /**
   * Ends the wait for a second reply. A write must not wait behind it: then nobody knows whose the
   * reply was.
   */
  private void release(long now) {
    if (now < holdUntil) {
      fail("a reply after a time-out, given up for a write before it was sure", now);
      return;
    }
    Reply reply = held;
    doubts.settled(current.request().unit());
    recover(reply, now);
    finish(reply, now);
  }

  private void fail(String why, long now) {
    Failed failed = new Failed(Kind.MISMATCH, why);
    recover(failed, now);
    finish(failed, now);
  }

  private void timedOut(long now) {
    timeoutsInARow++;
    Reply reply =
        inbox.echoMissing()
            ? new Failed(
                Kind.TIMEOUT,
                "not even the echo of the request came back; is the adapter one that echoes?")
            : Failed.late(current.request().unit(), inbox.heard(), stray, settings.timeoutMillis());
    traced(now, inbox.octets(), "too few octets for a reply");
    trace.note(now, current.request().unit(), reply.fault());
    recover(reply, now);
    finish(reply, now);
  }

  /**
   * After a failure: an RTU line, also behind a converter, is listened to until it is quiet; a
   * stream is closed where what comes next could be taken for something else.
   */
  private void recover(Reply reply, long now) {
    phase = Phase.READY;
    if (!(reply instanceof Failed)) {
      timeoutsInARow = 0;
      return;
    }
    if (framing instanceof RtuFraming) {
      if (((Failed) reply).kind() != Kind.CRC) {
        doubts.gaveUp(current.request(), sentAt, deadline - sentAt);
      }
      phase = Phase.DRAINING;
      lastOctet = now;
      drainEnd = now + DRAIN_MOST;
      return;
    }
    boolean clean = inbox.heard() == 0 && timedOutOnly(reply);
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
    idleSince = now;
    int unit = order.request().unit();
    counters(unit).count(reply, now - sentAt);
    if (reply.good()) {
      int octets = sentOctets + Pdu.replyLength(order.request()) + 3;
      counters(unit).turnaround(now - sentAt - settings.wireNanos(octets));
    }
    load.busy(now, now - sentAt);
    if (!(reply instanceof Failed f && f.kind() == Kind.LINK)) {
      rests.note(unit, alive(reply), now - sentAt, now);
    }
    if (busy.keep(order, reply, queue, now)) {
      return;
    }
    Optional<Request> next;
    try {
      next = order.next().apply(reply);
    } catch (RuntimeException | Error e) {
      settle(
          order.done(),
          new Failed(Kind.MISMATCH, "unit " + unit + " answered, but nothing follows: " + e));
      return;
    }
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
    busy.drain().forEach(o -> fail(o, failed, now));
    phase = Phase.CLOSED;
  }

  /** The last frames, if they are kept. */
  FrameTrace trace() {
    return trace;
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
