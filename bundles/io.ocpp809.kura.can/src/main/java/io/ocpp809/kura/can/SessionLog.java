package io.ocpp809.kura.can;

import io.ocpp809.gbt27930.session.SessionEvent;
import io.ocpp809.gbt27930.session.SessionSummary;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log of sessions: begin, missing messages, stop, errors and end, a line each. */
final class SessionLog {
  private static final Logger LOG = LoggerFactory.getLogger(SessionLog.class);
  private static final int CLEAR_AHEAD = 3;
  private static final int CLEAR_BEHIND = 4;

  private final String endpoint;
  private final boolean masked;

  /**
   * @param masked whether vehicle identification numbers are shown in part only
   */
  SessionLog(String endpoint, boolean masked) {
    this.endpoint = endpoint;
    this.masked = masked;
  }

  void told(SessionEvent event) {
    if (event instanceof SessionEvent.Oddity o) {
      LOG.warn("{}: {} ({})", endpoint, o.kind().words(), o.evidence());
    } else {
      String words = words(event);
      if (!words.isEmpty()) {
        LOG.info("{}: {}", endpoint, words);
      }
    }
  }

  /** What the log says; empty for what it says nothing of. */
  String words(SessionEvent event) {
    if (event instanceof SessionEvent.Began b) {
      return b.joined()
          ? "joins a session that runs, " + b.evidence()
          : "a session, " + b.evidence();
    }
    if (event instanceof SessionEvent.Missing m) {
      String limit = String.format(Locale.ROOT, "%.1f s", m.limitMillis() / 1000.0);
      String what = m.type() + (m.affirming() ? " that affirms" : "");
      return "no " + what + " for " + limit + ", " + m.since();
    }
    if (event instanceof SessionEvent.Stopped s) {
      return "stopped by "
          + s.stop().party().text()
          + ", "
          + String.join(",", s.stop().causes())
          + ", "
          + s.stop().evidence();
    }
    if (event instanceof SessionEvent.ErrorTold e) {
      return e.code() + ", " + e.evidence();
    }
    return event instanceof SessionEvent.Ended e ? words(e.summary()) : "";
  }

  private String words(SessionSummary s) {
    return String.format(
        Locale.ROOT,
        "the session is over, vehicle %s, %.0f Wh estimated from voltage and current",
        s.vin().map(this::shown).orElse("unknown"),
        s.estimatedWh());
  }

  private String shown(String vin) {
    int hidden = vin.length() - CLEAR_AHEAD - CLEAR_BEHIND;
    return masked && hidden > 0
        ? vin.substring(0, CLEAR_AHEAD)
            + "*".repeat(hidden)
            + vin.substring(vin.length() - CLEAR_BEHIND)
        : vin;
  }
}
