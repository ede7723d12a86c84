package io.ocpp809.modbus.survey;

import io.ocpp809.modbus.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The register map of the units on a line, rebuilt from what a master asks and what they answer.
 * Not thread-safe.
 */
public final class HeardMap {
  private static final int DIFFERENT_MOST = 12;

  private final Map<Range, Tally> ranges = new LinkedHashMap<>();
  private final Map<Place, Cell> cells = new TreeMap<>();

  /**
   * A range that a master asks for or writes.
   *
   * @param unit unit
   * @param function function code
   * @param address first address, 0-based
   * @param count registers or bits
   */
  public record Range(int unit, int function, int address, int count) {
    /** Whether it is written. */
    public boolean write() {
      return function == 5 || function == 6 || function == 15 || function == 16 || function == 22;
    }
  }

  /**
   * How a range was used.
   *
   * @param range the range
   * @param times how often it was asked for or written
   * @param answered how often an answer came
   * @param unanswered how often none came before the next request
   * @param exception the last exception code; 0 for none
   * @param periodMillis mean time from one to the next; 0 if it came once
   * @param answerMillis mean time from request to answer; 0 for none
   * @param written what was written last; empty for a read; of function 22 the masks of and and or
   */
  public record Use(
      Range range,
      int times,
      int answered,
      int unanswered,
      int exception,
      long periodMillis,
      long answerMillis,
      List<Integer> written) {
    /** Copies the list. */
    public Use {
      written = List.copyOf(written);
    }
  }

  /**
   * Where a register or bit lies.
   *
   * @param unit unit
   * @param table table
   * @param address address, 0-based
   */
  public record Place(int unit, Table table, int address) implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
        Comparator.comparingInt(Place::unit)
            .thenComparing(Place::table)
            .thenComparingInt(Place::address);

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }

  /**
   * What a register or bit showed.
   *
   * @param place where it lies
   * @param last value shown last
   * @param least smallest value
   * @param most largest value
   * @param changes how often it changed
   * @param different its different values in the order in which they came, twelve at most
   */
  public record Seen(
      Place place, int last, int least, int most, int changes, List<Integer> different) {
    /** Copies the list. */
    public Seen {
      different = List.copyOf(different);
    }
  }

  private static final class Tally {
    private int times;
    private int answered;
    private int unanswered;
    private int exception;
    private long first;
    private long last;
    private long answerNanos;
    private List<Integer> written = List.of();
  }

  private static final class Cell {
    private int last;
    private int least = Integer.MAX_VALUE;
    private int most = Integer.MIN_VALUE;
    private int changes = -1;
    private final Set<Integer> different = new LinkedHashSet<>();
  }

  private Tally tally(Range r) {
    return ranges.computeIfAbsent(r, x -> new Tally());
  }

  void asked(Range r, long nanos) {
    Tally t = tally(r);
    if (t.times++ == 0) {
      t.first = nanos;
    }
    t.last = nanos;
  }

  void written(Range r, int[] values, long nanos) {
    asked(r, nanos);
    tally(r).written = Arrays.stream(values).boxed().toList();
  }

  void unanswered(Range r) {
    tally(r).unanswered++;
  }

  void refused(Range r, int code, long took) {
    answered(r, took);
    tally(r).exception = code;
  }

  void answered(Range r, long took) {
    Tally t = tally(r);
    t.answered++;
    t.answerNanos += took;
    t.exception = 0;
  }

  void showed(Range r, Table table, int[] values) {
    for (int i = 0; i < values.length; i++) {
      Place place = new Place(r.unit(), table, r.address() + i);
      Cell c = cells.computeIfAbsent(place, p -> new Cell());
      if (c.changes < 0 || c.last != values[i]) {
        c.changes++;
      }
      c.last = values[i];
      c.least = Math.min(c.least, values[i]);
      c.most = Math.max(c.most, values[i]);
      if (c.different.size() < DIFFERENT_MOST) {
        c.different.add(values[i]);
      }
    }
  }

  /** What was asked for and written, by unit, function and address. */
  public List<Use> uses() {
    List<Use> result = new ArrayList<>();
    ranges.forEach((r, t) -> result.add(use(r, t)));
    result.sort(
        Comparator.comparingInt((Use u) -> u.range().unit())
            .thenComparingInt(u -> u.range().function())
            .thenComparingInt(u -> u.range().address()));
    return result;
  }

  private static Use use(Range r, Tally t) {
    long period = t.times > 1 ? (t.last - t.first) / (t.times - 1) / 1_000_000 : 0;
    long answer = t.answered > 0 ? t.answerNanos / t.answered / 1_000_000 : 0;
    return new Use(r, t.times, t.answered, t.unanswered, t.exception, period, answer, t.written);
  }

  /** What each register and bit showed, by unit, table and address. */
  public List<Seen> registers() {
    List<Seen> result = new ArrayList<>();
    cells.forEach(
        (p, c) ->
            result.add(new Seen(p, c.last, c.least, c.most, c.changes, List.copyOf(c.different))));
    return result;
  }
}
