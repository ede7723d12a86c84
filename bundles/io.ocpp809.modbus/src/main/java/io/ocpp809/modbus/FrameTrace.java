package io.ocpp809.modbus;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;

/**
 * The last 100 frames of a line in both directions, each with what was decided about it, and what
 * happened to its connection in between. Off until it is switched on: then it costs nothing. Keeps
 * monotonic times; whoever shows it says what time it is. Safe for many threads.
 */
public final class FrameTrace {
  /** How many entries are kept; older ones are dropped. */
  public static final int MOST = 100;

  private static final HexFormat HEX = HexFormat.ofDelimiter(" ").withUpperCase();
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

  private final Deque<Entry> entries = new ArrayDeque<>();
  private volatile boolean on;

  /** Which way octets went. */
  public enum Direction {
    /** To the device. */
    SENT("->"),
    /** From the device, or whoever else talks on the line. */
    RECEIVED("<-"),
    /** No octets: something happened to the connection. */
    NOTE("--");

    private final String sign;

    Direction(String sign) {
      this.sign = sign;
    }
  }

  /**
   * A frame, or what happened.
   *
   * @param nanos monotonic time at which it was sent, or decided about, ns
   * @param direction which way
   * @param unit unit that was asked; -1 if none was
   * @param octets the frame as it was on the line; empty for a note
   * @param decision what is asked, or what was decided about it, in words
   */
  public record Entry(long nanos, Direction direction, int unit, byte[] octets, String decision) {
    /** Copies the octets. */
    public Entry {
      octets = octets.clone();
    }

    @Override
    public byte[] octets() {
      return octets.clone();
    }

    /** The octets in hexadecimal digits. */
    public String hex() {
      return HEX.formatHex(octets);
    }

    /**
     * When it was, by the clock on the wall.
     *
     * @param nowNanos monotonic time now, ns
     * @param now time now
     */
    public Instant at(long nowNanos, Instant now) {
      return now.minusNanos(nowNanos - nanos);
    }

    /**
     * As a line of text: time in UTC, way, unit, octets, decision.
     *
     * @param nowNanos monotonic time now, ns
     * @param now time now
     */
    public String text(long nowNanos, Instant now) {
      String time = TIME.format(at(nowNanos, now));
      String who = unit < 0 ? "" : " unit " + unit;
      String what = octets.length == 0 ? "" : "  " + hex();
      return time + " " + direction.sign + who + what + "  " + decision;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Entry e
          && nanos == e.nanos
          && direction == e.direction
          && unit == e.unit
          && Arrays.equals(octets, e.octets)
          && decision.equals(e.decision);
    }

    @Override
    public int hashCode() {
      return 31 * Long.hashCode(nanos) + Arrays.hashCode(octets);
    }

    @Override
    public String toString() {
      return direction + " " + unit + " " + hex() + " " + decision;
    }
  }

  /** Switches it on, or off and empties it. */
  public synchronized void on(boolean yes) {
    on = yes;
    if (!yes) {
      entries.clear();
    }
  }

  /** Whether it is on. */
  public boolean on() {
    return on;
  }

  /** A request goes out. */
  public void sent(long nanos, Request request, byte[] frame) {
    if (on) {
      add(new Entry(nanos, Direction.SENT, request.unit(), frame, words(request)));
    }
  }

  /** A frame goes out that is no request of a line. */
  public void sent(long nanos, int unit, byte[] frame, String what) {
    if (on) {
      add(new Entry(nanos, Direction.SENT, unit, frame, what));
    }
  }

  /**
   * Octets have come.
   *
   * @param unit unit that was asked; -1 if none was
   * @param octets buffer
   * @param length how many of its first octets are meant
   * @param decision what was decided about them
   */
  public void received(long nanos, int unit, byte[] octets, int length, String decision) {
    if (on && length > 0) {
      byte[] frame = Arrays.copyOf(octets, length);
      add(new Entry(nanos, Direction.RECEIVED, unit, frame, decision));
    }
  }

  /** Something happened without octets. */
  public void note(long nanos, int unit, String what) {
    if (on) {
      add(new Entry(nanos, Direction.NOTE, unit, new byte[0], what));
    }
  }

  private synchronized void add(Entry entry) {
    if (!on) {
      return;
    }
    if (entries.size() == MOST) {
      entries.removeFirst();
    }
    entries.add(entry);
  }

  /** What is kept, the oldest first. */
  public synchronized List<Entry> entries() {
    return List.copyOf(entries);
  }

  private static String words(Request request) {
    if (request instanceof Request.Read r) {
      return "read " + r.count() + " from " + Addresses.words(r.table(), r.address());
    }
    if (request instanceof Request.Write w) {
      boolean coil = w.function() == 5 || w.function() == 15;
      Table table = coil ? Table.COIL : Table.HOLDING;
      return "write " + w.values().length + " to " + Addresses.words(table, w.address());
    }
    return "change bits of " + Addresses.words(Table.HOLDING, request.address());
  }
}
