package io.ocpp809.modbus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.modbus.Device.PollClass;
import io.ocpp809.modbus.Lease.Watchdog;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A device on an RTU line whose other end is an array of registers; runs on the test's thread. */
class DeviceTest {
  private static final Point LIMIT = point(10, 0.1, 0, 0);

  private final int[] registers = new int[64];
  private final List<String> asked = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  // The reply is there when it is asked for: the long time-outs only keep a slow machine out of it.
  private final Line line =
      new Line(
          new Memory(), Framing.rtu(), new LineSettings(60_000, 0, 60_000, 0, 11), Runnable::run);
  private long now = 1_000_000;
  private final Device device = new Device(1, line, new BlockPlanner(8, 60, false), () -> now);
  private int hole = -1;

  private static Point point(int address, double factor, long mask, int shift) {
    return new Point(
        Table.HOLDING,
        address,
        DataType.UINT16,
        WordOrder.ABCD,
        0,
        -1,
        mask,
        shift,
        factor,
        0,
        Set.of(),
        Point.WriteFunction.AUTO);
  }

  private final class Memory implements Link.Factory, Link {
    private byte[] reply;

    @Override
    public Link open(long deadlineNanos) {
      return this;
    }

    @Override
    public String endpoint() {
      return "memory";
    }

    @Override
    public void write(byte[] f) {
      int address = f[3];
      int word = (f[4] & 0xFF) << 8 | f[5] & 0xFF;
      if (f[1] == 6) {
        asked.add("write " + address + "=" + word);
        registers[address] = word;
        reply = f.clone();
        return;
      }
      asked.add("read " + address + "+" + word);
      boolean refused = hole >= address && hole < address + word;
      reply = refused ? new byte[] {1, (byte) 0x83, 2, 0, 0} : new byte[5 + 2 * word];
      reply[0] = 1;
      if (!refused) {
        reply[1] = 3;
        reply[2] = (byte) (2 * word);
        for (int i = 0; i < word; i++) {
          reply[3 + 2 * i] = (byte) (registers[address + i] >> 8);
          reply[4 + 2 * i] = (byte) registers[address + i];
        }
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
  }

  private Reply write(Point p, Object value, Control control) {
    return device.write(p, value, control, Long.MAX_VALUE).join();
  }

  private Lease lease(Watchdog kind, long timeout) {
    Lease lease = line.lease(1, new Lease(kind, () -> now));
    lease.watchdog(kind, timeout);
    lease.renew(300_000);
    return lease;
  }

  @Test
  void aFunctionThatCannotWriteAPartOfARegisterIsNamedBeforeAnythingIsSent() {
    Point coil =
        new Point(
            Table.HOLDING,
            10,
            DataType.UINT16,
            WordOrder.ABCD,
            0,
            -1,
            0xF0,
            4,
            1,
            0,
            Set.of(),
            Point.WriteFunction.F5);
    Reply reply = device.write(coil, 3, Control.NONE, Long.MAX_VALUE).getNow(new Reply.Done());
    assertEquals("write.fc: function 5 does not write table HOLDING", reply.fault());
    assertEquals(List.of(), asked);
  }

  @Test
  void aRefusedBlockIsReadAgainInPartsAtOnceAndForGood() {
    hole = 4;
    Point good = point(2, 1, 0, 0);
    Point bad = point(4, 1, 0, 0);
    device.track(good, PollClass.FAST);
    device.track(bad, PollClass.FAST);
    registers[2] = 99;
    device.poll(PollClass.FAST);
    assertEquals(List.of("read 2+3", "read 2+1", "read 4+1"), asked);
    assertEquals(Optional.of(99L), device.newest(good).orElseThrow().value());
    assertEquals("exception 2: illegal data address", device.newest(bad).orElseThrow().fault());
    asked.clear();
    device.poll(PollClass.FAST);
    assertEquals(List.of("read 2+1", "read 4+1"), asked);
  }

  @Test
  void onAnotherLineTheSameDeviceIsNotAskedAgainForWhatItRefuses() {
    hole = 4;
    device.fetch(List.of(point(2, 1, 0, 0), point(4, 1, 0, 0)), Priority.FAST);
    asked.clear();
    Device moved = device.movedTo(line, new BlockPlanner(8, 60, false), true);
    moved.fetch(List.of(point(2, 1, 0, 0), point(4, 1, 0, 0)), Priority.FAST);
    assertEquals(List.of("read 2+1", "read 4+1"), asked);
    asked.clear();
    Device other = device.movedTo(line, new BlockPlanner(8, 60, false), false);
    other.fetch(List.of(point(2, 1, 0, 0), point(4, 1, 0, 0)), Priority.FAST);
    assertEquals("read 2+3", asked.get(0));
  }

  @Test
  void aProhibitedRegisterIsInNoRequestUnlessAPointLiesThere() {
    line.prohibit(1, new NeverRead(Table.HOLDING, 3, 3).block());
    device.fetch(List.of(point(2, 1, 0, 0), point(4, 1, 0, 0)), Priority.FAST);
    assertEquals(List.of("read 2+1", "read 4+1"), asked);
    asked.clear();
    device.fetch(List.of(point(2, 1, 0, 0), point(3, 1, 0, 0)), Priority.FAST);
    assertEquals(List.of("read 2+2"), asked);
  }

  @Test
  void aPointThatIsReadOnceIsNotReadAgain() {
    device.track(point(1, 1, 0, 0), PollClass.ONCE);
    device.poll(PollClass.ONCE);
    device.poll(PollClass.ONCE);
    assertEquals(List.of("read 1+1"), asked);
  }

  @Test
  void aMaskedPartIsWrittenWithTheOtherBitsAsTheyAre() {
    registers[7] = 0x1234;
    assertTrue(write(point(7, 1, 0xF0, 4), 9, Control.NONE).good());
    assertEquals(0x1294, registers[7]);
  }

  @Test
  void whatIsPolledIsReadBackAfterAWriteAndListenersHear() {
    device.track(LIMIT, PollClass.SLOW);
    device.listen((p, v) -> told.add(p.address() + "=" + v.value().orElse("none")));
    lease(Watchdog.NONE, 0);
    assertTrue(write(LIMIT, 16.09, Control.LIMIT).good());
    assertEquals(List.of("write 10=160", "read 10+1"), asked);
    assertEquals(List.of("10=16.0"), told);
  }

  @Test
  void aControlledRegisterIsWrittenUnderALeaseOnlyAndUnderNoOtherName() {
    assertEquals(
        "controlled by the charging station; write refused",
        write(LIMIT, 16, Control.LIMIT).fault());
    line.control(1, LIMIT);
    assertFalse(write(point(10, 1, 0, 0), 320, Control.NONE).good());
    Lease lease = lease(Watchdog.NONE, 0);
    assertTrue(write(LIMIT, 16, Control.LIMIT).good());
    now += 300_001;
    assertFalse(lease.current());
    assertFalse(write(LIMIT, 16, Control.LIMIT).good());
    assertEquals(List.of("write 10=160"), asked);
  }

  @Test
  void aReadOnlyTableIsNotWritten() {
    Point input = Point.of(Table.INPUT, 1, DataType.UINT16);
    assertEquals("table INPUT is read-only", write(input, 1, Control.NONE).fault());
  }

  @Test
  void onlyTheNewestLimitIsWrittenAgainAndNoOtherCommand() {
    lease(Watchdog.REWRITE, 60_000);
    write(LIMIT, 16, Control.LIMIT);
    write(point(11, 1, 0, 0), 1, Control.UNLOCK);
    write(LIMIT, 6, Control.LIMIT);
    asked.clear();
    device.feedDue();
    assertEquals(List.of(), asked);
    now += 15_000;
    device.feedDue();
    assertEquals(List.of("write 10=60"), asked);
  }

  @Test
  void aUnitThatAnyRequestFeedsIsReadWhenNothingElseIsSent() {
    device.track(point(1, 1, 0, 0), PollClass.SLOW);
    Lease lease = lease(Watchdog.ANY_REQUEST, 15_000);
    device.feedDue();
    assertEquals(List.of("read 1+1"), asked);
    now += 3_750;
    device.feedDue();
    assertEquals(2, asked.size());
    now += 300_001;
    assertTrue(lease.silent());
    device.feedDue();
    device.poll(PollClass.SLOW);
    assertEquals(2, asked.size(), "silent");
    assertEquals(
        "silent: the station's lease has ended",
        device.newest(point(1, 1, 0, 0)).orElseThrow().fault());
    assertArrayEquals(new int[64], registers);
  }
}
