package io.ocpp809.mqtt;

import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.paho.client.mqttv3.IMqttActionListener;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one class that touches Paho. */
public final class PahoLink implements MqttLink {
  private static final Logger LOG = LoggerFactory.getLogger(PahoLink.class);
  private static final int CONNECT_SECONDS = 20;
  private static final int MOST_IN_FLIGHT = 100;
  private static final long QUIESCE_MILLIS = 1000;

  private final MqttAsyncClient client;
  private final Events events;
  private final AtomicBoolean closed = new AtomicBoolean();

  private PahoLink(MqttAsyncClient client, Events events) {
    this.client = client;
    this.events = events;
  }

  /** Begins to connect; see {@link MqttLink.Factory}. */
  public static MqttLink open(MqttOptions options, Will will, Events events) {
    try {
      MqttAsyncClient client =
          new MqttAsyncClient(options.uri(), options.clientId(), new MemoryPersistence());
      PahoLink link = new PahoLink(client, events);
      client.setCallback(link.callback());
      client.connect(connectOptions(options, will), null, link.outcome(options));
      return link;
    } catch (MqttException e) {
      throw new IllegalArgumentException(words(e, options.uri()), e);
    }
  }

  private static MqttConnectOptions connectOptions(MqttOptions options, Will will) {
    MqttConnectOptions connect = new MqttConnectOptions();
    connect.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
    connect.setCleanSession(true);
    connect.setAutomaticReconnect(false);
    connect.setConnectionTimeout(CONNECT_SECONDS);
    connect.setKeepAliveInterval(options.keepAliveSeconds());
    connect.setMaxInflight(MOST_IN_FLIGHT);
    connect.setWill(will.topic(), will.payload(), 1, true);
    if (!options.user().isEmpty()) {
      connect.setUserName(options.user());
    }
    if (!options.password().isEmpty()) {
      connect.setPassword(options.password().toCharArray());
    }
    if (options.uri().startsWith("ssl") || options.uri().startsWith("wss")) {
      options.sockets().ifPresent(connect::setSocketFactory);
      connect.setHttpsHostnameVerificationEnabled(true);
    }
    return connect;
  }

  private IMqttActionListener outcome(MqttOptions options) {
    return new IMqttActionListener() {
      @Override
      public void onSuccess(IMqttToken token) {
        events.connected();
      }

      @Override
      public void onFailure(IMqttToken token, Throwable why) {
        events.lost(words(why, options.uri()));
      }
    };
  }

  private MqttCallback callback() {
    return new MqttCallback() {
      @Override
      public void connectionLost(Throwable why) {
        events.lost(words(why, client.getServerURI()));
      }

      @Override
      public void messageArrived(String topic, MqttMessage message) {
        LOG.debug("nothing is subscribed, yet {} came", topic);
      }

      @Override
      public void deliveryComplete(IMqttDeliveryToken token) {
        LOG.trace("delivered {}", token);
      }
    };
  }

  @Override
  public void publish(long id, String topic, byte[] payload, int qos, boolean retained) {
    try {
      client.publish(
          topic,
          payload,
          qos,
          retained,
          null,
          new IMqttActionListener() {
            @Override
            public void onSuccess(IMqttToken token) {
              events.delivered(id);
            }

            @Override
            public void onFailure(IMqttToken token, Throwable why) {
              events.lost(words(why, client.getServerURI()));
            }
          });
    } catch (MqttException e) {
      events.lost(words(e, client.getServerURI()));
    }
  }

  @Override
  public void close(boolean orderly) {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    try {
      long wait = orderly ? QUIESCE_MILLIS : 0;
      client.disconnectForcibly(wait, wait, orderly);
    } catch (MqttException e) {
      LOG.debug("disconnecting: {}", e.getMessage());
    }
    try {
      client.close(true);
    } catch (MqttException e) {
      LOG.debug("closing: {}", e.getMessage());
    }
  }

  /** What Paho says, in words for the operator. */
  static String words(Throwable why, String uri) {
    if (!(why instanceof MqttException e)) {
      return uri + ": " + why;
    }
    return switch (e.getReasonCode()) {
      case MqttException.REASON_CODE_FAILED_AUTHENTICATION ->
          uri + " refuses the user name or the password";
      case MqttException.REASON_CODE_NOT_AUTHORIZED -> uri + " does not let this user in";
      case MqttException.REASON_CODE_INVALID_CLIENT_ID -> uri + " refuses the client id";
      case MqttException.REASON_CODE_BROKER_UNAVAILABLE -> uri + " says it is not available";
      case MqttException.REASON_CODE_CLIENT_TIMEOUT -> uri + " does not answer";
      default ->
          e.getCause() == null
              ? uri + ": " + e.getMessage() + " (" + e.getReasonCode() + ")"
              : uri + " cannot be reached: " + e.getCause().getMessage();
    };
  }
}
