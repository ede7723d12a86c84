package io.ocpp809.modbus.survey;

import io.ocpp809.modbus.Table;
import io.ocpp809.modbus.survey.HeardMap.Range;
import java.util.Arrays;
import java.util.List;

/**
 * Makes sense of a line on which a master asks and units answer: splits octets into frames by
 * silence and checksum, tells requests from replies, pairs them, and hands what they say to a
 * {@link HeardMap}. Sends nothing. Pure: octets and times are passed in. Not thread-safe.
 *
 * <p>A request and a reply of the same function often have different lengths; where both would fit,
 * what is waited for counts.
 */
public final class Overheard {
  private static final int MOST = 256;
  private static final long REPLY_NANOS = 3_000_000_000L;

  private final HeardMap map;
  private final long silenceNanos;
  private final byte[] buffer = new byte[4 * MOST];
  private int length;
  private long lastOctet = Long.MIN_VALUE;
  private Asked open;
  private int frames;
  private int strays;

  /**
   * A request that waits for its reply.
   *
   * @param ranges what is asked for, and what is written
   */
  private record Asked(int unit, int function, List<Range> ranges, long nanos) {}

  /**
   * Begins to listen.
   *
   * @param map takes what is understood
   * @param silenceNanos silence that ends a frame, ns; more than the 3.5 characters of the line
   *     where octets arrive in bursts, as from USB and TCP
   */
  public Overheard(HeardMap map, long silenceNanos) {
    this.map = map;
    this.silenceNanos = silenceNanos;
  }

  /**
   * Octets have come.
   *
   * @param octets where they are
   * @param count how many of them count
   * @param nanos monotonic time
   */
  public void heard(byte[] octets, int count, long nanos) {
    quiet(nanos);
    for (int from = 0; from < count; ) {
      int part = Math.min(count - from, buffer.length - length);
      System.arraycopy(octets, from, buffer, length, part);
      length += part;
      from += part;
      split(nanos, false);
    }
    lastOctet = nanos;
  }

  /** Time has passed; what was left of a frame is given up after the silence. */
  public void quiet(long nanos) {
    if (length > 0 && nanos - lastOctet >= silenceNanos) {
      split(lastOctet, true);
    }
  }

  private void split(long nanos, boolean ended) {
    while (length > 0) {
      int size = frame();
      if (size > 0) {
        take(Arrays.copyOf(buffer, size), nanos);
        drop(size);
      } else if (ended || length >= MOST) {
        strays++;
        drop(1);
      } else {
        return;
      }
    }
  }

  private void drop(int count) {
    length -= count;
    System.arraycopy(buffer, count, buffer, 0, length);
  }

  /** Length of the frame at the beginning, by its own word and checksum; 0 if there is none yet. */
  private int frame() {
    if (length < 4) {
      return 0;
    }
    int function = buffer[1] & 0xFF;
    if (buffer[0] < 0 && (buffer[0] & 0xFF) > 247) {
      return 0;
    }
    for (int size : sizes(function)) {
      if (size > 0 && size <= length && size <= MOST && Frames.sound(buffer, 0, size)) {
        return size;
      }
    }
    return 0;
  }

  private int[] sizes(int function) {
    if (function > 0x80) {
      return new int[] {5};
    }
    int reply = 5 + at(2);
    return switch (function) {
      case 1, 2, 3, 4 -> awaited(function) ? new int[] {reply, 8} : new int[] {8, reply};
      case 5, 6, 8 -> new int[] {8};
      case 15, 16 -> awaited(function) ? new int[] {8, 9 + at(6)} : new int[] {9 + at(6), 8};
      case 22 -> new int[] {10};
      case 23 -> new int[] {13 + at(10), reply};
      case 7, 17 -> new int[] {4, reply, 5};
      default -> all();
    };
  }

  /** Functions of which nothing is known: whatever the checksum fits. */
  private int[] all() {
    int[] sizes = new int[Math.max(0, Math.min(length, MOST) - 3)];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = i + 4;
    }
    return sizes;
  }

  private int at(int index) {
    return index < length ? buffer[index] & 0xFF : MOST;
  }

  private boolean awaited(int function) {
    return open != null && open.unit == (buffer[0] & 0xFF) && open.function == function;
  }

  private void take(byte[] frame, long nanos) {
    frames++;
    int unit = frame[0] & 0xFF;
    int function = frame[1] & 0xFF;
    boolean reply = isReply(frame, nanos);
    if (!reply) {
      request(frame, unit, function, nanos);
      return;
    }
    long took = nanos - open.nanos;
    if (function > 0x80) {
      open.ranges.forEach(r -> map.refused(r, frame[2] & 0xFF, took));
    } else if (function <= 4 || function == 23) {
      values(frame, took);
    } else {
      open.ranges.forEach(r -> map.answered(r, took));
    }
    open = null;
  }

  private boolean isReply(byte[] frame, long nanos) {
    int function = frame[1] & 0x7F;
    boolean waiting =
        open != null
            && open.unit == (frame[0] & 0xFF)
            && open.function == function
            && nanos - open.nanos <= REPLY_NANOS;
    if (!waiting) {
      return false;
    }
    if ((frame[1] & 0x80) != 0) {
      return true;
    }
    // A write of one register that is repeated because nobody answered looks like its reply.
    return switch (function) {
      case 5, 6, 22 -> true;
      case 15, 16 -> frame.length == 8;
      default -> frame.length == 5 + (frame[2] & 0xFF);
    };
  }

  private void request(byte[] f, int unit, int function, long nanos) {
    if (open != null) {
      open.ranges.forEach(map::unanswered);
    }
    open = null;
    if (!wellFormed(f, function)) {
      return;
    }
    int second = word(f, 4);
    boolean one = function == 5 || function == 6 || function == 22;
    Range range = new Range(unit, function, word(f, 2), one ? 1 : second);
    Range written = function == 23 ? new Range(unit, function, word(f, 6), word(f, 8)) : range;
    switch (function) {
      case 1, 2, 3, 4 -> map.asked(range, nanos);
      case 5 -> map.written(range, new int[] {second == 0 ? 0 : 1}, nanos);
      case 6 -> map.written(range, new int[] {second}, nanos);
      case 15 -> map.written(range, bits(f, 7, second), nanos);
      case 16 -> map.written(range, words(f, 7, f.length - 2), nanos);
      case 22 -> map.written(range, new int[] {second, word(f, 6)}, nanos);
      default -> {
        if (!written.equals(range)) {
          map.asked(range, nanos);
        }
        map.written(written, words(f, 11, f.length - 2), nanos);
      }
    }
    List<Range> ranges = written.equals(range) ? List.of(range) : List.of(range, written);
    open = unit == 0 ? null : new Asked(unit, function, ranges, nanos);
  }

  /** Whether it can be a request; replies whose request was not heard are passed over. */
  private static boolean wellFormed(byte[] f, int function) {
    return switch (function) {
      case 1, 2 -> f.length == 8 && word(f, 4) >= 1 && word(f, 4) <= 2000;
      case 3, 4 -> f.length == 8 && word(f, 4) >= 1 && word(f, 4) <= 125;
      case 5 -> f.length == 8 && (word(f, 4) == 0 || word(f, 4) == 0xFF00);
      case 6 -> f.length == 8;
      case 15, 16 -> f.length > 9 && f.length == 9 + (f[6] & 0xFF);
      case 22 -> f.length == 10;
      case 23 -> f.length > 13 && f.length == 13 + (f[10] & 0xFF);
      default -> false;
    };
  }

  private void values(byte[] f, long took) {
    Range range = open.ranges.get(0);
    Table table =
        switch (open.function) {
          case 1 -> Table.COIL;
          case 2 -> Table.DISCRETE;
          case 4 -> Table.INPUT;
          default -> Table.HOLDING;
        };
    int count = range.count();
    if ((f[2] & 0xFF) != (table.registers() ? 2 * count : (count + 7) / 8)) {
      return;
    }
    open.ranges.forEach(r -> map.answered(r, took));
    map.showed(range, table, table.registers() ? words(f, 3, f.length - 2) : bits(f, 3, count));
  }

  private static int[] bits(byte[] f, int from, int count) {
    int[] result = new int[Math.min(count, 8 * Math.max(0, f.length - 2 - from))];
    for (int i = 0; i < result.length; i++) {
      result[i] = f[from + i / 8] >> i % 8 & 1;
    }
    return result;
  }

  private static int[] words(byte[] f, int from, int end) {
    int[] result = new int[Math.max(0, (end - from) / 2)];
    for (int i = 0; i < result.length; i++) {
      result[i] = word(f, from + 2 * i);
    }
    return result;
  }

  private static int word(byte[] f, int at) {
    return (f[at] & 0xFF) << 8 | f[at + 1] & 0xFF;
  }

  /** Frames with a right checksum. */
  public int frames() {
    return frames;
  }

  /** Octets that belong to no frame with a right checksum. */
  public int strays() {
    return strays;
  }
}
