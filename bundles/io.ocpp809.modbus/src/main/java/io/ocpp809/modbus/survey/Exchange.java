package io.ocpp809.modbus.survey;

import io.ocpp809.modbus.FrameTrace;
import io.ocpp809.modbus.Link;
import io.ocpp809.modbus.Reply;
import io.ocpp809.modbus.Reply.Failed;
import io.ocpp809.modbus.Request;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Asks one question after another over a link of its own and waits for what comes. It sends read
 * functions only, keeps the silence between frames, cuts out the echo of an adapter that hears
 * itself, and sends nothing more once it is stopped. For one thread.
 */
public final class Exchange implements Asker, AutoCloseable {
  private static final int SLICE_NANOS = 50_000_000;
  private static final int BUFFER = 600;
  private static final long DRAIN_NANOS = 20_000_000;
  private static final long DRAIN_MOST_NANOS = 500_000_000;

  private final Link link;
  private final Way way;
  private final int waitMillis;
  private final int gapMillis;
  private final BooleanSupplier stopped;
  private final byte[] buffer = new byte[BUFFER];
  private final FrameTrace trace;
  private int transaction;
  private long quietFrom = System.nanoTime();

  /**
   * Takes over a link.
   *
   * @param link opened by the caller, closed by {@link #close()}
   * @param way how frames look on it
   * @param waitMillis longest wait of {@link #ask} for a reply, ms, without the wire's time
   * @param gapMillis least pause between two exchanges, ms; never less than the silence of the line
   * @param stopped asked before each request and while waiting
   */
  public Exchange(Link link, Way way, int waitMillis, int gapMillis, BooleanSupplier stopped) {
    this(link, way, waitMillis, gapMillis, stopped, new FrameTrace());
  }

  /**
   * Takes over a link.
   *
   * @param trace keeps the frames, if it is on
   */
  public Exchange(
      Link link,
      Way way,
      int waitMillis,
      int gapMillis,
      BooleanSupplier stopped,
      FrameTrace trace) {
    this.trace = trace;
    this.link = link;
    this.way = way;
    this.waitMillis = waitMillis;
    this.gapMillis = gapMillis;
    this.stopped = stopped;
  }

  /** Asks the question of a scan. */
  Heard probe(Probe p) throws IOException {
    return send(p.unit(), read(p.request()), p.waitMillis());
  }

  /** The protocol data unit of a read: function, address, count (V1.1b3, sections 6.1 to 6.4). */
  static byte[] read(Request.Read r) {
    return new byte[] {
      (byte) r.function(),
      (byte) (r.address() >> 8),
      (byte) r.address(),
      (byte) (r.count() >> 8),
      (byte) r.count()
    };
  }

  /**
   * Sends a protocol data unit that reads and waits for the answer to its function.
   *
   * @throws StoppedException if it was stopped
   * @throws IOException if the link is down
   */
  Heard send(int unit, byte[] pdu, int wait) throws IOException {
    if (!reads(pdu[0])) {
      throw new IllegalArgumentException("function " + pdu[0] + " does not only read");
    }
    pause();
    transaction = transaction + 1 & 0xFFFF;
    byte[] frame = way.rtu() ? Frames.rtu(unit, pdu) : Frames.tcp(transaction, unit, pdu);
    link.discard();
    trace.sent(System.nanoTime(), unit, frame, words(pdu));
    link.write(frame);
    long deadline = System.nanoTime() + wait * 1_000_000L + way.nanos(2 * frame.length);
    Heard heard = await(frame, pdu[0] & 0xFF, deadline);
    quietFrom = System.nanoTime();
    if (heard.kind() == Heard.Kind.NOISE) {
      drain();
    }
    return heard;
  }

  private static boolean reads(byte function) {
    return function >= 1 && function <= 4 || function == 17 || function == 43;
  }

  private void pause() throws IOException {
    long until = quietFrom + Math.max(gapMillis * 1_000_000L, way.silenceNanos());
    for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
      stopIfAsked();
      LockSupport.parkNanos(Math.min(left, SLICE_NANOS));
    }
    stopIfAsked();
  }

  private void stopIfAsked() throws StoppedException {
    if (stopped.getAsBoolean() || Thread.currentThread().isInterrupted()) {
      throw new StoppedException();
    }
  }

  /** Octets that keep coming shift the deadline, by the wire's time of a longest frame at most. */
  private Heard await(byte[] sent, int function, long deadline) throws IOException {
    int length = 0;
    long end = deadline;
    long last = deadline + way.nanos(256);
    while (true) {
      Optional<Heard> heard = look(sent, function, length);
      if (heard.isPresent()) {
        came(sent, length, decision(sent, heard.get()));
        return heard.get();
      }
      long now = System.nanoTime();
      if (now >= end || length == buffer.length) {
        came(sent, length, length == 0 ? "no reply" : "no reply can be found in it");
        return nothing(sent, length);
      }
      stopIfAsked();
      int count = link.read(buffer, length, Math.min(end, now + SLICE_NANOS));
      if (count > 0) {
        length += count;
        end = Math.max(end, Math.min(last, System.nanoTime() + 5 * DRAIN_NANOS / 2));
      }
    }
  }

  private static String words(byte[] pdu) {
    if (pdu.length < 5) {
      return "asks who it is";
    }
    int address = (pdu[1] & 0xFF) << 8 | pdu[2] & 0xFF;
    int count = (pdu[3] & 0xFF) << 8 | pdu[4] & 0xFF;
    return "function " + pdu[0] + ", " + count + " from " + address;
  }

  private String decision(byte[] sent, Heard heard) {
    int asked = sent[way.rtu() ? 0 : 6] & 0xFF;
    if (heard.unit() != asked) {
      return "a reply of unit " + heard.unit() + " instead of " + asked;
    }
    return heard.exception() == 0
        ? "a reply" + (heard.echoed() ? " behind the echo" : "")
        : new Reply.Refused(heard.exception()).words();
  }

  private void came(byte[] sent, int length, String decision) {
    int unit = sent[way.rtu() ? 0 : 6] & 0xFF;
    if (length == 0) {
      trace.note(System.nanoTime(), unit, decision);
    } else {
      trace.received(System.nanoTime(), unit, buffer, length, decision);
    }
  }

  private int echo(byte[] sent, int length) {
    boolean whole =
        way.rtu()
            && length >= sent.length
            && Arrays.equals(buffer, 0, sent.length, sent, 0, sent.length);
    return whole ? sent.length : 0;
  }

  private Optional<Heard> look(byte[] sent, int function, int length) {
    int echo = echo(sent, length);
    byte[] octets = Arrays.copyOfRange(buffer, echo, length);
    Optional<Frames.Found> found =
        way.rtu()
            ? Frames.rtuReply(octets, octets.length, function)
            : Frames.tcpReply(octets, octets.length, transaction);
    return found.map(
        f -> new Heard(Heard.Kind.FRAME, f.unit(), f.pdu(), octets.length, echo > 0, f.from()));
  }

  private Heard nothing(byte[] sent, int length) {
    int echo = echo(sent, length);
    return length == echo ? Heard.silence(echo > 0) : Heard.noise(length - echo, echo > 0);
  }

  private void drain() throws IOException {
    long most = System.nanoTime() + DRAIN_MOST_NANOS;
    long quiet = Math.max(DRAIN_NANOS, way.silenceNanos());
    while (System.nanoTime() < most && link.read(buffer, 0, System.nanoTime() + quiet) > 0) {
      stopIfAsked();
    }
  }

  @Override
  public Reply ask(Request.Read request) throws IOException {
    Heard heard = send(request.unit(), read(request), waitMillis);
    return switch (heard.kind()) {
      case SILENCE ->
          new Failed(
              Failed.Kind.TIMEOUT,
              "unit " + request.unit() + " did not answer within " + waitMillis + " ms");
      case NOISE ->
          new Failed(
              way.rtu() ? Failed.Kind.CRC : Failed.Kind.MISMATCH,
              heard.octets() + " octets came that are no reply");
      case FRAME -> reply(request, heard);
    };
  }

  private static Reply reply(Request.Read request, Heard heard) {
    if (heard.unit() != request.unit()) {
      return new Failed(
          Failed.Kind.MISMATCH,
          "a reply of unit " + heard.unit() + " instead of " + request.unit());
    }
    if (heard.exception() != 0) {
      return new Reply.Refused(heard.exception());
    }
    byte[] pdu = heard.pdu();
    boolean registers = request.table().registers();
    int octets = registers ? 2 * request.count() : (request.count() + 7) / 8;
    if ((pdu[0] & 0xFF) != request.function()
        || pdu.length != octets + 2
        || (pdu[1] & 0xFF) != octets) {
      return new Failed(
          Failed.Kind.MISMATCH,
          "a reply of " + (pdu.length - 2) + " instead of " + octets + " octets");
    }
    int[] values = new int[request.count()];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          registers
              ? (pdu[2 + 2 * i] & 0xFF) << 8 | pdu[3 + 2 * i] & 0xFF
              : pdu[2 + i / 8] >> i % 8 & 1;
    }
    return new Reply.Data(values);
  }

  @Override
  public void close() {
    link.close();
  }
}
