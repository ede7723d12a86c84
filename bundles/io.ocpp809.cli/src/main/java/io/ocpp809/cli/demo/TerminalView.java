package io.ocpp809.cli.demo;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Draws the board over itself, for a terminal that knows ANSI sequences. */
final class TerminalView implements View {

  private static final String HOME = "\u001b[H";
  private static final String REST_OF_LINE = "\u001b[K";
  private static final String REST_OF_SCREEN = "\u001b[J";
  private static final String BOLD = "\u001b[1m";
  private static final String PLAIN = "\u001b[0m";
  private static final int BAR = 8;

  /** Room for the limit and its reason, and for what stands between name and limit. */
  private static final int LIMIT = 36;

  private static final int BETWEEN = 40;
  private static final double FULL_WATTS = 25_000;

  private final PrintStream out;
  private final int columns;

  /**
   * A view.
   *
   * @param out the terminal
   * @param columns its width in characters; longer lines are cut
   */
  TerminalView(PrintStream out, int columns) {
    this.out = out;
    this.columns = columns;
  }

  @Override
  public void show(Board.Picture picture) {
    List<String> lines = new ArrayList<>();
    lines.add(picture.site());
    lines.add("");
    int longest = picture.rows().stream().mapToInt(row -> row.name().length()).max().orElse(0);
    int width = Math.max(12, Math.min(longest, columns - BETWEEN - LIMIT));
    String name = "%-" + width + "s";
    lines.add(
        String.format(
            Locale.ROOT,
            name + " %-13s %-8s %6s %7s  limit (allowed, and why)",
            "pile",
            "state",
            "",
            "kW",
            "Wh"));
    picture.rows().forEach(row -> lines.add(line(name, width, row)));
    lines.add("");
    lines.addAll(picture.messages());
    StringBuilder text = new StringBuilder(HOME);
    text.append(BOLD).append(cut("ocpp-809 demo: " + picture.scene())).append(PLAIN);
    lines.forEach(line -> text.append(REST_OF_LINE).append('\n').append(cut(line)));
    out.print(text.append(REST_OF_LINE).append('\n').append(REST_OF_SCREEN));
    out.flush();
  }

  private static String line(String name, int width, Board.Row row) {
    int filled = (int) Math.min(BAR, Math.round(row.watts() / FULL_WATTS * BAR));
    return String.format(
        Locale.ROOT,
        name + " %-13s %s%s %6.2f %7d  %s",
        cut(row.name(), width),
        row.state(),
        "█".repeat(filled),
        "·".repeat(BAR - filled),
        row.watts() / 1000,
        row.energyWh(),
        row.grant());
  }

  private String cut(String line) {
    return cut(line, columns);
  }

  private static String cut(String line, int columns) {
    return line.length() <= columns ? line : line.substring(0, columns - 1) + "…";
  }
}
