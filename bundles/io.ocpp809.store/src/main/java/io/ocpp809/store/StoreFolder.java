package io.ocpp809.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * What one configured component keeps on disk: logs by name and small values. It lies in {@code
 * DATA/ocpp809/PID}, PID made a safe file name, and has one owner at a time.
 *
 * <p>A folder that cannot be written opens all the same: what is there can be read, writing fails
 * with the reason, {@link #health} says so, and it recovers by itself within five seconds after the
 * disk does.
 */
public final class StoreFolder implements AutoCloseable {
  private static final int MOST_DAMAGES = 100;
  private static final long CLOSE_SECONDS = 10;

  /** Folders that are closed and not yet let go, because their disk is slow. */
  private static final Map<Path, Leaving> CLOSING = new ConcurrentHashMap<>();

  private final Path path;
  private final FileSystem files;
  private final GroupWriter writer;
  private final Runnable releaseWriter;
  private final FolderGuard guard;
  private final Set<Damage> damages = new LinkedHashSet<>();
  private Consumer<Damage> damageListener = d -> {};
  private final Map<String, DurableLog> logs = new HashMap<>();
  private final Snapshots snapshots;
  private boolean closed;

  private StoreFolder(
      Path path, FileSystem files, GroupWriter writer, Runnable releaseWriter, FolderGuard guard) {
    this.path = path;
    this.files = files;
    this.writer = writer;
    this.releaseWriter = releaseWriter;
    this.guard = guard;
    this.snapshots = new Snapshots(path.resolve("values"), files, guard, writer, this::damaged);
  }

  /**
   * Opens the folder of a component on this machine's disk, with the writer that all share. A
   * former owner in this process that is still writing what it had when it was closed is waited
   * for, up to a minute after it was closed.
   *
   * @param data the gateway's data folder
   * @param pid {@code kura.service.pid} of the component, any text
   * @throws StoreInUseException if it has an owner already
   */
  public static StoreFolder open(Path data, String pid) throws StoreInUseException {
    GroupWriter writer = GroupWriter.acquireShared();
    try {
      return open(data, pid, new DiskFileSystem(), writer, GroupWriter::releaseShared);
    } catch (StoreInUseException | RuntimeException e) {
      GroupWriter.releaseShared();
      throw e;
    }
  }

  /**
   * Opens the folder of a component on another disk, or with a writer of its own, which stays open.
   *
   * @throws StoreInUseException if it has an owner already
   */
  public static StoreFolder open(Path data, String pid, FileSystem files, GroupWriter writer)
      throws StoreInUseException {
    return open(data, pid, files, writer, () -> {});
  }

  private static StoreFolder open(
      Path data, String pid, FileSystem files, GroupWriter writer, Runnable releaseWriter)
      throws StoreInUseException {
    Path path = data.resolve("ocpp809").resolve(SafeName.of(pid));
    awaitFormer(path.toAbsolutePath());
    String owner = pid + " in process " + ProcessHandle.current().pid();
    FolderGuard guard = new FolderGuard(files, path, owner);
    StoreFolder folder = new StoreFolder(path, files, writer, releaseWriter, guard);
    try {
      guard.claim(path.resolve("values"));
    } catch (StoreInUseException e) {
      throw e;
    } catch (IOException e) {
      folder.snapshots.failed(Faults.words(path, e));
    }
    return folder;
  }

  private static void awaitFormer(Path path) {
    Leaving former = CLOSING.get(path);
    if (former != null) {
      former.await(System.nanoTime());
    }
  }

  /** Where it lies. */
  public Path path() {
    return path;
  }

  /**
   * Opens a log, or gives the one already open under this name the new bounds; its segments stay as
   * long as they were.
   */
  public synchronized DurableLog log(String name, LogOptions options) {
    if (closed) {
      throw new IllegalStateException(path + " was closed");
    }
    DurableLog log = logs.computeIfAbsent(name, n -> open(n, options));
    log.bounds(options);
    return log;
  }

  private DurableLog open(String name, LogOptions options) {
    Path folder = path.resolve("logs").resolve(SafeName.of(name));
    return new DurableLog(name, folder, options, files, guard, writer, this::damaged);
  }

  /** The small values. */
  public Snapshots snapshots() {
    return snapshots;
  }

  /** The first reason why something here cannot be written, or that all can. */
  public synchronized Health health() {
    List<Health> all = new ArrayList<>(List.of(snapshots.health()));
    logs.values().forEach(log -> all.add(log.health()));
    return all.stream().filter(h -> !h.ok()).findFirst().orElse(Health.OK);
  }

  /** Damage found since opening, each once, the oldest hundred. */
  public Collection<Damage> damages() {
    synchronized (damages) {
      return List.copyOf(damages);
    }
  }

  /** Tells a listener, on any thread, of each damage found so far and from now on, once. */
  public void onDamage(Consumer<Damage> listener) {
    synchronized (damages) {
      damageListener = listener;
      damages.forEach(listener);
    }
  }

  private void damaged(Damage damage) {
    synchronized (damages) {
      if (damages.size() < MOST_DAMAGES && damages.add(damage)) {
        damageListener.accept(damage);
      }
    }
  }

  /**
   * Writes what waits and lets the folder go. Waits ten seconds at most; a disk that takes longer
   * is left to finish in the background, and the folder stays owned until then.
   */
  @Override
  public void close() {
    List<CompletableFuture<Void>> endings = new ArrayList<>();
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      logs.values().forEach(log -> endings.add(log.close()));
    }
    endings.add(snapshots.close());
    CompletableFuture<Void> done =
        CompletableFuture.allOf(endings.toArray(CompletableFuture[]::new))
            .whenComplete((nothing, failure) -> release());
    Path place = path.toAbsolutePath();
    Leaving leaving = new Leaving(done, System.nanoTime());
    CLOSING.put(place, leaving);
    done.whenComplete((nothing, failure) -> CLOSING.remove(place, leaving));
    try {
      done.get(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      snapshots.failed(path + " was not closed properly: " + e.getCause().getMessage());
    } catch (TimeoutException e) {
      snapshots.failed(path + " is still being written: the disk does not answer");
    }
  }

  private void release() {
    try {
      guard.release();
    } catch (IOException e) {
      snapshots.failed(Faults.words(path, e));
    } finally {
      releaseWriter.run();
    }
  }
}
