package io.ocpp809.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * The few things the store does to files, behind one interface so that tests can make them fail.
 */
public interface Disk {
  /** Appends bytes at the end of a file, making it if need be. */
  void append(Path file, ByteBuffer bytes) throws IOException;

  /** Returns when everything written to the file survives a power cut. */
  void force(Path file) throws IOException;

  /** Replaces a file as a whole, durably: either the old or the new content survives. */
  void replace(Path file, byte[] content) throws IOException;

  /** The whole content of a file. */
  byte[] read(Path file) throws IOException;

  /** Cuts a file to a length. */
  void truncate(Path file, long length) throws IOException;

  /** Deletes a file if it exists. */
  void delete(Path file) throws IOException;

  /** Files directly in a folder, sorted by name. */
  List<Path> list(Path folder) throws IOException;

  /** Returns when made and deleted files of a folder survive a power cut. */
  default void forceFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Makes a folder with its parents. */
  void makeFolder(Path folder) throws IOException;

  /** The real file system. */
  static Disk real() {
    return new Disk() {
      @Override
      public void append(Path file, ByteBuffer bytes) throws IOException {
        try (FileChannel channel =
            FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.APPEND)) {
          while (bytes.hasRemaining()) {
            channel.write(bytes);
          }
        }
      }

      @Override
      public void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
          channel.force(true);
        }
      }

      @Override
      public void replace(Path file, byte[] content) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".new");
        Files.write(next, content);
        force(next);
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel folder = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
          folder.force(true);
        }
      }

      @Override
      public byte[] read(Path file) throws IOException {
        return Files.readAllBytes(file);
      }

      @Override
      public void truncate(Path file, long length) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
          channel.truncate(length);
          channel.force(true);
        }
      }

      @Override
      public void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
      }

      @Override
      public List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
          return files.sorted().toList();
        }
      }

      @Override
      public void makeFolder(Path folder) throws IOException {
        Files.createDirectories(folder);
      }
    };
  }
}
