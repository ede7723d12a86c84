package io.ocpp809.mqtt;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Messages that wait for the broker, bounded. A newer state takes the place of an older one of the
 * same topic. When full, the oldest measured values go first, then the oldest of all; each is
 * counted as lost.
 */
final class OutBuffer {
  private final int most;
  private final Deque<MirrorMessage> waiting = new ArrayDeque<>();
  private long lost;

  OutBuffer(int most) {
    this.most = most;
  }

  void add(MirrorMessage message) {
    if (message.kind().newestOnly()) {
      waiting.removeIf(m -> sameTopic(m, message));
    }
    waiting.add(message);
    makeRoom();
  }

  /** Puts back what was sent but not acknowledged, before all that waits. */
  void putBack(List<MirrorMessage> unacknowledged) {
    for (int i = unacknowledged.size() - 1; i >= 0; i--) {
      MirrorMessage message = unacknowledged.get(i);
      boolean superseded =
          message.kind().newestOnly() && waiting.stream().anyMatch(m -> sameTopic(m, message));
      if (!superseded) {
        waiting.addFirst(message);
      }
    }
    makeRoom();
  }

  Optional<MirrorMessage> poll() {
    return Optional.ofNullable(waiting.poll());
  }

  int size() {
    return waiting.size();
  }

  /** Messages dropped so far. */
  long lost() {
    return lost;
  }

  private void makeRoom() {
    while (waiting.size() > most) {
      dropOne();
      lost++;
    }
  }

  private void dropOne() {
    for (Iterator<MirrorMessage> i = waiting.iterator(); i.hasNext(); ) {
      if (i.next().kind().qos() == 0) {
        i.remove();
        return;
      }
    }
    waiting.removeFirst();
  }

  private static boolean sameTopic(MirrorMessage a, MirrorMessage b) {
    return a.path().equals(b.path()) && a.station().equals(b.station());
  }
}
