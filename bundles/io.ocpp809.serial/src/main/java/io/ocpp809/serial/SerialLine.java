package io.ocpp809.serial;

import io.ocpp809.serial.SerialException.Kind;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * An open serial port. Waiting looks for octets every half millisecond: the kernel's own timeout
 * counts in tenths of a second, which is longer than most answers take. No call hangs: a port that
 * takes no octets is given up after the time they need and a second, one that does not close is
 * left to close by itself, and stays owned until it has.
 */
public final class SerialLine implements SerialPortLink {
  private static final long POLL_NANOS = 500_000;
  private static final long TAIL_NANOS = 100_000;
  private static final long WRITE_SPARE_NANOS = 1_000_000_000L;
  private static final long OPEN_NANOS = 5_000_000_000L;
  private static final long CLOSE_NANOS = 1_000_000_000L;
  private static final int DISCARD_CHUNK = 256;

  /** An adapter that floods must not keep the line from its turn. */
  private static final int DISCARD_CHUNKS = 64;

  private final SerialSettings settings;
  private final String name;
  private final SerialDevice device;
  private final BooleanSupplier present;
  private final Runnable release;
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile boolean counts;

  SerialLine(
      SerialSettings settings, SerialDevice device, BooleanSupplier present, Runnable release) {
    this.settings = settings;
    this.name = settings.device();
    this.device = device;
    this.present = present;
    this.release = release;
  }

  /**
   * Opens a port of this machine, within five seconds.
   *
   * @param settings its settings
   * @param owner who uses it, told to others who want it
   * @throws SerialException if it cannot be opened; the message says why and what to do
   */
  public static SerialLine open(SerialSettings settings, String owner) throws SerialException {
    return open(settings, owner, System.nanoTime() + OPEN_NANOS);
  }

  /**
   * Opens a port of this machine.
   *
   * @param settings its settings
   * @param owner who uses it, told to others who want it
   * @param deadlineNanos instant of {@link System#nanoTime()} by which to return
   * @throws SerialException if it cannot be opened; the message says why and what to do
   */
  public static SerialLine open(SerialSettings settings, String owner, long deadlineNanos)
      throws SerialException {
    return SerialPorts.shared().open(settings, owner, deadlineNanos);
  }

  @Override
  public int read(byte[] buffer, int offset, long deadlineNanos) throws SerialException {
    while (true) {
      checkOpen();
      int waiting = checked(device.available());
      if (waiting > 0) {
        return checked(device.read(buffer, offset, Math.min(waiting, buffer.length - offset)));
      }
      long left = deadlineNanos - System.nanoTime();
      if (left <= 0) {
        checkPresent();
        return 0;
      }
      pause(Math.min(left, POLL_NANOS));
    }
  }

  @Override
  public void write(byte[] octets) throws SerialException {
    if (!settings.byRts()) {
      send(octets);
      return;
    }
    checkOpen();
    switchTo(true);
    try {
      long begun = System.nanoTime();
      send(octets);
      awaitSent(begun, octets.length);
    } finally {
      if (!closed.get()) {
        switchTo(false);
      }
    }
  }

  private void send(byte[] octets) throws SerialException {
    long deadline = System.nanoTime() + settings.wireNanos(octets.length) + WRITE_SPARE_NANOS;
    int sent = 0;
    while (sent < octets.length) {
      checkOpen();
      // The library's write does not come back from a driver that is full; one that has sent the
      // frame before has room for the next.
      int taken = counts && device.unsent() > 0 ? 0 : checked(handed(octets, sent, deadline));
      sent += taken;
      if (taken == 0) {
        checkPresent();
        if (System.nanoTime() >= deadline) {
          throw new SerialException(
              Kind.STUCK, name + " takes no octets; unplug the adapter and plug it in again");
        }
        pause(POLL_NANOS);
      }
    }
  }

  /**
   * Hands octets over. Whether a driver counts what it holds shows right after that: then none is
   * handed over before it is empty, and it takes them at once. Of one that never does nobody knows
   * whether it is full: its write may hang, and is waited for up to the deadline.
   */
  private int handed(byte[] octets, int sent, long deadline) throws SerialException {
    if (counts) {
      return device.write(octets, sent);
    }
    if (device.unsent() > 0) {
      counts = true;
      return 0;
    }
    int taken =
        Patience.run(
            () -> device.write(octets, sent),
            deadline,
            late -> {},
            name + " takes no octets; unplug the adapter and plug it in again");
    counts = device.unsent() > 0;
    return taken;
  }

  /**
   * Waits until the last bit is out: for the time that the octets take, and until the driver holds
   * none of them, since it may have begun late. A device answers 3.5 characters later at the
   * earliest.
   */
  private void awaitSent(long begun, int octets) throws SerialException {
    long sent = begun + settings.wireNanos(octets);
    long most = sent + WRITE_SPARE_NANOS;
    int unsent = device.unsent();
    while (System.nanoTime() < sent || unsent > 0 && System.nanoTime() < most) {
      long ahead = sent - System.nanoTime() - TAIL_NANOS;
      pause(ahead > 0 ? Math.min(POLL_NANOS, ahead) : TAIL_NANOS / 2);
      int left = device.unsent();
      if (unsent > 0 && left == 0) {
        // The driver counts what it holds, not what the port's own buffer still shifts out.
        sent = Math.max(sent, System.nanoTime() + settings.wireNanos(1));
      }
      unsent = left;
    }
  }

  private void switchTo(boolean sending) throws SerialException {
    if (!device.direction(sending)) {
      throw new SerialException(Kind.LOST, name + " is lost; was the adapter pulled?");
    }
  }

  private void pause(long nanos) throws SerialException {
    LockSupport.parkNanos(nanos);
    if (Thread.currentThread().isInterrupted()) {
      throw new SerialException(Kind.CLOSED, name + ": its thread was interrupted");
    }
  }

  @Override
  public void discard() {
    byte[] rest = new byte[DISCARD_CHUNK];
    int most = DISCARD_CHUNKS;
    while (most-- > 0 && !closed.get() && device.available() > 0) {
      if (device.read(rest, 0, rest.length) <= 0) {
        return;
      }
    }
  }

  private void checkOpen() throws SerialException {
    if (closed.get()) {
      throw new SerialException(Kind.CLOSED, name + " was closed");
    }
  }

  private void checkPresent() throws SerialException {
    checked(present.getAsBoolean() ? 0 : -1);
  }

  private int checked(int result) throws SerialException {
    if (result < 0) {
      checkOpen();
      throw new SerialException(Kind.LOST, name + " is lost; was the adapter pulled?");
    }
    return result;
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    try {
      Patience.run(
          () -> {
            try {
              device.close();
            } finally {
              release.run();
            }
            return true;
          },
          System.nanoTime() + CLOSE_NANOS,
          late -> {},
          name + " does not close");
    } catch (SerialException stuck) {
      // It closes when it can, and is owned until then: whoever wants it is told by whom.
      return;
    }
  }
}
