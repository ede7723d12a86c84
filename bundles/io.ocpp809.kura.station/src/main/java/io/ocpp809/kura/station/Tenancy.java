package io.ocpp809.kura.station;

import io.ocpp809.station.mailbox.Mailbox;
import java.util.Optional;

/**
 * The place that an EVSE has at a station, or stands in line for, and its farewell from it. Lives
 * in the EVSE's mailbox.
 */
final class Tenancy {
  /** Longest time that a transaction may need to be ended, ms; longer than its station takes. */
  static final long FAREWELL_MILLIS = 90_000;

  private final Claims.Claimant owner;
  private final Mailbox mailbox;
  private Optional<EvsePlace> asked = Optional.empty();
  private Optional<EvsePlace> place = Optional.empty();
  private boolean leaving;

  Tenancy(Claims.Claimant owner, Mailbox mailbox) {
    this.owner = owner;
    this.mailbox = mailbox;
  }

  /** The place that the EVSE has. */
  Optional<EvsePlace> place() {
    return place;
  }

  /** Whether it is on its way out: its transaction is being ended. */
  boolean leaving() {
    return leaving;
  }

  /**
   * Asks for a place, or stands in line for it; who has one keeps its number.
   *
   * @return empty if the EVSE has it; else the name of the EVSE that has it
   */
  Optional<String> ask(EvsePlace wanted) {
    if (!asked.equals(Optional.of(wanted))) {
      withdraw();
    }
    Optional<String> other = wanted.host().claim(wanted.number(), owner);
    asked = Optional.of(wanted).filter(w -> other.isPresent());
    return other;
  }

  /** Moves in where it has asked and nobody else is, or where it is already. */
  void take(EvsePlace there) {
    place = Optional.of(there);
  }

  /** Leaves the line for a number that this EVSE has not got. */
  void withdraw() {
    asked.ifPresent(a -> a.host().release(a.number(), owner, false));
    asked = Optional.empty();
  }

  /**
   * Gives the place back, if there is one.
   *
   * @param forGood whether it does not come back
   */
  void release(boolean forGood) {
    Optional<EvsePlace> had = place;
    place = Optional.empty();
    had.ifPresent(p -> p.host().release(p.number(), owner, forGood));
  }

  /**
   * Whether the form names another place than the EVSE has. A station of the same name is the same
   * one, started anew; none at all is one that restarts, unless the form names another.
   *
   * @param there the station that is there now
   */
  boolean moved(EvseSettings form, Optional<StationHost> there) {
    if (place.isEmpty()) {
      return false;
    }
    EvsePlace has = place.get();
    boolean elsewhere =
        there
            .map(h -> !h.station().name().equals(has.station().name()))
            .orElse(!form.stationTarget().equals(has.target()));
    return elsewhere || form.options().evse() != has.number();
  }

  /** Whether the station of its place has been started anew. */
  boolean restarted(Optional<StationHost> there) {
    return place.isPresent() && there.isPresent() && there.get() != place.get().host();
  }

  /**
   * Has the station end the transaction at the place, within a bound.
   *
   * @param gone called once it is over, with the place still held
   */
  void leave(Runnable gone) {
    leaving = true;
    EvsePlace p = place.orElseThrow();
    Runnable[] bound = {() -> {}};
    Runnable once = () -> mailbox.post(() -> left(bound[0], gone));
    bound[0] = mailbox.after(FAREWELL_MILLIS, () -> left(() -> {}, gone));
    p.station().remove(p.number(), once);
  }

  private void left(Runnable cancelBound, Runnable gone) {
    cancelBound.run();
    if (leaving) {
      leaving = false;
      gone.run();
    }
  }
}
