package io.ocpp809.cli.demo;

import java.io.PrintStream;
import java.util.Locale;

/** Draws the board over itself, for a terminal that knows ANSI sequences. */
final class TerminalView implements View {

  private static final String HOME_AND_CLEAR = "\u001b[H\u001b[J";
  private static final String BOLD = "\u001b[1m";
  private static final String PLAIN = "\u001b[0m";
  private static final int BAR = 20;
  private static final double FULL_WATTS = 25_000;

  private final PrintStream out;

  TerminalView(PrintStream out) {
    this.out = out;
  }

  @Override
  public void show(Board.Picture picture) {
    StringBuilder text = new StringBuilder(HOME_AND_CLEAR);
    text.append(BOLD).append("ocpp-809 demo: ").append(picture.scene()).append(PLAIN).append('\n');
    text.append(picture.site()).append("\n\n");
    for (Board.Row row : picture.rows()) {
      int filled = (int) Math.min(BAR, Math.round(row.watts() / FULL_WATTS * BAR));
      text.append(
          String.format(
              Locale.ROOT,
              "%-30s %-14s %s%s %6.2f kW %6d Wh  limit %-10s %s%n",
              row.name(),
              row.state(),
              "█".repeat(filled),
              "·".repeat(BAR - filled),
              row.watts() / 1000,
              row.energyWh(),
              row.limit(),
              row.reason()));
    }
    text.append('\n');
    picture.messages().forEach(message -> text.append(message).append('\n'));
    out.print(text);
    out.flush();
  }
}
