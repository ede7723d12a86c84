package io.ocpp809.serial;

import io.ocpp809.serial.SerialException.Kind;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the device behind a name, anew at each attempt: a USB adapter that was pulled may come back
 * under another number. A link, as those of /dev/serial/by-id, is followed; of a plain name such as
 * /dev/ttyUSB0 the link that led to it at its first opening is remembered, and followed from then
 * on. The number alone would lead to whichever adapter was plugged in first.
 */
final class PortNames {
  private final Path links;
  private final Map<Path, Path> remembered = new HashMap<>();

  /**
   * @param links folder whose links name adapters by what they are
   */
  PortNames(Path links) {
    this.links = links;
  }

  /**
   * The device that a name leads to now; it need not exist.
   *
   * @throws SerialException if the name belongs to another adapter than before, which a driver has
   */
  synchronized Path find(String name) throws SerialException {
    Path given = Path.of(name).toAbsolutePath().normalize();
    Path link = remembered.get(given);
    if (link == null) {
      return real(given);
    }
    if (Files.exists(link)) {
      return real(link);
    }
    Optional<Path> other = Files.exists(given) ? link(real(given)) : Optional.empty();
    if (other.isPresent() && remembered.containsValue(other.get())) {
      throw new SerialException(
          Kind.ABSENT,
          name
              + " is another adapter than before; plug in "
              + link
              + ", or write its link as device");
    }
    return real(given);
  }

  /** A name has led to this device, which could be opened. */
  synchronized void opened(String name, Path device) {
    Path given = Path.of(name).toAbsolutePath().normalize();
    if (!Files.isSymbolicLink(given)) {
      link(device).ifPresent(l -> remembered.put(given, l));
    }
  }

  private Optional<Path> link(Path device) {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(links)) {
      for (Path link : all) {
        if (real(link).equals(device)) {
          return Optional.of(link);
        }
      }
      return Optional.empty();
    } catch (IOException noSuchFolder) {
      return Optional.empty();
    }
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException absent) {
      return path;
    }
  }
}
