package io.ocpp809.bench.gbt27930;

import io.ocpp809.can.Frame;
import io.ocpp809.gbt27930.message.Node;
import io.ocpp809.gbt27930.transport.Control;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/**
 * All frames of a charging session of an hour at the rates of the standard, in both directions, the
 * transport's own frames included: handshake, parameters, 3600 s of charging with voltage, current
 * and state of charge that change all the time, voltages of 126 cells every 10 s, behind which one
 * BCS is left out, stop by the vehicle, statistics.
 */
final class Hour {
  private static final long MILLI = 1_000_000;
  private static final long CHARGING = 3_600_000;

  private record Timed(long nanos, Frame frame) {}

  private final List<Timed> made = new ArrayList<>(260_000);

  private Hour() {
    periodic(0, 2_000, 250, "1826F456#010100");
    periodic(20, 2_000, 250, "182756F4#D80F");
    periodic(2_000, 2_250, 250, "1801F456#0001000000333230");
    byte[] brm = new byte[49];
    Arrays.fill(brm, (byte) 0xFF);
    set(brm, 0, "01010003E803D80E");
    set(brm, 24, "4C4742543237393330424E434830303031");
    transfer(2_010, 0x0200, brm);
    periodic(2_100, 2_350, 250, "1801F456#AA01000000333230");
    transfer(2_110, 0x0600, octets("6801A00FE803D80E6957010E0F"));
    periodic(2_160, 3_160, 500, "1807F456#36240816051520");
    periodic(2_160, 3_160, 250, "1808F456#4C1DD007F00AA00F");
    periodic(2_200, 3_200, 250, "100956F4#AA");
    periodic(3_000, 3_250, 250, "100AF456#AA");
    for (long t = 0; t < CHARGING; t += 50) {
      charging(3_300 + t, t);
    }
    long end = 3_300 + CHARGING;
    periodic(end, end + 500, 10, "101956F4#010000F0");
    periodic(end + 12, end + 500, 10, "101AF456#4000F0F0");
    periodic(end + 300, end + 2_000, 250, "181C56F4#504D014E014E51");
    periodic(end + 400, end + 2_000, 250, "181DF456#3C005F0101000000");
    made.sort(Comparator.comparingLong(Timed::nanos));
  }

  private void charging(long at, long elapsed) {
    int ramp = (int) Math.min(1_000, elapsed / 10);
    int volts = 3_500 + (int) (elapsed / 9_000);
    int demand = 4_000 - 1_000 + (int) (elapsed / 36_000);
    int supply = 4_000 - ramp + (int) (elapsed / 36_000);
    single(at, 0x181056F4, 5, volts + 100L | (long) demand << 16 | 2L << 32);
    long minutes = elapsed / 60_000;
    single(at + 10, 0x1812F456, 8, volts | (long) supply << 16 | minutes << 32 | 0xFFFDL << 48);
    if (elapsed % 250 == 0) {
      byte[] bcs = new byte[9];
      put(bcs, 0, volts);
      put(bcs, 2, supply);
      put(bcs, 4, 330 + (int) (elapsed / 60_000));
      bcs[6] = (byte) (20 + elapsed / 60_000);
      put(bcs, 7, (int) (60 - minutes));
      if (elapsed % 10_000 != 5_250) {
        transfer(at + 15, 0x1100, bcs);
      }
      single(at + 20, 0x181356F4, 7, octetsOf(elapsed));
    }
    if (elapsed % 10_000 == 5_000) {
      byte[] bmv = new byte[252];
      for (int i = 0; i < bmv.length; i += 2) {
        put(bmv, i, 330 + (int) (elapsed / 60_000) + i % 3);
      }
      transfer(at + 60, 0x1500, bmv);
    }
  }

  private static long octetsOf(long elapsed) {
    long temperature = 70 + elapsed / 300_000;
    return 1L | temperature << 8 | 1L << 16 | temperature - 2 << 24 | 2L << 32 | 0xD0L << 48;
  }

  private static void put(byte[] octets, int at, int value) {
    octets[at] = (byte) value;
    octets[at + 1] = (byte) (value >> 8);
  }

  private static byte[] octets(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  private static void set(byte[] octets, int at, String hex) {
    byte[] value = octets(hex);
    System.arraycopy(value, 0, octets, at, value.length);
  }

  private void single(long at, int id, int length, long data) {
    made.add(new Timed(at * MILLI, new Frame(id, Frame.Kind.EXTENDED, length, data)));
  }

  private void periodic(long from, long until, long period, String frame) {
    String[] parts = frame.split("#");
    Frame f = Frame.extended(Integer.parseInt(parts[0], 16), octets(parts[1]));
    for (long t = from; t < until; t += period) {
      made.add(new Timed(t * MILLI, f));
    }
  }

  /** Request, clearance, packets every 10 ms, acknowledgement. */
  private void transfer(long at, int pgn, byte[] octets) {
    int packets = Control.packets(octets.length);
    add(at, new Control.RequestToSend(octets.length, packets, 0xFF, pgn).frame(Node.BMS));
    add(at + 1, new Control.ClearToSend(packets, 1, pgn).frame(Node.CHARGER));
    for (int i = 1; i <= packets; i++) {
      add(at + 2 + 10L * (i - 1), Control.packet(Node.BMS, octets, i, false));
    }
    add(
        at + 3 + 10L * (packets - 1),
        new Control.EndOfMessage(octets.length, packets, pgn).frame(Node.CHARGER));
  }

  private void add(long at, Frame frame) {
    made.add(new Timed(at * MILLI, frame));
  }

  /** Makes them. */
  static Hour make() {
    return new Hour();
  }

  /** How many there are. */
  int size() {
    return made.size();
  }

  /** When one is sent, nanoseconds from the first. */
  long nanos(int index) {
    return made.get(index).nanos();
  }

  /** One of them, from 0. */
  Frame frame(int index) {
    return made.get(index).frame();
  }
}
