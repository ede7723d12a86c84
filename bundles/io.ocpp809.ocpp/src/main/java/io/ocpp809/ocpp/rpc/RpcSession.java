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
  private final Consumer<String> send;
  private final CallHandler handler;
  private final ArrayDeque<Open> waiting = new ArrayDeque<>();
  private final ArrayDeque<String> lastIds = new ArrayDeque<>();
  private Open open;
  private long now;

  /** Takes the calls of the other side. */
  @FunctionalInterface
  public interface CallHandler {
    /**
     * A call has come; it is answered by {@link RpcSession#answer} or {@link RpcSession#refuse}.
     */
    void onCall(Frame.Call call);
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
   */
  public RpcSession(Consumer<String> send, CallHandler handler) {
    this.send = send;
    this.handler = handler;
  }

  /**
   * Makes a call, now or when the one before has ended.
   *
   * @param action name of the message
   * @param payload JSON text
   * @param timeoutMillis longest wait for its answer, ms
   * @param outcome told once what came of it
   */
  public void call(String action, String payload, long timeoutMillis, Consumer<Outcome> outcome) {
    waiting.add(new Open(action, payload, timeoutMillis, outcome));
    next();
  }

  private void next() {
    if (open == null && !waiting.isEmpty()) {
      open = waiting.poll();
      open.deadline = now + open.timeoutMillis;
      send.accept(new Frame.Call(open.id, open.action, open.payload).encode());
    }
  }

  /** Answers a call of the other side. */
  public void answer(String id, String payload) {
    send.accept(new Frame.CallResult(id, payload).encode());
  }

  /** Refuses a call of the other side. */
  public void refuse(String id, String code, String description) {
    send.accept(new Frame.CallError(id, code, description).encode());
  }

  /** A text has come. */
  public void received(String text) {
    Frame frame = Frame.decode(text);
    if (frame instanceof Frame.Call call) {
      if (lastIds.contains(call.id())) {
        refuse(call.id(), "ProtocolError", "the identifier was used before");
        return;
      }
      remember(call.id());
      handler.onCall(call);
    } else if (frame instanceof Frame.CallResult r && isOpen(r.id())) {
      finish(new Outcome.Answered(r.payload()));
    } else if (frame instanceof Frame.CallError e && isOpen(e.id())) {
      finish(new Outcome.Refused(e.code(), e.description()));
    } else if (frame instanceof Frame.Malformed m && looksLikeCall(text)) {
      refuse(m.id(), "FormationViolation", m.reason());
    }
  }

  private static boolean looksLikeCall(String text) {
    return !text.matches("(?s)\\s*\\[\\s*[34]\\s*,.*");
  }

  private void remember(String id) {
    if (lastIds.size() >= 32) {
      lastIds.removeFirst();
    }
    lastIds.add(id);
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

  /** Time has passed; calls past their time end as timed out. */
  public void tick(long nowMillis) {
    now = nowMillis;
    if (open != null && now >= open.deadline) {
      finish(new Outcome.TimedOut());
    }
  }

  /** The connection is gone; all calls end as lost. */
  public void lost() {
    ArrayDeque<Open> ended = new ArrayDeque<>();
    if (open != null) {
      ended.add(open);
    }
    ended.addAll(waiting);
    open = null;
    waiting.clear();
    ended.forEach(o -> o.outcome.accept(new Outcome.Lost()));
  }
}
