package io.ocpp809.kura.station;

import io.ocpp809.store.DiskFileSystem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** This machine's disk, with a count of forced writes. */
final class CountingDisk extends DiskFileSystem {
  private final AtomicInteger forced = new AtomicInteger();

  int forced() {
    return forced.get();
  }

  @Override
  public OutputFile open(Path file) throws IOException {
    OutputFile out = super.open(file);
    return new OutputFile() {
      @Override
      public void write(ByteBuffer bytes) throws IOException {
        out.write(bytes);
      }

      @Override
      public void truncate(long size) throws IOException {
        out.truncate(size);
      }

      @Override
      public void force() throws IOException {
        forced.incrementAndGet();
        out.force();
      }

      @Override
      public void close() throws IOException {
        out.close();
      }
    };
  }

  @Override
  public void forceFolder(Path folder) throws IOException {
    forced.incrementAndGet();
    super.forceFolder(folder);
  }
}
