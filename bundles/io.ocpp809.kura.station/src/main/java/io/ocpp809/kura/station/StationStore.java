package io.ocpp809.kura.station;

import io.ocpp809.station.journal.Journal;
import io.ocpp809.station.journal.VolatileJournal;
import io.ocpp809.station.port.Memory;
import io.ocpp809.station.port.VolatileMemory;
import io.ocpp809.store.Damage;
import io.ocpp809.store.LogOptions;
import io.ocpp809.store.StoreFolder;
import io.ocpp809.store.StoreInUseException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a station keeps on disk, in a folder of its own below Kura's data folder. A folder that
 * somebody else has open is left alone: the station then works without one, or refuses
 * transactions.
 */
final class StationStore implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StationStore.class);
  private static final String JOURNAL = "journal";
  private static final long MEGABYTE = 1_000_000;

  private final Optional<StoreFolder> folder;
  private final Journal journal;
  private final Memory memory;
  private final String refusal;
  private final List<String> unheard = new ArrayList<>();
  private Consumer<String> listener = unheard::add;

  private StationStore(StoreFolder folder, LogOptions options) {
    this.folder = Optional.of(folder);
    this.journal = new StoreJournal(folder.log(JOURNAL, options), folder::health, this::trouble);
    this.memory = new StoreMemory(folder.snapshots(), this::trouble);
    this.refusal = "";
  }

  private StationStore(String refusal, boolean refuseTransactions) {
    VolatileJournal lost = new VolatileJournal();
    if (refuseTransactions) {
      lost.fail(refusal);
    }
    this.folder = Optional.empty();
    this.journal = lost;
    this.memory = new VolatileMemory();
    this.refusal = refusal;
  }

  /**
   * Opens the folder of a station.
   *
   * @param data Kura's data folder
   * @param pid {@code kura.service.pid} of the station
   * @param megabytes bound of the journal, 1 or more
   * @param refuseTransactions whether nothing may start if the folder has another owner
   * @throws IllegalArgumentException if the bound is too small; nothing is opened then
   */
  static StationStore open(Path data, String pid, int megabytes, boolean refuseTransactions) {
    LogOptions options = options(megabytes);
    try {
      return new StationStore(StoreFolder.open(data, pid), options);
    } catch (StoreInUseException e) {
      return new StationStore(e.getMessage(), refuseTransactions);
    }
  }

  private static LogOptions options(int megabytes) {
    if (megabytes < 1) {
      throw new IllegalArgumentException(
          "journal.size: 1 megabyte or more is needed, not " + megabytes);
    }
    return LogOptions.bounded(megabytes * MEGABYTE);
  }

  Journal journal() {
    return journal;
  }

  Memory memory() {
    return memory;
  }

  /** Why the folder was not opened; empty if it was. */
  Optional<String> refusal() {
    return Optional.of(refusal).filter(r -> !r.isEmpty());
  }

  /** Changes the bound of the journal. */
  void resize(int megabytes) {
    folder.ifPresent(f -> f.log(JOURNAL, options(megabytes)));
  }

  /**
   * Tells a listener of what was found unusable so far and from now on, each once. An end that was
   * cut off is only logged: nothing that anybody was told of was lost with it.
   */
  void onTrouble(Consumer<String> next) {
    synchronized (this) {
      listener = next;
      unheard.forEach(next);
      unheard.clear();
    }
    folder.ifPresent(f -> f.onDamage(this::damaged));
  }

  private void damaged(Damage damage) {
    if (damage.kind() == Damage.Kind.TORN_TAIL) {
      LOG.warn("{}", damage.message());
    } else {
      trouble(damage.message());
    }
  }

  private synchronized void trouble(String text) {
    listener.accept(text);
  }

  /** Writes what waits and lets the folder go; says what could not be written. */
  @Override
  public void close() {
    folder.ifPresent(StoreFolder::close);
    folder
        .map(StoreFolder::health)
        .filter(h -> !h.ok())
        .ifPresent(h -> LOG.error("not all was written: {}", h.message()));
  }
}
