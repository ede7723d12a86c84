package io.ocpp809.kura.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ocpp809.kura.mqtt.Fakes.FakeLink;
import io.ocpp809.kura.mqtt.Fakes.FakePublisher;
import io.ocpp809.kura.mqtt.Fakes.FakeStation;
import io.ocpp809.mqtt.Kind;
import io.ocpp809.mqtt.MirrorMessage;
import io.ocpp809.testkit.time.ManualScheduler;
import java.io.IOException;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.kura.KuraErrorCode;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.cloudconnection.message.KuraMessage;
import org.eclipse.kura.configuration.Password;
import org.eclipse.kura.ssl.SslManagerService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MqttMirrorTest {
  private static final String STATION =
      "ocpp809/hall/station {\"time\":\"2026-03-01T08:00:00Z\",\"vendor\":\"Acme\","
          + "\"model\":\"Pile\",\"operative\":true,\"evses\":0}";

  private final ManualScheduler scheduler = new ManualScheduler(Fakes.START);
  private final List<FakeLink> links = new CopyOnWriteArrayList<>();
  private final FakeStation hall = new FakeStation("hall");
  private final MqttMirror mirror =
      new MqttMirror(
          (options, will, events) -> {
            links.add(new FakeLink(options, events));
            return links.get(links.size() - 1);
          },
          () -> scheduler);

  @BeforeEach
  void inject() {
    mirror.setCryptoService(Fakes.crypto());
    mirror.setSystemService(Fakes.system());
  }

  private static Map<String, Object> with(Object... more) {
    Map<String, Object> properties = new HashMap<>();
    properties.put("kura.service.pid", "mirror-1");
    properties.put("broker.uri", "tcp://broker");
    for (int i = 0; i < more.length; i += 2) {
      properties.put((String) more[i], more[i + 1]);
    }
    return properties;
  }

  private FakeLink activated(Object... more) {
    mirror.activate(with(more));
    return connected();
  }

  private FakeLink connected() {
    scheduler.runDue();
    FakeLink link = links.get(links.size() - 1);
    link.events.connected();
    scheduler.runDue();
    return link;
  }

  @Test
  void credentialsAreDecryptedAndTheClientIsNamedAfterGatewayAndComponent() {
    FakeLink link = activated("user", "u", "password", Fakes.ENCRYPTED);
    assertEquals("tcp://broker:1883 as SN42-mirror-1, user u", link.options.toString());
    assertEquals("pw", link.options.password());
    assertEquals("connected to tcp://broker:1883", mirror.status());
  }

  @Test
  void aPasswordMayAlsoComeAsKurasPasswordObject() {
    FakeLink link =
        activated("user", "u", "password", new Password(Fakes.ENCRYPTED), "client.id", "c");
    assertEquals("pw", link.options.password());
    assertEquals("c", link.options.clientId());
  }

  @Test
  void theSameConfigurationAgainDoesNotDisturbTheConnection() {
    FakeLink link = activated();
    mirror.modified(with());
    mirror.modified(with("interval.max", 900));
    scheduler.runDue();
    assertEquals(1, links.size());
    assertEquals(false, link.closed);
  }

  @Test
  void otherIntervalsApplyWithoutConnectingAnew() {
    mirror.addStation(hall.service);
    FakeLink link = activated("interval.min", 60);
    hall.power(0, 0);
    hall.power(10, 9000);
    scheduler.runDue();
    int before = link.sent.size();
    mirror.modified(with("interval.min", 5));
    hall.power(20, 100);
    hall.power(30, 9000);
    scheduler.runDue();
    assertEquals(before + 2, link.sent.size());
    assertEquals(1, links.size());
    assertEquals(1, hall.listeners.size());
  }

  @Test
  void anotherBrokerIsConnectedInsteadOfTheFirst() {
    FakeLink first = activated();
    mirror.modified(with("broker.uri", "tcp://other"));
    FakeLink second = connected();
    assertEquals(true, first.closed);
    assertEquals("tcp://other:1883", second.options.uri());
  }

  @Test
  void withoutABrokerNothingIsConnected() {
    mirror.activate(with("broker.uri", ""));
    scheduler.runDue();
    assertEquals(List.of(), links);
    assertEquals("no broker", mirror.status());
  }

  @ParameterizedTest
  @CsvSource({
    "broker.uri, nonsense, 'broker.uri: tcp://host:1883 or ssl://host:8883, not nonsense'",
    "interval.min, 0, 'interval.min: 1 to 3600 s, not 0'",
    "band.power, many, 'band.power: a number, not many'",
    "password, AAAAAAAAAAAAAAAA-AAECAwQFBgcICQoLDA0ODxA=,"
        + "'password: cannot be decrypted; enter it again'",
    "topic.prefix, a/#, 'topic.prefix: no +, # or leading $, not a/#'",
  })
  void aWrongConfigurationIsNamedAndTheMirrorGoesOnAsItWas(String name, String value, String why) {
    FakeLink link = activated("user", "u");
    mirror.modified(with("user", "u", name, value));
    scheduler.runDue();
    assertEquals(why + "; the mirror goes on as it was", mirror.status());
    assertEquals(false, link.closed);
    mirror.modified(with("user", "u"));
    assertEquals("connected to tcp://broker:1883", mirror.status());
    assertEquals(1, links.size());
  }

  @Test
  void aPasswordThatWasGivenAtCreationIsTakenAsItIs() {
    FakeLink link = activated("user", "u", "password", "as-given");
    assertEquals("as-given", link.options.password());
  }

  @Test
  void stationsComeAndGoInAnyOrder() {
    FakeStation yard = new FakeStation("yard");
    mirror.addStation(hall.service);
    FakeLink link = activated();
    assertEquals(true, link.sent.contains(STATION), () -> "sent " + link.sent);
    mirror.addStation(yard.service);
    scheduler.runDue();
    assertEquals(true, link.sent.get(link.sent.size() - 1).startsWith("ocpp809/yard/station"));
    mirror.removeStation(hall.service);
    assertEquals(List.of(), hall.listeners);
    yard.power(0, 1000);
    scheduler.runDue();
    assertEquals(
        "ocpp809/yard/evse/1/measured {\"time\":\"2026-03-01T08:00:00Z\",\"power\":1000}",
        link.sent.get(link.sent.size() - 1));
  }

  @Test
  void theCloudGetsTheSameMessages() {
    FakePublisher cloud = new FakePublisher();
    mirror.addStation(hall.service);
    mirror.activate(with("broker.uri", ""));
    mirror.setCloudPublisher(cloud);
    scheduler.runDue();
    assertEquals(1, cloud.messages.size(), "the present state");
    hall.power(0, 1234);
    scheduler.runDue();
    KuraMessage message = cloud.messages.get(1);
    assertEquals(Map.of("power", 1234.0), message.getPayload().metrics());
    assertEquals(Date.from(Fakes.START), message.getPayload().getTimestamp());
    assertEquals(
        Map.of(
            "station", "hall",
            "assetName", "hall",
            "kind", "measured",
            "path", "evse/1/measured",
            "evse", "1"),
        message.getProperties());
    mirror.unsetCloudPublisher(new FakePublisher());
    hall.power(100, 9000);
    scheduler.runDue();
    assertEquals(3, cloud.messages.size(), "another publisher went away");
    mirror.unsetCloudPublisher(cloud);
    hall.power(200, 0);
    scheduler.runDue();
    assertEquals(3, cloud.messages.size());
  }

  @Test
  void aCloudThatRefusesHarmsNothingElse() {
    refusedBy(new KuraException(KuraErrorCode.SERVICE_UNAVAILABLE, "cloud"));
  }

  @Test
  void aCloudThatFailsHarmsNothingElse() {
    refusedBy(new IllegalStateException("no connection"));
  }

  @Test
  void aCloudWithoutTheEncoderOfItsChoiceHarmsNothingElse() {
    refusedBy(new NoClassDefFoundError("com/google/protobuf/Message"));
  }

  private void refusedBy(Throwable why) {
    FakePublisher cloud = new FakePublisher();
    cloud.refusing = Optional.of(why);
    mirror.addStation(hall.service);
    mirror.setCloudPublisher(cloud);
    FakeLink link = activated();
    hall.power(0, 1);
    hall.power(100, 1000);
    scheduler.runDue();
    assertEquals(true, link.sent.get(link.sent.size() - 1).contains("\"power\":1000"));
    cloud.refusing = Optional.empty();
    hall.power(200, 0);
    scheduler.runDue();
    assertEquals(1, cloud.messages.size());
  }

  @Test
  void aFindingThatIsGoneIsClearedInTheCloudToo() {
    MirrorMessage gone =
        new MirrorMessage(Kind.FINDING, "hall", "evse/0/finding/x", Fakes.START, Map.of());
    KuraMessage message = CloudSink.kuraMessage(gone);
    assertEquals(Map.of("cleared", true), message.getPayload().metrics());
    assertEquals("0", message.getProperties().get("evse"));
  }

  private static SslManagerService sslManager(SSLSocketFactory[] factory) {
    return Fakes.proxy(
        SslManagerService.class,
        (self, method, arguments) -> {
          if (factory[0] == null) {
            throw new IOException("no keystore");
          }
          return factory[0];
        });
  }

  private static SSLSocketFactory factory() {
    return (SSLSocketFactory) SSLSocketFactory.getDefault();
  }

  @Test
  void aNamedSslManagerIsWaitedFor() {
    String target = "(kura.service.pid=ssl)";
    Map<String, Object> tls =
        with("broker.uri", "ssl://broker", "SslManagerService.target", target);
    mirror.activate(tls);
    scheduler.runDue();
    assertEquals(List.of(), links);
    assertEquals("waiting for the SSL manager that is named", mirror.status());

    SSLSocketFactory[] factory = {factory()};
    SslManagerService manager = sslManager(factory);
    mirror.setSslManagerService(manager);
    FakeLink link = connected();
    assertEquals(Optional.of(factory[0]), link.options.sockets());
    mirror.modified(tls);
    scheduler.runDue();
    assertEquals(1, links.size());

    mirror.unsetSslManagerService(sslManager(factory));
    assertEquals(false, link.closed);
    mirror.unsetSslManagerService(manager);
    scheduler.runDue();
    assertEquals(true, link.closed);
  }

  @Test
  void withoutANamedSslManagerTheTrustOfThePlatformDecides() {
    FakeLink link = activated("broker.uri", "ssl://broker");
    assertEquals(Optional.empty(), link.options.sockets());
  }

  @Test
  void anSslManagerThatFailsIsNamed() {
    mirror.setSslManagerService(sslManager(new SSLSocketFactory[1]));
    mirror.activate(with("broker.uri", "ssl://broker"));
    assertEquals("SSL manager: no keystore; the mirror goes on as it was", mirror.status());
  }

  @Test
  void deactivatingSaysGoodByeAndLeavesTheStations() throws Exception {
    MqttMirror real =
        new MqttMirror(
            (options, will, events) -> {
              links.add(new FakeLink(options, events));
              events.connected();
              return links.get(0);
            },
            MqttMirror::newExecutor);
    real.setCryptoService(Fakes.crypto());
    real.setSystemService(Fakes.system());
    real.addStation(hall.service);
    real.activate(with());
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
    while (!real.status().startsWith("connected") && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    FakeLink link = links.get(0);
    assertEquals(true, link.begun.await(120, TimeUnit.SECONDS));
    real.deactivate();
    assertEquals(List.of(), hall.listeners);
    assertEquals(true, link.sent.get(link.sent.size() - 1).endsWith("\"online\":false}"));
    assertEquals(true, link.closed);
  }
}
