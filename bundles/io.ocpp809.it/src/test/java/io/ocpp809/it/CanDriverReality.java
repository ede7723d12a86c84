package io.ocpp809.it;

import io.ocpp809.cli.gateway.Feature;
import io.ocpp809.cli.gateway.Gateway;
import io.ocpp809.cli.gateway.GatewayException;
import io.ocpp809.cli.gateway.Service;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The CAN driver in the shipped bundles at a real SocketCAN; started by .ci/can/run on a machine
 * where vcan0 is up and can0 is an interface with bit rate and modes that does not listen only.
 * can-utils are the charger. Each check leaves a line in the result.
 */
final class CanDriverReality {
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  /** As many as the socket's queue holds of itself: none is lost, however busy the machine is. */
  private static final int FRAMES = 200;

  private static final String CONFIGURATION =
      """
      {
        "io.ocpp809.driver.can~plug": {"link": "SOCKETCAN", "interface": "vcan0"},
        "io.ocpp809.driver.can~acknowledges": {"link": "SOCKETCAN", "interface": "can0"},
        "org.eclipse.kura.wire.WireAsset~vehicle": {
          "driver.pid": "plug",
          "heard#+type": "READ", "heard#+value.type": "LONG",
          "heard#kind": "LINK", "heard#signal": "heard",
          "opened#+type": "READ", "opened#+value.type": "LONG",
          "opened#kind": "LINK", "opened#signal": "opened",
          "lost#+type": "READ", "lost#+value.type": "LONG",
          "lost#kind": "LINK", "lost#signal": "lost",
          "voltage#+type": "READ", "voltage#+value.type": "DOUBLE",
          "voltage#kind": "GBT", "voltage#signal": "CCS.outputVoltage"
        },
        "org.eclipse.kura.wire.WireAsset~refused": {
          "driver.pid": "acknowledges",
          "voltage#+type": "READ", "voltage#+value.type": "DOUBLE",
          "voltage#kind": "GBT", "voltage#signal": "CCS.outputVoltage"
        }
      }
      """;

  private final Gateway gateway;

  private CanDriverReality(Gateway gateway) {
    this.gateway = gateway;
  }

  /**
   * Runs the checks.
   *
   * @param arguments file for the result, appended; a folder for the framework's files
   */
  public static void main(String[] arguments) throws Exception {
    Path home = Path.of(arguments[1]);
    try (PrintStream result =
        new PrintStream(new FileOutputStream(arguments[0], true), true, StandardCharsets.UTF_8)) {
      String verdict;
      try (Gateway gateway =
          Gateway.start(
              home.resolve("framework"),
              false,
              Map.of("kura.home", home.resolve("kura").toString()))) {
        Path root = Path.of(System.getProperty("ocpp809.root"));
        gateway.install(Feature.EMULATED.jars(root));
        gateway.install(Feature.GATEWAY.jars(root));
        verdict = new CanDriverReality(gateway).check();
      } catch (Exception | AssertionError e) {
        e.printStackTrace();
        verdict = "FAILED the driver in Equinox: " + e;
      }
      result.println(verdict);
    }
    // Whatever thread is left holds nothing up.
    System.exit(0);
  }

  private String check() throws Exception {
    List<?> problems =
        (List<?>)
            gateway
                .service("io.ocpp809.kura.emulator.ConfigurationFile", "", PATIENCE)
                .orElseThrow()
                .call("load", CONFIGURATION);
    if (!problems.isEmpty()) {
      throw new AssertionError(problems);
    }
    // Nothing is heard before the link is open.
    await("vehicle", "opened", "1");
    run(
        "cangen",
        "vcan0",
        "-e",
        "-g",
        "1",
        "-I",
        "1812F456",
        "-L",
        "8",
        "-D",
        "A00FAC0D0100FDFF",
        "-n",
        String.valueOf(FRAMES));
    await("vehicle", "heard", String.valueOf(FRAMES));
    await("vehicle", "lost", "0");
    // A value lives for some seconds only, so that it is sent until it is read in time.
    long end = System.nanoTime() + PATIENCE.toNanos();
    do {
      run("cansend", "vcan0", "1812F456#A10FAC0D0100FDFF");
    } while (!read("vehicle", "voltage").equals("400.1") && System.nanoTime() - end < 0);
    await("vehicle", "voltage", "400.1");
    awaitPart("refused", "voltage", "can0 is not listening only");
    awaitPart("refused", "voltage", "ip link set can0 up type can bitrate 250000 listen-only on");
    return "ok     the driver in Equinox hears "
        + FRAMES
        + " of "
        + FRAMES
        + " frames, and refuses an interface that acknowledges";
  }

  private void await(String asset, String channel, String value) throws Exception {
    until(asset, channel, value, false);
  }

  private void awaitPart(String asset, String channel, String part) throws Exception {
    until(asset, channel, part, true);
  }

  private void until(String asset, String channel, String wanted, boolean part)
      throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    String seen = "";
    while (System.nanoTime() - end < 0) {
      seen = read(asset, channel);
      if (part ? seen.contains(wanted) : seen.equals(wanted)) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
    throw new AssertionError(asset + "/" + channel + " is " + seen + ", not " + wanted);
  }

  private String read(String asset, String channel) {
    Service service =
        gateway
            .service("org.eclipse.kura.asset.Asset", "(kura.service.pid=" + asset + ")", PATIENCE)
            .orElseThrow();
    try {
      List<?> records = (List<?>) service.call("read", Set.of(channel));
      Service one = Service.of(records.get(0));
      Object value = one.call("getValue");
      return value == null
          ? String.valueOf(Service.of(one.call("getChannelStatus")).call("getExceptionMessage"))
          : String.valueOf(Service.of(value).call("getValue"));
    } catch (GatewayException notYet) {
      return String.valueOf(notYet.getMessage());
    }
  }

  private static void run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).inheritIO().start();
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new AssertionError(String.join(" ", command));
    }
  }
}
