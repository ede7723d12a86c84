package io.ocpp809.deployment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * One bundle as it lies on disk.
 *
 * @param file the jar
 * @param symbolicName Bundle-SymbolicName without its directives
 * @param version Bundle-Version
 */
public record BundleJar(Path file, String symbolicName, String version) {

  /**
   * Reads name and version of a bundle from its manifest.
   *
   * @param file a jar
   * @return the bundle
   * @throws IOException if the file cannot be read, or is no bundle (no Bundle-SymbolicName or
   *     Bundle-Version); the message names the file
   */
  public static BundleJar of(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(file + " is no jar file; build it with mvn package first");
    }
    try (JarFile jar = new JarFile(file.toFile())) {
      Manifest manifest = jar.getManifest();
      String name = header(manifest, "Bundle-SymbolicName", file);
      return new BundleJar(
          file, name.split(";", 2)[0].strip(), header(manifest, "Bundle-Version", file));
    }
  }

  private static String header(Manifest manifest, String header, Path file) throws IOException {
    String value = manifest == null ? null : manifest.getMainAttributes().getValue(header);
    if (value == null) {
      throw new IOException(file + " is no bundle: its manifest has no " + header);
    }
    return value.strip();
  }

  /**
   * The bundle's entry in a deployment package.
   *
   * @return symbolic name, underscore, version, {@code .jar}
   */
  public String entryName() {
    return symbolicName + "_" + version + ".jar";
  }
}
