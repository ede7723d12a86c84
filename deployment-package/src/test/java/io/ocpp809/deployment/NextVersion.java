package io.ocpp809.deployment;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * Makes a later version of the deployment package: the same bundles under a new version, one of
 * them with code that was not there before. That code registers a service that says its name.
 */
final class NextVersion {

  /** Interface under which the added code registers itself; of the JDK, so that all see it. */
  static final String SERVICE = Comparable.class.getName();

  /** Service property that names the added code. */
  static final String CODE = "ocpp809.test.code";

  private static final String CHANGED = "io.ocpp809.kura.station";
  private static final String ACTIVATOR = "io.ocpp809.upgraded.Marker";
  private static final String SOURCE =
      """
      package io.ocpp809.upgraded;
      import java.util.Hashtable;
      import org.osgi.framework.BundleActivator;
      import org.osgi.framework.BundleContext;
      public class Marker implements BundleActivator {
        public void start(BundleContext context) {
          Hashtable<String, Object> properties = new Hashtable<>();
          properties.put("%s", "%s");
          context.registerService("%s", "marker", properties);
        }
        public void stop(BundleContext context) {}
      }
      """;

  private NextVersion() {}

  /**
   * Makes the package.
   *
   * @param folder receives jars and classes
   * @param version Bundle-Version and DeploymentPackage-Version of all
   * @param code what the added code says
   * @return the package's bytes
   */
  static byte[] of(Path folder, String version, String code) throws Exception {
    Path classes = compile(Files.createDirectories(folder.resolve(code)), code);
    List<BundleJar> bundles = new ArrayList<>();
    for (BundleJar bundle : Built.feature("gateway")) {
      Path jar = folder.resolve(code).resolve(bundle.symbolicName() + ".jar");
      rewrite(bundle, jar, version, bundle.symbolicName().equals(CHANGED) ? classes : null);
      bundles.add(BundleJar.of(jar));
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new DeploymentPackage(Assembly.SYMBOLIC_NAME, version, bundles).write(out);
    return out.toByteArray();
  }

  private static Path compile(Path folder, String code) throws IOException {
    Path source = folder.resolve("Marker.java");
    Files.writeString(source, SOURCE.formatted(CODE, code, SERVICE));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    int failed =
        compiler.run(
            null,
            null,
            null,
            "--release",
            "17",
            "-classpath",
            System.getProperty("java.class.path"),
            "-d",
            folder.toString(),
            source.toString());
    if (failed != 0) {
      throw new IOException("The marker does not compile");
    }
    return folder.resolve(ACTIVATOR.replace('.', '/') + ".class");
  }

  private static void rewrite(BundleJar bundle, Path target, String version, Path added)
      throws IOException {
    try (JarFile jar = new JarFile(bundle.file().toFile())) {
      Manifest manifest = new Manifest(jar.getManifest());
      Attributes main = manifest.getMainAttributes();
      main.putValue("Bundle-Version", version);
      if (added != null) {
        main.putValue("Bundle-Activator", ACTIVATOR);
        String imports = main.getValue("Import-Package");
        if (imports == null || !imports.contains("org.osgi.framework;")) {
          String framework = "org.osgi.framework;version=\"[1.9,2)\"";
          main.putValue("Import-Package", imports == null ? framework : imports + "," + framework);
        }
      }
      try (OutputStream out = Files.newOutputStream(target);
          JarOutputStream zip = new JarOutputStream(out, manifest)) {
        for (Enumeration<JarEntry> all = jar.entries(); all.hasMoreElements(); ) {
          JarEntry entry = all.nextElement();
          if (!entry.getName().equals(JarFile.MANIFEST_NAME)) {
            try (InputStream in = jar.getInputStream(entry)) {
              put(zip, entry.getName(), in);
            }
          }
        }
        if (added != null) {
          put(
              zip,
              ACTIVATOR.replace('.', '/') + ".class",
              new ByteArrayInputStream(Files.readAllBytes(added)));
        }
      }
    }
  }

  private static void put(JarOutputStream zip, String name, InputStream content)
      throws IOException {
    zip.putNextEntry(new JarEntry(name));
    content.transferTo(zip);
    zip.closeEntry();
  }
}
