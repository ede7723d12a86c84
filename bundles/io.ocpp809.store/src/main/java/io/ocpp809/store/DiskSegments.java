package io.ocpp809.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/** Segments on a {@link Disk}. */
record DiskSegments(Disk disk) implements LogDisk {

  private record Out(Disk disk, Path file) implements FileSystem.OutputFile {
    @Override
    public void write(ByteBuffer bytes) throws IOException {
      disk.append(file, bytes);
    }

    @Override
    public void truncate(long size) throws IOException {
      disk.truncate(file, size);
    }

    @Override
    public void force() throws IOException {
      disk.force(file);
    }

    @Override
    public void close() {
      // A disk opens the file for each step.
    }
  }

  @Override
  public FileSystem.OutputFile append(Path file) throws IOException {
    disk.append(file, ByteBuffer.allocate(0));
    return new Out(disk, file);
  }

  @Override
  public InputStream read(Path file, long offset) throws IOException {
    byte[] content = disk.read(file);
    int from = (int) Math.min(offset, content.length);
    return new ByteArrayInputStream(content, from, content.length - from);
  }

  @Override
  public List<Path> list(Path folder) throws IOException {
    return disk.list(folder);
  }

  @Override
  public void delete(Path file) throws IOException {
    disk.delete(file);
  }

  @Override
  public void forceFolder(Path folder) throws IOException {
    disk.forceFolder(folder);
  }
}
