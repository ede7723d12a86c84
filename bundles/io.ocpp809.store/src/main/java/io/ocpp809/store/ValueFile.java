package io.ocpp809.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A small value in two files that are written in turn, so that the one before survives whatever
 * happens to a write. Overwriting in place costs one flush and changes no name.
 *
 * <pre>
 *  0  4    magic "O9KV"
 *  4  4    CRC32C of all that follows
 *  8  8    version, rises by one with each write
 * 16  4    length k of the key
 * 20  k    key, UTF-8
 * ...      value
 * </pre>
 */
final class ValueFile {
  private static final int MAGIC = 0x4F394B56;
  private static final int HEAD = 20;

  private final FileSystem files;
  private final List<Path> slots;
  private final byte[] key;

  private record Content(int slot, long version, byte[] value) {}

  ValueFile(FileSystem files, Path folder, String key) {
    this.files = files;
    String name = SafeName.of(key);
    this.slots = List.of(folder.resolve(name + ".0.value"), folder.resolve(name + ".1.value"));
    this.key = key.getBytes(StandardCharsets.UTF_8);
  }

  void write(byte[] value) throws IOException {
    Optional<Content> present = newest(d -> {});
    int slot = present.map(c -> 1 - c.slot()).orElse(0);
    Path file = slots.get(slot);
    boolean nameIsKnown = content(slot).isPresent();
    ByteBuffer content = encode(present.map(Content::version).orElse(0L) + 1, value);
    try (FileSystem.OutputFile out = files.open(file)) {
      put(out, content, nameIsKnown ? Optional.empty() : Optional.of(file.getParent()));
    }
  }

  /**
   * What could not be forced may be read back and yet be gone after a power cut. It must not count
   * as the newest, or the next write would take the place of the one that is on disk.
   *
   * @param folder to be forced too, where the file's name may not be on disk
   */
  private void put(FileSystem.OutputFile out, ByteBuffer content, Optional<Path> folder)
      throws IOException {
    try {
      out.write(content);
      out.truncate(content.limit());
      out.force();
      if (folder.isPresent()) {
        files.forceFolder(folder.get());
      }
    } catch (IOException e) {
      try {
        out.truncate(0);
      } catch (IOException alsoRefused) {
        e.addSuppressed(alsoRefused);
      }
      throw e;
    }
  }

  /** The value, or the one before if it is damaged or was written in part only. */
  Optional<byte[]> read(Consumer<Damage> damages) throws IOException {
    return newest(damages).map(Content::value);
  }

  private Optional<Content> newest(Consumer<Damage> damages) throws IOException {
    Optional<Content> zero = content(0);
    Optional<Content> one = content(1);
    boolean any = zero.isPresent() || one.isPresent();
    report(0, zero.isPresent(), any, damages);
    report(1, one.isPresent(), any, damages);
    return zero.isPresent() && one.isPresent()
        ? zero.filter(z -> z.version() > one.get().version()).or(() -> one)
        : zero.or(() -> one);
  }

  private void report(int slot, boolean good, boolean any, Consumer<Damage> damages)
      throws IOException {
    Path file = slots.get(slot);
    if (!good && files.exists(file)) {
      damages.accept(
          new Damage(
              Damage.Kind.VALUE,
              file,
              0,
              files.size(file),
              any ? "the other of its two versions is used" : "there is no other version"));
    }
  }

  private Optional<Content> content(int slot) throws IOException {
    Path file = slots.get(slot);
    if (!files.exists(file)) {
      return Optional.empty();
    }
    byte[] data;
    try (InputStream in = files.read(file, 0)) {
      data = in.readAllBytes();
    }
    ByteBuffer in = ByteBuffer.wrap(data);
    int valueAt = HEAD + key.length;
    if (data.length < valueAt
        || in.getInt(0) != MAGIC
        || in.getInt(4) != SegmentFormat.crc(data, 8, data.length - 8)
        || in.getInt(16) != key.length
        || !Arrays.equals(data, HEAD, valueAt, key, 0, key.length)) {
      return Optional.empty();
    }
    return Optional.of(
        new Content(slot, in.getLong(8), Arrays.copyOfRange(data, valueAt, data.length)));
  }

  private ByteBuffer encode(long version, byte[] value) {
    ByteBuffer content = ByteBuffer.allocate(HEAD + key.length + value.length);
    content.putInt(MAGIC).putInt(0).putLong(version).putInt(key.length).put(key).put(value);
    content.putInt(4, SegmentFormat.crc(content.array(), 8, content.capacity() - 8));
    return content.flip();
  }
}
