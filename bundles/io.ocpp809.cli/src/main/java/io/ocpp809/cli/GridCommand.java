package io.ocpp809.cli;

import io.ocpp809.iec104.site.Interoperability;
import io.ocpp809.iec104.site.PointList;
import io.ocpp809.iec104.site.PointPlan;
import io.ocpp809.store.DurableLog;
import io.ocpp809.store.LogOptions;
import io.ocpp809.store.LogRecord;
import io.ocpp809.store.StoreFolder;
import io.ocpp809.store.StoreInUseException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * The command {@code iec104}: prints the default point list and the interoperability list, forces a
 * point for the bit test, prints the journal of what was commanded.
 */
final class GridCommand {
  private static final String USAGE =
      "iec104 takes points [--evses 1-4], check FILE, interoperability, force IOA VALUE --data"
          + " FOLDER, or journal --data FOLDER; FOLDER is the station's below the data folder, such"
          + " as /opt/eclipse/kura/data/ocpp809/iec104";

  private final PrintStream out;

  GridCommand(PrintStream out) {
    this.out = out;
  }

  /**
   * Runs it.
   *
   * @return exit status, 0 if done
   * @throws UsageException if the arguments are wrong
   */
  int run(List<String> arguments) {
    String what = arguments.isEmpty() ? "" : arguments.get(0);
    List<String> rest = arguments.subList(Math.min(1, arguments.size()), arguments.size());
    try {
      return switch (what) {
        case "points" -> points(rest);
        case "check" -> check(rest);
        case "interoperability" -> interoperability(rest);
        case "force" -> force(rest);
        case "journal" -> journal(rest);
        default -> throw new UsageException(USAGE);
      };
    } catch (IOException e) {
      throw new UsageException(what + ": " + e.getMessage());
    }
  }

  private int points(List<String> rest) {
    Collection<Integer> evses = List.of();
    if (rest.size() == 2 && rest.get(0).equals("--evses")) {
      evses = numbers(rest.get(1));
    } else if (!rest.isEmpty()) {
      throw new UsageException(USAGE);
    }
    out.print(PointList.write(PointPlan.standard(evses)));
    return 0;
  }

  private static Collection<Integer> numbers(String text) {
    TreeSet<Integer> result = new TreeSet<>();
    for (String part : text.split(",")) {
      if (!part.matches("[1-9]\\d{0,2}(-[1-9]\\d{0,2})?")) {
        throw new UsageException("--evses takes numbers such as 1-4,7, not " + text);
      }
      String[] ends = part.split("-");
      for (int n = Integer.parseInt(ends[0]); n <= Integer.parseInt(ends[ends.length - 1]); n++) {
        result.add(n);
      }
    }
    return result;
  }

  /** Reads an operator's list as the form does, and says what is wrong with it. */
  private int check(List<String> rest) throws IOException {
    if (rest.size() != 1) {
      throw new UsageException(USAGE);
    }
    try {
      PointPlan plan = PointList.read(Files.readString(Path.of(rest.get(0))));
      out.println(
          plan.points().size() + " points, " + plan.commands().size() + " commands, all right");
      return 0;
    } catch (IllegalArgumentException e) {
      out.println(e.getMessage());
      return 1;
    }
  }

  private int interoperability(List<String> rest) {
    if (!rest.isEmpty()) {
      throw new UsageException(USAGE);
    }
    out.print(Interoperability.text());
    return 0;
  }

  private int force(List<String> rest) throws IOException {
    if (rest.size() != 4
        || !rest.get(2).equals("--data")
        || !rest.get(0).matches("\\d{1,8}")
        || !rest.get(1).matches("-?\\d+(\\.\\d+)?")) {
      throw new UsageException(USAGE);
    }
    Path folder = folder(rest.get(3));
    Files.writeString(
        folder.resolve("force"),
        rest.get(0) + " " + rest.get(1) + System.lineSeparator(),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    out.println(
        "Point "
            + rest.get(0)
            + " tells "
            + rest.get(1)
            + " within a second, for ten minutes, marked as substituted. The gateway's log says if"
            + " it cannot.");
    return 0;
  }

  private static Path folder(String text) {
    Path folder = Path.of(text);
    if (!Files.isDirectory(folder)) {
      throw new UsageException("--data " + text + ": there is no such folder");
    }
    return folder;
  }

  private int journal(List<String> rest) throws IOException {
    if (rest.size() != 2 || !rest.get(0).equals("--data")) {
      throw new UsageException(USAGE);
    }
    Path folder = folder(rest.get(1)).toAbsolutePath().normalize();
    Path above = folder.getParent();
    if (above == null || above.getParent() == null) {
      throw new UsageException(USAGE);
    }
    out.println("time;group;peer;what;outcome;reason");
    try (StoreFolder store = StoreFolder.open(above.getParent(), folder.getFileName().toString())) {
      DurableLog log = store.log("journal", LogOptions.bounded(8L << 20));
      long next = log.firstSequence().orElse(1);
      for (List<LogRecord> some = log.read(next, 1_000);
          !some.isEmpty();
          some = log.read(next, 1_000)) {
        for (LogRecord r : some) {
          out.println(new String(r.payload(), StandardCharsets.UTF_8));
          next = r.sequence() + 1;
        }
      }
      return 0;
    } catch (StoreInUseException e) {
      throw new UsageException(
          "the gateway has the folder open; stop it, or copy the folder and name the copy: "
              + e.getMessage());
    }
  }
}
