package io.ocpp809.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A small value in a file of its own, replaced as a whole: written beside, flushed, renamed, folder
 * flushed. The version before stays as {@code NAME.prev} and is read if the value is damaged.
 *
 * <pre>
 *  0  4    magic "O9KV"
 *  4  4    CRC32C of all that follows
 *  8  4    length k of the key
 * 12  k    key, UTF-8
 * ...      value
 * </pre>
 */
final class ValueFile {
  private static final int MAGIC = 0x4F394B56;
  private static final int HEAD = 12;
  private static final String PREVIOUS = ".prev";
  private static final String TEMPORARY = ".tmp";

  private final FileSystem files;
  private final Path file;
  private final String key;

  ValueFile(FileSystem files, Path folder, String key) {
    this.files = files;
    this.file = folder.resolve(SafeName.of(key) + ".value");
    this.key = key;
  }

  Path path() {
    return file;
  }

  static boolean isValue(Path file) {
    return file.getFileName().toString().endsWith(".value");
  }

  /** The key kept in a file, or empty if the file is damaged. */
  static Optional<String> keyIn(FileSystem files, Path file) throws IOException {
    return content(files, file).map(c -> new String(c, HEAD, keyLength(c), StandardCharsets.UTF_8));
  }

  void write(byte[] value) throws IOException {
    Path temporary = sibling(TEMPORARY);
    try (FileSystem.OutputFile out = files.create(temporary)) {
      out.write(encode(value));
      out.force();
    }
    if (files.exists(file)) {
      files.rename(file, sibling(PREVIOUS));
    }
    files.rename(temporary, file);
    files.forceFolder(file.getParent());
  }

  void remove() throws IOException {
    files.delete(sibling(PREVIOUS));
    files.delete(file);
    files.forceFolder(file.getParent());
  }

  /** The value, or the one before if it is damaged or its replacement was cut short. */
  Optional<byte[]> read(Consumer<Damage> damages) throws IOException {
    Path previous = sibling(PREVIOUS);
    boolean present = files.exists(file);
    if (present) {
      Optional<byte[]> value = value(file);
      if (value.isPresent()) {
        return value;
      }
    }
    Optional<byte[]> before = files.exists(previous) ? value(previous) : Optional.empty();
    if (present) {
      damages.accept(
          new Damage(
              Damage.Kind.VALUE,
              file,
              0,
              files.size(file),
              before.isPresent() ? "the version before is used" : "there is no version before"));
    }
    return before;
  }

  private Optional<byte[]> value(Path from) throws IOException {
    return content(files, from)
        .filter(c -> key.equals(new String(c, HEAD, keyLength(c), StandardCharsets.UTF_8)))
        .map(c -> Arrays.copyOfRange(c, HEAD + keyLength(c), c.length));
  }

  private static Optional<byte[]> content(FileSystem files, Path from) throws IOException {
    byte[] content;
    try (InputStream in = files.read(from, 0)) {
      content = in.readAllBytes();
    }
    if (content.length < HEAD
        || ByteBuffer.wrap(content).getInt() != MAGIC
        || ByteBuffer.wrap(content).getInt(4) != SegmentFormat.crc(content, 8, content.length - 8)
        || keyLength(content) < 0
        || keyLength(content) > content.length - HEAD) {
      return Optional.empty();
    }
    return Optional.of(content);
  }

  private static int keyLength(byte[] content) {
    return ByteBuffer.wrap(content).getInt(8);
  }

  private ByteBuffer encode(byte[] value) {
    byte[] name = key.getBytes(StandardCharsets.UTF_8);
    ByteBuffer content = ByteBuffer.allocate(HEAD + name.length + value.length);
    content.putInt(MAGIC).putInt(0).putInt(name.length).put(name).put(value);
    content.putInt(4, SegmentFormat.crc(content.array(), 8, content.capacity() - 8));
    return content.flip();
  }

  private Path sibling(String ending) {
    return file.resolveSibling(file.getFileName() + ending);
  }
}
