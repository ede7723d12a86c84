package io.ocpp809.iec104.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.iec104.asdu.Quality;
import io.ocpp809.iec104.asdu.Value;
import io.ocpp809.iec104.station.Audit;
import io.ocpp809.iec104.station.CommandKind;
import io.ocpp809.iec104.station.CommandPoint;
import io.ocpp809.iec104.station.Commands;
import io.ocpp809.iec104.station.ControlledStation;
import io.ocpp809.iec104.station.EventLog;
import io.ocpp809.iec104.station.GroupSettings;
import io.ocpp809.iec104.station.Moment;
import io.ocpp809.iec104.station.MonitorKind;
import io.ocpp809.iec104.station.MonitorPoint;
import io.ocpp809.iec104.station.Order;
import io.ocpp809.iec104.station.PointTable;
import io.ocpp809.iec104.station.Sample;
import io.ocpp809.iec104.station.StationListener;
import io.ocpp809.iec104.station.StationSettings;
import io.ocpp809.iec104.station.StationSettings.ClockPolicy;
import io.ocpp809.testkit.iec104.Dispatcher;
import io.ocpp809.testkit.iec104.Telegram;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The station on real sockets, against a controlling station with a codec of its own. */
@Timeout(600)
class StationServerTest implements Commands, StationListener {
  private static final Instant WALL = Instant.parse("2026-11-22T07:21:19.934Z");

  private final BlockingQueue<Order> orders = new LinkedBlockingQueue<>();
  private final List<Audit> audit = new CopyOnWriteArrayList<>();
  private final List<Dispatcher> dispatchers = new ArrayList<>();
  private StationServer server;

  private StationServer serve(int connections, String clients) throws IOException {
    List<MonitorPoint> points = new ArrayList<>();
    for (int i = 1; i <= 40; i++) {
      points.add(MonitorPoint.of(10_000 + i, MonitorKind.SINGLE, "point " + i));
    }
    points.add(MonitorPoint.of(20_001, MonitorKind.FLOAT, "power"));
    CommandPoint limit =
        new CommandPoint(50_001, CommandKind.FLOAT, "limit", CommandPoint.Procedure.SELECT, 0);
    ControlledStation station =
        new ControlledStation(
            new StationSettings(1, ZoneOffset.UTC, ClockPolicy.CONFIRM, 10_000, 60_000, 0, 0),
            new PointTable(points, List.of(limit)),
            List.of(GroupSettings.commanding("centre")),
            this,
            EventLog.none(),
            this);
    server = new StationServer(station, this::moment, this);
    server.listen(
        new ServerOptions(
            InetAddress.getByName("127.0.0.1"),
            0,
            connections,
            Map.of("centre", List.of(AddressRange.of(clients)))),
        Optional.empty());
    return server;
  }

  private volatile long hurry;

  private Moment moment() {
    return new Moment(TimeUnit.NANOSECONDS.toMillis(System.nanoTime()) + hurry, WALL, true);
  }

  private Dispatcher dispatcher() throws IOException {
    Dispatcher result = Dispatcher.connect("127.0.0.1", server.port());
    dispatchers.add(result);
    return result;
  }

  @AfterEach
  void closes() throws IOException {
    for (Dispatcher d : dispatchers) {
      d.close();
    }
    server.close();
  }

  private void update(int address, Value value) {
    server.tell(s -> s.update(address, new Sample(value, Quality.GOOD, WALL, true), server.now()));
  }

  @Test
  void aControlCentreInterrogatesSelectsAndExecutes() throws Exception {
    serve(4, "127.0.0.0/8");
    update(20_001, new Value.ShortFloat(11.04f));
    Dispatcher centre = dispatcher().start();
    List<Telegram> answers = centre.interrogate();
    double power =
        answers.stream().filter(t -> t.type() == 13).findFirst().orElseThrow().at(20_001).value();
    assertEquals(11.04, power, 1e-6);
    assertFalse(centre.setPoint(50_001, 22, true).negative());
    assertFalse(centre.setPoint(50_001, 22, false).negative());
    assertEquals(new Value.ShortFloat(22), orders.poll(120, TimeUnit.SECONDS).value());
    assertTrue(centre.setPoint(50_001, 22, false).negative());
    assertEquals("", centre.fault());
  }

  @Test
  @DisplayName("60870-5-104 5.1: numbers have no gap while many threads tell events through a wrap")
  void numbersHaveNoGapWhileManyThreadsTellEventsThroughAWrap() throws Exception {
    serve(4, "127.0.0.1");
    Dispatcher centre = dispatcher().start();
    // 48,000 objects in ASDUs of one to 22 each; what waits for the window goes together
    int each = 6_000;
    List<Thread> publishers = new ArrayList<>();
    for (int p = 0; p < 8; p++) {
      int address = 10_001 + p;
      Thread thread =
          new Thread(
              () -> {
                for (int i = 0; i < each; i++) {
                  boolean on = i % 2 == 0;
                  boolean valid = i % 4 < 2;
                  server.tell(
                      s ->
                          s.feedBack(
                              address,
                              new Sample(
                                  new Value.SinglePoint(on),
                                  new Quality(valid ? 0 : Quality.NT),
                                  WALL,
                                  true),
                              true,
                              server.now()));
                }
              });
      thread.start();
      publishers.add(thread);
    }
    for (Thread t : publishers) {
      t.join();
    }
    update(20_001, new Value.ShortFloat(1));
    assertTrue(centre.await(0, t -> t.at(20_001) != null, 120_000).isPresent(), centre.fault());
    long objects =
        centre.since(0).stream()
            .filter(t -> t.type() == 30)
            .mapToLong(t -> t.objects().size())
            .sum();
    assertEquals(8 * each, objects);
    assertEquals("", centre.fault());
  }

  @Test
  @DisplayName("60870-5-104 5.4: a client that is in no list is turned away and audited")
  void aClientThatIsInNoListIsTurnedAwayAndAudited() throws Exception {
    serve(4, "192.0.2.0/24");
    Dispatcher stranger = dispatcher();
    assertTrue(stranger.awaitEnd(120_000));
    assertEquals("its address is in no group's list", audit.get(0).reason());
    assertEquals("127.0.0.1", audit.get(0).peer());
  }

  @Test
  @DisplayName(
      "60870-5-104 5.4: a thousand connections at once are bounded and the one that works goes on")
  void aThousandConnectionsAtOnceAreBoundedAndTheOneThatWorksGoesOn() throws Exception {
    serve(4, "127.0.0.1");
    Dispatcher centre = dispatcher().start();
    List<Socket> crowd = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      crowd.add(new Socket("127.0.0.1", server.port()));
    }
    assertFalse(centre.setPoint(50_001, 5, true).negative());
    assertTrue(server.connections() <= 4);
    for (Socket s : crowd) {
      s.close();
    }
    centre.test();
  }

  @Test
  @DisplayName("60870-5-104 5: what is no APDU closes the connection at once")
  void whatIsNoApduClosesTheConnectionAtOnce() throws Exception {
    serve(4, "127.0.0.1");
    Dispatcher odd = dispatcher();
    odd.raw(new byte[] {'G', 'E', 'T', ' '});
    assertTrue(odd.awaitEnd(120_000));
    assertEquals("start octet 0x47 instead of 0x68", audit.get(0).reason());
  }

  @Test
  void aClientThatTestsAndNeverReadsIsClosedBeforeTheConfirmationsPileUp() throws Exception {
    serve(4, "127.0.0.1");
    byte[] tests = new byte[6 * 1_000];
    for (int i = 0; i < tests.length; i += 6) {
      System.arraycopy(new byte[] {0x68, 4, 0x43, 0, 0, 0}, 0, tests, i, 6);
    }
    try (Socket deaf = new Socket()) {
      deaf.setReceiveBufferSize(4_096);
      deaf.connect(new java.net.InetSocketAddress("127.0.0.1", server.port()));
      assertThrows(
          IOException.class,
          () -> {
            for (int i = 0; i < 20_000; i++) {
              deaf.getOutputStream().write(tests);
            }
          });
    }
    assertEquals("it sends and does not read what it is sent", audit.get(0).reason());
  }

  @Test
  @DisplayName("60870-5-104 5.1: the next connection finds what the one before has not confirmed")
  void theNextConnectionFindsWhatTheOneBeforeHasNotConfirmed() throws Exception {
    serve(4, "127.0.0.1");
    Dispatcher first = dispatcher().start();
    first.stopConfirming();
    update(10_001, new Value.SinglePoint(true));
    assertTrue(first.await(0, t -> t.at(10_001) != null, 120_000).isPresent());
    first.close();
    Dispatcher second = dispatcher().start();
    Telegram again = second.await(0, t -> t.at(10_001) != null, 120_000).orElseThrow();
    assertEquals(30, again.type());
    // 2026-11-22T07:21:19.934Z
    assertEquals("de4d1507160b1a", java.util.HexFormat.of().formatHex(again.at(10_001).time()));
  }

  @Test
  @DisplayName(
      "60870-5-104 5: what came before a fault is answered before the connection is closed")
  void whatCameBeforeAFaultIsAnsweredBeforeTheConnectionIsClosed() throws Exception {
    serve(4, "127.0.0.1");
    for (int i = 0; i < 50; i++) {
      try (Socket client = new Socket("127.0.0.1", server.port())) {
        // TESTFR act twice, then no start octet
        String both = "680443000000" + "680443000000" + "FF";
        client.getOutputStream().write(java.util.HexFormat.of().parseHex(both));
        assertEquals(
            "680483000000680483000000",
            java.util.HexFormat.of().formatHex(client.getInputStream().readAllBytes()));
      }
    }
  }

  @Test
  @DisplayName("60870-5-104 5.4: a port that is taken is named")
  void aPortThatIsTakenIsNamed() throws Exception {
    serve(4, "127.0.0.1");
    ServerOptions same =
        new ServerOptions(InetAddress.getByName("127.0.0.1"), server.port(), 1, Map.of());
    try (StationServer second = new StationServer(server.ask(s -> s), this::moment, this)) {
      IOException e = assertThrows(IOException.class, () -> second.listen(same, Optional.empty()));
      assertTrue(
          e.getMessage().startsWith("cannot listen on 127.0.0.1:" + server.port() + ": "),
          e.getMessage());
      assertFalse(second.listening());
    }
  }

  @Test
  void whatHasChangedIsLookedAtWithoutWaitingForTheNextTick() throws Exception {
    serve(4, "127.0.0.1");
    long hour = 3_600_000;
    Moment still = moment();
    try (StationServer slow = new StationServer(server.ask(s -> s), () -> still, this, hour)) {
      java.util.concurrent.CountDownLatch looks = new java.util.concurrent.CountDownLatch(3);
      slow.everySecond(
          () -> {
            looks.countDown();
            slow.nudge();
          });
      slow.nudge();
      assertTrue(looks.await(120, TimeUnit.SECONDS));
    }
  }

  @Test
  void aFaultInTheTaskOfEachSecondIsToldOnceAndTheTimeOutsOfConnectionsGoOn() throws Exception {
    serve(4, "127.0.0.1");
    java.util.concurrent.CountDownLatch runs = new java.util.concurrent.CountDownLatch(3);
    server.everySecond(
        () -> {
          runs.countDown();
          server.nudge();
          throw new IllegalStateException("odd");
        });
    Dispatcher silent = dispatcher().start();
    assertTrue(runs.await(120, TimeUnit.SECONDS));
    silent.stopConfirming();
    update(10_001, new Value.SinglePoint(true));
    assertTrue(silent.await(0, t -> t.at(10_001) != null, 120_000).isPresent());
    hurry = 16_000;
    assertTrue(silent.awaitEnd(120_000), "t1 has passed");
    assertEquals(
        1, audit.stream().filter(a -> a.reason().startsWith("a task of each second")).count());
  }

  @Override
  public String refusal(Order order) {
    return "";
  }

  @Override
  public boolean needsSelect(Order order) {
    return false;
  }

  @Override
  public void execute(Order order) {
    orders.add(order);
  }

  @Override
  public void started(String group, Moment at) {}

  @Override
  public void stopped(String group, Moment at) {}

  @Override
  public void clock(String group, Duration offset, Moment at) {}

  @Override
  public void overflowed(String group, int events, Moment at) {}

  @Override
  public void cleared(String group, Moment at) {}

  @Override
  public void audit(Audit line) {
    audit.add(line);
  }
}
