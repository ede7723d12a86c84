package io.ocpp809.cli.gbt27930;

import io.ocpp809.can.LogFrame;
import io.ocpp809.can.LogReader;
import io.ocpp809.cli.UsageException;
import io.ocpp809.gbt27930.session.ObserverSettings;
import io.ocpp809.gbt27930.session.SessionEvent;
import io.ocpp809.gbt27930.session.SessionSummary;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * {@code gbt27930 FILE}: what a recording of a charging bus tells. The file is read once, frame by
 * frame, so that hours take no more memory than seconds.
 */
public final class RecordingCommand {
  /** Charger and vehicle were heard. */
  static final int DONE = 0;

  /** The file cannot be read, or nothing of GB/T 27930 is in it. */
  static final int NOT_WELL = 1;

  private static final double NANOS = 1e9;

  private final PrintStream out;
  private final PrintStream err;

  /**
   * The command.
   *
   * @param out for what was found
   * @param err for what is wrong
   */
  public RecordingCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /**
   * Runs it.
   *
   * @param arguments the file and options
   * @return 0 done, 1 not well
   * @throws UsageException for a wrong command line
   */
  public int run(List<String> arguments) {
    RecordingOptions options = RecordingOptions.of(arguments);
    try {
      return read(options);
    } catch (NoSuchFileException e) {
      return wrong("there is no folder for " + e.getFile());
    } catch (AccessDeniedException e) {
      return wrong(e.getFile() + ": this user may not read or write it");
    } catch (IOException e) {
      return wrong(options.file() + ": " + e.getMessage());
    }
  }

  /** The option whose file is the recording itself. */
  private static Optional<String> overwriting(RecordingOptions o, Path recording)
      throws IOException {
    if (o.csv().isPresent() && same(o.csv().get(), recording)) {
      return Optional.of("--csv");
    }
    return o.svg().isPresent() && same(o.svg().get(), recording)
        ? Optional.of("--svg")
        : Optional.empty();
  }

  private static boolean same(Path one, Path other) throws IOException {
    return Files.exists(one) && Files.isSameFile(one, other);
  }

  private int wrong(String what) {
    err.println("ocpp809: " + what);
    return NOT_WELL;
  }

  private int read(RecordingOptions o) throws IOException {
    Path file;
    try {
      file = Path.of(o.file());
    } catch (InvalidPathException e) {
      return wrong("there is no file " + o.file());
    }
    if (Files.isDirectory(file)) {
      return wrong(o.file() + " is a folder; name a recording in it");
    }
    if (!Files.exists(file)) {
      return wrong("there is no file " + o.file());
    }
    if (Files.size(file) == 0) {
      return wrong(o.file() + " is empty: nothing was recorded");
    }
    Optional<String> overwriting = overwriting(o, file);
    if (overwriting.isPresent()) {
      return wrong(overwriting.get() + " would overwrite the recording " + o.file());
    }
    try (LogReader log = LogReader.open(file);
        Telling telling = new Telling(o)) {
      Map<String, Connector> connectors = new LinkedHashMap<>();
      long origin = 0;
      boolean any = false;
      for (Optional<LogFrame> next = log.next(); next.isPresent(); next = log.next()) {
        LogFrame frame = next.get();
        if (!any) {
          any = true;
          origin = frame.nanos();
        }
        if (o.channel().isEmpty() || o.channel().get().equals(frame.channel())) {
          long first = origin;
          Connector c =
              connectors.computeIfAbsent(
                  frame.channel(),
                  name -> new Connector(name, first, new ObserverSettings(o.offset(), 5_000)));
          telling.rows(c, frame.nanos(), first);
          c.take(frame, (event, line) -> telling.event(c, event, line, first));
        }
      }
      for (Connector c : connectors.values()) {
        telling.rows(c, c.last() + 1, origin);
        c.end();
      }
      List<Connector> heard = connectors.values().stream().filter(c -> c.frames() > 0).toList();
      boolean known = !log.format().equals("unknown");
      if (known) {
        log.brokenLines().forEach(line -> err.println(o.file() + ", " + line));
      }
      if (known && log.broken() > log.brokenLines().size()) {
        err.println(o.file() + ": " + log.broken() + " lines in all are out of form");
      }
      return heard.isEmpty()
          ? wrong(o.file() + ": " + nothing(log, connectors, o))
          : telling.sumUp(log, heard, origin);
    }
  }

  /** Why nothing was found, in the order in which causes are likely. */
  private static String nothing(
      LogReader log, Map<String, Connector> connectors, RecordingOptions o) {
    if (log.frames() == 0 && log.busErrors() > 0) {
      return log.busErrors()
          + " errors on the bus were recorded and no frame: the bit rate was another one (GB/T 27930"
          + " has 250 kbit/s), or S+ and S- were crossed";
    }
    if (log.frames() == 0) {
      return "no line is a frame of candump, Vector ASC or CSV with a head";
    }
    if (connectors.isEmpty()) {
      return "no frame is of channel " + o.channel().orElse("");
    }
    String errors =
        log.busErrors() > 0
            ? "; "
                + log.busErrors()
                + " errors on the bus were recorded: was the bit rate 250 kbit/s?"
            : "";
    return log.frames()
        + " frames, none of a charger (56) to a vehicle (F4) or back: this is another bus"
        + errors;
  }

  /** What is printed and written, while it is read and at the end. */
  private final class Telling implements AutoCloseable {
    private final RecordingOptions o;
    private final Sayings words;
    private final Optional<BufferedWriter> csv;
    private Table table;
    private Connector tabled;
    private boolean headed;

    Telling(RecordingOptions o) throws IOException {
      this.o = o;
      this.words = new Sayings(o.vin());
      this.csv =
          o.csv().isPresent()
              ? Optional.of(Files.newBufferedWriter(o.csv().get()))
              : Optional.empty();
      if (csv.isPresent()) {
        table = new Table(csv.get(), o.every());
      }
    }

    void event(Connector c, SessionEvent event, long line, long origin) {
      if (o.json()) {
        boolean repeated = event instanceof SessionEvent.Heard h && !h.first();
        if (!repeated || o.all()) {
          out.println(words.json(event, origin, c.name(), line));
        }
        return;
      }
      if (!headed) {
        out.println("Timeline: seconds since the first frame, what was said, line of the file");
        headed = true;
      }
      String channel = c.name().isEmpty() ? "" : c.name() + " ";
      words
          .line(event)
          .ifPresent(
              text ->
                  out.printf(
                      Locale.ROOT,
                      "%12.3f  %s%s  [line %d]%n",
                      (event.nanos() - origin) / NANOS,
                      o.channel().isPresent() ? "" : channel,
                      text,
                      line));
    }

    /**
     * Writes the rows before a time at which something is heard, as it stood then. The table is of
     * the first channel on which charger and vehicle were heard.
     */
    void rows(Connector c, long until, long origin) throws IOException {
      if (table != null && (tabled == null ? c.frames() > 0 : tabled == c)) {
        tabled = c;
        table.before((until - origin) / NANOS, c.state(), c.values(), c.wattHours());
      }
    }

    int sumUp(LogReader log, List<Connector> heard, long origin) throws IOException {
      if (o.json()) {
        for (Connector c : heard) {
          c.unended().ifPresent(s -> out.println(words.json(s, origin, c.name(), log.lines())));
        }
      } else {
        sessions(log, heard, origin);
      }
      if (heard.size() > 1 && (o.csv().isPresent() || o.svg().isPresent())) {
        err.println(
            "ocpp809: charger and vehicle are on channels "
                + String.join(", ", heard.stream().map(Connector::name).toList())
                + "; table and picture are of the first, choose by --channel");
      }
      if (o.svg().isPresent()) {
        Files.writeString(o.svg().get(), Chart.of(o.file(), heard.get(0)));
      }
      return DONE;
    }

    private static String counted(long number, String what) {
      return number + " " + what + (number == 1 ? "" : "s");
    }

    private void sessions(LogReader log, List<Connector> heard, long origin) {
      for (Connector c : heard) {
        out.println();
        out.printf(
            Locale.ROOT,
            "%s (%s)%s: %.1f s, %d frames of charger and vehicle, %d of others%s%s%n",
            o.file(),
            log.format(),
            c.name().isEmpty() ? "" : ", " + c.name(),
            c.length(),
            c.frames(),
            c.foreign(),
            (log.broken() > 0 ? ", " + counted(log.broken(), "line") + " out of form" : "")
                + (log.setBack() > 0 ? ", the clock was set back" : ""),
            log.busErrors() > 0 ? ", " + counted(log.busErrors(), "error") + " on the bus" : "");
        if (c.sessions().isEmpty() && c.unended().isEmpty()) {
          out.println("  no session: nothing was heard that begins one, and no demand or supply");
        }
        Report.asides(c.asidesOfNone()).forEach(out::println);
        int number = 1;
        for (SessionSummary s : c.sessions()) {
          out.println();
          Report.lines(number++, true, s, c.asides(s), origin, words).forEach(out::println);
        }
        if (c.unended().isPresent()) {
          out.println();
          SessionSummary s = c.unended().get();
          Report.lines(number, false, s, c.asides(s), origin, words).forEach(out::println);
        }
      }
    }

    @Override
    public void close() throws IOException {
      if (csv.isPresent()) {
        csv.get().close();
      }
    }
  }
}
