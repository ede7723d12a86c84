package io.ocpp809.cli;

import io.ocpp809.cli.gateway.EmulatedGateway;
import io.ocpp809.cli.gateway.GatewayException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** {@code run FILE [--data FOLDER]}: the shipped bundles with a configuration from a file. */
final class RunCommand {

  private final Path root;
  private final PrintStream out;

  RunCommand(Path root, PrintStream out) {
    this.root = root;
    this.out = out;
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
    } catch (IOException e) {
      out.println(file + " cannot be read: " + e.getMessage());
      return 1;
    }
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
    try (EmulatedGateway gateway = EmulatedGateway.start(root, data)) {
      List<String> problems = gateway.configure(text);
      for (String problem : problems) {
        out.println(file.getFileName() + ": " + problem);
      }
      if (!problems.isEmpty()) {
        return 1;
      }
      out.println("Running; state in " + data.toAbsolutePath() + "; Ctrl-C ends.");
      await(ended);
      return 0;
    } catch (GatewayException | IOException e) {
      out.println(e.getMessage());
      return 1;
    } finally {
      closed.countDown();
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
