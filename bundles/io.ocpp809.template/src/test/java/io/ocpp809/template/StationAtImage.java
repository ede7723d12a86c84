package io.ocpp809.template;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.ocpp809.ocpp.transport.Endpoint;
import io.ocpp809.ocpp.transport.Transport;
import io.ocpp809.ocpp.v16.CsmsConnection;
import io.ocpp809.ocpp.v16.CsmsOptions;
import io.ocpp809.ocpp.v16.DeadLetters;
import io.ocpp809.ocpp.v16.Reports;
import io.ocpp809.station.core.ChargingStation;
import io.ocpp809.station.core.StationOptions;
import io.ocpp809.station.core.StationPorts;
import io.ocpp809.station.journal.JournalEntry;
import io.ocpp809.station.journal.VolatileJournal;
import io.ocpp809.station.pile.Capabilities;
import io.ocpp809.station.pile.PileCommand;
import io.ocpp809.station.pile.PileOutcome;
import io.ocpp809.station.pile.PilePort;
import io.ocpp809.station.port.VolatileMemory;
import io.ocpp809.station.time.TimeSource;
import io.ocpp809.testkit.time.ManualScheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A station whose pile is an image of registers, in conversation with a CSMS that accepts all. The
 * pile does what it is told without showing it: what it shows is the image.
 */
final class StationAtImage {
  /** Everything that a CSMS may ask for; the station refuses what its pile does not measure. */
  private static final List<String> MEASURANDS =
      List.of(
          "Energy.Active.Import.Register",
          "Energy.Active.Export.Register",
          "Power.Active.Import",
          "Power.Factor",
          "Current.Import",
          "Voltage",
          "Frequency",
          "Temperature",
          "SoC",
          "Current.Offered",
          "Power.Offered");

  private final ManualScheduler scheduler =
      new ManualScheduler(Instant.parse("2026-03-01T10:00:00Z"));
  private final List<JsonArray> sent = new ArrayList<>();
  private final PileTemplate template;
  private final ImageSheet sheet;
  private final ChargingStation station;
  private RegisterImage image;
  private Transport.Listener socket;
  private int calls;

  /**
   * A station that has booted at its CSMS.
   *
   * @param sheet outlet, rating, tokens, companion meter and what may be billed
   * @param image what the registers hold
   */
  StationAtImage(PileTemplate template, ImageSheet sheet, RegisterImage image) {
    this.template = template;
    this.sheet = sheet;
    this.image = image;
    TimeSource time =
        TimeSource.of(scheduler.clock(), scheduler.clock()::monotonicMillis, () -> true, "boot");
    VolatileMemory memory = new VolatileMemory();
    station =
        new ChargingStation(
            StationOptions.named("station"),
            new StationPorts(time, scheduler, scheduler, new VolatileJournal(), memory));
    station.attach(sheet.evse(), new Obedient());
    scheduler.runDue();
    show(image);
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

  /** The registers hold this from now on; two seconds pass. */
  void show(RegisterImage next) {
    image = next;
    for (int i = 0; i < 2; i++) {
      report();
      scheduler.advance(Duration.ofSeconds(1));
    }
    report();
    scheduler.runDue();
  }

  private void report() {
    station.report(1, sheet.report(template, image, scheduler.clock().monotonicMillis()));
  }

  /** A start by the CSMS; its answer's status. */
  String remoteStart() {
    return call("RemoteStartTransaction", "{\"connectorId\":1,\"idTag\":\"CARD\"}")
        .get("status")
        .getAsString();
  }

  /** What the CSMS is told of the connector now: status, error code and the maker's code. */
  String status() {
    call("TriggerMessage", "{\"requestedMessage\":\"StatusNotification\",\"connectorId\":1}");
    JsonObject last = last("StatusNotification").orElseThrow();
    return String.join(
        " ",
        last.get("status").getAsString(),
        last.get("errorCode").getAsString(),
        last.has("vendorErrorCode") ? last.get("vendorErrorCode").getAsString() : "-");
  }

  /** All sampled values that the CSMS can get now, each as measurand, phase, value, unit. */
  List<String> meterValues() {
    String measured = MEASURANDS.stream().filter(this::sampled).collect(Collectors.joining(","));
    sampled(measured);
    call("TriggerMessage", "{\"requestedMessage\":\"MeterValues\",\"connectorId\":1}");
    List<String> result = new ArrayList<>();
    JsonObject last = last("MeterValues").orElseThrow();
    for (JsonElement v :
        last.getAsJsonArray("meterValue").get(0).getAsJsonObject().getAsJsonArray("sampledValue")) {
      JsonObject o = v.getAsJsonObject();
      List<String> words = new ArrayList<>(List.of(o.get("measurand").getAsString()));
      for (String key : List.of("phase", "value", "unit", "location")) {
        if (o.has(key)) {
          words.add(o.get(key).getAsString());
        }
      }
      result.add(String.join(" ", words));
    }
    return result;
  }

  private boolean sampled(String measurands) {
    return call(
            "ChangeConfiguration",
            "{\"key\":\"MeterValuesSampledData\",\"value\":\"" + measurands + "\"}")
        .get("status")
        .getAsString()
        .equals("Accepted");
  }

  /** The payload of the last call of an action. */
  Optional<JsonObject> last(String action) {
    return sent.stream()
        .filter(m -> m.get(0).getAsInt() == 2 && m.get(2).getAsString().equals(action))
        .map(m -> m.get(3).getAsJsonObject())
        .reduce((a, b) -> b);
  }

  private JsonObject call(String action, String payload) {
    String id = "c" + ++calls;
    socket.text("[2,\"" + id + "\",\"" + action + "\"," + payload + "]");
    scheduler.runDue();
    return sent.stream()
        .filter(m -> m.get(0).getAsInt() == 3 && m.get(1).getAsString().equals(id))
        .findFirst()
        .orElseThrow(() -> new AssertionError(action + " is not answered: " + sent))
        .get(2)
        .getAsJsonObject();
  }

  private Transport.Connection connect(Transport.Listener listener) {
    socket = listener;
    return new Transport.Connection() {
      @Override
      public void send(String text) {
        JsonArray message = JsonParser.parseString(text).getAsJsonArray();
        sent.add(message);
        if (message.get(0).getAsInt() == 2) {
          listener.text("[3," + message.get(1) + "," + answer(message.get(2).getAsString()) + "]");
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

  private final class Obedient implements PilePort {
    @Override
    public Capabilities capabilities() {
      return template.capabilities(true);
    }

    @Override
    public void execute(PileCommand command, Consumer<PileOutcome> outcomes) {
      outcomes.accept(new PileOutcome.ReadBack());
    }

    @Override
    public void renewLease(Duration timeToLive) {
      // A pile that is an image has nothing that falls back.
    }

    @Override
    public void refresh(Duration maximumAge) {
      // The image is fresh.
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
