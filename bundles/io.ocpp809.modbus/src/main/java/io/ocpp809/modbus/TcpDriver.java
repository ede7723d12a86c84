package io.ocpp809.modbus;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * Drives one line over TCP connections, however they come about; all but {@link #wake} and {@link
 * #close} run on the loop's thread.
 */
final class TcpDriver implements LineDriver, Participant {
  private static final int READS_MOST = 128;

  private final TcpLoop loop;
  private final LineMachine machine;
  private final Opener opener;
  private final ByteBuffer buffer = ByteBuffer.allocate(512);
  private final AtomicBoolean woken = new AtomicBoolean();
  private Carrier carrier;
  private boolean untouched;
  private boolean ended;
  private long openDeadline = Long.MAX_VALUE;
  private long wakeAt = Long.MAX_VALUE;

  /** How a connection comes about; called on the loop's thread. */
  interface Opener {
    /** The line is there; nothing is asked yet. */
    default void prepare() {}

    /** Begins; {@link TcpDriver#opened} or {@link TcpDriver#openFailed} is called by and by. */
    void open();

    /** The deadline has passed: what has not happened, in words for the installer. */
    String late();

    /** Nothing is wanted any more; what has begun is undone. */
    void cancel();

    /** The line is closed for good. */
    default void end() {
      cancel();
    }

    /** Something can be done on a socket that is being opened. */
    void ready(SelectionKey key);
  }

  TcpDriver(TcpLoop loop, LineMachine machine, Function<TcpDriver, Opener> opener) {
    this.loop = loop;
    this.machine = machine;
    this.opener = opener.apply(this);
  }

  @Override
  public void wake() {
    if (woken.compareAndSet(false, true)) {
      loop.post(
          this,
          () -> {
            woken.set(false);
            advance();
          });
    }
  }

  @Override
  public void close() {
    loop.forget(this);
    loop.post(this, this::end);
  }

  @Override
  public void end() {
    ended = true;
    openDeadline = Long.MAX_VALUE;
    opener.end();
    closeCarrier();
  }

  @Override
  public long dueNanos() {
    return Math.min(wakeAt, openDeadline);
  }

  /** Does what the machine says until it has to wait. */
  @Override
  public void advance() {
    if (ended) {
      return;
    }
    if (openDeadline != Long.MAX_VALUE && System.nanoTime() >= openDeadline) {
      openFailed(opener.late());
    }
    while (true) {
      Step step;
      List<Outcome> outcomes;
      synchronized (machine) {
        step = machine.next(System.nanoTime());
        outcomes = machine.outcomes();
      }
      outcomes.forEach(o -> o.done().complete(o.reply()));
      if (step instanceof Step.Wait wait) {
        wakeAt = wait.untilNanos();
        return;
      }
      perform(step);
    }
  }

  private void perform(Step step) {
    if (step instanceof Step.Open open) {
      openDeadline = open.deadlineNanos();
      opener.open();
    } else if (step instanceof Step.Close) {
      closeCarrier();
    } else if (step instanceof Step.Send send) {
      send(send.frame());
    }
  }

  /** The line is there. */
  void prepare() {
    if (!ended) {
      opener.prepare();
    }
  }

  /** Whether a connection is wanted and has not come about. */
  boolean opening() {
    return openDeadline != Long.MAX_VALUE;
  }

  /** Why the unit must be left alone by now, in words; empty if it may be asked. */
  Optional<String> silent(int unit) {
    synchronized (machine) {
      return machine.silent(unit);
    }
  }

  /** A connection is there; one that was there before is thrown away. */
  void opened(Carrier fresh, SelectionKey key) {
    openDeadline = Long.MAX_VALUE;
    synchronized (machine) {
      if (carrier != null) {
        machine.broken("the device has dialled in anew", System.nanoTime());
      }
      machine.opened();
    }
    closeCarrier();
    carrier = fresh;
    untouched = true;
    key.attach(this);
    key.interestOps(SelectionKey.OP_READ);
  }

  /** Octets came before the line had the connection. */
  void passed(byte[] octets) {
    synchronized (machine) {
      machine.passed(octets, octets.length, System.nanoTime());
    }
  }

  /** The connection has not come about. */
  void openFailed(String why) {
    if (!opening()) {
      return;
    }
    openDeadline = Long.MAX_VALUE;
    opener.cancel();
    synchronized (machine) {
      machine.openFailed(why, System.nanoTime());
    }
  }

  /** Something can be done on the socket. */
  @Override
  public void ready(SelectionKey key) {
    if (!key.isValid()) {
      return;
    }
    if (carrier == null || key.attachment() != this) {
      opener.ready(key);
    } else if (key.isReadable()) {
      try {
        receive(true);
      } catch (IOException e) {
        failed(String.valueOf(e.getMessage()));
      }
    }
    advance();
  }

  /**
   * Reads what is there, but not without end: a device that floods must not keep the loop.
   *
   * @param wanted whether it may be a reply
   * @return whether all of it was read
   */
  private boolean receive(boolean wanted) throws IOException {
    for (int i = 0; i < READS_MOST; i++) {
      buffer.clear();
      int count = carrier.read(buffer);
      if (count < 0) {
        throw new IOException("the device closed the connection");
      }
      if (count == 0) {
        return true;
      }
      if (untouched && TlsAlert.is(buffer.array(), count)) {
        throw new IOException("transport: the device wants TLS on this port; TLS or RTU_OVER_TLS");
      }
      untouched = false;
      synchronized (machine) {
        if (wanted) {
          machine.received(buffer.array(), count, System.nanoTime());
        } else {
          machine.passed(buffer.array(), count, System.nanoTime());
        }
      }
    }
    return false;
  }

  private void send(byte[] frame) {
    try {
      if (!receive(false)) {
        throw new IOException("the device sends without being asked, and without end");
      }
    } catch (IOException | RuntimeException e) {
      failed(String.valueOf(e.getMessage()));
      return;
    }
    try {
      carrier.write(frame);
    } catch (IOException | RuntimeException e) {
      failed(lastWords(e));
    }
  }

  /** What the device said before it hung up tells more than that it did. */
  private String lastWords(Exception fault) {
    try {
      receive(false);
      return String.valueOf(fault.getMessage());
    } catch (IOException | RuntimeException said) {
      return String.valueOf(said.getMessage());
    }
  }

  /** The connection has failed. */
  @Override
  public void failed(String why) {
    synchronized (machine) {
      if (carrier != null) {
        machine.broken(why, System.nanoTime());
      }
    }
    openFailed(why);
  }

  private void closeCarrier() {
    if (carrier != null) {
      carrier.close();
      carrier = null;
    }
  }
}
