package io.ocpp809.deployment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

class BuiltPackageIT {

  private static Path built() throws Exception {
    try (var files = Files.list(Built.ROOT.resolve("deployment-package/target"))) {
      return files.filter(file -> file.toString().endsWith(".dp")).findFirst().orElseThrow();
    }
  }

  @Test
  void itIsNamedAfterItsVersionWhichEndsWithTheCommitsTime() throws Exception {
    try (JarFile jar = new JarFile(built().toFile())) {
      String version = jar.getManifest().getMainAttributes().getValue("DeploymentPackage-Version");
      assertTrue(version.matches("\\d+\\.\\d+\\.\\d+\\.\\d{14}"), version);
      assertEquals("ocpp809_" + version + ".dp", built().getFileName().toString());
    }
  }

  @Test
  void itHoldsTheShippedBundlesAndNothingElseAndCanBeMadeAgainByteForByte() throws Exception {
    String version = built().getFileName().toString().replaceAll("^ocpp809_|\\.dp$", "");
    ByteArrayOutputStream again = new ByteArrayOutputStream();
    new DeploymentPackage(Assembly.SYMBOLIC_NAME, version, Built.feature("gateway")).write(again);
    assertArrayEquals(Files.readAllBytes(built()), again.toByteArray());
  }

  @Test
  void theJarsInItBearNoTimeOfTheBuild() throws Exception {
    for (BundleJar bundle : Built.feature("gateway")) {
      try (JarFile jar = new JarFile(bundle.file().toFile())) {
        assertEquals(
            1,
            jar.stream().map(entry -> entry.getTimeLocal()).distinct().count(),
            bundle.symbolicName());
        assertEquals(null, jar.getManifest().getMainAttributes().getValue("Bnd-LastModified"));
      }
    }
  }
}
