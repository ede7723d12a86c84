package io.ocpp809.template;

import io.ocpp809.station.pile.Capabilities;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Compares what a pile shows as its fail-safe with what the station counts on: the current or power
 * that it falls back to, and the silence after which it does.
 */
public final class FailSafeCheck {
  private static final double SLACK_AMPERE = 0.2;
  private static final double SLACK_WATT = 100;
  private static final long SLACK_MILLIS = 500;

  private FailSafeCheck() {}

  /**
   * The differences, in words that name both values.
   *
   * @param template the pile's template
   * @param expected what the station counts on
   * @param wattsPerAmpere W of one ampere per phase at this pile
   * @param values newest values by channel name
   * @return empty where nothing differs or the pile shows nothing
   */
  public static List<String> differences(
      PileTemplate template,
      Capabilities expected,
      double wattsPerAmpere,
      Map<String, ChannelValue> values) {
    List<String> result = new ArrayList<>();
    double amps = expected.failSafeMilliamps() / 1000d;
    number(values, "failsafe.current")
        .filter(shown -> Math.abs(shown - amps) > SLACK_AMPERE)
        .ifPresent(
            shown ->
                result.add(
                    "the pile falls back to %s A, failsafe.current of the form is %s A; make both"
                            .formatted(words(shown), words(amps))
                        + " the same, the form's counts against the fuse."));
    double watts = amps * wattsPerAmpere;
    number(values, "failsafe.power")
        .filter(shown -> Math.abs(shown - watts) > SLACK_WATT)
        .ifPresent(
            shown ->
                result.add(
                    "the pile falls back to %s W, failsafe.current of the form is %s A, which is"
                            .formatted(words(shown), words(amps))
                        + " %s W; make both the same, the form's counts against the fuse."
                            .formatted(words(Math.rint(watts)))));
    long after = template.watchdog().timeoutMillis();
    for (String channel : List.of("failsafe.timeout", "watchdog.timeout")) {
      boolean millis = template.channel(channel).filter(p -> p.unit().equals("ms")).isPresent();
      number(values, channel)
          .map(shown -> Math.round(shown * (millis ? 1 : 1000)))
          .filter(shown -> after > 0 && Math.abs(shown - after) > SLACK_MILLIS)
          .ifPresent(
              shown ->
                  result.add(
                      "the pile falls back after %s s, the template says %s s; set it at the pile."
                          .formatted(words(shown / 1000d), words(after / 1000d))));
    }
    return result;
  }

  private static Optional<Double> number(Map<String, ChannelValue> values, String channel) {
    return Optional.ofNullable(values.get(channel))
        .filter(v -> v.good() && v.value() instanceof Number)
        .map(v -> ((Number) v.value()).doubleValue())
        .filter(Double::isFinite);
  }

  private static String words(double value) {
    return value == Math.rint(value)
        ? String.valueOf((long) value)
        : String.format(Locale.ROOT, "%.1f", value);
  }
}
