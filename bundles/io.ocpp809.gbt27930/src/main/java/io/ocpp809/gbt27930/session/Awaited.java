package io.ocpp809.gbt27930.session;

import io.ocpp809.gbt27930.message.Message;
import io.ocpp809.gbt27930.message.MessageType;
import io.ocpp809.gbt27930.session.SessionEvent.Late;
import io.ocpp809.gbt27930.session.SessionEvent.Missing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Messages that are due, until when. Told as missing once, and as late if they come after all. A
 * periodic message that was late is given twice that time from then on: one that is always a little
 * late is told a few times at most, and one that is gone still is.
 */
final class Awaited {
  private final Map<MessageType, Due> any = new EnumMap<>(MessageType.class);
  private final Map<MessageType, Due> affirmative = new EnumMap<>(MessageType.class);
  private final Map<MessageType, Long> longest = new EnumMap<>(MessageType.class);

  /** Told as missing, and not heard since. */
  private final Set<MessageType> known = EnumSet.noneOf(MessageType.class);

  private long next = Long.MAX_VALUE;
  private Optional<Missing> first = Optional.empty();

  private static final class Due {
    final MessageType type;
    final long since;
    final long limitMillis;
    final long patienceMillis;
    final boolean affirming;
    final Evidence evidence;
    boolean told;

    Due(
        MessageType type,
        long since,
        long limitMillis,
        long patienceMillis,
        boolean affirming,
        Evidence evidence) {
      this.affirming = affirming;
      this.type = type;
      this.since = since;
      this.limitMillis = limitMillis;
      this.patienceMillis = patienceMillis;
      this.evidence = evidence;
    }

    long until() {
      return told ? Long.MAX_VALUE : since + TimeUnit.MILLISECONDS.toNanos(patienceMillis);
    }
  }

  /** Nothing is due any more. */
  void clear() {
    any.clear();
    affirmative.clear();
    next = Long.MAX_VALUE;
  }

  /** A message is due within a time, if it is not due already. */
  void expect(MessageType type, long limitMillis, long nanos, Evidence evidence) {
    put(any, new Due(type, nanos, limitMillis, limitMillis, false, evidence), false);
  }

  /** A message that affirms is due within a time, if it is not due already. */
  void expectAffirmation(MessageType type, long limitMillis, long nanos, Evidence evidence) {
    put(affirmative, new Due(type, nanos, limitMillis, limitMillis, true, evidence), false);
  }

  /**
   * A periodic message came and is due again.
   *
   * @param patienceMillis when it is told, at least the limit
   */
  void again(MessageType type, long limitMillis, long patienceMillis, long nanos) {
    long patience = Math.max(patienceMillis, 2 * longest.getOrDefault(type, 0L));
    put(any, new Due(type, nanos, limitMillis, patience, false, Evidence.of(type.name())), true);
  }

  private void put(Map<MessageType, Due> where, Due due, boolean anew) {
    if (anew || !where.containsKey(due.type)) {
      where.put(due.type, due);
      next = Math.min(next, due.until());
    }
  }

  /** A message came. */
  void came(Message message, boolean affirms, long nanos, Consumer<SessionEvent> out) {
    MessageType type = message.type();
    Due due = any.remove(type);
    Due other = affirms ? affirmative.remove(type) : null;
    if (affirms || !affirmative.containsKey(type)) {
      known.remove(type);
    }
    Due late = due != null && due.told ? due : other != null && other.told ? other : null;
    if (late != null) {
      long millis = TimeUnit.NANOSECONDS.toMillis(nanos - late.since);
      longest.merge(type, millis, Math::max);
      out.accept(new Late(nanos, type, millis));
    }
  }

  /** Tells what is missing by now, in its order. */
  void tick(long nanos, Consumer<SessionEvent> out) {
    if (nanos < next) {
      return;
    }
    List<Due> passed = new ArrayList<>(2);
    next = Math.min(passed(any, nanos, passed), passed(affirmative, nanos, passed));
    passed.sort(Comparator.comparingLong(Due::until));
    for (Due d : passed) {
      Missing missing =
          new Missing(d.until(), d.type, d.limitMillis, d.affirming, d.evidence.toString());
      d.told = true;
      tell(missing, out);
    }
  }

  private void tell(Missing missing, Consumer<SessionEvent> out) {
    known.add(missing.type());
    first = first.or(() -> Optional.of(missing));
    out.accept(missing);
  }

  /** Finds those whose time has passed; returns when the next one is to be told. */
  private static long passed(Map<MessageType, Due> where, long nanos, List<Due> passed) {
    long next = Long.MAX_VALUE;
    for (Due d : where.values()) {
      if (d.until() <= nanos) {
        passed.add(d);
      } else {
        next = Math.min(next, d.until());
      }
    }
    return next;
  }

  /** One of the two says that it misses a message; told unless it is known. */
  void told(Missing missing, Consumer<SessionEvent> out) {
    if (!known.contains(missing.type())) {
      tell(missing, out);
    }
  }

  /** The two begin anew: what is missing from then on is told again. */
  void again() {
    clear();
    known.clear();
  }

  /** A message is none that the other side knows: that it was missing first is forgotten. */
  void forgive(MessageType type) {
    any.remove(type);
    first = first.filter(m -> m.type() != type);
  }

  /** The message that was missing first in this session. */
  Optional<Missing> first() {
    return first;
  }
}
