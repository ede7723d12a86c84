package io.ocpp809.it.peers;

import io.ocpp809.cli.peer.Broker;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A broker, and what it was told. */
public final class Telemetry implements AutoCloseable {

  private final Map<String, List<String>> heard = new ConcurrentHashMap<>();
  private final Broker broker;

  /** Starts the broker. */
  public Telemetry() throws IOException {
    broker =
        new Broker(
            (topic, payload) ->
                heard.computeIfAbsent(topic, t -> new CopyOnWriteArrayList<>()).add(payload));
  }

  /** Address of the broker. */
  public String uri() {
    return "tcp://127.0.0.1:" + broker.port();
  }

  /** The payloads of a topic, oldest first. */
  public List<String> heard(String topic) {
    return List.copyOf(heard.getOrDefault(topic, List.of()));
  }

  /** The newest payload of a topic; the empty text if there was none. */
  public String at(String topic) {
    List<String> all = heard(topic);
    return all.isEmpty() ? "" : all.get(all.size() - 1);
  }

  /** Forgets what was heard. */
  public void forget() {
    heard.clear();
  }

  @Override
  public void close() {
    broker.close();
  }
}
