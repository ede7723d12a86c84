package io.ocpp809.it;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;

/** Copies of bundles that differ in their manifest only. */
final class Manifests {

  private static final Pattern KURA_IMPORT =
      Pattern.compile("(?<![\\w.])(org\\.eclipse\\.kura[\\w.]*);version=\"[^\"]*\"");

  private Manifests() {}

  /**
   * A copy that exports packages at other versions.
   *
   * @throws IllegalArgumentException if the bundle does not export one of them
   */
  static Path exporting(Path jar, Map<String, String> versions, Path target) throws IOException {
    return rewrite(
        jar,
        "Export-Package",
        header -> {
          String changed = header;
          for (Map.Entry<String, String> one : versions.entrySet()) {
            Pattern clause =
                Pattern.compile(
                    "(?<![\\w.])" + Pattern.quote(one.getKey()) + ";version=\"[^\"]*\"");
            if (!clause.matcher(changed).find()) {
              throw new IllegalArgumentException(jar + " does not export " + one.getKey());
            }
            changed =
                clause
                    .matcher(changed)
                    .replaceAll(one.getKey() + ";version=\"" + one.getValue() + "\"");
          }
          return changed;
        },
        target);
  }

  /** A copy that imports Kura's packages at any version. */
  static Path takingAnyKura(Path jar, Path target) throws IOException {
    return rewrite(
        jar, "Import-Package", header -> KURA_IMPORT.matcher(header).replaceAll("$1"), target);
  }

  private static Path rewrite(Path jar, String header, UnaryOperator<String> change, Path target)
      throws IOException {
    try (JarInputStream in = new JarInputStream(Files.newInputStream(jar))) {
      Manifest manifest = in.getManifest();
      String value = manifest.getMainAttributes().getValue(header);
      manifest.getMainAttributes().putValue(header, change.apply(value));
      try (OutputStream file = Files.newOutputStream(target);
          JarOutputStream out = new JarOutputStream(file, manifest)) {
        for (JarEntry entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
          out.putNextEntry(new JarEntry(entry.getName()));
          in.transferTo(out);
          out.closeEntry();
        }
      }
    }
    return target;
  }
}
