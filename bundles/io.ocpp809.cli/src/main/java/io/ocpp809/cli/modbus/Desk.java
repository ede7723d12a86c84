package io.ocpp809.cli.modbus;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Where a command reads and writes: results on {@code out}, faults on {@code err}, progress on a
 * terminal or on {@code err}; and whether it was asked to stop.
 */
final class Desk {
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
  private static final int WIDTH = 78;

  private final InputStream in;
  private final PrintStream out;
  private final PrintStream err;
  private final boolean terminal;
  private final AtomicBoolean stopped;
  private String shown = "";

  Desk(InputStream in, PrintStream out, PrintStream err, boolean terminal, AtomicBoolean stopped) {
    this.in = in;
    this.out = out;
    this.err = err;
    this.terminal = terminal;
    this.stopped = stopped;
  }

  InputStream in() {
    return in;
  }

  boolean stopped() {
    return stopped.get();
  }

  void say(String line) {
    clear();
    out.println(line);
  }

  void print(String text) {
    clear();
    out.print(text);
    out.flush();
  }

  void fault(String line) {
    clear();
    err.println("ocpp809: " + line);
  }

  /** For somebody who is to do something; no part of the result. */
  void notice(String line) {
    clear();
    err.println(line);
    err.flush();
  }

  void json(Object e) {
    clear();
    out.println(GSON.toJson(e));
  }

  /**
   * Shows how far it is: on a terminal in one line that is written anew, else a line for each new
   * stage.
   */
  void progress(String stage, String detail) {
    if (!terminal) {
      if (!stage.equals(shown)) {
        err.println(stage);
        shown = stage;
      }
      return;
    }
    String text = stage + (detail.isEmpty() ? "" : "  " + detail);
    String cut = text.length() > WIDTH ? text.substring(0, WIDTH) : text;
    out.print("\r" + cut + " ".repeat(Math.max(0, shown.length() - cut.length())));
    out.flush();
    shown = cut;
  }

  private void clear() {
    if (terminal && !shown.isEmpty()) {
      out.print("\r" + " ".repeat(shown.length()) + "\r");
      out.flush();
      shown = "";
    }
  }

  /** Rows in columns; the first row is the head. */
  void table(List<List<String>> rows) {
    List<Integer> widths = new ArrayList<>();
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        if (i == widths.size()) {
          widths.add(0);
        }
        widths.set(i, Math.max(widths.get(i), row.get(i).length()));
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        line.append(row.get(i));
        if (i + 1 < row.size()) {
          line.append(" ".repeat(widths.get(i) - row.get(i).length() + 2));
        }
      }
      say(line.toString().stripTrailing());
    }
  }
}
