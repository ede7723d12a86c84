package io.ocpp809.modbus;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a modem says on its own, in front of, within and behind a reply. */
class InterjectionsTest {
  private static final byte[] HEARTBEAT = "beat".getBytes(US_ASCII);
  private static final byte[] REGISTRATION = "PILE-1".getBytes(US_ASCII);
  private static final Request READ = new Request.Read(1, Table.HOLDING, 0x6B, 1);

  /** Register 022B; CRC-16 of 01 03 02 02 2B is 3BF9, low octet first. */
  private static final byte[] RTU = {1, 3, 2, 2, 0x2B, (byte) 0xF9, 0x3B};

  /** The same behind the header of the first exchange. */
  private static final byte[] TCP = {0, 1, 0, 0, 0, 5, 1, 3, 2, 2, 0x2B};

  private LineMachine machine;
  private CompletableFuture<Reply> done;
  private long now;

  private void ask(Framing framing) {
    machine = new LineMachine(framing, true, "port 5020", LineSettings.network());
    machine.called(new Interjections(List.of(HEARTBEAT, REGISTRATION)));
    send();
  }

  private void send() {
    done = new CompletableFuture<>();
    machine.submit(
        new Order(READ, Priority.DEMAND, now, Long.MAX_VALUE, r -> Optional.empty(), done));
    Step step = machine.next(now);
    if (step instanceof Step.Open) {
      machine.opened();
      step = machine.next(now);
    }
    while (step instanceof Step.Wait wait) {
      now = wait.untilNanos();
      step = machine.next(now);
    }
    assertInstanceOf(Step.Send.class, step);
  }

  private void hears(byte[]... parts) {
    for (byte[] part : parts) {
      machine.received(part, part.length, now);
    }
    machine.outcomes().forEach(o -> o.done().complete(o.reply()));
  }

  private static byte[] text(String text) {
    return text.getBytes(US_ASCII);
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static byte[] part(byte[] octets, int from, int to) {
    return java.util.Arrays.copyOfRange(octets, from, to);
  }

  private void assertRead() {
    Reply.Data data = assertInstanceOf(Reply.Data.class, done.getNow(null));
    assertArrayEquals(new int[] {0x022B}, data.values());
  }

  @Test
  void aHeartbeatAtAnyPlaceOfAReplyIsCutOut() {
    for (int at = 0; at <= RTU.length; at++) {
      ask(Framing.rtu());
      hears(joined(part(RTU, 0, at), HEARTBEAT, part(RTU, at, RTU.length)));
      assertRead();
    }
    for (int at = 0; at < TCP.length; at++) {
      ask(Framing.tcp());
      hears(joined(part(TCP, 0, at), HEARTBEAT, part(TCP, at, TCP.length)));
      assertRead();
    }
  }

  @Test
  void soIsOneThatComesOctetByOctetWithTheReply() {
    for (int at = 0; at < RTU.length; at++) {
      ask(Framing.rtu());
      byte[] all = joined(part(RTU, 0, at), HEARTBEAT, part(RTU, at, RTU.length));
      for (byte octet : all) {
        hears(new byte[] {octet});
      }
      assertRead();
    }
  }

  @Test
  void aRegistrationGluedToTheFirstReplyIsCutOut() {
    ask(Framing.tcp());
    hears(joined(REGISTRATION, TCP));
    assertRead();
    ask(Framing.rtu());
    hears(joined(REGISTRATION, RTU));
    assertRead();
  }

  @Test
  void aHeartbeatThatBeganBeforeTheRequestEndsInFrontOfTheReply() {
    ask(Framing.tcp());
    hears(TCP);
    assertRead();
    hears(text("be"));
    send();
    hears(joined(text("at"), new byte[] {0, 2}, part(TCP, 2, TCP.length)));
    assertRead();
  }

  @Test
  void soDoesOneThatWasThereWhenTheRequestWasSent() {
    ask(Framing.tcp());
    machine.passed(text("old noise be"), 12, now);
    hears(joined(text("at"), TCP));
    assertRead();
  }

  @Test
  void aBeginningThatIsNoneCostsNoReplyOnALineWithChecksums() {
    ask(Framing.rtu());
    machine.passed(text("be"), 2, now);
    hears(RTU);
    assertRead();
  }

  @Test
  void dataThatReadLikeAHeartbeatAreKeptWhereAChecksumProvesThem() {
    // 01 03 02 62 65: registers 6265 are "be"; with the pattern "be" the reply holds it.
    byte[] reply = {1, 3, 2, 'b', 'e', 0, 0};
    int crc = Pdu.crc(reply, 5);
    reply[5] = (byte) crc;
    reply[6] = (byte) (crc >> 8);
    machine = new LineMachine(Framing.rtu(), true, "port 5020", LineSettings.network());
    machine.called(new Interjections(List.of(text("be"))));
    send();
    hears(reply);
    Reply.Data data = assertInstanceOf(Reply.Data.class, done.getNow(null));
    assertArrayEquals(new int[] {0x6265}, data.values());
  }

  @Test
  void withoutAChecksumTheyAreAFailureAndNeverAWrongValue() {
    machine = new LineMachine(Framing.tcp(), true, "port 5020", LineSettings.network());
    machine.called(new Interjections(List.of(text("be"))));
    send();
    hears(new byte[] {0, 1, 0, 0, 0, 5, 1, 3, 2, 'b', 'e'});
    assertFalse(done.isDone());
    now += 10_000_000_000L;
    machine.next(now);
    hears();
    assertInstanceOf(Reply.Failed.class, done.getNow(null));
  }

  @Test
  void aHeartbeatAloneIsNoAnswer() {
    ask(Framing.rtu());
    hears(HEARTBEAT);
    assertFalse(done.isDone());
    now += 10_000_000_000L;
    machine.next(now);
    hears();
    assertEquals("unit 1 did not answer within 1000 ms", done.getNow(new Reply.Done()).fault());
  }

  @Test
  void aLineThatTheDeviceMadeIsKeptUntilThreeTimeOutsInARow() {
    ask(Framing.rtu());
    for (int i = 1; i <= 3; i++) {
      now += 10_000_000_000L;
      Step step = machine.next(now);
      machine.outcomes().forEach(o -> o.done().complete(o.reply()));
      assertNotNull(done.getNow(null));
      while (step instanceof Step.Wait wait && wait.untilNanos() != Long.MAX_VALUE) {
        now = wait.untilNanos();
        step = machine.next(now);
      }
      assertEquals(i == 3, step instanceof Step.Close, step::toString);
      if (i < 3) {
        // Another unit, since this one is given a rest.
        done = new CompletableFuture<>();
        Request other = new Request.Read(1 + i, Table.HOLDING, 0, 1);
        machine.submit(
            new Order(other, Priority.DEMAND, now, Long.MAX_VALUE, r -> Optional.empty(), done));
        step = machine.next(now);
        while (step instanceof Step.Wait wait) {
          now = wait.untilNanos();
          step = machine.next(now);
        }
        assertInstanceOf(Step.Send.class, step);
      }
    }
  }

  @Test
  void aReplyToWhatWasAskedOverTheConnectionBeforeIsNotTakenForAnothers() {
    ask(Framing.rtu());
    machine.broken("the device has dialled in anew", now);
    machine.opened();
    hears();
    assertEquals(
        "port 5020: the device has dialled in anew", done.getNow(new Reply.Done()).fault());
    done = new CompletableFuture<>();
    Request other = new Request.Read(1, Table.HOLDING, 0x70, 1);
    machine.submit(
        new Order(other, Priority.DEMAND, now, Long.MAX_VALUE, r -> Optional.empty(), done));
    Step step = machine.next(now);
    while (step instanceof Step.Wait wait) {
      now = wait.untilNanos();
      step = machine.next(now);
    }
    assertInstanceOf(Step.Send.class, step);
    hears(RTU);
    assertFalse(done.isDone(), "the line behind the modem may have answered the earlier one");
    byte[] own = {1, 3, 2, 0, 7, 0, 0};
    own[5] = (byte) Pdu.crc(own, 5);
    own[6] = (byte) (Pdu.crc(own, 5) >> 8);
    hears(own);
    assertInstanceOf(Reply.Failed.class, done.getNow(null));
  }
}
