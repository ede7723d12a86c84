package io.ocpp809.bench;

import io.ocpp809.station.ConnectorState;
import io.ocpp809.station.ConnectorView;
import io.ocpp809.station.EvseView;
import io.ocpp809.station.StationIdentity;
import io.ocpp809.station.StationView;
import io.ocpp809.station.auth.IdToken;
import io.ocpp809.station.limit.Limit;
import io.ocpp809.station.limit.LimitSource;
import io.ocpp809.station.pile.PileIdentity;
import io.ocpp809.station.reading.Measurand;
import io.ocpp809.station.reading.Phase;
import io.ocpp809.station.reading.Reading;
import io.ocpp809.station.site.SeatedStation;
import io.ocpp809.station.time.TimeSource;
import io.ocpp809.station.transaction.ChargingState;
import io.ocpp809.station.transaction.TransactionView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A station with one three-phase pile whose car draws all that it is granted, up to its own. */
final class PlayedStation implements SeatedStation {
  private static final List<Phase> PHASES = List.of(Phase.L1, Phase.L2, Phase.L3);
  private static final int MINIMUM_MILLIAMPS = 6_000;

  private final TimeSource time;
  private final TransactionView transaction;
  private int granted;
  private int drawn;
  private StationView view;

  PlayedStation(TimeSource time, int number) {
    this.time = time;
    this.transaction =
        new TransactionView(
            "t" + number,
            1,
            1,
            new IdToken("CARD", IdToken.Kind.CENTRAL),
            time.now(),
            0,
            0,
            ChargingState.CHARGING);
    read(0);
  }

  /** Current on each phase, mA. */
  int drawn() {
    return drawn;
  }

  /** The pile is read while its car would take so much, mA. */
  void read(int car) {
    drawn = granted < MINIMUM_MILLIAMPS ? 0 : Math.min(granted, car);
    List<Reading> readings = new ArrayList<>();
    for (Phase phase : PHASES) {
      readings.add(reading(Measurand.CURRENT_IMPORT, phase, drawn / 1000d));
      readings.add(reading(Measurand.VOLTAGE, phase, 230));
    }
    readings.add(reading(Measurand.POWER_ACTIVE_IMPORT, Phase.ALL, drawn * 0.69));
    readings.add(reading(Measurand.TEMPERATURE, Phase.ALL, 20));
    EvseView evse =
        new EvseView(
            1,
            0,
            List.of(new ConnectorView(1, ConnectorState.CHARGING, Optional.empty(), "")),
            Optional.empty(),
            PileIdentity.UNKNOWN,
            true,
            true,
            Optional.of(transaction),
            readings,
            22_080,
            3,
            "",
            -1,
            -1,
            granted,
            0);
    view =
        new StationView(
            transaction.id(),
            new StationIdentity("v", "m", "", "", "", ""),
            time.now(),
            true,
            "",
            List.of(evse),
            List.of());
  }

  private Reading reading(Measurand measurand, Phase phase, double value) {
    return Reading.measured(measurand, phase, value, time.monotonicMillis());
  }

  @Override
  public StationView view() {
    return view;
  }

  @Override
  public void share(int evse, LimitSource source, Optional<Limit> share) {
    granted = share.map(Limit::value).orElse(0);
  }

  @Override
  public void planned(int evse, LimitSource source) {}

  @Override
  public void finding(String id, int evse, Optional<String> text) {}
}
