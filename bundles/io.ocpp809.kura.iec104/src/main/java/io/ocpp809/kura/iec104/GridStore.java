package io.ocpp809.kura.iec104;

import io.ocpp809.iec104.station.Audit;
import io.ocpp809.iec104.station.EventLog;
import io.ocpp809.iec104.station.StoredEventLog;
import io.ocpp809.store.DurableLog;
import io.ocpp809.store.LogOptions;
import io.ocpp809.store.Rank;
import io.ocpp809.store.StoreException;
import io.ocpp809.store.StoreFolder;
import io.ocpp809.store.StoreInUseException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What a controlled station keeps on disk: events that are not confirmed, the set-points that
 * stand, and the journal of all that was commanded.
 */
final class GridStore implements AutoCloseable {
  private static final long LEAST_EVENTS = 4L << 20;

  /** An event takes about 60 octets on disk. */
  private static final long EVENT = 100;

  private static final LogOptions JOURNAL = LogOptions.bounded(8L << 20);
  private static final int MOST_FORCED = 1_000;
  private static final String LIMITS = "iec104-limits";

  private final StoreFolder folder;
  private final DurableLog journal;
  private final Consumer<String> warn;
  private final Map<String, Integer> failing = new HashMap<>();

  private GridStore(StoreFolder folder, Consumer<String> warn) {
    this.folder = folder;
    this.journal = folder.log("journal", JOURNAL);
    this.warn = warn;
    folder.onDamage(d -> warn.accept(d.message()));
  }

  static GridStore open(Path data, String pid, Consumer<String> warn) throws StoreInUseException {
    return new GridStore(StoreFolder.open(data, pid), warn);
  }

  /**
   * The events that are not confirmed.
   *
   * @param groups the groups for which they wait
   * @param most most that wait for one of them
   */
  EventLog events(Collection<String> groups, int most) {
    try {
      LogOptions bounds = LogOptions.bounded(Math.max(LEAST_EVENTS, most * EVENT));
      return new StoredEventLog(folder.log("events", bounds), folder.snapshots(), groups, warn);
    } catch (StoreException e) {
      warn.accept("events do not outlive a restart: " + e.getMessage());
      return EventLog.none();
    }
  }

  String limits() {
    try {
      return folder
          .snapshots()
          .get(LIMITS)
          .map(octets -> new String(octets, StandardCharsets.UTF_8))
          .orElse("");
    } catch (StoreException e) {
      warn.accept("set-points of before the restart cannot be read: " + e.getMessage());
      return "";
    }
  }

  void limits(String text) {
    folder
        .snapshots()
        .put(LIMITS, text.getBytes(StandardCharsets.UTF_8))
        .whenComplete((v, fault) -> complain("set-points do not outlive a restart", fault));
  }

  /**
   * Lines of the file {@code force} in the folder, which an operator has put there for the bit
   * test; the file is gone then.
   */
  List<String> forced() {
    Path file = folder.path().resolve("force");
    try {
      if (!Files.exists(file)) {
        return List.of();
      }
      List<String> lines =
          new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
      Files.delete(file);
      return lines.stream().filter(l -> !l.isBlank()).limit(MOST_FORCED).toList();
    } catch (IOException e) {
      warn.accept(file + ": " + e.getMessage());
      return List.of();
    }
  }

  /** Adds a line to the journal: time, group, peer, what, taken or refused, why. */
  void line(Audit a) {
    String line =
        String.join(
            ";",
            a.at().wall() + (a.at().trusted() ? "" : "?"),
            a.group(),
            a.peer(),
            a.what().replace(';', ','),
            a.accepted() ? "accepted" : "refused",
            a.reason().replace(';', ','));
    journal
        .append(Rank.GIVES_WAY, line.getBytes(StandardCharsets.UTF_8))
        .whenComplete((v, fault) -> complain("the journal cannot be written", fault));
  }

  /** The first of a row is said with its reason, at the row's end how many there were. */
  private synchronized void complain(String what, Throwable fault) {
    if (fault == null) {
      Integer times = failing.remove(what);
      if (times != null) {
        warn.accept(what + ": that is over, it was so " + times + " times");
      }
    } else if (failing.merge(what, 1, Integer::sum) == 1) {
      warn.accept(what + ": " + fault.getMessage());
    }
  }

  @Override
  public void close() {
    folder.close();
  }
}
