package io.ocpp809.kura.station;

import io.ocpp809.station.auth.IdToken;
import io.ocpp809.station.journal.TransactionEvent.Ended;
import io.ocpp809.station.journal.TransactionEvent.Metered;
import io.ocpp809.station.journal.TransactionEvent.Started;
import io.ocpp809.station.reading.Location;
import io.ocpp809.station.reading.Measurand;
import io.ocpp809.station.reading.Method;
import io.ocpp809.station.reading.Phase;
import io.ocpp809.station.reading.Quality;
import io.ocpp809.station.reading.Reading;
import io.ocpp809.station.reading.ReadingContext;
import io.ocpp809.station.time.EventTime;
import io.ocpp809.station.transaction.StopReason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Events of a transaction with what a default configuration puts into them. */
final class Events {
  private static final String BOOT = "6e0e2f0e-3f5b-4f3a-9f57-1f2c7a0b9a11";
  private static final String ID = "0b7a61d2-62a5-4dd5-8d0e-0a1c2d3e4f%02d";

  private Events() {}

  static String id(int transaction) {
    return String.format(ID, transaction % 100) + (transaction < 100 ? "" : "-" + transaction);
  }

  private static EventTime at(long second) {
    return new EventTime(BOOT, second * 1000, Instant.ofEpochSecond(1_700_000_000L + second), true);
  }

  static Started started(int transaction, int evse) {
    return new Started(
        at(0),
        id(transaction),
        evse,
        1,
        new IdToken("04A2B3C4D5E6F7", IdToken.Kind.ISO14443),
        1_000,
        OptionalInt.empty(),
        OptionalInt.empty());
  }

  static Metered metered(int transaction, int evse, long wh) {
    return new Metered(
        at(wh),
        id(transaction),
        evse,
        1,
        ReadingContext.SAMPLE_PERIODIC,
        List.of(
            reading(Measurand.ENERGY_ACTIVE_IMPORT_REGISTER, Phase.ALL, wh),
            reading(Measurand.POWER_ACTIVE_IMPORT, Phase.ALL, 11_000),
            reading(Measurand.CURRENT_IMPORT, Phase.L1, 16),
            reading(Measurand.CURRENT_IMPORT, Phase.L2, 16),
            reading(Measurand.CURRENT_IMPORT, Phase.L3, 16)));
  }

  private static Reading reading(Measurand measurand, Phase phase, double value) {
    return new Reading(
        measurand, phase, Location.OUTLET, value, Quality.GOOD, Method.MEASURED, 0, "", "");
  }

  static Ended ended(int transaction, int evse, long wh) {
    return new Ended(
        at(wh),
        id(transaction),
        evse,
        1,
        wh,
        StopReason.EV_DISCONNECTED,
        Optional.empty(),
        List.of());
  }
}
