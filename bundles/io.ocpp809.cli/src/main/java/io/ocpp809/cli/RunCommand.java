package io.ocpp809.cli;

import io.ocpp809.cli.gateway.EmulatedGateway;
import io.ocpp809.cli.gateway.Folders;
import io.ocpp809.cli.gateway.GatewayException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** {@code run FILE [--data FOLDER]}: the shipped bundles with a configuration from a file. */
final class RunCommand {

  private static final long LOOK_EVERY_MILLIS = 500;

  private final Path root;
  private final PrintStream out;
  private final PrintStream err;

  RunCommand(Path root, PrintStream out, PrintStream err) {
    this.root = root;
    this.out = out;
    this.err = err;
  }

  /**
   * Runs until the JVM is asked to end.
   *
   * @param arguments of the command
   * @return 1 if the file cannot be read or is refused, else 0
   */
  int run(List<String> arguments) {
    Path file = null;
    Path data = Path.of("ocpp809-data");
    for (int i = 0; i < arguments.size(); i++) {
      if (arguments.get(i).equals("--data") && i + 1 < arguments.size()) {
        data = Path.of(arguments.get(++i));
      } else if (!arguments.get(i).startsWith("-") && file == null) {
        file = Path.of(arguments.get(i));
      } else {
        throw new UsageException("run takes FILE [--data FOLDER], not " + arguments.get(i));
      }
    }
    if (file == null) {
      throw new UsageException("run needs a configuration file");
    }
    String text;
    try {
      text = Files.readString(file);
    } catch (NoSuchFileException e) {
      err.println("ocpp809: there is no file " + file);
      return 1;
    } catch (IOException e) {
      err.println("ocpp809: " + file + " cannot be read: " + e.getMessage());
      return 1;
    }
    boolean mayGo = !Files.exists(data);
    try {
      Files.createDirectories(data);
      Files.delete(Files.createTempFile(data, "may-write", null));
    } catch (IOException e) {
      err.println(
          "ocpp809: the state cannot be kept in "
              + data.toAbsolutePath()
              + " ("
              + e.getMessage()
              + "); name a folder that may be written: --data FOLDER");
      return 1;
    }
    try {
      int status = run(file, text, data);
      if (status != 0 && mayGo) {
        Folders.delete(data);
      }
      return status;
    } catch (GatewayException | IOException e) {
      err.println("ocpp809: " + e.getMessage());
      return 1;
    }
  }

  private int run(Path file, String text, Path data) throws IOException {
    CountDownLatch ended = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  ended.countDown();
                  await(closed);
                },
                "end"));
    logAsTheWatchDoes();
    // The file alone says what runs: services of an earlier file do not come back.
    Folders.delete(data.resolve("user/snapshots"));
    try (EmulatedGateway gateway = EmulatedGateway.start(root, data)) {
      List<String> problems = gateway.configure(text);
      for (String problem : problems) {
        err.println(file.getFileName() + ": " + problem);
      }
      if (!problems.isEmpty()) {
        return 1;
      }
      out.println("Running; state in " + data.toAbsolutePath() + "; Ctrl-C ends.");
      watch(new Watch(gateway::stations, Clock.systemDefaultZone(), out), ended);
      return 0;
    } finally {
      closed.countDown();
    }
  }

  /** Lines of the log look like those of the watch; to be said before the first one is written. */
  private static void logAsTheWatchDoes() {
    System.setProperty("org.slf4j.simpleLogger.showThreadName", "false");
    System.setProperty("org.slf4j.simpleLogger.showDateTime", "true");
    System.setProperty("org.slf4j.simpleLogger.dateTimeFormat", "HH:mm:ss");
  }

  private static void watch(Watch watch, CountDownLatch ended) {
    try {
      while (!ended.await(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
        watch.look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
