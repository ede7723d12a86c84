package io.ocpp809.store;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The real disk with faults that a test switches on and off. */
final class FaultyDisk implements FileSystem {
  private final FileSystem real = new DiskFileSystem();
  private final AtomicInteger flushes = new AtomicInteger();
  private final AtomicInteger logFlushes = new AtomicInteger();
  private volatile boolean readOnly;
  private volatile boolean failingFlush;
  private volatile boolean brokenFlush;
  private volatile long freeBytes = Long.MAX_VALUE;
  private volatile CountDownLatch flushGate = new CountDownLatch(0);
  private volatile CountDownLatch flushStarted = new CountDownLatch(0);

  void readOnly(boolean on) {
    readOnly = on;
  }

  void failFlushes(boolean on) {
    failingFlush = on;
  }

  /** Flushes end in an Error, as no disk should. */
  void breakFlushes(boolean on) {
    brokenFlush = on;
  }

  /** The disk takes this many more bytes, the last write in part only. */
  void freeBytes(long bytes) {
    freeBytes = bytes;
  }

  /** Flushes of logs block until the returned latch is counted down; waits for the first one. */
  CountDownLatch stallFlushes() {
    flushStarted = new CountDownLatch(1);
    CountDownLatch gate = new CountDownLatch(1);
    flushGate = gate;
    return gate;
  }

  void awaitFlush() throws InterruptedException {
    if (!flushStarted.await(120, TimeUnit.SECONDS)) {
      throw new IllegalStateException("no flush was begun");
    }
  }

  int logFlushes() {
    return logFlushes.get();
  }

  /** Forced writes of files and folders. */
  int flushes() {
    return flushes.get();
  }

  private void writable(Path file) throws IOException {
    if (readOnly) {
      throw new AccessDeniedException(file.toString());
    }
  }

  private final class Out implements OutputFile {
    private final Path file;
    private final OutputFile out;

    Out(Path file, OutputFile out) {
      this.file = file;
      this.out = out;
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
      writable(file);
      if (bytes.remaining() > freeBytes) {
        ByteBuffer part = bytes.slice(bytes.position(), (int) freeBytes);
        freeBytes = 0;
        out.write(part);
        throw new FileSystemException(file.toString(), null, "No space left on device");
      }
      freeBytes -= bytes.remaining();
      out.write(bytes);
    }

    @Override
    public void truncate(long size) throws IOException {
      writable(file);
      out.truncate(size);
    }

    @Override
    public void force() throws IOException {
      flushes.incrementAndGet();
      if (file.toString().endsWith(".log")) {
        logFlushes.incrementAndGet();
        flushStarted.countDown();
        pass();
      }
      if (brokenFlush) {
        throw new InternalError("a fault in the page");
      }
      if (failingFlush) {
        throw new IOException("Input/output error");
      }
      out.force();
    }

    private void pass() throws IOException {
      try {
        if (!flushGate.await(120, TimeUnit.SECONDS)) {
          throw new IOException("the test never opened the gate");
        }
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }

  @Override
  public OutputFile open(Path file) throws IOException {
    writable(file);
    return new Out(file, real.open(file));
  }

  @Override
  public InputStream read(Path file, long offset) throws IOException {
    return real.read(file, offset);
  }

  @Override
  public long size(Path file) throws IOException {
    return real.size(file);
  }

  @Override
  public boolean exists(Path file) {
    return real.exists(file);
  }

  @Override
  public List<Path> list(Path folder) throws IOException {
    return real.list(folder);
  }

  @Override
  public void createFolders(Path folder) throws IOException {
    if (!real.exists(folder)) {
      writable(folder);
    }
    real.createFolders(folder);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    writable(to);
    real.rename(from, to);
  }

  @Override
  public void delete(Path file) throws IOException {
    writable(file);
    real.delete(file);
  }

  @Override
  public void forceFolder(Path folder) throws IOException {
    flushes.incrementAndGet();
    real.forceFolder(folder);
  }

  @Override
  public Closeable lock(Path file, String owner) throws IOException {
    writable(file);
    return real.lock(file, owner);
  }
}
