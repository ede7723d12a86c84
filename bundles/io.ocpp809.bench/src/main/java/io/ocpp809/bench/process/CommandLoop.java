package io.ocpp809.bench.process;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The other end of a {@link Child}: carries out commands, one after another. */
public final class CommandLoop {

  /** Carries out commands. */
  public interface Commands {
    /**
     * Carries out a command.
     *
     * @param command its name
     * @param arguments its arguments
     * @return what comes of it
     * @throws Exception if it fails; the message says why
     */
    JsonElement carryOut(String command, JsonObject arguments) throws Exception;
  }

  private CommandLoop() {}

  /**
   * Carries out commands until the caller has closed the stream. Standard output belongs to the
   * replies: whatever else is printed goes to standard error.
   *
   * @param commands carries them out
   * @throws IOException if the streams fail
   */
  public static void run(Commands commands) throws IOException {
    PrintStream out = System.out;
    System.setOut(System.err);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      out.println(answer(commands, JsonParser.parseString(line).getAsJsonObject()));
      out.flush();
    }
  }

  private static String answer(Commands commands, JsonObject line) {
    try {
      JsonObject reply = new JsonObject();
      reply.add(
          "result",
          commands.carryOut(line.get("command").getAsString(), line.getAsJsonObject("arguments")));
      return reply.toString();
    } catch (Exception e) {
      e.printStackTrace();
      return failure(e);
    }
  }

  static String failure(Exception e) {
    JsonObject reply = new JsonObject();
    reply.addProperty("error", e.getMessage() == null ? e.toString() : e.getMessage());
    return reply.toString();
  }
}
