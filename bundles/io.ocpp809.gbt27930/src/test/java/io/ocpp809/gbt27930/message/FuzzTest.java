package io.ocpp809.gbt27930.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.can.Frame;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random and mutated octets, the same in each run. {@code -Docpp809.gbt27930.fuzz=100000000} makes
 * a long run, {@code -Docpp809.gbt27930.seed=2} another one.
 */
class FuzzTest {
  private static final int FRAMES = Integer.getInteger("ocpp809.gbt27930.fuzz", 300_000);
  private static final long SEED = Long.getLong("ocpp809.gbt27930.seed", 27930);

  private final Random random = new Random(SEED);

  private Context context() {
    Context context = random.nextBoolean() ? Context.Y2015 : Context.Y2011;
    return random.nextInt(4) == 0 ? context.with(-100 * random.nextInt(66)) : context;
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
    return switch (random.nextInt(8)) {
      case 0 -> random.nextInt(Frame.MAX_EXTENDED_ID + 1);
      case 1 -> random.nextInt(256) << 16 | (random.nextBoolean() ? 0x56F4 : 0xF456);
      default ->
          MessageType.values()[random.nextInt(MessageType.values().length)].id()
              ^ (random.nextInt(16) == 0 ? 1 << random.nextInt(29) : 0);
    };
  }

  /** What was read can be written, and reads as the same again. */
  private static void roundTrip(Decoded decoded, Context context, byte[] octets) {
    if (decoded instanceof Decoded.Said said) {
      Message message = said.message();
      said.remarks().forEach(remark -> assertTrue(remark.text().startsWith(message.type() + ".")));
      byte[] written = message.encode(context);
      if (written.length == 0) {
        return;
      }
      Decoded again =
          Decoder.decode(message.type().sender(), message.type().pgn(), written, context);
      if (!(again instanceof Decoded.Said twice) || !twice.message().equals(message)) {
        assertEquals(decoded, again, HexFormat.of().formatHex(octets) + " in " + context);
      }
      Signals.of(message.type()).forEach(signal -> signal.value(message));
    }
  }

  @Test
  void noFrameThrowsAndWhatIsReadIsWrittenAndReadAgain() {
    for (int i = 0; i < FRAMES; i++) {
      Context context = context();
      byte[] octets = octets(8);
      roundTrip(Decoder.decode(Frame.extended(id(), octets), context), context, octets);
    }
  }

  @Test
  void noTransportSessionThrowsAndWhatIsReadIsWrittenAndReadAgain() {
    for (int i = 0; i < FRAMES / 10; i++) {
      Context context = context();
      MessageType type = MessageType.values()[random.nextInt(MessageType.values().length)];
      byte[] octets = octets(random.nextInt(10) == 0 ? 1785 : 64);
      int pgn = random.nextInt(10) == 0 ? random.nextInt(1 << 18) : type.pgn();
      roundTrip(Decoder.decode(type.sender(), pgn, octets, context), context, octets);
    }
  }
}
