package io.ocpp809.iec104.station;

import io.ocpp809.iec104.asdu.Quality;
import io.ocpp809.iec104.asdu.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What each point says now, and which changes are events: any change of a discrete point, until it
 * chatters; a change of a measured value beyond its dead band, not sooner than its interval; any
 * change of quality. Not thread-safe.
 */
final class Image {
  private static final long CHATTER_MILLIS = 10_000;

  private final PointTable table;
  private final int chatterChanges;
  private final Map<Integer, Cell> cells = new HashMap<>();
  private final Set<Cell> watched = new LinkedHashSet<>();

  /** A change that is to be told. */
  record Change(MonitorPoint point, Sample sample) {}

  private static final class Cell {
    private final MonitorPoint point;
    private Sample present;
    private long takenAt;
    private Sample told;
    private long toldAt;
    private boolean due;
    private final List<Long> changes = new ArrayList<>();
    private boolean chattering;
    private Sample forced;
    private long forcedUntil;

    Cell(MonitorPoint point) {
      this.point = point;
    }
  }

  /**
   * Makes an image of which nothing is known yet.
   *
   * @param chatterChanges changes within 10 s after which a discrete point is blocked; 0 for never
   */
  Image(PointTable table, int chatterChanges) {
    this.table = table;
    this.chatterChanges = chatterChanges;
    table.monitored().forEach(p -> cells.put(p.address(), new Cell(p)));
  }

  /** What a point says now; nothing if it has never been known. */
  Optional<Sample> present(int address) {
    Cell cell = cells.get(address);
    return cell == null ? Optional.empty() : Optional.ofNullable(cell.present);
  }

  /**
   * Takes a sample.
   *
   * @param force whether it is an event even if nothing has changed, as return information is
   * @return the change to be told now
   * @throws IllegalArgumentException if the table has no such point, or the value is of another
   *     kind
   */
  Optional<Change> take(int address, Sample sample, boolean force, long now) {
    Cell cell = cells.get(address);
    if (cell == null) {
      throw new IllegalArgumentException("no point has the address " + address);
    }
    if (!cell.point.kind().takes(sample.value())) {
      throw new IllegalArgumentException(
          sample.value() + " is nothing for point " + cell.point.name() + ", " + cell.point.kind());
    }
    boolean changed = cell.present == null || !cell.present.value().equals(sample.value());
    boolean requalified = cell.present == null || !cell.present.quality().equals(sample.quality());
    cell.present = sample;
    cell.takenAt = now;
    if (cell.forced != null) {
      return Optional.empty();
    }
    if (cell.point.kind().discrete()) {
      return discrete(cell, changed, requalified || force, now);
    }
    if (force || cell.told == null || requalified) {
      return eventful(cell, force) ? Optional.of(tell(cell, now)) : Optional.empty();
    }
    cell.due = eventful(cell, false) && beyond(cell);
    watch(cell, cell.due);
    return due(cell, now);
  }

  /**
   * There is no sample of a point at present: what it said last stays, not topical once it is
   * older.
   *
   * @param topicalMillis for how long it is topical, ms
   * @return the change to be told now
   */
  Optional<Change> missing(int address, long topicalMillis, long now) {
    Cell cell = cells.get(address);
    if (cell == null || cell.present == null || now - cell.takenAt <= topicalMillis) {
      return Optional.empty();
    }
    Sample last = cell.present;
    Quality old = last.quality().with(Quality.NT);
    return old.equals(last.quality())
        ? Optional.empty()
        : take(address, new Sample(last.value(), old, last.at(), last.trusted()), false, now);
  }

  private void watch(Cell cell, boolean needed) {
    if (needed) {
      watched.add(cell);
    }
  }

  private static boolean eventful(Cell cell, boolean force) {
    return force || cell.point.kind() != MonitorKind.TOTAL || cell.point.deadBand() > 0;
  }

  private Optional<Change> discrete(Cell cell, boolean changed, boolean anyway, long now) {
    if (changed && chatterChanges > 0 && cell.told != null) {
      cell.changes.removeIf(at -> now - at >= CHATTER_MILLIS);
      cell.changes.add(now);
      if (cell.changes.size() > chatterChanges) {
        cell.changes.remove(0);
        if (!cell.chattering) {
          cell.chattering = true;
          watched.add(cell);
          return Optional.of(tell(cell, now));
        }
      }
    }
    if (cell.chattering) {
      cell.due = true;
      return Optional.empty();
    }
    return changed || anyway ? Optional.of(tell(cell, now)) : Optional.empty();
  }

  private static boolean beyond(Cell cell) {
    OptionalDouble before = MonitorKind.number(cell.told.value());
    OptionalDouble after = MonitorKind.number(cell.present.value());
    if (before.isEmpty() || after.isEmpty()) {
      return !cell.told.value().equals(cell.present.value());
    }
    double change = Math.abs(after.getAsDouble() - before.getAsDouble());
    return Double.isNaN(change)
        ? !cell.told.value().equals(cell.present.value())
        : change > 0 && change >= cell.point.deadBand();
  }

  private Optional<Change> due(Cell cell, long now) {
    boolean rested = now - cell.toldAt >= cell.point.intervalMillis();
    return cell.due && rested ? Optional.of(tell(cell, now)) : Optional.empty();
  }

  private Change tell(Cell cell, long now) {
    cell.told = cell.present;
    cell.toldAt = now;
    cell.due = false;
    return new Change(cell.point, shown(cell));
  }

  /**
   * Has a point tell something else for a while, marked as substituted.
   *
   * @param value what
   * @param until monotonic ms
   * @return the change to be told now
   * @throws IllegalArgumentException if the table has no such point, or the value is of another
   *     kind
   */
  Change force(int address, Value value, Moment now, long until) {
    Cell cell = cells.get(address);
    if (cell == null) {
      throw new IllegalArgumentException("no point has the address " + address);
    }
    if (!cell.point.kind().takes(value)) {
      throw new IllegalArgumentException(
          value + " is nothing for point " + cell.point.name() + ", " + cell.point.kind());
    }
    cell.forced = new Sample(value, new Quality(Quality.SB), now.wall(), now.trusted());
    cell.forcedUntil = until;
    watched.add(cell);
    return new Change(cell.point, cell.forced);
  }

  private static Sample shown(Cell cell) {
    if (cell.forced != null) {
      return cell.forced;
    }
    Sample s = cell.present;
    return cell.chattering
        ? new Sample(s.value(), s.quality().with(Quality.BL), s.at(), s.trusted())
        : s;
  }

  /** Changes whose time has come: intervals that are over, points that chatter no more. */
  List<Change> due(long now) {
    if (watched.isEmpty()) {
      return List.of();
    }
    List<Change> result = new ArrayList<>();
    for (Cell cell : List.copyOf(watched)) {
      if (cell.forced != null) {
        endForced(cell, now, result);
      } else if (cell.chattering) {
        if (cell.changes.isEmpty()
            || now - cell.changes.get(cell.changes.size() - 1) >= CHATTER_MILLIS) {
          cell.chattering = false;
          cell.changes.clear();
          result.add(tell(cell, now));
        }
      } else if (cell.due) {
        due(cell, now).ifPresent(result::add);
      }
      if (cell.forced == null && !cell.chattering && !cell.due) {
        watched.remove(cell);
      }
    }
    return result;
  }

  private void endForced(Cell cell, long now, List<Change> result) {
    if (now >= cell.forcedUntil) {
      cell.forced = null;
      if (cell.present != null) {
        result.add(tell(cell, now));
      }
    }
  }

  /** What a point is answered with: its sample, or one that says that there has never been any. */
  Sample answer(MonitorPoint point, Moment now) {
    Cell cell = cells.get(point.address());
    if (cell == null || cell.present == null && cell.forced == null) {
      return new Sample(
          Defaults.of(point.kind()), new Quality(Quality.IV), now.wall(), now.trusted());
    }
    return shown(cell);
  }

  PointTable table() {
    return table;
  }
}
