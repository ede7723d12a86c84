package io.ocpp809.station.core;

import io.ocpp809.station.pile.FaultClass;
import io.ocpp809.station.pile.PileFault;
import io.ocpp809.station.pile.PileIdentity;
import io.ocpp809.station.pile.PileReport;
import io.ocpp809.station.pile.PileState;
import io.ocpp809.station.transaction.ChargingState;
import java.util.Optional;

/** What the pile of one EVSE has said last, and whether it still answers. */
final class PileFacts {
  static final long UNREACHABLE_AFTER_MILLIS = 10_000;

  /** Without any report for so long the pile counts as silent, ms. */
  static final long NO_REPORT_MILLIS = 60_000;

  private static final PileFault NO_ANSWER =
      new PileFault(FaultClass.OTHER_ERROR, "PileUnreachable", "the pile does not answer", false);

  private final StationContext context;
  private PileIdentity identity = PileIdentity.UNKNOWN;
  private PileState state = PileState.STARTING;
  private Optional<PileFault> fault = Optional.empty();
  private Optional<String> shown = Optional.empty();
  private boolean shownKnown;
  private boolean plugged;
  private boolean plugKnown;
  private boolean heard;
  private boolean startedUp;
  private boolean reachable;
  private long answeredMillis;

  PileFacts(StationContext context) {
    this.context = context;
    this.answeredMillis = context.millis();
  }

  /** Before the pile has answered it is taken as it was when the transaction was last heard of. */
  void assume(ChargingState last) {
    plugged = true;
    state =
        switch (last) {
          case CHARGING -> PileState.C2;
          case SUSPENDED_EV -> PileState.B2;
          default -> PileState.B1;
        };
  }

  /** Takes up a report of a pile that answers. */
  void take(PileReport report) {
    reachable = true;
    answeredMillis = context.millis();
    if (!report.identity().equals(PileIdentity.UNKNOWN)) {
      identity = report.identity();
    }
    fault = report.fault();
    if (report.state().isPresent()) {
      heard = true;
      state = report.state().get();
      startedUp |= state == PileState.STARTING;
    }
    Optional<Boolean> told =
        switch (report.state().orElse(heard ? state : PileState.STARTING)) {
          case A1, A2 -> Optional.of(false);
          case B1, B2, C1, C2, D1, D2 -> Optional.of(report.cablePlugged().orElse(true));
          default -> report.cablePlugged();
        };
    plugKnown |= told.isPresent();
    plugged = told.orElse(plugged);
  }

  /** The pile does not answer, or has been let go. */
  void silent() {
    reachable = false;
  }

  /**
   * The card that the pile shows; a card that is shown already when that is known for the first
   * time was presented before, and one that is shown again after it could not be read is the same.
   *
   * @param text the card, the empty text for none; absent if it is not known
   * @return the card if it has just been presented
   */
  Optional<String> presented(Optional<String> text) {
    if (text.isEmpty()) {
      return text;
    }
    Optional<String> now = text.filter(t -> !t.isBlank() && t.length() <= 36);
    boolean fresh = shownKnown && now.isPresent() && !now.equals(shown);
    shown = now;
    shownKnown = true;
    return fresh ? now : Optional.empty();
  }

  /** The card that the pile shows at present. */
  Optional<String> shown() {
    return shown;
  }

  PileIdentity identity() {
    return identity;
  }

  PileState state() {
    return state;
  }

  boolean plugged() {
    return plugged;
  }

  /** Whether the pile has said since this start whether a vehicle is plugged in. */
  boolean plugKnown() {
    return plugKnown;
  }

  /** Whether the pile has told a state since this start. */
  boolean heard() {
    return heard;
  }

  /** Whether the pile was seen starting up since this start. */
  boolean startedUp() {
    return startedUp;
  }

  boolean reachable() {
    return reachable && silentMillis() < NO_REPORT_MILLIS;
  }

  /** For how long the pile has not answered, ms. */
  long silentMillis() {
    return context.millis() - answeredMillis;
  }

  /** Fault or warning; a pile that is silent for long is a fault too. */
  Optional<PileFault> fault() {
    if (fault.isPresent() || reachable()) {
      return fault;
    }
    return silentMillis() > UNREACHABLE_AFTER_MILLIS ? Optional.of(NO_ANSWER) : Optional.empty();
  }

  boolean faulted() {
    return fault().filter(f -> !f.warning()).isPresent()
        || state == PileState.E
        || state == PileState.ERROR;
  }
}
