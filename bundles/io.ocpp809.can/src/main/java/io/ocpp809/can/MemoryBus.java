package io.ocpp809.can;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * A bus that is a piece of memory. What a party sends is heard at once by all others, in the order
 * in which they opened, and not by itself. What is sent while a frame is being delivered is
 * delivered after it, so that all hear the same order. The outermost {@code send} returns when
 * everything has been heard: with one thread a run is the same each time.
 */
public final class MemoryBus {
  private final LongSupplier nanos;
  private final List<Party> parties = new CopyOnWriteArrayList<>();
  private final Queue<Sent> queue = new ArrayDeque<>();
  private boolean delivering;
  private long last = Long.MIN_VALUE;

  /**
   * @param nanos the bus's monotonic clock, ns
   */
  public MemoryBus(LongSupplier nanos) {
    this.nanos = nanos;
  }

  private record Sent(Frame frame, Party by) {}

  /** A party that hears and sends. */
  public SendingLink join(String name) {
    return new SendingParty(this, name);
  }

  /** A party that only hears. */
  public CanLink tap(String name) {
    return new Party(this, name);
  }

  private void send(Frame frame, Party by) {
    synchronized (queue) {
      queue.add(new Sent(frame, by));
      if (delivering) {
        return;
      }
      delivering = true;
    }
    while (true) {
      Sent next;
      synchronized (queue) {
        next = queue.poll();
        if (next == null) {
          delivering = false;
          return;
        }
      }
      try {
        deliver(next);
      } catch (RuntimeException | Error e) {
        // The sender is told of a listener's fault; the bus goes on with the next frame.
        synchronized (queue) {
          delivering = false;
        }
        throw e;
      }
    }
  }

  private void deliver(Sent sent) {
    // Only the thread that delivers touches it; the lock above orders one after another.
    last = last == Long.MIN_VALUE ? nanos.getAsLong() : Math.max(last, nanos.getAsLong());
    for (Party party : parties) {
      if (party != sent.by()) {
        party.hear(sent.frame(), last);
      }
    }
  }

  private static class Party implements CanLink {
    private final MemoryBus bus;
    private final String name;
    private final AtomicLong heard = new AtomicLong();
    private volatile FrameListener listener;
    private volatile LinkState state = LinkState.CLOSED;
    private boolean used;

    Party(MemoryBus bus, String name) {
      this.bus = bus;
      this.name = name;
    }

    @Override
    public synchronized void open(FrameListener to) {
      if (used) {
        throw new IllegalStateException(name + " was opened before");
      }
      used = true;
      listener = to;
      state = new LinkState(LinkState.Phase.OPEN, name + ": in memory");
      bus.parties.add(this);
    }

    private void hear(Frame frame, long at) {
      if (state.open()) {
        heard.incrementAndGet();
        listener.heard(frame, at);
      }
    }

    @Override
    public LinkState state() {
      return state;
    }

    long sent() {
      return 0;
    }

    @Override
    public LinkCounters counters() {
      return new LinkCounters(heard.get(), sent(), 0, 0, 0, used() ? 1 : 0);
    }

    private synchronized boolean used() {
      return used;
    }

    @Override
    public synchronized void close() {
      used = true;
      state = LinkState.CLOSED;
      bus.parties.remove(this);
    }
  }

  private static final class SendingParty extends Party implements SendingLink {
    private final MemoryBus bus;
    private final String name;
    private final AtomicLong sent = new AtomicLong();

    SendingParty(MemoryBus bus, String name) {
      super(bus, name);
      this.bus = bus;
      this.name = name;
    }

    @Override
    public void send(Frame frame) throws LinkException {
      if (!state().open()) {
        throw new LinkException(LinkException.Kind.LOST, name + " is not open");
      }
      sent.incrementAndGet();
      bus.send(frame, this);
    }

    @Override
    long sent() {
      return sent.get();
    }
  }
}
