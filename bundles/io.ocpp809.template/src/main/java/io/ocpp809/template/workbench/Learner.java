package io.ocpp809.template.workbench;

import io.ocpp809.modbus.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Learns what registers mean from what they show while somebody plugs, charges and unplugs: takes
 * samples step by step and proposes which register is the state and what its values stand for.
 * Pure: it is told what was read. Not thread-safe.
 */
public final class Learner {
  private static final int SMALL = 256;

  private final List<Step> steps = new ArrayList<>();
  private final List<List<Map<Register, Integer>>> samples = new ArrayList<>();

  /**
   * A register or bit.
   *
   * @param table table
   * @param address address, 0-based
   */
  public record Register(Table table, int address) implements Comparable<Register> {
    private static final Comparator<Register> ORDER =
        Comparator.comparing(Register::table).thenComparingInt(Register::address);

    @Override
    public int compareTo(Register other) {
      return ORDER.compare(this, other);
    }

    /** A name such as {@code hr5}, which may be a point's. */
    public String name() {
      return prefix() + address;
    }

    String prefix() {
      return switch (table) {
        case HOLDING -> "hr";
        case INPUT -> "ir";
        case COIL -> "co";
        case DISCRETE -> "di";
      };
    }
  }

  /**
   * Something that is done to the pile.
   *
   * @param name what is done, such as {@code plugged}
   * @param state the state of the outlet then, A1 to F; empty where it is not known
   */
  public record Step(String name, String state) {
    /**
     * The step of that name: {@code unplugged}, {@code plugged}, {@code charging}, {@code paused},
     * {@code fault}, or {@code NAME=STATE} with a state of the role evse.state.
     *
     * @throws IllegalArgumentException saying what there is
     */
    public static Step of(String text) {
      int at = text.indexOf('=');
      if (at > 0) {
        String state = text.substring(at + 1);
        if (!state.matches("[ABCD][12]|E|F|starting|reserved|unavailable|error")) {
          throw new IllegalArgumentException(
              state
                  + " is no state; there are A1, A2, B1, B2, C1, C2, D1, D2, E, F, starting,"
                  + " reserved, unavailable, error");
        }
        return new Step(text.substring(0, at), state);
      }
      String state =
          switch (text) {
            case "unplugged" -> "A1";
            case "plugged", "paused" -> "B1";
            case "charging" -> "C2";
            case "fault" -> "error";
            default ->
                throw new IllegalArgumentException(
                    text
                        + " is no step; there are unplugged, plugged, charging, paused, fault, or"
                        + " NAME=STATE such as ventilating=D2");
          };
      return new Step(text, state);
    }

    /** The usual steps: unplugged, plugged, charging, unplugged again. */
    public static List<Step> usual() {
      return List.of(of("unplugged"), of("plugged"), of("charging"), of("unplugged"));
    }
  }

  /** What a register seems to be. */
  public enum Kind {
    /** Stands still within a step and tells steps apart. */
    STATE,
    /** Higher while it charges than ever else: current or power. */
    RISES,
    /** Grows while it charges and never falls: energy or time. */
    COUNTS,
    /** Changes, but not with the steps. */
    MOVES
  }

  /**
   * A register that changed.
   *
   * @param register which
   * @param kind what it seems to be
   * @param values smallest and largest value in each step, as {@code 3} or {@code 60..83}; {@code
   *     -} where it was not read
   */
  public record Change(Register register, Kind kind, List<String> values) {
    /** Copies the list. */
    public Change {
      values = List.copyOf(values);
    }
  }

  /**
   * What is proposed.
   *
   * @param steps the steps
   * @param changes registers that changed, the state first
   * @param state the register of the state; empty if none fits
   * @param meanings its raw values and the states that they stand for
   * @param doubts what has to be looked at
   */
  public record Proposal(
      List<Step> steps,
      List<Change> changes,
      Optional<Register> state,
      Map<Integer, String> meanings,
      List<String> doubts) {
    /** Copies lists and map. */
    public Proposal {
      steps = List.copyOf(steps);
      changes = List.copyOf(changes);
      meanings = Collections.unmodifiableMap(new TreeMap<>(meanings));
      doubts = List.copyOf(doubts);
    }
  }

  /** Something has been done; what is sampled from now on belongs to it. */
  public void step(Step step) {
    steps.add(step);
    samples.add(new ArrayList<>());
  }

  /**
   * What was read at one moment.
   *
   * @throws IllegalStateException before the first step
   */
  public void sample(Map<Register, Integer> values) {
    if (samples.isEmpty()) {
      throw new IllegalStateException("a sample belongs to a step");
    }
    samples.get(samples.size() - 1).add(Map.copyOf(values));
  }

  /** How many samples the step of now has. */
  public int samplesOfStep() {
    return samples.isEmpty() ? 0 : samples.get(samples.size() - 1).size();
  }

  /** What follows from the samples so far. */
  public Proposal propose() {
    Set<Register> all = new TreeSet<>();
    samples.forEach(step -> step.forEach(s -> all.addAll(s.keySet())));
    List<Change> changes = new ArrayList<>();
    for (Register r : all) {
      kind(r).ifPresent(kind -> changes.add(new Change(r, kind, shown(r))));
    }
    Optional<Register> state =
        changes.stream()
            .filter(c -> c.kind() == Kind.STATE)
            .map(Change::register)
            .max(Comparator.comparingInt(this::score).thenComparing(Comparator.reverseOrder()));
    changes.sort(
        Comparator.comparing((Change c) -> !state.filter(c.register()::equals).isPresent())
            .thenComparing(Change::kind)
            .thenComparing(Change::register));
    Map<Integer, String> meanings = new LinkedHashMap<>();
    List<String> doubts = new ArrayList<>();
    state.ifPresentOrElse(
        r -> {
          mean(r, meanings, doubts);
          rivals(r, changes).ifPresent(doubts::add);
        },
        () -> doubts.add("no register tells the steps apart; read others with --registers"));
    return new Proposal(steps, changes, state, meanings, doubts);
  }

  private void mean(Register r, Map<Integer, String> meanings, List<String> doubts) {
    for (int i = 0; i < steps.size(); i++) {
      List<Integer> values = values(r, i);
      String state = steps.get(i).state();
      if (values.isEmpty()) {
        doubts.add(r.name() + " was not read in the step " + steps.get(i).name());
      }
      if (values.isEmpty() || state.isEmpty()) {
        continue;
      }
      String known = meanings.putIfAbsent(values.get(0), state);
      if (known != null && !known.equals(state)) {
        doubts.add(
            r.name()
                + " shows "
                + values.get(0)
                + " for "
                + known
                + " and for "
                + state
                + ": it does not tell "
                + steps.get(i).name()
                + " apart");
      }
    }
  }

  /** Registers that tell the steps apart as well as the one that was taken. */
  private Optional<String> rivals(Register taken, List<Change> changes) {
    List<String> others =
        changes.stream()
            .filter(c -> c.kind() == Kind.STATE && !c.register().equals(taken))
            .map(Change::register)
            .filter(r -> different(r).size() == different(taken).size())
            .map(Register::name)
            .toList();
    return others.isEmpty()
        ? Optional.empty()
        : Optional.of(
            String.join(", ", others)
                + " tells the steps apart as "
                + taken.name()
                + " does: the manual or more steps say which one is the state");
  }

  private Set<Integer> different(Register r) {
    Set<Integer> different = new HashSet<>();
    for (int i = 0; i < steps.size(); i++) {
      different.addAll(values(r, i));
    }
    return different;
  }

  private List<Integer> values(Register r, int step) {
    return samples.get(step).stream().filter(s -> s.containsKey(r)).map(s -> s.get(r)).toList();
  }

  private List<String> shown(Register r) {
    List<String> result = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      List<Integer> v = values(r, i);
      if (v.isEmpty()) {
        result.add("-");
      } else {
        int least = Collections.min(v);
        int most = Collections.max(v);
        result.add(least == most ? String.valueOf(least) : least + ".." + most);
      }
    }
    return result;
  }

  private Optional<Kind> kind(Register r) {
    List<Integer> all = new ArrayList<>();
    boolean still = true;
    Map<String, Set<Integer>> byState = new LinkedHashMap<>();
    for (int i = 0; i < steps.size(); i++) {
      List<Integer> v = values(r, i);
      all.addAll(v);
      still &= new HashSet<>(v).size() <= 1;
      byState.computeIfAbsent(steps.get(i).state(), s -> new HashSet<>()).addAll(v);
    }
    if (new HashSet<>(all).size() < 2) {
      return Optional.empty();
    }
    boolean repeats = byState.values().stream().allMatch(v -> v.size() <= 1);
    if (counts(r, all)) {
      return Optional.of(Kind.COUNTS);
    }
    if (rises(r) && !(still && repeats && Collections.max(all) < 16)) {
      return Optional.of(Kind.RISES);
    }
    return Optional.of(still && repeats ? Kind.STATE : Kind.MOVES);
  }

  /** Never falls, and grows within a step in which it charges. */
  private boolean counts(Register r, List<Integer> all) {
    for (int i = 1; i < all.size(); i++) {
      if (all.get(i) < all.get(i - 1)) {
        return false;
      }
    }
    for (int i = 0; i < steps.size(); i++) {
      List<Integer> v = values(r, i);
      boolean grows = v.size() > 1 && v.get(v.size() - 1) > v.get(0);
      if (grows && steps.get(i).state().equals("C2")) {
        return true;
      }
    }
    return false;
  }

  private boolean rises(Register r) {
    int least = Integer.MAX_VALUE;
    int elsewhere = Integer.MIN_VALUE;
    for (int i = 0; i < steps.size(); i++) {
      for (int v : values(r, i)) {
        if (steps.get(i).state().equals("C2")) {
          least = Math.min(least, v);
        } else {
          elsewhere = Math.max(elsewhere, v);
        }
      }
    }
    return least != Integer.MAX_VALUE && least > elsewhere && elsewhere <= least / 2;
  }

  /** Different values for different states count most, then small numbers. */
  private int score(Register r) {
    Set<Integer> different = different(r);
    return 2 * different.size() + (Collections.max(different) < SMALL ? 1 : 0);
  }
}
