package io.ocpp809.modbus;

import io.ocpp809.modbus.Reply.Failed;
import io.ocpp809.modbus.Reply.Failed.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Decides what happens on a line: which request is sent when, which octets are its reply, when a
 * link is thrown away. Pure: it has no socket, thread or clock; the caller passes monotonic
 * nanoseconds, does each {@link Step}, and delivers the outcomes. Not thread-safe.
 *
 * <p>It keeps the line's {@link LinePhase} and asks its parts: {@link Turns} for the next order,
 * {@link Pauses} for when it may be sent, {@link UnderWay} for its reply, {@link LinkCare} for what
 * becomes of the link then; {@link LineAccount} counts.
 */
final class LineMachine {
  /** How long a port that is read by waiting sleeps at most where something may overtake. */
  private static final long LOOK = 10_000_000L;

  private final boolean stream;
  private final String endpoint;
  private final List<Outcome> outcomes = new ArrayList<>();
  private final FrameTrace trace = new FrameTrace();
  private final Turns turns;
  private final Pauses pauses;
  private final UnderWay underWay;
  private final LinkCare care;
  private final LineAccount account;
  private final long connectNanos;
  private LinePhase phase = LinePhase.CLOSED;
  private long openDeadline;

  /**
   * Makes the machine of a line.
   *
   * @param stream whether the link is a TCP connection, thrown away where a serial port is drained
   */
  LineMachine(Framing framing, boolean stream, String endpoint, LineSettings settings) {
    this.stream = stream;
    this.endpoint = endpoint;
    this.connectNanos = settings.connectMillis() * 1_000_000L;
    this.turns = new Turns(endpoint, outcomes::add);
    this.pauses = new Pauses(settings);
    this.account = new LineAccount(settings);
    this.underWay = new UnderWay(framing, settings, account, trace);
    this.care = new LinkCare(framing, stream, settings);
  }

  /**
   * Asks, when an order's turn has come, whether its unit must be left alone by now.
   *
   * @param why why so, in words; empty if it may be asked
   */
  void silence(IntFunction<Optional<String>> why) {
    turns.silence(why);
  }

  /** Why a unit must be left alone by now, in words; empty if it may be asked. */
  Optional<String> silent(int unit) {
    return turns.silent(unit);
  }

  /** Whether a request to one unit reaches another one, too. */
  boolean reaches(int asked, int unit) {
    return underWay.reaches(asked, unit);
  }

  /**
   * The device makes the connection. Then an RTU line is kept where one that we dial is made anew:
   * the device would need a minute to call again. Three time-outs in a row end it still, since the
   * peer may be gone without a word.
   *
   * @param modem what its modem says on its own
   */
  void called(Interjections modem) {
    care.called();
    underWay.modem(modem);
  }

  /** Takes an order. */
  void submit(Order order) {
    if (order.request() instanceof Request.Read && underWay.broadcast(order.request())) {
      String why = "unit 0 is everybody on this line, and nobody answers: it can only be written";
      settle(order, new Failed(Kind.MISMATCH, why));
      return;
    }
    turns.submit(order);
  }

  /** What to do now. */
  Step next(long now) {
    if (phase == LinePhase.OPENING) {
      return new Step.Wait(openDeadline, false);
    }
    if (phase == LinePhase.ASKING) {
      if (underWay.waits(turns.urgent(), now)) {
        return new Step.Wait(underWay.due(now), true);
      }
      answered(underWay.expired(now), now);
    }
    if (phase == LinePhase.DRAINING) {
      if (now < care.quietAt()) {
        return new Step.Wait(care.quietAt(), true);
      }
      phase = care.drained();
    }
    if (phase == LinePhase.CLOSING) {
      phase = LinePhase.CLOSED;
      return new Step.Close();
    }
    return idle(now);
  }

  private Step idle(long now) {
    if (pauses.begin(now)) {
      trace.note(now, -1, "connected");
    }
    if (!turns.waiting(now)) {
      return nothingToDo(now);
    }
    if (now < pauses.freeAt()) {
      return new Step.Wait(pauses.freeAt(), false);
    }
    if (phase == LinePhase.CLOSED) {
      return open(now);
    }
    Optional<Order> order = turns.take(now);
    if (order.isEmpty()) {
      return next(now);
    }
    long turn = pauses.apartUntil(order.get().request().unit());
    if (now < turn) {
      turns.putBack(order.get());
      return new Step.Wait(looking(turn, now), false);
    }
    return begin(order.get(), now);
  }

  /**
   * A connection that is to be given up after a while is closed then, and made anew when needed.
   */
  private Step nothingToDo(long now) {
    boolean open = stream && phase == LinePhase.READY;
    long end = open ? pauses.closeAt() : Long.MAX_VALUE;
    if (now < end) {
      return new Step.Wait(Math.min(end, again(now)), open);
    }
    phase = LinePhase.CLOSED;
    return new Step.Close();
  }

  /** When a busy device is asked again; a port that is read by waiting is not woken before. */
  private long again(long now) {
    return looking(turns.again(), now);
  }

  private long looking(long until, long now) {
    return stream || until == Long.MAX_VALUE ? until : Math.min(until, now + LOOK);
  }

  private Step open(long now) {
    if (care.pausing(now)) {
      Failed failed = new Failed(Kind.LINK, care.fault());
      turns.drain().forEach(o -> unsent(o, failed, now));
      return new Step.Wait(again(now), false);
    }
    phase = LinePhase.OPENING;
    openDeadline = now + connectNanos;
    return new Step.Open(openDeadline);
  }

  private Step begin(Order order, long now) {
    byte[] frame = underWay.begin(order, now);
    pauses.asked(order.request().unit());
    if (underWay.broadcast()) {
      underWay.end();
      pauses.broadcast(frame.length, now);
      settle(order, new Reply.Done());
    } else {
      phase = LinePhase.ASKING;
    }
    return new Step.Send(frame);
  }

  /** The link has been opened. */
  void opened() {
    care.opened();
    pauses.opened();
    phase = LinePhase.READY;
  }

  /** The link could not be opened. */
  void openFailed(String why, long now) {
    phase = LinePhase.CLOSED;
    trace.note(now, -1, why);
    care.openFailed(why, now);
  }

  /** The link has failed; a fresh one is made for the next request. */
  void broken(String why, long now) {
    phase = LinePhase.CLOSING;
    trace.note(now, -1, "connection given up: " + why);
    turns.abandon(why);
    if (underWay.present()) {
      finish(underWay.lost(new Failed(Kind.LINK, endpoint + ": " + why)), now);
    }
  }

  /** Octets were there before the request was sent, and are thrown away. */
  void passed(byte[] octets, int count, long now) {
    underWay.passed(octets, count, "not asked for", now);
  }

  /** Octets have arrived. */
  void received(byte[] octets, int count, long now) {
    care.heard(now);
    switch (phase) {
      case ASKING -> underWay.received(octets, count, now).ifPresent(r -> answered(r, now));
      case DRAINING -> underWay.passed(octets, count, "dropped until the line is quiet", now);
      default -> underWay.passed(octets, count, "not asked for", now);
    }
  }

  private void answered(Reply reply, long now) {
    phase = care.after(reply, underWay.late(), underWay.heard(), now);
    finish(reply, now);
  }

  private void finish(Reply reply, long now) {
    Order order = underWay.end();
    long took = underWay.took(now);
    pauses.ended(now);
    account.ended(order.request(), reply, underWay.octets(), took, now);
    turns.ended(order, reply, took, phase == LinePhase.READY, now);
  }

  private void unsent(Order order, Failed failed, long now) {
    account.unsent(order.request(), failed, now);
    settle(order, failed);
  }

  private void settle(Order order, Reply reply) {
    outcomes.add(new Outcome(order.done(), reply));
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
    turns.abandon(failed.text());
    if (underWay.present()) {
      settle(underWay.end(), failed);
    }
    turns.drain().forEach(o -> unsent(o, failed, now));
    turns.drainBusy().forEach(o -> unsent(o, failed, now));
    phase = LinePhase.CLOSED;
  }

  /** The last frames, if they are kept. */
  FrameTrace trace() {
    return trace;
  }

  /** Counters of a unit. */
  UnitCounters counters(int unit) {
    return account.counters(unit);
  }

  /** Percent of the last ten to twenty seconds in which a request was under way. */
  double loadPercent(long now) {
    return account.loadPercent(now);
  }

  /** Whether a unit is at rest because it does not answer. */
  boolean resting(int unit) {
    return turns.resting(unit);
  }
}
