package io.ocpp809.cli.gateway;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The shipped bundles in the emulated gateway. Its home folder survives restarts; the framework's
 * storage does not, as on a real gateway.
 */
public final class EmulatedGateway implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private final Gateway gateway;

  private EmulatedGateway(Gateway gateway) {
    this.gateway = gateway;
  }

  /**
   * Starts it.
   *
   * @param root the project's root folder, built
   * @param home the gateway's home folder; what an earlier run has left there comes back
   * @return the running gateway
   * @throws IOException if the features are not built; the message says what is missing
   * @throws GatewayException if a bundle does not start; the message names each
   */
  public static EmulatedGateway start(Path root, Path home) throws IOException {
    List<Path> emulated = Feature.EMULATED.jars(root);
    List<Path> shipped = Feature.GATEWAY.jars(root);
    Gateway gateway =
        Gateway.start(
            home.resolve("framework"),
            false,
            Map.of("kura.home", home.toAbsolutePath().toString()));
    try {
      gateway.install(emulated);
      gateway.install(shipped);
      return new EmulatedGateway(gateway);
    } catch (GatewayException e) {
      gateway.close();
      throw e;
    }
  }

  /**
   * Creates and updates components from a file in the shape of the OSGi Configurator.
   *
   * @param text the file's content
   * @return what is wrong with it, a sentence each; then nothing was changed
   */
  public List<String> configure(String text) {
    Object problems =
        gateway
            .service("io.ocpp809.kura.emulator.ConfigurationFile", "", PATIENCE)
            .orElseThrow(() -> new GatewayException("The emulator does not start"))
            .call("load", text);
    return ((List<?>) problems).stream().map(String::valueOf).toList();
  }

  /**
   * The stations that are there now.
   *
   * @return services of type {@code io.ocpp809.station.Station}
   */
  public List<Service> stations() {
    return gateway.services("io.ocpp809.station.Station");
  }

  /**
   * The framework beneath.
   *
   * @return for services that this class does not offer
   */
  public Gateway gateway() {
    return gateway;
  }

  @Override
  public void close() {
    gateway.close();
  }
}
