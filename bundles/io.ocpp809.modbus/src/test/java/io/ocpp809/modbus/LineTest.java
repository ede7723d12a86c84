package io.ocpp809.modbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.modbus.Reply.Failed;
import io.ocpp809.modbus.Reply.Failed.Kind;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Exchanges over a link whose other end the test plays. */
class LineTest {
  private final List<byte[]> sent = new ArrayList<>();
  private final ArrayDeque<byte[]> answers = new ArrayDeque<>();
  private int opened;

  private Line line(Framing framing) {
    Link.Factory factory =
        new Link.Factory() {
          @Override
          public Link open(long deadlineNanos) {
            opened++;
            return new Scripted();
          }

          @Override
          public String endpoint() {
            return "test";
          }
        };
    return new Line(factory, framing, new LineSettings(10, 0, 100, 20), Runnable::run);
  }

  private final class Scripted implements Link {
    @Override
    public void write(byte[] octets) {
      sent.add(octets);
    }

    @Override
    public int read(byte[] buffer, int offset, long deadlineNanos) throws IOException {
      byte[] next = answers.poll();
      if (next == null) {
        return 0;
      }
      if (next.length == 0) {
        throw new IOException("reset by peer");
      }
      System.arraycopy(next, 0, buffer, offset, next.length);
      return next.length;
    }

    @Override
    public void discard() {}

    @Override
    public void close() {}
  }

  private static byte[] hex(String text) {
    String[] parts = text.split(" ");
    byte[] result = new byte[parts.length];
    for (int i = 0; i < parts.length; i++) {
      result[i] = (byte) Integer.parseInt(parts[i], 16);
    }
    return result;
  }

  private static String hex(byte[] octets) {
    StringBuilder text = new StringBuilder();
    for (byte b : octets) {
      text.append(String.format("%02X ", b));
    }
    return text.toString().trim();
  }

  private static final Request READ = new Request.Read(1, Table.HOLDING, 0x6B, 1);

  @Test
  void aTcpReadIsFramedAndAnsweredByItsTransaction() {
    answers.add(hex("00 01 00 00 00 05 01 03 02 02 2B"));
    Reply reply = line(Framing.tcp()).submit(READ, Priority.DEMAND).join();
    assertEquals("00 01 00 00 00 06 01 03 00 6B 00 01", hex(sent.get(0)));
    assertEquals(new Reply.Data(new int[] {0x22B}), reply);
  }

  @Test
  void anRtuReadIsFramedWithItsChecksum() {
    // CRC-16 of 01 03 00 6B 00 01 is D6F5, low octet first; of 01 03 02 02 2B it is 3BF9.
    answers.add(hex("01 03 02 02 2B F9 3B"));
    Reply reply = line(Framing.rtu()).submit(READ, Priority.DEMAND).join();
    assertEquals("01 03 00 6B 00 01 F5 D6", hex(sent.get(0)));
    assertEquals(new Reply.Data(new int[] {0x22B}), reply);
  }

  @Test
  void aReplyInPiecesIsPutTogether() {
    answers.add(hex("00 01 00 00 00 05"));
    answers.add(hex("01 03 02 02"));
    answers.add(hex("2B"));
    assertTrue(line(Framing.tcp()).submit(READ, Priority.DEMAND).join().good());
  }

  @Test
  void aStaleReplyIsPassedOverAndTheRightOneTaken() {
    answers.add(hex("00 00 00 00 00 05 01 03 02 FF FF 00 01 00 00 00 05 01 03 02 02 2B"));
    assertEquals(
        new Reply.Data(new int[] {0x22B}),
        line(Framing.tcp()).submit(READ, Priority.DEMAND).join());
  }

  @Test
  void aReplyOfAnotherUnitIsRefusedAndTheLinkThrownAway() {
    answers.add(hex("00 01 00 00 00 05 02 03 02 02 2B"));
    Line line = line(Framing.tcp());
    Failed f = assertInstanceOf(Failed.class, line.submit(READ, Priority.DEMAND).join());
    assertEquals("a reply of unit 2 instead of 1", f.text());
    answers.add(hex("00 02 00 00 00 05 01 03 02 02 2B"));
    assertTrue(line.submit(READ, Priority.DEMAND).join().good());
  }

  @Test
  void aReplyThatIsTooShortIsATimeOutThatSaysSo() {
    answers.add(hex("01 03 02"));
    Failed f =
        assertInstanceOf(Failed.class, line(Framing.rtu()).submit(READ, Priority.DEMAND).join());
    assertEquals(Kind.TIMEOUT, f.kind());
    assertEquals("unit 1 answered 3 octets within 10 ms, too few for a reply", f.text());
  }

  @Test
  void aWrongChecksumIsRefused() {
    answers.add(hex("01 03 02 02 2B F9 3C"));
    Failed f =
        assertInstanceOf(Failed.class, line(Framing.rtu()).submit(READ, Priority.DEMAND).join());
    assertEquals(Kind.CRC, f.kind());
  }

  @Test
  void anRtuServerOnAPlainTcpPortIsToldApart() {
    answers.add(hex("01 03 02 02 2B F9 3B AA"));
    Failed f =
        assertInstanceOf(Failed.class, line(Framing.tcp()).submit(READ, Priority.DEMAND).join());
    assertEquals("no Modbus TCP header; does the converter expect RTU over TCP?", f.text());
  }

  @Test
  void anExceptionIsAReplyAndNoFailureOfTheLine() {
    answers.add(hex("00 01 00 00 00 03 01 83 02"));
    Reply reply = line(Framing.tcp()).submit(READ, Priority.DEMAND).join();
    assertEquals("exception 2: illegal data address", reply.fault());
    assertEquals(1, opened);
  }

  @Test
  void anErrorOfTheLinkMakesANewOne() {
    answers.add(new byte[0]);
    Line line = line(Framing.tcp());
    assertEquals("test: reset by peer", line.submit(READ, Priority.DEMAND).join().fault());
    answers.add(hex("00 02 00 00 00 05 01 03 02 02 2B"));
    assertTrue(line.submit(READ, Priority.DEMAND).join().good());
    assertEquals(2, opened);
  }

  @Test
  void aUnitThatDoesNotAnswerIsGivenARestButWritesStillPass() {
    Line line = line(Framing.rtu());
    line.submit(READ, Priority.FAST).join();
    line.submit(READ, Priority.FAST).join();
    Failed f = assertInstanceOf(Failed.class, line.submit(READ, Priority.FAST).join());
    assertEquals(Kind.RESTING, f.kind());
    int before = sent.size();
    line.submit(new Request.Write(1, 6, 0, new int[] {1}), Priority.WRITE).join();
    assertEquals(before + 1, sent.size());
    answers.add(hex("02 03 02 02 2B BD 3B"));
    Request other = new Request.Read(2, Table.HOLDING, 0x6B, 1);
    assertTrue(line.submit(other, Priority.FAST).join().good(), "another unit is not harmed");
  }

  @Test
  void writesAreAcknowledgedByTheirEcho() {
    answers.add(hex("00 01 00 00 00 06 01 06 00 10 00 08"));
    assertEquals(
        new Reply.Done(),
        line(Framing.tcp())
            .submit(new Request.Write(1, 6, 0x10, new int[] {8}), Priority.WRITE)
            .join());
    answers.add(hex("00 01 00 00 00 06 01 10 00 10 00 02"));
    assertEquals(
        new Reply.Done(),
        line(Framing.tcp())
            .submit(new Request.Write(1, 16, 0x10, new int[] {1, 2}), Priority.WRITE)
            .join());
    assertEquals("00 01 00 00 00 0B 01 10 00 10 00 02 04 00 01 00 02", hex(sent.get(1)));
  }
}
