package io.ocpp809.modbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.modbus.Lease.Watchdog;
import io.ocpp809.modbus.Reply.Failed;
import io.ocpp809.modbus.Reply.Failed.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What happens to orders that wait while leases, lines and pauses change around them. */
class QueuedOrdersTest {
  private static final LineSettings SERIAL = new LineSettings(100, 0, 500, 9600, 11);
  private static final long MILLI = 1_000_000L;

  private long now = 1_000_000_000_000L;
  private long millis = 50_000;
  private LineMachine machine = new LineMachine(Framing.rtu(), false, "/dev/ttyS1", SERIAL);
  private Line line = line();

  /** A line whose driver does nothing: the test asks the machine what it would do. */
  private Line line() {
    return new Line(
        machine,
        SERIAL,
        m ->
            new LineDriver() {
              @Override
              public void wake() {
                // The test asks.
              }

              @Override
              public void close() {
                // Nothing is open.
              }
            });
  }

  private static Request read(int unit) {
    return new Request.Read(unit, Table.HOLDING, 0, 1);
  }

  private static Request write(int unit) {
    return new Request.Write(unit, 6, 0, new int[] {1});
  }

  private CompletableFuture<Reply> submit(Request request, Priority priority) {
    CompletableFuture<Reply> done = new CompletableFuture<>();
    machine.submit(new Order(request, priority, now, Long.MAX_VALUE, r -> Optional.empty(), done));
    settle();
    return done;
  }

  private void settle() {
    machine.outcomes().forEach(o -> o.done().complete(o.reply()));
  }

  private Step next() {
    Step step = machine.next(now);
    settle();
    return step;
  }

  /** The unit of the next frame; opens and waits on the way; 0 for none, and for a broadcast. */
  private int sent() {
    for (int i = 0; i < 10; i++) {
      Step step = next();
      if (step instanceof Step.Send send) {
        return send.frame()[0];
      } else if (step instanceof Step.Open) {
        machine.opened();
      } else if (step instanceof Step.Wait wait && wait.untilNanos() != Long.MAX_VALUE) {
        now = Math.max(now, wait.untilNanos());
      }
    }
    return 0;
  }

  private static Failed failed(CompletableFuture<Reply> reply) {
    assertTrue(reply.isDone(), "answered");
    return assertInstanceOf(Failed.class, reply.join());
  }

  private Lease lease(int unit, Watchdog kind, long millisLeft) {
    Lease lease = line.lease(unit, new Lease(kind, () -> millis));
    lease.watchdog(kind, 15_000);
    lease.renew(millisLeft);
    return lease;
  }

  @Test
  void aReadOfUnit0OnASerialLineIsRefusedInsteadOfBroadcast() {
    var reply = submit(read(0), Priority.DEMAND);
    assertEquals(
        "unit 0 is everybody on this line, and nobody answers: it can only be written",
        failed(reply).text());
  }

  @Test
  void aPartOfARegisterOfUnit0IsNotReportedAsWritten() {
    Device all = new Device(0, line, new BlockPlanner(8, 60, false), () -> millis);
    Point bit =
        new Point(
            Table.HOLDING,
            7,
            DataType.BOOLEAN,
            WordOrder.ABCD,
            0,
            3,
            0,
            0,
            1,
            0,
            java.util.Set.of(),
            Point.WriteFunction.AUTO);
    var reply = all.write(bit, true, Control.NONE, Long.MAX_VALUE);
    assertFalse(sentSomething());
    assertFalse(reply.join().good());
  }

  private boolean sentSomething() {
    for (int i = 0; i < 10; i++) {
      Step step = next();
      if (step instanceof Step.Send) {
        return true;
      } else if (step instanceof Step.Open) {
        machine.opened();
      } else if (step instanceof Step.Wait wait && wait.untilNanos() != Long.MAX_VALUE) {
        now = Math.max(now, wait.untilNanos());
      }
    }
    return false;
  }

  @Test
  void aBroadcastIsNotSentWhileAUnitIsLeftAlone() {
    lease(7, Watchdog.ANY_REQUEST, 10_000);
    var queued = line.submit(write(0), Priority.WRITE);
    millis += 10_000;
    assertFalse(sentSomething(), "it would feed the watchdog of unit 7");
    assertEquals(Kind.SILENT, failed(queued).kind());
    assertEquals(Kind.SILENT, failed(line.submit(write(0), Priority.WRITE)).kind());
  }

  @Test
  void aControlledWriteThatWaitsIsNotSentAfterTheEndOfItsLease() {
    lease(1, Watchdog.WRITE, 10);
    Device device = new Device(1, line, new BlockPlanner(8, 60, false), () -> millis);
    Point limit = Point.of(Table.HOLDING, 5004, DataType.UINT16);
    long instant = System.nanoTime();
    var queued = device.write(limit, 16_000, Control.LIMIT, instant + 60_000 * MILLI);
    now = System.nanoTime() + 11 * MILLI;
    assertFalse(sentSomething(), "the lease has ended");
    assertFalse(queued.join().good());
  }

  @Test
  void aFeedThatWaitsIsNotSentAfterTheEndOfItsLease() {
    lease(1, Watchdog.WRITE, 10);
    Device device = new Device(1, line, new BlockPlanner(8, 60, false), () -> millis);
    device.feed(Point.of(Table.HOLDING, 5018, DataType.UINT16), 1, 1_000);
    device.feedDue();
    now = System.nanoTime() + 11 * MILLI;
    assertFalse(sentSomething(), "the lease has ended");
  }

  @Test
  void aQueueFullOfPollsStillTakesAWriteWhichGoesFirst() {
    List<CompletableFuture<Reply>> polls = new ArrayList<>();
    for (int i = 0; i < 1_100; i++) {
      polls.add(submit(read(1), Priority.FAST));
    }
    assertEquals("/dev/ttyS1: too many requests wait", failed(polls.get(1_099)).text());
    var write = submit(write(2), Priority.WRITE);
    assertFalse(write.isDone());
    assertEquals(2, sent());
  }

  @Test
  void aRequestThatComesWhileALineIsBeingClosedIsAnswered() {
    Line[] closing = new Line[1];
    // The lease is asked for the time in the middle of submit; the line is closed at that moment.
    Lease lease =
        new Lease(
            Watchdog.ANY_REQUEST,
            () -> {
              if (closing[0] != null) {
                closing[0].close();
              }
              return millis;
            });
    line.lease(1, lease);
    closing[0] = line;
    assertEquals("the line is closed", failed(line.submit(read(1), Priority.FAST)).text());
  }

  @Test
  void aWriteThatComesInThePauseBetweenTwoUnitsGoesBeforeThePollThatWaitsThere() {
    machine = new LineMachine(Framing.rtu(), false, "/dev/ttyS1", SERIAL.withPauses(0, 1_000));
    submit(read(1), Priority.FAST);
    assertEquals(1, sent());
    now += 50 * MILLI;
    machine.received(new byte[] {1, 3, 2, 0, 1, 0x79, (byte) 0x84}, 7, now);
    settle();
    submit(read(2), Priority.FAST);
    assertInstanceOf(Step.Wait.class, next());
    now += 10 * MILLI;
    assertInstanceOf(Step.Wait.class, next());
    submit(write(1), Priority.WRITE);
    Step step = next();
    assertInstanceOf(Step.Send.class, step, "unit 1 needs no pause");
    assertEquals(1, ((Step.Send) step).frame()[0]);
  }

  @Test
  void aRequestThatWaitsInThePauseBetweenTwoUnitsIsNotSentWhenItsUnitIsLeftAloneMeanwhile() {
    machine = new LineMachine(Framing.rtu(), false, "/dev/ttyS1", SERIAL.withPauses(0, 1_000));
    submit(read(1), Priority.FAST);
    assertEquals(1, sent());
    now += 50 * MILLI;
    machine.received(new byte[] {1, 3, 2, 0, 1, 0x79, (byte) 0x84}, 7, now);
    settle();
    var second = submit(read(2), Priority.FAST);
    now += 10 * MILLI;
    assertInstanceOf(Step.Wait.class, next());
    machine.silence(unit -> unit == 2 ? Optional.of("silent") : Optional.empty());
    assertFalse(sentSomething());
    assertEquals(Kind.SILENT, failed(second).kind());
  }
}
