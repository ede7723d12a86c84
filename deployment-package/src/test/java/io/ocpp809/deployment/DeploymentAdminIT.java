package io.ocpp809.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.cli.gateway.Feature;
import io.ocpp809.cli.gateway.Gateway;
import io.ocpp809.cli.gateway.Service;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;

/**
 * The package through Felix DeploymentAdmin, as a gateway's console installs it. A bundle that does
 * not resolve is reported nowhere, so the states of all bundles are looked at after each step.
 */
class DeploymentAdminIT {

  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final String ADMIN = "org.osgi.service.deploymentadmin.DeploymentAdmin";

  @TempDir Path folder;

  private Gateway gateway;

  @BeforeEach
  void aGatewayWithoutThePackage() throws Exception {
    gateway = Gateway.start(folder.resolve("framework"), false, properties());
    gateway.install(Feature.EMULATED.jars(Built.ROOT));
    gateway.install(List.of(fromClassPath("dependencymanager"), fromClassPath("deploymentadmin")));
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private Map<String, String> properties() {
    return Map.of("kura.home", folder.resolve("data").toString());
  }

  private static Path fromClassPath(String artifact) {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> entry.contains("org.apache.felix." + artifact + "-"))
        .map(Path::of)
        .findFirst()
        .orElseThrow();
  }

  private static byte[] built() throws Exception {
    try (Stream<Path> files = Files.list(Built.ROOT.resolve("deployment-package/target"))) {
      return Files.readAllBytes(
          files.filter(file -> file.toString().endsWith(".dp")).findFirst().orElseThrow());
    }
  }

  private void install(byte[] deployment) {
    admin().call("installDeploymentPackage", new ByteArrayInputStream(deployment));
  }

  private Service admin() {
    return gateway.service(ADMIN, "", PATIENCE).orElseThrow();
  }

  /** Symbolic name to version and state of what came from the package. */
  private Map<String, String> installed() {
    Map<String, String> installed = new TreeMap<>();
    for (Bundle bundle : gateway.context().getBundles()) {
      if (bundle.getLocation().startsWith("osgi-dp:")) {
        installed.put(
            bundle.getSymbolicName(),
            bundle.getVersion() + " " + gateway.states().get(bundle.getSymbolicName()));
      }
    }
    return installed;
  }

  private static Map<String, String> expected(String version) throws Exception {
    Map<String, String> expected = new TreeMap<>();
    for (BundleJar bundle : Built.feature("gateway")) {
      expected.put(
          bundle.symbolicName(), (version == null ? bundle.version() : version) + " ACTIVE");
    }
    return expected;
  }

  private List<Object> codeThatRuns() throws Exception {
    ServiceReference<?>[] found =
        gateway
            .context()
            .getAllServiceReferences(NextVersion.SERVICE, "(" + NextVersion.CODE + "=*)");
    return found == null
        ? List.of()
        : Arrays.stream(found).map(one -> one.getProperty(NextVersion.CODE)).toList();
  }

  @Test
  void everyBundleIsActiveAfterInstallationAndAfterARestart() throws Exception {
    install(built());
    assertEquals(expected(null), installed());

    gateway.close();
    gateway = Gateway.start(folder.resolve("framework"), true, properties());
    assertEquals(expected(null), installed());
  }

  @Test
  void aGatewayThatForgetsItsBundlesAtEachStartInstallsThePackageAgain() throws Exception {
    install(built());
    gateway.close();
    aGatewayWithoutThePackage();
    assertEquals(Map.of(), installed());
    install(built());
    assertEquals(expected(null), installed());
  }

  @Test
  void anUpgradeRunsTheNewCodeAndADowngradeTheOld() throws Exception {
    install(built());
    assertEquals(List.of(), codeThatRuns());

    install(NextVersion.of(folder, "9.0.0.1", "second"));
    assertEquals(expected("9.0.0.1"), installed());
    assertEquals(List.of("second"), codeThatRuns());

    install(NextVersion.of(folder, "9.0.0.2", "third"));
    assertEquals(expected("9.0.0.2"), installed());
    assertEquals(List.of("third"), codeThatRuns());

    install(built());
    assertEquals(expected(null), installed());
    assertEquals(List.of(), codeThatRuns());
  }

  @Test
  void aStationHasItsFolderAgainAtOnceAfterAnUpgradeADowngradeAndARestart() throws Exception {
    install(built());
    gateway
        .service("org.eclipse.kura.configuration.ConfigurationService", "", PATIENCE)
        .orElseThrow()
        .call("createFactoryConfiguration", "io.ocpp809.station", "pole", Map.of(), true);
    assertEquals("", storeFault());
    assertTrue(Files.exists(folder.resolve("data/data/ocpp809/pole/.lock")));

    install(NextVersion.of(folder, "9.0.0.1", "second"));
    assertEquals("", storeFault());
    install(built());
    assertEquals("", storeFault());

    gateway.close();
    gateway = Gateway.start(folder.resolve("framework"), true, properties());
    assertEquals("", storeFault());
  }

  /** Why the station cannot write its journal; empty while it can. */
  private Object storeFault() {
    Service station =
        gateway
            .service("io.ocpp809.station.Station", "(kura.service.pid=pole)", PATIENCE)
            .orElseThrow();
    return Service.of(station.call("journal")).call("fault");
  }

  @Test
  void uninstallingRemovesEveryBundle() throws Exception {
    install(built());
    Object deployment = admin().call("getDeploymentPackage", Assembly.SYMBOLIC_NAME);
    Service.of(deployment).call("uninstall");
    assertEquals(Map.of(), installed());
    assertTrue(gateway.states().values().stream().allMatch("ACTIVE"::equals));
  }

  @Test
  void installingTheSameVersionTwiceChangesNothing() throws Exception {
    install(built());
    try (InputStream again = new ByteArrayInputStream(built())) {
      admin().call("installDeploymentPackage", again);
    }
    assertEquals(expected(null), installed());
  }
}
