package io.ocpp809.cli.gbt27930;

import io.ocpp809.cli.UsageException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The arguments of {@code gbt27930}.
 *
 * @param file the recording, as it was typed
 * @param csv where values over time go
 * @param svg where the picture goes
 * @param channel the channel of the log that is wanted; empty for all
 * @param json whether events are told as JSON
 * @param all with {@code json}, whether each message is told, not only the first of its kind
 * @param vin whether the VIN is told
 * @param every seconds from row to row of the table
 * @param offset what raw 0 of a current is, in A
 */
record RecordingOptions(
    String file,
    Optional<Path> csv,
    Optional<Path> svg,
    Optional<String> channel,
    boolean json,
    boolean all,
    boolean vin,
    double every,
    int offset) {
  private static final String USAGE =
      "gbt27930 takes FILE [--csv FILE] [--every SECONDS] [--svg FILE] [--json [--all]] [--vin]"
          + " [--channel NAME] [--offset AMPERE]";
  private static final Set<String> FLAGS = Set.of("--json", "--all", "--vin");
  private static final Set<String> VALUED =
      Set.of("--csv", "--svg", "--channel", "--every", "--offset");

  /**
   * Reads them.
   *
   * @throws UsageException naming what is wrong
   */
  static RecordingOptions of(List<String> arguments) {
    List<String> names = new ArrayList<>();
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      String a = arguments.get(i);
      if (FLAGS.contains(a)) {
        values.put(a, "");
      } else if (VALUED.contains(a)) {
        if (i + 1 == arguments.size()) {
          throw new UsageException(a + " needs a value: " + USAGE);
        }
        values.put(a, arguments.get(++i));
      } else if (a.startsWith("--")) {
        throw new UsageException("there is no option " + a + ": " + USAGE);
      } else {
        names.add(a);
      }
    }
    if (names.size() != 1) {
      throw new UsageException(USAGE);
    }
    if (values.containsKey("--all") && !values.containsKey("--json")) {
      throw new UsageException("--all goes with --json: " + USAGE);
    }
    return new RecordingOptions(
        names.get(0),
        path("--csv", values),
        path("--svg", values),
        Optional.ofNullable(values.get("--channel")),
        values.containsKey("--json"),
        values.containsKey("--all"),
        values.containsKey("--vin"),
        number("--every", values.getOrDefault("--every", "1"), 0.05, 3600),
        (int) number("--offset", values.getOrDefault("--offset", "-400"), -6500, 0));
  }

  private static Optional<Path> path(String option, Map<String, String> values) {
    try {
      return Optional.ofNullable(values.get(option)).map(Path::of);
    } catch (InvalidPathException e) {
      throw new UsageException(option + ": no name of a file: " + values.get(option));
    }
  }

  private static double number(String option, String text, double least, double most) {
    try {
      double value = Double.parseDouble(text);
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw new UsageException(option + ": a number is needed, not " + text);
    }
    throw new UsageException(option + ": " + least + " to " + most + ", not " + text);
  }
}
