package io.ocpp809.mqtt;

import io.ocpp809.station.ConnectorState;
import io.ocpp809.station.ConnectorView;
import io.ocpp809.station.EvseView;
import io.ocpp809.station.Finding;
import io.ocpp809.station.StationEvent;
import io.ocpp809.station.StationIdentity;
import io.ocpp809.station.StationView;
import io.ocpp809.station.auth.IdToken;
import io.ocpp809.station.journal.TransactionEvent;
import io.ocpp809.station.pile.PileFault;
import io.ocpp809.station.time.EventTime;
import io.ocpp809.station.transaction.ChargingState;
import io.ocpp809.station.transaction.TransactionView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns what happens at one station into messages. Not thread-safe: events come from the station's
 * mailbox.
 */
final class Projection {
  private final String station;
  private final MeasuringOptions measuring;
  private final Personal personal;
  private final Map<Integer, MeasuredGate> gates = new HashMap<>();

  /**
   * Makes a projection.
   *
   * @param station the station's name
   * @param personal which personal data may be published
   */
  Projection(String station, MeasuringOptions measuring, Personal personal) {
    this.station = station;
    this.measuring = measuring;
    this.personal = personal;
  }

  /** The message of an event, if it is published. */
  Optional<MirrorMessage> of(StationEvent event) {
    EventTime time = event.time();
    if (event instanceof StationEvent.ConnectorChanged e) {
      return Optional.of(connector(e.evse(), e.connector(), e.state(), e.fault(), e.info(), time));
    }
    if (event instanceof StationEvent.Transaction e) {
      return transaction(e.event());
    }
    if (event instanceof StationEvent.Measured e) {
      return gates
          .computeIfAbsent(e.evse(), n -> new MeasuredGate(measuring))
          .take(e.readings(), time.monotonicMillis())
          .map(values -> message(Kind.MEASURED, evse(e.evse()) + "/measured", time, values));
    }
    if (event instanceof StationEvent.LimitChanged e) {
      return Optional.of(limit(e.evse(), e.milliamps(), e.watts(), e.reason(), time));
    }
    if (event instanceof StationEvent.EnergyUnaccounted e) {
      return Optional.of(unaccounted(e.evse(), e.totalWh(), time));
    }
    if (event instanceof StationEvent.VehicleIdentified e) {
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("vin", personal.vehicles() ? e.vin() : e.masked());
      values.put("transaction", e.transaction());
      return Optional.of(message(Kind.VEHICLE, evse(e.evse()) + "/vehicle", time, values));
    }
    if (event instanceof StationEvent.ReceiptAdvanced e) {
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("stage", e.stage());
      values.put("text", e.text());
      return Optional.of(message(Kind.RECEIPT, evse(e.evse()) + "/receipt", time, values));
    }
    if (event instanceof StationEvent.FindingChanged e) {
      return Optional.of(finding(e.finding(), e.raised(), time));
    }
    return Optional.empty();
  }

  /** The state of the whole station, for a broker that may have forgotten or missed it. */
  List<MirrorMessage> of(StationView view) {
    List<MirrorMessage> all = new ArrayList<>();
    Map<String, Object> values = new LinkedHashMap<>();
    StationIdentity id = view.identity();
    known(values, "vendor", id.vendor());
    known(values, "model", id.model());
    known(values, "serial", id.serial());
    known(values, "firmware", id.firmware());
    values.put("operative", view.operative());
    values.put("evses", (long) view.evses().size());
    known(values, "fault", view.fault());
    all.add(message(Kind.STATION, "station", view.time(), values));
    for (EvseView evse : view.evses()) {
      for (ConnectorView c : evse.connectors()) {
        all.add(connector(evse.evse(), c.connector(), c.state(), c.fault(), c.info(), view.time()));
      }
      all.add(
          limit(evse.evse(), evse.limitMilliamps(), evse.limitWatts(), evse.limit(), view.time()));
      if (evse.unaccountedWh() > 0) {
        all.add(unaccounted(evse.evse(), evse.unaccountedWh(), view.time()));
      }
      evse.transaction().ifPresent(t -> all.add(running(t, view.time())));
    }
    view.findings().forEach(f -> all.add(finding(f, true, view.time())));
    return all;
  }

  private MirrorMessage finding(Finding finding, boolean raised, EventTime time) {
    Map<String, Object> values = new LinkedHashMap<>();
    if (raised) {
      values.put("text", finding.text());
    }
    String path = evse(finding.evse()) + "/finding/" + finding.id();
    return message(Kind.FINDING, path, time, values);
  }

  private MirrorMessage connector(
      int evse,
      int connector,
      ConnectorState state,
      Optional<PileFault> fault,
      String info,
      EventTime time) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("state", state(state));
    fault.ifPresent(
        f -> {
          values.put(f.warning() ? "warning" : "error", f.kind().wire());
          known(values, "code", f.vendorCode());
          known(values, "text", f.text());
        });
    known(values, "info", info);
    return message(Kind.CONNECTOR, evse(evse) + "/connector/" + connector, time, values);
  }

  private MirrorMessage limit(int evse, int milliamps, int watts, String reason, EventTime time) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("limited", milliamps >= 0 || watts >= 0);
    if (milliamps >= 0) {
      values.put("amps", milliamps / 1000d);
    }
    if (watts >= 0) {
      values.put("watts", (double) watts);
    }
    known(values, "reason", reason);
    return message(Kind.LIMIT, evse(evse) + "/limit", time, values);
  }

  private MirrorMessage unaccounted(int evse, long totalWh, EventTime time) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("energy", (double) totalWh);
    return message(Kind.UNACCOUNTED, evse(evse) + "/unaccounted", time, values);
  }

  private Optional<MirrorMessage> transaction(TransactionEvent event) {
    Map<String, Object> values = new LinkedHashMap<>();
    if (event instanceof TransactionEvent.Started e) {
      values.put("event", "started");
      values.put("transaction", e.transactionId());
      values.put("connector", (long) e.connector());
      values.put("meterStart", (double) e.meterStartWh());
      token(values, Optional.of(e.token()));
    } else if (event instanceof TransactionEvent.StateChanged e) {
      values.put("event", "updated");
      values.put("transaction", e.transactionId());
      values.put("connector", (long) e.connector());
      values.put("state", state(e.state()));
    } else if (event instanceof TransactionEvent.Ended e) {
      values.put("event", "ended");
      values.put("transaction", e.transactionId());
      values.put("connector", (long) e.connector());
      values.put("meterStop", (double) e.meterStopWh());
      values.put("reason", e.reason().wire());
      token(values, e.token());
    } else {
      return Optional.empty();
    }
    return Optional.of(
        message(Kind.TRANSACTION, evse(event.evse()) + "/transaction", event.time(), values));
  }

  private MirrorMessage running(TransactionView t, EventTime time) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("event", "running");
    values.put("transaction", t.id());
    values.put("connector", (long) t.connector());
    values.put("state", state(t.state()));
    values.put("meterStart", (double) t.meterStartWh());
    values.put("energy", (double) t.energyWh());
    token(values, Optional.of(t.token()));
    return message(Kind.TRANSACTION, evse(t.evse()) + "/transaction", time, values);
  }

  private void token(Map<String, Object> values, Optional<IdToken> token) {
    if (personal.tokens()) {
      token.ifPresent(t -> values.put("token", t.value()));
    }
  }

  private static void known(Map<String, Object> values, String name, String text) {
    if (!text.isEmpty()) {
      values.put(name, text);
    }
  }

  private MirrorMessage message(
      Kind kind, String path, EventTime time, Map<String, Object> values) {
    if (!time.trusted() && !values.isEmpty()) {
      values.put("clock", "untrusted");
    }
    return new MirrorMessage(kind, station, path, time.wall(), values);
  }

  private static String evse(int number) {
    return "evse/" + number;
  }

  private static String state(ConnectorState state) {
    return switch (state) {
      case AVAILABLE -> "Available";
      case PREPARING -> "Preparing";
      case CHARGING -> "Charging";
      case SUSPENDED_EV -> "SuspendedEV";
      case SUSPENDED_EVSE -> "SuspendedEVSE";
      case FINISHING -> "Finishing";
      case RESERVED -> "Reserved";
      case UNAVAILABLE -> "Unavailable";
      case FAULTED -> "Faulted";
    };
  }

  private static String state(ChargingState state) {
    return switch (state) {
      case IDLE -> "Idle";
      case EV_CONNECTED -> "EVConnected";
      case CHARGING -> "Charging";
      case SUSPENDED_EV -> "SuspendedEV";
      case SUSPENDED_EVSE -> "SuspendedEVSE";
    };
  }
}
