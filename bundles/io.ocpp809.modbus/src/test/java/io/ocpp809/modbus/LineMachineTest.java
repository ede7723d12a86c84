package io.ocpp809.modbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.modbus.Reply.Failed;
import io.ocpp809.modbus.Reply.Failed.Kind;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** A line whose link, clock and device the test plays; times are in milliseconds. */
class LineMachineTest {
  private static final LineSettings SERIAL = new LineSettings(100, 0, 500, 9600, 11);
  private static final LineSettings NETWORK = new LineSettings(100, 0, 500, 0, 11);
  private static final Request READ = new Request.Read(1, Table.HOLDING, 0x6B, 1);

  private LineMachine machine;
  private long now = 1_000_000_000_000L;

  private void tcp() {
    machine = new LineMachine(Framing.tcp(), true, "pile:502", NETWORK);
  }

  private void rtuOverTcp() {
    machine = new LineMachine(Framing.rtu(), true, "pile:502", NETWORK);
  }

  private void serial() {
    machine = new LineMachine(Framing.rtu(), false, "/dev/ttyS1", SERIAL);
  }

  private CompletableFuture<Reply> submit(Request request, Priority priority) {
    return submit(request, priority, Long.MAX_VALUE, r -> Optional.empty());
  }

  private CompletableFuture<Reply> submit(
      Request request, Priority priority, long expires, Function<Reply, Optional<Request>> next) {
    CompletableFuture<Reply> done = new CompletableFuture<>();
    machine.submit(new Order(request, priority, now, expires, next, done));
    return done;
  }

  private Step next() {
    Step step = machine.next(now);
    machine.outcomes().forEach(o -> o.done().complete(o.reply()));
    return step;
  }

  /** The next frame; opens, closes and waits for pauses on the way. */
  private String sent() {
    for (int i = 0; i < 10; i++) {
      Step step = next();
      if (step instanceof Step.Send send) {
        return HexFormat.ofDelimiter(" ").withUpperCase().formatHex(send.frame());
      } else if (step instanceof Step.Open) {
        machine.opened();
      } else if (step instanceof Step.Wait wait && wait.untilNanos() != Long.MAX_VALUE) {
        now = wait.untilNanos();
      }
    }
    return "nothing";
  }

  private void receive(String hex) {
    byte[] octets = HexFormat.ofDelimiter(" ").parseHex(hex);
    machine.received(octets, octets.length, now);
    machine.outcomes().forEach(o -> o.done().complete(o.reply()));
  }

  private void later(long millis) {
    now += millis * 1_000_000;
  }

  private static Request read(int unit) {
    return new Request.Read(unit, Table.HOLDING, 0, 1);
  }

  private static Failed failed(CompletableFuture<Reply> reply) {
    return assertInstanceOf(Failed.class, reply.getNow(null));
  }

  @Test
  void aTcpReadIsFramedAndAnsweredByItsTransaction() {
    tcp();
    var reply = submit(READ, Priority.DEMAND);
    assertEquals("00 01 00 00 00 06 01 03 00 6B 00 01", sent());
    receive("00 01 00 00 00 05 01 03 02 02 2B");
    assertEquals(new Reply.Data(new int[] {0x22B}), reply.join());
  }

  @Test
  void anRtuReadIsFramedWithItsChecksum() {
    // CRC-16 of 01 03 00 6B 00 01 is D6F5, low octet first; of 01 03 02 02 2B it is 3BF9.
    serial();
    var reply = submit(READ, Priority.DEMAND);
    assertEquals("01 03 00 6B 00 01 F5 D6", sent());
    receive("01 03 02 02 2B F9 3B");
    assertEquals(new Reply.Data(new int[] {0x22B}), reply.join());
  }

  @Test
  void aReplyInPiecesIsPutTogether() {
    tcp();
    var reply = submit(READ, Priority.DEMAND);
    sent();
    receive("00 01 00 00 00 05");
    receive("01 03 02 02");
    assertFalse(reply.isDone());
    receive("2B");
    assertTrue(reply.join().good());
  }

  @Test
  void aDribbledReplyDoesNotMoveTheDeadline() {
    tcp();
    var reply = submit(READ, Priority.DEMAND);
    sent();
    for (int i = 0; i < 5; i++) {
      later(20);
      receive("00");
    }
    next();
    assertEquals(
        "unit 1 answered 5 octets within 100 ms, too few for a reply", failed(reply).text());
  }

  @Test
  void aReplyAfterTheDeadlineIsPassedOverAndTheRightOneTaken() {
    tcp();
    var first = submit(READ, Priority.DEMAND);
    sent();
    later(100);
    next();
    assertEquals("unit 1 did not answer within 100 ms", failed(first).text());
    var second = submit(READ, Priority.DEMAND);
    assertEquals("00 02 00 00 00 06 01 03 00 6B 00 01", sent(), "the same connection");
    receive("00 01 00 00 00 05 01 03 02 FF FF");
    assertFalse(second.isDone());
    receive("00 02 00 00 00 05 01 03 02 02 2B");
    assertEquals(new Reply.Data(new int[] {0x22B}), second.join());
    assertEquals(1, machine.counters(1).snapshot().stale());
  }

  @Test
  void aReplyOfAnotherUnitIsPassedOverAndNamedAtTheDeadline() {
    tcp();
    var reply = submit(READ, Priority.DEMAND);
    sent();
    receive("00 01 00 00 00 05 02 03 02 02 2B");
    assertFalse(reply.isDone());
    later(100);
    assertInstanceOf(Step.Close.class, next());
    assertEquals("a reply of unit 2 instead of 1", failed(reply).text());
    assertEquals(Kind.MISMATCH, failed(reply).kind());
  }

  @Test
  void onASerialLineTheRightUnitIsAwaitedAfterAWrongOne() {
    serial();
    var reply = submit(READ, Priority.DEMAND);
    sent();
    // CRC-16 of 02 03 02 02 2B is 3BBD.
    receive("02 03 02 02 2B BD 3B");
    receive("01 03 02 02 2B F9 3B");
    assertTrue(reply.join().good());
  }

  @Test
  void aReplyOfAnotherFunctionOrLengthIsRefused() {
    tcp();
    var other = submit(READ, Priority.DEMAND);
    sent();
    receive("00 01 00 00 00 05 01 04 02 02 2B");
    assertEquals("a reply to function 4 instead of 3", failed(other).text());
    var longer = submit(READ, Priority.DEMAND);
    sent();
    receive("00 02 00 00 00 07 01 03 04 02 2B 00 00");
    assertEquals("a reply of 6 instead of 4 octets", failed(longer).text());
  }

  @Test
  void aWrongProtocolIsToldApartFromModbusTcp() {
    tcp();
    var reply = submit(READ, Priority.DEMAND);
    sent();
    receive("01 03 02 02 2B F9 3B AA");
    assertEquals(
        "no Modbus TCP header; does the converter expect RTU over TCP?", failed(reply).text());
    assertInstanceOf(Step.Close.class, next());
  }

  @Test
  void aWrongChecksumIsRefusedAlsoOverTcp() {
    rtuOverTcp();
    var reply = submit(READ, Priority.DEMAND);
    sent();
    receive("01 03 02 02 2B F9 3C");
    assertEquals(Kind.CRC, failed(reply).kind());
    assertEquals("a frame with a wrong checksum", failed(reply).text());
    Step.Wait drain = assertInstanceOf(Step.Wait.class, next());
    assertEquals(20_000_000, drain.untilNanos() - now, "until the line behind is quiet");
    now = drain.untilNanos();
    assertInstanceOf(Step.Close.class, next(), "nothing that comes later is trusted");
  }

  @Test
  void aShortReplyOnASerialLineIsATimeOutAndTheLineIsDrained() {
    serial();
    var reply = submit(READ, Priority.DEMAND);
    sent();
    receive("01 03 02");
    later(200);
    Step.Wait drain = assertInstanceOf(Step.Wait.class, next());
    assertEquals(
        "unit 1 answered 3 octets within 100 ms, too few for a reply", failed(reply).text());
    assertEquals(20_000_000, drain.untilNanos() - now, "20 ms of silence");
    submit(READ, Priority.DEMAND);
    later(10);
    receive("02 2B");
    Step.Wait longer = assertInstanceOf(Step.Wait.class, next());
    assertEquals(20_000_000, longer.untilNanos() - now, "counted from the latest octet");
    now = longer.untilNanos();
    assertInstanceOf(Step.Send.class, next());
  }

  @Test
  void requestsAreAtLeastThreeAndAHalfCharactersApart() {
    serial();
    submit(READ, Priority.DEMAND);
    submit(READ, Priority.DEMAND);
    sent();
    receive("01 03 02 02 2B F9 3B");
    Step.Wait wait = assertInstanceOf(Step.Wait.class, next());
    assertEquals(4_010_415, wait.untilNanos() - now, 10, "3.5 characters of 11 bits at 9600");
  }

  @Test
  void anExceptionIsAReplyAndNoFailureOfTheLine() {
    tcp();
    var reply = submit(READ, Priority.DEMAND);
    sent();
    receive("00 01 00 00 00 03 01 83 02");
    assertEquals("exception 2: illegal data address", reply.join().fault());
    submit(READ, Priority.DEMAND);
    assertInstanceOf(Step.Send.class, next());
    assertEquals(1L, machine.counters(1).snapshot().codes().get(2));
  }

  @Test
  void aBusyDeviceIsAskedAgainSoonAndOthersMeanwhile() {
    tcp();
    var reply = submit(READ, Priority.FAST);
    sent();
    receive("00 01 00 00 00 03 01 83 06");
    assertFalse(reply.isDone());
    var other = submit(read(2), Priority.SLOW);
    assertEquals("00 02 00 00 00 06 02 03 00 00 00 01", sent());
    receive("00 02 00 00 00 05 02 03 02 00 07");
    assertTrue(other.join().good());
    Step.Wait wait = assertInstanceOf(Step.Wait.class, next());
    assertEquals(now + 100_000_000, wait.untilNanos());
    assertEquals("00 03 00 00 00 06 01 03 00 6B 00 01", sent());
    receive("00 03 00 00 00 05 01 03 02 00 09");
    assertEquals(new Reply.Data(new int[] {9}), reply.join());
  }

  @Test
  void aDeviceThatStaysBusyIsAskedFourTimesAndThenSaysSo() {
    serial();
    var reply = submit(READ, Priority.DEMAND);
    // CRC-16 of 01 83 05 is 3381.
    for (int i = 0; i < 4; i++) {
      assertFalse(reply.isDone());
      later(400);
      assertEquals("01 03 00 6B 00 01 F5 D6", sent());
      receive("01 83 05 81 33");
    }
    assertEquals(new Reply.Refused(5), reply.join());
    assertEquals("nothing", sent());
    assertEquals(4, machine.counters(1).snapshot().exceptions());
  }

  @Test
  void aSerialLineWithABusyDeviceLooksForWritesEveryTenMilliseconds() {
    serial();
    submit(READ, Priority.DEMAND);
    sent();
    receive("01 83 05 81 33");
    later(5);
    Step.Wait wait = assertInstanceOf(Step.Wait.class, next());
    assertEquals(now + 10_000_000, wait.untilNanos());
  }

  @Test
  void anOlderWriteToABusyDeviceNeverFollowsANewerOne() {
    tcp();
    var first = submit(new Request.Write(1, 6, 10, new int[] {160}), Priority.WRITE);
    sent();
    receive("00 01 00 00 00 03 01 86 06");
    assertFalse(first.isDone());
    var second = submit(new Request.Write(1, 16, 9, new int[] {0, 60}), Priority.WRITE);
    assertEquals("00 02 00 00 00 0B 01 10 00 09 00 02 04 00 00 00 3C", sent());
    assertEquals(new Reply.Refused(6), first.join());
    var third = submit(new Request.Write(1, 6, 10, new int[] {80}), Priority.WRITE);
    receive("00 02 00 00 00 03 01 90 06");
    assertEquals(new Reply.Refused(6), second.join(), "the newer one waits already");
    sent();
    receive("00 03 00 00 00 06 01 06 00 0A 00 50");
    assertTrue(third.join().good());
    assertEquals("nothing", sent());
  }

  @Test
  void aWriteThatIsAcknowledgedAsNotDoneYetIsNotSentTwice() {
    tcp();
    var reply = submit(new Request.Write(1, 6, 10, new int[] {1}), Priority.WRITE);
    sent();
    receive("00 01 00 00 00 03 01 86 05");
    assertEquals(new Reply.Refused(5), reply.join());
    assertEquals("nothing", sent());
  }

  @Test
  void anOrderIsNotSentAgainAfterItsTimeOrAfterWhatWasReadForIt() {
    tcp();
    var late = submit(READ, Priority.DEMAND, now + 50_000_000, r -> Optional.empty());
    sent();
    receive("00 01 00 00 00 03 01 83 06");
    assertEquals(new Reply.Refused(6), late.join());
    Request write = new Request.Write(1, 6, 0x6B, new int[] {3});
    var changed =
        submit(
            READ,
            Priority.WRITE,
            Long.MAX_VALUE,
            r -> r.good() ? Optional.of(write) : Optional.empty());
    sent();
    receive("00 02 00 00 00 05 01 03 02 00 01");
    sent();
    receive("00 03 00 00 00 03 01 86 06");
    assertEquals(new Reply.Refused(6), changed.join());
  }

  @Test
  void anErrorOfTheLinkMakesAFreshOne() {
    tcp();
    var reply = submit(READ, Priority.DEMAND);
    sent();
    machine.broken("reset by peer", now);
    assertInstanceOf(Step.Close.class, next());
    assertEquals("pile:502: reset by peer", failed(reply).text());
    submit(READ, Priority.DEMAND);
    assertInstanceOf(Step.Open.class, next());
  }

  @Test
  void aLinkThatCannotBeOpenedIsTriedAgainAfterAPauseThatDoubles() {
    tcp();
    var first = submit(READ, Priority.DEMAND);
    assertInstanceOf(Step.Open.class, next());
    machine.openFailed("pile:502 cannot be reached", now);
    assertInstanceOf(Step.Wait.class, next());
    assertEquals("pile:502 cannot be reached", failed(first).text());
    later(499);
    var second = submit(READ, Priority.DEMAND);
    assertInstanceOf(Step.Wait.class, next());
    assertEquals(Kind.LINK, failed(second).kind());
    later(1);
    submit(READ, Priority.DEMAND);
    assertInstanceOf(Step.Open.class, next());
    machine.openFailed("pile:502 cannot be reached", now);
    next();
    later(999);
    submit(READ, Priority.DEMAND);
    assertInstanceOf(Step.Wait.class, next());
  }

  @Test
  void aWriteOvertakesPollsThatWait() {
    tcp();
    submit(read(1), Priority.FAST);
    submit(read(2), Priority.ONCE);
    submit(read(3), Priority.SLOW);
    submit(read(4), Priority.FAST);
    submit(read(5), Priority.DEMAND);
    submit(read(6), Priority.READ_BACK);
    submit(new Request.Write(7, 6, 0, new int[] {1}), Priority.WRITE);
    StringBuilder units = new StringBuilder();
    for (int i = 1; i <= 7; i++) {
      String frame = sent();
      units.append(frame.charAt(19));
      receive(frame.substring(0, 15) + "03" + frame.substring(17, 21) + "83 06");
    }
    assertEquals("7651432", units.toString());
  }

  @Test
  void unitsTakeTurns() {
    tcp();
    for (int unit : new int[] {1, 1, 1, 2, 2, 3}) {
      submit(read(unit), Priority.FAST);
    }
    StringBuilder units = new StringBuilder();
    for (int i = 1; i <= 6; i++) {
      String frame = sent();
      units.append(frame.charAt(19));
      receive(frame.substring(0, 15) + "03" + frame.substring(17, 21) + "83 06");
    }
    assertEquals("123121", units.toString());
  }

  @Test
  void aSlowPollThatHasWaitedLongIsNotStarved() {
    tcp();
    submit(read(2), Priority.SLOW);
    later(5_000);
    submit(read(1), Priority.FAST);
    assertEquals('2', sent().charAt(19));
  }

  @Test
  void aUnitThatDoesNotAnswerIsGivenARestAndTheOthersGoOn() {
    serial();
    for (int i = 0; i < 2; i++) {
      submit(read(1), Priority.FAST);
      sent();
      later(200);
      next();
    }
    var rested = submit(read(1), Priority.FAST);
    var other = submit(READ_2, Priority.FAST);
    assertEquals("02", sent().substring(0, 2));
    assertEquals("unit 1 does not answer; next try in 2 s", failed(rested).text());
    receive("02 03 02 02 2B BD 3B");
    assertTrue(other.join().good());
    later(2_000);
    submit(read(1), Priority.FAST);
    assertEquals("01", sent().substring(0, 2), "tried again after 2 s");
    later(200);
    next();
    var four = submit(read(1), Priority.FAST);
    next();
    later(100);
    next();
    assertEquals("unit 1 does not answer; next try in 4 s", failed(four).text());
  }

  private static final Request READ_2 = new Request.Read(2, Table.HOLDING, 0x6B, 1);

  @Test
  void attemptsOnDeadUnitsTakeATenthOfTheTimeAtMost() {
    machine = new LineMachine(Framing.rtu(), true, "pile:502", NETWORK);
    for (int unit = 1; unit <= 5; unit++) {
      for (int i = 0; i < 2; i++) {
        submit(read(unit), Priority.FAST);
        sent();
        later(100);
        next();
      }
    }
    long spent = 0;
    long end = now + 60_000_000_000L;
    while (now < end) {
      for (int unit = 1; unit <= 5; unit++) {
        submit(new Request.Write(unit, 6, 0, new int[] {1}), Priority.WRITE);
      }
      String frame = sent();
      if (!frame.equals("nothing")) {
        later(100);
        spent += 100;
      }
      next();
      later(50);
    }
    assertTrue(spent > 0 && spent <= 6_100, spent + " of 60000 ms");
  }

  @Test
  void aWriteToALoneUnitAtRestIsTriedAtOnce() {
    tcp();
    for (int i = 0; i < 2; i++) {
      submit(read(1), Priority.FAST);
      sent();
      later(100);
      next();
    }
    submit(new Request.Write(1, 6, 0, new int[] {1}), Priority.WRITE);
    assertTrue(sent().contains("01 06 00 00 00 01"));
  }

  @Test
  void aRequestThatHasWaitedTooLongIsNotSent() {
    tcp();
    submit(READ, Priority.FAST);
    sent();
    var late =
        submit(
            new Request.Write(1, 6, 0, new int[] {1}),
            Priority.WRITE,
            now + 50_000_000,
            r -> Optional.empty());
    later(100);
    assertEquals("nothing", sent());
    assertEquals("the line was busy for too long; not sent", failed(late).text());
  }

  @Test
  void nothingComesBetweenReadingARegisterAndWritingItsBits() {
    tcp();
    Request write = new Request.Write(1, 6, 0x6B, new int[] {0x22F});
    var done = submit(READ, Priority.WRITE, Long.MAX_VALUE, r -> Optional.of(write));
    submit(new Request.Write(1, 6, 0x6B, new int[] {0}), Priority.WRITE);
    sent();
    receive("00 01 00 00 00 05 01 03 02 02 2B");
    assertEquals("00 02 00 00 00 06 01 06 00 6B 02 2F", sent());
    assertFalse(done.isDone());
  }

  @Test
  void aBroadcastDoesNotWaitForAReply() {
    serial();
    var done = submit(new Request.Write(0, 6, 1, new int[] {8}), Priority.WRITE);
    assertEquals("00 06 00 01 00 08", sent().substring(0, 17));
    next();
    assertEquals(new Reply.Done(), done.getNow(null));
  }

  @Test
  void writesAreAcknowledgedByTheirEchoOnly() {
    tcp();
    var six = submit(new Request.Write(1, 6, 0x10, new int[] {8}), Priority.WRITE);
    sent();
    receive("00 01 00 00 00 06 01 06 00 10 00 08");
    assertEquals(new Reply.Done(), six.join());
    var many = submit(new Request.Write(1, 16, 0x10, new int[] {1, 2}), Priority.WRITE);
    assertEquals("00 02 00 00 00 0B 01 10 00 10 00 02 04 00 01 00 02", sent());
    receive("00 02 00 00 00 06 01 10 00 10 00 02");
    assertEquals(new Reply.Done(), many.join());
    var mask = submit(new Request.Mask(1, 4, 0xF2, 0x25), Priority.WRITE);
    assertEquals("00 03 00 00 00 08 01 16 00 04 00 F2 00 25", sent());
    receive("00 03 00 00 00 08 01 16 00 04 00 F2 00 25");
    assertEquals(new Reply.Done(), mask.join());
    var wrong = submit(new Request.Write(1, 6, 0x10, new int[] {9}), Priority.WRITE);
    sent();
    receive("00 04 00 00 00 06 01 06 00 10 00 08");
    assertEquals("the acknowledgement of another write", failed(wrong).text());
  }

  @Test
  void anAcknowledgementWaitsForOneBlockAtMostWhateverIsPolled() {
    assertEquals(37, SERIAL.mostRegisters());
    assertEquals(36, new LineSettings(100, 0, 500, 19_200, 11).mostRegisters());
    assertEquals(125, new LineSettings(100, 0, 500, 115_200, 11).mostRegisters());
    assertEquals(125, NETWORK.mostRegisters());
    assertEquals(4, new LineSettings(100, 0, 500, 2_400, 11).mostRegisters());
  }

  @Test
  void aFollowingRequestThatCannotBeMadeFailsItsOrderAndTheLineGoesOn() {
    tcp();
    var reply =
        submit(
            READ,
            Priority.DEMAND,
            Long.MAX_VALUE,
            r -> {
              throw new IllegalStateException("thrown by a test");
            });
    sent();
    receive("00 01 00 00 00 05 01 03 02 02 2B");
    assertEquals(
        "unit 1 answered, but nothing follows: java.lang.IllegalStateException: thrown by a test",
        failed(reply).text());
    var second = submit(READ, Priority.DEMAND);
    assertEquals("00 02 00 00 00 06 01 03 00 6B 00 01", sent());
    receive("00 02 00 00 00 05 01 03 02 02 2B");
    assertTrue(second.join().good());
  }

  @Test
  void anOrderThatWaitsWhenTheLeaseOfItsUnitEndsIsNotSent() {
    serial();
    var polled = submit(READ, Priority.FAST);
    var other = submit(READ_2, Priority.FAST);
    machine.silence(u -> u == 1 ? Optional.of("silent: the lease has ended") : Optional.empty());
    assertEquals("02", sent().substring(0, 2));
    assertEquals(Kind.SILENT, failed(polled).kind());
    assertEquals("silent: the lease has ended", failed(polled).text());
    assertFalse(other.isDone());
  }

  @Test
  void theTurnaroundOfAUnitIsLearntWithoutTheTimeOnTheWire() {
    serial();
    assertEquals(20, machine.counters(1).snapshot().turnaroundMillis(), "before its first answer");
    submit(READ, Priority.DEMAND);
    sent();
    // 8 + 7 octets of 11 bits at 9600 are 17.2 ms; the device takes 7.8.
    later(25);
    receive("01 03 02 02 2B F9 3B");
    assertEquals(7.8, machine.counters(1).snapshot().turnaroundMillis(), 0.1);
    assertEquals(25, machine.counters(1).snapshot().medianMillis());
    assertEquals(25, machine.counters(1).snapshot().p99Millis());
  }
}
