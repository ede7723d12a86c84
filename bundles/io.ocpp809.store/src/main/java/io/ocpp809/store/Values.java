package io.ocpp809.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.zip.CRC32C;

/**
 * Small values by name, each in a file of its own that is replaced as a whole. The version before
 * is kept and taken when the newest is damaged. Layout of a file: CRC-32C of the value (4 octets,
 * big-endian), then the value.
 */
public final class Values {
  private final Path folder;
  private final Disk disk;
  private final Executor writer;
  private final Map<String, byte[]> newest = new LinkedHashMap<>();
  private final Map<String, List<CompletableFuture<Void>>> waiting = new LinkedHashMap<>();
  private final List<String> damages = new ArrayList<>();
  private boolean writing;
  private String fault = "";

  private Values(Path folder, Disk disk, Executor writer) {
    this.folder = folder;
    this.disk = disk;
    this.writer = writer;
  }

  /**
   * Opens a folder of values, making it if need be.
   *
   * @throws StoreException if the folder cannot be made
   */
  public static Values open(Path folder, Disk disk, Executor writer) throws StoreException {
    try {
      disk.makeFolder(folder);
      return new Values(folder, disk, writer);
    } catch (IOException e) {
      throw new StoreException("the folder " + folder + " cannot be made: " + e, e);
    }
  }

  /** The value of that name: the newest put, even if not on disk yet; empty if there is none. */
  public synchronized Optional<byte[]> get(String name) {
    byte[] value = newest.get(name);
    if (value == null) {
      value = load(file(name)).or(() -> load(before(name))).orElse(null);
      if (value != null) {
        newest.put(name, value);
      }
    }
    return Optional.ofNullable(value).map(byte[]::clone);
  }

  private Optional<byte[]> load(Path file) {
    try {
      byte[] content = disk.read(file);
      if (content.length >= 4) {
        ByteBuffer in = ByteBuffer.wrap(content);
        int crc = in.getInt();
        byte[] value = new byte[content.length - 4];
        in.get(value);
        if (crc == crc(value)) {
          return Optional.of(value);
        }
      }
      damages.add(file.getFileName() + " is damaged; the version before is taken");
      return Optional.empty();
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IOException e) {
      damages.add(file.getFileName() + " cannot be read: " + e);
      return Optional.empty();
    }
  }

  /**
   * Replaces a value. Of values put faster than they can be written only the last is.
   *
   * @return completes once it survives a power cut, or exceptionally with a {@link StoreException}
   */
  public CompletionStage<Void> put(String name, byte[] value) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    synchronized (this) {
      newest.put(name, value.clone());
      waiting.computeIfAbsent(name, n -> new ArrayList<>()).add(done);
      if (writing) {
        return done;
      }
      writing = true;
    }
    writer.execute(this::write);
    return done;
  }

  private void write() {
    while (true) {
      String name;
      byte[] value;
      List<CompletableFuture<Void>> told;
      synchronized (this) {
        if (waiting.isEmpty()) {
          writing = false;
          return;
        }
        name = waiting.keySet().iterator().next();
        told = waiting.remove(name);
        value = newest.get(name);
      }
      try {
        store(name, value);
        setFault("");
        told.forEach(f -> f.complete(null));
      } catch (IOException e) {
        setFault("the value " + name + " cannot be written: " + e.getMessage());
        told.forEach(f -> f.completeExceptionally(new StoreException(fault(), e)));
      }
    }
  }

  private void store(String name, byte[] value) throws IOException {
    Optional<byte[]> old = load(file(name));
    if (old.isPresent()) {
      disk.replace(before(name), framed(old.get()));
    }
    disk.replace(file(name), framed(value));
  }

  private static byte[] framed(byte[] value) {
    return ByteBuffer.allocate(4 + value.length).putInt(crc(value)).put(value).array();
  }

  private static int crc(byte[] value) {
    CRC32C crc = new CRC32C();
    crc.update(value);
    return (int) crc.getValue();
  }

  private Path file(String name) {
    return folder.resolve(Names.file(name) + ".value");
  }

  private Path before(String name) {
    return folder.resolve(Names.file(name) + ".before");
  }

  private synchronized void setFault(String text) {
    fault = text;
  }

  /** Why the last value could not be written; empty if it could. */
  public synchronized String fault() {
    return fault;
  }

  /** What was found damaged, a sentence each. */
  public synchronized List<String> damages() {
    return List.copyOf(damages);
  }
}
