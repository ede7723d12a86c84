package io.ocpp809.bench.gateway;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.sun.management.GarbageCollectorMXBean;
import com.sun.management.HotSpotDiagnosticMXBean;
import io.ocpp809.bench.process.CommandLoop;
import io.ocpp809.cli.gateway.Feature;
import io.ocpp809.cli.gateway.Gateway;
import io.ocpp809.cli.gateway.GatewayException;
import io.ocpp809.cli.gateway.Service;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import javax.management.ObjectName;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.wiring.FrameworkWiring;

/** The gateway's process: project root and home folder are its arguments. */
public final class GatewayMain implements CommandLoop.Commands {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int COLLECTIONS = 6;
  private static final String FULL_COLLECTOR = "MarkSweepCompact";
  private static final long SETTLE_MILLIS = 300;

  private final Path root;
  private final Path home;
  private final List<Bundle> shipped = new ArrayList<>();
  private Gateway gateway;

  private GatewayMain(Path root, Path home) {
    this.root = root;
    this.home = home;
  }

  /**
   * Entry point; ends at once, without an orderly stop, when the caller goes.
   *
   * @param arguments the project's root folder and the gateway's home folder
   * @throws IOException if the streams to the caller fail
   */
  public static void main(String... arguments) throws IOException {
    CommandLoop.run(new GatewayMain(Path.of(arguments[0]), Path.of(arguments[1])));
    Runtime.getRuntime().halt(0);
  }

  @Override
  public JsonElement carryOut(String command, JsonObject arguments) throws Exception {
    return switch (command) {
      case "start" -> start();
      case "configure" -> configure(arguments.get("text").getAsString());
      case "stop-shipped" -> stopShipped();
      case "heap" -> new JsonPrimitive(heap());
      case "threads" -> threads();
      case "cpu" -> cpu();
      case "histogram" -> new JsonPrimitive(diagnose("gcClassHistogram"));
      case "stacks" -> new JsonPrimitive(diagnose("threadPrint"));
      case "dump" -> dump(arguments.get("file").getAsString());
      case "force" -> new JsonPrimitive(force());
      default -> throw new IllegalArgumentException("There is no command " + command);
    };
  }

  /** Starts framework, Kura's services and the shipped bundles, and says how long each took. */
  private JsonElement start() throws IOException {
    gateway =
        Gateway.start(
            home.resolve("framework"),
            false,
            Map.of("kura.home", home.toAbsolutePath().toString()));
    gateway.install(Feature.EMULATED.jars(root));
    Set<Bundle> before = new HashSet<>(Arrays.asList(gateway.context().getBundles()));
    var threads = ManagementFactory.getThreadMXBean();
    long cpu = threads.getCurrentThreadCpuTime();
    long begin = System.nanoTime();
    gateway.install(Feature.GATEWAY.jars(root));
    double seconds = (System.nanoTime() - begin) / 1e9;
    double cpuSeconds = (threads.getCurrentThreadCpuTime() - cpu) / 1e9;
    Instant active = Instant.now();
    for (Bundle bundle : gateway.context().getBundles()) {
      if (!before.contains(bundle)) {
        shipped.add(bundle);
      }
    }
    JsonObject result = new JsonObject();
    result.addProperty("seconds", seconds);
    result.addProperty("cpuSeconds", cpuSeconds);
    result.addProperty("activeMicros", ChronoUnit.MICROS.between(Instant.EPOCH, active));
    return result;
  }

  private JsonElement configure(String text) throws IOException {
    Service file =
        gateway
            .service("io.ocpp809.kura.emulator.ConfigurationFile", "", PATIENCE)
            .orElseThrow(() -> new GatewayException("The emulator does not start"));
    List<?> problems = (List<?>) file.call("load", text);
    if (!problems.isEmpty()) {
      throw new IOException("The configuration is refused: " + problems);
    }
    return new JsonObject();
  }

  /**
   * Stops the shipped bundles and takes their classes away too; Kura's services, their
   * configurations and assets stay.
   */
  private JsonElement stopShipped() throws BundleException {
    List<Bundle> backwards = new ArrayList<>(shipped);
    Collections.reverse(backwards);
    for (Bundle bundle : backwards) {
      bundle.stop();
    }
    for (Bundle bundle : backwards) {
      bundle.uninstall();
    }
    gateway.context().getBundle(0).adapt(FrameworkWiring.class).refreshBundles(null);
    return new JsonObject();
  }

  /**
   * Octets in use at the end of a full collection, the least of several; what was allocated since
   * does not count.
   */
  private static long heap() throws InterruptedException {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < COLLECTIONS; i++) {
      ManagementFactory.getMemoryMXBean().gc();
      least = Math.min(least, afterFullCollection());
      Thread.sleep(SETTLE_MILLIS);
    }
    return least;
  }

  private static long afterFullCollection() {
    Set<String> heap = new HashSet<>();
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      if (pool.getType() == MemoryType.HEAP) {
        heap.add(pool.getName());
      }
    }
    for (GarbageCollectorMXBean collector :
        ManagementFactory.getPlatformMXBeans(GarbageCollectorMXBean.class)) {
      if (collector.getName().equals(FULL_COLLECTOR)) {
        return collector.getLastGcInfo().getMemoryUsageAfterGc().entrySet().stream()
            .filter(pool -> heap.contains(pool.getKey()))
            .mapToLong(pool -> pool.getValue().getUsed())
            .sum();
      }
    }
    throw new IllegalStateException("no collector " + FULL_COLLECTOR + ": not the serial one?");
  }

  private static JsonElement threads() {
    JsonArray names = new JsonArray();
    Thread.getAllStackTraces().keySet().stream().map(Thread::getName).sorted().forEach(names::add);
    return names;
  }

  /**
   * Processor time of this process since its start, and that of each thread that lives, in ns; and
   * for how long the JVM's compiler has worked.
   */
  private static JsonElement cpu() {
    JsonObject result = new JsonObject();
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    result.addProperty("process", system.getProcessCpuTime());
    long compiled = ManagementFactory.getCompilationMXBean().getTotalCompilationTime();
    result.addProperty("compiler", TimeUnit.MILLISECONDS.toNanos(compiled));
    result.addProperty("now", System.nanoTime());
    JsonObject threads = new JsonObject();
    var bean = ManagementFactory.getThreadMXBean();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      long nanos = bean.getThreadCpuTime(thread.getId());
      String name = thread.getName().replaceAll("[0-9]+", "#");
      long before = threads.has(name) ? threads.get(name).getAsLong() : 0;
      threads.addProperty(name, before + Math.max(0, nanos));
    }
    result.add("threads", threads);
    return result;
  }

  private static String diagnose(String operation) throws JMException {
    return String.valueOf(
        ManagementFactory.getPlatformMBeanServer()
            .invoke(
                new ObjectName("com.sun.management:type=DiagnosticCommand"),
                operation,
                new Object[] {new String[0]},
                new String[] {String[].class.getName()}));
  }

  /** Writes a heap dump of what is reachable. */
  private static JsonElement dump(String file) throws IOException {
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(file, true);
    return new JsonObject();
  }

  /** How long a forced write takes here, in seconds. */
  private double force() throws IOException {
    Path file = Files.createTempFile(home, "force", "");
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {1}));
      long begin = System.nanoTime();
      channel.force(false);
      return (System.nanoTime() - begin) / 1e9;
    } finally {
      Files.delete(file);
    }
  }
}
