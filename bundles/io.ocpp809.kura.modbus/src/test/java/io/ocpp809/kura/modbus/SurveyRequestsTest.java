package io.ocpp809.kura.modbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.testkit.modbus.ModbusServer;
import io.ocpp809.testkit.modbus.SeenRequest;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.kura.KuraErrorCode;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.cloudconnection.message.KuraMessage;
import org.eclipse.kura.cloudconnection.request.RequestHandler;
import org.eclipse.kura.cloudconnection.request.RequestHandlerRegistry;
import org.eclipse.kura.message.KuraPayload;
import org.eclipse.kura.type.DataType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commissioning by remote request, on a driver whose device is simulated. */
class SurveyRequestsTest {
  private static final long WAIT = 120_000_000_000L;
  private final Registers registers = new Registers();
  private final ModbusDriver driver = new ModbusDriver();
  private final SurveyRequests requests = new SurveyRequests();
  private ModbusServer server;

  @BeforeEach
  void begin() throws Exception {
    server = ModbusServer.start(ModbusServer.Framing.TCP, Map.of(3, registers));
    driver.activate(
        new HashMap<>(
            Map.of(
                "kura.service.pid",
                "line1",
                "host",
                "127.0.0.1",
                "port",
                server.port(),
                "timeout",
                10_000,
                "read.bound",
                30_000)));
  }

  @AfterEach
  void end() throws Exception {
    requests.deactivate();
    driver.deactivate();
    server.close();
  }

  private static KuraMessage message(Map<String, Object> metrics, String... path) {
    KuraPayload payload = new KuraPayload();
    metrics.forEach(payload::addMetric);
    return new KuraMessage(payload, Map.of("args", List.of(path)));
  }

  private String get(String... path) throws KuraException {
    KuraMessage answer = requests.doGet(null, message(Map.of(), path));
    return new String(answer.getPayload().getBody(), StandardCharsets.UTF_8);
  }

  private ChannelRecord read() {
    ChannelRecord r = ChannelRecord.createReadRecord("energy", DataType.LONG);
    r.setChannelConfig(new HashMap<>(Map.of("unit", "3", "address", "4")));
    driver.read(List.of(r));
    return r;
  }

  private String finished() throws KuraException {
    long end = System.nanoTime() + WAIT;
    while (get("survey", "line1").contains("\"running\":true")) {
      assertTrue(System.nanoTime() < end, "the survey does not end");
      Thread.onSpinWait();
    }
    return get("survey", "line1");
  }

  @Test
  void aRegisterIsReadOverTheDriversLine() throws Exception {
    registers.values[4] = 4711;
    assertEquals("{\"drivers\":[\"line1\"]}", get("drivers"));
    String answer = get("read", "line1", "3", "hr", "4", "2");
    assertTrue(answer.contains("\"raw\":[4711,0]"), answer);
    assertTrue(
        answer.contains("\"type\":\"UINT16\",\"order\":\"ABCD\",\"value\":\"4711\""), answer);
  }

  @Test
  void theLastFramesOfTheLineAreToldWhereTheFormKeepsThem() throws Exception {
    KuraException off = assertThrows(KuraException.class, () -> get("trace", "line1"));
    assertTrue(off.getMessage().contains("set trace in the driver's form to true"));
    driver.modified(
        new HashMap<>(
            Map.of(
                "kura.service.pid",
                "line1",
                "host",
                "127.0.0.1",
                "port",
                server.port(),
                "timeout",
                10_000,
                "read.bound",
                30_000,
                "trace",
                true)));
    registers.values[4] = 0x1267;
    get("read", "line1", "3", "hr", "4");
    String answer = get("trace", "line1");
    assertTrue(answer.contains("\"endpoint\":\"127.0.0.1:" + server.port() + "\""), answer);
    assertTrue(answer.contains("06 03 03 00 04 00 01  read 1 from HOLDING 4 (400005)\""), answer);
    assertTrue(answer.contains("05 03 03 02 12 67  taken\""), answer);
    ChannelRecord channel = ChannelRecord.createReadRecord("trace", DataType.STRING);
    channel.setChannelConfig(new HashMap<>(Map.of("table", "COUNTER", "counter", "line.trace")));
    driver.read(List.of(channel));
    String text = String.valueOf(channel.getValue().getValue());
    assertTrue(text.lines().anyMatch(l -> l.endsWith("05 03 03 02 12 67  taken")), text);
  }

  @Test
  void aScanRunsByItselfAndGivesTheLineBack() throws Exception {
    requests.doExec(null, message(Map.of("units", "1-3"), "scan", "line1"));
    String report = finished();
    assertTrue(report.contains("\"transport\":\"TCP\""), report);
    assertTrue(report.contains("\"units\":[{\"unit\":3"), report);
    assertTrue(server.requests().stream().noneMatch(SeenRequest::write));
    long end = System.nanoTime() + WAIT;
    registers.values[4] = 7;
    ChannelRecord r = read();
    while (r.getValue() == null && System.nanoTime() < end) {
      r = read();
    }
    assertEquals(7L, r.getValue().getValue());
  }

  @Test
  void whileTheLineIsSurveyedReadsFailWithThatReason() throws Exception {
    server.silence(true);
    requests.doExec(null, message(Map.of("units", "1-247"), "scan", "line1"));
    String message = read().getChannelStatus().getExceptionMessage();
    assertTrue(message.contains("being surveyed by remote request"), message);
    KuraException second =
        assertThrows(
            KuraException.class, () -> requests.doExec(null, message(Map.of(), "listen", "line1")));
    assertTrue(second.getMessage().contains("being surveyed"), second.getMessage());
    requests.doDel(null, message(Map.of(), "survey", "line1"));
    assertTrue(finished().contains("\"stopped\":true"));
  }

  @Test
  void aLineThatAnAssetUsesIsNotScanned() throws Exception {
    read();
    int before = server.requests().size();
    KuraException refused =
        assertThrows(
            KuraException.class, () -> requests.doExec(null, message(Map.of(), "scan", "line1")));
    assertEquals(KuraErrorCode.BAD_REQUEST, refused.getCode());
    assertTrue(refused.getMessage().contains("an asset uses this line"), refused.getMessage());
    assertTrue(server.requests().size() - before <= 2, "nothing but polls");
  }

  @Test
  void aLineThatTwoDriversShareIsNotScanned() throws Exception {
    ModbusDriver other = new ModbusDriver();
    other.activate(
        new HashMap<>(
            Map.of("kura.service.pid", "line2", "host", "127.0.0.1", "port", server.port())));
    try {
      KuraException refused =
          assertThrows(
              KuraException.class, () -> requests.doExec(null, message(Map.of(), "scan", "line1")));
      assertTrue(refused.getMessage().contains("another driver"), refused.getMessage());
    } finally {
      other.deactivate();
    }
  }

  @Test
  void aWrongRequestIsNamed() {
    String[][] cases = {
      {"a range such as 1-10", "units", "all"},
      {"the lower one first", "units", "9-1"},
    };
    for (String[] c : cases) {
      KuraException e =
          assertThrows(
              KuraException.class,
              () -> requests.doExec(null, message(Map.of(c[1], c[2]), "scan", "line1")));
      assertTrue(e.getMessage().contains(c[0]), e.getMessage());
    }
    assertTrue(
        assertThrows(KuraException.class, () -> get("read", "line1", "3", "xx", "4"))
            .getMessage()
            .contains("TABLE: hr, ir, co or di, not xx"));
    assertEquals(
        KuraErrorCode.NOT_FOUND,
        assertThrows(KuraException.class, () -> get("survey", "line1")).getCode());
    assertEquals(
        KuraErrorCode.NOT_FOUND,
        assertThrows(KuraException.class, () -> get("read", "line9", "3", "hr", "4")).getCode());
    assertTrue(
        assertThrows(KuraException.class, () -> get("fly")).getMessage().contains("GET takes"));
  }

  @Test
  void theHandlerRegistersItselfWithEachCloudConnection() {
    Map<String, RequestHandler> registered = new HashMap<>();
    RequestHandlerRegistry registry =
        new RequestHandlerRegistry() {
          @Override
          public void registerRequestHandler(String id, RequestHandler handler) {
            registered.put(id, handler);
          }

          @Override
          public void unregister(String id) {
            registered.remove(id);
          }
        };
    requests.bindRegistry(registry);
    assertEquals(requests, registered.get("OCPP809-MODBUS"));
    requests.unbindRegistry(registry);
    assertTrue(registered.isEmpty());
  }
}
