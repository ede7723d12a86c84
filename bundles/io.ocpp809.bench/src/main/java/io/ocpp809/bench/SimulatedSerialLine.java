package io.ocpp809.bench;

import io.ocpp809.modbus.Link;
import io.ocpp809.modbus.survey.LineFormat;
import io.ocpp809.modbus.survey.Way;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A serial line with one pile on it, in real time: octets take as long as the rate says, and the
 * pile begins its reply after its turnaround. Set to other settings than the line's user, it
 * understands nothing and is silent. It refuses every read with exception 2, as a pile without that
 * register does. Opening takes what a USB adapter takes to be set anew.
 */
final class SimulatedSerialLine {
  private static final int OPEN_MILLIS = 20;

  private final LineFormat format;
  private final int unit;
  private final int turnaroundMillis;

  SimulatedSerialLine(LineFormat format, int unit, int turnaroundMillis) {
    this.format = format;
    this.unit = unit;
    this.turnaroundMillis = turnaroundMillis;
  }

  Link open(Way way, long deadlineNanos) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(OPEN_MILLIS));
    return new End(way.format().orElseThrow());
  }

  private final class End implements Link {
    private final LineFormat used;
    private byte[] coming = new byte[0];
    private long ready;

    private End(LineFormat used) {
      this.used = used;
    }

    @Override
    public void write(byte[] octets) {
      boolean understood = used.equals(format) && (octets[0] & 0xFF) == unit;
      if (understood) {
        byte[] reply = {octets[0], (byte) (octets[1] | 0x80), 2, 0, 0};
        int crc = crc(reply, 3);
        reply[3] = (byte) crc;
        reply[4] = (byte) (crc >> 8);
        coming = reply;
        ready =
            System.nanoTime()
                + used.nanos(octets.length + reply.length)
                + TimeUnit.MILLISECONDS.toNanos(turnaroundMillis);
      }
    }

    @Override
    public int read(byte[] buffer, int offset, long deadlineNanos) {
      long until = coming.length > 0 ? Math.min(ready, deadlineNanos) : deadlineNanos;
      for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      if (coming.length == 0 || System.nanoTime() < ready) {
        return 0;
      }
      int count = coming.length;
      System.arraycopy(coming, 0, buffer, offset, count);
      coming = new byte[0];
      return count;
    }

    @Override
    public void discard() {
      coming = new byte[0];
    }

    @Override
    public void close() {
      coming = new byte[0];
    }
  }

  private static int crc(byte[] octets, int end) {
    int crc = 0xFFFF;
    for (int i = 0; i < end; i++) {
      crc ^= octets[i] & 0xFF;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 0 ? crc >> 1 : crc >> 1 ^ 0xA001;
      }
    }
    return crc;
  }
}
