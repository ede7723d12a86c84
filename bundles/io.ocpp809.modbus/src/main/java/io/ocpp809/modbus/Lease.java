package io.ocpp809.modbus;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The leave under which a pile's controlled registers are written and its watchdog is fed. Without
 * a lease nothing controlled is written; where any request feeds the watchdog, nothing at all is
 * sent once a lease has ended.
 *
 * <p>Several may hold it, such as the stations of two outlets at one unit: it runs as long as one
 * of them renews it, and what one of them has told the pile is repeated only while he does.
 */
public final class Lease {
  /** Longest time for which a lease is given, ms. */
  public static final long MOST_MILLIS = 300_000;

  /**
   * Time for which a unit that was never leased is read where any request feeds its watchdog, ms.
   */
  public static final long GRACE_MILLIS = 60_000;

  /** The holder where nobody says who holds it. */
  static final String ANYBODY = "";

  private final LongSupplier millis;
  private final long madeAtMillis;
  private final Map<String, Hold> holds = new ConcurrentHashMap<>();
  private final Map<Point, String> driven = new ConcurrentHashMap<>();
  private volatile Watchdog watchdog;
  private volatile long timeoutMillis;
  private volatile long untilMillis;
  private volatile boolean everHeld;

  /**
   * The time for which somebody holds it without a break.
   *
   * @param sinceMillis when it began
   * @param untilMillis when it ends
   */
  private record Hold(long sinceMillis, long untilMillis) {}

  /** What feeds the pile's watchdog. */
  public enum Watchdog {
    /** There is none. */
    NONE,
    /** Any request. */
    ANY_REQUEST,
    /** Writing a life register. */
    WRITE,
    /** Writing the limit again. */
    REWRITE
  }

  /**
   * Makes a lease that has not begun.
   *
   * @param watchdog what feeds the pile's watchdog
   * @param millis monotonic milliseconds
   */
  public Lease(Watchdog watchdog, LongSupplier millis) {
    this.watchdog = watchdog;
    this.millis = millis;
    this.madeAtMillis = millis.getAsLong();
  }

  /**
   * Says what the pile's watchdog is; the lease itself goes on.
   *
   * @param kind what feeds it
   * @param afterMillis silence after which it trips, ms; 0 if not known
   */
  public void watchdog(Watchdog kind, long afterMillis) {
    watchdog = kind;
    timeoutMillis = afterMillis;
  }

  /**
   * Begins or prolongs the lease.
   *
   * @throws IllegalArgumentException if the time is not within 1 ms to {@link #MOST_MILLIS}
   */
  public void renew(long timeToLiveMillis) {
    renew(ANYBODY, timeToLiveMillis);
  }

  /**
   * Begins or prolongs the lease.
   *
   * @param holder who holds it: a name of the outlet's EVSE and, behind a dot, another one from
   *     each start of its use of the pile
   * @throws IllegalArgumentException if the time is not within 1 ms to {@link #MOST_MILLIS}
   */
  public synchronized void renew(String holder, long timeToLiveMillis) {
    if (timeToLiveMillis < 1 || timeToLiveMillis > MOST_MILLIS) {
      throw new IllegalArgumentException("a lease runs for 1 to " + MOST_MILLIS + " ms");
    }
    long now = millis.getAsLong();
    long until = now + timeToLiveMillis;
    holds.values().removeIf(h -> now - h.untilMillis() > MOST_MILLIS);
    holds.merge(
        holder,
        new Hold(now, until),
        (old, fresh) -> now < old.untilMillis() ? new Hold(old.sinceMillis(), until) : fresh);
    untilMillis = holds.values().stream().mapToLong(Hold::untilMillis).max().orElse(until);
    everHeld = true;
  }

  /** Whether the lease runs. */
  public boolean current() {
    return everHeld && millis.getAsLong() < untilMillis;
  }

  /**
   * Whether a holder may control what the point takes: not while the lease of another EVSE runs
   * that does.
   */
  boolean mayDrive(Point point, String holder) {
    return driven.entrySet().stream()
        .filter(d -> !evse(d.getValue()).equals(evse(holder)) && current(d.getValue()))
        .noneMatch(d -> PointCodec.overlap(d.getKey(), point));
  }

  /** A holder controls what the point takes from now on. */
  synchronized void drive(Point point, String holder) {
    driven.keySet().removeIf(p -> !p.equals(point) && PointCodec.overlap(p, point));
    driven.put(point, holder);
  }

  /** Whether somebody who is not one of these controls what the point takes. */
  boolean drivenByOther(Point point, Set<String> holders) {
    return driven.entrySet().stream()
        .anyMatch(d -> !holders.contains(d.getValue()) && PointCodec.overlap(d.getKey(), point));
  }

  private static String evse(String holder) {
    return holder.split("\\.", 2)[0];
  }

  /** Time until the lease ends, ms; 0 if it does not run. */
  long leftMillis() {
    return everHeld ? Math.max(0, untilMillis - millis.getAsLong()) : 0;
  }

  /** Whether this holder's lease runs. */
  boolean current(String holder) {
    return leftMillis(holder) > 0;
  }

  /** Time until this holder's lease ends, ms; 0 if it does not run. */
  long leftMillis(String holder) {
    Hold hold = holds.get(holder);
    return hold == null ? 0 : Math.max(0, hold.untilMillis() - millis.getAsLong());
  }

  /** When this holder's lease has begun, after a break anew, monotonic ms; 0 if he has none. */
  long sinceMillis(String holder) {
    Hold hold = holds.get(holder);
    return hold == null ? 0 : hold.sinceMillis();
  }

  /**
   * Whether the unit must be left alone: its watchdog is to trip, because the station's lease has
   * ended, or because no station took one within {@link #GRACE_MILLIS}.
   */
  public boolean silent() {
    boolean waits = !everHeld && millis.getAsLong() - madeAtMillis < GRACE_MILLIS;
    return watchdog == Watchdog.ANY_REQUEST && !current() && !waits;
  }

  /** How the lease stands, for the operator. */
  public String words() {
    if (current()) {
      return "the station's lease runs";
    }
    if (everHeld) {
      return (silent() ? "silent: " : "") + "the station's lease has ended";
    }
    return silent()
        ? "silent: no charging station has taken a lease, and any request would feed the pile's"
            + " watchdog"
        : "no charging station has taken a lease";
  }

  /** What feeds the pile's watchdog. */
  public Watchdog watchdog() {
    return watchdog;
  }

  /** Silence after which the watchdog trips, ms; 0 if not known. */
  public long timeoutMillis() {
    return timeoutMillis;
  }
}
