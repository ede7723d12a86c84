package io.ocpp809.can;

import io.ocpp809.can.LinkState.Phase;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A link over a carrier: a thread that receives, and opens again each second what was lost. Two
 * losses in a row are logged once.
 */
class CarrierLink implements CanLink {
  private static final Logger LOG = LoggerFactory.getLogger(CarrierLink.class);
  private static final long AGAIN_NANOS = 1_000_000_000L;
  private static final long CLOSE_MILLIS = 2_000;
  private static final long TELLING_ERRORS = 20;

  private final String name;
  private final Carrier carrier;
  private final LinkSettings settings;
  private final Counting counting = new Counting();
  private final Object lock = new Object();
  private FrameListener listener;
  private Thread thread;
  private boolean closed;
  private boolean ended;
  private volatile LinkState state = LinkState.CLOSED;

  CarrierLink(LinkSettings settings, Carrier carrier) {
    this.name = settings.place().name();
    this.settings = settings;
    this.carrier = carrier;
  }

  @Override
  public void open(FrameListener to) throws LinkException {
    synchronized (lock) {
      begin(to);
      thread = new Thread(this::run, "ocpp809-can-" + name);
      thread.setDaemon(true);
      thread.start();
    }
  }

  /** Opens without a thread; the caller calls {@link #step} and waits as told. */
  void begin(FrameListener to) throws LinkException {
    synchronized (lock) {
      if (closed || listener != null) {
        throw new IllegalStateException(name + " is open, or was closed");
      }
      String words = carrier.open();
      listener = to;
      opened(words);
    }
  }

  private void opened(String words) {
    counting.opened.incrementAndGet();
    counting.since();
    state = new LinkState(Phase.OPEN, words);
  }

  private void run() {
    try {
      while (pause(step())) {
        // One step after another until it is closed.
      }
    } finally {
      carrier.close();
    }
  }

  private boolean pause(long nanos) {
    long until = System.nanoTime() + nanos;
    synchronized (lock) {
      try {
        for (long left = nanos; left > 0 && !closed; left = until - System.nanoTime()) {
          lock.wait(left / 1_000_000, (int) (left % 1_000_000));
        }
      } catch (InterruptedException e) {
        return false;
      }
      return !closed && !ended;
    }
  }

  /**
   * Receives once, or tries once to open again.
   *
   * @return how long to wait before the next step, ns
   */
  long step() {
    if (state.phase() == Phase.ENDED) {
      return 0;
    }
    try {
      if (state.open()) {
        carrier.receive(counting);
      } else {
        opened(carrier.open());
        LOG.info("{}: heard again, {}", name, state.words());
      }
      return 0;
    } catch (IOException e) {
      lost(e.getMessage());
    } catch (RuntimeException | LinkageError e) {
      LOG.error("{}: a fault", name, e);
      lost(name + ": a fault, " + e);
    }
    return AGAIN_NANOS;
  }

  private void lost(String words) {
    carrier.close();
    if (state.open()) {
      LOG.warn("{}: lost, tried again each second: {}", name, words);
    }
    state = new LinkState(Phase.LOST, words);
  }

  /** The carrier, for a link that sends over it. */
  String name() {
    return name;
  }

  @Override
  public LinkState state() {
    LinkState now = state;
    // Errors and not one frame: what a listener hears with a wrong bit rate.
    if (now.open() && counting.onlyErrors()) {
      return new LinkState(
          Phase.OPEN,
          now.words()
              + "; only errors and no frame: is the bit rate right, are the two wires the right way"
              + " round?");
    }
    return now;
  }

  long sent() {
    return 0;
  }

  @Override
  public LinkCounters counters() {
    return new LinkCounters(
        counting.heard.get(),
        sent(),
        counting.lost.get(),
        counting.busErrors.get(),
        counting.malformed.get(),
        counting.opened.get());
  }

  @Override
  public void close() {
    Thread running;
    synchronized (lock) {
      closed = true;
      running = thread;
      lock.notifyAll();
    }
    if (running == null) {
      carrier.close();
    } else if (running != Thread.currentThread()) {
      try {
        running.join(CLOSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    state = LinkState.CLOSED;
  }

  private final class Counting implements Carrier.Intake {
    private final AtomicLong heard = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final AtomicLong busErrors = new AtomicLong();
    private final AtomicLong malformed = new AtomicLong();
    private final AtomicLong opened = new AtomicLong();
    private volatile long heardBefore;
    private volatile long errorsBefore;
    private long last = Long.MIN_VALUE;

    void since() {
      heardBefore = heard.get();
      errorsBefore = busErrors.get();
    }

    boolean onlyErrors() {
      return heard.get() == heardBefore && busErrors.get() - errorsBefore >= TELLING_ERRORS;
    }

    @Override
    public void frame(Frame frame, long nanos) {
      // Filtered here too: not every carrier can.
      if (!settings.passes(frame)) {
        return;
      }
      last = last == Long.MIN_VALUE || nanos - last > 0 ? nanos : last;
      heard.incrementAndGet();
      listener.heard(frame, last);
    }

    @Override
    public void lost(long frames) {
      lost.addAndGet(frames);
    }

    @Override
    public void busError() {
      busErrors.incrementAndGet();
    }

    @Override
    public void malformed() {
      malformed.incrementAndGet();
    }

    @Override
    public void ended(String words) {
      synchronized (lock) {
        ended = true;
      }
      state = new LinkState(Phase.ENDED, words);
    }
  }
}
