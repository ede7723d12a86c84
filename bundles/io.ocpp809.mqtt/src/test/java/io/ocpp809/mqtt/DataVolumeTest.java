package io.ocpp809.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ocpp809.station.ConnectorState;
import io.ocpp809.station.StationEvent;
import io.ocpp809.station.journal.TransactionEvent;
import io.ocpp809.station.reading.Phase;
import io.ocpp809.station.transaction.StopReason;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Bytes on the mobile line in a month of 30 days with the default options and TLS, for a
 * three-phase pile polled every five seconds. Each packet costs 40 bytes of IP and TCP and 29 of
 * TLS 1.2 or 1.3, and the other side 40 for its acknowledgement.
 */
class DataVolumeTest {
  private static final long MONTH_SECONDS = 30L * 24 * 3600;
  private static final int POLL_SECONDS = 5;
  private static final int PACKET = 40 + 29 + 40;
  private static final int KEEP_ALIVE = 240;
  private static final int TLS_HANDSHAKE = 6500;
  private static final long BOUND = 30_000_000;
  private static final String PREFIX = "ocpp809";

  private final Projection projection =
      new Projection("station-hall-north-1", MeasuringOptions.DEFAULT, Personal.NOTHING);
  private final Random random = new Random(809);
  private long bytes;
  private long messages;

  private void send(MirrorMessage message) {
    int topic = message.topic(PREFIX).getBytes(StandardCharsets.UTF_8).length;
    int remaining = 2 + topic + Json.payload(message).length + (message.kind().qos() > 0 ? 2 : 0);
    bytes += 2 + (remaining > 127 ? 1 : 0) + remaining + PACKET;
    if (message.kind().qos() > 0) {
      bytes += 4 + PACKET;
    }
    messages++;
  }

  private void happened(StationEvent event) {
    projection.of(event).ifPresent(this::send);
  }

  private void connectionOverhead() {
    long pings = MONTH_SECONDS / KEEP_ALIVE;
    bytes += pings * 2 * (2 + PACKET);
    for (int day = 0; day < 30; day++) {
      bytes += TLS_HANDSHAKE + 200;
      projection.of(Events.view("station-hall-north-1")).forEach(this::send);
    }
  }

  private void measured(long second, boolean charging) {
    double amps = charging ? 16 + 4 * random.nextGaussian() : 0;
    happened(
        Events.measured(
            second,
            Events.energy(second * 3.06),
            Events.power(amps * 690),
            Events.current(Phase.L1, amps),
            Events.current(Phase.L2, amps),
            Events.current(Phase.L3, amps),
            Events.voltage(Phase.L1, 230 + 6 * random.nextGaussian()),
            Events.voltage(Phase.L2, 230 + 6 * random.nextGaussian()),
            Events.voltage(Phase.L3, 230 + 6 * random.nextGaussian())));
  }

  private void session(long second) {
    happened(
        new StationEvent.Transaction(
            1,
            new TransactionEvent.Started(
                Events.at(second),
                "0b0f6a52-6f0e-4d8c-9a53-6a2f3f1f2b11",
                1,
                1,
                Events.TOKEN,
                1000,
                OptionalInt.empty(),
                OptionalInt.empty())));
    happened(
        new StationEvent.Transaction(
            2,
            new TransactionEvent.Ended(
                Events.at(second),
                "0b0f6a52-6f0e-4d8c-9a53-6a2f3f1f2b11",
                1,
                1,
                9000,
                StopReason.EV_DISCONNECTED,
                Optional.empty(),
                List.of())));
    for (ConnectorState state :
        new ConnectorState[] {
          ConnectorState.PREPARING,
          ConnectorState.CHARGING,
          ConnectorState.SUSPENDED_EV,
          ConnectorState.FINISHING,
          ConnectorState.AVAILABLE
        }) {
      happened(
          new StationEvent.ConnectorChanged(Events.at(second), 1, 1, state, Optional.empty(), ""));
    }
    happened(
        new StationEvent.LimitChanged(
            Events.at(second), 1, 8000, -1, "8 A: CSMS profile of 14:02", Optional.empty()));
  }

  private String simulate(int chargingHoursADay, int sessionsADay) {
    for (long second = 0; second < MONTH_SECONDS; second += POLL_SECONDS) {
      measured(second, second / 3600 % 24 < chargingHoursADay);
      if (second % (24 * 3600 / sessionsADay) == 0) {
        session(second);
      }
    }
    connectionOverhead();
    return messages + " messages, " + bytes + " bytes";
  }

  @Test
  void aPileThatChargesRoundTheClockStaysBelowThirtyMegabytes() {
    String result = simulate(24, 24);
    assertEquals(true, bytes < BOUND, result);
  }

  @Test
  void aPileThatChargesSixHoursADayStaysBelowThirtyMegabytes() {
    String result = simulate(6, 3);
    assertEquals(true, bytes < BOUND, result);
  }
}
