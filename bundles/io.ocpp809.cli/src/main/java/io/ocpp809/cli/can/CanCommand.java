package io.ocpp809.cli.can;

import io.ocpp809.can.BitRateFinder;
import io.ocpp809.can.CanLink;
import io.ocpp809.can.Frame;
import io.ocpp809.can.LinkCounters;
import io.ocpp809.can.LinkException;
import io.ocpp809.can.Links;
import io.ocpp809.cli.UsageException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * {@code can rate WHERE} finds the bit rate of a bus, {@code can listen WHERE} writes what it
 * carries in the form of candump's log. Neither ever sends.
 */
public final class CanCommand {
  private static final int DONE = 0;
  private static final int NOT_WELL = 1;
  private static final long LOOK_MILLIS = 200;

  private final PrintStream out;
  private final PrintStream err;

  /**
   * The command.
   *
   * @param out for what was found or heard
   * @param err for how the link stands, and for what is wrong
   */
  public CanCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /**
   * Runs it.
   *
   * @param arguments verb, place and options
   * @return 0 done, 1 not well
   * @throws UsageException for a wrong command line
   */
  public int run(List<String> arguments) {
    CanOptions options = CanOptions.of(arguments);
    try {
      return options.verb().equals("rate") ? rate(options) : listen(options);
    } catch (LinkException e) {
      // The driver's form calls it by another name than the command line.
      err.println("ocpp809: " + e.getMessage().replace("listen.only=true", "--listen-only"));
      return NOT_WELL;
    }
  }

  private int rate(CanOptions options) throws LinkException {
    BitRateFinder.Outcome found =
        BitRateFinder.find(options.settings(), BitRateFinder.LISTEN_NANOS);
    out.println(found.words());
    return found.bitRate().isPresent() ? DONE : NOT_WELL;
  }

  private int listen(CanOptions options) throws LinkException {
    String name = options.settings().place().name().replace(' ', '_');
    Instant now = Instant.now();
    long wall = now.getEpochSecond() * 1_000_000L + now.getNano() / 1_000;
    long zero = System.nanoTime();
    try (CanLink link = Links.listening(options.settings())) {
      link.open((frame, nanos) -> out.println(line(wall + (nanos - zero) / 1_000, name, frame)));
      String said = "";
      // Opening takes its time on a small board: that is no listening.
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(options.seconds());
      while (options.seconds() == 0 || System.nanoTime() - end < 0) {
        String words = link.state().words();
        if (!words.equals(said)) {
          said = words;
          err.println(words);
        }
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      }
      LinkCounters counted = link.counters();
      err.println(
          counted.heard()
              + " frames, "
              + counted.lost()
              + " lost, "
              + counted.busErrors()
              + " errors on the bus");
      return counted.heard() > 0 ? DONE : NOT_WELL;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return NOT_WELL;
    } finally {
      out.flush();
    }
  }

  /** A line of candump's log. */
  static String line(long micros, String name, Frame frame) {
    return String.format(
        Locale.ROOT, "(%d.%06d) %s %s", micros / 1_000_000, micros % 1_000_000, name, frame);
  }
}
