package io.ocpp809.cli.demo;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes a line for each change: scenes, states, limits and messages. */
final class PlainView implements View {

  private final PrintStream out;
  private final Map<String, String> lines = new HashMap<>();
  private List<String> messages = List.of();
  private String scene = "";

  PlainView(PrintStream out) {
    this.out = out;
  }

  @Override
  public void show(Board.Picture picture) {
    if (!picture.scene().equals(scene)) {
      scene = picture.scene();
      out.println("== " + scene);
    }
    picture.messages().stream()
        .filter(message -> !messages.contains(message))
        .forEach(message -> out.println("   " + message));
    messages = picture.messages();
    for (Board.Row row : picture.rows()) {
      String line =
          String.format(
              Locale.ROOT,
              "   %s: %s, %.1f kW, limit %s",
              row.name(),
              row.state(),
              row.watts() / 1000,
              row.grant());
      if (!line.equals(lines.put(row.name(), line))) {
        out.println(line.stripTrailing());
      }
    }
    out.flush();
  }
}
