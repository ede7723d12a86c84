package io.ocpp809.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.moquette.broker.Server;
import io.moquette.broker.config.MemoryConfig;
import io.ocpp809.testkit.tls.Certificates;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import javax.net.SocketFactory;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over real sockets, with an embedded broker. */
class BrokerTest {
  @TempDir private Path folder;
  private final Server broker = new Server();
  private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private MqttLink link;
  private boolean running;

  @AfterEach
  void stop() {
    if (link != null) {
      link.close(false);
    }
    if (running) {
      broker.stopServer();
    }
    executor.shutdownNow();
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return free.getLocalPort();
    }
  }

  private int startBroker(Properties more) throws Exception {
    int port = freePort();
    Properties settings = new Properties();
    settings.setProperty("host", "127.0.0.1");
    settings.setProperty("port", Integer.toString(port));
    settings.setProperty("telemetry_enabled", "false");
    settings.setProperty("persistence_enabled", "false");
    settings.setProperty("data_path", folder.toString());
    settings.putAll(more);
    broker.startServer(new MemoryConfig(settings));
    running = true;
    return port;
  }

  private static MqttOptions options(String uri, Optional<SocketFactory> sockets) {
    return new MqttOptions(uri, "gw", "", "", "site", 60, 100, sockets);
  }

  private void open(MqttOptions options) {
    link =
        PahoLink.open(
            options,
            new MqttLink.Will("site/link/gw", new byte[] {'x'}),
            new MqttLink.Events() {
              @Override
              public void connected() {
                events.add("connected");
              }

              @Override
              public void lost(String reason) {
                events.add("lost " + reason);
              }

              @Override
              public void delivered(long id) {
                events.add("delivered " + id);
              }
            });
  }

  private static String next(BlockingQueue<String> queue) throws InterruptedException {
    String text = queue.poll(120, TimeUnit.SECONDS);
    assertNotNull(text, "nothing came within 120 s");
    return text;
  }

  @Test
  void aSubscriberSeesTheStateOfTheStationAndTheEndOfTheMirror() throws Exception {
    String uri = "tcp://127.0.0.1:" + startBroker(new Properties());
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    MirrorSession session =
        new MirrorSession(
            options(uri, Optional.empty()),
            PahoLink::open,
            executor,
            Clock.systemUTC(),
            new BackOff(RandomGenerator.getDefault()),
            () -> events.add("connected"));
    session.start();
    assertEquals("connected", next(events));
    session.offer(Events.message(Kind.CONNECTOR, "evse/1/connector/1", "Charging"));
    try (MqttClient client = new MqttClient(uri, "reader", new MemoryPersistence())) {
      client.connect();
      client.subscribe(
          "site/#",
          1,
          (topic, message) ->
              seen.add(topic + " " + new String(message.getPayload(), StandardCharsets.UTF_8)));
      String connector = "";
      for (int i = 0; i < 2; i++) {
        String text = next(seen);
        connector = text.startsWith("site/hall") ? text : connector;
      }
      assertEquals(
          "site/hall/evse/1/connector/1 {\"time\":\"2026-03-01T08:00:00Z\",\"v\":\"Charging\"}",
          connector);
      session.close();
      String last = next(seen);
      assertEquals(true, last.endsWith("\"online\":false}"), last);
      client.disconnect();
    }
  }

  @Test
  void aBrokerThatIsNotThereIsNamed() throws Exception {
    String uri = "tcp://127.0.0.1:" + freePort();
    open(options(uri, Optional.empty()));
    assertEquals("lost " + uri + " cannot be reached: Connection refused", next(events));
  }

  @Test
  void aBrokerThatGoesAwayIsALoss() throws Exception {
    open(options("tcp://127.0.0.1:" + startBroker(new Properties()), Optional.empty()));
    assertEquals("connected", next(events));
    link.publish(7, "site/x", new byte[] {1}, 1, false);
    assertEquals("delivered 7", next(events));
    broker.stopServer();
    running = false;
    assertEquals("lost", next(events).substring(0, 4));
  }

  @Test
  void aWrongPasswordIsNamed() throws Exception {
    Properties more = new Properties();
    Path passwords = folder.resolve("passwords");
    Files.writeString(passwords, "user:0000\n");
    more.setProperty("allow_anonymous", "false");
    more.setProperty("password_file", passwords.toString());
    String uri = "tcp://127.0.0.1:" + startBroker(more);
    open(new MqttOptions(uri, "gw", "user", "wrong", "site", 60, 100, Optional.empty()));
    assertEquals("lost " + uri + " refuses the user name or the password", next(events));
  }

  @Test
  void aSilentServerDoesNotKeepTheCallerWaiting() throws Exception {
    try (ServerSocket silent = new ServerSocket(0)) {
      open(options("tcp://127.0.0.1:" + silent.getLocalPort(), Optional.empty()));
      try (Socket accepted = silent.accept()) {
        assertEquals(true, accepted.isConnected());
        link.close(false);
      }
    }
  }

  @Test
  void tlsIsAcceptedWithTheTrustedCertificateOnly() throws Exception {
    Certificates keys = Certificates.selfSigned(folder, "broker", "dns:localhost");
    Properties more = new Properties();
    int port = freePort();
    more.setProperty("ssl_port", Integer.toString(port));
    more.setProperty("ssl_provider", "JDK");
    more.setProperty("jks_path", keys.file().toString());
    more.setProperty("key_store_type", "pkcs12");
    more.setProperty("key_store_password", Certificates.PASSWORD);
    more.setProperty("key_manager_password", Certificates.PASSWORD);
    startBroker(more);
    String uri = "ssl://localhost:" + port;

    open(options(uri, Optional.empty()));
    String refused = next(events);
    assertEquals(true, refused.startsWith("lost " + uri + " cannot be reached: "), refused);
    link.close(false);

    open(options(uri, Optional.of(keys.trusting().getSocketFactory())));
    assertEquals("connected", next(events));
  }
}
