package io.ocpp809.deployment;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Assembles the deployment package of a feature when Maven packages it. */
public final class Assembly {

  /** DeploymentPackage-SymbolicName of the product; a gateway knows its installation by it. */
  public static final String SYMBOLIC_NAME = "ocpp809";

  private Assembly() {}

  /**
   * Writes {@code ocpp809_VERSION.dp} and removes packages of other versions beside it. The version
   * is the highest of the bundles' versions, which end with the time of the commit.
   *
   * @param arguments list of the feature's jars (one line, separated like a class path); output
   *     folder
   * @throws IOException if something cannot be read or written; the message names the file
   */
  public static void main(String... arguments) throws IOException {
    if (arguments.length != 2) {
      throw new IllegalArgumentException("Usage: LIST FOLDER");
    }
    List<BundleJar> bundles = bundles(Path.of(arguments[0]));
    Path folder = Path.of(arguments[1]);
    DeploymentPackage deployment =
        new DeploymentPackage(SYMBOLIC_NAME, highestVersion(bundles), bundles);
    try (DirectoryStream<Path> old = Files.newDirectoryStream(folder, SYMBOLIC_NAME + "_*.dp")) {
      for (Path file : old) {
        Files.delete(file);
      }
    }
    try (OutputStream out = Files.newOutputStream(folder.resolve(deployment.fileName()))) {
      deployment.write(out);
    }
  }

  private static String highestVersion(List<BundleJar> bundles) {
    return bundles.stream().map(BundleJar::version).max(Assembly::compareVersions).orElse("0.0.0");
  }

  /**
   * Compares OSGi versions: three numbers, then the qualifier as text.
   *
   * @param one such as {@code 0.1.0.20261124124035}
   * @param other likewise
   * @return negative, zero or positive as one is lower than, equal to or higher than the other
   */
  static int compareVersions(String one, String other) {
    String[] a = (one + ".").split("\\.", 4);
    String[] b = (other + ".").split("\\.", 4);
    for (int i = 0; i < 3; i++) {
      int order = Integer.compare(Integer.parseInt(a[i]), Integer.parseInt(b[i]));
      if (order != 0) {
        return order;
      }
    }
    return a[3].compareTo(b[3]);
  }

  /**
   * Reads the bundles of a feature.
   *
   * @param list the feature's {@code bundles.list}
   * @return the bundles in the order of the feature
   * @throws IOException if the list or a jar in it cannot be read; the message names the file
   */
  public static List<BundleJar> bundles(Path list) throws IOException {
    List<BundleJar> bundles = new ArrayList<>();
    for (String jar : Files.readString(list).strip().split(File.pathSeparator)) {
      bundles.add(BundleJar.of(Path.of(jar)));
    }
    return bundles;
  }
}
