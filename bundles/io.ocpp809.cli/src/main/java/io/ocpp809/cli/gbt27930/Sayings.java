package io.ocpp809.cli.gbt27930;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.ocpp809.gbt27930.message.Condition;
import io.ocpp809.gbt27930.message.Message;
import io.ocpp809.gbt27930.message.MessageType;
import io.ocpp809.gbt27930.message.Node;
import io.ocpp809.gbt27930.message.Remark;
import io.ocpp809.gbt27930.message.Signal;
import io.ocpp809.gbt27930.message.Signals;
import io.ocpp809.gbt27930.session.Party;
import io.ocpp809.gbt27930.session.SessionEvent;
import io.ocpp809.gbt27930.session.SessionSummary;
import io.ocpp809.gbt27930.session.Stop;
import io.ocpp809.gbt27930.transport.Transfer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Events as lines for people, and as JSON with names that stay. */
final class Sayings {
  private static final int LONGEST = 60;
  private static final int VIN_SHOWN = 3;
  private static final double NANOS = 1e9;

  private final boolean vinShown;

  /**
   * Words.
   *
   * @param vinShown whether the VIN is told; else its first three characters, the maker's
   */
  Sayings(boolean vinShown) {
    this.vinShown = vinShown;
  }

  /** A VIN as it may be told. */
  String vin(String vin) {
    if (vinShown || vin.length() <= VIN_SHOWN) {
      return vin;
    }
    return vin.substring(0, VIN_SHOWN) + "*".repeat(vin.length() - VIN_SHOWN);
  }

  /** Evidence as it may be told: the octets of BRM never show the VIN, since they are its first. */
  private static String because(String evidence) {
    return evidence.isEmpty() ? "" : " (" + evidence + ")";
  }

  /** A word of the product's as words of people: hyphens fall away. */
  static String plain(String word) {
    return switch (word) {
      case "communication" -> "messages missing";
      case "silence" -> "frames end within charging";
      case "condition" -> "set condition reached";
      case "unspecified" -> "no cause given";
      default -> word.replace('-', ' ').replaceFirst("^soc\\b", "SoC");
    };
  }

  /** Who stopped and why, in one phrase. */
  static String stopped(Stop stop) {
    if (stop.causes().isEmpty()) {
      return "by neither: no stop was told";
    }
    String causes = stop.causes().stream().map(Sayings::plain).collect(Collectors.joining(", "));
    return stop.party() == Party.NONE
        ? "by neither: " + causes
        : "by " + stop.party().text() + ": " + causes;
  }

  /** What a code of an error means: the words of its parameter. */
  static String meaning(String code) {
    String[] parts = code.split("\\.");
    if (parts.length != 3) {
      return code;
    }
    return Signals.all().stream()
        .filter(s -> s.type().name().equals(parts[1]))
        .filter(s -> String.valueOf(s.field().spn()).equals(parts[2]))
        .findFirst()
        .map(s -> s.field().meaning())
        .orElse(plain(parts[2]));
  }

  /** A line of the timeline, without its time; empty for what is not told there. */
  Optional<String> line(SessionEvent event) {
    if (event instanceof SessionEvent.Heard h) {
      return h.first()
          ? Optional.of(h.message().type() + "  " + values(h.message()) + remarks(h.remarks()))
          : Optional.empty();
    }
    if (event instanceof SessionEvent.Began b) {
      return Optional.of(
          b.joined()
              ? "session, joined in the middle: what was said before is not known"
                  + because(b.evidence())
              : "session begins" + because(b.evidence()));
    }
    if (event instanceof SessionEvent.PhaseChanged p) {
      String attempt = p.attempt() > 1 ? ", attempt " + p.attempt() : "";
      return Optional.of(
          "phase " + p.to().name().toLowerCase(Locale.ROOT) + attempt + because(p.evidence()));
    }
    if (event instanceof SessionEvent.Paused p) {
      return Optional.of("paused by " + p.by().text() + because(p.evidence()));
    }
    if (event instanceof SessionEvent.Resumed r) {
      return Optional.of("goes on" + because(r.evidence()));
    }
    if (event instanceof SessionEvent.Stopped s) {
      return Optional.of("STOP " + stopped(s.stop()) + because(s.stop().evidence()));
    }
    if (event instanceof SessionEvent.ErrorTold e) {
      return Optional.of("ERROR " + e.code() + ": " + meaning(e.code()) + because(e.evidence()));
    }
    if (event instanceof SessionEvent.Missing m) {
      return Optional.of(missing(m));
    }
    if (event instanceof SessionEvent.Late l) {
      return Optional.of("LATE " + l.type() + " came after " + seconds(l.afterMillis()));
    }
    if (event instanceof SessionEvent.TransferFailed t) {
      return Optional.of("TRANSPORT " + transfer(t.transfer()));
    }
    if (event instanceof SessionEvent.Oddity o) {
      return Optional.of("NOTE " + note(o));
    }
    return Optional.empty();
  }

  /** What was missed, and after what it was due, or who says so. */
  static String missing(SessionEvent.Missing m) {
    String time = seconds(m.limitMillis());
    String what = m.type() + (m.affirming() ? affirmation(m.type()) : "");
    if (m.since().startsWith("BEM ") || m.since().startsWith("CEM ")) {
      String who = m.since().startsWith("BEM ") ? "vehicle" : "charger";
      return "MISSING " + what + ", the " + who + " waited " + time + " (" + m.since() + ")";
    }
    String after = m.since().equals(m.type().name()) ? "the last one" : m.since();
    String none = m.type() == MessageType.BHM ? "; a vehicle of 2011 has none" : "";
    return "MISSING " + what + ", not heard within " + time + " of " + after + none;
  }

  private static String affirmation(MessageType type) {
    return type == MessageType.CRM ? " that recognises" : " that says ready";
  }

  private static String seconds(long millis) {
    return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
  }

  private static String name(int pgn) {
    return MessageType.of(pgn)
        .map(MessageType::name)
        .orElse(String.format(Locale.ROOT, "PGN %04X", pgn));
  }

  /** What should not be on this bus, with the frame that shows it. */
  static String note(SessionEvent.Oddity o) {
    String words =
        o.kind() == SessionEvent.Oddity.Kind.OTHER_OFFSET
            ? "another offset of currents is proposed than is taken; --offset sets it"
            : o.kind().words();
    return words + because(o.evidence());
  }

  private static String party(Node node) {
    return node == Node.CHARGER ? "charger" : "vehicle";
  }

  private static String reason(int reason) {
    return switch (reason) {
      case 1 -> "1 (another transfer runs)";
      case 2 -> "2 (no resources)";
      case 3 -> "3 (time-out)";
      default -> reason + " (none that J1939-21 names)";
    };
  }

  /** How a message of several frames has failed. */
  static String transfer(Transfer t) {
    if (t instanceof Transfer.Aborted a) {
      return name(a.pgn()) + " aborted by the " + party(a.by()) + ", reason " + reason(a.reason());
    }
    if (t instanceof Transfer.TimedOut o) {
      return name(o.pgn())
          + " never ended, "
          + o.received()
          + " of "
          + o.packets()
          + " packets: the "
          + party(o.missing())
          + " was due";
    }
    if (t instanceof Transfer.Superseded s) {
      return name(s.pgn())
          + " begun anew after "
          + s.received()
          + " of "
          + s.packets()
          + " packets";
    }
    return name(t.pgn());
  }

  private static String remarks(List<Remark> remarks) {
    return remarks.stream().map(r -> "; " + r.text()).collect(Collectors.joining());
  }

  /** What a message says; of its states only those that are not as they should be. */
  private String values(Message message) {
    String told =
        Signals.of(message.type()).stream()
            .flatMap(s -> s.value(message).map(v -> value(s, v)).stream())
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining(", "));
    return told.isEmpty() ? "nothing to report" : told;
  }

  private String value(Signal signal, Object value) {
    if (value.equals(Condition.NORMAL.name())) {
      return "";
    }
    return value.equals(Condition.ABNORMAL.name())
        ? signal.field().meaning()
        : signal.field().name() + " " + text(signal, value);
  }

  private String text(Signal signal, Object value) {
    String text = signal.name().equals("BRM.vin") ? vin(value.toString()) : number(value);
    String cut = text.length() > LONGEST ? text.substring(0, LONGEST) + " ..." : text;
    return signal.unit().isEmpty() ? cut : cut + " " + signal.unit();
  }

  private static String number(Object value) {
    return value instanceof Double d
        ? String.format(Locale.ROOT, "%.2f", d).replaceFirst("\\.?0+$", "")
        : value.toString();
  }

  /** An event as JSON; its names are listed in docs/gbt27930.md. */
  JsonObject json(SessionEvent event, long origin, String channel, long line) {
    JsonObject o = new JsonObject();
    o.addProperty("t", (event.nanos() - origin) / NANOS);
    o.addProperty("channel", channel);
    o.addProperty("line", line);
    if (event instanceof SessionEvent.Heard h) {
      o.addProperty("event", "message");
      o.addProperty("message", h.message().type().name());
      o.addProperty("first", h.first());
      o.add("values", jsonValues(h.message()));
      if (!h.remarks().isEmpty()) {
        JsonArray remarks = new JsonArray();
        h.remarks().forEach(r -> remarks.add(r.toString()));
        o.add("remarks", remarks);
      }
    } else if (event instanceof SessionEvent.Began b) {
      o.addProperty("event", "begin");
      o.addProperty("joined", b.joined());
      evidence(o, b.evidence());
    } else if (event instanceof SessionEvent.PhaseChanged p) {
      o.addProperty("event", "phase");
      o.addProperty("from", p.from().name());
      o.addProperty("to", p.to().name());
      o.addProperty("attempt", p.attempt());
      evidence(o, p.evidence());
    } else if (event instanceof SessionEvent.Paused p) {
      o.addProperty("event", "pause");
      o.addProperty("by", p.by().text());
      evidence(o, p.evidence());
    } else if (event instanceof SessionEvent.Resumed r) {
      o.addProperty("event", "resume");
      evidence(o, r.evidence());
    } else if (event instanceof SessionEvent.Stopped s) {
      o.addProperty("event", "stop");
      stop(o, s.stop());
    } else if (event instanceof SessionEvent.ErrorTold e) {
      o.addProperty("event", "error");
      o.addProperty("code", e.code());
      o.addProperty("meaning", meaning(e.code()));
      evidence(o, e.evidence());
    } else {
      faults(o, event);
    }
    return o;
  }

  private void faults(JsonObject o, SessionEvent event) {
    if (event instanceof SessionEvent.Missing m) {
      o.addProperty("event", "missing");
      o.addProperty("message", m.type().name());
      o.addProperty("limit", m.limitMillis() / 1000.0);
      if (m.affirming()) {
        o.addProperty("affirming", true);
      }
      evidence(o, m.since());
    } else if (event instanceof SessionEvent.Late l) {
      o.addProperty("event", "late");
      o.addProperty("message", l.type().name());
      o.addProperty("after", l.afterMillis() / 1000.0);
    } else if (event instanceof SessionEvent.TransferFailed t) {
      o.addProperty("event", "transport");
      o.addProperty("message", name(t.transfer().pgn()));
      o.addProperty("text", transfer(t.transfer()));
    } else if (event instanceof SessionEvent.Oddity odd) {
      o.addProperty("event", "note");
      o.addProperty("kind", odd.kind().name());
      evidence(o, odd.evidence());
    } else if (event instanceof SessionEvent.Ended e) {
      o.addProperty("event", "end");
      summary(o, e.summary());
    }
  }

  /** A session that is under way at the end of the recording, as JSON. */
  JsonObject json(SessionSummary open, long origin, String channel, long line) {
    JsonObject o = new JsonObject();
    o.addProperty("t", (open.ended() - origin) / NANOS);
    o.addProperty("channel", channel);
    o.addProperty("line", line);
    o.addProperty("event", "open");
    summary(o, open);
    return o;
  }

  private static void evidence(JsonObject o, String evidence) {
    if (!evidence.isEmpty()) {
      o.addProperty("evidence", evidence);
    }
  }

  private static void stop(JsonObject o, Stop stop) {
    o.addProperty("party", stop.party().text());
    JsonArray causes = new JsonArray();
    stop.causes().forEach(causes::add);
    o.add("causes", causes);
    evidence(o, stop.evidence());
  }

  private void summary(JsonObject o, SessionSummary s) {
    o.addProperty("reached", s.reached().name());
    o.addProperty("joined", s.joined());
    o.addProperty("attempts", s.attempts());
    s.protocolVersion().ifPresent(v -> o.addProperty("protocolVersion", v));
    s.vin().ifPresent(v -> o.addProperty("vin", vin(v)));
    add(o, "socBegin", s.socBegin());
    add(o, "socEnd", s.socEnd());
    o.addProperty("chargingSeconds", s.chargingNanos() / NANOS);
    o.addProperty("estimatedWh", Math.round(s.estimatedWh() * 10) / 10.0);
    add(o, "toldWh", s.toldWh());
    o.addProperty("greatestCurrent", s.greatestCurrent());
    stop(o, s.stop());
    JsonArray errors = new JsonArray();
    s.errors().forEach(errors::add);
    o.add("errors", errors);
    s.firstMissing().ifPresent(m -> o.addProperty("firstMissing", m.type().name()));
  }

  private static void add(JsonObject o, String name, OptionalDouble value) {
    value.ifPresent(v -> o.addProperty(name, v));
  }

  private JsonObject jsonValues(Message message) {
    JsonObject values = new JsonObject();
    for (Signal s : Signals.of(message.type())) {
      Optional<Object> value = s.value(message);
      if (value.isPresent() && value.get() instanceof Number n) {
        values.addProperty(s.field().name(), n);
      } else if (value.isPresent()) {
        String text = value.get().toString();
        values.addProperty(s.field().name(), s.name().equals("BRM.vin") ? vin(text) : text);
      }
    }
    return values;
  }
}
