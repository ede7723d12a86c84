package io.ocpp809.cli.gbt27930;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A recording as a picture (SVG without anything from outside): a band of phases, and below it
 * voltage, current and state of charge over the same time.
 */
final class Picture {
  private static final int WIDTH = 1200;
  private static final int LEFT = 76;
  private static final int RIGHT = 24;
  private static final int BAND_TOP = 74;
  private static final int BAND_HEIGHT = 26;
  private static final int GAP = 34;
  private static final int TIME_TICKS = 12;
  private static final double WIDE = 4;
  private static final double NARROW = 1.6;
  private static final int LETTER = 7;
  private static final int ROW = 17;

  /** A time with a name and a colour. */
  record Span(String name, String colour, double from, double to) {}

  /** A moment worth a line through all panels. */
  record Mark(double seconds, String text) {}

  private record Placed(Mark mark, double x, double from, double to, boolean before, int row) {}

  /** A curve with its name and colour; dashed for what was asked for, not measured. */
  record Line(String name, String colour, boolean dashed, Curve curve) {}

  /** A panel with its own axis; from 0 where the value can be read so only. */
  record Panel(String label, int height, boolean fromZero, List<Line> lines) {}

  private final StringBuilder svg = new StringBuilder(64 * 1024);
  private final Scale time;
  private final double unit;
  private final String unitName;

  private Picture(double length) {
    // Hours are read in minutes, and half a day in hours.
    this.unit = length > 12 * 3600 ? 3600 : length > 600 ? 60 : 1;
    this.unitName = unit == 3600 ? "h" : unit == 60 ? "min" : "s";
    this.time = Scale.ofTime(length / unit, TIME_TICKS);
  }

  /**
   * Draws.
   *
   * @param title the first line
   * @param subtitle the second
   * @param length seconds from the first frame to the last
   * @param spans the phases, in the order of time
   * @param marks what happened once
   * @param panels from top to bottom
   * @return the text of an SVG file
   */
  static String draw(
      String title,
      String subtitle,
      double length,
      List<Span> spans,
      List<Mark> marks,
      List<Panel> panels) {
    Picture p = new Picture(length);
    List<Placed> placed = p.place(marks);
    int strip = ROW * placed.stream().mapToInt(m -> m.row() + 1).max().orElse(0);
    int height = BAND_TOP + BAND_HEIGHT + strip;
    for (Panel panel : panels) {
      height += GAP + panel.height();
    }
    int bottom = height;
    height += 92;
    p.head(title, subtitle, height);
    p.band(spans);
    int top = BAND_TOP + BAND_HEIGHT + strip;
    for (Panel panel : panels) {
      top += GAP;
      p.panel(panel, top);
      top += panel.height();
    }
    p.marks(placed, bottom);
    p.timeAxis(bottom);
    p.phaseLegend(spans, bottom + 62);
    p.svg.append("</svg>\n");
    return p.svg.toString();
  }

  private void head(String title, String subtitle, int height) {
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\""
            + " font-family=\"sans-serif\" font-size=\"13\">",
        WIDTH, height, WIDTH, height);
    add("<title>%s</title>", escape(title));
    add("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", WIDTH, height);
    add(
        "<text x=\"%d\" y=\"28\" font-size=\"18\" font-weight=\"bold\" fill=\"#222222\">%s</text>",
        LEFT, escape(title));
    add("<text x=\"%d\" y=\"50\" fill=\"#444444\">%s</text>", LEFT, escape(subtitle));
  }

  private void band(List<Span> spans) {
    for (Span s : spans) {
      double from = x(s.from());
      double width = Math.max(1, x(s.to()) - from);
      add(
          "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>",
          from, BAND_TOP, width, BAND_HEIGHT, s.colour());
      if (width > s.name().length() * LETTER + 8) {
        add(
            "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\" fill=\"#222222\">%s</text>",
            from + width / 2, BAND_TOP + 18, escape(s.name()));
      }
    }
    add(
        "<text x=\"%d\" y=\"%d\" text-anchor=\"end\" fill=\"#444444\">phase</text>",
        LEFT - 8, BAND_TOP + 18);
  }

  private void panel(Panel panel, int top) {
    double least = Double.NaN;
    double most = Double.NaN;
    for (Line line : panel.lines()) {
      if (!line.curve().isEmpty()) {
        least = Double.isNaN(least) ? line.curve().least() : Math.min(least, line.curve().least());
        most = Double.isNaN(most) ? line.curve().most() : Math.max(most, line.curve().most());
      }
    }
    Scale scale = Scale.of(least, most, panel.height() > 150 ? 5 : 4, panel.fromZero());
    int bottom = top + panel.height();
    for (double tick : scale.ticks()) {
      double y = bottom - scale.place(tick) * panel.height();
      add(
          "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"#e2e2e2\"/>",
          LEFT, y, WIDTH - RIGHT, y);
      add(
          "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\" fill=\"#444444\">%s</text>",
          LEFT - 8, y + 4, scale.text(tick));
    }
    add(
        "<text transform=\"translate(20 %d) rotate(-90)\" text-anchor=\"middle\""
            + " fill=\"#222222\">%s</text>",
        (top + bottom) / 2, escape(panel.label()));
    int legend = LEFT + 4;
    for (Line line : panel.lines()) {
      if (line.curve().isEmpty()) {
        continue;
      }
      // Curves that lie upon each other stay visible: the first is the wider one, below.
      boolean wide = panel.lines().size() > 1 && line == panel.lines().get(0);
      path(line, wide ? WIDE : NARROW, scale, bottom, panel.height());
      legend = legend(line, legend, top - 8);
    }
    if (legend == LEFT + 4) {
      add(
          "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\" fill=\"#888888\">not said in this"
              + " recording</text>",
          (LEFT + WIDTH - RIGHT) / 2, (top + bottom) / 2);
    }
  }

  private int legend(Line line, int x, int y) {
    add(
        "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"%s\" stroke-width=\"2\"%s/>",
        x, y - 4, x + 24, y - 4, line.colour(), dash(line));
    add("<text x=\"%d\" y=\"%d\" fill=\"#222222\">%s</text>", x + 30, y, escape(line.name()));
    return x + 30 + line.name().length() * LETTER + 24;
  }

  private static String dash(Line line) {
    return line.dashed() ? " stroke-dasharray=\"5 4\"" : "";
  }

  private void path(Line line, double width, Scale scale, int bottom, int height) {
    StringBuilder d = new StringBuilder();
    for (Curve.Point p : line.curve().points()) {
      d.append(d.length() == 0 || p.begins() ? 'M' : 'L')
          .append(
              String.format(
                  Locale.ROOT,
                  "%.1f %.1f",
                  x(p.seconds()),
                  bottom - scale.place(p.value()) * height));
    }
    add(
        "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%.1f\" stroke-linecap=\"round\""
            + " stroke-linejoin=\"round\"%s/>",
        d, line.colour(), width, dash(line));
  }

  /** Puts each text into the first row where it meets no other. */
  private List<Placed> place(List<Mark> marks) {
    List<Placed> result = new ArrayList<>();
    for (Mark m : marks) {
      double x = x(m.seconds());
      double wide = m.text().length() * LETTER + 10;
      boolean before = x > WIDTH / 2.0;
      double from = before ? x - wide : x;
      double to = before ? x : x + wide;
      int row = 0;
      while (meets(result, row, from, to)) {
        row++;
      }
      result.add(new Placed(m, x, from, to, before, row));
    }
    return result;
  }

  private static boolean meets(List<Placed> others, int row, double from, double to) {
    return others.stream().anyMatch(p -> p.row() == row && p.from() < to && from < p.to());
  }

  private void marks(List<Placed> marks, int bottom) {
    for (Placed m : marks) {
      int y = BAND_TOP + BAND_HEIGHT + ROW * m.row();
      add(
          "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"#b00020\""
              + " stroke-dasharray=\"2 3\"/>",
          m.x(), y + 4, m.x(), bottom);
      add(
          "<text x=\"%.1f\" y=\"%d\" text-anchor=\"%s\" fill=\"#b00020\">%s</text>",
          m.before() ? m.x() - 5 : m.x() + 5,
          y + 14,
          m.before() ? "end" : "start",
          escape(m.mark().text()));
    }
  }

  private void timeAxis(int bottom) {
    add(
        "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"#444444\"/>",
        LEFT, bottom, WIDTH - RIGHT, bottom);
    for (double tick : time.ticks()) {
      double x = LEFT + time.place(tick) * (WIDTH - LEFT - RIGHT);
      add(
          "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"#444444\"/>",
          x, bottom, x, bottom + 5);
      add(
          "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\" fill=\"#444444\">%s</text>",
          x, bottom + 20, time.text(tick));
    }
    add(
        "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\" fill=\"#222222\">time since the first frame"
            + " (%s)</text>",
        (LEFT + WIDTH - RIGHT) / 2, bottom + 40, unitName);
  }

  private void phaseLegend(List<Span> spans, int y) {
    Map<String, String> colours = new LinkedHashMap<>();
    spans.forEach(s -> colours.putIfAbsent(s.name(), s.colour()));
    int x = LEFT;
    for (Map.Entry<String, String> e : colours.entrySet()) {
      add("<rect x=\"%d\" y=\"%d\" width=\"14\" height=\"14\" fill=\"%s\"/>", x, y, e.getValue());
      add("<text x=\"%d\" y=\"%d\" fill=\"#222222\">%s</text>", x + 20, y + 12, escape(e.getKey()));
      x += 20 + e.getKey().length() * LETTER + 26;
    }
  }

  private double x(double seconds) {
    double place = Math.max(0, Math.min(1, time.place(seconds / unit)));
    return LEFT + place * (WIDTH - LEFT - RIGHT);
  }

  private void add(String form, Object... values) {
    svg.append(String.format(Locale.ROOT, form, values)).append('\n');
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
