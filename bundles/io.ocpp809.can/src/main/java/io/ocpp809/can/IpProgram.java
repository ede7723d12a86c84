package io.ocpp809.can;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The program {@code ip} of iproute2: asks it, within five seconds. */
final class IpProgram {
  private static final List<Path> PLACES =
      List.of(
          Path.of("/sbin/ip"), Path.of("/usr/sbin/ip"), Path.of("/bin/ip"), Path.of("/usr/bin/ip"));
  private static final long PATIENCE_SECONDS = 5;

  private final Path program;

  private IpProgram(Path program) {
    this.program = program;
  }

  /**
   * The program of this machine.
   *
   * @throws LinkException if there is none
   */
  static IpProgram find() throws LinkException {
    return find(PLACES);
  }

  static IpProgram find(List<Path> places) throws LinkException {
    for (Path place : places) {
      if (Files.isExecutable(place)) {
        return new IpProgram(place);
      }
    }
    throw new LinkException(
        LinkException.Kind.ABSENT,
        "the program ip, which reads back listen-only and the bit rate, is missing; type: apt-get"
            + " install iproute2");
  }

  /**
   * Runs it.
   *
   * @return what it printed
   * @throws LinkException if it fails, with what it said
   */
  String run(String... arguments) throws LinkException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      try (InputStream output = process.getInputStream()) {
        // What it prints fits into the pipe, so that waiting first does not block it.
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          process.destroyForcibly();
          throw failed(arguments, "it does not come back");
        }
        String text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
        if (process.exitValue() != 0) {
          throw failed(arguments, text.strip());
        }
        return text;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(arguments, "interrupted");
    } catch (LinkException e) {
      throw e;
    } catch (IOException e) {
      throw failed(arguments, e.getMessage());
    }
  }

  private static LinkException failed(String[] arguments, String words) {
    LinkException.Kind kind =
        words.contains("not permitted")
            ? LinkException.Kind.PERMISSION
            : LinkException.Kind.SETTINGS;
    return new LinkException(kind, "ip " + String.join(" ", arguments) + ": " + words);
  }
}
