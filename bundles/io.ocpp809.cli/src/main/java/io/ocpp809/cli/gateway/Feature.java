package io.ocpp809.cli.gateway;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The named sets of bundles of the folder {@code features/}. */
public enum Feature {
  /** What is shipped to a gateway. */
  GATEWAY,
  /** What the shipped bundles run in outside a gateway. */
  EMULATED;

  /**
   * The jars of the set as last built.
   *
   * @param root the project's root folder
   * @return the jars in the order of the feature
   * @throws IOException if the feature was not built, or a jar of it is gone; the message says so
   */
  public List<Path> jars(Path root) throws IOException {
    String name = name().toLowerCase(Locale.ROOT);
    Path list = root.resolve("features").resolve(name).resolve("target/bundles.list");
    if (!Files.isRegularFile(list)) {
      throw new IOException("Feature " + name + " is not built: " + list + " is missing");
    }
    List<Path> jars =
        Arrays.stream(Files.readString(list).strip().split(File.pathSeparator))
            .map(Path::of)
            .toList();
    for (Path jar : jars) {
      if (!Files.isRegularFile(jar)) {
        throw new IOException("Feature " + name + " is not built: " + jar + " is missing");
      }
    }
    return jars;
  }
}
