package io.ocpp809.can;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;

/** The octets of an adapter that answers lines as a test says, on a clock of its own. */
final class FakeAdapter implements Octets {
  /** Answers by line; a line without one is not answered. */
  final Map<String, String> answers = new HashMap<>();

  final StringBuilder written = new StringBuilder();
  private final Queue<String> waiting = new ArrayDeque<>();
  private final StringBuilder line = new StringBuilder();
  long now;
  boolean open;
  IOException lost;

  Octets open() {
    open = true;
    return this;
  }

  void says(String text) {
    waiting.add(text);
  }

  @Override
  public int read(byte[] buffer, long deadlineNanos) throws IOException {
    if (lost != null) {
      throw lost;
    }
    String next = waiting.poll();
    if (next == null) {
      now = Math.max(now, deadlineNanos);
      return 0;
    }
    now += 1_000;
    byte[] octets = next.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(octets, 0, buffer, 0, octets.length);
    return octets.length;
  }

  @Override
  public void write(byte[] octets) {
    String text = new String(octets, StandardCharsets.US_ASCII);
    written.append(text);
    for (char c : text.toCharArray()) {
      if (c != '\r') {
        line.append(c);
        continue;
      }
      String answer = answers.get(line.toString());
      line.setLength(0);
      if (answer != null) {
        waiting.add(answer);
      }
    }
  }

  @Override
  public void close() {
    open = false;
  }
}
