package io.ocpp809.station.limit;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * All limits that hold for an EVSE, one for each source and scope; in force is the smallest, and
 * the ledger says whose it is and since when. Not thread-safe: lives in a mailbox.
 */
public final class LimitLedger {
  private static final int HISTORY = 100;
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final int voltage;
  private final Map<Key, Entry> entries = new LinkedHashMap<>();
  private final ArrayDeque<Change> history = new ArrayDeque<>();

  private record Key(LimitSource source, LimitScope scope) {}

  private record Entry(Key key, LimitCurve curve, Instant since) {}

  /**
   * The limit in force.
   *
   * @param limit the limit
   * @param source whose
   * @param scope for how much
   * @param since when it was set
   * @param reason in words, such as "8 A: grid set-point of 14:02"
   */
  public record InForce(
      Limit limit, LimitSource source, LimitScope scope, Instant since, String reason) {}

  /**
   * A change of an entry.
   *
   * @param at when it was made
   * @param source whose
   * @param scope for how much
   * @param previous what held before at that instant
   * @param next what holds from then on; empty for none
   * @param until when it ends or changes by itself; empty if never
   */
  public record Change(
      Instant at,
      LimitSource source,
      LimitScope scope,
      Optional<Limit> previous,
      Optional<Limit> next,
      Optional<Instant> until) {}

  /**
   * Makes an empty ledger.
   *
   * @param voltage phase to neutral, in V, by which A and W are compared
   */
  public LimitLedger(int voltage) {
    this.voltage = voltage;
  }

  /** Sets or replaces what a source demands for a scope. */
  public void set(LimitSource source, LimitScope scope, LimitCurve curve, Instant now) {
    Objects.requireNonNull(curve, "curve");
    Key key = new Key(source, scope);
    Entry old = entries.get(key);
    if (old != null && old.curve().equals(curve)) {
      return;
    }
    entries.put(key, new Entry(key, curve, now));
    note(key, old, now, curve.at(now), curve.nextChange(now));
  }

  /** Takes back what a source demands for a scope. */
  public void clear(LimitSource source, LimitScope scope, Instant now) {
    Key key = new Key(source, scope);
    Entry old = entries.remove(key);
    if (old != null) {
      note(key, old, now, Optional.empty(), Optional.empty());
    }
  }

  /**
   * The smallest limit at an instant.
   *
   * @param phases phases in use, by which A and W are compared
   */
  public Optional<InForce> inForce(Instant now, int phases) {
    return inForce(now, limit -> limit.toWatts(voltage, phases));
  }

  /**
   * The smallest limit at an instant; of equal ones that of a whole site, which is shared with its
   * fuse.
   *
   * @param watts what a limit comes to, W, by which A and W are compared
   */
  public Optional<InForce> inForce(Instant now, ToIntFunction<Limit> watts) {
    return standing(now).stream()
        .min(
            Comparator.<InForce>comparingInt(f -> watts.applyAsInt(f.limit()))
                .thenComparing(f -> f.scope() != LimitScope.SITE));
  }

  /** All limits that hold at an instant, the first set first. */
  public List<InForce> standing(Instant now) {
    List<InForce> result = new ArrayList<>();
    for (Entry e : entries.values()) {
      e.curve().at(now).ifPresent(limit -> result.add(inForce(e, limit)));
    }
    return result;
  }

  /** The next instant after the given one at which an entry changes by itself. */
  public Optional<Instant> nextChange(Instant now) {
    return entries.values().stream()
        .map(e -> e.curve().nextChange(now))
        .flatMap(Optional::stream)
        .min(Comparator.naturalOrder());
  }

  /** The last changes, oldest first, 100 at most. */
  public Collection<Change> history() {
    return List.copyOf(history);
  }

  private static InForce inForce(Entry e, Limit limit) {
    String reason = limit.words() + ": " + e.key().source().words();
    if (e.key().source() != LimitSource.RATING) {
      reason += " of " + CLOCK.format(e.since());
    }
    return new InForce(limit, e.key().source(), e.key().scope(), e.since(), reason);
  }

  private void note(
      Key key, Entry old, Instant now, Optional<Limit> next, Optional<Instant> until) {
    Optional<Limit> previous = old == null ? Optional.empty() : old.curve().at(now);
    if (history.size() >= HISTORY) {
      history.removeFirst();
    }
    history.add(new Change(now, key.source(), key.scope(), previous, next, until));
  }
}
