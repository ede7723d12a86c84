package io.ocpp809.modbus;

import io.ocpp809.modbus.Reply.Failed;
import io.ocpp809.modbus.Reply.Failed.Kind;
import java.util.Optional;

/**
 * The request under way: which of the octets that come back are its reply, and how long they are
 * waited for. A reply that may be another one's is held until it is sure that no second one comes.
 * Time is given in nanoseconds of any monotonic clock.
 */
final class UnderWay {
  /** How often a wait is looked at, ns, so that a write does not wait for its end. */
  private static final long HOLD_LOOK = 10_000_000L;

  private static final int RTU_FRAME = 3;
  private static final byte[] NOTHING = {};

  private final Framing framing;
  private final LineSettings settings;
  private final LineAccount account;
  private final FrameTrace trace;
  private final Inbox inbox;
  private final Doubts doubts = new Doubts();
  private Order order;
  private int transaction;
  private int octets;
  private long sentAt;
  private long deadline;
  private boolean late;
  private String stray = "";
  private Reply held;
  private long holdUntil;

  UnderWay(Framing framing, LineSettings settings, LineAccount account, FrameTrace trace) {
    this.framing = framing;
    this.settings = settings;
    this.account = account;
    this.trace = trace;
    this.inbox = new Inbox(framing);
  }

  /** A modem on the way says this on its own. */
  void modem(Interjections said) {
    inbox.modem(said);
  }

  /** An order is sent now; the octets to send. */
  byte[] begin(Order next, long now) {
    Request request = next.request();
    order = next;
    transaction = transaction + 1 & 0xFFFF;
    byte[] frame = framing.encode(request, transaction);
    stray = "";
    late = false;
    sentAt = now;
    octets = frame.length;
    deadline =
        now
            + settings.timeoutMillis() * 1_000_000L
            + settings.wireNanos(frame.length + Pdu.replyLength(request) + RTU_FRAME);
    trace.sent(now, request, frame);
    boolean echo = settings.echo() && framing instanceof RtuFraming;
    inbox.begin(request, transaction, echo ? frame : NOTHING);
    return frame;
  }

  /** Nothing is under way any more; the order that was. */
  Order end() {
    Order ended = order;
    order = null;
    held = null;
    return ended;
  }

  /** Whether a request is under way. */
  boolean present() {
    return order != null;
  }

  /** Whether the request goes to all units of the line, and is answered by none. */
  boolean broadcast() {
    return broadcast(order.request());
  }

  /** Whether a request would go to all units of the line, and be answered by none. */
  boolean broadcast(Request request) {
    return request.unit() == 0 && framing instanceof RtuFraming;
  }

  /** Whether a request to one unit reaches another one, too. */
  boolean reaches(int asked, int unit) {
    return framing.reaches(asked, unit);
  }

  /** How many octets were sent. */
  int octets() {
    return octets;
  }

  /** How long ago they were sent, ns. */
  long took(long now) {
    return now - sentAt;
  }

  /** How many octets have come that are no reply. */
  int heard() {
    return inbox.heard();
  }

  /** Whether the time for a reply passed without one. */
  boolean late() {
    return late;
  }

  /**
   * Whether it is waited on.
   *
   * @param urgent whether a write waits; a reply is not held longer then
   */
  boolean waits(boolean urgent, long now) {
    return held == null ? now < deadline : now < holdUntil && !urgent;
  }

  /** When it is to be looked at again. */
  long due(long now) {
    return held == null ? deadline : Math.min(holdUntil, now + HOLD_LOOK);
  }

  /** Octets came that are nobody's reply. */
  void passed(byte[] received, int count, String decision, long now) {
    trace.received(now, -1, received, count, decision);
    inbox.passed(received, count, order != null && held == null);
  }

  /** Octets have come back; the reply if it is known by now. */
  Optional<Reply> received(byte[] received, int count, long now) {
    if (held != null) {
      return beyond(received, count, now);
    }
    inbox.add(received, count);
    switch (inbox.echo()) {
      case PART -> {
        return Optional.empty();
      }
      case OTHER -> {
        traced(inbox.octets(), "no echo of the request", now);
        return mismatch(
            "what came back is not what was sent; somebody else sends at the same time, or the"
                + " adapter does not echo");
      }
      case WHOLE -> traced(inbox.takeEcho(), "the echo of the request", now);
      default -> {}
    }
    return look(now);
  }

  private Optional<Reply> look(long now) {
    while (!inbox.isEmpty()) {
      Framing.Found found = inbox.look();
      traced(inbox.take(found.consumed()), decision(found), now);
      if (found.reply() instanceof Reply.Data && doubts.doubtful(order.request(), now)) {
        held = found.reply();
        holdUntil = now + 2 * (deadline - sentAt);
        return Optional.empty();
      }
      if (found.reply() != null) {
        return Optional.of(decided(found.reply()));
      }
      if (found.consumed() == 0) {
        return Optional.empty();
      }
      stray = found.stray();
      account.stale(order.request().unit());
    }
    return Optional.empty();
  }

  private Optional<Reply> beyond(byte[] received, int count, long now) {
    if (inbox.only(received, count)) {
      passed(received, count, "not asked for", now);
      return Optional.empty();
    }
    trace.received(now, order.request().unit(), received, count, "a second reply");
    return mismatch(
        "two replies to one request; one belongs to an earlier one, given up after the time-out");
  }

  /**
   * What came of the request, when it is waited on no longer. A write must not wait behind a reply
   * that is held: then nobody knows whose it was.
   */
  Reply expired(long now) {
    if (held == null) {
      return timedOut(now);
    }
    if (now < holdUntil) {
      return decided(
          new Failed(
              Kind.MISMATCH, "a reply after a time-out, given up for a write before it was sure"));
    }
    doubts.settled(order.request().unit());
    return held;
  }

  /** The link is lost: what is behind it may answer all the same, over the next one. */
  Reply lost(Failed why) {
    return decided(why);
  }

  private Reply timedOut(long now) {
    late = true;
    int unit = order.request().unit();
    Failed failed =
        inbox.echoMissing()
            ? new Failed(
                Kind.TIMEOUT,
                "not even the echo of the request came back; is the adapter one that echoes?")
            : Failed.late(unit, inbox.heard(), stray, settings.timeoutMillis());
    traced(inbox.octets(), "too few octets for a reply", now);
    trace.note(now, unit, failed.text());
    return decided(failed);
  }

  private Optional<Reply> mismatch(String why) {
    return Optional.of(decided(new Failed(Kind.MISMATCH, why)));
  }

  /** The reply of an RTU request that is given up may come when nobody waits for it any more. */
  private Reply decided(Reply reply) {
    if (reply instanceof Failed f && f.kind() != Kind.CRC && framing instanceof RtuFraming) {
      doubts.gaveUp(order.request(), sentAt, deadline - sentAt);
    }
    return reply;
  }

  private void traced(byte[] received, String decision, long now) {
    trace.received(now, order.request().unit(), received, received.length, decision);
  }

  private static String decision(Framing.Found found) {
    if (found.reply() == null) {
      return "passed over: " + found.stray();
    }
    return found.reply().good() ? "taken" : found.reply().fault();
  }
}
