package io.ocpp809.modbus;

import io.ocpp809.modbus.Reply.Data;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What may not be written by everybody on a line, whoever asks and under whatever name: registers
 * that the charging station controls, and those that nobody writes. A broadcast reaches all units
 * and is judged by all of them. Safe for many threads.
 */
final class WriteGuard {
  private static final int ALL = 0xFFFF;

  private final Reach reach;
  private final Set<Place> controlled = ConcurrentHashMap.newKeySet();
  private final Map<Integer, Set<NeverWritten>> never = new ConcurrentHashMap<>();

  private record Place(int unit, Table table, int address) {}

  /** Which units a request reaches. */
  @FunctionalInterface
  interface Reach {
    /**
     * Whether a request to one unit reaches another one, too.
     *
     * @param asked unit of the request
     * @param unit the other unit
     */
    boolean reaches(int asked, int unit);
  }

  WriteGuard(Reach reach) {
    this.reach = reach;
  }

  /** Takes over what another one guards. */
  void adopt(WriteGuard before) {
    controlled.addAll(before.controlled);
    before.never.forEach((unit, all) -> all.forEach(n -> forbid(unit, n)));
  }

  /** What the point takes is written by the station only. */
  void control(int unit, Point p) {
    for (int i = 0; i < p.size(); i++) {
      controlled.add(new Place(unit, p.table(), p.address() + i));
    }
  }

  /** Whether the point takes anything that the station controls. */
  boolean controlled(int unit, Point p) {
    return controlled.stream()
        .filter(c -> reach.reaches(unit, c.unit()))
        .filter(c -> c.table() == p.table())
        .anyMatch(c -> c.address() >= p.address() && c.address() < p.address() + p.size());
  }

  /** What nobody writes. */
  void forbid(int unit, NeverWritten what) {
    never.computeIfAbsent(unit, u -> ConcurrentHashMap.newKeySet()).add(what);
  }

  /** Why the point is not written; empty if it may be. */
  Optional<String> forbidden(int unit, Point p) {
    return forbidden(unit, p.table(), p.address(), PointCodec.touched(p));
  }

  /** Why the request is not sent; empty if it may be. */
  Optional<String> forbidden(Request request) {
    if (request instanceof Request.Write w) {
      int[] changed = new int[w.values().length];
      Arrays.fill(changed, ALL);
      return forbidden(w.unit(), table(w), w.address(), changed);
    }
    return request instanceof Request.Mask m
        ? forbidden(m.unit(), Table.HOLDING, m.address(), new int[] {~m.and() & ALL})
        : Optional.empty();
  }

  private static Table table(Request.Write w) {
    return w.function() == 5 || w.function() == 15 ? Table.COIL : Table.HOLDING;
  }

  private Optional<String> forbidden(int unit, Table table, int address, int[] changed) {
    return never.entrySet().stream()
        .filter(e -> reach.reaches(unit, e.getKey()))
        .flatMap(e -> e.getValue().stream())
        .filter(n -> n.touchedBy(table, address, changed))
        .findFirst()
        .map(n -> n.words() + "; write refused");
  }

  /**
   * The same follow-up to a read, as long as it changes nothing that is never written; else it
   * throws, which ends the order.
   */
  Function<Reply, Optional<Request>> guarded(
      Request first, Function<Reply, Optional<Request>> next) {
    return reply -> {
      Optional<Request> following = next.apply(reply);
      following
          .flatMap(f -> first instanceof Request.Read r ? changing(r, reply, f) : forbidden(f))
          .ifPresent(
              why -> {
                throw new IllegalArgumentException(why);
              });
      return following;
    };
  }

  /** Of a register that was read just before only the bits count that are changed. */
  private Optional<String> changing(Request.Read read, Reply reply, Request next) {
    if (!(next instanceof Request.Write w) || !(reply instanceof Data data)) {
      return forbidden(next);
    }
    int[] old = data.values();
    int[] changed = w.values();
    for (int i = 0; i < changed.length; i++) {
      int at = w.address() + i - read.address();
      boolean known = read.unit() == w.unit() && read.table() == table(w);
      changed[i] = known && at >= 0 && at < old.length ? old[at] ^ changed[i] : ALL;
    }
    return forbidden(w.unit(), table(w), w.address(), changed);
  }
}
