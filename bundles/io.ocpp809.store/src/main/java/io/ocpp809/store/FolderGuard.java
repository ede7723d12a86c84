package io.ocpp809.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/** Owns a folder of the store: creates it, holds its lock, and tries whether it can be written. */
final class FolderGuard {
  private static final int PROBE_BYTES = 4096;

  private final FileSystem files;
  private final Path root;
  private final String owner;
  private Closeable lock;
  private boolean closed;

  FolderGuard(FileSystem files, Path root, String owner) {
    this.files = files;
    this.root = root;
    this.owner = owner;
  }

  /** Makes sure that the folder and one below it exist and that this owner holds the lock. */
  synchronized void claim(Path folder) throws IOException {
    if (closed) {
      throw new StoreException(root + " was closed");
    }
    if (lock == null) {
      createRoot();
      lock = files.lock(root.resolve(".lock"), owner);
    }
    if (!files.exists(folder)) {
      files.createFolders(folder);
      files.forceFolder(folder.getParent());
      files.forceFolder(root);
    }
  }

  /** Creates the folder itself and those above it, so that their names survive a power cut. */
  private void createRoot() throws IOException {
    Deque<Path> parents = new ArrayDeque<>();
    for (Path p = root; p.getParent() != null && !files.exists(p); p = p.getParent()) {
      parents.push(p.getParent());
    }
    files.createFolders(root);
    for (Path parent : parents) {
      files.forceFolder(parent);
    }
  }

  /** Writes and removes a file in a folder. */
  void probe(Path folder) throws IOException {
    claim(folder);
    Path file = folder.resolve("probe.tmp");
    try (FileSystem.OutputFile out = files.open(file)) {
      out.write(ByteBuffer.allocate(PROBE_BYTES));
      out.force();
    } finally {
      files.delete(file);
    }
  }

  synchronized void release() throws IOException {
    closed = true;
    if (lock != null) {
      lock.close();
      lock = null;
    }
  }
}
