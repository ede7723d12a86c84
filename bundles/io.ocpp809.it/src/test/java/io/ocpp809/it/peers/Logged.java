package io.ocpp809.it.peers;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The lines that loggers write to the standard error, kept beside being written. */
public final class Logged {

  private static final List<String> PEERS = List.of(" eu.chargetime.", " io.moquette.");
  private static final List<String> LINES = new ArrayList<>();
  private static boolean listening;

  private Logged() {}

  /** Keeps what is written from now on. */
  public static synchronized void listen() {
    if (!listening) {
      listening = true;
      System.setErr(new PrintStream(new Tee(System.err), true, StandardCharsets.UTF_8));
    }
  }

  /** Number of lines so far, to look later at what came since. */
  public static int mark() {
    synchronized (LINES) {
      return LINES.size();
    }
  }

  /** What ours have logged at a level, such as ERROR, since a mark. */
  public static List<String> since(int mark, String level) {
    synchronized (LINES) {
      return LINES.subList(mark, LINES.size()).stream()
          .filter(line -> line.contains("] " + level + " "))
          .filter(line -> PEERS.stream().noneMatch(line::contains))
          .toList();
    }
  }

  private static final class Tee extends FilterOutputStream {
    private final StringBuilder line = new StringBuilder();

    Tee(OutputStream out) {
      super(out);
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int count) throws IOException {
      out.write(bytes, from, count);
      for (String part : new String(bytes, from, count, StandardCharsets.UTF_8).split("(?<=\n)")) {
        line.append(part);
        if (part.endsWith("\n")) {
          synchronized (LINES) {
            LINES.add(line.toString().stripTrailing());
          }
          line.setLength(0);
        }
      }
    }

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }
  }
}
