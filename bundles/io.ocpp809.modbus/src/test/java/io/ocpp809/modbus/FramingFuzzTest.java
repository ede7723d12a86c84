package io.ocpp809.modbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random octets and damaged replies, the same in each run: nothing is thrown, nothing that does not
 * fit the request is accepted, and what is accepted holds what the octets say.
 */
class FramingFuzzTest {
  private static final int CASES = 100_000;
  private static final int UNIT = 17;
  private static final int TRANSACTION = 0x1234;

  private final Random random = new Random(20_261_126);

  private Request.Read request() {
    Table table = random.nextBoolean() ? Table.HOLDING : Table.INPUT;
    return new Request.Read(UNIT, table, random.nextInt(100), 1 + random.nextInt(8));
  }

  /** The right reply, with random registers. */
  private byte[] reply(Request.Read r, boolean tcp) {
    int head = tcp ? 7 : 1;
    int pdu = 2 + 2 * r.count();
    byte[] frame = new byte[head + pdu + (tcp ? 0 : 2)];
    random.nextBytes(frame);
    if (tcp) {
      System.arraycopy(new byte[] {0x12, 0x34, 0, 0, 0, (byte) (pdu + 1)}, 0, frame, 0, 6);
    }
    frame[head - 1] = UNIT;
    frame[head] = (byte) r.function();
    frame[head + 1] = (byte) (2 * r.count());
    if (!tcp) {
      int crc = crc(frame, 0, frame.length - 2);
      frame[frame.length - 2] = (byte) crc;
      frame[frame.length - 1] = (byte) (crc >> 8);
    }
    return frame;
  }

  /** Written apart from the product's: CRC-16 with the polynomial A001, begun with FFFF. */
  private static int crc(byte[] octets, int from, int to) {
    int crc = 0xFFFF;
    for (int i = from; i < to; i++) {
      crc ^= octets[i] & 0xFF;
      for (int bit = 0; bit < 8; bit++) {
        crc = crc >> 1 ^ ((crc & 1) == 0 ? 0 : 0xA001);
      }
    }
    return crc;
  }

  private byte[] damaged(byte[] right) {
    byte[] other = right.clone();
    switch (random.nextInt(6)) {
      case 0 -> other[random.nextInt(other.length)] ^= (byte) (1 << random.nextInt(8));
      case 1 -> other[random.nextInt(other.length)] = (byte) random.nextInt(256);
      case 2 -> other = Arrays.copyOf(other, random.nextInt(other.length) + 1);
      case 3 -> other = joined(octets(random.nextInt(12)), other);
      case 4 -> other = joined(other, octets(random.nextInt(12)));
      default -> other = octets(1 + random.nextInt(40));
    }
    return other;
  }

  private byte[] octets(int count) {
    byte[] result = new byte[count];
    random.nextBytes(result);
    return result;
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] result = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, result, first.length, second.length);
    return result;
  }

  /**
   * Where a frame of the request ends behind the octet, by rules written apart; -1 if none does.
   */
  private static int registersAt(Request.Read r, byte[] octets, int at, boolean tcp) {
    int head = tcp ? 7 : 1;
    int pdu = 2 + 2 * r.count();
    int size = head + pdu + (tcp ? 0 : 2);
    if (at + size > octets.length
        || octets[at + head - 1] != UNIT
        || octets[at + head] != r.function()
        || octets[at + head + 1] != 2 * r.count()) {
      return -1;
    }
    boolean sound =
        tcp
            ? HexFormat.of().formatHex(octets, at, at + 4).equals("12340000")
                && octets[at + 4] == 0
                && octets[at + 5] == pdu + 1
            : crc(octets, at, at + size) == 0;
    return sound ? at + head + 2 : -1;
  }

  private static boolean says(Request.Read r, byte[] octets, int[] values, boolean tcp) {
    int last = tcp ? 0 : octets.length;
    for (int at = 0; at <= last; at++) {
      int from = registersAt(r, octets, at, tcp);
      boolean same = from >= 0;
      for (int i = 0; same && i < values.length; i++) {
        int value = (octets[from + 2 * i] & 0xFF) << 8 | octets[from + 2 * i + 1] & 0xFF;
        same = value == values[i];
      }
      if (same) {
        return true;
      }
    }
    return false;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void nothingThatDoesNotFitTheRequestIsAccepted(boolean tcp) {
    Framing framing = tcp ? Framing.tcp() : Framing.rtu();
    int accepted = 0;
    for (int i = 0; i < CASES; i++) {
      Request.Read r = request();
      byte[] right = reply(r, tcp);
      assertTrue(framing.find(r, TRANSACTION, right, right.length).reply().good());
      byte[] octets = damaged(right);
      Framing.Found found = framing.find(r, TRANSACTION, octets, octets.length);
      String what = HexFormat.of().formatHex(octets) + " to " + r;
      assertTrue(found.consumed() >= 0 && found.consumed() <= octets.length, what);
      if (found.reply() instanceof Reply.Data data) {
        accepted++;
        assertTrue(says(r, octets, data.values(), tcp), what);
      }
    }
    assertTrue(accepted > CASES / 50, "some damaged replies still hold the right one");
  }

  /** Octets in any pieces, through the machine: one outcome for each request, nothing grows. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aLineBearsAnyOctetsInAnyPieces(boolean tcp) {
    VirtualLine.Transport transport =
        tcp ? VirtualLine.Transport.TCP : VirtualLine.Transport.RTU_OVER_TCP;
    for (int i = 0; i < 300; i++) {
      VirtualLine line = new VirtualLine(transport, 150);
      for (int piece = 0; piece < 30; piece++) {
        line.noise(piece * 7L, octets(1 + random.nextInt(700)));
      }
      for (int turn = 0; turn < 10; turn++) {
        VirtualLine.Answer a = line.ask(new Request.Read(1, Table.HOLDING, turn, 2));
        if (a.reply() instanceof Reply.Data data) {
          int[] expected = VirtualLine.registers(1, turn, 2, a.sequence());
          assertEquals(Arrays.toString(expected), Arrays.toString(data.values()));
        }
      }
    }
  }

  @Test
  void anyRegistersAreAValueOrAPlainRefusal() {
    int values = 0;
    for (int i = 0; i < CASES; i++) {
      DataType type = DataType.values()[random.nextInt(DataType.values().length)];
      WordOrder order = WordOrder.values()[random.nextInt(WordOrder.values().length)];
      long mask = random.nextInt(3) == 0 ? random.nextLong() & 0xFFFF : 0;
      Point point;
      try {
        point =
            new Point(
                Table.HOLDING,
                random.nextInt(100),
                type,
                order,
                random.nextInt(5),
                random.nextInt(20) - 3,
                mask,
                mask == 0 ? 0 : random.nextInt(16),
                random.nextInt(3) - 1 == 0 ? 1 : random.nextDouble(),
                random.nextInt(3) == 0 ? random.nextDouble() : 0,
                Set.of(),
                Point.WriteFunction.AUTO);
      } catch (IllegalArgumentException refused) {
        continue;
      }
      int[] raw = random.ints(point.size(), 0, 0x10000).toArray();
      try {
        values += PointCodec.decode(point, raw).isPresent() ? 1 : 0;
      } catch (IllegalArgumentException refused) {
        assertTrue(refused.getMessage().length() > 5, "it says why");
      }
    }
    assertTrue(values > CASES / 20, values + " values");
  }
}
