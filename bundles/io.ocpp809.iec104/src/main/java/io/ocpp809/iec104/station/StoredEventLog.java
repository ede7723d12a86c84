package io.ocpp809.iec104.station;

import io.ocpp809.iec104.asdu.Asdu;
import io.ocpp809.iec104.asdu.Cause;
import io.ocpp809.iec104.asdu.Content.Monitored;
import io.ocpp809.iec104.asdu.InformationObject;
import io.ocpp809.iec104.asdu.MalformedAsduException;
import io.ocpp809.iec104.asdu.RawAsdu;
import io.ocpp809.store.DurableLog;
import io.ocpp809.store.LogRecord;
import io.ocpp809.store.Rank;
import io.ocpp809.store.Snapshots;
import io.ocpp809.store.StoreException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Events in a durable log, in which each group has its place. A record:
 *
 * <pre>
 * octet 0     1, the version
 * octets 1-8  number of the event
 * octets 9-16 when, ms since 1970
 * octet 17    whether the clock was trusted
 * octets 18-  the event as an ASDU without time tag
 * </pre>
 */
public final class StoredEventLog implements EventLog {
  private static final byte VERSION = 1;
  private static final int HEADER = 18;
  private static final int AT_ONCE = 1_000;
  private static final String GROUPS = "iec104-groups";

  private final DurableLog log;
  private final Consumer<String> faults;
  private final NavigableMap<Long, CompletableFuture<Long>> places = new TreeMap<>();
  private final Map<String, Long> confirmed = new TreeMap<>();
  private long number;
  private boolean failing;

  /** Events that are told now, and are lost by a restart before that. */
  private long unkept;

  /**
   * Opens the log for these groups; what waits for others is given up.
   *
   * @param log keeps the events
   * @param memory keeps the names of the groups
   * @param groups names of the groups
   * @param faults takes why an event could not be kept, the first time, and that events are kept
   *     again
   * @throws StoreException if the log cannot be read
   */
  public StoredEventLog(
      DurableLog log, Snapshots memory, Collection<String> groups, Consumer<String> faults)
      throws StoreException {
    this.log = log;
    this.faults = faults;
    for (String before : before(memory)) {
      if (!groups.contains(before)) {
        log.forget(before);
      }
    }
    memory.put(GROUPS, String.join("\n", groups).getBytes(StandardCharsets.UTF_8));
    for (String group : groups) {
      if (log.acknowledged(group).isEmpty()) {
        // a group that is new hears what happens from now on
        log.join(group);
        log.acknowledge(group, log.lastSequence());
      }
      confirmed.put(group, 0L);
    }
    number = lastNumber();
  }

  private static List<String> before(Snapshots memory) throws StoreException {
    return memory
        .get(GROUPS)
        .map(octets -> Arrays.asList(new String(octets, StandardCharsets.UTF_8).split("\n")))
        .orElse(List.of());
  }

  private long lastNumber() throws StoreException {
    long last = log.lastSequence();
    List<LogRecord> records = last > 0 ? log.read(last, 1) : List.of();
    return records.isEmpty() ? last : Math.max(last, numberOf(records.get(0).payload()));
  }

  private static long numberOf(byte[] payload) {
    return payload.length < HEADER ? 0 : ByteBuffer.wrap(payload).getLong(1);
  }

  @Override
  public synchronized long nextNumber() {
    return ++number;
  }

  @Override
  public synchronized void append(PointEvent event) {
    CompletableFuture<Long> place = log.append(Rank.GIVES_WAY, encode(event));
    places.put(event.number(), place);
    place.whenComplete((sequence, fault) -> outcome(event, fault));
  }

  private synchronized void outcome(PointEvent event, Throwable fault) {
    if (fault != null) {
      places.remove(event.number());
      unkept++;
      if (!failing) {
        faults.accept("events do not outlive a restart at present: " + fault.getMessage());
      }
    } else if (failing) {
      faults.accept("events outlive a restart again, all but " + unkept + " that came meanwhile");
      unkept = 0;
    }
    failing = fault != null;
  }

  @Override
  public synchronized void confirmed(String group, long upTo) {
    long before = confirmed.getOrDefault(group, 0L);
    if (upTo > before) {
      confirmed.put(group, upTo);
      acknowledge(group, places.subMap(before, false, upTo, true).descendingMap().values());
    }
    long all = confirmed.values().stream().mapToLong(Long::longValue).min().orElse(0);
    places.headMap(all, true).clear();
  }

  /** The newest that is kept counts; which one that is, is known when they are on disk. */
  private void acknowledge(String group, Collection<CompletableFuture<Long>> newestFirst) {
    for (CompletableFuture<Long> place : newestFirst) {
      place.thenAccept(sequence -> log.acknowledge(group, sequence));
      if (place.isDone() && !place.isCompletedExceptionally()) {
        return;
      }
    }
  }

  @Override
  public synchronized List<PointEvent> pending(String group, PointTable table) {
    List<PointEvent> result = new ArrayList<>();
    OptionalLong read = log.acknowledged(group);
    long next = read.orElse(log.lastSequence()) + 1;
    try {
      for (List<LogRecord> some = log.read(next, AT_ONCE);
          !some.isEmpty();
          some = log.read(next, AT_ONCE)) {
        for (LogRecord r : some) {
          next = r.sequence() + 1;
          PointEvent event = decode(r.payload(), table);
          if (event != null) {
            places.put(event.number(), CompletableFuture.completedFuture(r.sequence()));
            result.add(event);
          }
        }
      }
    } catch (StoreException e) {
      faults.accept("events of before the restart cannot be read: " + e.getMessage());
    }
    return result;
  }

  private static byte[] encode(PointEvent e) {
    InformationObject object =
        InformationObject.of(
            e.point().address(), new Monitored(e.sample().value(), e.sample().quality()));
    byte[] asdu =
        new Asdu(e.point().kind().untimed(), e.cause(), false, false, 0, 1, false, List.of(object))
            .encode();
    return ByteBuffer.allocate(HEADER + asdu.length)
        .put(VERSION)
        .putLong(e.number())
        .putLong(e.sample().at().toEpochMilli())
        .put((byte) (e.sample().trusted() ? 1 : 0))
        .put(asdu)
        .array();
  }

  /** The event of a record; nothing if its point is not in the table, or of another kind, now. */
  private static PointEvent decode(byte[] payload, PointTable table) {
    if (payload.length < HEADER || payload[0] != VERSION) {
      return null;
    }
    try {
      Asdu asdu = Asdu.decode(RawAsdu.of(Arrays.copyOfRange(payload, HEADER, payload.length)));
      InformationObject object = asdu.objects().get(0);
      MonitorPoint point = table.monitored(object.address()).orElse(null);
      if (point == null
          || point.kind().untimed() != asdu.type()
          || Cause.of(asdu.cause()).isEmpty()) {
        return null;
      }
      Monitored content = (Monitored) object.content();
      ByteBuffer in = ByteBuffer.wrap(payload);
      Sample sample =
          new Sample(
              content.value(),
              content.quality(),
              Instant.ofEpochMilli(in.getLong(9)),
              payload[17] != 0);
      return new PointEvent(in.getLong(1), point, asdu.cause(), sample);
    } catch (MalformedAsduException e) {
      return null;
    }
  }
}
