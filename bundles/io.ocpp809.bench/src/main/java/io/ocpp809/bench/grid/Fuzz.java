package io.ocpp809.bench.grid;

import io.ocpp809.iec104.station.Connection;
import io.ocpp809.iec104.station.ControlledStation;
import io.ocpp809.iec104.station.EventLog;
import io.ocpp809.iec104.station.GroupSettings;
import io.ocpp809.iec104.station.Moment;
import io.ocpp809.iec104.station.Transport;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Gives a station APDUs of which octets were changed, cut, doubled or made up: type identifications
 * and numbers of objects that contradict the length, addresses cut short, types of 101 and unknown
 * ones among them.
 */
public final class Fuzz {
  private static final byte[] START = HexFormat.of().parseHex("680407000000");
  private static final List<byte[]> SEEDS =
      List.of(
          HexFormat.of().parseHex("640106030100" + "00000014"),
          HexFormat.of().parseHex("650106030100" + "00000045"),
          HexFormat.of().parseHex("320106030100" + "B5C300" + "0000B04180"),
          HexFormat.of().parseHex("3F0106030100" + "B5C300" + "0000B04100" + "DE4D1507160B1A"),
          HexFormat.of().parseHex("670106030100" + "000000" + "DE4D1507160B1A"),
          HexFormat.of().parseHex("660105030100" + "B90B00"),
          HexFormat.of().parseHex("2D8306030100" + "591B00" + "858585"));

  private final Random random;

  /**
   * What came of it.
   *
   * @param exceptions APDUs at which something was thrown
   * @param closed connections that were closed
   * @param megabytes heap that it has grown by, MB
   * @param words for people
   */
  public record Outcome(long exceptions, long closed, double megabytes, String words) {}

  /** Makes a series that is the same for the same seed. */
  public Fuzz(long seed) {
    random = new Random(seed);
  }

  /** Gives so many APDUs. */
  public Outcome run(int count) {
    Bench104.Deaf deaf = new Bench104.Deaf();
    ControlledStation station =
        new ControlledStation(
            Bench104.settings(),
            Bench104.table(100),
            List.of(GroupSettings.commanding("centre")),
            deaf,
            EventLog.none(),
            deaf);
    long exceptions = 0;
    long closed = 0;
    String first = "";
    double before = Publishers.heap();
    Link link = null;
    for (int i = 0; i < count; i++) {
      Moment now = new Moment(i, Instant.EPOCH.plusMillis(i), true);
      if (link == null || link.connection.gone()) {
        closed += link == null ? 0 : 1;
        link = new Link(station, now);
        link.give(START, now);
      }
      byte[] octets = mutated(link.sent);
      try {
        link.give(octets, now);
        if (!link.connection.gone()) {
          link.sent = (link.sent + 1) % 32_768;
        }
      } catch (RuntimeException e) {
        exceptions++;
        first = first.isEmpty() ? e + " at " + HexFormat.of().formatHex(octets) : first;
        station.disconnected(link.connection, now);
      }
    }
    double grown = Math.max(0, Publishers.heap() - before);
    return new Outcome(
        exceptions,
        closed,
        grown,
        String.format(
            Locale.ROOT,
            "%d mutated APDUs: %d exceptions %s, connection closed %d times",
            count,
            exceptions,
            first,
            closed));
  }

  private byte[] mutated(int sent) {
    byte[] asdu = SEEDS.get(random.nextInt(SEEDS.size())).clone();
    switch (random.nextInt(6)) {
      case 0 -> asdu[random.nextInt(asdu.length)] ^= (byte) (1 << random.nextInt(8));
      case 1 -> asdu[0] = (byte) random.nextInt(256);
      case 2 -> asdu[1] = (byte) random.nextInt(256);
      case 3 -> asdu = java.util.Arrays.copyOf(asdu, random.nextInt(60));
      case 4 -> random.nextBytes(asdu);
      default -> asdu[2] = (byte) random.nextInt(256);
    }
    byte[] frame = new byte[6 + asdu.length];
    frame[0] = 0x68;
    frame[1] = (byte) (4 + asdu.length);
    frame[2] = (byte) (sent << 1);
    frame[3] = (byte) (sent >> 7);
    System.arraycopy(asdu, 0, frame, 6, asdu.length);
    if (random.nextInt(50) == 0) {
      frame[random.nextInt(6)] = (byte) random.nextInt(256);
    }
    return frame;
  }

  /** A connection that confirms nothing but what it must to go on. */
  private static final class Link implements Transport {
    private final ControlledStation station;
    private final Connection connection;
    private int sent;
    private int heard;

    Link(ControlledStation station, Moment now) {
      this.station = station;
      this.connection = station.connect("centre", this, now);
    }

    void give(byte[] octets, Moment now) {
      station.received(connection, octets, octets.length, now);
      if (!connection.gone() && heard > 0) {
        byte[] confirm = {0x68, 4, 1, 0, (byte) (heard << 1), (byte) (heard >> 7)};
        station.received(connection, confirm, confirm.length, now);
      }
    }

    @Override
    public void write(byte[] octets) {
      if ((octets[2] & 1) == 0) {
        heard = (heard + 1) % 32_768;
      }
    }

    @Override
    public void close(String reason) {
      // the station says so by gone
    }

    @Override
    public String peer() {
      return "fuzz";
    }
  }
}
