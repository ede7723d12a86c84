package io.ocpp809.bench.gbt27930;

import com.sun.management.ThreadMXBean;
import io.ocpp809.can.Frame;
import io.ocpp809.gbt27930.message.Bcl;
import io.ocpp809.gbt27930.message.Bcs;
import io.ocpp809.gbt27930.message.Bsm;
import io.ocpp809.gbt27930.message.Ccs;
import io.ocpp809.gbt27930.message.ChargeMode;
import io.ocpp809.gbt27930.message.Condition;
import io.ocpp809.gbt27930.message.Context;
import io.ocpp809.gbt27930.message.Decoded;
import io.ocpp809.gbt27930.message.Decoder;
import io.ocpp809.gbt27930.message.Level;
import io.ocpp809.gbt27930.message.Message;
import io.ocpp809.gbt27930.message.MessageType;
import io.ocpp809.gbt27930.message.Node;
import io.ocpp809.gbt27930.message.Permission;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;

/**
 * Reads what a charging bus carries as fast as one thread can. In a quarter of a second of charging
 * there are five BCL, five CCS, one BSM and one BCS; the octets of BCS are those of a finished
 * transport session and count as one frame. Each value changes from one message to the next, and
 * the last 4096 results are kept, so that nothing can be optimised away.
 */
public final class CodecRun {
  private static final int KEPT = 4096;
  private static final int ROUND = 12;
  private static final int ROUNDS = 5;

  private final Frame[] frames = new Frame[KEPT * ROUND];
  private final byte[][] octets = new byte[KEPT * ROUND][];
  private final Decoded[] kept = new Decoded[KEPT];

  /**
   * What was measured.
   *
   * @param framesPerSecond median of the rounds
   * @param bytesPerFrame what a frame allocates, over all rounds
   * @param messages how many were read as messages, of all
   * @param frames all
   */
  public record Outcome(double framesPerSecond, double bytesPerFrame, long messages, long frames) {}

  /** Makes frames that are the same for the same seed. */
  public CodecRun(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < frames.length; i++) {
      switch (i % ROUND) {
        case 0 -> frames[i] = bsm(random).frame(Context.Y2015);
        case 1 -> octets[i] = bcs(random).encode(Context.Y2015);
        default -> frames[i] = (i % 2 == 0 ? bcl(random) : ccs(random)).frame(Context.Y2015);
      }
    }
  }

  private static OptionalDouble tenths(Random random, int most) {
    return OptionalDouble.of(random.nextInt(10 * most) / 10.0);
  }

  private static Message bcl(Random random) {
    return new Bcl(tenths(random, 900), tenths(random, 400), ChargeMode.CONSTANT_CURRENT);
  }

  private static Message ccs(Random random) {
    return new Ccs(
        tenths(random, 900),
        tenths(random, 400),
        OptionalInt.of(random.nextInt(600)),
        Permission.PERMITTED);
  }

  private static Message bsm(Random random) {
    return new Bsm(
        OptionalInt.of(1 + random.nextInt(200)),
        OptionalInt.of(random.nextInt(60)),
        OptionalInt.of(1 + random.nextInt(60)),
        OptionalInt.of(random.nextInt(60)),
        OptionalInt.of(1 + random.nextInt(60)),
        Level.NORMAL,
        Level.NORMAL,
        Condition.NORMAL,
        Condition.NORMAL,
        Condition.NORMAL,
        Condition.NORMAL,
        Permission.PERMITTED);
  }

  private static Message bcs(Random random) {
    return new Bcs(
        tenths(random, 900),
        tenths(random, 400),
        OptionalDouble.of(random.nextInt(430) / 100.0),
        OptionalInt.of(random.nextInt(15)),
        OptionalInt.of(random.nextInt(101)),
        OptionalInt.of(random.nextInt(600)));
  }

  /** Reads for so long in each of five rounds, after one that does not count. */
  public Outcome run(double seconds) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long self = Thread.currentThread().getId();
    round(seconds);
    double[] rates = new double[ROUNDS];
    long messages = 0;
    long all = 0;
    long allocated = 0;
    for (int i = 0; i < ROUNDS; i++) {
      long before = threads.getThreadAllocatedBytes(self);
      long begin = System.nanoTime();
      long[] counts = round(seconds);
      rates[i] = counts[0] / ((System.nanoTime() - begin) / 1e9);
      allocated += threads.getThreadAllocatedBytes(self) - before;
      all += counts[0];
      messages += counts[1];
    }
    Arrays.sort(rates);
    return new Outcome(rates[ROUNDS / 2], (double) allocated / all, messages, all);
  }

  /** All frames, again and again: how many there were, and how many of them messages. */
  private long[] round(double seconds) {
    long end = System.nanoTime() + (long) (seconds * 1e9);
    long all = 0;
    long messages = 0;
    do {
      for (int i = 0; i < frames.length; i++) {
        Decoded decoded =
            frames[i] != null
                ? Decoder.decode(frames[i], Context.Y2015)
                : Decoder.decode(Node.BMS, MessageType.BCS.pgn(), octets[i], Context.Y2015);
        kept[i % KEPT] = decoded;
        if (decoded instanceof Decoded.Said) {
          messages++;
        }
      }
      all += frames.length;
    } while (System.nanoTime() < end);
    return new long[] {all, messages};
  }
}
