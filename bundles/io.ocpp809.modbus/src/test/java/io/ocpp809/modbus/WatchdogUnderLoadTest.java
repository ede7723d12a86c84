package io.ocpp809.modbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.modbus.Lease.Watchdog;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Ten minutes of a line at 9600 baud in virtual time: units 2 to 7 are polled without a pause, each
 * device takes 20 ms, unit 8 is dead, and unit 1 has a watchdog of 4 s that is looked after four
 * times a second, as the driver does.
 */
class WatchdogUnderLoadTest {
  private static final LineSettings LINE = new LineSettings(500, 0, 500, 9600, 11);
  private static final long TURNAROUND = 20_000_000;
  private static final long TIMEOUT_MILLIS = 4_000;
  private static final long END = 600_000_000_000L;
  private static final Point REGISTER = Point.of(Table.HOLDING, 5, DataType.UINT16);

  private final LineMachine machine = new LineMachine(Framing.rtu(), false, "line", LINE);
  private final CompletableFuture<?>[] polls = new CompletableFuture<?>[9];
  private final FeedPlan feeds = new FeedPlan();
  private long now;
  private long lastFed = -1;
  private long longest;

  @ParameterizedTest
  @EnumSource(
      value = Watchdog.class,
      names = {"ANY_REQUEST", "WRITE", "REWRITE"})
  void theFeedLeavesInTimeThoughTheLineIsFullAndAUnitIsDead(Watchdog kind) {
    Lease lease = new Lease(kind, this::millis);
    lease.watchdog(kind, TIMEOUT_MILLIS);
    if (kind == Watchdog.WRITE) {
      feeds.feed(REGISTER, 1, 0, "");
    } else if (kind == Watchdog.REWRITE) {
      feeds.limit(REGISTER, 16, 0, "");
      lastFed = 0;
    }
    long nextLook = 0;
    while (now < END) {
      if (now >= nextLook) {
        nextLook += 250_000_000;
        lease.renew(10_000);
        look(lease);
      }
      poll();
      step(nextLook);
    }
    assertTrue(lastFed > END - TIMEOUT_MILLIS * 1_000_000, "fed to the end");
    // A quarter of the time-out, a look at every 250 ms, the wait for a dead unit and the feed.
    assertTrue(longest <= 2_000_000_000L, longest / 1e6 + " ms between two feeds");
    assertEquals(0, machine.counters(1).snapshot().timeouts());
    assertTrue(machine.loadPercent(now) > 80, machine.loadPercent(now) + " % load");
  }

  private long millis() {
    return now / 1_000_000;
  }

  private void look(Lease lease) {
    feeds
        .due(lease, millis())
        .forEach(d -> submit(new Request.Write(1, 6, d.point().address(), new int[] {1})));
    if (feeds.quiet(lease, millis())) {
      submit(new Request.Read(1, Table.HOLDING, 5, 1));
    }
  }

  private void submit(Request request) {
    add(request, Priority.WRITE)
        .thenAccept(
            reply -> {
              assertTrue(reply.good(), reply.fault());
              feeds.heard(millis());
            });
  }

  private void poll() {
    for (int unit = 2; unit <= 8; unit++) {
      if (polls[unit] == null || polls[unit].isDone()) {
        Request.Read read = new Request.Read(unit, Table.HOLDING, 0, LINE.mostRegisters());
        polls[unit] = add(read, Priority.FAST);
      }
    }
  }

  private CompletableFuture<Reply> add(Request request, Priority priority) {
    CompletableFuture<Reply> done = new CompletableFuture<>();
    machine.submit(new Order(request, priority, now, Long.MAX_VALUE, r -> Optional.empty(), done));
    return done;
  }

  private void step(long nextLook) {
    Step step = machine.next(now);
    if (step instanceof Step.Open) {
      machine.opened();
    } else if (step instanceof Step.Wait wait) {
      now = Math.min(Math.max(now + 1, wait.untilNanos()), Math.max(now + 1, nextLook));
    } else if (step instanceof Step.Send send && send.frame()[0] != 8) {
      byte[] reply = answer(send.frame());
      if (send.frame()[0] == 1) {
        fed(now + LINE.wireNanos(send.frame().length));
      }
      now += LINE.wireNanos(send.frame().length + reply.length) + TURNAROUND;
      machine.received(reply, reply.length, now);
    }
    machine.outcomes().forEach(o -> o.done().complete(o.reply()));
  }

  private void fed(long at) {
    longest = lastFed < 0 ? 0 : Math.max(longest, at - lastFed);
    lastFed = at;
  }

  private static byte[] answer(byte[] request) {
    byte[] reply = request.clone();
    if (request[1] == 3) {
      reply = new byte[5 + 2 * request[5]];
      reply[0] = request[0];
      reply[1] = 3;
      reply[2] = (byte) (2 * request[5]);
    }
    int crc = Pdu.crc(reply, reply.length - 2);
    reply[reply.length - 2] = (byte) crc;
    reply[reply.length - 1] = (byte) (crc >> 8);
    return reply;
  }
}
