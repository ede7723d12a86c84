package io.ocpp809.cli.gbt27930;

import io.ocpp809.gbt27930.session.SessionEvent;
import io.ocpp809.gbt27930.session.SessionSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A session in a few lines. */
final class Report {
  private static final double NANOS = 1e9;

  private Report() {}

  /**
   * The lines.
   *
   * @param number of the session within its channel, from 1
   * @param ended whether it was over when the recording was
   * @param s what there is to say
   * @param asides transfers that failed in it, and oddities
   * @param origin the recording's first stamp
   * @param words how things are said
   */
  static List<String> lines(
      int number,
      boolean ended,
      SessionSummary s,
      List<SessionEvent> asides,
      long origin,
      Sayings words) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "Session %d, %.1f to %.1f s%s%s",
            number,
            (s.begun() - origin) / NANOS,
            (s.ended() - origin) / NANOS,
            s.joined() ? ", joined in the middle" : "",
            ended ? "" : ", under way at the end of the recording"));
    lines.add(row("vehicle", vehicle(s, words)));
    lines.add(
        row(
            "came to",
            s.reached().name().toLowerCase(Locale.ROOT)
                + (s.attempts() > 1 ? ", " + s.attempts() + " attempts" : "")));
    if (s.chargingNanos() > 0) {
      lines.add(row("charged", charged(s)));
      lines.add(row("energy", energy(s)));
    }
    lines.add(row("stopped", Sayings.stopped(s.stop()) + evidence(s.stop().evidence())));
    if (!s.errors().isEmpty()) {
      lines.add(
          row(
              "errors",
              s.errors().stream()
                  .map(code -> code + " (" + Sayings.meaning(code) + ")")
                  .collect(Collectors.joining(", "))));
    }
    lines.add(
        row(
            "missing",
            s.firstMissing()
                .map(m -> at(m, origin) + Sayings.missing(m).replaceFirst("^MISSING ", ""))
                .orElse("nothing")));
    lines.addAll(asides(asides));
    return lines;
  }

  /**
   * What was odd beside the sessions' course, a line for each kind.
   *
   * @param asides transfers that failed, and oddities
   */
  static List<String> asides(List<SessionEvent> asides) {
    List<String> lines = new ArrayList<>();
    String transfers =
        asides.stream()
            .filter(SessionEvent.TransferFailed.class::isInstance)
            .map(t -> Sayings.transfer(((SessionEvent.TransferFailed) t).transfer()))
            .distinct()
            .collect(Collectors.joining("; "));
    String notes =
        asides.stream()
            .filter(SessionEvent.Oddity.class::isInstance)
            .map(n -> Sayings.note((SessionEvent.Oddity) n))
            .distinct()
            .collect(Collectors.joining("; "));
    if (!transfers.isEmpty()) {
      lines.add(row("transport", transfers));
    }
    if (!notes.isEmpty()) {
      lines.add(row("note", notes));
    }
    return lines;
  }

  private static String row(String what, String text) {
    return String.format("  %-9s %s", what, text);
  }

  private static String evidence(String evidence) {
    return evidence.isEmpty() ? "" : " (" + evidence + ")";
  }

  private static String at(SessionEvent.Missing m, long origin) {
    return String.format(Locale.ROOT, "at %.3f s: ", (m.nanos() - origin) / NANOS);
  }

  private static String vehicle(SessionSummary s, Sayings words) {
    String version = s.protocolVersion().orElse("version not heard");
    return version + s.vin().map(v -> ", VIN " + words.vin(v)).orElse(", VIN not told");
  }

  private static String charged(SessionSummary s) {
    StringBuilder text = new StringBuilder();
    if (s.socBegin().isPresent() && s.socEnd().isPresent()) {
      text.append(
          String.format(
              Locale.ROOT,
              "%.1f %% to %.1f %%, ",
              s.socBegin().getAsDouble(),
              s.socEnd().getAsDouble()));
    }
    double seconds = s.chargingNanos() / NANOS;
    String time = seconds < 120 ? "%.0f s" : "%.1f min";
    return text.append(String.format(Locale.ROOT, time, seconds < 120 ? seconds : seconds / 60))
        .append(String.format(Locale.ROOT, ", at most %.1f A", s.greatestCurrent()))
        .toString();
  }

  private static String energy(SessionSummary s) {
    String told =
        s.toldWh().isPresent()
            ? String.format(Locale.ROOT, "%.1f kWh told by CSD", s.toldWh().getAsDouble() / 1000)
            : "CSD not heard";
    return String.format(
        Locale.ROOT,
        "%s, %.3f kWh from voltage and current%s",
        told,
        s.estimatedWh() / 1000,
        s.energyContradicts() ? ": they contradict each other" : "");
  }
}
