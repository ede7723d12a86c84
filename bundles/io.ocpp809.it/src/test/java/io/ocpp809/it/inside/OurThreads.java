package io.ocpp809.it.inside;

import java.util.List;
import java.util.regex.Pattern;

/** The threads that the shipped bundles have, by their names. */
final class OurThreads {

  /** Ours, the WebSocket client's, the MQTT client's. */
  private static final Pattern NAME =
      Pattern.compile("ocpp809.*|WebSocket(ConnectRead|Write)Thread.*|MQTT .*|jSerialComm.*");

  private static final Pattern CONNECTIONS =
      Pattern.compile("ocpp809-mqtt.*|WebSocket(ConnectRead|Write)Thread.*|MQTT .*");

  private OurThreads() {}

  /** Those that live. */
  static List<String> all() {
    return living(NAME);
  }

  /** Those that live as long as a connection or a mirror. */
  static List<String> ofConnections() {
    return living(CONNECTIONS);
  }

  private static List<String> living(Pattern pattern) {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> pattern.matcher(name).matches())
        .sorted()
        .toList();
  }
}
