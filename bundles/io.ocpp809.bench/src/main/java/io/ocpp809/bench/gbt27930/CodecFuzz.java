package io.ocpp809.bench.gbt27930;

import io.ocpp809.can.Frame;
import io.ocpp809.gbt27930.message.Context;
import io.ocpp809.gbt27930.message.Decoded;
import io.ocpp809.gbt27930.message.Decoder;
import io.ocpp809.gbt27930.message.Message;
import io.ocpp809.gbt27930.message.MessageType;
import io.ocpp809.gbt27930.message.Node;
import java.util.HexFormat;
import java.util.SplittableRandom;

/**
 * Random and mutated frames, and octets of transport sessions: whatever they are, nothing is
 * thrown, and what was read is written and read as the same again.
 */
public final class CodecFuzz {
  private static final MessageType[] TYPES = MessageType.values();

  private final SplittableRandom random;
  private long messages;
  private long foreign;

  /**
   * What came of it.
   *
   * @param wrong frames at which something was thrown, or that did not read as the same again
   * @param megabytes heap that it has grown by, MB
   * @param words for people
   */
  public record Outcome(long wrong, double megabytes, String words) {}

  /** Makes a series that is the same for the same seed. */
  public CodecFuzz(long seed) {
    random = new SplittableRandom(seed);
  }

  /** Gives so many; one of 16 is a transport session. */
  public Outcome run(long count) {
    double before = heap();
    long wrong = 0;
    String first = "";
    for (long i = 0; i < count; i++) {
      Context context = context();
      boolean session = random.nextInt(16) == 0;
      byte[] octets = octets(session ? random.nextInt(64) == 0 ? 1785 : 60 : 8);
      int id = id();
      String fault = session ? session(id, octets, context) : frame(id, octets, context);
      if (!fault.isEmpty()) {
        wrong++;
        first =
            first.isEmpty()
                ? String.format(
                    "; first: %08X#%s %s: %s", id, HexFormat.of().formatHex(octets), context, fault)
                : first;
      }
    }
    double grown = Math.max(0, heap() - before);
    String words =
        String.format(
            "%d random frames and sessions: %d messages, %d foreign, %d wrong%s",
            count, messages, foreign, wrong, first);
    return new Outcome(wrong, grown, words);
  }

  private Context context() {
    Context context = random.nextBoolean() ? Context.Y2015 : Context.Y2011;
    return random.nextInt(8) == 0 ? context.with(-100 * random.nextInt(66)) : context;
  }

  private byte[] octets(int most) {
    byte[] octets = new byte[random.nextInt(most + 1)];
    random.nextBytes(octets);
    int fill = random.nextInt(4);
    for (int i = 0; fill < 2 && i < octets.length; i++) {
      if (random.nextInt(3) == 0) {
        octets[i] = (byte) -fill;
      }
    }
    return octets;
  }

  private int id() {
    int any = random.nextInt(Frame.MAX_EXTENDED_ID + 1);
    return switch (random.nextInt(8)) {
      case 0 -> any;
      case 1 -> any & 0x1FFF_0000 | (random.nextBoolean() ? 0x56F4 : 0xF456);
      case 2 -> TYPES[random.nextInt(TYPES.length)].id() ^ 1 << random.nextInt(29);
      default -> TYPES[random.nextInt(TYPES.length)].id();
    };
  }

  private String frame(int id, byte[] octets, Context context) {
    try {
      return again(Decoder.decode(Frame.extended(id, octets), context), context);
    } catch (RuntimeException e) {
      return e.toString();
    }
  }

  private String session(int id, byte[] octets, Context context) {
    try {
      Node sender = (id & 0xFF) == Node.BMS.address() ? Node.BMS : Node.CHARGER;
      return again(Decoder.decode(sender, id >>> 8 & 0xFF00, octets, context), context);
    } catch (RuntimeException e) {
      return e.toString();
    }
  }

  /** Empty if what was read is written and read as the same, else how it reads. */
  private String again(Decoded decoded, Context context) {
    if (decoded instanceof Decoded.Foreign) {
      foreign++;
    }
    if (!(decoded instanceof Decoded.Said said)) {
      return "";
    }
    messages++;
    Message message = said.message();
    byte[] written = message.encode(context);
    MessageType type = message.type();
    if (written.length == 0) {
      return "";
    }
    return Decoder.decode(type.sender(), type.pgn(), written, context) instanceof Decoded.Said same
            && same.message().equals(message)
        ? ""
        : message + " is written as " + HexFormat.of().formatHex(written);
  }

  /** Heap that is in use after a collection, MB. */
  static double heap() {
    Runtime runtime = Runtime.getRuntime();
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return (runtime.totalMemory() - runtime.freeMemory()) / 1e6;
  }
}
