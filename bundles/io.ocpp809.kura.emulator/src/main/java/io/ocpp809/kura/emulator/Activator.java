package io.ocpp809.kura.emulator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Date;
import org.eclipse.kura.clock.ClockService;
import org.eclipse.kura.cloudconnection.request.RequestHandlerRegistry;
import org.eclipse.kura.crypto.CryptoService;
import org.eclipse.kura.system.SystemService;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/**
 * Registers the services that a gateway has whatever is configured. Its home folder is the
 * framework property {@code kura.home}; without one a folder of the framework's storage, lost at
 * the next start.
 */
public final class Activator implements BundleActivator {

  @Override
  public void start(BundleContext context) throws IOException {
    Path home = home(context);
    Files.createDirectories(home.resolve("data"));
    context.registerService(SystemService.class, EmulatedSystem.at(home), null);
    context.registerService(
        CryptoService.class, new EmulatedCrypto(home.resolve("user/security/key")), null);
    EmulatedRequestHandlers handlers = new EmulatedRequestHandlers();
    context.registerService(
        new String[] {
          RequestHandlerRegistry.class.getName(), EmulatedRequestHandlers.class.getName()
        },
        handlers,
        null);
    Date start = new Date();
    context.registerService(ClockService.class, () -> start, null);
  }

  @Override
  public void stop(BundleContext context) {
    // The framework unregisters the services of a bundle that stops.
  }

  /** The gateway's home folder. */
  static Path home(BundleContext context) {
    String home = context.getProperty("kura.home");
    return home == null ? context.getDataFile("kura").toPath() : Path.of(home);
  }
}
