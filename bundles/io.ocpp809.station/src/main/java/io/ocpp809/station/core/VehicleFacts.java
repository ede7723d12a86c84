package io.ocpp809.station.core;

import io.ocpp809.station.pile.FaultClass;
import io.ocpp809.station.pile.PileFault;
import io.ocpp809.station.pile.PileReport;
import io.ocpp809.station.pile.PileState;
import io.ocpp809.station.reading.Measurand;
import io.ocpp809.station.reading.Reading;
import io.ocpp809.station.transaction.StopReason;
import io.ocpp809.station.vehicle.Conversation;
import io.ocpp809.station.vehicle.StopCause;
import io.ocpp809.station.vehicle.VehicleReport;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What vehicle and charger of one EVSE have said to each other, beside what the pile says of
 * itself. Pure: time is passed in. Where nobody listens, or what was heard is too old, nothing of
 * it counts, and the EVSE is as without it.
 */
final class VehicleFacts {
  /** For so long, ms, silence in the middle of charging may still end. */
  static final long LOST_MILLIS = 5_000;

  /** For so long, ms, a stop whose cause has not been told yet waits for it. */
  static final long CAUSE_MILLIS = 1_000;

  /** After so long without the vehicle, ms, a pile that tells no state is out of service. */
  static final long UNHEARD_MILLIS = 30_000;

  /** From this current on, A, energy flows. */
  static final double FLOWING_AMPERE = 1;

  /** More different errors than this within a session are not told. */
  private static final int ERRORS_AT_MOST = 16;

  private static final int INFO_AT_MOST = 50;

  private Optional<Conversation> conversation = Optional.empty();
  private Conversation last = Conversation.NONE;
  private long sinceMillis;
  private long heardMillis = Long.MIN_VALUE;
  private boolean pileTells;
  private boolean wasUnderWay;
  private boolean flowed;
  private boolean broken;
  private boolean armed;
  private boolean charger;
  private Optional<StopCause> cause = Optional.empty();
  private Optional<PileFault> fault = Optional.empty();
  private final Set<String> told = new HashSet<>();
  private String info = "";

  /** Code that is still shown of an attempt that is over; it is no error of the next one. */
  private String stale = "";

  private String code = "";
  private Optional<String> vin = Optional.empty();

  /**
   * Takes up a report.
   *
   * @param report of a pile that answers
   * @param held whether the station itself holds energy back within the transaction
   * @param now monotonic ms
   * @return the report with the readings of both and, where the pile tells no state of its own,
   *     that which the vehicle shows
   */
  PileReport take(PileReport report, boolean held, long now) {
    pileTells |= report.state().isPresent();
    VehicleReport said = report.vehicle().orElse(VehicleReport.UNKNOWN);
    said.conversation().ifPresent(c -> heardMillis = now);
    enter(said.conversation(), now);
    said.vin().ifPresent(v -> vin = Optional.of(v));
    flowed |= flows(said);
    reasons(said);
    PileReport joined =
        report.withReadings(VehicleReadings.join(report.readings(), said.readings()));
    return pileTells ? joined : joined.withState(state(report.cablePlugged(), held, now));
  }

  /** The pile does not answer, so what the vehicle says does not count either. */
  void silent() {
    conversation = Optional.empty();
  }

  private void enter(Optional<Conversation> next, long now) {
    conversation = next;
    if (next.isEmpty() || next.get() == last) {
      return;
    }
    Conversation to = next.get();
    broken = to == Conversation.NONE && wasUnderWay && cause.isEmpty();
    boolean again = to.beginning() && !last.beginning() || to.underWay() && cause.isPresent();
    if (again || to == Conversation.NONE) {
      forget();
      stale = code;
    }
    wasUnderWay |= to.underWay();
    last = to;
    sinceMillis = now;
  }

  private void forget() {
    wasUnderWay = false;
    flowed = false;
    charger = false;
    cause = Optional.empty();
    fault = Optional.empty();
    told.clear();
    info = "";
    vin = Optional.empty();
  }

  private static boolean flows(VehicleReport said) {
    return said.readings().stream()
        .filter(r -> r.measurand() == Measurand.CURRENT_IMPORT && r.usable())
        .anyMatch(r -> Math.abs(r.value()) >= FLOWING_AMPERE);
  }

  /** The first cause of a stop stands; each error is shown once in a session. */
  private void reasons(VehicleReport said) {
    if (conversation.isEmpty() || conversation.get() == Conversation.NONE) {
      return;
    }
    code = said.code();
    stale = code.equals(stale) && !over() ? stale : "";
    if (over() && cause.isEmpty()) {
      cause = said.cause().or(this::implied);
      charger = said.charger();
      cause.ifPresent(c -> info = words(c.meaning(), said.evidence()));
    }
    Optional<StopCause> now = cause.or(said::cause);
    if (!stale.isEmpty()) {
      return;
    }
    Optional<FaultClass> kind = said.kind().or(() -> now.flatMap(StopCause::error));
    if (kind.isEmpty() && (said.code().isEmpty() || now.isPresent())) {
      return;
    }
    String shown =
        said.code().isEmpty() ? "Vehicle." + now.map(StopCause::text).orElse("") : said.code();
    if (told.size() < ERRORS_AT_MOST && told.add(shown)) {
      String words = words(now.map(StopCause::meaning).orElse("warning"), said.evidence());
      fault = Optional.of(new PileFault(kind.orElse(FaultClass.OTHER_ERROR), shown, words, true));
      info = words;
    }
  }

  private Optional<StopCause> implied() {
    return switch (conversation.orElseThrow()) {
      case INTERRUPTED -> Optional.of(StopCause.COMMUNICATION);
      case LOST -> Optional.of(StopCause.SILENCE);
      default -> Optional.empty();
    };
  }

  private static String words(String meaning, String evidence) {
    String all = evidence.isEmpty() ? meaning : evidence + " " + meaning;
    return all.length() <= INFO_AT_MOST ? all : all.substring(0, INFO_AT_MOST);
  }

  private boolean over() {
    return conversation
        .filter(
            c ->
                c == Conversation.STOPPING
                    || c == Conversation.ENDED
                    || c == Conversation.INTERRUPTED
                    || c == Conversation.LOST)
        .isPresent();
  }

  /** A conversation tells a vehicle, its absence none, unless a plug's own contact says more. */
  private Optional<PileState> state(Optional<Boolean> plugged, boolean held, long now) {
    if (conversation.isEmpty()) {
      boolean away = heardMillis != Long.MIN_VALUE && now - heardMillis >= UNHEARD_MILLIS;
      return away ? Optional.of(PileState.F) : Optional.empty();
    }
    if (!plugged.orElse(true)) {
      return Optional.of(PileState.A2);
    }
    return Optional.of(
        switch (conversation.get()) {
          case NONE -> plugged.isPresent() || held ? PileState.B1 : PileState.A2;
          case CHARGING -> PileState.C2;
          case PAUSED_BY_CHARGER -> PileState.C1;
          default -> PileState.B2;
        });
  }

  /**
   * What the connector's state is derived from: empty where nothing is heard.
   *
   * <p>Before the first current charger and vehicle are still preparing.
   */
  Optional<Conversation> conversation() {
    return conversation.map(c -> c == Conversation.CHARGING && !flowed ? Conversation.READY : c);
  }

  /** The newest error of the session, as a warning: the pile judges what is a fault. */
  Optional<PileFault> fault() {
    return fault;
  }

  /** Why it was stopped, or what is wrong, at most 50 characters; empty for neither. */
  String info() {
    return info;
  }

  /** The vehicle's number, as long as it is there. */
  Optional<String> vin() {
    return vin;
  }

  /** Whether the end is being told and has not been told to its end yet. */
  boolean endAwaited() {
    return conversation.filter(c -> c == Conversation.STOPPING).isPresent();
  }

  /**
   * Only a transaction that has been there while they spoke is ended by what they say.
   *
   * @param running whether one is running that is not being ended
   */
  void transaction(boolean running) {
    armed = running && (armed || last.beginning() || last.underWay());
  }

  /**
   * Why the running transaction is to end now because of what was said, if it is.
   *
   * @param plugged whether a vehicle is plugged in as far as the pile knows
   * @param supplying whether the pile itself says that energy flows
   * @param pausing whether the station pauses the pile by a limit
   * @param refused whether it holds energy back because the token was refused
   * @param now monotonic ms
   */
  Optional<StopReason> stop(
      boolean plugged, boolean supplying, boolean pausing, boolean refused, long now) {
    if (!armed) {
      return Optional.empty();
    }
    if (broken || conversation.filter(c -> c == Conversation.LOST).isPresent()) {
      boolean still = pileTells && supplying;
      boolean waits = !broken && now - sinceMillis < LOST_MILLIS;
      return still || waits
          ? Optional.empty()
          : Optional.of(pileTells && !plugged ? StopReason.EV_DISCONNECTED : StopReason.OTHER);
    }
    if (!over() || conversation.get() == Conversation.INTERRUPTED && !wasUnderWay) {
      return Optional.empty();
    }
    if (cause.isEmpty() && now - sinceMillis < CAUSE_MILLIS) {
      return Optional.empty();
    }
    StopCause why = cause.orElse(StopCause.UNSPECIFIED);
    boolean asked =
        why == StopCause.MANUAL
            || why == StopCause.CONDITION
            || why == StopCause.UNSPECIFIED && charger;
    if (asked && refused) {
      return Optional.of(StopReason.DE_AUTHORIZED);
    }
    if (asked && pausing) {
      return Optional.empty();
    }
    return Optional.of(why == StopCause.UNSPECIFIED && charger ? StopReason.LOCAL : why.reason());
  }

  /** Whether a reading was said by charger or vehicle. */
  static boolean said(Reading r) {
    return r.meter().equals(VehicleReport.METER);
  }
}
