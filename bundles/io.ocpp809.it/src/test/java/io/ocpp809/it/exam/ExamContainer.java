package io.ocpp809.it.exam;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.systemPackage;
import static org.ops4j.pax.exam.CoreOptions.systemTimeout;

import io.ocpp809.cli.gateway.Feature;
import io.ocpp809.it.peers.Logged;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.ops4j.pax.exam.ExamSystem;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.TestAddress;
import org.ops4j.pax.exam.TestContainer;
import org.ops4j.pax.exam.TestContainerException;
import org.ops4j.pax.exam.TestProbeBuilder;
import org.ops4j.pax.exam.spi.PaxExamRuntime;
import org.osgi.framework.Constants;

/**
 * A framework in this JVM with the bundles of both features and a bundle of this module's tests.
 * Peers and JUnit come from outside, by packages that the framework exports.
 */
final class ExamContainer implements AutoCloseable {

  private static final Path ROOT = Path.of(System.getProperty("ocpp809.root"));
  private static final String PEERS = "io.ocpp809.it.peers";
  private static final List<String> FROM_OUTSIDE =
      List.of(
          PEERS,
          "io.ocpp809.testkit.csms",
          "io.ocpp809.testkit.modbus",
          "io.ocpp809.testkit.pile",
          "org.junit.jupiter.api",
          "org.junit.jupiter.api.function",
          "org.opentest4j");
  private static final long STOP_MILLIS = 30_000;

  private final TestContainer container;
  private final Map<String, TestAddress> tests;
  private final Path home;

  private ExamContainer(TestContainer container, Map<String, TestAddress> tests, Path home) {
    this.container = container;
    this.tests = tests;
    this.home = home;
  }

  /**
   * Starts the framework and installs the tests of a class.
   *
   * @param type the class
   */
  static ExamContainer start(Class<?> type) throws IOException {
    Logged.listen();
    Path home = Files.createTempDirectory("ocpp809-it");
    ExamSystem system = PaxExamRuntime.createTestSystem(options(home));
    TestContainer container = PaxExamRuntime.createContainer(system);
    container.start();
    TestProbeBuilder probe = system.createProbe();
    // What is imported by name comes before the copy that the probe carries.
    probe.setHeader(Constants.IMPORT_PACKAGE, PEERS);
    Map<String, TestAddress> tests = new LinkedHashMap<>();
    for (var method : type.getMethods()) {
      if (method.isAnnotationPresent(Test.class)) {
        tests.put(method.getName(), probe.addTest(type, method.getName()));
      }
    }
    try (InputStream bundle = probe.build().getStream()) {
      container.install(bundle);
    }
    return new ExamContainer(container, tests, home);
  }

  private static Option[] options(Path home) throws IOException {
    List<Option> options = new ArrayList<>();
    options.add(systemTimeout(STOP_MILLIS));
    options.add(frameworkProperty("kura.home").value(home.toString()));
    options.add(frameworkProperty("osgi.compatibility.bootdelegation").value("false"));
    FROM_OUTSIDE.forEach(name -> options.add(systemPackage(name)));
    for (Feature feature : List.of(Feature.EMULATED, Feature.GATEWAY)) {
      for (Path jar : feature.jars(ROOT)) {
        var option = bundle(jar.toUri().toString());
        options.add(isFragment(jar) ? option.noStart() : option);
      }
    }
    return options.toArray(Option[]::new);
  }

  private static boolean isFragment(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.getManifest().getMainAttributes().getValue(Constants.FRAGMENT_HOST) != null;
    }
  }

  /**
   * Runs a test inside.
   *
   * @param method its name
   * @throws TestContainerException around whatever it threw
   */
  void run(String method) {
    container.call(tests.get(method));
  }

  @Override
  public void close() throws IOException {
    container.stop();
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
