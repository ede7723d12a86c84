package io.ocpp809.modbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A serial line that is polled without a pause, simulated to the octet: a device takes 10 ms before
 * it answers, each character takes its time. Writes come at every phase of the polls.
 */
class SetPointLatencyTest {
  private static final long TURNAROUND = 10_000_000;

  @ParameterizedTest
  @CsvSource({"9600, 161", "19200, 91"})
  void aWriteIsAcknowledgedWithinItsBoundUnderFullPolling(int baud, long boundMillis) {
    LineSettings settings = new LineSettings(500, 0, 500, baud, 11);
    long worst = 0;
    for (long phase = 0; phase < 300_000_000; phase += 700_000) {
      worst = Math.max(worst, latency(settings, phase));
    }
    assertTrue(worst <= boundMillis * 1_000_000, worst / 1e6 + " ms");
  }

  private static long latency(LineSettings settings, long writeAt) {
    LineMachine machine = new LineMachine(Framing.rtu(), false, "line", settings);
    int most = settings.mostRegisters();
    List<BlockPlanner.Block> blocks =
        new BlockPlanner(0, most, false)
            .plan(
                java.util.stream.IntStream.range(0, 200)
                    .mapToObj(i -> Point.of(Table.HOLDING, i, DataType.UINT16))
                    .toList());
    assertEquals(200 / most + (200 % most == 0 ? 0 : 1), blocks.size());
    CompletableFuture<Reply> write = null;
    long now = 0;
    int poll = 0;
    while (true) {
      if (write == null && now >= writeAt) {
        write = submit(machine, new Request.Write(1, 6, 5, new int[] {60}), Priority.WRITE, now);
      }
      submit(machine, read(blocks.get(poll++ % blocks.size())), Priority.FAST, now);
      Step step = machine.next(now);
      if (step instanceof Step.Open) {
        machine.opened();
      } else if (step instanceof Step.Send send) {
        boolean writes = send.frame()[1] == 6;
        byte[] reply = answer(send.frame());
        long end =
            now + settings.wireNanos(send.frame().length) + settings.silenceNanos() + TURNAROUND;
        end += settings.wireNanos(reply.length);
        if (write == null && writeAt <= end) {
          write =
              submit(machine, new Request.Write(1, 6, 5, new int[] {60}), Priority.WRITE, writeAt);
        }
        now = end;
        machine.received(reply, reply.length, now);
        if (writes) {
          return now - writeAt;
        }
      } else if (step instanceof Step.Wait wait) {
        now = wait.untilNanos();
      }
    }
  }

  private static Request read(BlockPlanner.Block b) {
    return new Request.Read(1, b.table(), b.address(), b.count());
  }

  private static CompletableFuture<Reply> submit(
      LineMachine machine, Request request, Priority priority, long now) {
    CompletableFuture<Reply> done = new CompletableFuture<>();
    machine.submit(new Order(request, priority, now, Long.MAX_VALUE, r -> Optional.empty(), done));
    machine.outcomes();
    return done;
  }

  private static byte[] answer(byte[] request) {
    byte[] reply;
    if (request[1] == 6) {
      reply = request.clone();
    } else {
      int count = request[5];
      reply = new byte[5 + 2 * count];
      reply[0] = 1;
      reply[1] = 3;
      reply[2] = (byte) (2 * count);
    }
    int crc = Pdu.crc(reply, reply.length - 2);
    reply[reply.length - 2] = (byte) crc;
    reply[reply.length - 1] = (byte) (crc >> 8);
    return reply;
  }
}
