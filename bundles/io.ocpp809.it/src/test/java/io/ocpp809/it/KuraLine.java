package io.ocpp809.it;

import io.ocpp809.cli.gateway.Feature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A line of Kura: the versions at which it exports its packages, and what it runs them on. */
enum KuraLine {
  /** Kura 5.5: two packages are older than in 5.6. */
  KURA_5_5(
      Map.of("org.eclipse.kura.channel", "1.2.0", "org.eclipse.kura.security.keystore", "1.1.0")),
  /** Kura 5.6: what the signatures were taken from. */
  KURA_5_6(Map.of()),
  /** Kura 6: newer packages, slf4j 2 through SPI Fly, a newer SCR. */
  KURA_6(
      Map.of(
          "org.eclipse.kura.channel",
          "1.4.0",
          "org.eclipse.kura.system",
          "1.9.0",
          "org.eclipse.kura.protocol.can",
          "4.0.0"));

  private static final String API = "io.ocpp809.kura.api-";
  private static final String EMULATOR = "io.ocpp809.kura.emulator-";

  private final Map<String, String> versions;

  KuraLine(Map<String, String> versions) {
    this.versions = versions;
  }

  /** The packages whose version differs from 5.6, with this line's version. */
  Map<String, String> versions() {
    return versions;
  }

  /**
   * The bundles that stand for the gateway. The signatures are exported at this line's versions.
   * The emulator, which is built against 5.6 and is no part of what is tested, takes any.
   *
   * @param root the project's root folder
   * @param folder where rewritten bundles are put
   */
  List<Path> platform(Path root, Path folder) throws IOException {
    Files.createDirectories(folder);
    List<Path> jars = new ArrayList<>();
    if (this == KURA_6) {
      try (var newer = Files.list(Path.of(System.getProperty("ocpp809.kura6")))) {
        newer.sorted().forEach(jars::add);
      }
    }
    for (Path jar : Feature.EMULATED.jars(root)) {
      String name = jar.getFileName().toString();
      if (this == KURA_6 && (name.startsWith("slf4j-") || name.contains(".felix.scr-"))) {
        continue;
      }
      if (name.startsWith(API)) {
        Path free = Manifests.takingAnyKura(jar, folder.resolve("free-" + name));
        jars.add(Manifests.exporting(free, versions, folder.resolve(name)));
      } else if (name.startsWith(EMULATOR)) {
        jars.add(Manifests.takingAnyKura(jar, folder.resolve(name)));
      } else {
        jars.add(jar);
      }
    }
    return jars;
  }
}
