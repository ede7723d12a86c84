package io.ocpp809.modbus;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.ocpp809.modbus.Reception.Step;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who calls on a port; callers and lines are names, time is a number. */
class ReceptionTest {
  private static final long SECOND = 1_000_000_000L;
  private static final byte[] NOTHING = {};

  private final Reception<String, String> reception = new Reception<>("port 5020");
  private final Set<Integer> silent = new HashSet<>();

  private void expect(String line, CallerId who, byte[] heartbeat, Framing framing) {
    reception.expect(
        line,
        new Reception.Expected(
            who,
            heartbeat,
            framing,
            SECOND,
            unit -> silent.contains(unit) ? Optional.of("lease") : Optional.empty()));
  }

  private void expectFirst(String line, String octets) {
    expect(line, first(octets), NOTHING, Framing.rtu());
  }

  private static CallerId first(String octets) {
    return new CallerId.FirstOctets(octets.getBytes(US_ASCII));
  }

  private static InetAddress address(String text) throws Exception {
    return InetAddress.getByName(text);
  }

  private List<Step<String, String>> arrived(String caller, long now) throws Exception {
    return reception.arrived(caller, address("192.0.2.9"), now);
  }

  private List<Step<String, String>> says(String caller, String text, long now) {
    return says(caller, text.getBytes(US_ASCII), now);
  }

  private List<Step<String, String>> says(String caller, byte[] octets, long now) {
    return reception.received(caller, octets, octets.length, now);
  }

  private static void assertTaken(
      String caller, String line, String rest, List<Step<String, String>> steps) {
    assertEquals(1, steps.size(), steps::toString);
    if (steps.get(0) instanceof Step.Take<String, String> take) {
      assertEquals(caller + line, take.caller() + take.line());
      assertEquals(rest, new String(take.rest(), US_ASCII));
    } else {
      fail("not taken: " + steps);
    }
  }

  private static String dropped(List<Step<String, String>> steps) {
    assertEquals(1, steps.size(), steps::toString);
    return steps.get(0) instanceof Step.Drop<String, String> drop
        ? drop.tell()
        : fail("not dropped: " + steps);
  }

  private static byte[] asked(List<Step<String, String>> steps) {
    assertEquals(1, steps.size(), steps::toString);
    return steps.get(0) instanceof Step.Ask<String, String> ask
        ? ask.frame()
        : fail("not asked: " + steps);
  }

  /** A reply of one register, or nothing to the point. */
  private static byte[] reply(int unit) {
    byte[] reply = {(byte) unit, 3, 2, 0, 1, 0, 0};
    int crc = Pdu.crc(reply, 5);
    reply[5] = (byte) crc;
    reply[6] = (byte) (crc >> 8);
    return reply;
  }

  @Test
  void pilesOnOnePortAreToldApartByTheirFirstOctets() throws Exception {
    expectFirst("a", "PILE-1");
    expectFirst("b", "PILE-2");
    assertEquals(List.of(), arrived("x", 0));
    assertEquals(List.of(), arrived("y", 0));
    assertTaken("x", "b", "", says("x", "PILE-2", 1));
    assertTaken("y", "a", "", says("y", "PILE-1", 1));
    assertEquals(Long.MAX_VALUE, reception.next());
  }

  @Test
  void aRegistrationMayComeInPiecesAndWhatFollowsItIsLeft() throws Exception {
    expectFirst("a", "PILE-1");
    arrived("x", 0);
    assertEquals(List.of(), says("x", "PI", 1));
    assertEquals(List.of(), reception.due(20 * SECOND));
    assertTaken("x", "a", "after", says("x", "LE-1after", 21 * SECOND));
  }

  @Test
  void aHeartbeatBeforeTheRegistrationIsPassedOver() throws Exception {
    expect("a", first("PILE-1"), "PING".getBytes(US_ASCII), Framing.rtu());
    arrived("x", 0);
    assertEquals(List.of(), says("x", "PI", 1));
    assertEquals(List.of(), says("x", "NGPING", 2));
    assertTaken("x", "a", "", says("x", "PILE-1", 3));
  }

  @Test
  void aWrongRegistrationIsTurnedAwayAndToldOnceAsItCanBeEntered() throws Exception {
    expectFirst("a", "PILE-1");
    arrived("x", 0);
    assertEquals(
        "192.0.2.9 dials in at port 5020 and is not known: first octets PILE-7",
        dropped(says("x", "PILE-7", 1)));
    arrived("x", 2);
    assertEquals("", dropped(says("x", "PILE-7", 3)));
    arrived("x", 4);
    assertEquals(
        "192.0.2.9 dials in at port 5020 and is not known: first octets 0x0001FF",
        dropped(says("x", new byte[] {0, 1, (byte) 0xFF}, 5)));
  }

  @Test
  void aCallerThatSaysNothingIsTurnedAwayAfterHalfAMinute() throws Exception {
    expectFirst("a", "PILE-1");
    arrived("x", 0);
    assertEquals(List.of(), reception.due(Reception.PATIENCE - 1));
    assertTrue(reception.next() <= Reception.PATIENCE);
    assertEquals(
        "192.0.2.9 dials in at port 5020 and says nothing: no octets",
        dropped(reception.due(Reception.PATIENCE)));
  }

  @Test
  void aCallerThatSaysHalfItsRegistrationIsTurnedAwayToo() throws Exception {
    expectFirst("a", "PILE-1");
    arrived("x", 0);
    says("x", "PIL", 1);
    assertEquals(
        "192.0.2.9 dials in at port 5020 and is not known: first octets PIL",
        dropped(reception.due(Reception.PATIENCE)));
  }

  @Test
  void aSourceAddressIsKnownAtOnceAndAnotherOneIsTurnedAway() throws Exception {
    expect("a", new CallerId.Source(address("192.0.2.9")), NOTHING, Framing.rtu());
    assertTaken("x", "a", "", arrived("x", 0));
    assertEquals(
        "198.51.100.4 dials in at port 5020 and is not known: no octets",
        dropped(reception.arrived("y", address("198.51.100.4"), 1)));
  }

  @Test
  void anybodyIsTaken() throws Exception {
    expect("a", new CallerId.Anybody(), NOTHING, Framing.tcp());
    assertTaken("x", "a", "", arrived("x", 0));
  }

  @Test
  void unitsAreAskedOneAfterAnotherUntilOneAnswers() throws Exception {
    expect("b", new CallerId.Unit(2), NOTHING, Framing.rtu());
    expect("a", new CallerId.Unit(1), NOTHING, Framing.rtu());
    byte[] frame = asked(arrived("x", 0));
    assertArrayEquals(new byte[] {1, 3, 0, 0, 0, 1}, java.util.Arrays.copyOf(frame, 6));
    assertEquals(List.of(), reception.due(SECOND - 1));
    assertEquals(2, asked(reception.due(SECOND))[0]);
    assertTaken("x", "b", "", says("x", reply(2), SECOND + 1));
  }

  @Test
  void aRefusalIsAnAnswerAndAnotherUnitsReplyIsNone() throws Exception {
    expect("a", new CallerId.Unit(1), NOTHING, Framing.rtu());
    asked(arrived("x", 0));
    assertEquals(List.of(), says("x", reply(9), 1));
    byte[] refusal = {1, (byte) 0x83, 2, 0, 0};
    int crc = Pdu.crc(refusal, 3);
    refusal[3] = (byte) crc;
    refusal[4] = (byte) (crc >> 8);
    assertEquals(1, asked(reception.due(SECOND))[0]);
    assertTaken("x", "a", "", says("x", refusal, SECOND + 1));
  }

  @Test
  void aUnitWhoseLeaseHasEndedIsNotAsked() throws Exception {
    silent.add(1);
    expect("a", new CallerId.Unit(1), NOTHING, Framing.rtu());
    assertEquals(List.of(), arrived("x", 0));
    assertEquals(Reception.GREETING, reception.next());
    assertEquals(List.of(), reception.due(Reception.GREETING));
    silent.clear();
    assertEquals(1, asked(reception.due(2 * Reception.GREETING))[0]);
  }

  @Test
  void unitsAreAskedOnlyWhenNoRegistrationComes() throws Exception {
    expectFirst("a", "PILE-1");
    expect("b", new CallerId.Unit(2), NOTHING, Framing.tcp());
    assertEquals(List.of(), arrived("x", 0));
    byte[] frame = asked(reception.due(Reception.GREETING));
    assertEquals(2, frame[6]);
    byte[] reply = {0, frame[1], 0, 0, 0, 5, 2, 3, 2, 0, 1};
    assertTaken("x", "b", "", says("x", reply, Reception.GREETING + 1));
  }

  @Test
  void nobodyWhoDoesNotAnswerIsAskedForEver() throws Exception {
    expect("a", new CallerId.Unit(1), NOTHING, Framing.rtu());
    asked(arrived("x", 0));
    long now = 0;
    int questions = 1;
    while (reception.next() < Reception.PATIENCE) {
      now = reception.next();
      questions += reception.due(now).size();
    }
    assertEquals(30, questions);
    assertTrue(dropped(reception.due(Reception.PATIENCE)).contains("says nothing"));
  }

  @Test
  void noMoreThanAFewWaitAndTheOldestMakesRoom() throws Exception {
    expectFirst("a", "PILE-1");
    for (int i = 0; i <= Reception.STRANGERS; i++) {
      assertEquals(List.of(), arrived("x" + i, i));
    }
    assertTrue(dropped(arrived("y", 100)).contains("waits with too many others"));
    assertEquals(Reception.STRANGERS + 1, reception.waiting().size());
    assertTrue(!reception.waiting().contains("x0"));
  }

  @Test
  void asManyMayWaitAsAreExpectedSoThatAllCanCallAtOnceAfterAPowerCut() throws Exception {
    for (int i = 0; i < 100; i++) {
      expectFirst("line-" + i + "-", "PILE-%03d".formatted(i));
    }
    for (int i = 0; i < 100; i++) {
      assertEquals(List.of(), arrived("x" + i, i));
    }
    for (int i = 0; i < 100; i++) {
      assertTaken("x" + i, "line-" + i + "-", "", says("x" + i, "PILE-%03d".formatted(i), 1_000));
    }
  }

  @Test
  void whoCallsAgainAndAgainMakesRoomForAnotherAndNotTheOtherWayRound() throws Exception {
    expectFirst("a", "PILE-1");
    reception.arrived("pile", address("198.51.100.7"), 0);
    for (int i = 0; i < 500; i++) {
      arrived("x" + i, 1 + i);
    }
    assertTaken("pile", "a", "", says("pile", "PILE-1", 1_000));
  }

  @Test
  void anotherModemsHeartbeatMayBeTheBeginningOfARegistration() throws Exception {
    expect("a", first("PILE-1"), "PING".getBytes(US_ASCII), Framing.rtu());
    expect("b", first("PING-2"), NOTHING, Framing.rtu());
    arrived("x", 0);
    assertTaken("x", "b", "", says("x", "PING-2", 1));
    arrived("y", 0);
    assertTaken("y", "a", "", says("y", "PINGPILE-1", 1));
  }

  @Test
  void aCallerThatHangsUpBeforeItIsKnownIsForgotten() throws Exception {
    expectFirst("a", "PILE-1");
    arrived("x", 0);
    assertTrue(dropped(reception.gone("x")).contains("hangs up before it is known"));
    assertEquals(List.of(), says("x", "PILE-1", 1));
    assertEquals(Long.MAX_VALUE, reception.next());
  }

  @Test
  void devicesThatCouldNotBeToldApartAreRefused() throws Exception {
    Calling one = new Calling("", 5020, first("PILE-1"), NOTHING);
    assertEquals(
        Optional.of("caller: PILE-10 and PILE-1 begin alike; see port 5020"),
        new Calling("", 5020, first("PILE-10"), NOTHING).confused(one));
    assertEquals(
        Optional.of("caller: two drivers expect unit 3; see port 5020"),
        new Calling("", 5020, new CallerId.Unit(3), NOTHING)
            .confused(new Calling("", 5020, new CallerId.Unit(3), NOTHING)));
    assertTrue(new Calling("", 5020, new CallerId.Anybody(), NOTHING).confused(one).isPresent());
    assertEquals(Optional.empty(), new Calling("", 5021, first("PILE-10"), NOTHING).confused(one));
    assertEquals(Optional.empty(), new Calling("", 5020, first("PILE-2"), NOTHING).confused(one));
  }
}
