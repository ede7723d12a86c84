package io.ocpp809.modbus;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.testkit.modbus.ModbusServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Piles that dial in, over real sockets. */
@Timeout(600)
class CallingLineTest {
  private static final LineSettings PATIENT = new LineSettings(20_000, 0, 20_000, 0, 11);
  private static final LineSettings SHORT = new LineSettings(300, 0, 300, 0, 11);
  private static final byte[] NOTHING = {};

  private final List<String> told = new CopyOnWriteArrayList<>();
  private TcpLoop loop;

  @BeforeEach
  void start() throws IOException {
    loop =
        new TcpLoop(
            task -> {
              Thread thread = new Thread(task, "loop-under-test");
              thread.setDaemon(true);
              return thread;
            });
  }

  @AfterEach
  void stop() {
    loop.close();
  }

  private record Constant(int value) implements io.ocpp809.testkit.modbus.Device {
    @Override
    public int[] readHolding(int address, int count) {
      int[] values = new int[count];
      java.util.Arrays.fill(values, value);
      return values;
    }
  }

  private static ModbusServer pile(ModbusServer.Framing framing, int unit, int value)
      throws IOException {
    return ModbusServer.start(framing, Map.of(unit, new Constant(value)));
  }

  private static Calling calling(CallerId who, String heartbeat) {
    return new Calling("127.0.0.1", 0, who, heartbeat.getBytes(US_ASCII));
  }

  private static CallerId first(String octets) {
    return new CallerId.FirstOctets(octets.getBytes(US_ASCII));
  }

  private Line line(Calling calling, Framing framing, LineSettings settings) {
    return loop.line(calling, framing, settings, told::add);
  }

  private int port(Calling calling) {
    await(() -> loop.portAt(calling) != 0);
    return loop.portAt(calling);
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + 120_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "not within 120 s");
      Thread.onSpinWait();
    }
  }

  private static Reply ask(Line line, int unit) throws Exception {
    return line.submit(new Request.Read(unit, Table.HOLDING, 0, 1), Priority.DEMAND)
        .get(60, TimeUnit.SECONDS);
  }

  private static Reply value(int value) {
    return new Reply.Data(new int[] {value});
  }

  @Test
  void twoPilesOnOnePortAreReadEachOnItsOwnLine() throws Exception {
    Calling a = calling(first("PILE-A"), "beat");
    Calling b = calling(first("PILE-B"), "beat");
    Line one = line(a, Framing.rtu(), PATIENT);
    Line two = line(b, Framing.tcp(), PATIENT);
    try (ModbusServer pileA = pile(ModbusServer.Framing.RTU, 1, 11);
        ModbusServer pileB = pile(ModbusServer.Framing.TCP, 1, 22)) {
      Socket modem = pileB.dial(port(a), "PILE-B".getBytes(US_ASCII));
      pileA.dial(port(a), "PILE-A".getBytes(US_ASCII));
      assertEquals(value(11), ask(one, 1));
      assertEquals(value(22), ask(two, 1));
      modem.getOutputStream().write("beat".getBytes(US_ASCII));
      assertEquals(value(22), ask(two, 1));
      assertEquals(value(11), ask(one, 1));
    }
  }

  @Test
  void aPileIsFoundByTheUnitThatAnswers() throws Exception {
    Calling a = calling(new CallerId.Unit(5), "");
    Line one = line(a, Framing.rtu(), SHORT);
    Line two = line(calling(new CallerId.Unit(7), ""), Framing.rtu(), PATIENT);
    try (ModbusServer pile = pile(ModbusServer.Framing.RTU, 7, 77)) {
      pile.dial(port(a), NOTHING);
      assertEquals(value(77), ask(two, 7));
      assertTrue(ask(one, 5).fault().contains("the device has not dialled in yet"));
    }
  }

  @Test
  void aPileIsFoundByItsSourceAddress() throws Exception {
    Calling a = calling(new CallerId.Source(InetAddress.getLoopbackAddress()), "");
    Line line = line(a, Framing.rtu(), PATIENT);
    try (ModbusServer pile = pile(ModbusServer.Framing.RTU, 1, 3)) {
      pile.dial(port(a), NOTHING);
      assertEquals(value(3), ask(line, 1));
    }
  }

  @Test
  void aRequestBeforeTheCallFailsByItsDeadlineAndTheCallEndsThePauseAtOnce() throws Exception {
    Calling a = calling(new CallerId.Anybody(), "");
    Line line = line(a, Framing.rtu(), SHORT);
    int port = port(a);
    String fault = ask(line, 1).fault();
    assertTrue(fault.contains("the device has not dialled in yet"), fault);
    try (ModbusServer pile = pile(ModbusServer.Framing.RTU, 1, 3)) {
      pile.dial(port, NOTHING);
      // No longer pause than the call takes: without it the line would wait for half a second.
      Reply[] reply = {ask(line, 1)};
      await(
          () -> {
            try {
              reply[0] = reply[0].good() ? reply[0] : ask(line, 1);
              return reply[0].good();
            } catch (Exception e) {
              return false;
            }
          });
      assertEquals(value(3), reply[0]);
    }
  }

  @Test
  void aSecondCallOfTheSamePileReplacesTheFirst() throws Exception {
    Calling a = calling(first("PILE-A"), "");
    Line line = line(a, Framing.rtu(), PATIENT);
    try (ModbusServer before = pile(ModbusServer.Framing.RTU, 1, 1);
        ModbusServer after = pile(ModbusServer.Framing.RTU, 1, 2)) {
      before.dial(port(a), "PILE-A".getBytes(US_ASCII));
      assertEquals(value(1), ask(line, 1));
      after.dial(port(a), "PILE-A".getBytes(US_ASCII));
      await(() -> before.connections() == 0);
      assertEquals(value(2), ask(line, 1));
    }
  }

  @Test
  void aPileThatHangsUpIsAskedAgainWhenItCallsAgain() throws Exception {
    Calling a = calling(first("PILE-A"), "");
    Line line = line(a, Framing.tcp(), PATIENT);
    try (ModbusServer pile = pile(ModbusServer.Framing.TCP, 1, 1)) {
      for (int i = 0; i < 3; i++) {
        pile.dial(port(a), "PILE-A".getBytes(US_ASCII));
        await(() -> asked(line));
        pile.drop();
        await(() -> pile.connections() == 0);
      }
    }
  }

  private static boolean asked(Line line) {
    try {
      return ask(line, 1).good();
    } catch (Exception e) {
      return false;
    }
  }

  @Test
  void aPileThatCallsFromAnotherAddressTakesItsOldPlaceIfItIsKnownByItsRegistration()
      throws Exception {
    Calling a = calling(first("PILE-A"), "");
    Line line = line(a, Framing.rtu(), PATIENT);
    try (ModbusServer pile = pile(ModbusServer.Framing.RTU, 1, 5)) {
      pile.dial(port(a), "PILE-A".getBytes(US_ASCII));
      assertEquals(value(5), ask(line, 1));
      InetAddress other = InetAddress.getByName("127.0.0.2");
      try (Socket moved = new Socket(InetAddress.getByName("127.0.0.1"), port(a), other, 0)) {
        moved.getOutputStream().write("PILE-A".getBytes(US_ASCII));
        await(() -> pile.connections() == 0);
        assertEquals(List.of(), told);
      }
    }
  }

  @Test
  void aPileThatIsKnownByItsAddressIsAStrangerFromAnotherOneAndTheLogSaysFromWhich()
      throws Exception {
    Calling a = calling(new CallerId.Source(InetAddress.getByName("127.0.0.1")), "");
    line(a, Framing.rtu(), PATIENT);
    InetAddress other = InetAddress.getByName("127.0.0.2");
    try (Socket moved = new Socket(InetAddress.getByName("127.0.0.1"), port(a), other, 0)) {
      assertEquals(-1, moved.getInputStream().read());
    }
    await(() -> !told.isEmpty());
    assertEquals(List.of("127.0.0.2 dials in at 127.0.0.1:0 and is not known: no octets"), told);
  }

  @Test
  void aCallUnderALeaseThatHasEndedIsTakenAndNothingIsAsked() throws Exception {
    Calling a = calling(new CallerId.Anybody(), "");
    Line line = line(a, Framing.rtu(), PATIENT);
    long[] now = {0};
    line.lease(1, new Lease(Lease.Watchdog.ANY_REQUEST, () -> now[0])).renew(1_000);
    try (ModbusServer pile = pile(ModbusServer.Framing.RTU, 1, 5)) {
      pile.dial(port(a), NOTHING);
      assertEquals(value(5), ask(line, 1));
      now[0] = 10_000;
      int before = pile.requests().size();
      pile.drop();
      await(() -> pile.connections() == 0);
      pile.dial(port(a), NOTHING);
      assertTrue(ask(line, 1).fault().startsWith("silent:"));
      assertEquals(before, pile.requests().size());
    }
  }

  @Test
  void aStrangerIsHungUpOnAndToldOnce() throws Exception {
    Calling a = calling(first("PILE-A"), "");
    line(a, Framing.rtu(), PATIENT);
    for (int i = 0; i < 3; i++) {
      try (Socket stranger = new Socket("127.0.0.1", port(a))) {
        stranger.getOutputStream().write("WHO".getBytes(US_ASCII));
        assertEquals(-1, stranger.getInputStream().read());
      }
    }
    await(() -> !told.isEmpty());
    assertEquals(
        List.of("127.0.0.1 dials in at 127.0.0.1:0 and is not known: first octets WHO"), told);
  }

  @Test
  void aPortThatIsTakenIsAMessageThatNamesTheAttribute() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      Calling a = new Calling("127.0.0.1", taken.getLocalPort(), new CallerId.Anybody(), NOTHING);
      String fault = ask(line(a, Framing.rtu(), PATIENT), 1).fault();
      assertTrue(fault.startsWith("port: 127.0.0.1:" + taken.getLocalPort()), fault);
      assertTrue(fault.contains("cannot be listened on"), fault);
    }
  }

  @Test
  void theLastLineOnAPortClosesIt() throws Exception {
    Calling a = calling(first("PILE-A"), "");
    Line one = line(a, Framing.rtu(), PATIENT);
    Line two = line(calling(first("PILE-B"), ""), Framing.rtu(), PATIENT);
    int port = port(a);
    one.close();
    try (ModbusServer pile = pile(ModbusServer.Framing.RTU, 1, 2)) {
      pile.dial(port, "PILE-B".getBytes(US_ASCII));
      assertEquals(value(2), ask(two, 1));
    }
    two.close();
    await(() -> loop.portAt(a) == 0);
  }
}
