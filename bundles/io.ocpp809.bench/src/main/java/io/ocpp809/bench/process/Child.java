package io.ocpp809.bench.process;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A JVM of its own that answers commands: a line of JSON each way, through its standard streams. It
 * ends when this JVM does.
 */
public final class Child implements AutoCloseable {

  private static final Duration GRACE = Duration.ofSeconds(20);

  private final String name;
  private final Process process;
  private final Writer commands;
  private final BlockingQueue<String> replies = new ArrayBlockingQueue<>(100);

  private Child(String name, Process process) {
    this.name = name;
    this.process = process;
    this.commands = process.outputWriter(StandardCharsets.UTF_8);
  }

  /**
   * Starts a JVM with the class path of this one. Commands may be sent at once; they wait until it
   * is up.
   *
   * @param main its main class; runs a {@link CommandLoop}
   * @param options options of the JVM
   * @param arguments of the main class
   * @param log takes its standard error, appended
   * @return the process
   * @throws IOException if it cannot be started
   */
  public static Child start(Class<?> main, List<String> options, List<String> arguments, Path log)
      throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(options);
    line.add("-cp");
    line.add(System.getProperty("java.class.path"));
    line.add(main.getName());
    line.addAll(arguments);
    Process process =
        new ProcessBuilder(line)
            .redirectError(ProcessBuilder.Redirect.appendTo(new File(log.toString())))
            .start();
    Child child = new Child(main.getSimpleName(), process);
    Thread reader = new Thread(child::read, "replies-" + process.pid());
    reader.setDaemon(true);
    reader.start();
    return child;
  }

  private void read() {
    try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        replies.add(line);
      }
    } catch (IOException e) {
      replies.add(CommandLoop.failure(e));
    }
    replies.add(CommandLoop.failure(new IOException("the process has ended")));
  }

  /**
   * Sends a command without waiting for what comes of it; one {@link #reply} is then due.
   *
   * @param command its name
   * @param arguments its arguments
   * @throws IOException if the process is gone
   */
  public void send(String command, JsonObject arguments) throws IOException {
    JsonObject line = new JsonObject();
    line.addProperty("command", command);
    line.add("arguments", arguments);
    commands.write(line + "\n");
    commands.flush();
  }

  /**
   * Waits for the next reply.
   *
   * @param patience how long to wait at most
   * @return what the command returned
   * @throws IOException if it failed, or the process is gone or does not answer in time
   */
  public JsonElement reply(Duration patience) throws IOException {
    String line;
    try {
      line = replies.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(name + ": interrupted", e);
    }
    if (line == null) {
      throw new IOException(name + " does not answer within " + patience.toSeconds() + " s");
    }
    JsonObject reply = JsonParser.parseString(line).getAsJsonObject();
    if (reply.has("error")) {
      throw new IOException(name + ": " + reply.get("error").getAsString());
    }
    return reply.get("result");
  }

  /**
   * Sends a command and waits for what comes of it.
   *
   * @param command its name
   * @param arguments its arguments
   * @param patience how long to wait at most
   * @return what the command returned
   * @throws IOException if it failed, or the process is gone or does not answer in time
   */
  public JsonElement call(String command, JsonObject arguments, Duration patience)
      throws IOException {
    send(command, arguments);
    return reply(patience);
  }

  /**
   * Kills the process as a power cut would: SIGKILL on Linux. Returns when it is gone.
   *
   * @throws IOException if it lives on
   */
  public void kill() throws IOException {
    process.destroyForcibly();
    try {
      if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException(name + " cannot be killed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Lets it end by itself; kills it if it does not. */
  @Override
  public void close() throws IOException {
    try {
      commands.close();
      if (process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (IOException gone) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    kill();
  }
}
