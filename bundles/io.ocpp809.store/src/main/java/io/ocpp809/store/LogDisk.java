package io.ocpp809.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/** What the segments of a log ask of a disk. */
public interface LogDisk {
  /** Opens a file for writing at its end, creating an empty one if it is absent. */
  FileSystem.OutputFile append(Path file) throws IOException;

  /** Opens a file for reading from an offset in bytes. */
  InputStream read(Path file, long offset) throws IOException;

  /** What lies in a folder, sorted by name; empty if there is no such folder. */
  List<Path> list(Path folder) throws IOException;

  /** Removes a file; does nothing if it is absent. */
  void delete(Path file) throws IOException;

  /** Returns once created, renamed and removed names of a folder survive a power cut. */
  void forceFolder(Path folder) throws IOException;
}
