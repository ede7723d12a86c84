package io.ocpp809.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Small values by name, each replaced as a whole: after a power cut a reader finds either the old
 * or the new value. The version before is kept and used if the value turns out damaged.
 */
public final class Snapshots {

  /** A value to write; a later one for the same key takes its place. */
  private record Change(byte[] value, List<CompletableFuture<Void>> futures) {}

  private final Path folder;
  private final FileSystem files;
  private final FolderGuard guard;
  private final GroupWriter writer;
  private final GroupWriter.Participant participant = this::commit;
  private final Consumer<Damage> damages;
  private final Object lock = new Object();
  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private final Map<String, Change> queue = new LinkedHashMap<>();
  private boolean closing;

  /** Why something could not be written, by key; by the empty text for the folder itself. */
  private final Map<String, String> faults = new LinkedHashMap<>();

  Snapshots(
      Path folder,
      FileSystem files,
      FolderGuard guard,
      GroupWriter writer,
      Consumer<Damage> damages) {
    this.folder = folder;
    this.files = files;
    this.guard = guard;
    this.writer = writer;
    this.damages = damages;
  }

  /**
   * Replaces a value. Never blocks.
   *
   * @param key any text but the empty one
   * @return completes on the writer's thread once the value, or a later one, survives a power cut;
   *     fails with a {@link StoreException} that says why it is not on disk yet: it is tried again
   *     until it is
   */
  public CompletableFuture<Void> put(String key, byte[] value) {
    SafeName.of(key);
    CompletableFuture<Void> future = new CompletableFuture<>();
    synchronized (lock) {
      if (closing) {
        future.completeExceptionally(new StoreException("value " + key + ": the store was closed"));
        return future;
      }
      Change before = queue.remove(key);
      List<CompletableFuture<Void>> futures =
          new ArrayList<>(before == null ? List.of() : before.futures());
      futures.add(future);
      queue.put(key, new Change(value.clone(), futures));
    }
    writer.submit(participant);
    return future;
  }

  /**
   * The value last put, also while it is on its way to the disk; empty if there is none or both
   * versions are damaged.
   *
   * @throws StoreException if the disk refuses
   */
  public Optional<byte[]> get(String key) throws StoreException {
    synchronized (lock) {
      Change change = queue.get(key);
      if (change != null) {
        return Optional.of(change.value().clone());
      }
    }
    try {
      return new ValueFile(files, folder, key).read(damages);
    } catch (IOException e) {
      throw new StoreException("value " + key + ": " + Faults.words(folder, e), e);
    }
  }

  /** Whether values can be written. */
  public Health health() {
    synchronized (lock) {
      return faults.isEmpty() ? Health.OK : new Health(faults.values().iterator().next());
    }
  }

  private boolean commit() {
    Map<String, Change> batch;
    boolean last;
    synchronized (lock) {
      batch = new LinkedHashMap<>(queue);
      last = closing;
    }
    if (batch.isEmpty() && !last && !health().ok()) {
      probe();
    }
    batch.forEach(this::write);
    if (last) {
      closed.complete(null);
      return true;
    }
    return health().ok();
  }

  /** The folder cannot be written now; tried again by the writer. */
  void failed(String why) {
    fault("", why);
    writer.submit(participant);
  }

  private void fault(String key, String why) {
    synchronized (lock) {
      faults.put(key, why);
    }
  }

  private void probe() {
    try {
      guard.probe(folder);
      synchronized (lock) {
        faults.clear();
      }
    } catch (IOException e) {
      fault("", Faults.words(folder, e));
    }
  }

  private void write(String key, Change change) {
    try {
      guard.claim(folder);
      new ValueFile(files, folder, key).write(change.value());
      synchronized (lock) {
        queue.remove(key, change);
        faults.keySet().removeAll(Set.of("", key));
      }
      change.futures().forEach(f -> f.complete(null));
    } catch (IOException e) {
      StoreException why = new StoreException("value " + key + ": " + Faults.words(folder, e), e);
      fault(key, why.getMessage());
      synchronized (lock) {
        queue.replace(key, change, new Change(change.value(), List.of()));
      }
      change.futures().forEach(f -> f.completeExceptionally(why));
    }
  }

  /** Writes what waits, then closes; completes on the writer's thread. */
  CompletableFuture<Void> close() {
    synchronized (lock) {
      closing = true;
    }
    writer.submit(participant);
    return closed;
  }
}
