package io.ocpp809.gbt27930.session;

import io.ocpp809.can.Frame;
import io.ocpp809.can.LogFrame;
import io.ocpp809.can.LogReader;
import io.ocpp809.gbt27930.message.Message;
import io.ocpp809.gbt27930.message.MessageType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** An observer, what it tells as lines, and virtual time. */
final class Story {
  private static final long MS = 1_000_000;

  final SessionObserver observer;
  final List<SessionEvent> events = new ArrayList<>();
  private long now;

  Story() {
    this(ObserverSettings.STANDARD);
  }

  Story(ObserverSettings settings) {
    observer = new SessionObserver(settings);
  }

  /** Plays a recording, and lets time pass behind it. */
  static Story of(String recording, long afterMillis) throws IOException {
    Story story = new Story();
    try (LogReader log =
        new LogReader(
            new BufferedReader(
                new InputStreamReader(
                    Story.class.getResourceAsStream("../recordings/" + recording + ".log"),
                    StandardCharsets.US_ASCII)))) {
      for (Optional<LogFrame> f = log.next(); f.isPresent(); f = log.next()) {
        story.to(f.get().nanos());
        story.events.addAll(story.observer.heard(f.get().frame(), story.now));
      }
    }
    story.pass(afterMillis);
    return story;
  }

  private void to(long nanos) {
    while (nanos - now > 10 * MS) {
      now += 10 * MS;
      events.addAll(observer.tick(now));
    }
    now = Math.max(now, nanos);
  }

  /** Time passes without a word in between. */
  Story leap(long millis) {
    now += millis * MS;
    return this;
  }

  Story pass(long millis) {
    to(now + millis * MS);
    events.addAll(observer.tick(now));
    return this;
  }

  Story hear(String idAndOctets) {
    String[] parts = idAndOctets.split("#");
    Frame frame = Frame.extended(Integer.parseInt(parts[0], 16), HexFormat.of().parseHex(parts[1]));
    events.addAll(observer.heard(frame, now));
    return this;
  }

  long millis() {
    return now / MS;
  }

  /** All but messages that are not the first of their kind, with seconds. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (SessionEvent e : events) {
      String what = words(e);
      if (!what.isEmpty()) {
        lines.add(String.format(Locale.ROOT, "%.3f %s", e.nanos() / 1e9, what));
      }
    }
    return lines;
  }

  private static String words(SessionEvent e) {
    if (e instanceof SessionEvent.Heard h) {
      return h.first() ? "first " + h.message().type() : "";
    } else if (e instanceof SessionEvent.Began b) {
      return b.joined() ? "joined by " + b.evidence() : "";
    } else if (e instanceof SessionEvent.PhaseChanged p) {
      return p.to() + (p.to() == Phase.RECOGNITION ? " " + p.attempt() : "");
    } else if (e instanceof SessionEvent.Paused p) {
      return "paused by " + p.by();
    } else if (e instanceof SessionEvent.Resumed) {
      return "resumed";
    } else if (e instanceof SessionEvent.Stopped s) {
      return "stop " + s.stop().party() + " " + s.stop().causes() + " " + s.stop().evidence();
    } else if (e instanceof SessionEvent.ErrorTold t) {
      return t.code() + " " + t.evidence();
    } else if (e instanceof SessionEvent.Missing m) {
      return m.type() + " missing for " + m.limitMillis() + " since " + m.since();
    } else if (e instanceof SessionEvent.Late l) {
      return l.type() + " late: " + l.afterMillis();
    } else if (e instanceof SessionEvent.TransferFailed t) {
      return t.transfer().getClass().getSimpleName()
          + " "
          + Integer.toHexString(t.transfer().pgn());
    } else if (e instanceof SessionEvent.Oddity o) {
      return o.kind() + " " + o.evidence();
    }
    return "over";
  }

  SessionSummary summary() {
    SessionSummary last = null;
    for (SessionEvent e : events) {
      last = e instanceof SessionEvent.Ended ended ? ended.summary() : last;
    }
    return last;
  }

  <M extends Message> M latest(MessageType type, Class<M> kind) {
    return kind.cast(observer.latest(type).orElseThrow().message());
  }
}
