package io.ocpp809.modbus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.modbus.VirtualLine.Answer;
import io.ocpp809.modbus.VirtualLine.Transport;
import io.ocpp809.testkit.modbus.Misbehaviour;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Everything that a unit does wrong, over TCP, RTU over TCP and RTU, in virtual time: no value of
 * another request is ever taken, nothing is sent while a unit sends, the unit is back within the
 * deadline, and the other unit of the line is not harmed.
 */
class FaultTableTest {
  private static final int ROUNDS = 400;

  /** Rounds that are looked at behind the first good reply. */
  private static final int AFTER = 40;

  /** What late is, ms: soon after the deadline, and in the middle of the exchanges that follow. */
  private static final int[] LATE = {150, 170, 200, 250, 290};

  /** Gap between two rounds, ms: as polls that come close together. */
  private static final int PAUSE = 60;

  /**
   * On RTU octets that come after the deadline may fall into the other unit's exchange, which then
   * fails once. A connection that is deaf is deaf for all of its units: two requests are lost
   * before it is given up, and if the next ones are deaf too, so is the whole line.
   */
  private static final Set<Misbehaviour> DISTURBS =
      EnumSet.of(
          Misbehaviour.LATE, Misbehaviour.HOLE, Misbehaviour.DRIBBLED_TOO_LONG, Misbehaviour.DEAF);

  private static Stream<Arguments> everythingWrongOnEveryTransport() {
    List<Arguments> all = new ArrayList<>();
    for (Transport transport : Transport.values()) {
      for (Misbehaviour how : Misbehaviour.values()) {
        if (how.fits(transport.framing, transport.connection)) {
          all.add(Arguments.of(transport, how, 1));
          all.add(Arguments.of(transport, how, 3));
        }
      }
    }
    return all.stream();
  }

  /**
   * Requests that are easily taken for each other: same function and count, other address. Only a
   * unit that sends an old reply in time, where no time-out was before, cannot be told from a right
   * one on RTU, which has no identifier: for it each request has another count.
   */
  private static Request request(int unit, int turn, Misbehaviour how) {
    if (how == Misbehaviour.STALE) {
      return new Request.Read(unit, Table.HOLDING, 0, 1 + turn % 8);
    }
    return switch (turn % 4) {
      case 0 -> new Request.Read(unit, Table.HOLDING, 0, 8);
      case 1 -> new Request.Read(unit, Table.HOLDING, 16, 8);
      case 2 -> new Request.Write(unit, 6, 100, new int[] {turn & 0xFFFF});
      default -> new Request.Read(unit, Table.HOLDING, 32, 9);
    };
  }

  private static void assertRight(VirtualLine line, Answer a, String what) {
    if (a.reply() instanceof Reply.Data data) {
      int[] expected =
          VirtualLine.registers(
              a.request().unit(), a.request().address(), data.values().length, a.sequence());
      assertArrayEquals(expected, data.values(), what + a.request());
    } else if (a.reply() instanceof Reply.Done) {
      int value = ((Request.Write) a.request()).values()[0];
      assertEquals(value, line.written(a.request().unit(), a.request().address()), what);
    }
  }

  @ParameterizedTest(name = "{0} {1} x{2}")
  @MethodSource("everythingWrongOnEveryTransport")
  void noWrongValueNoCollisionAndBackWithinTheDeadline(
      Transport transport, Misbehaviour how, int times) {
    for (int late : Arrays.copyOf(LATE, DISTURBS.contains(how) ? LATE.length : 1)) {
      for (int phase = 0; phase < 4; phase++) {
        VirtualLine line = new VirtualLine(transport, late);
        for (int turn = 0; turn < 4; turn++) {
          assertTrue(line.ask(request(1, turn, how)).reply().good());
          assertTrue(line.ask(request(2, turn, how)).reply().good());
        }
        line.respondent().misbehave(1, how, times);
        play(line, transport, how, times, phase);
      }
    }
  }

  private static void play(
      VirtualLine line, Transport transport, Misbehaviour how, int times, int phase) {
    String row = transport + " " + how + " x" + times + " from " + phase + ": ";
    int harmed = 0;
    long rightFrom = -1;
    long back = -1;
    int after = 0;
    for (int round = 0; round < ROUNDS && after < AFTER; round++) {
      after += back < 0 ? 0 : 1;
      Answer bad = line.ask(request(1, round + phase, how));
      assertRight(line, bad, row);
      if (rightFrom < 0 && line.respondent().wrongToCome() == 0) {
        rightFrom = bad.atMillis();
      }
      if (rightFrom >= 0 && round > times && bad.reply().good() && back < 0) {
        back = bad.atMillis();
      }
      assertRight(line, line.ask(request(1, round + phase + 1, how)), row);
      Answer other = line.ask(request(2, round + phase, how));
      assertRight(line, other, row + "other unit ");
      harmed += other.reply().good() ? 0 : 1;
      line.pass(PAUSE);
    }
    assertEquals(0, line.collisions(), row + "requests while a unit was sending");
    assertTrue(back >= 0, row + "the unit is not back");
    boolean rests = times > 1 || DISTURBS.contains(how);
    long bound = rests ? 20_000 : 1_000;
    assertTrue(back - rightFrom <= bound, row + "back after " + (back - rightFrom) + " ms");
    int bearable = DISTURBS.contains(how) ? times : 0;
    bearable = how != Misbehaviour.DEAF ? bearable : times == 1 ? 2 : ROUNDS;
    assertTrue(harmed <= bearable, row + "the other unit failed " + harmed + " times");
    assertTrue(line.connections() <= 2 * times + 2, row + line.connections() + " connections");
  }
}
