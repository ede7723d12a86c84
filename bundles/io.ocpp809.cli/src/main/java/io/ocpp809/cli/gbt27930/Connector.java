package io.ocpp809.cli.gbt27930;

import io.ocpp809.can.Frame;
import io.ocpp809.can.LogFrame;
import io.ocpp809.gbt27930.message.Bcp;
import io.ocpp809.gbt27930.message.Bcs;
import io.ocpp809.gbt27930.message.Ccs;
import io.ocpp809.gbt27930.session.ObserverSettings;
import io.ocpp809.gbt27930.session.Phase;
import io.ocpp809.gbt27930.session.SessionEvent;
import io.ocpp809.gbt27930.session.SessionObserver;
import io.ocpp809.gbt27930.session.SessionSummary;
import io.ocpp809.gbt27930.session.SessionView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What was recorded of one connector: one channel of a log. */
final class Connector {
  private static final int CHARGER_TO_BMS = 0xF456;
  private static final int BMS_TO_CHARGER = 0x56F4;
  private static final long TICK_NANOS = 250_000_000L;
  private static final long LONGEST_GAP_TICKS = 480;
  private static final int MARKS = 10;
  private static final int ASIDES = 1_000;
  private static final double NANOS = 1e9;

  /** Is told of each event with the line of the log at which it became known. */
  interface Listener {
    void told(SessionEvent event, long line);
  }

  private final String name;
  private final long origin;
  private final SessionObserver observer;
  private final Values values = new Values();
  private final List<Picture.Span> spans = new ArrayList<>();
  private final List<Picture.Mark> marks = new ArrayList<>();
  private final List<SessionSummary> sessions = new ArrayList<>();
  private final List<SessionEvent> asides = new ArrayList<>();
  private Phase phase = Phase.NONE;
  private String pausedBy = "";
  private long phaseAt;
  private long last;
  private long frames;
  private long foreign;
  private Open open = new Open();

  /** What is summed up of a session that has not ended. */
  private static final class Open {
    private long begun;
    private boolean joined;
    private Phase reached = Phase.NONE;
    private OptionalDouble socBegin = OptionalDouble.empty();
    private long chargingFrom;
    private long chargingTo;
    private double greatest;
    private final List<String> errors = new ArrayList<>();
    private Optional<SessionEvent.Missing> missing = Optional.empty();
  }

  /**
   * A connector.
   *
   * @param name of the channel; may be empty
   * @param origin the recording's first stamp
   */
  Connector(String name, long origin, ObserverSettings settings) {
    this.name = name;
    this.origin = origin;
    this.last = origin;
    this.observer = new SessionObserver(settings);
  }

  /** Takes a frame of the log in. */
  void take(LogFrame heard, Listener listener) {
    passTime(heard.nanos(), heard.line(), listener);
    Frame frame = heard.frame();
    int nodes = frame.id() & 0xFFFF;
    if (frame.extended() && (nodes == CHARGER_TO_BMS || nodes == BMS_TO_CHARGER)) {
      frames++;
    } else {
      foreign++;
    }
    tell(observer.heard(frame, heard.nanos()), heard.line(), listener);
    last = heard.nanos();
  }

  /** In a gap the time-outs are told when they pass, not with the frame behind it. */
  private void passTime(long until, long line, Listener listener) {
    long from = Math.max(last, until - LONGEST_GAP_TICKS * TICK_NANOS);
    if (from > last) {
      tell(observer.tick(from), line, listener);
    }
    for (long at = from + TICK_NANOS; at < until; at += TICK_NANOS) {
      tell(observer.tick(at), line, listener);
    }
  }

  private void tell(List<SessionEvent> events, long line, Listener listener) {
    for (SessionEvent event : events) {
      note(event);
      listener.told(event, line);
    }
  }

  private void note(SessionEvent event) {
    if (event instanceof SessionEvent.Heard h) {
      values.take(h.message(), seconds(h.nanos()));
      sumUp(h);
    } else if (event instanceof SessionEvent.Began b) {
      open = new Open();
      open.begun = b.nanos();
      open.joined = b.joined();
    } else if (event instanceof SessionEvent.PhaseChanged p) {
      close(p.nanos());
      phase = p.to();
      pausedBy = "";
      if (p.to().beginning() || p.to() == Phase.CHARGING) {
        open.reached = p.to().ordinal() > open.reached.ordinal() ? p.to() : open.reached;
      }
    } else if (event instanceof SessionEvent.Paused p) {
      close(p.nanos());
      pausedBy = p.by().text();
    } else if (event instanceof SessionEvent.Resumed r) {
      close(r.nanos());
      pausedBy = "";
    } else if (event instanceof SessionEvent.Stopped s) {
      mark(s.nanos(), "stop " + Sayings.stopped(s.stop()));
    } else if (event instanceof SessionEvent.ErrorTold e) {
      if (!open.errors.contains(e.code())) {
        open.errors.add(e.code());
      }
      mark(e.nanos(), e.code() + ": " + Sayings.meaning(e.code()));
    } else if (event instanceof SessionEvent.Missing m) {
      open.missing = open.missing.isPresent() ? open.missing : Optional.of(m);
      mark(m.nanos(), "no " + m.type());
    } else if (event instanceof SessionEvent.TransferFailed
        || event instanceof SessionEvent.Oddity) {
      if (asides.size() < ASIDES) {
        asides.add(event);
      }
    } else if (event instanceof SessionEvent.Ended e) {
      sessions.add(e.summary());
      open = new Open();
    }
  }

  private void sumUp(SessionEvent.Heard h) {
    if (h.message() instanceof Bcp bcp) {
      first(bcp.soc());
    } else if (h.message() instanceof Bcs bcs && bcs.soc().isPresent()) {
      first(OptionalDouble.of(bcs.soc().getAsInt()));
    } else if (h.message() instanceof Ccs ccs && phase == Phase.CHARGING) {
      open.chargingFrom = open.chargingFrom == 0 ? h.nanos() : open.chargingFrom;
      open.chargingTo = h.nanos();
      open.greatest = Math.max(open.greatest, ccs.outputCurrent().orElse(0));
    }
  }

  private void first(OptionalDouble soc) {
    open.socBegin = open.socBegin.isPresent() ? open.socBegin : soc;
  }

  private void mark(long nanos, String text) {
    boolean again = marks.stream().anyMatch(m -> m.text().equals(text));
    if (marks.size() < MARKS && !again) {
      marks.add(new Picture.Mark(seconds(nanos), text));
    }
  }

  /** The time since the phase, or the pause, began becomes a span of the picture. */
  private void close(long nanos) {
    if (phase != Phase.NONE) {
      double to = seconds(nanos);
      Picture.Span span = Colours.span(phase, pausedBy, seconds(phaseAt), to);
      Picture.Span before = spans.isEmpty() ? null : spans.get(spans.size() - 1);
      if (before != null && before.name().equals(span.name()) && before.to() == span.from()) {
        spans.set(
            spans.size() - 1, new Picture.Span(before.name(), before.colour(), before.from(), to));
      } else {
        spans.add(span);
      }
    }
    phaseAt = nanos;
  }

  private double seconds(long nanos) {
    return (nanos - origin) / NANOS;
  }

  /** The recording is over: what is under way stays so. */
  void end() {
    close(last);
  }

  /** The channel's name; may be empty. */
  String name() {
    return name;
  }

  /** Frames between charger and vehicle. */
  long frames() {
    return frames;
  }

  /** Frames of others. */
  long foreign() {
    return foreign;
  }

  /** When its last frame was heard. */
  long last() {
    return last;
  }

  /** Seconds from the recording's first frame to the last of this channel. */
  double length() {
    return seconds(last);
  }

  /** The word of the present state. */
  String state() {
    return observer.view().state();
  }

  /** Energy of the session so far, an estimate in Wh. */
  double wattHours() {
    return observer.view().estimatedWh();
  }

  Values values() {
    return values;
  }

  List<Picture.Span> spans() {
    return spans;
  }

  List<Picture.Mark> marks() {
    return marks;
  }

  /** The sessions that have ended. */
  List<SessionSummary> sessions() {
    return sessions;
  }

  /** Transfers that failed, and oddities, within a session. */
  List<SessionEvent> asides(SessionSummary session) {
    return asides.stream().filter(t -> within(t, session)).toList();
  }

  /** Those before, between and behind the sessions. */
  List<SessionEvent> asidesOfNone() {
    return asides.stream()
        .filter(t -> sessions.stream().noneMatch(s -> within(t, s)))
        .filter(t -> unended().filter(s -> within(t, s)).isEmpty())
        .toList();
  }

  private static boolean within(SessionEvent event, SessionSummary session) {
    return event.nanos() >= session.begun() && event.nanos() <= session.ended();
  }

  /** The session that is under way at the end of the recording. */
  Optional<SessionSummary> unended() {
    SessionView v = observer.view();
    if (phase == Phase.NONE || phase == Phase.ENDED) {
      return Optional.empty();
    }
    return Optional.of(
        new SessionSummary(
            open.begun,
            open.joined,
            last,
            open.reached,
            v.attempts(),
            v.edition(),
            v.protocolVersion(),
            v.vin(),
            open.socBegin,
            v.soc(),
            open.chargingTo - open.chargingFrom,
            v.estimatedWh(),
            v.toldWh(),
            open.greatest,
            v.stop(),
            open.errors,
            open.missing));
  }
}
