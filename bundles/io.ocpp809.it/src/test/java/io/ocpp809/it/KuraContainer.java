package io.ocpp809.it;

import io.ocpp809.cli.gateway.Feature;
import io.ocpp809.cli.gateway.Gateway;
import io.ocpp809.cli.gateway.GatewayException;
import io.ocpp809.cli.gateway.Service;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The shipped bundles in a framework that looks like a line of Kura. */
final class KuraContainer implements AutoCloseable {

  /** The project's root folder, built. */
  static final Path ROOT = Path.of(System.getProperty("ocpp809.root"));

  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private final Gateway gateway;

  private KuraContainer(Gateway gateway) {
    this.gateway = gateway;
  }

  /**
   * Starts a line of Kura without our bundles.
   *
   * @param line which one
   * @param home folder of the gateway's files and of the framework's storage
   */
  static KuraContainer empty(KuraLine line, Path home) throws IOException {
    Gateway gateway =
        Gateway.start(
            home.resolve("framework"), false, Map.of("kura.home", home.resolve("kura").toString()));
    try {
      gateway.install(line.platform(ROOT, home.resolve("rewritten")));
      return new KuraContainer(gateway);
    } catch (GatewayException | IOException e) {
      gateway.close();
      throw e;
    }
  }

  /** Starts a line of Kura with every bundle of the feature "gateway"; see {@link #empty}. */
  static KuraContainer withShippedBundles(KuraLine line, Path home) throws IOException {
    KuraContainer container = empty(line, home);
    try {
      container.gateway.install(Feature.GATEWAY.jars(ROOT));
      return container;
    } catch (GatewayException | IOException e) {
      container.close();
      throw e;
    }
  }

  /** Applies a file in the shape of the OSGi Configurator; returns what is wrong with it. */
  List<?> configure(String json) {
    return (List<?>) service("io.ocpp809.kura.emulator.ConfigurationFile", "").call("load", json);
  }

  /**
   * Waits for a service.
   *
   * @throws AssertionError naming it, if it does not come within 30 seconds
   */
  Service service(String type, String filter) {
    return gateway
        .service(type, filter, PATIENCE)
        .orElseThrow(() -> new AssertionError("no service " + type + " " + filter));
  }

  /** Waits until a component is active. */
  void awaitComponent(String pid) {
    service(
        "org.eclipse.kura.configuration.ConfigurableComponent", "(kura.service.pid=" + pid + ")");
  }

  /** The framework beneath, for what this class does not offer. */
  Gateway gateway() {
    return gateway;
  }

  @Override
  public void close() {
    gateway.close();
  }
}
