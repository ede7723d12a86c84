package io.ocpp809.bench.grid;

import io.ocpp809.iec104.apci.ApciParameters;
import io.ocpp809.iec104.apci.Apdu;
import io.ocpp809.iec104.apci.ApduException;
import io.ocpp809.iec104.asdu.Asdu;
import io.ocpp809.iec104.asdu.Content.Monitored;
import io.ocpp809.iec104.asdu.InformationObject;
import io.ocpp809.iec104.asdu.MalformedAsduException;
import io.ocpp809.iec104.asdu.Quality;
import io.ocpp809.iec104.asdu.RawAsdu;
import io.ocpp809.iec104.asdu.Value;
import io.ocpp809.iec104.station.Connection;
import io.ocpp809.iec104.station.ControlledStation;
import io.ocpp809.iec104.station.EventLog;
import io.ocpp809.iec104.station.GroupSettings;
import io.ocpp809.iec104.station.Moment;
import io.ocpp809.iec104.station.PointTable;
import io.ocpp809.iec104.station.Sample;
import io.ocpp809.iec104.station.Transport;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;

/**
 * Masters on a bad mobile network, in virtual time: each segment takes half a round trip, a lost
 * one is sent again and holds up all behind it, and now and then a connection is gone without a
 * word.
 */
public final class Crowd {
  private static final int PER_TICK_MILLIS = 250;
  private static final int SEGMENT = 1_400;
  private static final double CUT_PER_HOUR = 2;

  private final ControlledStation station;
  private final List<Master> masters = new ArrayList<>();
  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private final Random random = new Random(104);
  private final int points;
  private final int halfTripMillis;
  private final double loss;
  private final Map<Integer, Integer> state = new HashMap<>();
  private long millis;
  private long number;
  private long published;

  /**
   * What a day came to.
   *
   * @param lost events that a master did not hear, or out of order; one that was sent again with
   *     the same time tag counts once
   * @param interrogationMillis longest general interrogation after a reconnection, ms
   * @param words for people
   */
  public record Day(long lost, double interrogationMillis, String words) {}

  private record Event(long at, long number, Runnable task) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      int byTime = Long.compare(at, other.at);
      return byTime != 0 ? byTime : Long.compare(number, other.number);
    }
  }

  /**
   * Makes a station and its masters, each a group of its own.
   *
   * @param count how many masters
   * @param points how many points
   * @param roundTripMillis round trip, ms
   * @param loss share of segments that are lost
   */
  public Crowd(int count, int points, int roundTripMillis, double loss) {
    this.points = points;
    this.halfTripMillis = roundTripMillis / 2;
    this.loss = loss;
    List<GroupSettings> groups = new ArrayList<>();
    // with 600 ms a window of 12 is too small for an interrogation: k is agreed for the network
    ApciParameters wide = new ApciParameters(120, 40, 30_000, 2_000, 60_000);
    for (int i = 0; i < count; i++) {
      groups.add(
          new GroupSettings(
              "m" + i, false, Set.of(), wide, 1_000_000, GroupSettings.Termination.NONE));
    }
    PointTable table = Bench104.table(points);
    Bench104.Deaf deaf = new Bench104.Deaf();
    station =
        new ControlledStation(Bench104.settings(), table, groups, deaf, EventLog.none(), deaf);
    for (int i = 0; i < count; i++) {
      masters.add(new Master("m" + i));
    }
  }

  private Moment now() {
    return new Moment(millis, Instant.ofEpochMilli(1_780_000_000_000L + millis), true);
  }

  private void after(long delay, Runnable task) {
    events.add(new Event(millis + delay, number++, task));
  }

  /** Lets so many hours pass. */
  public Day day(int hours) {
    masters.forEach(Master::connect);
    long end = hours * 3_600_000L;
    tick(end);
    while (!events.isEmpty()) {
      Event next = events.remove();
      millis = next.at();
      next.task().run();
    }
    long lost = 0;
    List<Long> took = new ArrayList<>();
    int cuts = 0;
    long again = 0;
    for (Master m : masters) {
      lost += m.wrong + Math.abs(published - m.heard);
      took.addAll(m.interrogations);
      cuts += m.cuts;
      again += m.again;
    }
    Collections.sort(took);
    long longest = took.get(took.size() - 1);
    return new Day(
        lost,
        longest,
        String.format(
            Locale.ROOT,
            "%d masters, %d points, %d h: %d events each, %d connections cut, %d events sent"
                + " again; of %d interrogations half took at most %d ms, 95 %% %d ms, the longest"
                + " %d ms (k 120; each loss of a segment costs 800 ms)",
            masters.size(),
            points,
            hours,
            published,
            cuts,
            again,
            took.size(),
            took.get(took.size() / 2),
            took.get(took.size() * 95 / 100),
            longest));
  }

  private void tick(long end) {
    if (millis < end) {
      int address = Bench104.SINGLE + random.nextInt(points / 2);
      int next = state.merge(address, 1, Integer::sum);
      published++;
      station.update(
          address,
          new Sample(new Value.SinglePoint(next % 2 == 1), Quality.GOOD, now().wall(), true),
          now());
      for (Master m : masters) {
        m.perhapsCut();
      }
      after(PER_TICK_MILLIS + random.nextInt(10_000), () -> tick(end));
    } else {
      // what is under way arrives
      masters.forEach(m -> m.last = true);
    }
    station.tick(now());
    beat(end + 600_000);
  }

  private boolean beating;

  /** The station's time-outs are looked at once a second. */
  private void beat(long end) {
    if (!beating && millis < end) {
      beating = true;
      after(
          1_000,
          () -> {
            beating = false;
            station.tick(now());
            masters.forEach(Master::confirm);
            beat(end);
          });
    }
  }

  /** A master; when its connection is gone it comes back after a while. */
  private final class Master {
    private final String group;
    private final Map<Integer, Integer> states = new HashMap<>();
    private final Map<Integer, Instant> heardAt = new HashMap<>();
    private Line line;
    private long heard;
    private long wrong;
    private long again;
    private int cuts;
    private final List<Long> interrogations = new ArrayList<>();
    private boolean last;

    Master(String group) {
      this.group = group;
    }

    void connect() {
      line = new Line(this);
    }

    void confirm() {
      if (line != null) {
        line.confirm();
      }
    }

    void perhapsCut() {
      double perTick = CUT_PER_HOUR * 5.25 / 3_600;
      if (line != null && random.nextDouble() < perTick) {
        cuts++;
        line.cut();
        line = null;
        after(5_000 + random.nextInt(120_000), this::connect);
      }
    }

    /** What was sent and not confirmed comes again with the same time: that is no other event. */
    void event(int address, boolean on, Instant at) {
      Instant before = heardAt.get(address);
      if (before != null && !at.isAfter(before)) {
        again += at.equals(before) ? 1 : 0;
        return;
      }
      heardAt.put(address, at);
      int due = states.merge(address, 1, Integer::sum);
      heard++;
      wrong += on == (due % 2 == 1) ? 0 : 1;
    }
  }

  /** One connection: two streams, each in order and late. */
  private final class Line implements Transport {
    private final Master master;
    private Connection connection;
    private long toMaster;
    private long segmentAt = -1;
    private int segment;
    private long toStation;
    private int sent;
    private int received;
    private int unconfirmed;
    private boolean dead;
    private long asked = -1;

    Line(Master master) {
      this.master = master;
      after(
          halfTripMillis,
          () -> {
            connection = station.connect(master.group, this, now());
            up(new Apdu.Unnumbered(Apdu.Function.STARTDT_ACT));
          });
    }

    /** The peer is gone and nobody says so; the station notices by its time-outs. */
    void cut() {
      dead = true;
    }

    private long arrival(long lastArrival) {
      long at = millis + halfTripMillis;
      while (random.nextDouble() < loss) {
        // the sender notices and sends again
        at += 2L * halfTripMillis + 200;
      }
      return Math.max(lastArrival, at);
    }

    private void up(Apdu apdu) {
      byte[] octets = apdu.encode();
      toStation = arrival(toStation);
      after(
          toStation - millis,
          () -> {
            if (!dead) {
              station.received(connection, octets, octets.length, now());
            }
          });
    }

    void confirm() {
      if (!dead && unconfirmed > 0) {
        unconfirmed = 0;
        up(new Apdu.Supervisory(received));
      }
    }

    @Override
    public void write(byte[] octets) {
      // what is written at once goes in segments, each of which may be lost
      segment += octets.length;
      if (segmentAt != millis || segment > SEGMENT) {
        segmentAt = millis;
        segment = octets.length;
        toMaster = arrival(toMaster);
      }
      after(
          toMaster - millis,
          () -> {
            if (!dead) {
              take(octets);
            }
          });
    }

    private void take(byte[] octets) {
      try {
        Apdu apdu = Apdu.decode(octets);
        if (apdu instanceof Apdu.Unnumbered u) {
          control(u.function());
        } else if (apdu instanceof Apdu.Information i) {
          received = (received + 1) % Apdu.MODULO;
          if (++unconfirmed >= 8) {
            confirm();
          }
          told(Asdu.decode(RawAsdu.of(i.asdu())));
        }
      } catch (ApduException | MalformedAsduException e) {
        master.wrong++;
      }
    }

    private void control(Apdu.Function function) {
      if (function == Apdu.Function.STARTDT_CON) {
        asked = millis;
        byte[] interrogation = {100, 1, 6, 0, 1, 0, 0, 0, 0, 20};
        up(new Apdu.Information(sent++, received, interrogation));
      } else if (function == Apdu.Function.TESTFR_ACT) {
        up(new Apdu.Unnumbered(Apdu.Function.TESTFR_CON));
      }
    }

    private void told(Asdu asdu) {
      if (asdu.type() == io.ocpp809.iec104.asdu.TypeId.M_SP_TB_1) {
        for (InformationObject o : asdu.objects()) {
          Monitored m = (Monitored) o.content();
          Instant at = o.time().flatMap(t -> t.instant(ZoneOffset.UTC)).orElseThrow();
          master.event(o.address(), ((Value.SinglePoint) m.value()).on(), at);
        }
      } else if (asdu.type() == io.ocpp809.iec104.asdu.TypeId.C_IC_NA_1
          && asdu.cause() == 10
          && asked >= 0) {
        master.interrogations.add(millis - asked);
        asked = -1;
      }
    }

    @Override
    public void close(String reason) {
      if (!dead) {
        dead = true;
        master.line = null;
        after(5_000, master::connect);
      }
    }

    @Override
    public String peer() {
      return master.group;
    }
  }
}
