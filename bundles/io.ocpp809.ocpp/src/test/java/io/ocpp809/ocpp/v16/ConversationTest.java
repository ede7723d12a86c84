package io.ocpp809.ocpp.v16;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.ocpp.transport.Endpoint;
import io.ocpp809.ocpp.transport.Transport;
import io.ocpp809.station.core.ChargingStation;
import io.ocpp809.station.core.EvseOptions;
import io.ocpp809.station.core.StationOptions;
import io.ocpp809.station.core.StationPorts;
import io.ocpp809.station.journal.VolatileJournal;
import io.ocpp809.station.pile.Capabilities;
import io.ocpp809.station.pile.PileCommand;
import io.ocpp809.station.pile.PileIdentity;
import io.ocpp809.station.pile.PileOutcome;
import io.ocpp809.station.pile.PilePort;
import io.ocpp809.station.pile.PileReport;
import io.ocpp809.station.pile.PileState;
import io.ocpp809.station.port.VolatileMemory;
import io.ocpp809.station.reading.Measurand;
import io.ocpp809.station.reading.Phase;
import io.ocpp809.station.reading.Reading;
import io.ocpp809.station.time.TimeSource;
import io.ocpp809.testkit.time.ManualScheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A station in conversation with a CSMS that the test plays, message by message. */
class ConversationTest {
  private static final String NOW = "2026-03-01T10:00:00Z";

  private final ManualScheduler scheduler = new ManualScheduler(Instant.parse(NOW));
  private final VolatileJournal journal = new VolatileJournal();
  private final VolatileMemory memory = new VolatileMemory();
  private final List<String> sent = new ArrayList<>();
  private final List<String> reports = new ArrayList<>();
  private final List<String> dead = new ArrayList<>();
  private final Pile pile = new Pile();
  private ChargingStation station;
  private Transport.Listener socket;
  private int attempts;

  @BeforeEach
  void start() {
    TimeSource time =
        TimeSource.of(scheduler.clock(), scheduler.clock()::monotonicMillis, () -> true, "boot");
    station =
        new ChargingStation(
            StationOptions.named("station"),
            new StationPorts(time, scheduler, scheduler, journal, memory));
    station.attach(EvseOptions.of(1, 16_000), pile);
    scheduler.runDue();
    pile.report();
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
        (endpoint, listener) -> {
          attempts++;
          socket = listener;
          return new Transport.Connection() {
            @Override
            public void send(String text) {
              sent.add(text);
              if (text.contains("\"StatusNotification\"")) {
                listener.text("[3,\"" + text.split("\"")[1] + "\",{}]");
              }
            }

            @Override
            public void ping() {}

            @Override
            public void close() {
              listener.closed("closed here");
            }
          };
        },
        new CsmsConnection.Outside(
            scheduler,
            scheduler,
            memory,
            scheduler.clock()::monotonicMillis,
            () -> 0.5,
            (entry, why) -> dead.add(why),
            reports::add,
            0));
    scheduler.runDue();
  }

  private void advance(int seconds) {
    for (int i = 0; i < seconds; i++) {
      scheduler.advance(Duration.ofSeconds(1));
      pile.report();
    }
  }

  private String last(String action) {
    return sent.stream()
        .filter(s -> s.contains("\"" + action + "\""))
        .reduce((a, b) -> b)
        .orElseThrow(() -> new AssertionError("no " + action + " in " + sent));
  }

  private void answer(String action, String payload) {
    socket.text("[3,\"" + last(action).split("\"")[1] + "\"," + payload + "]");
    scheduler.runDue();
  }

  private void boot() {
    socket.opened("ocpp1.6");
    scheduler.runDue();
    answer(
        "BootNotification",
        "{\"status\":\"Accepted\",\"currentTime\":\"" + NOW + "\",\"interval\":300}");
  }

  private String call(String action, String payload) {
    int before = sent.size();
    String id = "c" + before;
    socket.text("[2,\"" + id + "\",\"" + action + "\"," + payload + "]");
    scheduler.runDue();
    return sent.subList(before, sent.size()).stream()
        .filter(s -> s.contains("\"" + id + "\""))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void nothingButBootNotificationIsSentBeforeItIsAccepted() {
    socket.opened("ocpp1.6");
    scheduler.runDue();
    advance(5);
    assertEquals(1, sent.size());
    assertTrue(
        sent.get(0)
            .endsWith(
                "\"BootNotification\",{\"chargePointVendor\":\"ocpp-809\","
                    + "\"chargePointModel\":\"gateway\"}]"));
    answer(
        "BootNotification",
        "{\"status\":\"Pending\",\"currentTime\":\"" + NOW + "\",\"interval\":10}");
    advance(9);
    assertEquals(1, sent.size());
    advance(2);
    assertEquals(2, sent.size(), "boot is tried again after the interval");
  }

  @Test
  void afterBootEveryConnectorIsReportedConnectorZeroFirst() {
    boot();
    assertTrue(sent.get(1).contains("\"connectorId\":0"));
    assertTrue(sent.get(2).contains("\"connectorId\":1"), sent.toString());
    assertTrue(sent.get(2).contains("\"status\":\"Available\""));
  }

  @Test
  void aRemoteSessionIsStartedMeteredAndStoppedInOrder() {
    boot();
    pile.plugged = true;
    advance(2);
    assertEquals(
        "{\"status\":\"Accepted\"}",
        payload(call("RemoteStartTransaction", "{\"connectorId\":1,\"idTag\":\"CARD\"}")));
    advance(2);
    assertTrue(
        last("StartTransaction")
            .contains("{\"connectorId\":1,\"idTag\":\"CARD\",\"meterStart\":1000,"));
    answer("StartTransaction", "{\"transactionId\":77,\"idTagInfo\":{\"status\":\"Accepted\"}}");
    pile.registerWh = 1050;
    advance(65);
    String metered = last("MeterValues");
    assertTrue(metered.contains("\"transactionId\":77"), metered);
    assertTrue(metered.contains("\"value\":\"1050\""), metered);
    answer("MeterValues", "{}");
    assertEquals(
        "{\"status\":\"Accepted\"}",
        payload(call("RemoteStopTransaction", "{\"transactionId\":77}")));
    advance(3);
    assertTrue(last("StopTransaction").contains("\"meterStop\":1050"));
    assertTrue(last("StopTransaction").contains("\"reason\":\"Remote\""));
    assertTrue(last("StopTransaction").contains("\"transactionId\":77"));
  }

  private static String payload(String frame) {
    return frame.substring(frame.indexOf('{'), frame.lastIndexOf('}') + 1);
  }

  @Test
  void aSessionWhileTheCsmsIsAwayIsDeliveredAfterwards() {
    boot();
    socket.closed("gone");
    scheduler.runDue();
    station.settings().set(io.ocpp809.station.settings.Setting.OFFLINE_TX_FOR_UNKNOWN_ID, "true");
    pile.plugged = true;
    pile.token = Optional.of("CARD");
    advance(4);
    pile.plugged = false;
    pile.token = Optional.empty();
    advance(4);
    assertEquals(2, attempts, "after 3 s and half of 10 s it connects again");
    socket.opened("ocpp1.6");
    scheduler.runDue();
    assertEquals(
        1, sent.stream().filter(s -> s.contains("BootNotification")).count(), "no second boot");
    answer("StartTransaction", "{\"transactionId\":5,\"idTagInfo\":{\"status\":\"Accepted\"}}");
    assertTrue(last("StopTransaction").contains("\"transactionId\":5"));
  }

  @Test
  void aStartThatIsNeverAcceptedBecomesADeadLetterAndTheStopGoesWithMinusOne() {
    boot();
    station.settings().set(io.ocpp809.station.settings.Setting.MESSAGE_ATTEMPTS, "2");
    station.settings().set(io.ocpp809.station.settings.Setting.MESSAGE_ATTEMPT_INTERVAL, "1");
    pile.plugged = true;
    advance(2);
    call("RemoteStartTransaction", "{\"connectorId\":1,\"idTag\":\"CARD\"}");
    advance(2);
    for (int i = 0; i < 2; i++) {
      String id = last("StartTransaction").split("\"")[1];
      socket.text("[4,\"" + id + "\",\"InternalError\",\"no\",{}]");
      advance(2);
    }
    assertEquals(List.of("StartTransaction was refused: InternalError no 2 times"), dead);
    pile.plugged = false;
    advance(3);
    assertTrue(last("StopTransaction").contains("\"transactionId\":-1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Nonsense|{}|NotImplemented|Nonsense is not known",
        "GetDiagnostics|{}|NotSupported|GetDiagnostics is not offered by this station",
        "Reset|{}|OccurenceConstraintViolation|Reset: type is missing",
        "Reset|{\"type\":7}|TypeConstraintViolation|Reset: type must be a text",
        "Reset|{\"type\":\"Warm\"}|PropertyConstraintViolation|Reset: type cannot be Warm",
        "Reset|{\"type\":\"Soft\",\"x\":1}|FormationViolation|Reset: x is no field of this message",
        "UnlockConnector|{\"connectorId\":1.5}|TypeConstraintViolation|UnlockConnector: connectorId must be a whole number, not 1.5",
        "RemoteStartTransaction|{\"idTag\":\"123456789012345678901\"}|PropertyConstraintViolation|RemoteStartTransaction: idTag has 21 of at most 20 characters"
      })
  void aCallThatDoesNotFitIsRefusedByField(
      String action, String payload, String code, String text) {
    boot();
    String answer = call(action, payload);
    assertTrue(answer.contains("\"" + code + "\",\"" + text + "\""), answer);
  }

  @Test
  void aProfileLimitsTheRunningTransactionAndTheCompositeScheduleShowsIt() {
    boot();
    pile.plugged = true;
    advance(2);
    call("RemoteStartTransaction", "{\"connectorId\":1,\"idTag\":\"CARD\"}");
    advance(2);
    answer("StartTransaction", "{\"transactionId\":9,\"idTagInfo\":{\"status\":\"Accepted\"}}");
    assertEquals(16_000, pile.milliamps);
    String set =
        "{\"connectorId\":1,\"csChargingProfiles\":{\"chargingProfileId\":1,\"stackLevel\":0,"
            + "\"chargingProfilePurpose\":\"TxDefaultProfile\",\"chargingProfileKind\":\"Absolute\","
            + "\"chargingSchedule\":{\"startSchedule\":\"2026-03-01T00:00:00Z\","
            + "\"chargingRateUnit\":\"A\",\"chargingSchedulePeriod\":"
            + "[{\"startPeriod\":0,\"limit\":8.1}]}}}";
    assertEquals("{\"status\":\"Accepted\"}", payload(call("SetChargingProfile", set)));
    advance(1);
    assertEquals(8_000, pile.milliamps);
    String schedule = call("GetCompositeSchedule", "{\"connectorId\":1,\"duration\":300}");
    assertTrue(
        schedule.contains("\"chargingSchedulePeriod\":[{\"startPeriod\":0,\"limit\":8.1}]"),
        schedule);
    assertEquals("{\"status\":\"Accepted\"}", payload(call("ClearChargingProfile", "{}")));
    advance(1);
    assertEquals(16_000, pile.milliamps);
    assertEquals("{\"status\":\"Unknown\"}", payload(call("ClearChargingProfile", "{}")));
  }

  @Test
  void aResetEndsTheTransactionAndBootsAnew() {
    boot();
    pile.plugged = true;
    advance(2);
    call("RemoteStartTransaction", "{\"connectorId\":1,\"idTag\":\"CARD\"}");
    advance(2);
    answer("StartTransaction", "{\"transactionId\":9,\"idTagInfo\":{\"status\":\"Accepted\"}}");
    assertEquals("{\"status\":\"Accepted\"}", payload(call("Reset", "{\"type\":\"Soft\"}")));
    advance(3);
    assertTrue(last("StopTransaction").contains("\"reason\":\"SoftReset\""));
    advance(12);
    socket.opened("ocpp1.6");
    scheduler.runDue();
    assertEquals(2, sent.stream().filter(s -> s.contains("BootNotification")).count());
  }

  @Test
  void configurationIsReadAndChangedByItsKeys() {
    boot();
    assertTrue(
        call("GetConfiguration", "{\"key\":[\"NumberOfConnectors\",\"Nonsense\"]}")
            .contains(
                "{\"configurationKey\":[{\"key\":\"NumberOfConnectors\",\"readonly\":true,"
                    + "\"value\":\"1\"}],\"unknownKey\":[\"Nonsense\"]}"));
    assertEquals(
        "{\"status\":\"Accepted\"}",
        payload(
            call(
                "ChangeConfiguration", "{\"key\":\"MeterValueSampleInterval\",\"value\":\"10\"}")));
    assertEquals(
        "{\"status\":\"Rejected\"}",
        payload(
            call(
                "ChangeConfiguration",
                "{\"key\":\"MeterValuesSampledData\",\"value\":\"Energy.Active.Import.Register,RPM\"}")));
    assertEquals(
        "{\"status\":\"NotSupported\"}",
        payload(call("ChangeConfiguration", "{\"key\":\"Nonsense\",\"value\":\"1\"}")));
  }

  /** A pile with a limit that obeys at once. */
  private final class Pile implements PilePort {
    private boolean plugged;
    private int milliamps;
    private double registerWh = 1000;
    private Optional<String> token = Optional.empty();

    private void report() {
      long now = scheduler.clock().monotonicMillis();
      PileState state = !plugged ? PileState.A2 : milliamps == 0 ? PileState.B1 : PileState.C2;
      double amps = plugged ? milliamps / 1000d : 0;
      station.report(
          1,
          new PileReport(
              now,
              true,
              Optional.of(state),
              Optional.of(plugged),
              Optional.empty(),
              token,
              List.of(
                  Reading.measured(
                      Measurand.ENERGY_ACTIVE_IMPORT_REGISTER, Phase.ALL, registerWh, now),
                  Reading.measured(Measurand.CURRENT_IMPORT, Phase.L1, amps, now)),
              PileIdentity.UNKNOWN));
      scheduler.runDue();
    }

    @Override
    public Capabilities capabilities() {
      return new Capabilities(
          Capabilities.Gate.LIMIT_0,
          Capabilities.Authoriser.GATEWAY,
          Capabilities.EnergyRegister.TOTAL,
          false,
          false,
          Set.of(Capabilities.LimitKind.CURRENT),
          Capabilities.Watchdog.NONE,
          Duration.ZERO,
          6_000,
          false,
          false,
          6_000,
          1_000,
          0,
          false);
    }

    @Override
    public void execute(PileCommand command, Consumer<PileOutcome> outcomes) {
      if (command instanceof PileCommand.LimitCurrent c) {
        milliamps = c.milliamps();
      }
      outcomes.accept(new PileOutcome.ReadBack());
    }

    @Override
    public void renewLease(Duration timeToLive) {}

    @Override
    public void refresh(Duration maximumAge) {}
  }
}
