package io.ocpp809.ocpp.v16;

import io.ocpp809.ocpp.v16.Messages.StatusNotification;
import io.ocpp809.station.ConnectorState;
import io.ocpp809.station.ConnectorView;
import io.ocpp809.station.EvseView;
import io.ocpp809.station.Station;
import io.ocpp809.station.StationEvent.ConnectorChanged;
import io.ocpp809.station.StationView;
import io.ocpp809.station.pile.PileFault;
import io.ocpp809.station.settings.Setting;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reports the state of each connector: what lasts long enough, and after an outage what changed.
 */
final class StatusBlock {
  private final Station station;
  private final Connectors connectors;
  private final Delivery.Caller caller;
  private final Map<Integer, StatusNotification> wanted = new HashMap<>();
  private final Map<Integer, String> sent = new HashMap<>();
  private final Map<Integer, Integer> waiting = new HashMap<>();
  private boolean online;

  StatusBlock(Station station, Connectors connectors, Delivery.Caller caller) {
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
    StationView view = station.view();
    put(
        0,
        view.operative() ? ConnectorState.AVAILABLE : ConnectorState.UNAVAILABLE,
        Optional.empty(),
        "",
        view.time().wall());
    for (EvseView e : view.evses()) {
      ConnectorView c = e.connectors().get(0);
      put(connectors.number(e.evse()), c.state(), c.fault(), c.info(), view.time().wall());
    }
    wanted.keySet().stream().sorted().forEach(this::send);
  }

  void offline() {
    online = false;
  }

  void changed(ConnectorChanged e) {
    int number = connectors.number(e.evse());
    put(number, e.state(), e.fault(), e.info(), e.time().wall());
    int ticket = waiting.merge(number, 1, Integer::sum);
    long hold = 1000 * station.settings().integer(Setting.MINIMUM_STATUS_DURATION);
    caller.after(
        hold,
        () -> {
          if (waiting.get(number) == ticket) {
            send(number);
          }
        });
  }

  /** Sends the state of a connector again, asked for or not. */
  void resend(int number) {
    sent.remove(number);
    send(number);
  }

  /** All connector numbers, 0 first. */
  Iterable<Integer> numbers() {
    return wanted.keySet().stream().sorted().toList();
  }

  private void put(
      int number, ConnectorState state, Optional<PileFault> fault, String info, Instant at) {
    String code = fault.map(f -> f.kind().wire()).orElse("NoError");
    wanted.put(
        number,
        new StatusNotification(
            number,
            code,
            Optional.of(info).filter(i -> !i.isEmpty()),
            Translate.status(state),
            at,
            fault.isPresent() ? Optional.of("io.ocpp809") : Optional.empty(),
            fault.map(PileFault::vendorCode).map(c -> c.length() <= 50 ? c : c.substring(0, 50))));
  }

  private void send(int number) {
    StatusNotification s = wanted.get(number);
    if (!online || s == null) {
      return;
    }
    String gist = s.status() + s.errorCode() + s.info() + s.vendorErrorCode();
    if (!gist.equals(sent.put(number, gist))) {
      caller.call("StatusNotification", s, outcome -> {});
    }
  }
}
