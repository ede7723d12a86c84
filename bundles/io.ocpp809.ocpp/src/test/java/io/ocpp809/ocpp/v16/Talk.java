package io.ocpp809.ocpp.v16;

import io.ocpp809.ocpp.transport.Endpoint;
import io.ocpp809.ocpp.transport.Transport;
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
import io.ocpp809.station.pile.PileState;
import io.ocpp809.station.port.VolatileMemory;
import io.ocpp809.station.reading.Measurand;
import io.ocpp809.station.reading.Phase;
import io.ocpp809.station.reading.Reading;
import io.ocpp809.station.settings.Setting;
import io.ocpp809.station.time.TimeSource;
import io.ocpp809.station.vehicle.VehicleReport;
import io.ocpp809.testkit.time.ManualScheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** A station with one or two piles in conversation with a CSMS that the test plays. */
final class Talk {
  static final String NOW = "2026-03-01T10:00:00Z";

  final ManualScheduler scheduler = new ManualScheduler(Instant.parse(NOW));
  final VolatileJournal journal = new VolatileJournal();
  final VolatileMemory memory = new VolatileMemory();
  final List<String> sent = new ArrayList<>();
  final List<String> reports = new ArrayList<>();
  final List<String> warnings = new ArrayList<>();
  final List<String> dead = new ArrayList<>();
  final List<String> lostAnswers = new ArrayList<>();
  final List<Pile> piles = new ArrayList<>();
  final Pile pile;
  final CsmsConnection connection;
  ChargingStation station;
  Transport.Listener socket;
  boolean clockTrusted = true;
  boolean answersStatus = true;
  boolean answersPings = true;
  boolean transportFails;
  int attempts;
  private int calls;
  int openSockets;
  int mostSockets;
  int pings;
  int closes;
  String aborted = "";

  Talk() {
    this(1, LIMIT_0);
  }

  Talk(int evses, Capabilities capabilities) {
    TimeSource time =
        TimeSource.of(
            scheduler.clock(), scheduler.clock()::monotonicMillis, () -> clockTrusted, "boot");
    station =
        new ChargingStation(
            StationOptions.named("station"),
            new StationPorts(time, scheduler, scheduler, journal, memory));
    for (int i = 1; i <= evses; i++) {
      Pile next = new Pile(i, capabilities);
      piles.add(next);
      station.attach(EvseOptions.of(i, 16_000), next);
    }
    pile = piles.get(0);
    scheduler.runDue();
    piles.forEach(Pile::report);
    connection =
        new CsmsConnection(
            station,
            options(false, true),
            (endpoint, listener) -> connect(listener),
            new CsmsConnection.Outside(
                scheduler,
                scheduler,
                memory,
                scheduler.clock()::monotonicMillis,
                () -> 0.5,
                new DeadLetters() {
                  @Override
                  public void undelivered(JournalEntry entry, String why) {
                    dead.add(why);
                  }

                  @Override
                  public void answerLost(JournalEntry entry, String why) {
                    lostAnswers.add(why);
                  }
                },
                new Reports() {
                  @Override
                  public void state(String text) {
                    reports.add(text);
                  }

                  @Override
                  public void warning(String text) {
                    warnings.add(text);
                  }
                },
                0));
    scheduler.runDue();
  }

  static CsmsOptions options(boolean bootOnReconnect, boolean fractions) {
    return new CsmsOptions(
        "csms",
        Endpoint.of("ws://h/o", "CP1", "", List.of("ocpp1.6"), Optional.empty()),
        3,
        10,
        3,
        bootOnReconnect,
        fractions);
  }

  private Transport.Connection connect(Transport.Listener listener) {
    attempts++;
    if (transportFails) {
      throw new IllegalStateException("no such protocol");
    }
    openSockets++;
    mostSockets = Math.max(mostSockets, openSockets);
    socket = listener;
    return new Transport.Connection() {
      private boolean over;

      @Override
      public void send(String text) {
        sent.add(text);
        if (answersStatus && text.contains("\"StatusNotification\"")) {
          listener.text("[3,\"" + idOf(text) + "\",{}]");
        }
      }

      @Override
      public void ping() {
        pings++;
        if (answersPings) {
          listener.pong();
        }
      }

      @Override
      public void close(String reason) {
        closes++;
        end(reason);
      }

      @Override
      public void abort(String reason) {
        aborted = reason;
        end(reason);
      }

      private void end(String reason) {
        if (!over) {
          over = true;
          openSockets--;
          listener.closed(reason, false);
        }
      }
    };
  }

  /** The CSMS or the network ends the connection. */
  void lose() {
    lose(false);
  }

  /** The connection ends; the CSMS closes it by a close frame, or it breaks off. */
  void lose(boolean closed) {
    openSockets--;
    socket.closed("gone", closed);
    scheduler.runDue();
  }

  void open() {
    socket.opened("ocpp1.6");
    scheduler.runDue();
  }

  void boot() {
    open();
    bootAnswer("Accepted", 300);
  }

  void bootAnswer(String status, int interval) {
    answer(
        "BootNotification",
        "{\"status\":\""
            + status
            + "\",\"currentTime\":\""
            + scheduler.clock().instant()
            + "\",\"interval\":"
            + interval
            + "}");
  }

  void advance(int seconds) {
    for (int i = 0; i < seconds; i++) {
      scheduler.advance(Duration.ofSeconds(1));
      piles.forEach(Pile::report);
    }
  }

  static String idOf(String frame) {
    return frame.split("\"")[1];
  }

  /** The last call of an action that was sent. */
  String last(String action) {
    return of(action).stream()
        .reduce((a, b) -> b)
        .orElseThrow(() -> new AssertionError("no " + action + " in " + sent));
  }

  /** All calls of an action that were sent. */
  List<String> of(String action) {
    return sent.stream().filter(s -> s.contains("\"" + action + "\"")).toList();
  }

  void answer(String action, String payload) {
    socket.text("[3,\"" + idOf(last(action)) + "\"," + payload + "]");
    scheduler.runDue();
  }

  void refuse(String action, String code) {
    socket.text("[4,\"" + idOf(last(action)) + "\",\"" + code + "\",\"no\",{}]");
    scheduler.runDue();
  }

  /** Makes a call and gives the frame that answers it; empty if nothing does. */
  Optional<String> tryCall(String action, String payload) {
    int before = sent.size();
    String id = "c" + ++calls;
    socket.text("[2,\"" + id + "\",\"" + action + "\"," + payload + "]");
    scheduler.runDue();
    return sent.subList(before, sent.size()).stream()
        .filter(s -> s.contains("\"" + id + "\","))
        .findFirst();
  }

  String call(String action, String payload) {
    return tryCall(action, payload).orElseThrow(() -> new AssertionError("no answer: " + sent));
  }

  /** The payload of the answer to a call. */
  String ask(String action, String payload) {
    String frame = call(action, payload);
    return frame.substring(frame.indexOf('{'), frame.lastIndexOf('}') + 1);
  }

  String change(String key, String value) {
    return ask("ChangeConfiguration", "{\"key\":\"" + key + "\",\"value\":\"" + value + "\"}");
  }

  /** The value of a key as the CSMS reads it. */
  String key(String name) {
    String answer = ask("GetConfiguration", "{\"key\":[\"" + name + "\"]}");
    return answer.contains("\"value\":\"")
        ? answer.split("\"value\":\"")[1].split("\"")[0]
        : answer;
  }

  void set(Setting setting, String value) {
    station.settings().set(setting, value);
    scheduler.runDue();
  }

  /** Plugs in and starts with the CSMS's number 9. */
  void startTransaction() {
    pile.plugged = true;
    advance(2);
    ask("RemoteStartTransaction", "{\"connectorId\":1,\"idTag\":\"CARD\"}");
    advance(2);
    answer("StartTransaction", "{\"transactionId\":9,\"idTagInfo\":{\"status\":\"Accepted\"}}");
  }

  static final Capabilities LIMIT_0 = capabilities(Capabilities.Gate.LIMIT_0, true, false);

  static Capabilities capabilities(Capabilities.Gate gate, boolean limit, boolean unlock) {
    return new Capabilities(
        gate,
        Capabilities.Authoriser.GATEWAY,
        Capabilities.EnergyRegister.TOTAL,
        false,
        false,
        limit ? Set.of(Capabilities.LimitKind.CURRENT) : Set.of(),
        Capabilities.Watchdog.NONE,
        Duration.ZERO,
        6_000,
        unlock,
        false,
        6_000,
        1_000,
        0,
        false);
  }

  /** A pile with a limit that obeys at once. */
  final class Pile implements PilePort {
    private final int evse;
    private final Capabilities capabilities;
    boolean plugged;
    int milliamps;
    double registerWh = 1000;
    Optional<String> token = Optional.of("");
    Optional<VehicleReport> vehicle = Optional.empty();

    Pile(int evse, Capabilities capabilities) {
      this.evse = evse;
      this.capabilities = capabilities;
    }

    void report() {
      long now = scheduler.clock().monotonicMillis();
      PileState state = !plugged ? PileState.A2 : milliamps == 0 ? PileState.B1 : PileState.C2;
      double amps = plugged ? milliamps / 1000d : 0;
      PileReport report =
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
              PileIdentity.UNKNOWN);
      station.report(evse, vehicle.map(report::withVehicle).orElse(report));
      scheduler.runDue();
    }

    @Override
    public Capabilities capabilities() {
      return capabilities;
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
