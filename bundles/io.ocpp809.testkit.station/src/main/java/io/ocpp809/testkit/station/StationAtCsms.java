package io.ocpp809.testkit.station;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.ocpp809.ocpp.transport.Endpoint;
import io.ocpp809.ocpp.v16.CsmsConnection;
import io.ocpp809.ocpp.v16.CsmsOptions;
import io.ocpp809.ocpp.v16.DeadLetters;
import io.ocpp809.ocpp.v16.Reports;
import io.ocpp809.station.core.ChargingStation;
import io.ocpp809.station.core.EvseOptions;
import io.ocpp809.station.core.StationOptions;
import io.ocpp809.station.core.StationPorts;
import io.ocpp809.station.journal.JournalEntry;
import io.ocpp809.station.journal.VolatileJournal;
import io.ocpp809.station.pile.Capabilities;
import io.ocpp809.station.pile.PileReport;
import io.ocpp809.station.port.VolatileMemory;
import io.ocpp809.station.time.TimeSource;
import io.ocpp809.testkit.time.ManualScheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A station with one EVSE, in conversation by OCPP 1.6 with a CSMS that accepts all. It has no
 * socket, thread or clock: time passes when a test says so. A message that cannot be delivered, and
 * a warning, fail the test.
 */
public final class StationAtCsms {
  private final ManualScheduler scheduler =
      new ManualScheduler(Instant.parse("2026-03-01T10:00:00Z"));
  private final VolatileMemory memory = new VolatileMemory();
  private final WillingCsms csms = new WillingCsms(scheduler.clock()::instant);
  private final ChargingStation station;
  private final int evse;

  /**
   * A station that is not connected yet.
   *
   * @param evse its EVSE
   * @param capabilities what the EVSE's pile can do; it obeys, and shows what is reported
   */
  public StationAtCsms(EvseOptions evse, Capabilities capabilities) {
    this.evse = evse.evse();
    TimeSource time =
        TimeSource.of(scheduler.clock(), scheduler.clock()::monotonicMillis, () -> true, "boot");
    station =
        new ChargingStation(
            StationOptions.named("station"),
            new StationPorts(time, scheduler, scheduler, new VolatileJournal(), memory));
    station.attach(evse, new ObedientPile(capabilities));
    scheduler.runDue();
  }

  /** The station boots at its CSMS and is accepted. */
  public void connect() {
    new CsmsConnection(
        station,
        new CsmsOptions(
            "csms",
            Endpoint.of("ws://h/o", "CP1", "", List.of("ocpp1.6"), Optional.empty()),
            3,
            10,
            3,
            false,
            true),
        (endpoint, listener) -> csms.connect(listener),
        new CsmsConnection.Outside(
            scheduler,
            scheduler,
            memory,
            scheduler.clock()::monotonicMillis,
            () -> 0.5,
            new NoDeadLetters(),
            new NoReports(),
            0));
    scheduler.runDue();
    csms.accept();
    scheduler.runDue();
  }

  /** Monotonic time now, ms. */
  public long millis() {
    return scheduler.clock().monotonicMillis();
  }

  /** So much time passes. */
  public void pass(Duration time) {
    scheduler.advance(time);
  }

  /** The pile shows this. */
  public void report(PileReport report) {
    station.report(evse, report);
    scheduler.runDue();
  }

  /**
   * A call by the CSMS.
   *
   * @param payload JSON
   * @return what the station answers
   */
  public JsonObject call(String action, String payload) {
    String id = csms.call(action, payload);
    scheduler.runDue();
    return csms.result(id)
        .orElseThrow(() -> new AssertionError(action + " is not answered: " + sent()));
  }

  /** The payloads of the station's calls of an action, the oldest first. */
  public List<JsonObject> told(String action) {
    return csms.called(action);
  }

  /** The payload of the last call of an action. */
  public Optional<JsonObject> last(String action) {
    return told(action).stream().reduce((a, b) -> b);
  }

  /** All messages that the station has sent, the oldest first. */
  public List<JsonArray> sent() {
    return csms.received();
  }

  private static final class NoDeadLetters implements DeadLetters {
    @Override
    public void undelivered(JournalEntry entry, String why) {
      throw new AssertionError(why);
    }

    @Override
    public void answerLost(JournalEntry entry, String why) {
      throw new AssertionError(why);
    }
  }

  private static final class NoReports implements Reports {
    @Override
    public void state(String text) {
      // Of no interest here.
    }

    @Override
    public void warning(String text) {
      throw new AssertionError(text);
    }
  }
}
