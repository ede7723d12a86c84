package io.ocpp809.cli.peer;

import io.moquette.broker.Server;
import io.moquette.broker.config.MemoryConfig;
import io.moquette.interception.AbstractInterceptHandler;
import io.moquette.interception.messages.InterceptPublishMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;

/** An MQTT broker on a free loopback port, in memory. */
public final class Broker implements AutoCloseable {

  private final Server server = new Server();

  /**
   * Starts the broker.
   *
   * @param listener told topic and payload of each message
   * @throws IOException if it cannot listen
   */
  public Broker(BiConsumer<String, String> listener) throws IOException {
    Properties properties = new Properties();
    properties.setProperty("host", "127.0.0.1");
    properties.setProperty("port", "0");
    properties.setProperty("allow_anonymous", "true");
    properties.setProperty("telemetry_enabled", "false");
    properties.setProperty("persistence_enabled", "false");
    server.startServer(
        new MemoryConfig(properties),
        List.of(
            new AbstractInterceptHandler() {
              @Override
              public String getID() {
                return "listener";
              }

              @Override
              public void onPublish(InterceptPublishMessage message) {
                listener.accept(
                    message.getTopicName(), message.getPayload().toString(StandardCharsets.UTF_8));
                message.getPayload().release();
              }

              @Override
              public void onSessionLoopError(Throwable error) {
                listener.accept("error", String.valueOf(error.getMessage()));
              }
            }));
  }

  /**
   * The port.
   *
   * @return TCP port on the loopback interface
   * @throws IllegalStateException if the broker does not say within 10 seconds
   */
  public int port() {
    // The server tells its port some time after it has begun to listen.
    for (int i = 0; i < 100 && server.getPort() <= 0; i++) {
      LockSupport.parkNanos(100_000_000);
    }
    if (server.getPort() <= 0) {
      throw new IllegalStateException("The broker does not tell its port");
    }
    return server.getPort();
  }

  @Override
  public void close() {
    server.stopServer();
  }
}
