package io.ocpp809.modbus;

import io.ocpp809.testkit.modbus.ModbusFault;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A serial line in virtual time with a simulated device at its end: octets take as long as they do
 * at the line's speed, and the device takes 5 to 60 ms before it answers.
 */
public final class VirtualLine {
  private static final long LEAST_TURNAROUND = 5_000_000;
  private static final int MOST_TURNAROUND = 55_000_000;

  private final LineSettings settings;
  private final io.ocpp809.testkit.modbus.Device device;
  private final AtomicLong nanos;
  private final Random jitter = new Random(809);
  private final LineMachine machine;
  private final Line line;
  private int requests;

  /**
   * Makes a line.
   *
   * @param baud speed of the line, bit/s
   * @param device what answers, whatever unit is asked
   * @param nanos monotonic time, moved by the line
   */
  public VirtualLine(int baud, io.ocpp809.testkit.modbus.Device device, AtomicLong nanos) {
    this.settings = new LineSettings(500, 0, 500, baud, 11);
    this.device = device;
    this.nanos = nanos;
    this.machine = new LineMachine(Framing.rtu(), false, "line", settings);
    this.line =
        new Line(
            machine,
            settings,
            m ->
                new LineDriver() {
                  @Override
                  public void wake() {}

                  @Override
                  public void close() {}
                });
  }

  /** The line as the driver uses it. */
  public Line line() {
    return line;
  }

  /** How many requests the device has had. */
  public int requests() {
    return requests;
  }

  /** Lets the line work until an instant, or a request's time beyond it. */
  public void runUntil(long end) {
    while (nanos.get() < end) {
      Step step = machine.next(nanos.get());
      deliver();
      if (step instanceof Step.Open) {
        machine.opened();
      } else if (step instanceof Step.Send send) {
        exchange(send.frame());
      } else if (step instanceof Step.Wait wait) {
        nanos.set(Math.max(nanos.get(), Math.min(wait.untilNanos(), end)));
      }
    }
  }

  private void deliver() {
    List<Outcome> outcomes = machine.outcomes();
    outcomes.forEach(o -> o.done().complete(o.reply()));
  }

  private void exchange(byte[] frame) {
    requests++;
    nanos.addAndGet(settings.wireNanos(frame.length) + settings.silenceNanos());
    byte[] reply = answer(frame);
    nanos.addAndGet(LEAST_TURNAROUND + jitter.nextInt(MOST_TURNAROUND));
    nanos.addAndGet(settings.wireNanos(reply.length));
    machine.received(reply, reply.length, nanos.get());
    deliver();
  }

  private byte[] answer(byte[] frame) {
    ByteArrayOutputStream reply = new ByteArrayOutputStream();
    reply.write(frame[0]);
    try {
      reply.writeBytes(pdu(frame));
    } catch (ModbusFault fault) {
      reply.write(frame[1] | 0x80);
      reply.write(fault.code());
    }
    int crc = Pdu.crc(reply.toByteArray(), reply.size());
    reply.write(crc);
    reply.write(crc >> 8);
    return reply.toByteArray();
  }

  private byte[] pdu(byte[] f) throws ModbusFault {
    int function = f[1];
    int address = word(f, 2);
    int second = word(f, 4);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(function);
    switch (function) {
      case 1, 2 -> {
        boolean[] bits = device.readBits(function, address, second);
        byte[] octets = new byte[(bits.length + 7) / 8];
        for (int i = 0; i < bits.length; i++) {
          octets[i / 8] |= (byte) (bits[i] ? 1 << i % 8 : 0);
        }
        out.write(octets.length);
        out.writeBytes(octets);
      }
      case 3, 4 -> {
        int[] words =
            function == 3 ? device.readHolding(address, second) : device.readInput(address, second);
        out.write(2 * words.length);
        for (int w : words) {
          out.write(w >> 8);
          out.write(w);
        }
      }
      case 5 -> {
        device.writeCoils(function, address, new boolean[] {second == 0xFF00});
        out.write(f, 2, 4);
      }
      case 6 -> {
        device.write(function, address, new int[] {second});
        out.write(f, 2, 4);
      }
      case 16 -> {
        int[] words = new int[second];
        for (int i = 0; i < second; i++) {
          words[i] = word(f, 7 + 2 * i);
        }
        device.write(function, address, words);
        out.write(f, 2, 4);
      }
      default -> throw new ModbusFault(ModbusFault.ILLEGAL_FUNCTION);
    }
    return out.toByteArray();
  }

  private static int word(byte[] f, int at) {
    return (f[at] & 0xFF) << 8 | f[at + 1] & 0xFF;
  }
}
