package io.ocpp809.station.profile;

import io.ocpp809.station.profile.ChargingProfile.Kind;
import io.ocpp809.station.profile.ChargingProfile.Period;
import io.ocpp809.station.profile.ChargingProfile.Purpose;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The profiles installed at a station, with the replace and clear rules of OCPP 1.6 (sections 5.16,
 * 5.2). Immutable: a change makes a new store.
 *
 * @param installed all profiles with the EVSE they are for; 0 is the station
 */
public record ProfileStore(List<Installed> installed) {
  /** Highest stack level that is taken, inclusive. */
  public static final int MAX_STACK_LEVEL = 99;

  /** Most periods a schedule may have. */
  public static final int MAX_PERIODS = 100;

  /** Most profiles that may be installed. */
  public static final int MAX_PROFILES = 50;

  private static final int MAX_PHASES = 3;

  /** No profile. */
  public static final ProfileStore EMPTY = new ProfileStore(List.of());

  /**
   * A profile in its place.
   *
   * @param evse the EVSE; 0 for the station
   * @param profile the profile
   */
  public record Installed(int evse, ChargingProfile profile) {}

  /**
   * Which profiles to clear; all given parts must match, none given matches all.
   *
   * @param id identifier; if given the other parts do not count
   * @param evse the EVSE
   * @param purpose the purpose
   * @param stackLevel the level
   */
  public record Filter(
      OptionalInt id, OptionalInt evse, Optional<Purpose> purpose, OptionalInt stackLevel) {
    boolean matches(Installed i) {
      if (id.isPresent()) {
        return i.profile().id() == id.getAsInt();
      }
      return (evse.isEmpty() || evse.getAsInt() == i.evse())
          && (purpose.isEmpty() || purpose.get() == i.profile().purpose())
          && (stackLevel.isEmpty() || stackLevel.getAsInt() == i.profile().stackLevel());
    }
  }

  /** Copies the list. */
  public ProfileStore {
    installed = List.copyOf(installed);
  }

  /**
   * Why a profile cannot be taken, whatever is installed.
   *
   * @param evse the EVSE; 0 for the station
   * @return empty if it can, else the reason in words
   */
  public static String fault(int evse, ChargingProfile p) {
    if (p.stackLevel() < 0 || p.stackLevel() > MAX_STACK_LEVEL) {
      return "stackLevel " + p.stackLevel() + " is not within 0 to " + MAX_STACK_LEVEL;
    }
    if (p.purpose() == Purpose.STATION_MAX && evse != 0) {
      return "ChargePointMaxProfile is for connector 0 only";
    }
    if (p.purpose() == Purpose.STATION_MAX && p.kind() == Kind.RELATIVE) {
      return "ChargePointMaxProfile cannot be Relative";
    }
    if (p.purpose() == Purpose.TX && evse == 0) {
      return "TxProfile needs a connector";
    }
    if (p.kind() == Kind.RECURRING && p.recurrency().isEmpty()) {
      return "a Recurring profile needs recurrencyKind";
    }
    return scheduleFault(p);
  }

  private static String scheduleFault(ChargingProfile p) {
    List<Period> periods = p.periods();
    if (periods.isEmpty() || periods.get(0).startSeconds() != 0) {
      return "the first period must start at 0";
    }
    if (p.duration().filter(d -> d.isNegative() || d.isZero()).isPresent()) {
      return "duration must be above 0 s";
    }
    for (Period period : periods) {
      int phases = period.phases().orElse(1);
      if (phases < 1 || phases > MAX_PHASES) {
        return "numberPhases " + phases + " is not within 1 to " + MAX_PHASES;
      }
    }
    if (periods.size() > MAX_PERIODS) {
      return periods.size() + " periods are more than " + MAX_PERIODS;
    }
    for (int i = 1; i < periods.size(); i++) {
      if (periods.get(i).startSeconds() <= periods.get(i - 1).startSeconds()) {
        return "periods are not in order of startPeriod";
      }
    }
    return "";
  }

  /** Whether one more profile finds room, given what it replaces. */
  public boolean hasRoomFor(int evse, ChargingProfile p) {
    return with(evse, p).installed.size() <= MAX_PROFILES;
  }

  /** With this profile, which replaces one of the same id, or of the same level and purpose. */
  public ProfileStore with(int evse, ChargingProfile p) {
    List<Installed> result = new ArrayList<>();
    for (Installed i : installed) {
      ChargingProfile old = i.profile();
      boolean same =
          old.id() == p.id()
              || i.evse() == evse
                  && old.purpose() == p.purpose()
                  && old.stackLevel() == p.stackLevel();
      if (!same) {
        result.add(i);
      }
    }
    result.add(new Installed(evse, p));
    return new ProfileStore(result);
  }

  /** Without the profiles that match. */
  public ProfileStore without(Filter filter) {
    return new ProfileStore(installed.stream().filter(i -> !filter.matches(i)).toList());
  }

  /** Without the profiles of an ended transaction. */
  public ProfileStore withoutTransaction(String transactionId) {
    return new ProfileStore(
        installed.stream()
            .filter(i -> !i.profile().transactionId().filter(transactionId::equals).isPresent())
            .toList());
  }
}
