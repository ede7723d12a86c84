package io.ocpp809.modbus.survey;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.modbus.Link;
import io.ocpp809.modbus.Reply;
import io.ocpp809.modbus.Request.Read;
import io.ocpp809.modbus.Table;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ExchangeTest {
  private static final Way WAY = Way.serial(LineFormat.of("115200-8N1"));
  private final Deque<byte[]> coming = new ArrayDeque<>();
  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
  private final AtomicBoolean stopped = new AtomicBoolean();

  /** Gives what was laid out for it, a piece a read, and nothing more. */
  private final class Tape implements Link {
    @Override
    public void write(byte[] octets) {
      sent.writeBytes(octets);
    }

    @Override
    public int read(byte[] buffer, int offset, long deadlineNanos) {
      byte[] next = coming.poll();
      if (next == null) {
        return 0;
      }
      System.arraycopy(next, 0, buffer, offset, next.length);
      return next.length;
    }

    @Override
    public void discard() {
      // What is laid out comes after the request.
    }

    @Override
    public void close() {
      sent.write('.');
    }
  }

  private Exchange exchange(Way way) {
    return new Exchange(new Tape(), way, 20, 0, stopped::get);
  }

  private void comes(String hex) {
    coming.add(HexFormat.ofDelimiter(" ").parseHex(hex));
  }

  private static byte[] rtu(int unit, String pdu) {
    return Frames.rtu(unit, HexFormat.ofDelimiter(" ").parseHex(pdu));
  }

  @Test
  void aReplyInPiecesIsPutTogether() throws Exception {
    byte[] reply = rtu(1, "04 04 00 01 00 02");
    coming.add(java.util.Arrays.copyOf(reply, 3));
    coming.add(java.util.Arrays.copyOfRange(reply, 3, reply.length));
    Reply r = exchange(WAY).ask(new Read(1, Table.INPUT, 5, 2));
    assertArrayEquals(new int[] {1, 2}, ((Reply.Data) r).values());
    assertArrayEquals(rtu(1, "04 00 05 00 02"), sent.toByteArray());
  }

  @Test
  void anEchoIsCutOutAndTold() throws Exception {
    coming.add(rtu(1, "03 00 00 00 01"));
    coming.add(rtu(1, "03 02 00 07"));
    Heard h = exchange(WAY).probe(new Probe(WAY, 1, Table.HOLDING, 0, 20));
    assertTrue(h.echoed());
    assertEquals(Heard.Kind.FRAME, h.kind());
    coming.add(rtu(1, "03 00 00 00 01"));
    Heard alone = exchange(WAY).probe(new Probe(WAY, 1, Table.HOLDING, 0, 20));
    assertEquals(Heard.Kind.SILENCE, alone.kind(), "an echo is no answer");
    assertTrue(alone.echoed());
  }

  @Test
  void twoStrayOctetsBeforeAReplyArePassedOver() throws Exception {
    comes("00 FF");
    coming.add(rtu(1, "83 02"));
    Heard h = exchange(WAY).probe(new Probe(WAY, 1, Table.HOLDING, 0, 20));
    assertEquals(2, h.exception());
    assertEquals(2, h.stray());
  }

  @Test
  void octetsWithAWrongChecksumAreNoise() throws Exception {
    byte[] reply = rtu(1, "03 02 00 07");
    reply[4] ^= 4;
    coming.add(reply);
    Reply r = exchange(WAY).ask(new Read(1, Table.HOLDING, 0, 1));
    assertEquals(Reply.Failed.Kind.CRC, assertInstanceOf(Reply.Failed.class, r).kind());
  }

  @Test
  void aReplyThatDoesNotFitIsRefused() throws Exception {
    coming.add(rtu(1, "03 04 00 07 00 08"));
    Reply r = exchange(WAY).ask(new Read(1, Table.HOLDING, 0, 1));
    assertEquals(Reply.Failed.Kind.MISMATCH, assertInstanceOf(Reply.Failed.class, r).kind());
    coming.add(rtu(2, "03 02 00 07"));
    Reply other = exchange(WAY).ask(new Read(1, Table.HOLDING, 0, 1));
    assertEquals("a reply of unit 2 instead of 1", other.fault());
  }

  @Test
  void overTcpARepliesTransactionMustFit() throws Exception {
    Exchange e = exchange(Way.tcp());
    comes("00 00 00 00 00 05 01 03 02 00 01");
    comes("00 01 00 00 00 05 01 03 02 00 02");
    Reply r = e.ask(new Read(1, Table.HOLDING, 0, 1));
    assertArrayEquals(new int[] {2}, ((Reply.Data) r).values());
  }

  @Test
  void nothingIsSentOnceItIsStopped() {
    stopped.set(true);
    Exchange e = exchange(WAY);
    assertThrows(StoppedException.class, () -> e.ask(new Read(1, Table.HOLDING, 0, 1)));
    assertEquals(0, sent.size());
  }

  @Test
  void onlyFunctionsThatReadAreSent() {
    Exchange e = exchange(WAY);
    for (byte function : new byte[] {5, 6, 15, 16, 22, 23, 8}) {
      assertThrows(
          IllegalArgumentException.class, () -> e.send(1, new byte[] {function, 0, 0, 0, 0}, 20));
    }
    assertEquals(0, sent.size());
  }

  @Test
  void aDeviceSaysWhoItIs() {
    // V1.1b3, section 6.21: code 01, conformity 01, no more, next 00, two objects.
    byte[] pdu =
        HexFormat.ofDelimiter(" ")
            .parseHex("2B 0E 01 01 00 00 02 00 04 4B 45 42 41 01 03 50 33 30");
    Identification who = Identification.of(pdu).orElseThrow();
    assertEquals("KEBA", who.vendor());
    assertEquals("P30", who.product());
    assertEquals("KEBA P30", who.toString());
    byte[] server = HexFormat.ofDelimiter(" ").parseHex("11 05 01 FF 41 42 43");
    assertEquals("ABC", Identification.of(server).orElseThrow().toString());
    assertTrue(Identification.of(new byte[] {43, 14, 1, 1, 0, 0, 9, 0, 99}).isEmpty());
  }
}
