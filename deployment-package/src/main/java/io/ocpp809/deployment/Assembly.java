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
   * Writes {@code ocpp809_VERSION.dp} and removes packages of other versions beside it.
   *
   * @param arguments list of the feature's jars (one line, separated like a class path); Maven
   *     version; time of the commit, ISO 8601; output folder
   * @throws IOException if something cannot be read or written; the message names the file
   */
  public static void main(String... arguments) throws IOException {
    if (arguments.length != 4) {
      throw new IllegalArgumentException("Usage: LIST VERSION COMMIT_TIME FOLDER");
    }
    Path folder = Path.of(arguments[3]);
    DeploymentPackage deployment =
        new DeploymentPackage(
            SYMBOLIC_NAME, version(arguments[1], arguments[2]), bundles(Path.of(arguments[0])));
    try (DirectoryStream<Path> old = Files.newDirectoryStream(folder, SYMBOLIC_NAME + "_*.dp")) {
      for (Path file : old) {
        Files.delete(file);
      }
    }
    try (OutputStream out = Files.newOutputStream(folder.resolve(deployment.fileName()))) {
      deployment.write(out);
    }
  }

  /**
   * The version of a package.
   *
   * @param mavenVersion such as {@code 0.1.0-SNAPSHOT}
   * @param commitTime such as {@code 2026-11-24T12:40:35Z}
   * @return such as {@code 0.1.0.20261124124035}
   */
  static String version(String mavenVersion, String commitTime) {
    return mavenVersion.replaceFirst("-SNAPSHOT$", "") + "." + commitTime.replaceAll("[^0-9]", "");
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
