package io.ocpp809.kura.mqtt;

import io.ocpp809.mqtt.MeasuringOptions;
import io.ocpp809.mqtt.MqttOptions;
import io.ocpp809.mqtt.Personal;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.configuration.Password;
import org.eclipse.kura.crypto.CryptoService;

/**
 * A mirror's configuration, checked.
 *
 * @param broker how to reach the broker, without TLS sockets; empty for none
 * @param sslManagerNamed whether an SSL manager was chosen
 * @param measuring when measured values are published
 * @param personal which personal data is published
 */
record MirrorOptions(
    Optional<MqttOptions> broker,
    boolean sslManagerNamed,
    MeasuringOptions measuring,
    Personal personal) {
  /** An initial vector of 12 octets and the data; Kura hands over the text itself at creation. */
  private static final Pattern ENCRYPTED =
      Pattern.compile("[A-Za-z0-9+/]{16}-[A-Za-z0-9+/]{22,}={0,2}");

  /**
   * Reads a configuration; absent attributes have their defaults.
   *
   * @param gateway name of the gateway, for the client id
   * @throws IllegalArgumentException with a message that names the attribute
   */
  static MirrorOptions of(Map<String, Object> properties, CryptoService crypto, String gateway) {
    String uri = text(properties, "broker.uri", "");
    Optional<MqttOptions> broker =
        uri.isBlank() ? Optional.empty() : Optional.of(broker(properties, uri, crypto, gateway));
    MeasuringOptions usual = MeasuringOptions.DEFAULT;
    return new MirrorOptions(
        broker,
        !text(properties, "SslManagerService.target", MirrorConfig.NOTHING)
            .equals(MirrorConfig.NOTHING),
        new MeasuringOptions(
            (int) number(properties, "interval.min", usual.shortestSeconds()),
            (int) number(properties, "interval.max", usual.longestSeconds()),
            number(properties, "band.power", usual.powerBandWatts()),
            number(properties, "band.current", usual.currentBandAmps()),
            number(properties, "band.voltage", usual.voltageBandVolts()),
            number(properties, "band.soc", usual.socBandPercent()),
            number(properties, "band.energy", usual.energyBandWattHours())),
        new Personal(
            Boolean.parseBoolean(text(properties, "publish.tokens", "false")),
            Boolean.parseBoolean(text(properties, "publish.vehicles", "false"))));
  }

  private static MqttOptions broker(
      Map<String, Object> properties, String uri, CryptoService crypto, String gateway) {
    String pid = text(properties, "kura.service.pid", MirrorConfig.PID);
    String client = text(properties, "client.id", "");
    return new MqttOptions(
        uri,
        client.isBlank() ? gateway + "-" + pid : client,
        text(properties, "user", ""),
        password(properties.get("password"), crypto),
        text(properties, "topic.prefix", "ocpp809"),
        (int) number(properties, "keep.alive", 240),
        (int) number(properties, "buffer.messages", 1000),
        Optional.empty());
  }

  private static String password(Object value, CryptoService crypto) {
    String text =
        value instanceof Password p
            ? new String(p.getPassword())
            : value == null ? "" : value.toString();
    if (!ENCRYPTED.matcher(text).matches()) {
      return text;
    }
    try {
      return new String(crypto.decryptAes(text.toCharArray()));
    } catch (KuraException e) {
      throw new IllegalArgumentException("password: cannot be decrypted; enter it again", e);
    }
  }

  private static String text(Map<String, Object> properties, String name, String usual) {
    Object value = properties.get(name);
    return value == null ? usual : value.toString().trim();
  }

  private static double number(Map<String, Object> properties, String name, double usual) {
    Object value = properties.get(name);
    if (value == null) {
      return usual;
    }
    if (value instanceof Number n) {
      return n.doubleValue();
    }
    try {
      return Double.parseDouble(value.toString().trim());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + ": a number, not " + value, e);
    }
  }

  /** Whether the broker is reached by TLS. */
  boolean tls() {
    return broker.filter(b -> b.uri().startsWith("ssl") || b.uri().startsWith("wss")).isPresent();
  }
}
