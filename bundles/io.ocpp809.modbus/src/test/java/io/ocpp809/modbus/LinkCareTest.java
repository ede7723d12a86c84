package io.ocpp809.modbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a line does for adapters and devices with habits: echo, pauses, one client at a time. */
class LinkCareTest {
  private static final long MILLI = 1_000_000;
  private static final LineSettings SERIAL = new LineSettings(100, 0, 500, 115_200, 11);
  private static final LineSettings NETWORK = new LineSettings(100, 0, 500, 0, 11);
  // Function 3, register 6B, one: CRC-16 of 01 03 00 6B 00 01 is D6F5, low octet first.
  private static final String QUESTION = "01 03 00 6B 00 01 F5 D6";
  private static final String ANSWER = "01 03 02 02 2B F9 3B";

  private long now = 1_000_000_000_000L;
  private LineMachine machine;

  private static Request read(int unit) {
    return new Request.Read(unit, Table.HOLDING, 0x6B, 1);
  }

  private void serial(LineSettings settings) {
    machine = new LineMachine(Framing.rtu(), false, "/dev/ttyS1", settings);
  }

  private void tcp(LineSettings settings) {
    machine = new LineMachine(Framing.tcp(), true, "pile:502", settings);
  }

  private CompletableFuture<Reply> submit(Request request) {
    CompletableFuture<Reply> done = new CompletableFuture<>();
    machine.submit(
        new Order(request, Priority.FAST, now, Long.MAX_VALUE, r -> Optional.empty(), done));
    return done;
  }

  private Step next() {
    Step step = machine.next(now);
    deliver();
    return step;
  }

  private void deliver() {
    machine.outcomes().forEach(o -> o.done().complete(o.reply()));
  }

  private void open() {
    assertInstanceOf(Step.Open.class, next());
    machine.opened();
  }

  private void send() {
    Step step = next();
    while (step instanceof Step.Wait wait) {
      now = wait.untilNanos();
      step = next();
    }
    assertInstanceOf(Step.Send.class, step);
  }

  private void receive(String hex) {
    byte[] octets = HexFormat.ofDelimiter(" ").parseHex(hex);
    machine.received(octets, octets.length, now);
    deliver();
  }

  private CompletableFuture<Reply> asked(LineSettings settings) {
    serial(settings);
    CompletableFuture<Reply> reply = submit(read(1));
    open();
    send();
    return reply;
  }

  @Test
  void theEchoIsCutOutAtOnceOrInPieces() {
    CompletableFuture<Reply> reply = asked(SERIAL.withEcho(true));
    receive(QUESTION.substring(0, 11));
    assertFalse(reply.isDone());
    receive(QUESTION.substring(12) + " " + ANSWER);
    assertEquals(new Reply.Data(new int[] {0x22B}), reply.join());
    CompletableFuture<Reply> second = submit(read(1));
    send();
    receive(QUESTION);
    assertFalse(second.isDone());
    receive(ANSWER);
    assertTrue(second.join().good());
  }

  @Test
  void theEchoOfAWriteIsNoAcknowledgement() {
    serial(SERIAL.withEcho(true));
    Request write = new Request.Write(1, 6, 1, new int[] {3});
    CompletableFuture<Reply> reply = submit(write);
    open();
    send();
    String frame = HexFormat.ofDelimiter(" ").formatHex(Framing.rtu().encode(write, 0));
    receive(frame);
    assertFalse(reply.isDone(), "the device has not answered");
    receive(frame);
    assertTrue(reply.join().good());
  }

  @Test
  void anEchoThatDiffersIsACollisionAfterWhichTheLineIsDrained() {
    CompletableFuture<Reply> reply = asked(SERIAL.withEcho(true));
    receive("01 03 00 6F");
    assertEquals(
        "what came back is not what was sent; somebody else sends at the same time, or the adapter"
            + " does not echo",
        reply.join().fault());
    Step.Wait quiet = assertInstanceOf(Step.Wait.class, next());
    assertEquals(now + 20 * MILLI, quiet.untilNanos());
  }

  @Test
  void aMissingEchoIsTold() {
    CompletableFuture<Reply> reply = asked(SERIAL.withEcho(true));
    now += 1_000 * MILLI;
    next();
    assertEquals(
        "not even the echo of the request came back; is the adapter one that echoes?",
        reply.join().fault());
  }

  @Test
  void anEchoAloneIsADeviceThatDoesNotAnswer() {
    CompletableFuture<Reply> reply = asked(SERIAL.withEcho(true));
    receive(QUESTION);
    now += 1_000 * MILLI;
    next();
    assertTrue(reply.join().fault().startsWith("unit 1 did not answer"), reply.join().fault());
  }

  @Test
  void theFirstRequestWaitsForThePauseAfterConnecting() {
    tcp(NETWORK.withPauses(300, 0));
    submit(read(1));
    open();
    assertEquals(new Step.Wait(now + 300 * MILLI, false), next());
    now += 300 * MILLI;
    assertInstanceOf(Step.Send.class, next());
  }

  @Test
  void aRequestToAnotherUnitWaitsForThePauseAndOneToTheSameDoesNot() {
    serial(SERIAL.withPauses(0, 50));
    submit(read(1));
    open();
    send();
    receive(ANSWER);
    long ended = now;
    submit(read(1));
    send();
    assertTrue(now < ended + 50 * MILLI);
    receive(ANSWER);
    ended = now;
    submit(read(2));
    send();
    assertEquals(ended + 50 * MILLI, now);
  }

  @Test
  void anIdleConnectionIsClosedAfterItsTimeAndMadeAgainForTheNextRequest() {
    tcp(NETWORK.withCloseAfter(2_000));
    CompletableFuture<Reply> reply = submit(read(1));
    open();
    send();
    // Transaction 1, protocol 0, 5 octets: unit 1, function 3, 2 octets, 022B.
    receive("00 01 00 00 00 05 01 03 02 02 2B");
    assertTrue(reply.join().good());
    assertEquals(new Step.Wait(now + 2_000 * MILLI, true), next());
    now += 2_000 * MILLI;
    assertInstanceOf(Step.Close.class, next());
    assertEquals(new Step.Wait(Long.MAX_VALUE, false), next());
    submit(read(1));
    assertInstanceOf(Step.Open.class, next());
  }
}
