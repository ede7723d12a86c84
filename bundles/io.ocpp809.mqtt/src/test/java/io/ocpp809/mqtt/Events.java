package io.ocpp809.mqtt;

import io.ocpp809.station.ConnectorState;
import io.ocpp809.station.ConnectorView;
import io.ocpp809.station.EvseView;
import io.ocpp809.station.Finding;
import io.ocpp809.station.StationEvent;
import io.ocpp809.station.StationIdentity;
import io.ocpp809.station.StationView;
import io.ocpp809.station.auth.IdToken;
import io.ocpp809.station.pile.PileIdentity;
import io.ocpp809.station.reading.Measurand;
import io.ocpp809.station.reading.Phase;
import io.ocpp809.station.reading.Reading;
import io.ocpp809.station.time.EventTime;
import io.ocpp809.station.transaction.ChargingState;
import io.ocpp809.station.transaction.TransactionView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Events and views as a station makes them. */
final class Events {
  static final Instant START = Instant.parse("2026-03-01T08:00:00Z");
  static final IdToken TOKEN = new IdToken("04A1B2C3", IdToken.Kind.ISO14443);

  private Events() {}

  static EventTime at(long seconds) {
    return new EventTime("boot", seconds * 1000, START.plusSeconds(seconds), true);
  }

  static Reading power(double watts) {
    return Reading.measured(Measurand.POWER_ACTIVE_IMPORT, Phase.ALL, watts, 0);
  }

  static Reading current(Phase phase, double amps) {
    return Reading.measured(Measurand.CURRENT_IMPORT, phase, amps, 0);
  }

  static Reading voltage(Phase phase, double volts) {
    return Reading.measured(Measurand.VOLTAGE, phase, volts, 0);
  }

  static Reading energy(double wattHours) {
    return Reading.measured(Measurand.ENERGY_ACTIVE_IMPORT_REGISTER, Phase.ALL, wattHours, 0);
  }

  static StationEvent.Measured measured(long seconds, Reading... readings) {
    return new StationEvent.Measured(at(seconds), 1, List.of(readings));
  }

  static StationView view(String name) {
    EvseView evse =
        new EvseView(
            1,
            0,
            List.of(new ConnectorView(1, ConnectorState.CHARGING, Optional.empty(), "")),
            Optional.empty(),
            PileIdentity.UNKNOWN,
            true,
            true,
            Optional.of(
                new TransactionView(
                    "t-1", 1, 1, TOKEN, at(0), 1000, 250, ChargingState.SUSPENDED_EV)),
            List.of(),
            11_040,
            3,
            "8 A: grid set-point of 14:02",
            8000,
            -1,
            8000,
            12);
    return new StationView(
        name,
        new StationIdentity("Acme", "Pile", "S1", "1.0", "", ""),
        at(5),
        true,
        "",
        List.of(evse),
        List.of(new Finding("pile.failsafe", 1, "look")));
  }

  static MirrorMessage message(Kind kind, String path, Object value) {
    return new MirrorMessage(kind, "hall", path, START, Map.of("v", value));
  }
}
