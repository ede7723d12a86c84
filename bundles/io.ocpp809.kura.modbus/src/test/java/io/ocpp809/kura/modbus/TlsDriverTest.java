package io.ocpp809.kura.modbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.testkit.modbus.ModbusServer;
import io.ocpp809.testkit.tls.Certificates;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLServerSocket;
import org.eclipse.kura.KuraErrorCode;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.channel.ChannelFlag;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.security.keystore.KeystoreService;
import org.eclipse.kura.type.DataType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The driver through TLS, with Kura's keystores. */
@Timeout(600)
class TlsDriverTest {
  @TempDir static Path folder;
  private static Certificates device;
  private static Certificates gateway;

  private final Registers registers = new Registers();
  private final ModbusDriver driver = new ModbusDriver();
  private ModbusServer server;

  @BeforeAll
  static void certificates() throws Exception {
    device = Certificates.selfSigned(folder, "device", "ip:127.0.0.1");
    gateway = Certificates.selfSigned(folder, "gateway", "dns:gateway");
  }

  private static KeystoreService service(KeyStore store, List<KeyManager> keys) {
    return (KeystoreService)
        Proxy.newProxyInstance(
            TlsDriverTest.class.getClassLoader(),
            new Class<?>[] {KeystoreService.class},
            (self, method, arguments) -> {
              if (store == null) {
                throw new KuraException(KuraErrorCode.SECURITY_EXCEPTION, "no such file");
              }
              return switch (method.getName()) {
                case "getKeyStore" -> store;
                case "getKeyManagers" -> keys;
                default -> null;
              };
            });
  }

  private static KeystoreService keys(Certificates of) throws Exception {
    return service(of.shown(), List.of(of.keys()));
  }

  private static KeystoreService trust(Certificates of) throws Exception {
    return service(of.trusted(), List.of());
  }

  @BeforeEach
  void startDevice() throws Exception {
    SSLServerSocket socket =
        (SSLServerSocket)
            device
                .towards(gateway)
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    socket.setNeedClientAuth(true);
    server = ModbusServer.start(ModbusServer.Framing.TCP, Map.of(1, registers), socket);
    registers.values[10] = 42;
  }

  @AfterEach
  void stop() throws Exception {
    driver.deactivate();
    server.close();
  }

  private Map<String, Object> form(String keys) {
    return new HashMap<>(
        Map.of(
            "transport",
            "TLS",
            "host",
            "127.0.0.1",
            "port",
            server.port(),
            "KeystoreService.target",
            keys,
            "TruststoreKeystoreService.target",
            "(kura.service.pid=trust)",
            "timeout",
            10_000,
            "connect.timeout",
            30_000,
            "read.bound",
            30_000));
  }

  private ChannelRecord read() {
    ChannelRecord r = ChannelRecord.createReadRecord("state", DataType.LONG);
    r.setChannelConfig(Map.of("address", "10", "poll", "NEVER"));
    driver.read(List.of(r));
    return r;
  }

  private String message() {
    ChannelRecord r = read();
    assertEquals(ChannelFlag.FAILURE, r.getChannelStatus().getChannelFlag());
    return r.getChannelStatus().getExceptionMessage();
  }

  @Test
  void aDeviceIsReadThroughTlsWithOurCertificate() throws Exception {
    driver.bindKeys(keys(gateway));
    driver.bindTrust(trust(device));
    driver.activate(form("(kura.service.pid=keys)"));
    ChannelRecord r = read();
    assertEquals(
        ChannelFlag.SUCCESS,
        r.getChannelStatus().getChannelFlag(),
        r.getChannelStatus().getExceptionMessage());
    assertEquals(42L, r.getValue().getValue());
  }

  @Test
  void withoutItsTruststoreTheDriverSaysWhatIsMissingAndGoesOnOnceItIsThere() throws Exception {
    driver.bindKeys(keys(gateway));
    driver.activate(form("(kura.service.pid=keys)"));
    String message = message();
    assertTrue(
        message.startsWith("TruststoreKeystoreService.target: the truststore is not there"),
        message);
    driver.bindTrust(trust(device));
    long end = System.nanoTime() + 120_000_000_000L;
    while (read().getChannelStatus().getChannelFlag() != ChannelFlag.SUCCESS) {
      assertTrue(System.nanoTime() < end, "not within 120 s");
      Thread.onSpinWait();
    }
  }

  @Test
  void aKeystoreThatIsNamedAndNotThereIsAMessage() throws Exception {
    driver.bindTrust(trust(device));
    driver.activate(form("(kura.service.pid=keys)"));
    assertEquals(
        "KeystoreService.target: the keystore is not there; create it, or choose another one",
        message());
  }

  @Test
  void aDeviceThatWantsACertificateAndGetsNoneIsAMessage() throws Exception {
    driver.bindTrust(trust(device));
    driver.activate(form(DriverConfig.NOTHING));
    String message = message();
    assertTrue(message.contains("KeystoreService.target"), message);
  }

  @Test
  void aDeviceThatTheTruststoreDoesNotKnowIsAMessage() throws Exception {
    driver.bindTrust(trust(gateway));
    driver.activate(form(DriverConfig.NOTHING));
    String message = message();
    assertTrue(
        message.contains("TruststoreKeystoreService.target: the truststore does not know"),
        message);
  }

  @Test
  void aKeystoreThatCannotBeReadIsAMessage() throws Exception {
    driver.bindTrust(service(null, List.of()));
    driver.activate(form(DriverConfig.NOTHING));
    String message = message();
    assertTrue(
        message.startsWith("TruststoreKeystoreService.target: the truststore cannot be read"),
        message);
  }
}
