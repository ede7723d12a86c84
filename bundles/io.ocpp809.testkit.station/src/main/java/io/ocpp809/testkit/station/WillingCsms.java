package io.ocpp809.testkit.station;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.ocpp809.ocpp.transport.Transport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A CSMS that accepts all, at the end of a socket that is none; it keeps what it was sent. */
final class WillingCsms {
  private static final int CALL = 2;
  private static final int RESULT = 3;

  private final List<JsonArray> received = new ArrayList<>();
  private final Supplier<Instant> now;
  private Transport.Listener station;
  private int calls;

  WillingCsms(Supplier<Instant> now) {
    this.now = now;
  }

  /** The station connects. */
  Transport.Connection connect(Transport.Listener listener) {
    station = listener;
    return new Transport.Connection() {
      @Override
      public void send(String text) {
        JsonArray message = JsonParser.parseString(text).getAsJsonArray();
        received.add(message);
        if (message.get(0).getAsInt() == CALL) {
          String result = answer(message.get(2).getAsString());
          listener.text("[3," + message.get(1) + "," + result + "]");
        }
      }

      @Override
      public void ping() {
        listener.pong();
      }

      @Override
      public void close(String reason) {
        listener.closed(reason, false);
      }

      @Override
      public void abort(String reason) {
        listener.closed(reason, false);
      }
    };
  }

  /** Takes the connection. */
  void accept() {
    station.opened("ocpp1.6");
  }

  /** Calls the station; the number of the call. */
  String call(String action, String payload) {
    String id = "c" + ++calls;
    station.text("[2,\"" + id + "\",\"" + action + "\"," + payload + "]");
    return id;
  }

  /** What the station answered to a call. */
  Optional<JsonObject> result(String id) {
    return received.stream()
        .filter(m -> m.get(0).getAsInt() == RESULT && m.get(1).getAsString().equals(id))
        .map(m -> m.get(2).getAsJsonObject())
        .findFirst();
  }

  /** The payloads of the station's calls of an action, the oldest first. */
  List<JsonObject> called(String action) {
    return received.stream()
        .filter(m -> m.get(0).getAsInt() == CALL && m.get(2).getAsString().equals(action))
        .map(m -> m.get(3).getAsJsonObject())
        .toList();
  }

  /** All that the station sent, the oldest first. */
  List<JsonArray> received() {
    return List.copyOf(received);
  }

  private String answer(String action) {
    return switch (action) {
      case "BootNotification" ->
          "{\"status\":\"Accepted\",\"interval\":300,\"currentTime\":\"" + now.get() + "\"}";
      case "StartTransaction" -> "{\"transactionId\":9,\"idTagInfo\":{\"status\":\"Accepted\"}}";
      case "Authorize" -> "{\"idTagInfo\":{\"status\":\"Accepted\"}}";
      case "Heartbeat" -> "{\"currentTime\":\"" + now.get() + "\"}";
      default -> "{}";
    };
  }
}
