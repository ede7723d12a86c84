package io.ocpp809.testkit.gbt27930;

import io.ocpp809.can.Frame;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Random;

/**
 * Stands between a party and the bus and spoils what passes, as it was told by {@link
 * Misbehaviour}s. It knows frames and the transport's control octets, nothing of the messages.
 */
final class Spoiler {
  private record Delayed(long at, long order, Frame frame) {}

  private final List<Misbehaviour> told = new ArrayList<>();
  private final PriorityQueue<Delayed> delayed =
      new PriorityQueue<>(Comparator.comparingLong(Delayed::at).thenComparingLong(Delayed::order));
  private final Queue<Frame> own = new ArrayDeque<>();
  private final Wire wire;
  private long order;
  private int sending;
  private int lost;

  /** A spoiler that has nothing to do. */
  Spoiler(Wire wire) {
    this.wire = wire;
  }

  void tell(Misbehaviour misbehaviour) {
    told.add(misbehaviour);
    lost = 0;
  }

  void behave() {
    told.clear();
  }

  /** Whether it was told to stay in the phase. */
  boolean stuck(Phase phase) {
    return told.contains(new Misbehaviour.Stuck(phase));
  }

  /** A frame of the party is to go out. */
  void out(Frame frame, long nanos) {
    if (control(frame) == Wire.RTS) {
      sending = Wire.about(frame);
    }
    int pgn = pgn(frame);
    Frame f = frame;
    long at = nanos;
    for (Misbehaviour m : told) {
      if (m instanceof Misbehaviour.Vanish
          || m instanceof Misbehaviour.Never n && n.message().pgn() == pgn
          || m instanceof Misbehaviour.LosePacket l && lost(l, f)) {
        return;
      } else if (m instanceof Misbehaviour.Late l && l.message().pgn() == pgn) {
        at += l.millis() * 1_000_000;
      } else if (m instanceof Misbehaviour.Length l && l.message().pgn() == pgn) {
        f = length(f, l.octets());
      } else if (m instanceof Misbehaviour.Garbage g && g.message().pgn() == pgn && !isControl(f)) {
        f = garbage(f, g.random());
      } else if (m instanceof Misbehaviour.Pad) {
        f = filled(f, 8);
      } else if (m instanceof Misbehaviour.Abort a
          && a.message().pgn() == pgn
          && Wire.pf(f) == Wire.TP_DT) {
        if (f.octet(0) > 1) {
          return;
        }
        own.add(wire.abort(a.message().pgn(), a.reason()));
      }
    }
    delayed.add(new Delayed(at, order++, f));
    while (!own.isEmpty()) {
      delayed.add(new Delayed(at, order++, own.poll()));
    }
  }

  /** A frame of the other is heard; false if the party is not to hear it. */
  boolean in(Frame frame, long nanos) {
    if (control(frame) == Wire.RTS) {
      for (Misbehaviour m : told) {
        if (m instanceof Misbehaviour.Abort a && a.message().pgn() == Wire.about(frame)) {
          delayed.add(new Delayed(nanos, order++, wire.abort(a.message().pgn(), a.reason())));
          return false;
        }
      }
    }
    return true;
  }

  /** What goes out now. */
  List<Frame> due(long nanos) {
    List<Frame> result = new ArrayList<>();
    while (!delayed.isEmpty() && delayed.peek().at() <= nanos) {
      result.add(delayed.poll().frame());
    }
    return result;
  }

  /** When something goes out next. */
  long next() {
    return delayed.isEmpty() ? Agenda.NEVER : delayed.peek().at();
  }

  private boolean lost(Misbehaviour.LosePacket l, Frame f) {
    if (Wire.pf(f) == Wire.TP_DT && f.octet(0) == l.number() && lost < l.times()) {
      lost++;
      return true;
    }
    return false;
  }

  private int pgn(Frame frame) {
    return switch (Wire.pf(frame)) {
      case Wire.TP_CM -> Wire.about(frame);
      case Wire.TP_DT -> sending;
      default -> Wire.pf(frame) << 8;
    };
  }

  private static boolean isControl(Frame frame) {
    return Wire.pf(frame) == Wire.TP_CM;
  }

  private static int control(Frame frame) {
    return isControl(frame) ? frame.octet(0) : 0;
  }

  private static Frame length(Frame f, int octets) {
    if (control(f) == Wire.RTS) {
      int packets = (octets + 6) / 7;
      long cleared = f.data() & ~0xFFFF_FF00L;
      return new Frame(f.id(), f.kind(), 8, cleared | (long) octets << 8 | (long) packets << 24);
    }
    if (isControl(f) || Wire.pf(f) == Wire.TP_DT) {
      return f;
    }
    return octets > f.length()
        ? filled(f, Math.min(8, octets))
        : new Frame(f.id(), f.kind(), octets, f.data());
  }

  private static Frame filled(Frame f, int octets) {
    if (f.length() >= octets) {
      return f;
    }
    return new Frame(f.id(), f.kind(), octets, f.data() | -1L << 8 * f.length());
  }

  private static Frame garbage(Frame f, Random random) {
    long any = random.nextLong();
    // The number of a packet stays, otherwise it would be another fault.
    return Wire.pf(f) == Wire.TP_DT
        ? new Frame(f.id(), f.kind(), f.length(), any & ~0xFFL | f.octet(0))
        : new Frame(f.id(), f.kind(), f.length(), any);
  }
}
