package io.ocpp809.cli.demo;

import io.ocpp809.cli.UsageException;
import io.ocpp809.cli.gateway.Folders;
import io.ocpp809.cli.gateway.GatewayException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** {@code demo [--seconds N] [--plain]}: plays one day and says whether every session was right. */
public final class DemoCommand {

  private static final int DEFAULT_SECONDS = 90;
  private static final int DELETE_TRIES = 20;

  private final Path root;
  private final PrintStream out;

  /**
   * The command.
   *
   * @param root the project's root folder, built
   * @param out the terminal
   */
  public DemoCommand(Path root, PrintStream out) {
    this.root = root;
    this.out = out;
  }

  /**
   * Plays the day.
   *
   * @param arguments of the command
   * @return 0 if every scripted session ended at the CSMS with its energy right, else 1
   * @throws UsageException if the arguments are wrong
   */
  public int run(List<String> arguments) {
    int seconds = DEFAULT_SECONDS;
    boolean plain = System.console() == null;
    for (int i = 0; i < arguments.size(); i++) {
      switch (arguments.get(i)) {
        case "--plain" -> plain = true;
        case "--seconds" -> seconds = seconds(arguments, ++i);
        default ->
            throw new UsageException("demo takes [--seconds N] [--plain], not " + arguments.get(i));
      }
    }
    try {
      Path home = Files.createTempDirectory("ocpp809-demo");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> forget(home), "demo-end"));
      try {
        System.setProperty("org.slf4j.simpleLogger.logFile", home.resolve("log").toString());
        List<String> problems =
            play(home, plain ? new PlainView(out) : new TerminalView(out, columns()), seconds);
        if (!problems.isEmpty()) {
          Path log = Path.of(System.getProperty("java.io.tmpdir"), "ocpp809-demo.log");
          Files.copy(home.resolve("log"), log, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
          problems.forEach(problem -> out.println("WRONG: " + problem));
          out.println("The gateway's log: " + log);
        }
        return problems.isEmpty() ? 0 : 1;
      } finally {
        Folders.delete(home);
      }
    } catch (IOException | GatewayException e) {
      out.println("The demo cannot run: " + e.getMessage());
      return 1;
    }
  }

  /** After Ctrl-C the demo is still at work while its folder goes. */
  static void forget(Path home) {
    for (int i = 0; i < DELETE_TRIES && Files.exists(home); i++) {
      try {
        Folders.delete(home);
      } catch (IOException | UncheckedIOException stillWritten) {
        // A file has come or gone meanwhile: tried again.
      }
    }
  }

  /** Width of the terminal as the start script saw it. */
  private static int columns() {
    return Math.max(40, Integer.getInteger("ocpp809.columns", 100));
  }

  private static int seconds(List<String> arguments, int index) {
    try {
      int seconds = index < arguments.size() ? Integer.parseInt(arguments.get(index)) : 0;
      if (seconds > 0) {
        return seconds;
      }
    } catch (NumberFormatException e) {
      throw new UsageException("--seconds needs a number, not " + arguments.get(index));
    }
    throw new UsageException("--seconds needs a number above 0");
  }

  private List<String> play(Path home, View view, int seconds) throws IOException {
    List<String> problems = new ArrayList<>();
    try (World world = new World(root, home)) {
      Stage stage = new Stage(world, view);
      Duration length = Duration.ofSeconds(seconds);
      long start = System.nanoTime();
      try {
        new Day(world, stage, length).play();
      } catch (Stage.SceneFailed e) {
        problems.add(world.board.picture().scene() + ": " + e.getMessage());
        // Who has stopped a car with a client of his own keeps the gateway for the rest of the day.
        stage.hold(length.minusNanos(System.nanoTime() - start));
      }
      for (Session session : world.sessions()) {
        session
            .problem(world.csms.charges())
            .ifPresentOrElse(
                problems::add,
                () -> out.println(session.station() + ": billed and counted alike, to the Wh"));
      }
      if (world.sessions().isEmpty()) {
        problems.add("no session took place");
      }
    }
    return problems;
  }
}
