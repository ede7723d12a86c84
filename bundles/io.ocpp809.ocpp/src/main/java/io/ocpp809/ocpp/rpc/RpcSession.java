package io.ocpp809.ocpp.rpc;

import io.ocpp809.ocpp.json.Frame;
import java.util.ArrayDeque;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The calls and answers of one connection. One call of ours is open at a time, others wait; calls
 * of the other side are handed on and answered in any order. Single-threaded; time comes in by
 * {@link #tick}.
 */
public final class RpcSession {
  /** Most calls of ours that wait for the one that is open. */
  public static final int WAITING_AT_MOST = 200;

  private static final int IDS_REMEMBERED = 32;
  private static final int SHOWN_AT_MOST = 80;

  private final Consumer<String> send;
  private final CallHandler handler;
  private final Oddities oddities;
  private final ArrayDeque<Open> waiting = new ArrayDeque<>();
  private final ArrayDeque<String> lastIds = new ArrayDeque<>();
  private Open open;
  private long now;
  private boolean over;
  private boolean deaf;

  /** Takes the calls of the other side. */
  @FunctionalInterface
  public interface CallHandler {
    /** A call has come; it is answered once, now or later, in the session's thread. */
    void onCall(Frame.Call call, Reply reply);
  }

  /** Told what the other side does against the rules. */
  @FunctionalInterface
  public interface Oddities {
    /**
     * Something strange has come and does no harm.
     *
     * @param kind same word for the same kind
     * @param text what it is and what is done about it
     */
    void seen(String kind, String text);
  }

  /** Answers one call of the other side; nothing is sent once the connection is gone. */
  public interface Reply {
    /** Answers it with a JSON text. */
    void answer(String payload);

    /** Refuses it. */
    void refuse(String code, String description);
  }

  private static final class Open {
    private final String id = UUID.randomUUID().toString();
    private final String action;
    private final String payload;
    private final long timeoutMillis;
    private final Consumer<Outcome> outcome;
    private long deadline;

    private Open(String action, String payload, long timeoutMillis, Consumer<Outcome> outcome) {
      this.action = action;
      this.payload = payload;
      this.timeoutMillis = timeoutMillis;
      this.outcome = outcome;
    }
  }

  /**
   * Makes a session.
   *
   * @param send sends a text
   * @param handler takes the calls of the other side
   * @param oddities told what the other side does against the rules
   */
  public RpcSession(Consumer<String> send, CallHandler handler, Oddities oddities) {
    this.send = send;
    this.handler = handler;
    this.oddities = oddities;
  }

  /**
   * Makes a call, now or when the one before has ended. Its identifier is fresh. A call for which
   * there is no room ends as timed out.
   *
   * @param action name of the message
   * @param payload JSON text
   * @param timeoutMillis longest wait for its answer from when it is sent, ms
   * @param outcome told once what came of it
   */
  public void call(String action, String payload, long timeoutMillis, Consumer<Outcome> outcome) {
    if (over) {
      outcome.accept(new Outcome.Lost());
    } else if (waiting.size() >= WAITING_AT_MOST) {
      oddities.seen(
          "slow", "the other side does not answer; " + action + " finds no room and is not sent");
      outcome.accept(new Outcome.TimedOut());
    } else {
      waiting.add(new Open(action, payload, timeoutMillis, outcome));
      next();
    }
  }

  private void next() {
    if (open == null && !waiting.isEmpty()) {
      open = waiting.poll();
      open.deadline = now + open.timeoutMillis;
      send.accept(new Frame.Call(open.id, open.action, open.payload).encode());
    }
  }

  /** Lets go of the calls that wait; they end as lost. The one that is open stays. */
  public void dropWaiting() {
    ArrayDeque<Open> dropped = new ArrayDeque<>(waiting);
    waiting.clear();
    dropped.forEach(o -> o.outcome.accept(new Outcome.Lost()));
  }

  private void refuse(String id, String code, String description) {
    send.accept(new Frame.CallError(id, code, description).encode());
  }

  private final class Answer implements Reply {
    private final String id;
    private boolean given;

    private Answer(String id) {
      this.id = id;
    }

    @Override
    public void answer(String payload) {
      if (!given && !over) {
        given = true;
        send.accept(new Frame.CallResult(id, payload).encode());
      }
    }

    @Override
    public void refuse(String code, String description) {
      if (!given && !over) {
        given = true;
        RpcSession.this.refuse(id, code, description);
      }
    }
  }

  /** While deaf, calls of the other side are passed over and not answered at all. */
  public void deaf(boolean now) {
    deaf = now;
  }

  /** A text has come. */
  public void received(String text) {
    Frame frame = Frame.decode(text);
    boolean isCall = frame instanceof Frame.Call || frame instanceof Frame.Malformed;
    if (over || deaf && isCall) {
      return;
    }
    if (frame instanceof Frame.Call call) {
      called(call);
    } else if (frame instanceof Frame.CallResult r && isOpen(r.id())) {
      finish(new Outcome.Answered(r.payload()));
    } else if (frame instanceof Frame.CallError e && isOpen(e.id())) {
      finish(new Outcome.Refused(e.code(), e.description()));
    } else if (frame instanceof Frame.Malformed m) {
      if (m.answerable()) {
        refuse(m.id(), "FormationViolation", m.reason());
      }
      oddities.seen("frame", m.reason() + "; it is passed over: " + shown(text));
    } else {
      oddities.seen(
          "answer", "an answer to no open call has come; it is passed over: " + shown(text));
    }
  }

  private void called(Frame.Call call) {
    if (lastIds.contains(call.id())) {
      refuse(call.id(), "ProtocolError", "the identifier was used before");
      oddities.seen(
          "identifier",
          call.action() + ": the identifier " + call.id() + " was used before; it is refused");
      return;
    }
    if (lastIds.size() >= IDS_REMEMBERED) {
      lastIds.removeFirst();
    }
    lastIds.add(call.id());
    handler.onCall(call, new Answer(call.id()));
  }

  private static String shown(String text) {
    return text.length() <= SHOWN_AT_MOST ? text : text.substring(0, SHOWN_AT_MOST) + "…";
  }

  private boolean isOpen(String id) {
    return open != null && open.id.equals(id);
  }

  private void finish(Outcome outcome) {
    Open ended = open;
    open = null;
    ended.outcome.accept(outcome);
    next();
  }

  /**
   * Time has passed; calls past their time end as timed out. Called before everything that happens,
   * so that no wait is cut short.
   */
  public void tick(long nowMillis) {
    now = nowMillis;
    if (open != null && now >= open.deadline) {
      finish(new Outcome.TimedOut());
    }
  }

  /**
   * The connection is gone; all calls end as lost.
   *
   * @param byOther whether the other side has closed it of its own will
   */
  public void lost(boolean byOther) {
    over = true;
    Open underWay = open;
    ArrayDeque<Open> ended = new ArrayDeque<>(waiting);
    open = null;
    waiting.clear();
    if (underWay != null) {
      underWay.outcome.accept(new Outcome.Lost(byOther));
    }
    ended.forEach(o -> o.outcome.accept(new Outcome.Lost()));
  }
}
