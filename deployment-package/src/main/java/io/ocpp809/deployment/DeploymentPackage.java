package io.ocpp809.deployment;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A deployment package: a jar whose manifest comes first and names each bundle in a section of its
 * own (OSGi Compendium 114.3). The same bundles always give the same bytes: sorted by symbolic
 * name, stored uncompressed, one fixed time stamp.
 *
 * @param symbolicName DeploymentPackage-SymbolicName; the key under which a gateway upgrades it
 * @param version DeploymentPackage-Version, an OSGi version
 * @param bundles the bundles, sorted by symbolic name
 */
public record DeploymentPackage(String symbolicName, String version, List<BundleJar> bundles) {

  /** Longest manifest line in bytes, without the line end (JAR file specification). */
  private static final int LINE = 72;

  /** The earliest time that a zip entry can bear. */
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  /**
   * Sorts the bundles.
   *
   * @throws IllegalArgumentException if there is no bundle, or if two bear the same symbolic name;
   *     the message names it
   */
  public DeploymentPackage {
    bundles = bundles.stream().sorted(Comparator.comparing(BundleJar::symbolicName)).toList();
    if (bundles.isEmpty()) {
      throw new IllegalArgumentException("A deployment package needs at least one bundle");
    }
    Set<String> names = new HashSet<>();
    for (BundleJar bundle : bundles) {
      if (!names.add(bundle.symbolicName())) {
        throw new IllegalArgumentException("Two bundles are named " + bundle.symbolicName());
      }
    }
  }

  /**
   * The file name that Kura expects.
   *
   * @return symbolic name, underscore, version, {@code .dp}
   */
  public String fileName() {
    return symbolicName + "_" + version + ".dp";
  }

  /**
   * Writes the package.
   *
   * @param out receives the package; left open
   * @throws IOException if a bundle cannot be read or the stream fails
   */
  public void write(OutputStream out) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    store(zip, "META-INF/MANIFEST.MF", manifest().getBytes(StandardCharsets.UTF_8));
    for (BundleJar bundle : bundles) {
      store(zip, bundle.entryName(), Files.readAllBytes(bundle.file()));
    }
    zip.finish();
  }

  private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(content);
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(TIME);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }

  private String manifest() {
    StringBuilder text = new StringBuilder();
    line(text, "Manifest-Version", "1.0");
    line(text, "DeploymentPackage-SymbolicName", symbolicName);
    line(text, "DeploymentPackage-Version", version);
    line(text, "DeploymentPackage-Name", "ocpp-809");
    line(text, "DeploymentPackage-License", "Apache-2.0");
    for (BundleJar bundle : bundles) {
      text.append("\r\n");
      line(text, "Name", bundle.entryName());
      line(text, "Bundle-SymbolicName", bundle.symbolicName());
      line(text, "Bundle-Version", bundle.version());
    }
    return text.append("\r\n").toString();
  }

  private static void line(StringBuilder text, String name, String value) {
    String rest = name + ": " + value;
    while (rest.length() > LINE) {
      text.append(rest, 0, LINE).append("\r\n");
      rest = " " + rest.substring(LINE);
    }
    text.append(rest).append("\r\n");
  }
}
