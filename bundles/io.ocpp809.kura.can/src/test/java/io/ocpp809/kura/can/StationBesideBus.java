package io.ocpp809.kura.can;

import io.ocpp809.ocpp.transport.Endpoint;
import io.ocpp809.ocpp.transport.Transport;
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
import io.ocpp809.station.pile.PileCommand;
import io.ocpp809.station.pile.PileIdentity;
import io.ocpp809.station.pile.PileOutcome;
import io.ocpp809.station.pile.PilePort;
import io.ocpp809.station.pile.PileReport;
import io.ocpp809.station.port.VolatileMemory;
import io.ocpp809.station.reading.Measurand;
import io.ocpp809.station.reading.Phase;
import io.ocpp809.station.reading.Reading;
import io.ocpp809.station.time.TimeSource;
import io.ocpp809.template.ChannelValue;
import io.ocpp809.template.VehicleReader;
import io.ocpp809.testkit.time.ManualScheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A station in conversation with a CSMS that accepts all, whose pile has a meter and a gate and
 * tells no state: what a vehicle does there is known from the channels of its asset alone.
 */
final class StationBesideBus {
  private final ManualScheduler scheduler =
      new ManualScheduler(Instant.parse("2026-03-01T10:00:00Z"));
  private final ChargingStation station;
  private final VehicleReader reader = new VehicleReader(1_000);
  private final List<String> sent = new ArrayList<>();
  private Transport.Listener socket;
  private double registerWh = 1_000_000;
  private int calls;

  StationBesideBus() {
    TimeSource time =
        TimeSource.of(scheduler.clock(), scheduler.clock()::monotonicMillis, () -> true, "boot");
    VolatileMemory memory = new VolatileMemory();
    station =
        new ChargingStation(
            StationOptions.named("station"),
            new StationPorts(time, scheduler, scheduler, new VolatileJournal(), memory));
    station.attach(EvseOptions.of(1, 250_000), new Obedient());
    scheduler.runDue();
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
        (endpoint, listener) -> connect(listener),
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
    socket.opened("ocpp1.6");
    scheduler.runDue();
  }

  /** So many ms pass, after which the vehicle's asset shows this; a fault begins with "! ". */
  void shows(Map<String, String> channels, long millis) {
    scheduler.advance(Duration.ofMillis(millis));
    long now = scheduler.clock().monotonicMillis();
    Map<String, ChannelValue> values = new LinkedHashMap<>();
    channels.forEach(
        (name, text) -> values.put(name, new ChannelValue(text, !text.startsWith("! "), now)));
    String watts = channels.getOrDefault("outlet.power", "!");
    registerWh += watts.startsWith("!") ? 0 : Double.parseDouble(watts) * millis / 3_600_000;
    station.report(
        1,
        new PileReport(
                now,
                true,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(""),
                List.of(
                    Reading.measured(
                        Measurand.ENERGY_ACTIVE_IMPORT_REGISTER, Phase.ALL, registerWh, now)),
                PileIdentity.UNKNOWN)
            .withVehicle(reader.read(values.keySet(), values, now)));
    scheduler.runDue();
  }

  /** A call of the CSMS. */
  void call(String action, String payload) {
    socket.text("[2,\"c" + ++calls + "\",\"" + action + "\"," + payload + "]");
    scheduler.runDue();
  }

  /** What the CSMS was told of the connector, one after another: status, error, maker's code. */
  List<String> statuses() {
    return sent.stream()
        .filter(s -> s.contains("\"StatusNotification\",{\"connectorId\":1,"))
        .map(
            s ->
                (field(s, "status")
                        + " "
                        + field(s, "errorCode")
                        + " "
                        + field(s, "vendorErrorCode"))
                    .replace(" NoError", "")
                    .trim())
        .toList();
  }

  /** A field of the last call of that action; empty if there is none. */
  String last(String action, String field) {
    return sent.stream()
        .filter(s -> s.contains("\"" + action + "\",{"))
        .reduce((a, b) -> b)
        .map(s -> field(s, field))
        .orElse("");
  }

  private static String field(String frame, String name) {
    Matcher m = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(frame);
    return m.find() ? m.group(1) : "";
  }

  /** All that was sent, as one text. */
  String sent() {
    return String.join("\n", sent);
  }

  private Transport.Connection connect(Transport.Listener listener) {
    socket = listener;
    return new Transport.Connection() {
      @Override
      public void send(String text) {
        sent.add(text);
        String[] parts = text.split("\"", 5);
        if (text.startsWith("[2,")) {
          listener.text("[3,\"" + parts[1] + "\"," + answer(parts[3]) + "]");
        }
      }

      @Override
      public void ping() {
        listener.pong();
      }

      @Override
      public void close(String reason) {
        listener.closed(reason, false);
      }

      @Override
      public void abort(String reason) {
        listener.closed(reason, false);
      }
    };
  }

  private String answer(String action) {
    return switch (action) {
      case "BootNotification" ->
          "{\"status\":\"Accepted\",\"interval\":300,\"currentTime\":\""
              + scheduler.clock().instant()
              + "\"}";
      case "StartTransaction" -> "{\"transactionId\":9,\"idTagInfo\":{\"status\":\"Accepted\"}}";
      case "Authorize" -> "{\"idTagInfo\":{\"status\":\"Accepted\"}}";
      case "Heartbeat" -> "{\"currentTime\":\"" + scheduler.clock().instant() + "\"}";
      default -> "{}";
    };
  }

  private static final class Obedient implements PilePort {
    @Override
    public Capabilities capabilities() {
      return new Capabilities(
          Capabilities.Gate.ENABLE,
          Capabilities.Authoriser.GATEWAY,
          Capabilities.EnergyRegister.TOTAL,
          false,
          true,
          Set.of(Capabilities.LimitKind.CURRENT),
          Capabilities.Watchdog.NONE,
          Duration.ZERO,
          250_000,
          false,
          false,
          6_000,
          1_000,
          0,
          false);
    }

    @Override
    public void execute(PileCommand command, Consumer<PileOutcome> outcomes) {
      outcomes.accept(new PileOutcome.ReadBack());
    }

    @Override
    public void renewLease(Duration timeToLive) {
      // Nothing here falls back.
    }

    @Override
    public void refresh(Duration maximumAge) {
      // It is fresh.
    }
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
