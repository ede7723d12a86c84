package io.ocpp809.testkit.pile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What {@link DescribedPile} has to know of a product, as its maker's table of registers says. */
final class PileDescription {
  /** How registers hold a number. */
  enum Kind {
    /** One register. */
    U16,
    /** Two registers, high word first. */
    U32,
    /** Two registers, low word first. */
    U32_LOW_FIRST,
    /** Four registers, high word first. */
    U64,
    /** Four registers, low word first. */
    U64_LOW_FIRST,
    /** A 32-bit float, high word first. */
    FLOAT,
    /** A 32-bit float, low word first. */
    FLOAT_LOW_FIRST,
    /** The high octet of a register. */
    HIGH_OCTET,
    /** The same number in both octets of a register. */
    BOTH_OCTETS
  }

  /** What a register shows. */
  enum Shown {
    /** Whether a vehicle is there, is held back, takes nothing, or charges. */
    STATE,
    /** Whether a plug is in the vehicle: 1 or 0. */
    CABLE,
    /** Limit in force, A. */
    LIMIT,
    /** Current of each phase that is in use, A. */
    CURRENT,
    /** Power, W. */
    POWER,
    /** Energy since ever, Wh. */
    ENERGY,
    /** Energy since the vehicle came, Wh. */
    SESSION
  }

  /** What feeds the watchdog. */
  enum Feed {
    /** There is none. */
    NONE,
    /** Any request. */
    ANY_REQUEST,
    /** A write of one of some registers. */
    WRITE
  }

  /**
   * Registers that hold a number.
   *
   * @param address first register
   * @param kind how they hold it
   * @param perUnit raw value of one A, W or Wh
   */
  record Field(int address, Kind kind, double perUnit) {}

  /**
   * Registers that show something.
   *
   * @param input whether they are input registers
   */
  record Display(Shown shown, boolean input, Field field) {}

  final String name;
  final List<Display> displays = new ArrayList<>();
  final List<Field> limits = new ArrayList<>();
  final Set<Integer> holding = new TreeSet<>();
  final Set<Integer> input = new TreeSet<>();
  final Set<Integer> writeOnly = new TreeSet<>();
  final Set<Integer> settings = new TreeSet<>();
  final Map<Integer, Integer> constants = new TreeMap<>();
  final Map<Long, Integer> phases = new TreeMap<>();
  long[] states = {};
  int leastWritten;
  int gate = -1;
  boolean coil;
  int phaseRegister = -1;
  Set<Integer> functions = Set.of(5, 6, 15, 16);
  Feed feed = Feed.NONE;
  List<Integer> feeds = List.of();
  int feedValue = -1;

  PileDescription(String name) {
    this.name = name;
  }

  /** Raw states: no vehicle, held back, the vehicle takes nothing, it charges. */
  PileDescription states(
      boolean input, int address, Kind kind, long away, long held, long ready, long charging) {
    states = new long[] {away, held, ready, charging};
    return shows(Shown.STATE, input, address, kind, 1);
  }

  PileDescription shows(Shown shown, boolean input, int address, Kind kind, double perUnit) {
    displays.add(new Display(shown, input, new Field(address, kind, perUnit)));
    return this;
  }

  /** A register for the limit; of several the smallest counts. */
  PileDescription limit(int address, Kind kind, double perUnit) {
    limits.add(new Field(address, kind, perUnit));
    return this;
  }

  /** The limit cannot be read. */
  PileDescription limitWriteOnly() {
    limits.forEach(l -> writeOnly.add(l.address()));
    return this;
  }

  /** Smallest limit that is ever to be written, A; 0 if a limit of 0 pauses. */
  PileDescription leastWritten(int ampere) {
    leastWritten = ampere;
    return this;
  }

  /** A register or coil that lets the vehicle charge when it is 1. */
  PileDescription gate(boolean isCoil, int address) {
    gate = address;
    coil = isCoil;
    return this;
  }

  /** A register for the number of phases. */
  PileDescription phases(int address, long one, long three) {
    phaseRegister = address;
    phases.put(one, 1);
    phases.put(three, 3);
    return this;
  }

  /** Functions by which the product is written. */
  PileDescription written(Integer... by) {
    functions = Set.of(by);
    return this;
  }

  PileDescription fedByAnyRequest() {
    feed = Feed.ANY_REQUEST;
    return this;
  }

  /** Fed by a write of one of these registers, the first of them only with a value. */
  PileDescription fedBy(int value, Integer... registers) {
    feed = Feed.WRITE;
    feedValue = value;
    feeds = List.of(registers);
    return this;
  }

  /** Further holding registers that exist and read 0, such as texts; both ends included. */
  PileDescription holding(int from, int to) {
    return fill(holding, from, to);
  }

  /** Further input registers that exist and read 0; both ends included. */
  PileDescription input(int from, int to) {
    return fill(input, from, to);
  }

  /** A holding register that always holds the same. */
  PileDescription constant(int address, int value) {
    constants.put(address, value);
    return this;
  }

  /** Registers of the fail-safe, that can be written. */
  PileDescription settings(Integer... registers) {
    settings.addAll(List.of(registers));
    return this;
  }

  private PileDescription fill(Set<Integer> all, int from, int to) {
    for (int a = from; a <= to; a++) {
      all.add(a);
    }
    return this;
  }
}
