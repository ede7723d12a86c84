package io.ocpp809.testkit.gbt27930;

import io.ocpp809.can.Frame;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BiConsumer;

/**
 * Sends messages of more than eight octets, one after another (SAE J1939-21: the originator). A
 * message that nobody takes is given up after three requests.
 */
final class PacketSender {
  private static final long SPACING = 10 * Times.MILLI;
  private static final long T3 = 1_250 * Times.MILLI;
  private static final long T4 = 1_050 * Times.MILLI;
  private static final int REQUESTS = 3;

  private record Parcel(int pgn, byte[] payload) {}

  private final Wire wire;
  private final BiConsumer<Frame, Long> out;
  private final Deque<Parcel> waiting = new ArrayDeque<>();
  private Parcel current;
  private int requests;
  private int next;
  private int last;
  private long due = Agenda.NEVER;

  PacketSender(Wire wire, BiConsumer<Frame, Long> out) {
    this.wire = wire;
    this.out = out;
  }

  /** Has it sent in its turn; a newer one of the same kind takes the place of one that waits. */
  void send(int pgn, byte[] payload, long now) {
    waiting.removeIf(p -> p.pgn() == pgn);
    waiting.add(new Parcel(pgn, payload));
    if (current == null) {
      begin(now);
    }
  }

  private void begin(long now) {
    current = waiting.poll();
    requests = 0;
    due = Agenda.NEVER;
    if (current != null) {
      request(now);
    }
  }

  private void request(long now) {
    if (requests == REQUESTS) {
      out.accept(wire.abort(current.pgn(), Wire.TIMEOUT), now);
      begin(now);
      return;
    }
    requests++;
    next = 0;
    last = -1;
    out.accept(wire.rts(current.pgn(), current.payload().length), now);
    due = now + T3;
  }

  /** Hears a control frame about what it sends. */
  void control(Frame f, long now) {
    if (current == null || Wire.about(f) != current.pgn()) {
      return;
    }
    switch (f.octet(0)) {
      case Wire.CTS -> {
        int count = f.octet(1);
        if (count == 0) {
          last = -1;
          due = now + T4;
        } else {
          next = f.octet(2);
          last = Math.min(next + count - 1, Wire.packets(current.payload().length));
          due = now;
        }
      }
      case Wire.END, Wire.ABORT -> begin(now);
      default -> {
        // Reserved.
      }
    }
  }

  long due() {
    return due;
  }

  void run(long now) {
    if (due > now) {
      return;
    }
    if (next > 0 && next <= last) {
      out.accept(wire.packet(current.payload(), next++), now);
      due = now + (next <= last ? SPACING : T3);
    } else {
      request(now);
    }
  }

  void reset() {
    waiting.clear();
    current = null;
    due = Agenda.NEVER;
  }
}
