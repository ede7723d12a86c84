package io.ocpp809.store;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/**
 * The few things that the store asks of a disk. The real one is {@link DiskFileSystem}; tests put
 * torn writes, full disks and slow flushes in between.
 */
public interface FileSystem {

  /** A file being written. */
  interface OutputFile extends Closeable {
    /** Writes all remaining bytes and moves on behind them. */
    void write(ByteBuffer bytes) throws IOException;

    /** Cuts the file to at most this many bytes; later writes continue there. */
    void truncate(long size) throws IOException;

    /** Returns once everything written survives a power cut. */
    void force() throws IOException;
  }

  /** Opens a file for writing from its beginning, creating an empty one if it is absent. */
  OutputFile open(Path file) throws IOException;

  /** Opens a file for reading from an offset in bytes. */
  InputStream read(Path file, long offset) throws IOException;

  /** Length of a file in bytes. */
  long size(Path file) throws IOException;

  /** Whether there is a file or folder of this name. */
  boolean exists(Path file);

  /** What lies in a folder, sorted by name; empty if there is no such folder. */
  List<Path> list(Path folder) throws IOException;

  /** Creates a folder and those above it; does nothing if it is there. */
  void createFolders(Path folder) throws IOException;

  /** Renames a file atomically, replacing what had the new name. */
  void rename(Path from, Path to) throws IOException;

  /** Removes a file; does nothing if it is absent. */
  void delete(Path file) throws IOException;

  /** Returns once created, renamed and removed names of a folder survive a power cut. */
  void forceFolder(Path folder) throws IOException;

  /**
   * Takes the lock of a folder until the result is closed or the process ends, however it ends.
   *
   * @param file lock file, created if absent
   * @param owner text put into the file, for the message of whoever is refused
   * @throws StoreInUseException if this or another process holds it
   * @throws IOException if the lock file cannot be opened for writing
   */
  Closeable lock(Path file, String owner) throws IOException;
}
