package io.ocpp809.ocpp.v16;

import io.ocpp809.ocpp.v16.Caller.Cause;
import io.ocpp809.ocpp.v16.Messages.StatusNotification;
import io.ocpp809.station.ConnectorState;
import io.ocpp809.station.ConnectorView;
import io.ocpp809.station.EvseView;
import io.ocpp809.station.Station;
import io.ocpp809.station.StationEvent.ConnectorChanged;
import io.ocpp809.station.StationView;
import io.ocpp809.station.pile.FaultClass;
import io.ocpp809.station.pile.PileFault;
import io.ocpp809.station.settings.Setting;
import io.ocpp809.station.time.EventTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reports the state of each connector and, as connector 0, of the station: what lasts long enough,
 * and after an outage what has changed (OCPP 1.6 section 4.9).
 */
final class StatusBlock {
  private static final int STATION = 0;
  private static final int INFO_AT_MOST = 50;

  /** Ticks after which a connector that came after the boot is told, if its pile says nothing. */
  private static final int JOINED_TICKS = 5;

  private final Station station;
  private final Connectors connectors;
  private final Caller caller;
  private final Map<Integer, Known> known = new TreeMap<>();
  private final Map<Integer, Known> sent = new HashMap<>();
  private final Map<Integer, Integer> waiting = new HashMap<>();
  private final Map<Integer, Integer> joined = new HashMap<>();
  private boolean online;

  /** What is to be told of a connector; two are equal if a CSMS cannot tell them apart. */
  private record Known(
      String status, String errorCode, String info, String vendorCode, EventTime since) {
    private boolean laterThan(EventTime at) {
      return since.monotonicMillis() > at.monotonicMillis();
    }

    private boolean same(Known other) {
      return other != null
          && status.equals(other.status)
          && errorCode.equals(other.errorCode)
          && info.equals(other.info)
          && vendorCode.equals(other.vendorCode);
    }
  }

  StatusBlock(Station station, Connectors connectors, Caller caller) {
    this.station = station;
    this.connectors = connectors;
    this.caller = caller;
  }

  /**
   * The CSMS takes messages.
   *
   * @param all whether everything is reported, as after a boot, else only what has changed
   */
  void online(boolean all) {
    online = true;
    if (all) {
      sent.clear();
    }
    look();
    known.keySet().forEach(this::sendIfNew);
  }

  void offline() {
    online = false;
  }

  /**
   * Time has passed: the station itself may have become faulted, or be well again, and connectors
   * may have joined it of whose state nobody has spoken.
   */
  void tick() {
    if (online) {
      StationView view = station.view();
      lookAtStation(view);
      sendIfNew(STATION);
      view.evses().forEach(e -> lookAtJoined(e, view.time()));
    }
  }

  private void lookAtJoined(EvseView evse, EventTime at) {
    int number = connectors.number(evse.evse());
    if (known.containsKey(number)) {
      joined.remove(number);
    } else if (joined.merge(number, 1, Integer::sum) >= JOINED_TICKS) {
      lookAt(evse, at);
      sendIfNew(number);
    }
  }

  private void lookAt(EvseView evse, EventTime at) {
    ConnectorView c = evse.connectors().get(0);
    put(connectors.number(evse.evse()), c.state(), c.fault(), c.info(), at);
  }

  /** Takes in what the station looks like now; its view can be older than the last event. */
  private void look() {
    StationView view = station.view();
    lookAtStation(view);
    view.evses().forEach(e -> lookAt(e, view.time()));
    List<Integer> present = view.evses().stream().map(e -> connectors.number(e.evse())).toList();
    known
        .entrySet()
        .removeIf(
            k ->
                k.getKey() != STATION
                    && !present.contains(k.getKey())
                    && !k.getValue().laterThan(view.time()));
  }

  private void lookAtStation(StationView view) {
    ConnectorState state =
        !view.fault().isEmpty()
            ? ConnectorState.FAULTED
            : view.operative() ? ConnectorState.AVAILABLE : ConnectorState.UNAVAILABLE;
    Optional<PileFault> fault =
        view.fault().isEmpty()
            ? Optional.empty()
            : Optional.of(
                new PileFault(FaultClass.INTERNAL_ERROR, "StationFault", view.fault(), false));
    put(STATION, state, fault, view.fault(), view.time());
  }

  void changed(ConnectorChanged e) {
    int number = connectors.number(e.evse());
    if (number == STATION) {
      lookAtStation(station.view());
    } else {
      put(number, e.state(), e.fault(), e.info(), e.time());
    }
    int turn = waiting.merge(number, 1, Integer::sum);
    long hold = 1000 * station.settings().integer(Setting.MINIMUM_STATUS_DURATION);
    caller.after(
        hold,
        () -> {
          if (waiting.get(number) == turn) {
            sendIfNew(number);
          }
        });
  }

  /** The CSMS has refused a token that its own local list accepts (OCPP 1.6 section 3.5.2). */
  void listConflict() {
    look();
    Known k = known.get(STATION);
    if (online) {
      caller.tell(
          "StatusNotification",
          message(STATION, new Known(k.status, "LocalListConflict", "", "", station.now())),
          Cause.OWN);
    }
  }

  /** Sends the state of a connector, or of all, because the CSMS asks for it. */
  void resend(Optional<Integer> number) {
    look();
    known.forEach(
        (n, k) -> {
          if (number.isEmpty() || number.get().equals(n)) {
            tell(n, k, Cause.TRIGGERED);
          }
        });
  }

  private void put(
      int number, ConnectorState state, Optional<PileFault> fault, String info, EventTime at) {
    Known next =
        new Known(
            Translate.status(state),
            fault.map(f -> f.kind().wire()).orElse("NoError"),
            Translate.cut(info, INFO_AT_MOST),
            fault.map(f -> Translate.cut(f.vendorCode(), INFO_AT_MOST)).orElse(""),
            at);
    Known last = known.get(number);
    boolean outdated = last != null && last.laterThan(at);
    if (!outdated && !next.same(last)) {
      known.put(number, next);
    }
  }

  private StatusNotification message(int number, Known k) {
    return new StatusNotification(
        number,
        k.errorCode,
        Translate.some(k.info),
        k.status,
        k.since.restamped(station.now()).wall(),
        k.vendorCode.isEmpty() ? Optional.empty() : Optional.of("io.ocpp809"),
        Translate.some(k.vendorCode));
  }

  private void sendIfNew(int number) {
    Known k = known.get(number);
    if (online && k != null && !k.same(sent.get(number))) {
      tell(number, k, Cause.OWN);
    }
  }

  /** What the CSMS may not have heard is told again when the next connection is there. */
  private void tell(int number, Known k, Cause cause) {
    sent.put(number, k);
    caller.tell("StatusNotification", message(number, k), cause, () -> sent.remove(number, k));
  }
}
