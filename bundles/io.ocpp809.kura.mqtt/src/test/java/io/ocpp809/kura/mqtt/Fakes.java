package io.ocpp809.kura.mqtt;

import io.ocpp809.mqtt.MqttLink;
import io.ocpp809.mqtt.MqttOptions;
import io.ocpp809.station.Station;
import io.ocpp809.station.StationEvent;
import io.ocpp809.station.StationIdentity;
import io.ocpp809.station.StationListener;
import io.ocpp809.station.StationView;
import io.ocpp809.station.reading.Measurand;
import io.ocpp809.station.reading.Phase;
import io.ocpp809.station.reading.Reading;
import io.ocpp809.station.time.EventTime;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.eclipse.kura.KuraErrorCode;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.cloudconnection.listener.CloudConnectionListener;
import org.eclipse.kura.cloudconnection.listener.CloudDeliveryListener;
import org.eclipse.kura.cloudconnection.message.KuraMessage;
import org.eclipse.kura.cloudconnection.publisher.CloudPublisher;
import org.eclipse.kura.crypto.CryptoService;
import org.eclipse.kura.system.SystemService;

/** The mirror's neighbours. */
final class Fakes {
  static final Instant START = Instant.parse("2026-03-01T08:00:00Z");

  private Fakes() {}

  static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(Fakes.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  /**
   * What {@link #crypto()} decrypts to "pw": Base64 of twelve octets, and of a tag and a little.
   */
  static final String ENCRYPTED = "AAECAwQFBgcICQoL-AAECAwQFBgcICQoLDA0ODxA=";

  /** Decrypts one text only. */
  static CryptoService crypto() {
    return proxy(
        CryptoService.class,
        (self, method, arguments) -> {
          String text = new String((char[]) arguments[0]);
          if (!text.equals(ENCRYPTED)) {
            throw new KuraException(KuraErrorCode.DECODER_ERROR, "value");
          }
          return "pw".toCharArray();
        });
  }

  static SystemService system() {
    return proxy(SystemService.class, (self, method, arguments) -> "SN42");
  }

  /** A station whose events a test makes. */
  static final class FakeStation {
    final List<StationListener> listeners = new ArrayList<>();
    final String name;
    final Station service;

    FakeStation(String name) {
      this.name = name;
      this.service =
          proxy(
              Station.class,
              (self, method, arguments) ->
                  switch (method.getName()) {
                    case "name" -> name;
                    case "view" -> view();
                    case "listen" -> {
                      StationListener listener = (StationListener) arguments[0];
                      listeners.add(listener);
                      yield (AutoCloseable) () -> listeners.remove(listener);
                    }
                    case "hashCode" -> System.identityHashCode(self);
                    case "equals" -> self == arguments[0];
                    default -> throw new UnsupportedOperationException(method.getName());
                  });
    }

    private StationView view() {
      return new StationView(
          name,
          new StationIdentity("Acme", "Pile", "", "", "", ""),
          new EventTime("b", 0, START, true),
          true,
          "",
          List.of(),
          List.of());
    }

    void power(long seconds, double watts) {
      Reading reading = Reading.measured(Measurand.POWER_ACTIVE_IMPORT, Phase.ALL, watts, 0);
      EventTime time = new EventTime("b", seconds * 1000, START.plusSeconds(seconds), true);
      StationEvent event = new StationEvent.Measured(time, 1, List.of(reading));
      List.copyOf(listeners).forEach(l -> l.onEvent(event));
    }
  }

  /** A connection that notes what is sent. */
  static final class FakeLink implements MqttLink {
    final MqttOptions options;
    final Events events;
    final List<String> sent = new CopyOnWriteArrayList<>();
    final CountDownLatch begun = new CountDownLatch(1);
    volatile boolean closed;

    FakeLink(MqttOptions options, Events events) {
      this.options = options;
      this.events = events;
    }

    @Override
    public void publish(long id, String topic, byte[] payload, int qos, boolean retained) {
      sent.add(topic + " " + new String(payload, StandardCharsets.UTF_8));
      events.delivered(id);
      begun.countDown();
    }

    @Override
    public void close(boolean orderly) {
      closed = true;
    }
  }

  /** A publisher that notes what it gets, or refuses. */
  static final class FakePublisher implements CloudPublisher {
    final List<KuraMessage> messages = new ArrayList<>();
    Optional<Throwable> refusing = Optional.empty();

    @Override
    public String publish(KuraMessage message) throws KuraException {
      Throwable why = refusing.orElse(null);
      if (why instanceof KuraException e) {
        throw e;
      } else if (why instanceof RuntimeException e) {
        throw e;
      } else if (why instanceof Error e) {
        throw e;
      }
      messages.add(message);
      return null;
    }

    @Override
    public void registerCloudConnectionListener(CloudConnectionListener listener) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void registerCloudDeliveryListener(CloudDeliveryListener listener) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void unregisterCloudConnectionListener(CloudConnectionListener listener) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void unregisterCloudDeliveryListener(CloudDeliveryListener listener) {
      throw new UnsupportedOperationException();
    }
  }
}
