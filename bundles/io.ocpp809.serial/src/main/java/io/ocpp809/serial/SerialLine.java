package io.ocpp809.serial;

import io.ocpp809.serial.SerialException.Kind;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * An open serial port. Waiting looks for octets every half millisecond: the kernel's own timeout
 * counts in tenths of a second, which is longer than most answers take.
 */
public final class SerialLine implements SerialPortLink {
  private static final long POLL_NANOS = 500_000;
  private static final int DISCARD_CHUNK = 256;

  private final String name;
  private final SerialDevice device;
  private final BooleanSupplier present;
  private final Runnable release;
  private final AtomicBoolean closed = new AtomicBoolean();

  SerialLine(String name, SerialDevice device, BooleanSupplier present, Runnable release) {
    this.name = name;
    this.device = device;
    this.present = present;
    this.release = release;
  }

  /**
   * Opens a port of this machine.
   *
   * @param settings its settings
   * @param owner who uses it, told to others who want it
   * @throws SerialException if it cannot be opened; the message says why and what to do
   */
  public static SerialLine open(SerialSettings settings, String owner) throws SerialException {
    return SerialPorts.shared().open(settings, owner);
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
    int sent = 0;
    while (sent < octets.length) {
      checkOpen();
      int taken = checked(device.write(octets, sent));
      if (taken == 0) {
        checkPresent();
        pause(POLL_NANOS);
      }
      sent += taken;
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
    while (!closed.get() && device.available() > 0 && device.read(rest, 0, rest.length) > 0) {
      // What was read is dropped.
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
    if (closed.compareAndSet(false, true)) {
      try {
        device.close();
      } finally {
        release.run();
      }
    }
  }
}
