package io.ocpp809.mqtt;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import javax.net.SocketFactory;

/**
 * How to reach the broker.
 *
 * @param uri normal form of {@link #uri(String)}
 * @param clientId 1 to 65535 bytes, unique at the broker
 * @param user user name; empty for none
 * @param password password; empty for none
 * @param prefix first levels of all topics, without wildcards and without {@code /} at either end
 * @param keepAliveSeconds 10 to 3600; the broker tells the last will after one and a half of it
 * @param bufferMessages messages kept while the broker cannot be reached, 10 to 100000
 * @param sockets makes TLS sockets; empty uses the Java platform's trust store
 */
public record MqttOptions(
    String uri,
    String clientId,
    String user,
    String password,
    String prefix,
    int keepAliveSeconds,
    int bufferMessages,
    Optional<SocketFactory> sockets) {

  /** Checks the ranges; messages name the attribute. */
  public MqttOptions {
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(password, "password");
    Objects.requireNonNull(sockets, "sockets");
    uri = uri(uri);
    if (clientId.isBlank()) {
      throw new IllegalArgumentException("client.id: must not be empty");
    }
    if (prefix.isBlank() || prefix.startsWith("/") || prefix.endsWith("/")) {
      throw new IllegalArgumentException("topic.prefix: words with / between, not " + prefix);
    }
    if (prefix.contains("+") || prefix.contains("#") || prefix.startsWith("$")) {
      throw new IllegalArgumentException("topic.prefix: no +, # or leading $, not " + prefix);
    }
    if (keepAliveSeconds < 10 || keepAliveSeconds > 3600) {
      throw new IllegalArgumentException("keep.alive: 10 to 3600 s, not " + keepAliveSeconds);
    }
    if (bufferMessages < 10 || bufferMessages > 100_000) {
      throw new IllegalArgumentException("buffer.messages: 10 to 100000, not " + bufferMessages);
    }
    if (user.isEmpty() && !password.isEmpty()) {
      throw new IllegalArgumentException("user: a password needs a user name");
    }
  }

  /**
   * The address in normal form: scheme tcp, ssl, ws or wss ({@code mqtt} is tcp, {@code mqtts} is
   * ssl), host, port.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static String uri(String text) {
    try {
      URI uri = new URI(text.trim());
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      int usualPort =
          switch (scheme) {
            case "tcp", "mqtt" -> 1883;
            case "ssl", "mqtts" -> 8883;
            case "ws" -> 80;
            case "wss" -> 443;
            default -> 0;
          };
      if (usualPort == 0 || uri.getHost() == null || uri.getUserInfo() != null) {
        throw notAnAddress(text);
      }
      String normal =
          switch (scheme) {
            case "mqtt" -> "tcp";
            case "mqtts" -> "ssl";
            default -> scheme;
          };
      int port = uri.getPort() < 0 ? usualPort : uri.getPort();
      String path = normal.startsWith("ws") ? uri.getRawPath() : "";
      return normal + "://" + uri.getHost() + ":" + port + path;
    } catch (URISyntaxException e) {
      throw notAnAddress(text);
    }
  }

  private static IllegalArgumentException notAnAddress(String text) {
    return new IllegalArgumentException(
        "broker.uri: tcp://host:1883 or ssl://host:8883, not " + text);
  }

  /** Topic of the message that tells whether the mirror is connected. */
  String linkPath() {
    return "link/" + MirrorMessage.level(clientId);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return uri + " as " + clientId + (user.isEmpty() ? "" : ", user " + user);
  }
}
