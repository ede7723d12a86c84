package io.ocpp809.modbus;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * Finds out who calls on a port: by source address, by the first octets, or by asking which unit
 * answers. Pure: it has no socket or clock; time is given in nanoseconds of any monotonic clock.
 * Who cannot be known is turned away within a bounded time, and no more than a few wait at once.
 *
 * @param <C> a connection
 * @param <L> a line that expects a device
 */
final class Reception<C, L> {
  /** Longest time until a caller is known, ns. */
  static final long PATIENCE = 30_000_000_000L;

  /** Time that a caller has to say its first octets before it is asked for its units, ns. */
  static final long GREETING = 2_000_000_000L;

  /**
   * Callers that wait at once, beside as many as are expected: after a power cut all may call
   * together. Then one makes room.
   */
  static final int STRANGERS = 16;

  private static final int KEPT = 256;
  private static final int FIRST = 64;
  private static final int TOLD = 64;

  private final String place;
  private final Map<L, Expected> expected = new LinkedHashMap<>();
  private final Map<C, Visit> visits = new LinkedHashMap<>();
  private final Set<String> told = new LinkedHashSet<>();
  private final List<Step<C, L>> steps = new ArrayList<>();

  /**
   * A device that may call.
   *
   * @param who how it is known
   * @param heartbeat what its modem says on its own, also first
   * @param framing how frames look there
   * @param waitNanos how long an answer is waited for
   * @param silent why a unit must be left alone by now; empty if it may be asked
   */
  record Expected(
      CallerId who,
      byte[] heartbeat,
      Framing framing,
      long waitNanos,
      IntFunction<Optional<String>> silent) {}

  /** What to do. */
  sealed interface Step<C, L> {
    /**
     * It is this line's device.
     *
     * @param caller the connection
     * @param line whose it is
     * @param rest octets behind those that it is known by
     */
    record Take<C, L>(C caller, L line, byte[] rest) implements Step<C, L> {}

    /**
     * Close the connection.
     *
     * @param caller the connection
     * @param tell why, to be told; empty if that was told before
     */
    record Drop<C, L>(C caller, String tell) implements Step<C, L> {}

    /**
     * Send a question.
     *
     * @param caller the connection
     * @param frame octets
     */
    record Ask<C, L>(C caller, byte[] frame) implements Step<C, L> {}
  }

  /** A caller that is not known yet. */
  private static final class Visit {
    private final String from;
    private final long until;
    private byte[] said = {};
    private byte[] first = {};
    private long greetUntil;
    private boolean greeted;
    private int turn;
    private int transaction;
    private Request asked;
    private Expected whom;
    private long answerUntil;

    private Visit(String from, long now) {
      this.from = from;
      this.until = now + PATIENCE;
      this.greetUntil = now + GREETING;
    }
  }

  /**
   * Opens for callers.
   *
   * @param place where, for messages
   */
  Reception(String place) {
    this.place = place;
  }

  /** A line expects its device. */
  void expect(L line, Expected device) {
    expected.put(line, device);
  }

  /** A line expects nobody any more. */
  void forget(L line) {
    expected.remove(line);
  }

  /** Whether nobody is expected. */
  boolean idle() {
    return expected.isEmpty();
  }

  /** Callers that are not known yet. */
  Set<C> waiting() {
    return Set.copyOf(visits.keySet());
  }

  /** Somebody calls. */
  List<Step<C, L>> arrived(C caller, InetAddress from, long now) {
    Optional<L> line =
        expected.entrySet().stream()
            .filter(
                e ->
                    e.getValue().who() instanceof CallerId.Anybody
                        || e.getValue().who() instanceof CallerId.Source s
                            && s.address().equals(from))
            .map(Map.Entry::getKey)
            .findFirst();
    if (line.isPresent()) {
      return List.of(new Step.Take<>(caller, line.get(), new byte[0]));
    }
    if (visits.size() >= STRANGERS + expected.size()) {
      drop(makingRoom(), "waits with too many others and is not known");
    }
    Visit visit = new Visit(from.getHostAddress(), now);
    visit.greeted = patterns().isEmpty();
    visits.put(caller, visit);
    judge(caller, visit, now);
    return steps();
  }

  /** The caller that has waited longest of those from the address from which most wait. */
  private C makingRoom() {
    Map<String, Integer> waiting = new HashMap<>();
    visits.values().forEach(v -> waiting.merge(v.from, 1, Integer::sum));
    int most = Collections.max(waiting.values());
    return visits.entrySet().stream()
        .filter(e -> waiting.get(e.getValue().from) == most)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  /** A caller has said something. */
  List<Step<C, L>> received(C caller, byte[] octets, int count, long now) {
    Visit visit = visits.get(caller);
    if (visit != null) {
      int before = visit.said.length;
      visit.said = Arrays.copyOf(visit.said, Math.min(KEPT, before + count));
      System.arraycopy(octets, 0, visit.said, before, visit.said.length - before);
      if (visit.first.length < FIRST && visit.asked == null) {
        visit.first = Arrays.copyOf(visit.said, Math.min(visit.said.length, FIRST));
      }
      judge(caller, visit, now);
    }
    return steps();
  }

  /** A caller has hung up. */
  List<Step<C, L>> gone(C caller) {
    if (visits.containsKey(caller)) {
      drop(caller, "hangs up before it is known");
    }
    return steps();
  }

  /** When {@link #due} is to be called; MAX_VALUE: never. */
  long next() {
    return visits.values().stream().mapToLong(this::next).min().orElse(Long.MAX_VALUE);
  }

  private long next(Visit v) {
    if (v.asked != null) {
      return Math.min(v.until, v.answerUntil);
    }
    return v.greeted && units().isEmpty() ? v.until : Math.min(v.until, v.greetUntil);
  }

  /** Time has passed. */
  List<Step<C, L>> due(long now) {
    for (Map.Entry<C, Visit> e : List.copyOf(visits.entrySet())) {
      Visit v = e.getValue();
      if (now >= v.until) {
        drop(e.getKey(), v.first.length == 0 ? "says nothing" : "is not known");
      } else if (now >= next(v)) {
        judge(e.getKey(), v, now);
      }
    }
    return steps();
  }

  private List<Step<C, L>> steps() {
    List<Step<C, L>> result = List.copyOf(steps);
    steps.clear();
    return result;
  }

  private void judge(C caller, Visit v, long now) {
    if (!v.greeted) {
      greet(caller, v, now);
    }
    if (v.greeted && visits.containsKey(caller)) {
      ask(caller, v, now);
    }
  }

  /** Compares the first octets with those that are expected, behind heartbeats. */
  private void greet(C caller, Visit v, long now) {
    boolean nothing = behind(v.said, expected.values()).length == 0;
    boolean maybe = now < v.greetUntil && nothing;
    for (Map.Entry<L, Expected> e : expected.entrySet()) {
      if (e.getValue().who() instanceof CallerId.FirstOctets f) {
        byte[] said = behind(v.said, List.of(e.getValue()));
        int common = Math.min(said.length, f.octets().length);
        if (!Arrays.equals(said, 0, common, f.octets(), 0, common)) {
          continue;
        }
        if (common == f.octets().length) {
          take(caller, e.getKey(), Arrays.copyOfRange(said, common, said.length));
          return;
        }
        maybe |= common > 0;
      }
    }
    if (maybe || nothing && units().isEmpty()) {
      v.greetUntil = nothing && now < v.greetUntil ? v.greetUntil : v.until;
      return;
    }
    v.greeted = true;
    v.said = new byte[0];
  }

  /** What stands behind heartbeats of these devices, and behind one that has begun. */
  private static byte[] behind(byte[] said, Collection<Expected> devices) {
    byte[] rest = said;
    boolean cut = true;
    while (cut) {
      cut = false;
      for (Expected e : devices) {
        byte[] h = e.heartbeat();
        int common = Math.min(h.length, rest.length);
        if (common > 0 && Arrays.equals(rest, 0, common, h, 0, common)) {
          rest = Arrays.copyOfRange(rest, common, rest.length);
          cut = true;
        }
      }
    }
    return rest;
  }

  private List<byte[]> patterns() {
    return expected.values().stream()
        .filter(e -> e.who() instanceof CallerId.FirstOctets)
        .map(e -> ((CallerId.FirstOctets) e.who()).octets())
        .toList();
  }

  private List<Map.Entry<L, Expected>> units() {
    return expected.entrySet().stream()
        .filter(e -> e.getValue().who() instanceof CallerId.Unit)
        .sorted(Comparator.comparingInt(e -> ((CallerId.Unit) e.getValue().who()).number()))
        .toList();
  }

  /** Asks for one unit after another; a unit under a lease that has ended is left alone. */
  private void ask(C caller, Visit v, long now) {
    List<Map.Entry<L, Expected>> units = units();
    if (units.isEmpty()) {
      drop(caller, "is not known");
      return;
    }
    if (v.asked != null) {
      Optional<L> line = answered(v);
      if (line.isPresent()) {
        take(caller, line.get(), new byte[0]);
        return;
      }
      if (now < v.answerUntil) {
        return;
      }
    }
    v.asked = null;
    v.said = new byte[0];
    for (int i = 0; i < units.size(); i++) {
      Expected e = units.get(v.turn++ % units.size()).getValue();
      int unit = ((CallerId.Unit) e.who()).number();
      if (e.silent().apply(unit).isEmpty()) {
        Request.Read read = new Request.Read(unit, Table.HOLDING, 0, 1);
        v.asked = read;
        v.whom = e;
        v.answerUntil = now + e.waitNanos();
        v.transaction++;
        steps.add(new Step.Ask<>(caller, e.framing().encode(read, v.transaction)));
        return;
      }
    }
    v.greetUntil = now + GREETING;
  }

  /** The line whose unit has answered, a refusal too. */
  private Optional<L> answered(Visit v) {
    Reply reply = v.whom.framing().find(v.asked, v.transaction, v.said, v.said.length).reply();
    boolean answer = reply instanceof Reply.Data || reply instanceof Reply.Refused;
    Expected whom = v.whom;
    return answer
        ? expected.entrySet().stream()
            .filter(e -> e.getValue() == whom)
            .map(Map.Entry::getKey)
            .findFirst()
        : Optional.empty();
  }

  private void take(C caller, L line, byte[] rest) {
    visits.remove(caller);
    steps.add(new Step.Take<>(caller, line, rest));
  }

  /** Each kind of stranger is told once, with what it said, so that it can be entered. */
  private void drop(C caller, String why) {
    Visit v = visits.remove(caller);
    String said =
        v.first.length == 0
            ? "no octets"
            : "first octets " + CallerId.octets(v.first, v.first.length);
    String words = v.from + " dials in at " + place + " and " + why + ": " + said;
    boolean fresh = told.add(words);
    if (told.size() > TOLD) {
      told.remove(told.iterator().next());
    }
    steps.add(new Step.Drop<>(caller, fresh ? words : ""));
  }
}
