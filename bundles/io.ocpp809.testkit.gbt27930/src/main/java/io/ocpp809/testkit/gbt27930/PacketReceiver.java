package io.ocpp809.testkit.gbt27930;

import io.ocpp809.can.Frame;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Takes messages of more than eight octets (SAE J1939-21: the responder). Packets that are missing
 * are asked for again; what stays incomplete is aborted.
 */
final class PacketReceiver {
  private static final long T1 = 750 * Times.MILLI;
  private static final long T2 = 1_250 * Times.MILLI;
  private static final int REQUESTS = 3;

  /** A message as it came. */
  record Parcel(int pgn, byte[] payload) {}

  private final Wire wire;
  private final BiConsumer<Frame, Long> out;
  private final BitSet seen = new BitSet();
  private byte[] payload = new byte[0];
  private int pgn;
  private int packets;
  private int requests;
  private long due = Agenda.NEVER;

  PacketReceiver(Wire wire, BiConsumer<Frame, Long> out) {
    this.wire = wire;
    this.out = out;
  }

  /** Hears RTS (the beginning of another message) or an abort. */
  void control(Frame f, long now) {
    if (f.octet(0) == Wire.RTS) {
      pgn = Wire.about(f);
      payload = new byte[f.octet(1) | f.octet(2) << 8];
      packets = Wire.packets(payload.length);
      seen.clear();
      requests = 0;
      ask(now);
    } else if (f.octet(0) == Wire.ABORT && Wire.about(f) == pgn) {
      reset();
    }
  }

  private void ask(long now) {
    if (requests == REQUESTS) {
      out.accept(wire.abort(pgn, Wire.TIMEOUT), now);
      reset();
      return;
    }
    requests++;
    int first = seen.nextClearBit(1);
    out.accept(wire.cts(pgn, packets - first + 1, first), now);
    due = now + T2;
  }

  /** Hears a packet; the message with its last one. */
  Optional<Parcel> packet(Frame f, long now) {
    int number = f.octet(0);
    if (due == Agenda.NEVER || number < 1 || number > packets) {
      return Optional.empty();
    }
    for (int i = 0; i < Wire.PACKET; i++) {
      int at = (number - 1) * Wire.PACKET + i;
      if (at < payload.length) {
        payload[at] = (byte) f.octet(i + 1);
      }
    }
    seen.set(number);
    due = now + T1;
    if (seen.cardinality() == packets) {
      out.accept(wire.end(pgn, payload.length), now);
      Parcel whole = new Parcel(pgn, Arrays.copyOf(payload, payload.length));
      reset();
      return Optional.of(whole);
    }
    if (number == packets) {
      ask(now);
    }
    return Optional.empty();
  }

  long due() {
    return due;
  }

  void run(long now) {
    if (due <= now) {
      ask(now);
    }
  }

  void reset() {
    due = Agenda.NEVER;
    seen.clear();
  }
}
