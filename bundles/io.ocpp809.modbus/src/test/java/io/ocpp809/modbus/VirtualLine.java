package io.ocpp809.modbus;

import io.ocpp809.testkit.modbus.Moments;
import io.ocpp809.testkit.modbus.Respondent;
import io.ocpp809.testkit.modbus.Sending;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * A line machine and simulated units in virtual time: no socket, thread or clock, so that the same
 * happens on every machine. The units of an RTU line sit behind a converter that knows nothing of
 * connections: what they send late reaches the next connection too. Their registers tell unit,
 * address and the number of the request that read them.
 */
final class VirtualLine {
  static final int TIMEOUT_MILLIS = 100;
  private static final long MILLI = 1_000_000L;
  private static final long TURNAROUND = 2 * MILLI;

  /** A pause within a reply up to which its sender is still sending, ns: what a line is drained. */
  private static final long SENDING = 20 * MILLI;

  /** How requests and replies travel. */
  enum Transport {
    TCP(io.ocpp809.testkit.modbus.ModbusServer.Framing.TCP, true),
    RTU_OVER_TCP(io.ocpp809.testkit.modbus.ModbusServer.Framing.RTU, true),
    RTU(io.ocpp809.testkit.modbus.ModbusServer.Framing.RTU, false);

    final io.ocpp809.testkit.modbus.ModbusServer.Framing framing;
    final boolean connection;

    Transport(io.ocpp809.testkit.modbus.ModbusServer.Framing framing, boolean connection) {
      this.framing = framing;
      this.connection = connection;
    }
  }

  private record Arrival(long at, long number, byte[] octets, Sending.End end) {}

  /** A reply, what it must be, and when it came. */
  record Answer(Request request, Reply reply, int sequence, long atMillis) {}

  private final class Unit implements io.ocpp809.testkit.modbus.Device {
    private final int unit;
    private final int[] written = new int[256];

    private Unit(int unit) {
      this.unit = unit;
    }

    @Override
    public int[] readHolding(int address, int count) {
      return registers(unit, address, count, ++sequence);
    }

    @Override
    public void write(int function, int address, int[] values) {
      sequence++;
      System.arraycopy(values, 0, written, address, values.length);
    }
  }

  private final Transport transport;
  private final LineMachine machine;
  private final Unit first = new Unit(1);
  private final Unit second = new Unit(2);
  private final Respondent respondent;
  private final PriorityQueue<Arrival> arrivals =
      new PriorityQueue<>(Comparator.comparingLong(Arrival::at).thenComparingLong(Arrival::number));
  private final Deque<Long> sendingUntil = new ArrayDeque<>();
  private final long start = 1_000_000_000_000L;
  private long now = start;
  private long number;
  private final long[] busyUntil = new long[3];
  private int sequence;
  private int sentSequence;
  private int collisions;
  private int opened;
  private boolean open;
  private boolean deaf;

  /**
   * Makes a line.
   *
   * @param lateMillis what is late on it, ms
   */
  VirtualLine(Transport transport, int lateMillis) {
    this.transport = transport;
    int baud = transport.framing == io.ocpp809.testkit.modbus.ModbusServer.Framing.RTU ? 9_600 : 0;
    machine =
        new LineMachine(
            transport == Transport.TCP ? Framing.tcp() : Framing.rtu(),
            transport.connection,
            "pile",
            new LineSettings(TIMEOUT_MILLIS, 0, 500, baud, 11));
    respondent = new Respondent(transport.framing, Map.of(1, first, 2, second));
    respondent.moments(new Moments(Duration.ofMillis(16), Duration.ofMillis(lateMillis)));
  }

  /** What the registers of a unit hold when they are read by the request of that number. */
  static int[] registers(int unit, int address, int count, int sequence) {
    return IntStream.range(address, address + count)
        .map(a -> unit << 14 | (a & 0x3F) << 8 | sequence & 0xFF)
        .toArray();
  }

  Respondent respondent() {
    return respondent;
  }

  int written(int unit, int address) {
    return (unit == 1 ? first : second).written[address];
  }

  int collisions() {
    return collisions;
  }

  int connections() {
    return opened;
  }

  long nowMillis() {
    return (now - start) / MILLI;
  }

  /** Octets that nobody was asked for, after some time. */
  void noise(long afterMillis, byte[] octets) {
    arrivals.add(new Arrival(now + afterMillis * MILLI, number++, octets, Sending.End.OPEN));
  }

  /** Lets time pass; what arrives meanwhile is delivered. */
  void pass(long millis) {
    long end = now + millis * MILLI;
    while (now < end) {
      advance(() -> false, end);
    }
  }

  /** Asks, and plays until there is a reply. */
  Answer ask(Request request) {
    CompletableFuture<Reply> done = new CompletableFuture<>();
    machine.submit(
        new Order(request, Priority.FAST, now, Long.MAX_VALUE, r -> Optional.empty(), done));
    long end = now + 60_000 * MILLI;
    while (!done.isDone()) {
      if (now >= end) {
        throw new AssertionError("no reply within 60 s: " + request);
      }
      advance(done::isDone, end);
    }
    return new Answer(request, done.join(), sentSequence, nowMillis());
  }

  /** Does what the machine says; waits only until the end, and not when it is over before. */
  private void advance(BooleanSupplier over, long end) {
    while (!arrivals.isEmpty() && arrivals.peek().at() <= now) {
      arrive(arrivals.remove());
    }
    Step step = machine.next(now);
    settle();
    if (step instanceof Step.Open) {
      now += MILLI;
      open = true;
      opened++;
      machine.opened();
    } else if (step instanceof Step.Send send) {
      send(send.frame());
    } else if (step instanceof Step.Close) {
      close();
    } else if (step instanceof Step.Wait wait && !over.getAsBoolean()) {
      await(Math.min(end, wait.untilNanos()));
    }
    settle();
  }

  private void settle() {
    machine.outcomes().forEach(o -> o.done().complete(o.reply()));
  }

  private void close() {
    open = false;
    deaf = false;
    if (transport == Transport.TCP) {
      arrivals.clear();
      sendingUntil.clear();
    } else {
      arrivals.removeIf(a -> a.end() != Sending.End.OPEN);
    }
  }

  private void await(long until) {
    Arrival next = arrivals.peek();
    if (next == null || next.at() > until) {
      now = Math.max(now, until);
      return;
    }
    now = Math.max(now, next.at());
    arrive(arrivals.remove());
  }

  private void arrive(Arrival next) {
    if (next.octets().length > 0 && open) {
      machine.received(next.octets(), next.octets().length, now);
    }
    switch (next.end()) {
      case OPEN -> {}
      case DEAF -> deaf = true;
      default -> {
        if (open) {
          machine.broken("closed by the device", now);
        }
      }
    }
  }

  private void send(byte[] frame) {
    for (Iterator<Long> i = sendingUntil.iterator(); i.hasNext(); ) {
      if (i.next() <= now) {
        i.remove();
      }
    }
    collisions += sendingUntil.isEmpty() ? 0 : 1;
    Optional<Sending> reply = deaf ? Optional.empty() : respondent.answer(frame);
    sentSequence = sequence;
    int unit = transport == Transport.TCP ? frame[6] : 0;
    reply.ifPresent(r -> transmit(unit, r));
  }

  /** Units on TCP work side by side; those of an RTU line one after another. */
  private void transmit(int unit, Sending reply) {
    long at = Math.max(now, busyUntil[unit]) + TURNAROUND;
    List<Sending.Part> parts = reply.parts();
    for (int i = 0; i < parts.size(); i++) {
      long pause = parts.get(i).pause().toNanos();
      boolean sending = i > 0 && pause < SENDING && transport != Transport.TCP;
      at += pause;
      if (sending) {
        sendingUntil.add(at);
      }
      arrivals.add(new Arrival(at, number++, parts.get(i).octets(), Sending.End.OPEN));
    }
    if (reply.end() != Sending.End.OPEN) {
      arrivals.add(new Arrival(at, number++, new byte[0], reply.end()));
    }
    busyUntil[unit] = at;
  }
}
