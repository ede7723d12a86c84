package io.ocpp809.testkit.csms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Clock;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CsmsTest {

  private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
  private Csms csms;

  @BeforeEach
  void start() throws Exception {
    csms = Csms.start(Clock.systemUTC());
  }

  @AfterEach
  void stop() {
    csms.close();
  }

  private WebSocket station(String identity) {
    return HttpClient.newHttpClient()
        .newWebSocketBuilder()
        .subprotocols("ocpp1.6")
        .buildAsync(
            URI.create(csms.url() + "/" + identity),
            new WebSocket.Listener() {
              @Override
              public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
                received.add(text.toString());
                socket.request(1);
                return null;
              }
            })
        .join();
  }

  private String reply() throws InterruptedException {
    return String.valueOf(received.poll(120, TimeUnit.SECONDS));
  }

  @Test
  void aTransactionIsBookedOnceHoweverOftenItsStartIsSent() throws Exception {
    WebSocket station = station("CS%201");
    assertEquals("ocpp1.6", station.getSubprotocol());
    String start =
        "[2,\"1\",\"StartTransaction\",{\"connectorId\":1,\"idTag\":\"A\",\"meterStart\":100,"
            + "\"timestamp\":\"2026-01-01T00:00:00Z\"}]";
    station.sendText(start, true).join();
    assertEquals(
        "[3,\"1\",{\"transactionId\":1,\"idTagInfo\":{\"status\":\"Accepted\"}}]", reply());
    station.sendText(start, true).join();
    assertTrue(reply().contains("\"transactionId\":1"));
    station
        .sendText(
            "[2,\"2\",\"StopTransaction\",{\"transactionId\":1,\"meterStop\":350,"
                + "\"timestamp\":\"2026-01-01T01:00:00Z\",\"reason\":\"EVDisconnected\"}]",
            true)
        .join();
    assertEquals("[3,\"2\",{}]", reply());
    assertEquals(
        List.of(new Charge(1, "CS 1", 1, "A", 100, OptionalLong.of(350), "EVDisconnected")),
        csms.charges());
    assertEquals(250, csms.charges().get(0).energyWh().orElseThrow());
  }

  @Test
  void aCallReachesTheStationAndItsAnswerComesBack() throws Exception {
    WebSocket station = station("CS1");
    var answer = csms.call("CS1", "ClearCache", new JsonObject());
    String id = reply().split("\"")[1];
    station.sendText("[3,\"" + id + "\",{\"status\":\"Accepted\"}]", true).join();
    assertEquals("Accepted", answer.get(120, TimeUnit.SECONDS).get("status").getAsString());
    var refused = csms.call("CS1", "Reset", new JsonObject());
    id = reply().split("\"")[1];
    station.sendText("[4,\"" + id + "\",\"NotSupported\",\"no\",{}]", true).join();
    assertEquals(
        "NotSupported: no",
        assertThrows(ExecutionException.class, () -> refused.get(120, TimeUnit.SECONDS))
            .getCause()
            .getMessage());
  }

  @Test
  void aStationThatIsNotThereCannotBeCalled() {
    assertFalse(csms.connected("CS9"));
    assertTrue(csms.call("CS9", "Reset", new JsonObject()).isCompletedExceptionally());
  }

  @Test
  void itComesBackUnderTheSameAddress() throws Exception {
    station("CS1");
    String url = csms.url();
    csms.goAway();
    csms.comeBack();
    assertEquals(url, csms.url());
    WebSocket station = station("CS2");
    station.sendText("[2,\"9\",\"Heartbeat\",{}]", true).join();
    assertTrue(reply().startsWith("[3,\"9\",{\"currentTime\":"));
  }

  @Test
  void anUnknownActionIsAnsweredWithACallError() throws Exception {
    station("CS1").sendText("[2,\"5\",\"Nonsense\",{}]", true).join();
    assertEquals("[4,\"5\",\"NotImplemented\",\"Unknown action Nonsense\",{}]", reply());
  }
}
