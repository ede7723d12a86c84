package io.ocpp809.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Small values by name, each replaced as a whole: after a power cut a reader finds either the old
 * or the new value. The version before is kept and used if the value turns out damaged.
 */
public final class Snapshots {

  /** A value to write, or to remove if it is empty; later ones for the same key take its place. */
  private record Change(Optional<byte[]> value, List<CompletableFuture<Void>> futures) {}

  private final Path folder;
  private final FileSystem files;
  private final FolderGuard guard;
  private final GroupWriter writer;
  private final GroupWriter.Participant participant = this::commit;
  private final Consumer<Damage> damages;
  private final Object lock = new Object();
  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private Map<String, Change> queue = new LinkedHashMap<>();
  private final Map<String, Change> beingWritten = new LinkedHashMap<>();
  private boolean closing;
  private volatile String fault = "";

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
   * @return completes on the writer's thread once the value survives a power cut; fails with a
   *     {@link StoreException} that says why it was not kept
   */
  public CompletableFuture<Void> put(String key, byte[] value) {
    return change(key, Optional.of(value.clone()));
  }

  /** Removes a value and the version before it. */
  public CompletableFuture<Void> remove(String key) {
    return change(key, Optional.empty());
  }

  private CompletableFuture<Void> change(String key, Optional<byte[]> value) {
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
      queue.put(key, new Change(value, futures));
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
      for (Map<String, Change> changes : List.of(queue, beingWritten)) {
        if (changes.containsKey(key)) {
          return changes.get(key).value().map(byte[]::clone);
        }
      }
    }
    try {
      return new ValueFile(files, folder, key).read(damages);
    } catch (IOException e) {
      throw new StoreException("value " + key + ": " + Faults.words(folder, e), e);
    }
  }

  /**
   * Keys of all values on disk, sorted; values whose file is damaged are left out.
   *
   * @throws StoreException if the disk refuses
   */
  public List<String> keys() throws StoreException {
    try {
      TreeSet<String> keys = new TreeSet<>();
      for (Path file : files.list(folder)) {
        if (ValueFile.isValue(file)) {
          ValueFile.keyIn(files, file).ifPresent(keys::add);
        }
      }
      return List.copyOf(keys);
    } catch (IOException e) {
      throw new StoreException(Faults.words(folder, e), e);
    }
  }

  /** Whether values can be written. */
  public Health health() {
    return new Health(fault);
  }

  private boolean commit() {
    Map<String, Change> batch;
    boolean last;
    synchronized (lock) {
      batch = queue;
      beingWritten.putAll(batch);
      queue = new LinkedHashMap<>();
      last = closing;
    }
    if (batch.isEmpty() && !fault.isEmpty() && !last) {
      probe();
    } else {
      batch.forEach(this::write);
    }
    if (last) {
      closed.complete(null);
      return true;
    }
    return fault.isEmpty();
  }

  /** The folder cannot be written now; tried again by the writer. */
  void failed(String why) {
    fault = why;
    writer.submit(participant);
  }

  private void probe() {
    try {
      guard.probe(folder);
      fault = "";
    } catch (IOException e) {
      fault = Faults.words(folder, e);
    }
  }

  private void write(String key, Change change) {
    try {
      guard.claim(folder);
      ValueFile file = new ValueFile(files, folder, key);
      if (change.value().isPresent()) {
        file.write(change.value().get());
      } else {
        file.remove();
      }
      fault = "";
      written(key);
      change.futures().forEach(f -> f.complete(null));
    } catch (IOException e) {
      fault = "value " + key + ": " + Faults.words(folder, e);
      written(key);
      StoreException why = new StoreException(fault, e);
      change.futures().forEach(f -> f.completeExceptionally(why));
    }
  }

  private void written(String key) {
    synchronized (lock) {
      beingWritten.remove(key);
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
