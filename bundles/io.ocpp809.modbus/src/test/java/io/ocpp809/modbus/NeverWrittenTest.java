package io.ocpp809.modbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What nobody writes is not written, whoever asks and by whatever function. */
class NeverWrittenTest {
  private static final String SIMPLE_EVSE =
      "HOLDING 1004 bits 0006: self test, clears a residual current fault";

  private final LineDouble line = new LineDouble();

  /** A line on which every write is acknowledged and every register shows 0. */
  private static final class LineDouble implements Link.Factory, Link {
    private final List<String> sent = new ArrayList<>();
    private final Line line =
        new Line(this, Framing.rtu(), new LineSettings(5_000, 0, 5_000, 0, 11), Runnable::run);
    private byte[] reply = {};

    @Override
    public Link open(long deadlineNanos) {
      return this;
    }

    @Override
    public String endpoint() {
      return "double";
    }

    @Override
    public void write(byte[] f) {
      sent.add(f[0] + ":" + f[1]);
      int octets = f[1] <= 2 ? 1 : 2 * (f[5] & 0xFF);
      reply =
          switch (f[1]) {
            case 1, 3 -> new byte[5 + octets];
            case 15, 16 -> java.util.Arrays.copyOf(f, 8);
            default -> f.clone();
          };
      if (f[1] <= 3) {
        reply[0] = f[0];
        reply[1] = f[1];
        reply[2] = (byte) octets;
      }
      int crc = Pdu.crc(reply, reply.length - 2);
      reply[reply.length - 2] = (byte) crc;
      reply[reply.length - 1] = (byte) (crc >> 8);
    }

    @Override
    public int read(byte[] buffer, int offset, long deadlineNanos) {
      System.arraycopy(reply, 0, buffer, offset, reply.length);
      return reply.length;
    }

    @Override
    public void discard() {}

    @Override
    public void close() {}

    private void forbid(int unit, String list) {
      NeverWritten.list(list).forEach(n -> line.forbid(unit, n));
    }
  }

  private static Point bit(int address, int bit, Point.WriteFunction write) {
    return new Point(
        Table.HOLDING,
        address,
        DataType.BOOLEAN,
        WordOrder.ABCD,
        0,
        bit,
        0,
        0,
        1,
        0,
        Set.of(),
        write);
  }

  private String write(Request request) {
    return line.line.submit(request, Priority.WRITE).join().fault();
  }

  private String write(Point p, Object value, Control control) {
    Device device = new Device(1, line.line, new BlockPlanner(0, 60, false), () -> 0);
    return device.write(p, value, control, Long.MAX_VALUE).join().fault();
  }

  @ParameterizedTest
  @CsvSource({
    // the protection levels of a Chinese DC charger, its voltage and current demand, its modules
    "6, 9, 1, true",
    "6, 12, 1, true",
    "16, 8, 1, false",
    "16, 8, 2, true",
    "16, 12, 4, true",
    "16, 13, 4, false",
    "6, 20, 1, true",
    "6, 19, 1, false",
    "16, 19, 2, true",
    "6, 100, 1, true",
    "6, 101, 1, true",
    "16, 99, 3, true",
    "5, 9, 1, false",
    "15, 40, 8, true",
    "5, 48, 1, false"
  })
  void aWriteThatTouchesOneOfThemIsNotSent(int function, int address, int count, boolean refused) {
    line.forbid(
        1,
        "HOLDING 9-12: protection levels; HOLDING 20: voltage demand; HOLDING 100-101: power"
            + " modules; COIL 44: contactor");
    String fault = write(new Request.Write(1, function, address, new int[count]));
    assertEquals(refused, fault.contains(" is never written: "), fault);
    assertEquals(refused, line.sent.isEmpty());
  }

  @Test
  void theMessageNamesTheRegisterInBothNotationsAndTheReason() {
    line.forbid(1, "HOLDING 9-12: protection levels");
    assertEquals(
        "HOLDING 9 (400010) to HOLDING 12 (400013) is never written: protection levels; write"
            + " refused",
        write(new Request.Write(1, 6, 10, new int[1])));
  }

  @Test
  void aBroadcastIsJudgedByTheRegistersOfAllUnits() {
    line.forbid(7, "HOLDING 9: protection levels");
    assertFalse(write(new Request.Write(0, 6, 9, new int[1])).isEmpty());
    assertEquals("", write(new Request.Write(1, 6, 9, new int[1])));
  }

  @Test
  void ofSimpleEvsesRegister1004OnlyBit0IsWrittenByReadAndWriteAndByFunction22() {
    line.forbid(1, SIMPLE_EVSE);
    assertEquals("", write(bit(1004, 0, Point.WriteFunction.AUTO), true, Control.NONE));
    assertEquals("", write(bit(1004, 0, Point.WriteFunction.F22), true, Control.NONE));
    assertEquals(List.of("1:3", "1:6", "1:22"), line.sent);
    line.sent.clear();
    String why = "HOLDING 1004 (401005), bits 6h is never written: self test, clears a residual";
    for (int bit = 1; bit <= 2; bit++) {
      for (Point.WriteFunction f :
          List.of(Point.WriteFunction.AUTO, Point.WriteFunction.F22, Point.WriteFunction.F16)) {
        assertTrue(write(bit(1004, bit, f), true, Control.NONE).startsWith(why));
      }
    }
    Point whole = Point.of(Table.HOLDING, 1004, DataType.UINT16);
    assertTrue(write(whole, 1, Control.NONE).startsWith(why));
    assertTrue(write(new Request.Mask(1, 1004, 0xFFFB, 4)).startsWith(why));
    assertEquals("", write(new Request.Mask(1, 1004, 0xFFFE, 1)));
    assertEquals(List.of("1:22"), line.sent);
  }

  @Test
  void aLeaseDoesNotOpenThem() {
    line.forbid(1, "HOLDING 9: protection levels");
    Lease lease = line.line.lease(1, new Lease(Lease.Watchdog.NONE, () -> 0));
    lease.renew(10_000);
    Point p = Point.of(Table.HOLDING, 9, DataType.UINT16);
    line.line.control(1, p);
    assertTrue(write(p, 1, Control.LIMIT).contains("is never written"));
  }

  @Test
  void whatFollowsAReadIsJudgedByTheBitsThatItChanges() {
    line.forbid(1, SIMPLE_EVSE);
    Request read = new Request.Read(1, Table.HOLDING, 1004, 1);
    for (int value = 0; value < 8; value++) {
      int[] raw = {value};
      CompletableFuture<Reply> done =
          line.line.submit(
              read,
              Priority.WRITE,
              Long.MAX_VALUE,
              r -> Optional.of(new Request.Write(1, 6, 1004, raw)));
      assertEquals((value & 6) == 0, done.join().good(), "value " + value);
    }
  }

  @Test
  void aLineThatTakesThePlaceOfAnotherGuardsTheSame() {
    line.forbid(1, "HOLDING 9: protection levels");
    LineDouble next = new LineDouble();
    next.line.adopt(line.line);
    Reply reply = next.line.submit(new Request.Write(1, 6, 9, new int[1]), Priority.WRITE).join();
    assertTrue(reply.fault().contains("is never written"));
  }

  @Test
  void aListReadsAsItIsWritten() {
    List<NeverWritten> list = NeverWritten.list(SIMPLE_EVSE + "; COIL 4: contactor;");
    assertEquals(list, NeverWritten.list(NeverWritten.text(list)));
    assertEquals(SIMPLE_EVSE + "; COIL 4: contactor", NeverWritten.text(list));
  }

  @ParameterizedTest
  @CsvSource({
    "INPUT 9: x, is not such as",
    "HOLDING 12-9: x, addresses 12 to 9",
    "HOLDING 9, is not such as",
    "COIL 4 bits 0001: x, a coil has none",
    "HOLDING 70000: x, addresses 70000 to 70000",
    "HOLDING 4 bits 0000: x, 1 to FFFF"
  })
  void aWrongEntryIsNamed(String text, String expected) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> NeverWritten.list(text)).getMessage();
    assertTrue(message.contains(expected), message);
  }
}
