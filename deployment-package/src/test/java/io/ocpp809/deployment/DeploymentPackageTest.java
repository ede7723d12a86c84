package io.ocpp809.deployment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeploymentPackageTest {

  @TempDir Path folder;

  private Path jar(String file, String symbolicName, String version) throws IOException {
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    if (symbolicName != null) {
      main.putValue("Bundle-SymbolicName", symbolicName);
    }
    if (version != null) {
      main.putValue("Bundle-Version", version);
    }
    Path path = folder.resolve(file);
    try (OutputStream out = Files.newOutputStream(path);
        JarOutputStream jar = new JarOutputStream(out, manifest)) {
      jar.finish();
    }
    return path;
  }

  private static byte[] bytes(DeploymentPackage deployment) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    deployment.write(out);
    return out.toByteArray();
  }

  @Test
  void theManifestComesFirstAndNamesEachBundleInASection() throws IOException {
    BundleJar b = BundleJar.of(jar("b.jar", "org.acme.b;singleton:=true", "1.2.0"));
    BundleJar a = BundleJar.of(jar("a.jar", "org.acme.a", "1.0.0.q"));
    byte[] written = bytes(new DeploymentPackage("acme", "3.0.0.1", List.of(b, a)));

    List<String> entries = new ArrayList<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(written))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.add(entry.getName());
      }
    }
    assertEquals(
        List.of("META-INF/MANIFEST.MF", "org.acme.a_1.0.0.q.jar", "org.acme.b_1.2.0.jar"), entries);
    try (JarInputStream in = new JarInputStream(new ByteArrayInputStream(written))) {
      Manifest manifest = in.getManifest();
      Attributes main = manifest.getMainAttributes();
      assertEquals("acme", main.getValue("DeploymentPackage-SymbolicName"));
      assertEquals("3.0.0.1", main.getValue("DeploymentPackage-Version"));
      assertEquals(2, manifest.getEntries().size());
      Attributes section = manifest.getAttributes("org.acme.b_1.2.0.jar");
      assertEquals("org.acme.b", section.getValue("Bundle-SymbolicName"));
      assertEquals("1.2.0", section.getValue("Bundle-Version"));
    }
  }

  @Test
  void theSameBundlesGiveTheSameBytesWhateverTheirOrderAndFileTimes() throws IOException {
    BundleJar a = BundleJar.of(jar("a.jar", "org.acme.a", "1.0.0"));
    BundleJar b = BundleJar.of(jar("b.jar", "org.acme.b", "1.0.0"));
    byte[] first = bytes(new DeploymentPackage("acme", "1.0.0", List.of(a, b)));
    Files.setLastModifiedTime(a.file(), FileTime.fromMillis(0));
    assertArrayEquals(first, bytes(new DeploymentPackage("acme", "1.0.0", List.of(b, a))));
  }

  @Test
  void aLongManifestLineIsFoldedAndReadBackWhole() throws IOException {
    String name = "org.acme." + "x".repeat(120);
    BundleJar bundle = BundleJar.of(jar("x.jar", name, "1.0.0"));
    byte[] written = bytes(new DeploymentPackage("acme", "1.0.0", List.of(bundle)));
    try (JarInputStream in = new JarInputStream(new ByteArrayInputStream(written))) {
      assertEquals(
          name,
          in.getManifest().getAttributes(name + "_1.0.0.jar").getValue("Bundle-SymbolicName"));
    }
  }

  @Test
  void aJarThatIsNoBundleIsRefusedByName() throws IOException {
    Path noName = jar("plain.jar", null, "1.0.0");
    Path noVersion = jar("old.jar", "org.acme.old", null);
    String name = assertThrows(IOException.class, () -> BundleJar.of(noName)).getMessage();
    assertTrue(name.endsWith("plain.jar is no bundle: its manifest has no Bundle-SymbolicName"));
    String version = assertThrows(IOException.class, () -> BundleJar.of(noVersion)).getMessage();
    assertTrue(version.endsWith("old.jar is no bundle: its manifest has no Bundle-Version"));
    String folderMessage = assertThrows(IOException.class, () -> BundleJar.of(folder)).getMessage();
    assertTrue(folderMessage.endsWith("is no jar file; build it with mvn package first"));
  }

  @Test
  void twoBundlesOfOneNameAreRefused() throws IOException {
    BundleJar one = BundleJar.of(jar("1.jar", "org.acme.a", "1.0.0"));
    BundleJar two = BundleJar.of(jar("2.jar", "org.acme.a", "2.0.0"));
    assertEquals(
        "Two bundles are named org.acme.a",
        assertThrows(
                IllegalArgumentException.class,
                () -> new DeploymentPackage("acme", "1.0.0", List.of(one, two)))
            .getMessage());
  }

  @Test
  void anEmptyPackageIsRefused() {
    assertEquals(
        "A deployment package needs at least one bundle",
        assertThrows(
                IllegalArgumentException.class,
                () -> new DeploymentPackage("acme", "1.0.0", List.of()))
            .getMessage());
  }

  @Test
  void versionsCompareByNumberAndThenByQualifier() {
    assertTrue(Assembly.compareVersions("0.10.0.2026", "0.9.0.2027") > 0);
    assertTrue(Assembly.compareVersions("0.1.0.20261124", "0.1.0.20261123") > 0);
    assertTrue(Assembly.compareVersions("1.0.0", "1.0.0.1") < 0);
    assertEquals(0, Assembly.compareVersions("1.2.3.q", "1.2.3.q"));
  }

  @Test
  void theAssemblyBearsTheHighestVersionAndReplacesPackagesOfOthers() throws IOException {
    Path list = folder.resolve("bundles.list");
    Path older = jar("a.jar", "org.acme.a", "0.1.0.20260101000000");
    Path newer = jar("b.jar", "org.acme.b", "0.1.0.20261124124035");
    Files.writeString(list, newer + File.pathSeparator + older);
    Files.writeString(folder.resolve("ocpp809_0.0.9.dp"), "old");
    Assembly.main(list.toString(), folder.toString());
    try (var files = Files.list(folder)) {
      assertEquals(
          List.of("ocpp809_0.1.0.20261124124035.dp"),
          files.map(f -> f.getFileName().toString()).filter(f -> f.endsWith(".dp")).toList());
    }
  }
}
