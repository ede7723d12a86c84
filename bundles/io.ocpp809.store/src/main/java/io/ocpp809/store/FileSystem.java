package io.ocpp809.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * The few things that the store asks of a disk. The real one is {@link DiskFileSystem}; tests put
 * torn writes, full disks and slow flushes in between.
 */
public interface FileSystem extends LogDisk {

  /** A file being written at its end. */
  interface OutputFile extends Closeable {
    /** Writes all remaining bytes at the end of the file. */
    void write(ByteBuffer bytes) throws IOException;

    /** Cuts the file to this many bytes; later writes continue there. */
    void truncate(long size) throws IOException;

    /** Returns once everything written survives a power cut. */
    void force() throws IOException;
  }

  /** Opens an empty file for writing; what was there before is gone. */
  OutputFile create(Path file) throws IOException;

  /** Length of a file in bytes. */
  long size(Path file) throws IOException;

  /** Whether there is a file or folder of this name. */
  boolean exists(Path file);

  /** Creates a folder and those above it; does nothing if it is there. */
  void createFolders(Path folder) throws IOException;

  /** Renames a file atomically, replacing what had the new name. */
  void rename(Path from, Path to) throws IOException;

  /**
   * Takes the lock of a folder until the result is closed or the process ends.
   *
   * @param file lock file, created if absent
   * @param owner text put into the file, for the message of whoever is refused
   * @throws StoreInUseException if this or another process holds it
   * @throws IOException if the lock file cannot be written
   */
  Closeable lock(Path file, String owner) throws IOException;
}
